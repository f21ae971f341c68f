/** Whom those who use an organisation's APIs turn to, as our own API has it. */
import { z } from "@hono/zod-openapi";
import { sentAddress } from "./email.ts";
import { NamedOrganization } from "./organization.ts";
import { plainText } from "./selfservice-scope.ts";

/** What everybody sees of it. */
export const Contact = z
  .object({ name: z.string(), email: z.string().nullable(), url: z.string().nullable().describe("A page with a form, a chat or a guide.") })
  .openapi("Contact");

/** A provider where another object names it. */
export const NamedProvider = NamedOrganization.extend({ contact: Contact.nullable().describe("Whom to ask. Null: it has not said.") }).openapi("NamedProvider");

export const ProviderContact = z
  .object({
    details: Contact.extend({
      updatedAt: z.iso.datetime().describe("RFC 3339, UTC."),
      updatedBy: z.string().nullable().describe("Name of the person, if it was one."),
    })
      .nullable()
      .describe("Null: nothing has been entered."),
  })
  .openapi("ProviderContact");

export const ProviderContactReplacement = z
  .strictObject({
    name: plainText(200)
      .trim()
      .min(1, "A name is needed, such as that of a team.")
      .refine((text) => !/[\n\r\t]/.test(text), "It must be one line.")
      .describe("Whom one writes to: a team, a shared mailbox."),
    email: sentAddress.nullable().default(null),
    url: z.string().max(500).nullable().default(null).describe("An address that begins with https://. One of the two is needed."),
  })
  .openapi("ProviderContactReplacement");
