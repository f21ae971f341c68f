/** What a domain of e-mail says about where somebody works: a suggestion whom to ask, and never more (SEC-087). */
import type { EmailDomain } from "../../vocabulary/email-domain.ts";

/** How long a proof is good: domains change hands. Days. */
export const PROOF_DAYS = 365;
/** So long before its end a proof is looked for again by itself. Days. */
export const RENEWED_DAYS = 30;
/** How many days before its end an organisation is told of a proof that could not be renewed. */
const TOLD_DAYS = [30, 7] as const;
const DAY_MS = 86_400_000;

/**
 * Which of the notices is due: the nearest one that has come. A DNS that does not answer says nothing of the record, so there are weeks to ask again before
 * somebody is told.
 */
export function dueProofNotice(provenUntil: Date, now: Date, isAnswered: boolean): (typeof TOLD_DAYS)[number] | null {
  const left = provenUntil.getTime() - now.getTime();
  if (left <= 0) return null;
  const due = TOLD_DAYS.findLast((days) => left <= days * DAY_MS) ?? null;
  return due === TOLD_DAYS[0] && !isAnswered ? null : due;
}

export const MOST_DOMAINS = 50;

/** The record that only whoever controls the domain can publish. */
export const recordOf = (domain: EmailDomain, secret: string): { name: string; value: string } => ({
  name: `_fullmakt.${domain}`,
  value: `fullmakt-domain=${secret}`,
});

/** Whether what the DNS has at the name of the record proves the domain. Other records may stand beside it: other organisations use the domain, too. */
export const proves = (found: readonly string[], secret: string): boolean => found.some((value) => value.trim() === `fullmakt-domain=${secret}`);

export type Suggestion<Organization> = { kind: "none" } | { kind: "one"; organization: Organization } | { kind: "several" };

/**
 * Whom a person with an address of a domain may be told to ask.
 *
 * @param using the organisations that have proven the domain
 * @param isHeld whether the person can act for one already: then nothing needs to be suggested
 */
export function suggestionFor<Organization>(using: readonly Organization[], isHeld: (organization: Organization) => boolean): Suggestion<Organization> {
  const [only, second] = using;
  if (only === undefined || using.some(isHeld)) return { kind: "none" };
  return second === undefined ? { kind: "one", organization: only } : { kind: "several" };
}
