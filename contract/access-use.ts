import { z } from "@hono/zod-openapi";
import { Paging, pageOf } from "./paging.ts";

const Organization = z.object({ number: z.string(), name: z.string().nullable() });

/** One use of an access, as the owner of the scope or the consumer sees it. */
export const AccessUse = z
  .object({
    at: z.iso.datetime().describe("RFC 3339, UTC."),
    outcome: z.enum(["issued", "refused"]),
    traceId: z.string().describe("32 hex digits; begins the token's jti."),
    scopes: z.string().describe("For the owner of a scope that scope alone; for the consumer all that the token carries."),
    consumer: Organization.nullable().describe("Whose access was used; null for refusals, whose record does not tell."),
    supplier: Organization.nullable().describe("Who acted for the consumer, if another did."),
    clientId: z.string(),
    clientOwner: Organization.nullable(),
    code: z.string().nullable().describe("Of refusals."),
  })
  .openapi("AccessUse");

export const AccessUsePage = pageOf("AccessUsePage", AccessUse);

const Period = {
  from: z.iso.datetime().optional().describe("Not older than this, and not older than what is kept."),
  to: z.iso.datetime().optional().describe("Not newer than this; now when it is left out or lies in the future."),
};
export const AccessUseQuery = z.object({ ...Paging, ...Period });
export const OwnUseQuery = z.object({
  as: z.literal("consumer").default("consumer").describe("In which role the organisation stands in the tokens."),
  ...Paging,
  ...Period,
});
