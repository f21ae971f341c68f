/** Prefixes as our own API has them. */
import { z } from "@hono/zod-openapi";
import { NamedOrganization } from "./organization.ts";
import { Paging, pageOf } from "./paging.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

export const Prefix = z
  .object({
    prefix: z.string(),
    owner: NamedOrganization,
    active: z.boolean().describe("false: no scope can be made below it. It stays with its owner."),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .openapi("Prefix");
export const PrefixPage = pageOf("PrefixPage", Prefix);

export const PrefixQuery = z.object({
  ...Paging,
  all: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Those of all organisations. For the operator."),
});
export const PrefixInPath = z.object({ prefix: z.string() });
export const NewPrefix = z
  .strictObject({
    prefix: z.string().max(255).describe("2 to 64 lower-case letters, digits and - _ ."),
    owner: z.string().describe("Organisation number."),
  })
  .openapi("NewPrefix");
