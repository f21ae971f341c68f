/** A prefix: the first part of scope names, allotted to one organisation for ever. The rules need no database. */
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import { isPrefixName, likenessOf, RESERVED_PREFIXES } from "../../vocabulary/scope-name.ts";

export type Prefix = {
  prefix: string;
  owner: OrgNumber;
  active: boolean;
  createdAt: Date;
  updatedAt: Date;
};

/** What becomes of the wish for a prefix. `like`: the prefix that it would be taken for; `others`: those that belong to organisations, none for what is reserved. */
export type PrefixJudgement =
  | { answer: "allot" | "revive" | "keep" }
  | { answer: "prefix_invalid" | "prefix_reserved" | "prefix_taken" }
  | { answer: "prefix_lookalike"; like: string; others: Owned[] };

export type Owned = Pick<Prefix, "prefix" | "owner">;

/**
 * Judges whether `owner` may have `prefix` (SEC-084). A prefix that was deactivated still belongs to its owner, and so do the names that look like it.
 *
 * @param operator whose organisation alone may own the reserved prefixes, and what looks like them
 * @param alike all prefixes of the environment with the same likeness, this one included if it exists
 * @param accepted those among them that somebody who decides has looked at, and found not to be taken for this one
 */
export function judgePrefix(
  prefix: string,
  owner: OrgNumber,
  operator: OrgNumber,
  alike: Pick<Prefix, "prefix" | "owner" | "active">[],
  accepted: readonly string[] = [],
): PrefixJudgement {
  if (!isPrefixName(prefix)) return { answer: "prefix_invalid" };
  const reserved = RESERVED_PREFIXES.find((name) => likenessOf(name) === likenessOf(prefix));
  if (reserved && owner !== operator) return reserved === prefix ? { answer: "prefix_reserved" } : { answer: "prefix_lookalike", like: reserved, others: [] };
  // An organisation's number speaks for that organisation.
  if (parseOrgNumber(prefix) !== null && prefix !== owner)
    return { answer: "prefix_lookalike", like: `the organisation with the number ${prefix}`, others: [] };
  const same = alike.find((other) => other.prefix === prefix);
  if (same && same.owner !== owner) return { answer: "prefix_taken" };
  // What it was once given, whatever that looks like, stays its own.
  if (same) return { answer: same.active ? "keep" : "revive" };
  const foreign = alike.filter((other) => other.owner !== owner && !accepted.includes(other.prefix));
  if (foreign[0])
    return { answer: "prefix_lookalike", like: foreign[0].prefix, others: foreign.map((other) => ({ prefix: other.prefix, owner: other.owner })) };
  return { answer: "allot" };
}
