import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type AccessCheck, checkAccesses } from "../../api/accesses.ts";
import { useActing } from "../../frame/where.tsx";

const PAUSE_MS = 250;

/** What giving each line access would come to, looked up when nothing has been typed for a moment. */
export function useLines(scope: string, lines: readonly string[]): { checks: readonly AccessCheck[]; isChecking: boolean; error: unknown; again: () => void } {
  const { env, org } = useActing();
  const [settled, setSettled] = useState(lines);
  const written = lines.join("\n");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(written === "" ? [] : written.split("\n")), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written]);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [env, org, "scope", scope, "access-checks", settled],
    queryFn: ({ signal }) => checkAccesses({ env, org }, scope, settled, signal),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
  });
  const known = new Map((lines.length > 0 ? (data ?? []) : []).map((check) => [check.organization, check]));
  return {
    checks: lines.flatMap((line) => known.get(line) ?? []),
    isChecking: lines.length > 0 && (isFetching || settled.join("\n") !== written),
    error: lines.length > 0 ? error : null,
    again: () => void refetch(),
  };
}
