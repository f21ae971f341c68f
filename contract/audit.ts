import { z } from "@hono/zod-openapi";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";
import { AUDIT_KINDS } from "../vocabulary/audit-kinds.ts";

/** One entry of the audit log, as an organisation it concerns sees it. */
export const AuditEntry = z
  .object({
    chain: z.enum(["test", "prod", "shared"]),
    seq: z.int().describe("Its place in the chain."),
    at: z.iso.datetime(),
    action: z.string().describe("Noun and verb, such as access.give."),
    actor: z
      .record(z.string(), z.string().nullable())
      .describe("Who did it: a client or a person and the organisation that it acted for (null: for none, a login), or the system."),
    actorName: z.string().nullable().describe("Name of the person or client; for the acting organisation and the operator."),
    object: z.record(z.string(), z.unknown()).describe("What it was done to."),
    details: z.record(z.string(), z.unknown()),
    organizations: z.array(z.string()).describe("Whose log it stands in."),
    names: z
      .record(z.string(), z.string())
      .describe("Names of the organisations, clients and people that it mentions, by number or id; of clients and people those of the own organisation."),
    traceId: z.string(),
    hash: z.string(),
    address: z.string().nullable().describe("Where it came from; for the acting organisation and the operator."),
  })
  .openapi("AuditEntry");

export const AuditPage = pageOf("AuditPage", AuditEntry);
const day = z.iso.date().refine((text) => text >= "2000-01-01" && text <= "9999-12-30", "A year from 2000 to 9999.");
const Filter = {
  action: plainText(100).optional().describe("Noun and verb."),
  kind: z.enum(AUDIT_KINDS).optional().describe("What it is about."),
  from: day.optional().describe("First day, in Norway."),
  to: day.optional().describe("Last day, in Norway."),
  q: plainText(100)
    .optional()
    .describe(
      "A part of the name of a person, client or organisation, of what it was done to or of the words for the deed in any language; or a whole trace id.",
    ),
};
export const AuditQuery = z.object({
  ...Paging,
  ...Filter,
  scope: plainText(255).optional().describe("Only what was done to this scope, and to accesses to it."),
  client: plainText(255).optional().describe("Only what was done to this client, and to its keys. With `scope` nothing is found."),
});
export const AuditExportQuery = z.object(Filter);

export const AUDIT_SEARCH_PAGE = 50;
export const AuditSearchQuery = z.object({ ...Filter, page: z.coerce.number().int().min(1).max(400).default(1) });
/** A page of the log by its number, as people leaf through it. */
export const AuditSearch = z
  .object({
    items: z.array(AuditEntry),
    total: z.int().describe("How many fit."),
    pages: z.int().describe(`Of ${AUDIT_SEARCH_PAGE} entries.`),
    searchedBackTo: z.iso
      .datetime()
      .nullable()
      .describe("Null: all was looked at. Else only the newest 20,000 entries of the days were, back to this moment: ask for fewer days to look further."),
  })
  .openapi("AuditSearch");

export const SealCheckQuery = z.object({ continuation: Paging.continuation });
/** A part of the check of all seals. */
export const SealCheckPage = z
  .object({
    seals: z.int().describe("Seals that were compared with their records. One that covers more than is kept is passed over."),
    batches: z.int().describe("Links of writers' chains that were compared."),
    faults: z.array(z.object({ env: z.enum(["test", "prod", "shared"]), entry: z.int().describe("Of the chain; 0 when it is about none."), what: z.string() })),
    next: z.string().nullable(),
  })
  .openapi("SealCheckPage");
