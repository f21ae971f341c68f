import { Link } from "@tanstack/react-router";
import type { Crumb } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { useText } from "../../text/use-text.ts";
import { CLIENT } from "./texts.ts";

/** The way back to the list of clients. */
export function useClientsCrumb(): Crumb {
  const t = useText(CLIENT);
  const { env, org } = useActing();
  return {
    name: t("clients"),
    link: (children) => (
      <Link to="/$env/$org/clients" params={{ env, org }}>
        {children}
      </Link>
    ),
  };
}
