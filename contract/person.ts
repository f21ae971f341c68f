/** People of an organisation and what they may do, as our own API shows them. A person is an opaque id and a name: identity numbers are only ever sent in. */
import { z } from "@hono/zod-openapi";
import { HELD_RIGHTS, RIGHTS } from "../vocabulary/rights.ts";
import { plainText } from "./selfservice-scope.ts";

const Time = z.iso.datetime();
const NamedPerson = z.object({ id: z.uuid(), name: z.string() }).openapi("NamedPerson");

/** A right that was given. */
export const GivenRight = z
  .object({
    id: z.uuid(),
    right: z.enum(HELD_RIGHTS),
    validFrom: Time,
    validTo: Time.nullable().describe("Ends then; null: until somebody removes it."),
    givenAt: Time,
    givenBy: NamedPerson.nullable().describe("Null: at set-up."),
    removed: z
      .object({ at: Time, by: NamedPerson.nullable(), undoUntil: Time })
      .nullable()
      .describe("Removed within the last 30 minutes: it can be brought back."),
    removable: z.boolean().describe("Whether the caller may remove it, or undo its removal."),
  })
  .openapi("GivenRight");

export const Person = z
  .object({
    id: z.uuid(),
    name: z.string(),
    you: z.boolean(),
    roles: z
      .array(
        z.object({
          code: z.string().describe("Of the business register."),
          of: z.string().describe("The organisation that it is held in: this one, or the unit above."),
          through: z.string().nullable().describe("The organisation that holds it, of which this person is a key person."),
          rights: z.array(z.enum(HELD_RIGHTS)).describe("What it gives. Follows from the role and cannot be removed here."),
        }),
      )
      .describe("Roles of the register."),
    rights: z.array(GivenRight),
    lastLoginAt: Time.nullable(),
  })
  .openapi("Person");
export const People = z.object({ items: z.array(Person) }).openapi("People");

const identityNumber = z.string().max(20).describe("National identity number or D-number, eleven digits; spaces are allowed.");
const lastName = plainText(200).describe("Last name, as in the register.");

/** Who somebody is, before he or she is given something: the number and the last name must belong together. */
export const PersonLookup = z.strictObject({ identityNumber, lastName }).openapi("PersonLookup");
export const FoundPerson = z
  .object({ id: z.uuid(), name: z.string(), rights: z.array(z.enum(HELD_RIGHTS)).describe("Held here already.") })
  .openapi("FoundPerson");

export const NewRights = z
  .strictObject({
    person: z.union([
      z.strictObject({ identityNumber, lastName }),
      z.strictObject({ id: z.uuid().describe("Of somebody who is among the people of the organisation, or whom you have looked up within the last hour.") }),
    ]),
    rights: z.array(z.enum(RIGHTS)).min(1).max(RIGHTS.length),
    validTo: Time.nullable().default(null).describe("Ends then; null: until somebody removes it."),
    environments: z
      .array(z.enum(["test", "prod"]))
      .min(1)
      .optional()
      .describe("Where they are given; left out: in the environment that is called."),
  })
  .openapi("NewRights");
export const GivenRights = z
  .object({
    person: NamedPerson,
    items: z.array(
      z.object({
        id: z.uuid(),
        environment: z.enum(["test", "prod"]),
        right: z.enum(RIGHTS),
        validTo: Time.nullable(),
        had: z.boolean().describe("Held already: nothing was changed."),
      }),
    ),
  })
  .openapi("GivenRights");
export const RightInPath = z.object({ rightId: z.uuid() });

/** A right that a person asks for. */
export const RightRequest = z
  .object({
    id: z.uuid(),
    organization: z.object({ number: z.string(), name: z.string() }),
    person: NamedPerson,
    right: z.enum(RIGHTS),
    message: z.string().describe("Written by the person who asks: plain text."),
    askedAt: Time,
    expiresAt: Time,
    state: z.enum(["pending", "approved", "rejected", "withdrawn", "expired"]),
    decided: z.object({ at: Time, by: NamedPerson, answer: z.string() }).nullable(),
    deciders: z
      .array(NamedPerson.extend({ as: z.enum(["main_administrator", "access_manager"]).describe("What lets them give it.") }))
      .optional()
      .describe("Who can give it, while it waits; shown to those who belong to the organisation."),
    forwarded: z
      .array(z.object({ at: Time, by: NamedPerson, to: NamedPerson }))
      .optional()
      .describe("How it was sent on, the first first; shown to those who belong to the organisation."),
    decidable: z.object({ allowed: z.boolean(), why: z.string().optional() }).describe("Whether the caller may approve it, and why not."),
  })
  .openapi("RightRequest");
export const RightRequests = z.object({ items: z.array(RightRequest) }).openapi("RightRequests");
export const NewRightRequest = z
  .strictObject({
    organization: z.string().describe("Organisation number: the person who asks need not belong to it."),
    right: z.enum(RIGHTS),
    message: plainText(500).or(z.literal("")).default(""),
  })
  .openapi("NewRightRequest");
export const RightRequestQuery = z.object({ view: z.enum(["received", "sent", "handled"]).default("received") });
export const RightRequestInPath = z.object({ requestId: z.uuid() });
export const Forwarding = z.strictObject({ to: z.uuid().describe("The person: one of those who can give the right (`deciders`).") }).openapi("Forwarding");
export const Decision = z
  .strictObject({
    approve: z.boolean(),
    validTo: Time.nullable().default(null).describe("Of the right, when it is approved."),
    answer: plainText(500).or(z.literal("")).default("").describe("Shown to the person who asked."),
  })
  .openapi("Decision");
