import { queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/session.ts";
import { type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { ask, call } from "./call.ts";
import { ApiProblem, isProblem, LOGIN_OF_OTHER_ENVIRONMENT, SESSION_ENDED } from "./problem.ts";

export type Me = z.output<typeof contract.Me>;
export type MyChange = z.output<typeof contract.MyChange>;
export type MyOrganization = z.output<typeof contract.MyOrganization>;
export type MySession = z.output<typeof contract.MySession>;

/** The server marks a page that came with a session's cookie, which no script sees. Without one nobody has to be asked who is logged in: nobody is. */
const mayHaveSession = (): boolean => document.documentElement.dataset.session !== undefined;
/** Somebody has logged in beside the page. */
export const sessionBegan = (): void => void (document.documentElement.dataset.session = "");

const noSession = (): ApiProblem =>
  new ApiProblem({ type: "about:blank", title: "", status: 401, detail: "", code: SESSION_ENDED, remedy: "", whoCanMend: "person", traceId: "" });

/** With it, when that was told by this browser's clock, and how far the server's was ahead. */
export type ToldMe = Me & { toldAt: number; clockAheadMs: number };

/** Milliseconds since 1970 by the server's clock, as far as it is known: this machine's may be wrong. */
export const serverNow = ({ clockAheadMs }: ToldMe): number => Date.now() + clockAheadMs;

/** Who is logged in, and when that was told. Quiet: pages say themselves what it means that nobody is. */
export const me = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "me"],
    queryFn: async ({ signal }): Promise<ToldMe> => {
      if (!mayHaveSession()) throw noSession();
      const { data, at } = await call<Me>({ env }, { path: ["me"], signal, quiet: true });
      const toldAt = Date.now();
      return { ...data, toldAt, clockAheadMs: at - toldAt };
    },
  });

export const changeMe = (env: EnvironmentName, change: MyChange): Promise<Me> => ask({ env }, { method: "PUT", path: ["me"], body: change });

/** The organisations that the person can act for in this environment. */
export const myOrganizations = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "me", "organizations"],
    queryFn: async ({ signal }) => (await ask<{ items: MyOrganization[] }>({ env }, { path: ["me", "organizations"], signal })).items,
  });

/** Notes the choice of an organisation, so that it comes first next time. */
export const noteChoice = (env: EnvironmentName, number: string): Promise<void> =>
  ask({ env }, { method: "PUT", path: ["me", "organizations", number, "chosen"], quiet: true });

export const mySessions = (env: EnvironmentName) =>
  queryOptions({
    queryKey: [env, "me", "sessions"],
    queryFn: async ({ signal }) => (await ask<{ items: MySession[] }>({ env }, { path: ["me", "sessions"], signal })).items,
  });

export const endSession = (env: EnvironmentName, id: string): Promise<void> => ask({ env }, { method: "DELETE", path: ["me", "sessions", id] });

/** An environment that the person who is logged in may be in; null when nobody is. */
export const anyEnvironment = queryOptions({
  queryKey: ["any-environment"],
  queryFn: async ({ client }): Promise<EnvironmentName | null> => {
    for (const env of ENVIRONMENTS) {
      try {
        const { session } = await client.fetchQuery(me(env));
        return session.environments[0] ?? null;
      } catch (error) {
        if (!isProblem(error, LOGIN_OF_OTHER_ENVIRONMENT)) return null;
      }
    }
    return null;
  },
  staleTime: 0,
});
