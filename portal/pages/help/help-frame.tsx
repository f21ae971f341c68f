import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { anyEnvironment, me } from "../../api/session.ts";
import { Frame } from "../../frame/frame.tsx";
import { WhereContext } from "../../frame/where.tsx";

/** Nobody has to be logged in to read; who is keeps the menu. */
export function HelpFrame({ children }: { children: ReactNode }) {
  const env = useQuery(anyEnvironment).data ?? null;
  const found = useQuery({ ...me(env ?? "test"), enabled: env !== null }).data ?? null;
  // What an earlier page has read is there at once, before it is known where one is logged in.
  const person = env && found;
  const where = useMemo(() => ({ env, isEnvironmentShown: false, me: person, organization: null }), [env, person]);
  return (
    <WhereContext value={where}>
      <Frame layout="narrow">{children}</Frame>
    </WhereContext>
  );
}
