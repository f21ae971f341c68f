import { queryOptions } from "@tanstack/react-query";
import type { Client } from "./clients.ts";
import type { ScopeCandidates } from "./candidates.ts";
import { type Acting, ask } from "./call.ts";
import { allOf } from "./scopes.ts";

export type LimitChoices = { clients: Pick<Client, "clientId" | "name">[]; scopes: string[] };
const MOST = 1_000;

/** What a notification point can be limited to in one environment: own clients, and what the organisation was given. Asked in the other environment too, where a refusal is an answer. */
export const limitChoices = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "limit-choices"],
    queryFn: async ({ signal }): Promise<LimitChoices> => {
      const [clients, given] = await Promise.all([
        allOf<Client>({ env, org }, ["clients"], {}, signal, { quiet: true }),
        ask<ScopeCandidates>({ env, org }, { path: ["scope-candidates"], query: { q: "", only: "given", limit: MOST }, signal, quiet: true }),
      ]);
      return { clients, scopes: given.items.map(({ name }) => name) };
    },
    staleTime: 0,
  });
