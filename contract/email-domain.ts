import { z } from "@hono/zod-openapi";
import { NamedOrganization } from "./organization.ts";

const Time = z.iso.datetime().describe("RFC 3339, UTC.");

export const DomainInPath = z.object({ domain: z.string().min(1).max(320).describe("What stands after the @.") });

/** A domain of e-mail that an organisation uses. */
export const EmailDomain = z
  .object({
    domain: z.string(),
    addedAt: Time,
    record: z.object({ type: z.literal("TXT"), name: z.string(), value: z.string() }).describe("What whoever controls the domain publishes in the DNS."),
    provenUntil: Time.nullable().describe("Until when it suggests the organisation. Null: it does not, because it has not been proven."),
    notSeenAt: Time.nullable().describe(
      "When the record was looked for by itself, in the last 30 days of the proof, and not seen: publish it again, or the proof ends. Else null.",
    ),
  })
  .openapi("EmailDomain");
export const EmailDomains = z.object({ items: z.array(EmailDomain) }).openapi("EmailDomains");

export const OrganizationSuggestion = z
  .object({
    kind: z.enum(["none", "one", "several"]),
    domain: z.string().nullable().describe("Of your verified address; null when you have none that says where you work."),
    organization: NamedOrganization.nullable().describe("Of `one`."),
  })
  .openapi("OrganizationSuggestion");
