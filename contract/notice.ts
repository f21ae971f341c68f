/** Service notices of the operator, as our own API has them. */
import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../vocabulary/environment.ts";
import { Paging, pageOf } from "./paging.ts";
import { plainText } from "./selfservice-scope.ts";

const Time = z.iso.datetime().describe("RFC 3339, UTC.");
/** PostgreSQL knows later years, other programs do not. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 2000 && date.getUTCFullYear() <= 9999, "A year from 2000 to 9999.");
const filled = (max: number) => plainText(max).refine((text) => text.trim() !== "", "It must not be empty.");
const line = filled(120).refine((text) => !/[\n\r\t]/.test(text), "It must be one line.");

const severity = z.enum(["incident", "maintenance", "change"]).describe("incident: a severe one. Each is told to the notification points that have chosen it.");
const inThree = <Schema extends z.ZodType>(text: Schema) => z.strictObject({ nb: text, nn: text, en: text });
const environments = z
  .array(z.enum(ENVIRONMENTS))
  .min(1)
  .max(ENVIRONMENTS.length)
  .transform((chosen) => ENVIRONMENTS.filter((name) => chosen.includes(name)));

const members = {
  severity,
  environments,
  from: moment,
  to: moment.nullable().default(null).describe("Null: not known yet."),
  title: inThree(line),
  text: inThree(filled(4_000)).describe("Paragraphs with an empty line between them."),
};

export const NewNotice = z.strictObject(members).openapi("NewNotice");
export const NoticeReplacement = z
  .strictObject({ ...members, tellAgain: z.boolean().default(false).describe("Whether the notification points get another mail.") })
  .openapi("NoticeReplacement");

export const Notice = z
  .object({
    id: z.uuid(),
    severity,
    environments: z.array(z.enum(ENVIRONMENTS)),
    from: Time,
    to: Time.nullable(),
    title: z.object({ nb: z.string(), nn: z.string(), en: z.string() }),
    text: z.object({ nb: z.string(), nn: z.string(), en: z.string() }),
    state: z.enum(["coming", "current", "over", "withdrawn"]),
    publishedAt: Time,
    updatedAt: Time,
  })
  .openapi("Notice");
export const NoticePage = pageOf("NoticePage", Notice);
export const NoticeQuery = z.object({
  ...Paging,
  current: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Only those that are not over, and not withdrawn."),
});
export const NoticeInPath = z.object({ noticeId: z.uuid() });
