/** Organisations as our own API has them. */
import { z } from "@hono/zod-openapi";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const orgNumber = z.string().describe("Organisation number, nine digits.");

/** An organisation where another object names it. */
export const NamedOrganization = z.object({ number: orgNumber, name: z.string().nullable() }).openapi("NamedOrganization");

/** Who has, or would get, access. */
export const Consumer = NamedOrganization.extend({
  deletedOn: z.iso.date().optional().describe("The day on which the register deleted it. Left out: it has not."),
}).openapi("Consumer");

/** A lock by the operator. */
export const Lock = z.object({ at: Timestamp, reason: z.string() }).openapi("Lock");
export const NewLock = z
  .strictObject({ reason: plainText(500).regex(/\p{L}/u, "must hold a letter").describe("Shown to whom it concerns, and kept in the log.") })
  .openapi("NewLock");

const TERMS_VARIANTS = ["public", "private", "supplier"] as const;
export const TermsSignature = z.object({ variant: z.enum(TERMS_VARIANTS), version: z.string(), signedAt: Timestamp }).openapi("TermsSignature");
export const TermsSignatures = z.object({ items: z.array(TermsSignature) }).openapi("TermsSignatures");
export const NewTermsSignature = z
  .strictObject({ variant: z.enum(TERMS_VARIANTS), version: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, "is 1 to 40 letters, digits and . _ -") })
  .openapi("NewTermsSignature");

export const Organization = z
  .object({
    number: orgNumber,
    name: z.string(),
    form: z.string().describe("Form of organisation, as the register writes it: AS, KOMM, ORGL …"),
    parent: z.string().nullable().describe("The unit above, by number."),
    deletedOn: z.iso.date().nullable().describe("The day on which the register deleted it. It keeps what it has, and is given nothing new (FM-487)."),
    locked: Lock.nullable().optional().describe("Shown to the organisation itself and to the operator. Its clients get no tokens."),
    terms: z.array(TermsSignature).optional().describe("What it has signed, the newest first. Shown to the organisation itself and to the operator."),
  })
  .openapi("Organization");
export const OrganizationPage = pageOf("OrganizationPage", Organization);

export const OrganizationQuery = z.object({
  ...Paging,
  query: plainText(200).optional().describe("The first digits of a number, or a part of a name."),
});

export const FoundOrganizations = z
  .object({
    items: z
      .array(
        z.object({
          number: orgNumber,
          name: z.string(),
          form: z.string(),
          parent: NamedOrganization.nullable().describe("The unit above; of a sub-unit (form BEDR or AAFY) the one it belongs to."),
          deletedOn: z.iso.date().nullable().describe("The day on which the register deleted it."),
        }),
      )
      .describe("At most 20: those whose name begins so first, by name."),
    more: z.boolean().describe("There are others; write more of the name or number."),
  })
  .openapi("FoundOrganizations");
export const OrganizationSearchQuery = z.object({
  query: plainText(200)
    .refine((text) => text.trim().length >= 2, "At least two characters.")
    .describe("The first digits of a number, or a part of a name; two characters are the beginning of one."),
});

export const OrganizationInPath = z.object({ number: orgNumber });

const name = z.string().max(500);
export const NewOrganization = z
  .strictObject({
    number: orgNumber,
    name,
    form: z
      .string()
      .regex(/^[A-Z]{2,8}$/, "is 2 to 8 capital letters, as in the register")
      .optional()
      .describe("Default: ORGL."),
    parent: orgNumber.nullable().default(null),
  })
  .openapi("NewOrganization");
export const OrganizationReplacement = z
  .strictObject({
    name,
    deletedOn: z.iso.date().nullable().optional().describe("The day on which the register deleted it; null: it did not. Left out: as it was."),
  })
  .openapi("OrganizationReplacement");
