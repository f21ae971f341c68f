/** Where invoices of an organisation go, and what the operator makes them of, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { sentAddress } from "./email.ts";
import { NamedOrganization } from "./organization.ts";
import { plainText } from "./selfservice-scope.ts";

const Time = z.iso.datetime().describe("RFC 3339, UTC.");
const line = (max: number) => plainText(max).refine((text) => !/[\n\r\t]/.test(text), "It must be one line.");
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const day = z.iso.date().refine((text) => DAY.test(text) && text >= "2000-01-01" && text <= "9999-12-31", "A year from 2000 to 9999.");

const peppolId = z.string().regex(/^[0-9]{4}:[A-Za-z0-9]{1,50}$/, "It must be a scheme and an id, such as 0192:310800007.");
const texts = {
  reference: line(100).describe("Order number or reference that must be on the invoice."),
  costBearer: line(100).describe("Cost bearer: a project, a unit."),
};

export const BillingReplacement = z
  .strictObject({
    receiver: z.string().optional().describe("Organisation number of who gets the invoice; left out: the organisation itself."),
    ehf: z.boolean().describe("Whether it is sent as EHF."),
    peppolId: peppolId.nullable().default(null).describe("Null with EHF: 0192 and the receiver's number."),
    email: sentAddress.nullable().default(null).describe("Where it is sent without EHF, or when EHF does not go through."),
    postalAddress: plainText(500).nullable().default(null).describe("Used when there is neither."),
    reference: texts.reference.default(""),
    costBearer: texts.costBearer.default(""),
    contactName: line(200).default(""),
    contactEmail: sentAddress.nullable().default(null),
    validFrom: day.describe("The first day of which invoices follow this."),
  })
  .openapi("BillingReplacement");

export const Billing = z
  .object({
    details: z
      .object({
        receiver: NamedOrganization,
        ehf: z.boolean(),
        peppolId: z.string().nullable(),
        email: z.string().nullable(),
        postalAddress: z.string().nullable(),
        ...texts,
        contactName: z.string(),
        contactEmail: z.string().nullable(),
        validFrom: z.string(),
        updatedAt: Time,
      })
      .nullable()
      .describe("Null: nothing has been entered."),
  })
  .openapi("Billing");

export const BillingExportQuery = z.object({
  month: z
    .string()
    .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, "It must be a month, such as 2026-03.")
    .describe("As 2026-03, in Norwegian time."),
});
export const BillingExport = z
  .object({
    month: z.string(),
    environment: z.enum(["test", "prod"]),
    items: z.array(
      z.object({
        provider: NamedOrganization,
        scope: z.string(),
        accesses: z.int().describe("Organisations that had access for any part of the month."),
        billing: Billing.shape.details,
      }),
    ),
  })
  .openapi("BillingExport");
