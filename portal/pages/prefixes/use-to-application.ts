import { useNavigate } from "@tanstack/react-router";
import { useActing } from "../../frame/where.tsx";

/** Leads to the form, with the answers of an earlier application where there is one. */
export function useToApplication(): (from?: string) => void {
  const navigate = useNavigate();
  const { env, org } = useActing();
  return (from) => void navigate({ to: "/$env/$org/prefixes/apply", params: { env, org }, search: from === undefined ? {} : { from } });
}
