/** A mail as the outbox keeps it, and the rules about it that need no database. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { EventKind } from "../../vocabulary/event-kinds.ts";
import type { Language } from "../../vocabulary/language.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";

/** What a mail is about. */
export type MailKind =
  | "verify_email"
  | "verify_point"
  | "right_request_sent"
  | "right_request_forwarded"
  | "right_request_answered"
  | "right_given"
  | "right_removed"
  | "access_given"
  | "access_changed"
  | "access_removed"
  | "scope_deactivated"
  | "scope_reactivated"
  | "client_deactivated"
  | "prefix_applied"
  | "prefix_application_decided"
  | "key_expiry"
  | "domain_proof_ends"
  | "notice"
  | "daily";

/**
 * `held`: waits for the daily mail of its receiver. `waiting`: to be queued. `queued`: has a job. `gathered`: went out as a part of a daily mail. `dropped`: is
 * not sent, since its receiver may not have it any more. `dead`: was tried until the last time.
 */
export type MailState = "held" | "waiting" | "queued" | "sent" | "gathered" | "dropped" | "dead";

/** Where the link of a mail leads: a path below the public address, or the proof of an address. Addresses and tokens are put in when the mail is sent. */
export type MailLink = { label: string } & ({ path: string } | { verification: string });

/** What a mail says, in the language of its receiver. Plain text everywhere. */
export type MailContent = {
  subject: string;
  /** One thought each: what happened, for which organisation, what to do next. */
  paragraphs: string[];
  link?: MailLink;
  /** Of a daily mail: what it gathers. */
  parts?: { heading: string; paragraphs: string[]; link?: MailLink }[];
  /** Why the receiver gets it, and where that can be changed. */
  why: string;
  stop?: MailLink;
};

/** Whom a mail is to. */
export type Receiver = { address: EmailAddress; language: Language } & ({ person: string } | { point: string; daily: boolean });

/** A mail to be put into the outbox. */
export type NewMail = {
  id: string;
  kind: MailKind;
  to: Receiver;
  content: MailContent;
  env: EnvironmentName | null;
  organization: OrgNumber | null;
  /** Names what is told once only, whatever happens. */
  once?: string;
  /** Goes out at once, also to who wants one mail a day. */
  urgent?: boolean;
};

/** Mails that may go to an address which nobody has proved yet: those that prove it. */
export const provesAddress = (kind: string): boolean => kind === "verify_email" || kind === "verify_point";

/** The kind of event that a point must have chosen to be told. */
export const EVENT_OF: Partial<Record<MailKind, EventKind>> = {
  right_request_sent: "request",
  prefix_applied: "request",
  prefix_application_decided: "request",
  access_given: "access",
  access_changed: "access",
  access_removed: "access",
  scope_deactivated: "access",
  scope_reactivated: "access",
  client_deactivated: "change",
  key_expiry: "key_expiry",
  domain_proof_ends: "change",
};

/** Of one receiver within 24 hours (SEC-105): what is beyond it waits for the daily mail of a point, and a person finds it in the portal. */
export const MOST_A_DAY = 100;
/** Mails with a link to one address within 24 hours, whoever asks for them. */
export const MOST_PROOFS_A_DAY = 5;
/** How long the link of a verification works, hours. */
export const PROOF_HOURS = 24;
/** How long mails are kept after they were written, days (SEC-154). */
export const KEPT_DAYS = 90;

/**
 * A name where it stands in a line: line breaks, controls and marks that turn text around become spaces. What is left of a name that somebody wrote cannot
 * make a header of its own (SEC-152).
 */
export const inLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, " ")
    .trim();

/** @throws Error when a value of a header holds what would end it (SEC-152) */
export function headerValue(text: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || !text.isWellFormed()) throw new Error("A header of a mail must not hold line breaks or control characters.");
  return text;
}
