/** The e-mail address of the person who is logged in, and the mails of the installation, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../vocabulary/language.ts";
import { Paging, pageOf } from "./paging.ts";

const Time = z.iso.datetime().describe("RFC 3339, UTC.");

/** An address as it is sent: read by vocabulary/email-address.ts. */
export const sentAddress = z.string().max(320).describe("One e-mail address.");

export const MyEmail = z
  .object({
    address: z.string().nullable().describe("Confirmed: mails go there. Null: none do."),
    verifiedAt: Time.nullable(),
    pending: z
      .object({ address: z.string(), sentAt: Time, expiresAt: Time.describe("The link in the mail works until then.") })
      .nullable()
      .describe("Entered, and not confirmed yet: it gets nothing but the mail with the link."),
  })
  .openapi("MyEmail");
export const MyEmailChange = z.strictObject({ address: sentAddress }).openapi("MyEmailChange");

export const MAIL_STATES = ["held", "waiting", "queued", "sent", "gathered", "dropped", "dead"] as const;

/** A mail, without what it says. */
export const SentMail = z
  .object({
    id: z.uuid().describe("Also in its Message-ID."),
    kind: z.string(),
    environment: z.enum(["test", "prod"]).nullable().describe("Null: of what the environments share."),
    organization: z.string().nullable().describe("Whom it is about, by number."),
    address: z.string(),
    language: z.enum(LANGUAGES),
    subject: z.string(),
    state: z
      .enum(MAIL_STATES)
      .describe(
        "held: waits for the daily mail of its receiver. waiting, queued: on its way. gathered: went out in a daily mail. dropped: not sent, see why. dead: tried until the last time.",
      ),
    tries: z.int(),
    lastError: z.string().nullable().describe("Kind of the last error, with the number that the mail server answered."),
    why: z.string().nullable().describe("Why it was dropped: not_verified, too_many, no_mail_server, expired."),
    createdAt: Time,
    sentAt: Time.nullable().describe("When the mail server took it."),
    deadAt: Time.nullable(),
  })
  .openapi("SentMail");
export const SentMailPage = pageOf("SentMailPage", SentMail);
export const SentMailQuery = z.object({ ...Paging, state: z.enum(MAIL_STATES).optional() });
export const MailInPath = z.object({ mailId: z.uuid() });
