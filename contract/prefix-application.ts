/** Applications for prefixes as our own API has them. */
import { z } from "@hono/zod-openapi";
import { sentAddress } from "./email.ts";
import { EXPECTED_CONSUMERS } from "../vocabulary/prefix-price.ts";
import { NamedOrganization } from "./organization.ts";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");
const line = (max: number) => plainText(max).refine((text) => !/[\n\r\t]/.test(text), "It must be one line.");
const OwnedPrefix = z.object({ prefix: z.string(), owner: NamedOrganization }).openapi("OwnedPrefix");

export const PrefixCheck = z
  .object({
    prefix: z.string(),
    state: z
      .enum(["free", "own", "unused", "taken", "like", "number", "reserved", "invalid"])
      .describe("own: the organisation has it. unused: the organisation's, and out of use. like: read as one of another's. number: of another organisation."),
    owner: NamedOrganization.nullable().describe("Whose it is, when it is taken."),
    like: z.array(OwnedPrefix).describe("Prefixes of others that are so like it that one is read as the other."),
    near: z.array(OwnedPrefix).describe("Prefixes of others, where one begins with the other."),
    mayApply: z.boolean().describe("In this environment: what looks like another's may be applied for in production only, where somebody decides."),
  })
  .openapi("PrefixCheck");
export const PrefixCheckQuery = z.object({ prefix: z.string().max(255) });

const amount = z.int().min(0);
export const PrefixPrice = z
  .strictObject({
    currency: z.string().max(3).describe("ISO 4217."),
    perYear: amount.describe("For the prefix itself."),
    perAccess: z
      .array(z.strictObject({ upTo: z.int().min(1).nullable(), each: amount }))
      .max(20)
      .describe("For each access in a year: up to number `upTo` each costs `each`; null: all further ones."),
    cap: amount.nullable().describe("The most that a year costs."),
  })
  .openapi("PrefixPrice", { description: "What a prefix in production costs in a year, without value added tax." });

const STATES = ["submitted", "allotted", "rejected", "withdrawn"] as const;

export const NewPrefixApplication = z
  .strictObject({
    prefix: z.string().max(255).describe("2 to 64 lower-case letters, digits and - _ ."),
    purpose: plainText(500).regex(/\p{L}/u, "must say what is to be offered").describe("What is to be offered."),
    legalBasis: line(500).default("").describe("Law or regulation by which the data are shared."),
    expectedConsumers: z.enum(EXPECTED_CONSUMERS).describe("Organisations that are expected to use the APIs in the first year."),
    contactName: line(200).regex(/\p{L}/u, "must be a name"),
    contactEmail: sentAddress,
    acceptsPrice: z.boolean().default(false).describe("Needed in production where a prefix has a price (`prefixPrice` of /installation.json)."),
    acceptedPrice: PrefixPrice.nullable()
      .optional()
      .describe("The price that the applicant has seen: when it is another by now, the application is refused (FM-486). Left out: the price of now."),
  })
  .openapi("NewPrefixApplication");

export const PrefixApplication = z
  .object({
    id: z.uuid(),
    organization: NamedOrganization,
    prefix: z.string(),
    purpose: z.string(),
    legalBasis: z.string(),
    expectedConsumers: z.enum(EXPECTED_CONSUMERS),
    contactName: z.string().describe("Empty, as the address is: removed, since the application was decided long ago (`logRetentionDays`)."),
    contactEmail: z.string(),
    state: z.enum(STATES),
    submittedAt: Timestamp,
    submittedBy: z.string().nullable().describe("Name of the person, if it was one."),
    decidedAt: Timestamp.nullable(),
    decidedBy: z.string().nullable().describe("Name of the person. Of the operator's people shown to the operator alone."),
    reason: z.string().describe("Why it was rejected."),
    acceptedPrice: PrefixPrice.nullable().describe("What was accepted with the application, as it was then. Null: it was free of charge."),
    handling: z
      .object({
        since: Timestamp,
        by: z.string().nullable().describe("Name of the person, shown to the operator alone. Null: a program."),
        byCaller: z.boolean().describe("Whoever asks has it."),
      })
      .nullable()
      .describe("The operator has begun on it. It stays when it is decided."),
    check: PrefixCheck.nullable().describe("How it stands with the prefix now. Null for what waits no longer."),
    applicant: z
      .object({ termsSigned: z.boolean(), billing: z.boolean().describe("Billing details are there."), locked: z.boolean(), nameFits: z.boolean() })
      .nullable()
      .describe("What the operator looks at beside the name. Shown to the operator, of what waits."),
  })
  .openapi("PrefixApplication");
export const PrefixApplicationPage = pageOf("PrefixApplicationPage", PrefixApplication);

export const PrefixApplicationQuery = z.object({
  ...Paging,
  all: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Those of all organisations. For the operator."),
  state: z.enum(STATES).optional(),
  order: z.enum(["newest", "oldest"]).default("newest").describe("Which comes first."),
});
export const PrefixApplicationInPath = z.object({ applicationId: z.uuid() });

export const PrefixHandling = z
  .strictObject({
    takeOverSince: z.iso
      .datetime()
      .nullable()
      .default(null)
      .describe("`handling.since`, as it was seen, of a colleague from whom it is taken over. Null: nobody was seen to have it."),
  })
  .openapi("PrefixHandling");

export const PrefixDecision = z
  .strictObject({
    allot: z.boolean(),
    reason: plainText(500).default("").describe("For the applicant, who gets it by mail. Needed to reject."),
    acceptLikenessTo: z
      .array(z.string().max(255))
      .max(100)
      .default([])
      .describe("Prefixes of others that the wanted one may look like (`like` of its check): whoever decides has seen them."),
  })
  .openapi("PrefixDecision");
