/** Access of an organisation to a scope, and the rules that need no database. */
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";

/** One time that an access was given. Rows are ended, never changed back: given again is a new one (SEC-082). */
export type Access = {
  id: string;
  /** What callers know it by: an access that was brought back has that of the removed one (SEC-081). */
  publicId: string;
  /** The removed one that this brings back. */
  restores: string | null;
  scope: ScopeName;
  owner: OrgNumber;
  consumer: OrgNumber;
  validFrom: Date;
  /** Null: until it is removed. */
  validTo: Date | null;
  givenAt: Date;
  /** When the organisation was given the scope for the first time, however often it was taken away since. */
  firstGivenAt: Date;
  reason: string | null;
  ended: { at: Date; why: "removed" | "expired" | "replaced" } | null;
};

/** What today's callers know as the state of an access. An access that begins later is APPROVED, and shows its dates. */
export type AccessState = "APPROVED" | "DENIED";

/** The state at `now`: one that has been ended, or whose end has passed though nobody has closed it, is DENIED. */
export const stateOf = ({ ended, validTo }: Pick<Access, "ended" | "validTo">, now: Date): AccessState =>
  ended !== null || (validTo !== null && validTo <= now) ? "DENIED" : "APPROVED";

/** When the access last changed, as seen at `now`: when it was ended, by someone or by its own end date; else when it was given. */
export function lastChangeOf({ ended, validTo, givenAt }: Pick<Access, "ended" | "validTo" | "givenAt">, now: Date): Date {
  if (ended) return ended.at;
  return validTo !== null && validTo <= now ? validTo : givenAt;
}

/** The terms of an access. A member that is not named is left to the rule: from now, without end. */
export type AccessTerms = { validFrom?: Date | undefined; validTo?: Date | null | undefined; reason?: string | null | undefined };

/** What is wrong with the wished-for dates at `now`, by field, or null. */
export function judgeTerms({ validFrom, validTo }: AccessTerms, now: Date): { field: "validFrom" | "validTo"; message: string } | null {
  if (!validTo) return null;
  if (validTo <= now) return { field: "validTo", message: "The end has passed already." };
  if (validFrom && validTo <= validFrom) return { field: "validTo", message: "It must end after it begins." };
  return null;
}

/**
 * What giving does when an access lives already: without terms it stays as it is, so giving is idempotent; with terms that it does not have, it is ended
 * and given anew with them, in one transaction and so without a gap.
 */
export function answerToGivingAgain(living: Pick<Access, "validFrom" | "validTo" | "reason">, terms: AccessTerms): "keep" | "replace" {
  const { validFrom, validTo, reason } = terms;
  if (validFrom !== undefined && validFrom.getTime() !== living.validFrom.getTime()) return "replace";
  if (validTo !== undefined && (validTo?.getTime() ?? null) !== (living.validTo?.getTime() ?? null)) return "replace";
  if (reason !== undefined && reason !== living.reason) return "replace";
  return "keep";
}

type WholeTerms = { validFrom: Date | undefined; validTo: Date | null; reason: string | null };

/** The terms of an access that is given anew: what is not named is from now, without end, without reason. */
export const termsOfNew = ({ validFrom, validTo, reason }: AccessTerms): WholeTerms => ({ validFrom, validTo: validTo ?? null, reason: reason ?? null });

/** The terms of an access that takes the place of a living one: what is not named stays; what has begun goes on from now. */
export function termsOfReplacement(living: Pick<Access, "validFrom" | "validTo" | "reason">, terms: AccessTerms, now: Date): WholeTerms {
  const { validFrom, validTo, reason } = terms;
  return {
    validFrom: validFrom ?? (living.validFrom > now ? living.validFrom : undefined),
    validTo: validTo === undefined ? living.validTo : validTo,
    reason: reason === undefined ? living.reason : reason,
  };
}
