/** An application for a prefix, and what is looked at before it is decided. The rules need no database. */
import { isPrefixName, likenessOf, RESERVED_PREFIXES } from "../../vocabulary/scope-name.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { ExpectedConsumers, PrefixPrice } from "../../vocabulary/prefix-price.ts";
import { judgePrefix, type Owned, type Prefix } from "./prefix.ts";

/** What an applicant answers. */
export type PrefixWish = {
  prefix: string;
  purpose: string;
  /** Law or regulation by which the data are shared; empty: none was named. */
  legalBasis: string;
  /** Organisations that are expected to use the APIs in the first year. */
  expectedConsumers: ExpectedConsumers;
  contactName: string;
  contactEmail: string;
};

export type PrefixApplication = PrefixWish & {
  id: string;
  organization: OrgNumber;
  submittedAt: Date;
  submittedBy: string | null;
  /** Once it is decided, it stays so. */
  state: "submitted" | "allotted" | "rejected" | "withdrawn";
  decided: { at: Date; by: string | null } | null;
  /** Who at the operator has begun on it; null: nobody. It stays when it is decided. */
  handling: Handling | null;
  /** What was accepted with it; null: it was free of charge. */
  acceptedPrice: PrefixPrice | null;
  /** Why it was rejected. */
  reason: string;
};

/** `by`: the person; null: a program. */
export type Handling = { since: Date; by: string | null };

/**
 * What comes of it when somebody of the operator takes an application that waits. What a colleague has is taken over by whoever has seen that it is so, and
 * since when: of two who take it over at once, the second is told of the first.
 *
 * @param by who takes it; null: a program @param seen since when, as seen, a colleague has it; null: nobody was seen to have it
 */
export function judgeTaking(handling: Handling | null, by: string | null, seen: Date | null): "take" | "keep" | "take_over" | "refuse" {
  if (handling === null) return "take";
  if (handling.by === by) return "keep";
  return handling.since.getTime() === seen?.getTime() ? "take_over" : "refuse";
}

/** Whether somebody may answer an application, or give it back: not while a colleague has it. */
export const isFreeFor = (handling: Handling | null, by: string | null): boolean => handling === null || handling.by === by;

/** How many of one organisation may wait at the same time: the queue is read by people. */
export const MOST_WAITING = 10;

/** How it stands with a name that somebody wants as prefix. */
export type PrefixCheck = {
  /** `unused`: one's own that was taken out of use. `number`: of another organisation. */
  state: "free" | "own" | "unused" | "taken" | "like" | "number" | "reserved" | "invalid";
  /** Whose it is, when it is taken. */
  owner: OrgNumber | null;
  /** Of others, and so like it that one is read as the other. */
  like: Owned[];
  /** Of others, where one begins with the other. */
  near: Owned[];
};

/** @param alike as for {@link judgePrefix}; @param near prefixes where one begins with the other, whoever has them */
export function checkPrefix(
  prefix: string,
  wants: OrgNumber,
  operator: OrgNumber,
  alike: Pick<Prefix, "prefix" | "owner" | "active">[],
  near: Owned[],
): PrefixCheck {
  const judgement = judgePrefix(prefix, wants, operator, alike);
  const like = judgement.answer === "prefix_lookalike" ? judgement.others : [];
  const others = near.filter((other) => other.owner !== wants && !like.some((one) => one.prefix === other.prefix));
  const owner = judgement.answer === "prefix_taken" ? (alike.find((other) => other.prefix === prefix)?.owner ?? null) : null;
  return { state: stateOf(prefix, judgement.answer, like), owner, like, near: isPrefixName(prefix) ? others : [] };
}

function stateOf(prefix: string, answer: ReturnType<typeof judgePrefix>["answer"], like: Owned[]): PrefixCheck["state"] {
  if (answer === "prefix_lookalike") return like.length > 0 ? "like" : isLikeReserved(prefix) ? "reserved" : "number";
  return ({ allot: "free", keep: "own", revive: "unused", prefix_taken: "taken", prefix_reserved: "reserved", prefix_invalid: "invalid" } as const)[answer];
}

const isLikeReserved = (prefix: string): boolean => RESERVED_PREFIXES.some((name) => likenessOf(name) === likenessOf(prefix));

/**
 * Whether people who know the organisation would expect this prefix of it: a part of it stands in the name, is made of the first letters of its words, or is
 * its number. Somebody decides all the same: sectors have prefixes too.
 */
export function fitsName(prefix: string, organization: { number: OrgNumber; name: string }): boolean {
  if (parseOrgNumber(prefix) === organization.number) return true;
  const words = asWritten(organization.name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const [whole, initials] = [words.join(""), words.map(([first]) => first).join("")];
  const parts = prefix.split(/[._-]/).filter((part) => part.length >= 2);
  return parts.some((part) => (part.length >= 3 && whole.includes(part)) || part === initials || words.includes(part));
}

/** A name in the letters that prefixes have, as people write it there. */
const asWritten = (name: string): string =>
  name.toLowerCase().replaceAll("æ", "ae").replaceAll("ø", "o").replaceAll("å", "a").normalize("NFD").replaceAll(/\p{M}/gu, "");
