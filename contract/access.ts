/** Accesses of organisations to scopes as our own API has them. */
import { z } from "@hono/zod-openapi";
import { Consumer, NamedOrganization } from "./organization.ts";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";
import { RemovedBy } from "./removed-by.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
/** PostgreSQL knows later years, other programs do not. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 2000 && date.getUTCFullYear() <= 9999, "A year from 2000 to 9999.");

export const Access = z
  .object({
    id: z.string().describe("Stays when a removal is undone; given again it is another."),
    scope: z.string(),
    owner: NamedOrganization.describe("Who owns the scope and gave access."),
    consumer: Consumer,
    state: z.enum(["APPROVED", "DENIED"]).describe("DENIED: removed, or its end has passed. One that begins later is APPROVED."),
    validFrom: Timestamp,
    validTo: Timestamp.nullable().describe("Null: until it is removed."),
    givenAt: Timestamp,
    reason: z.string().nullable(),
    endedAt: Timestamp.nullable(),
    endedWhy: z.enum(["removed", "expired", "replaced"]).nullable(),
    undoUntil: Timestamp.nullable().describe("Until when the removal can be undone."),
    removedBy: RemovedBy.describe("While it can be undone, for the owner of the scope."),
    lastChangedAt: Timestamp,
  })
  .openapi("Access");
export const AccessPage = pageOf("AccessPage", Access);

/** As its giver sees it in the list. */
export const ListedAccess = Access.extend({
  lastUsedAt: Timestamp.nullable().describe("When the consumer last got a token with the scope, as far back as is kept."),
}).openapi("ListedAccess");
export const ListedAccessPage = pageOf("ListedAccessPage", ListedAccess);

export const ListedAccessQuery = z.object({
  ...Paging,
  inactive: z
    .enum(["true", "false", "undoable"])
    .default("false")
    .describe(
      "true: also those that were removed or have expired, the newest of each organisation where none lives. undoable: of those only what can be undone.",
    ),
});

export const AccessQuery = z.object({
  ...Paging,
  inactive: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Also those that were removed or have expired: the newest of each organisation and scope where none lives."),
});

export const AccessInPath = z.object({
  scope: z.string().describe("`/` and `:` percent-encoded."),
  orgNumber: z.string().describe("Organisation number of the consumer."),
});

const terms = {
  validFrom: moment.optional().describe("Default: now."),
  validTo: moment.nullable().optional().describe("Default, and null: without end."),
  reason: plainText(500).nullable().optional().describe("Such as the name of the agreement. The consumer sees it."),
};

/** Of an access that lives already: what is not named stays as it is. */
export const AccessTerms = z.strictObject(terms).openapi("AccessTerms");

export const NewAccesses = z
  .strictObject({ organizations: z.array(z.string().max(64)).min(1).max(500).describe("Organisation numbers."), ...terms })
  .openapi("NewAccesses");

export const AccessResults = z
  .object({
    items: z.array(
      z.object({
        organization: z.string().describe("As it was sent."),
        result: z.enum(["given", "replaced", "already", "refused"]).describe("replaced: it lived with other terms. already: nothing was done."),
        access: Access.nullable(),
        code: z.string().nullable().describe("Code of the refusal."),
        detail: z.string().nullable().describe("What was wrong with this line. English."),
      }),
    ),
  })
  .openapi("AccessResults");

export const AccessChecks = z
  .strictObject({ organizations: z.array(z.string().max(64)).min(1).max(500).describe("Organisation numbers, as somebody wrote them.") })
  .openapi("AccessChecks");
export const AccessCheckResults = z
  .object({
    items: z.array(
      z.object({
        organization: z.string().describe("As it was sent."),
        result: z
          .enum(["new", "already", "invalid", "unknown", "deleted"])
          .describe(
            "new: would be given. already: has it. invalid: is no organisation number. unknown: no organisation has it here. deleted: by the register; nothing new is given to it.",
          ),
        consumer: Consumer.nullable(),
        access: Access.nullable().describe("What it has already."),
      }),
    ),
  })
  .openapi("AccessCheckResults");

export const UndoRemoval = z
  .strictObject({
    endedAt: moment.optional().describe("`endedAt` of the answer to the removal: undoes that one, and no later one. Default: the last removal."),
  })
  .openapi("UndoRemoval");
