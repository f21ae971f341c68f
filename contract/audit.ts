import { z } from "@hono/zod-openapi";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";

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
    traceId: z.string(),
    hash: z.string(),
    address: z.string().nullable().describe("Where it came from; for the acting organisation and the operator."),
  })
  .openapi("AuditEntry");

export const AuditPage = pageOf("AuditPage", AuditEntry);
export const AuditQuery = z.object({
  ...Paging,
  action: plainText(100).optional(),
  scope: plainText(255).optional().describe("Only what was done to this scope, and to accesses to it."),
});

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
