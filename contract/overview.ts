/** How an organisation stands: what needs attention, and how far a newcomer has come. */
import { z } from "@hono/zod-openapi";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

export const ATTENTION_KINDS = [
  "key_expired",
  "tokens_refused",
  "mails_stopped",
  "key_expiring",
  "prefix_applications_waiting",
  "access_ending",
  "access_unused",
] as const;

export const Attention = z
  .object({
    kind: z
      .enum(ATTENTION_KINDS)
      .describe(
        "key_expired: no key of a client works any more. key_expiring: the last one ends within 30 days. tokens_refused: in the last 7 days. access_ending: within 30 days. access_unused: none of the tokens of the last 12 months. mails_stopped and prefix_applications_waiting: for those who run the installation.",
      ),
    clientId: z.string().nullable(),
    clientName: z.string().nullable(),
    kid: z.string().nullable(),
    scope: z.string().nullable(),
    at: Timestamp.nullable().describe("When the key or the access ends; of refusals the last one; of what waits or has stopped, since when."),
    count: z.int().nullable().describe("Of refusals, unused accesses, applications and mails."),
    orMore: z.boolean().describe("There are more; they were not counted."),
    code: z.string().nullable().describe("Of the last refusal."),
  })
  .openapi("Attention");

export const Overview = z
  .object({
    attention: z.array(Attention).describe("The worst first; at most five of a kind."),
    steps: z
      .object({
        registeredAt: Timestamp,
        terms: z.object({ signedAt: Timestamp }).nullable().describe("The newest signature; null: none, and no client can be created."),
        managers: z.array(z.string()).nullable().describe("Names of people who can create clients here. Null for programs, which see no people."),
        client: z.object({ clientId: z.string(), name: z.string() }).nullable().describe("The first active one."),
        hasKey: z.boolean().describe("Whether a client has a key that works."),
        firstTokenAt: Timestamp.nullable().describe("The oldest token that is kept in the log."),
      })
      .describe("The way to a first token."),
  })
  .openapi("Overview");

export const NewTerms = z
  .strictObject({
    variant: z.enum(["public", "private", "supplier"]),
    version: z.string().max(40).describe("The one that `GET /installation.json` names: what was read is what is signed."),
  })
  .openapi("NewTerms");
