/** How much scopes are used, as our own API has it. */
import { z } from "@hono/zod-openapi";
import { NamedOrganization } from "./organization.ts";
import { Paging, pageOf } from "./paging.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const day = z.iso.date().describe("A day in Norway.");
const figures = {
  tokens: z.int().describe("Tokens issued with the scope."),
  refused: z.int().describe("Requests refused for want of access to it."),
};

export const ScopeUsageQuery = z.object({
  from: z.iso.date().optional().describe("First day, in Norway. Default: 29 days before the last one."),
  to: z.iso.date().optional().describe("Last day, in Norway. Default: today."),
});

export const ScopeUsage = z
  .object({
    from: day,
    to: day,
    countedTo: Timestamp.describe("What came after this is not counted yet: a while ago only where the log grows faster than it can be read while you wait."),
    total: z.object({ ...figures, consumers: z.int().describe("Organisations that got a token or were refused.") }),
    days: z.array(z.object({ day, ...figures })).describe("The oldest first. Days on which nothing happened are left out."),
    consumers: z
      .array(z.object({ consumer: NamedOrganization, ...figures, lastUsedAt: Timestamp.nullable() }))
      .describe("The most active first, at most 200. Of a refusal it is the owner of the client."),
  })
  .openapi("ScopeUsage");

export const ScopeFigures = z
  .object({
    scope: z.string(),
    consumers: z.int().describe("Organisations with a living access, also one that begins later."),
    tokens: z.int().describe("Tokens issued with it in the last 30 days in Norway, today among them."),
    refused: z.int().describe("Requests refused for want of access to it in those days."),
    lastUsedAt: Timestamp.nullable().describe("Of the last token, as far back as is kept."),
  })
  .openapi("ScopeFigures");
export const ScopeFiguresPage = pageOf("ScopeFiguresPage", ScopeFigures);

export const ScopeFiguresQuery = z.object({
  ...Paging,
  inactive: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Also of those that are deactivated or locked."),
});
