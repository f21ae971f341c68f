/**
 * Every scope that an organisation could find, each with whether a client can have it and what is in the way. Searched among the scopes that are kept for the
 * open list, so that 20,000 of them are looked through without the database.
 */
import { type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { type ClientType, rightOpenedBy } from "../clients/client.ts";
import type { Deps } from "../deps.ts";
import { organizationNames } from "../organizations/operations.ts";
import { type CandidateGroup, type CandidateState, CANDIDATE_STATES, fitOf, fold, groupOf, judgeCandidate, readSearch } from "./candidate.ts";
import { findLivingAccesses, type LivingAccess } from "./candidate-store.ts";
import { publicListsOf } from "./public-list.ts";
import type { Scope } from "./scope.ts";

export type Candidate = {
  /** As it is in this environment, else in the other one. */
  scope: Scope;
  state: CandidateState;
  access: LivingAccess | null;
  /** That there is an access, or at least the scope, in the other environment; null where it is of no matter. */
  elsewhere: "given" | "exists" | null;
  /** The right that is lacking. */
  right: HeldRight | null;
};

export type CandidateQuery = {
  org: OrgNumber;
  env: EnvironmentName;
  clientType: ClientType;
  /** Rights of the person who looks; undefined for programs. */
  holds: ReadonlySet<HeldRight> | undefined;
  /** What is given to the organisation in the other environment may be told, private scopes among it. */
  seesElsewhere: boolean;
  typed: string;
  group?: CandidateGroup | undefined;
  /** Only what everybody may find in this environment and use: the catalogue; or only what was given here. */
  only?: "public" | "given" | undefined;
  /** Where the page before ended. */
  after: CandidatePlace | null;
  limit: number;
};
/** The order of the list: how well it fits, its state, its name. */
export type CandidatePlace = { rank: number; name: string };
export type CandidateCounts = Record<CandidateGroup, number>;

/** Everything of a scope that can be looked for, but its owner's name; kept as long as the scope is. */
const texts = new WeakMap<Scope, string>();
function textOf(scope: Scope): string {
  let text = texts.get(scope);
  if (text === undefined) {
    text = fold([scope.name, scope.description, scope.longDescription ?? "", ...Object.values(scope.translations), scope.owner].join(" "));
    texts.set(scope, text);
  }
  return text;
}

/** @returns the page, how many there are in each group whatever group was asked for, and where the next page begins */
export async function findCandidates(
  { db, settings }: Pick<Deps, "db" | "settings">,
  query: CandidateQuery,
): Promise<{ items: Candidate[]; counts: CandidateCounts; next: CandidatePlace | null; names: Map<OrgNumber, string> }> {
  const { env, org } = query;
  const other = ENVIRONMENTS.find((name) => name !== env)!;
  const lists = publicListsOf(db);
  const [here, there, given, givenElsewhere] = await Promise.all([
    lists.all(settings.environments[env]),
    query.only ? [] : lists.all(settings.environments[other]),
    findLivingAccesses(db, env, org),
    query.seesElsewhere ? findLivingAccesses(db, other, org) : new Map<number, LivingAccess>(),
  ]);
  const elsewhere = new Map(there.map((scope) => [scope.name, scope]));
  const isGivenElsewhere = (name: Scope["name"]) => givenElsewhere.has(elsewhere.get(name)?.id ?? 0);
  const known = new Set(here.map(({ name }) => name));
  const isFound = (scope: Scope, isGiven: boolean) => scope.visibility === "PUBLIC" || scope.owner === org || isGiven;
  const isWanted = (scope: Scope) =>
    query.only === "public" ? scope.visibility === "PUBLIC" && scope.usable : query.only === undefined || given.has(scope.id);
  const judged: Candidate[] = [];
  for (const scope of here) {
    const access = given.get(scope.id) ?? null;
    const isElsewhere = isGivenElsewhere(scope.name);
    if (!isFound(scope, access !== null || isElsewhere) || !isWanted(scope)) continue;
    const opened = query.holds && rightOpenedBy(scope.name);
    const rightLacking = opened && !query.holds!.has(opened) ? opened : null;
    const state = judgeCandidate({
      scope,
      given: access !== null,
      isOwn: scope.owner === org,
      givenElsewhere: isElsewhere,
      clientType: query.clientType,
      rightLacking,
    });
    judged.push({ scope, state, access, elsewhere: state === "other_environment" ? "given" : null, right: state === "right_missing" ? rightLacking : null });
  }
  for (const scope of there) {
    const isElsewhere = isGivenElsewhere(scope.name);
    if (known.has(scope.name) || !scope.usable || !isFound(scope, isElsewhere) || (scope.visibility !== "PUBLIC" && !query.seesElsewhere)) continue;
    judged.push({ scope, state: "other_environment", access: null, elsewhere: isElsewhere ? "given" : "exists", right: null });
  }
  const names = await organizationNames(db, [...new Set(judged.map(({ scope }) => scope.owner))]);
  return { ...pageOf(judged, names, query), names };
}

function pageOf(judged: readonly Candidate[], names: ReadonlyMap<OrgNumber, string>, { typed, group, after, limit }: CandidateQuery) {
  const { words, state } = readSearch(typed);
  const owners = new Map([...names].map(([number, name]) => [number, fold(name)]));
  const counts: CandidateCounts = { choosable: 0, askable: 0, unusable: 0 };
  const found: (CandidatePlace & { candidate: Candidate })[] = [];
  for (const candidate of judged) {
    const { scope } = candidate;
    if (state !== null && candidate.state !== state) continue;
    const fit = fitOf(scope.name, words.length === 0 ? "" : `${textOf(scope)} ${owners.get(scope.owner) ?? ""}`, words);
    if (fit === null) continue;
    counts[groupOf(candidate.state)] += 1;
    if (group !== undefined && groupOf(candidate.state) !== group) continue;
    // The one that is meant comes first, whatever its state; then what can be chosen.
    const isOurs = rightOpenedBy(scope.name) !== null; // few look for self-service
    const rank = (fit === 0 && words.length > 0 ? 0 : 100) + CANDIDATE_STATES.indexOf(candidate.state) * 10 + (isOurs ? 5 : 0) + fit;
    found.push({ candidate, rank, name: scope.name });
  }
  const isAfter = (one: CandidatePlace, place: CandidatePlace) => one.rank > place.rank || (one.rank === place.rank && one.name > place.name);
  const rest = found.filter((one) => after === null || isAfter(one, after)).toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ candidate }) => candidate),
    counts,
    next: last && rest.length > limit ? { rank: last.rank, name: last.name } : null,
  };
}
