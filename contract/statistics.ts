/** How the whole service is used, for those who run it, as our own API has it. */
import { z } from "@hono/zod-openapi";
import { NamedOrganization } from "./organization.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const day = z.iso.date().describe("A day in Norway.");
const refused = z.int().describe("Requests of known clients that were refused.");
const figures = { tokens: z.int().describe("Tokens issued."), refused };

export const STATISTICS_DAYS = ["30", "90", "365"] as const;
/** What can be had as CSV. */
export const STATISTICS_TABLES = ["days", "refusals", "scopes", "consumers"] as const;

export const StatisticsQuery = z.object({
  days: z.enum(STATISTICS_DAYS).default("30").describe("How many days back the use is told, today among them."),
  table: z.enum(STATISTICS_TABLES).optional().describe("Of CSV: which of the tables. Left out: by day."),
});

export const Statistics = z
  .object({
    environment: z.enum(["test", "prod"]),
    from: day,
    to: day,
    asOf: Timestamp.describe("When this was counted: at most a minute ago."),
    countedTo: Timestamp.describe("What came after this is not counted yet: a while ago only where the log grows faster than it can be read while you wait."),
    organizations: z
      .object({
        all: z.int(),
        withTerms: z.int().describe("That have signed the terms of use."),
        withClient: z.int().describe("With an active client in this environment."),
        locked: z.int(),
      })
      .describe("Shared by the environments."),
    prefixes: z.int().describe("That can be used."),
    scopes: z.object({ active: z.int(), deactivated: z.int() }),
    accesses: z.int().describe("Living ones, also those that begin later."),
    clients: z.object({
      active: z.int(),
      deactivated: z.int(),
      withoutKey: z.int().describe("Active ones without a key that works now. A client that sends an enterprise certificate needs none."),
    }),
    keysEnding: z.int().describe("Keys of active clients that end within 30 days."),
    persons: z.int().describe("People who hold a right for some organisation, by a role of the register or given."),
    applications: z.object({
      waiting: z.int(),
      decided: z.int().describe("Allotted or rejected in the period."),
      medianSeconds: z.int().nullable().describe("From application to decision, of those. Null: none was decided."),
    }),
    total: z.object(figures),
    days: z.array(z.object({ day, ...figures })).describe("The oldest first. Days on which nothing happened are left out."),
    refusals: z
      .array(z.object({ code: z.string().nullable(), title: z.string().describe("In the language of `Accept-Language`."), refused }))
      .describe("The most frequent first."),
    topScopes: z
      .array(z.object({ scope: z.string(), owner: NamedOrganization, ...figures, refused: z.int().describe("For want of access to it.") }))
      .describe("The most active in the period, at most 10."),
    topConsumers: z
      .array(z.object({ consumer: NamedOrganization, ...figures, refused: z.int().describe("Of the organisation's own clients.") }))
      .describe("The most active in the period, at most 10."),
  })
  .openapi("Statistics");
