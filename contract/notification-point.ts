/** Notification points of an organisation, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../vocabulary/environment.ts";
import { EVENT_KINDS } from "../vocabulary/event-kinds.ts";
import { LANGUAGES } from "../vocabulary/language.ts";
import { scopeName } from "./client.ts";
import { sentAddress } from "./email.ts";
import { plainText } from "./selfservice-scope.ts";

const Time = z.iso.datetime().describe("RFC 3339, UTC.");
const oneLine = (max: number) => plainText(max).refine((text) => !/[\n\r\t]/.test(text), "It must be one line.");
const several = <const Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .array(z.enum(values))
    .min(1)
    .max(values.length)
    .transform((chosen) => values.filter((value) => chosen.includes(value)));

const label = oneLine(100).describe("What the organisation calls it: Drift, Vakttelefon …");
const kinds = several(EVENT_KINDS).describe("What it is told about.");
const environments = several(ENVIRONMENTS);
const language = z.enum(LANGUAGES);
const digest = z
  .enum(["at_once", "daily"])
  .describe("daily: one mail each morning. Severe incidents, and keys that end within a week, are told at once always.");

const once = <Value extends string>(chosen: readonly Value[]): Value[] => [...new Set(chosen)].toSorted();
const limitState = z.enum(["active", "deactivated", "gone"]).describe("gone: it is not there any more in the environments of the point. It stays chosen.");
/** Of each kind. */
const MOST_CHOSEN = 100;
const limitedTo = z
  .strictObject({
    clients: z.array(plainText(255).min(1)).max(MOST_CHOSEN).default([]).transform(once).describe("Ids of own clients."),
    scopes: z.array(scopeName).max(MOST_CHOSEN).default([]).transform(once).describe("Names of scopes that the organisation may know of."),
  })
  .refine(({ clients, scopes }) => clients.length + scopes.length > 0, "Choose at least one client or scope, or null for everything.")
  .nullable()
  .describe(
    "Null: everything of the organisation. Else what is about these clients, about these scopes, and about scopes that these clients carry; and always what is about no client and no scope, such as service notices.",
  );

export const NotificationPoint = z
  .object({
    id: z.uuid(),
    address: z.string(),
    label: z.string(),
    kinds: z.array(z.enum(EVENT_KINDS)),
    environments: z.array(z.enum(ENVIRONMENTS)),
    language,
    digest,
    limitedTo: z
      .object({
        clients: z.array(z.object({ clientId: z.string(), name: z.string().nullable(), state: limitState })),
        scopes: z.array(z.object({ scope: z.string(), state: limitState })),
      })
      .nullable()
      .describe("Null: everything of the organisation."),
    verifiedAt: Time.nullable().describe("Null: it gets nothing but the mail with the link that verifies it."),
    createdAt: Time,
    updatedAt: Time,
    version: z.int().describe('Goes up with each change. In quotation marks it is the ETag for `If-Match`: `"3"`.'),
  })
  .openapi("NotificationPoint");
/** There are at most 20, so they come in one piece. */
export const NotificationPoints = z.object({ items: z.array(NotificationPoint) }).openapi("NotificationPoints");

export const NewNotificationPoint = z
  .strictObject({
    address: sentAddress,
    label: label.default(""),
    kinds,
    environments,
    language: language.default("nb"),
    digest: digest.default("at_once"),
    limitedTo: limitedTo.default(null),
  })
  .openapi("NewNotificationPoint");
/** What is not named stays as it is. */
export const NotificationPointChange = z
  .strictObject({
    address: sentAddress.optional().describe("Another one has to be verified anew."),
    label: label.optional(),
    kinds: kinds.optional(),
    environments: environments.optional(),
    language: language.optional(),
    digest: digest.optional(),
    limitedTo: limitedTo.optional(),
  })
  .openapi("NotificationPointChange");
export const NotificationPointInPath = z.object({ pointId: z.uuid() });
