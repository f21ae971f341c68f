/** What somebody who looks for a scope is told of one: whether a client can have it, and if not what is in the way. Pure. */
import type { HeldRight } from "../../vocabulary/rights.ts";
import { judgeAvailability, type Scope } from "./scope.ts";

/** The first four can be put on a client. */
export const CANDIDATE_STATES = [
  "given",
  "open",
  "delegable",
  "right_missing",
  "own",
  "other_environment",
  "must_be_asked_for",
  "wrong_client_type",
  "deactivated",
] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];

/** In three, as the picker shows them: can be chosen, can be asked for, cannot be used. */
export const CANDIDATE_GROUPS = ["choosable", "askable", "unusable"] as const;
export type CandidateGroup = (typeof CANDIDATE_GROUPS)[number];

export const groupOf = (state: CandidateState): CandidateGroup =>
  state === "given" || state === "open" || state === "delegable"
    ? "choosable"
    : state === "wrong_client_type" || state === "deactivated"
      ? "unusable"
      : "askable";

export type CandidateFacts = {
  /** In this environment; null: there is none. */
  scope: Pick<Scope, "usable" | "openToAll" | "delegationSource" | "allowedIntegrationTypes"> | null;
  /** A living access of the organisation, also one that begins later. */
  given: boolean;
  isOwn: boolean;
  /** The same organisation has a living access in the other environment. */
  givenElsewhere: boolean;
  /** Of the client that it is for. */
  clientType: string;
  /** The right that the scope opens, and that the person who chooses lacks (server/clients/client.ts); null for programs, too. */
  rightLacking: HeldRight | null;
};

/**
 * The one reason that matters most. A scope is `given`, `open` or `delegable` exactly when a client of this type may be created with it: the same
 * {@link judgeAvailability} decides that.
 */
export function judgeCandidate({ scope, given, isOwn, givenElsewhere, clientType, rightLacking }: CandidateFacts): CandidateState {
  if (!scope) return "other_environment";
  const availability = judgeAvailability(scope, given);
  if (availability === "inactive") return "deactivated";
  // Of a scope that is for others nothing else helps, an access neither.
  if (scope.allowedIntegrationTypes.length > 0 && !(scope.allowedIntegrationTypes as string[]).includes(clientType)) return "wrong_client_type";
  if (availability !== "not_given" && availability !== "unknown") return rightLacking === null ? availability : "right_missing";
  if (isOwn) return "own";
  return givenElsewhere ? "other_environment" : "must_be_asked_for";
}

/** Words of the old manuals for a kind of scope, in place of words of its name: the filters of the picker that people know. */
const OLD_WORDS: readonly [pattern: RegExp, state: CandidateState][] = [
  [/(?<!\p{L})(tildelte?|gitte?|granted|given)( (til|to))? (meg|oss|me|us)(?!\p{L})/u, "given"],
  [/(?<!\p{L})(scopes? )?(tilgjengelige?|tilgjengelege?|opne?|ope|åpent?|åpne|open|available)( (for|to))? (alle|all|everyone)(?!\p{L})/u, "open"],
  [/(?<!\p{L})(delegerte?|delegerbart|delegerbare?|delegated|delegable)(?!\p{L})/u, "delegable"],
];

export type CandidateSearch = { words: readonly string[]; state: CandidateState | null };

/** What was typed, as it is looked for. @example `«tildelt meg»` → those given; `«skole lyngvidda»` → both words, anywhere */
export function readSearch(typed: string): CandidateSearch {
  let text = fold(typed);
  let state: CandidateState | null = null;
  for (const [pattern, meant] of OLD_WORDS)
    if (pattern.test(text)) {
      state = meant;
      text = text.replace(pattern, " ");
    }
  return { words: text.split(/[\s,]+/).filter((word) => word !== ""), state };
}

/** As people compare: without case, and spaces of every kind as one. */
export const fold = (text: string): string => text.toLocaleLowerCase("nb").replaceAll(/\s+/g, " ").trim();

/** How well it fits, the smaller the better; null when it does not. @param text everything that can be looked for, folded */
export function fitOf(name: string, text: string, words: readonly string[]): number | null {
  if (!words.every((word) => text.includes(word))) return null;
  if (words.length === 0 || words.some((word) => word === name)) return 0;
  return words.every((word) => name.includes(word)) ? 1 : 2;
}
