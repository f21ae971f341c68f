import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "@hono/zod-openapi";
import type * as contract from "../../contract/scope-candidate.ts";
import type { AccessFigures } from "../../contract/client-figures.ts";
import { type Acting, ask } from "./call.ts";

export type ScopeCandidate = z.output<typeof contract.ScopeCandidate>;
export type ScopeCandidates = z.output<typeof contract.ScopeCandidatePage>;
export type CandidateGroup = ScopeCandidate["group"];
export const CANDIDATE_GROUPS = ["choosable", "askable", "unusable"] as const satisfies readonly CandidateGroup[];

type Wanted = {
  /** What was typed. */
  q: string;
  group?: CandidateGroup | undefined;
  /** The catalogue, or what the organisation was given. */
  only?: "public" | "given" | undefined;
  limit: number;
};

/** Scopes that one could find, and what is in the way of each. While something else is typed, what was there before stays. */
export const scopeCandidates = ({ env, org }: Required<Acting>, { q, group, only, limit }: Wanted) =>
  queryOptions({
    queryKey: [env, org, "scope-candidates", q.trim(), group, only, limit],
    queryFn: ({ signal }) =>
      ask<ScopeCandidates>({ env, org }, { path: ["scope-candidates"], query: { q: q.trim().slice(0, 200), group, only, limit }, signal }),
    placeholderData: keepPreviousData,
    // Whoever comes back to it may have been given something meanwhile.
    staleTime: 0,
  });

/** Which of the organisation's clients use what it has been given, by scope. */
export const accessFigures = ({ env, org }: Required<Acting>) =>
  queryOptions({
    queryKey: [env, org, "access-figures"],
    queryFn: async ({ signal }) => (await ask<z.output<typeof AccessFigures>>({ env, org }, { path: ["access-figures"], signal })).items,
  });
