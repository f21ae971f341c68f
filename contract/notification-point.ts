/** Notification points of an organisation, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../vocabulary/environment.ts";
import { EVENT_KINDS } from "../vocabulary/event-kinds.ts";
import { LANGUAGES } from "../vocabulary/language.ts";
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

export const NotificationPoint = z
  .object({
    id: z.uuid(),
    address: z.string(),
    label: z.string(),
    kinds: z.array(z.enum(EVENT_KINDS)),
    environments: z.array(z.enum(ENVIRONMENTS)),
    language,
    digest,
    verifiedAt: Time.nullable().describe("Null: it gets nothing but the mail with the link that verifies it."),
    createdAt: Time,
    updatedAt: Time,
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
  })
  .openapi("NotificationPointChange");
export const NotificationPointInPath = z.object({ pointId: z.uuid() });
