import { z } from "@hono/zod-openapi";
import { LINKS } from "../vocabulary/explanations.ts";
import { Paging, pageOf } from "./paging.ts";
import { NamedProvider } from "./provider-contact.ts";
import { plainText } from "./selfservice-scope.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

/** One request to the token endpoint, as its record keeps it. */
export const TokenRequest = z
  .object({
    at: Timestamp,
    outcome: z.enum(["issued", "refused"]),
    traceId: z.string().describe("32 hex digits: stands in error_description, and begins the token's jti."),
    clientId: z.string(),
    scopes: z.string().nullable().describe("As asked for."),
    consumer: z.string().nullable().describe("Organisation number; of issued tokens."),
    supplier: z.string().nullable().describe("Organisation number, when one acted for the consumer."),
    kid: z.string().nullable().describe("The key that signed the grant; null for a certificate, and for refusals."),
    expiresAt: Timestamp.nullable().describe("Of issued tokens."),
    code: z.string().nullable().describe("Code of the refusal, such as MP-250."),
    cause: z.string().nullable().describe("What the refusal means, in the language of Accept-Language."),
    remedy: z.string().nullable().describe("What whoever can mend it should do, in the same language."),
    whoCanMend: z.string().nullable(),
    detail: z.string().nullable(),
    address: z.string().nullable().describe("Where the request came from."),
  })
  .openapi("TokenRequest");

export const TokenRequestPage = pageOf("TokenRequestPage", TokenRequest);

export const TokenRequestQuery = z.object({
  ...Paging,
  outcome: z.enum(["issued", "refused"]).optional(),
  code: z
    .string()
    .regex(/^(MP|FM)-\d{3}$/)
    .optional()
    .describe("Only refusals with this code."),
  from: z.iso.datetime().optional().describe("Not older than this, and not older than what is kept."),
  to: z.iso.datetime().optional().describe("Not newer than this; now when it is left out or lies in the future."),
});

export const TokenRequestLookUp = z.object({
  reason: plainText(200).regex(/\p{L}/u, "must hold a letter").optional().describe("Why it is looked up: kept in the log, where the client's owner reads it."),
});

export const ExplainQuestion = z
  .strictObject({
    clientId: plainText(255).min(1),
    scope: z.string().min(1).max(10_000).describe("One scope, or several with one space between them, as in a grant."),
    kid: plainText(255).optional().describe("The key that the grant would name. Left out: any key of the client."),
    certificate: z.boolean().default(false).describe("The grant would carry an enterprise certificate (x5c)."),
    consumerOrg: z.string().optional().describe("Organisation number, when acting for another."),
  })
  .openapi("ExplainQuestion");

export const Explanation = z
  .object({
    granted: z.boolean().describe("Whether a well-made grant would get a token now."),
    code: z.string().nullable().describe("The code that the token endpoint would answer with."),
    links: z.array(
      z.object({
        link: z.enum(LINKS),
        kept: z.boolean(),
        cause: z.string().describe("Stable name of the cause."),
        text: z.string().describe("The cause in the language of Accept-Language."),
        scope: z.string().nullable(),
        whoCanMend: z.string().nullable(),
        organization: NamedProvider.nullable().describe("The organisation concerned: of a broken link the one that can mend it, with whom to ask there."),
        at: Timestamp.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .openapi("Explanation");
