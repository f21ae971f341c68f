/** The person who is logged in, as our own API shows him or her. For sessions only: a machine has none. */
import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../vocabulary/language.ts";
import { LEVELS } from "../vocabulary/level.ts";
import { HELD_RIGHTS } from "../vocabulary/rights.ts";

const Time = z.iso.datetime();

export const Me = z
  .object({
    id: z.uuid(),
    name: z.string().describe("Empty when no register has told it."),
    language: z.enum(LANGUAGES).nullable(),
    session: z.object({
      id: z.uuid(),
      level: z.enum(LEVELS),
      environments: z.array(z.enum(["test", "prod"])).describe("Those that the login service is trusted for."),
      authenticatedAt: Time,
      idleUntil: Time.describe("Ends then unless something is done: 30 minutes."),
      expiresAt: Time.describe("Ends then whatever is done: 8 hours."),
      freshUntil: Time.describe("Until then what needs a fresh login can be done: 15 minutes."),
    }),
  })
  .openapi("Me");

export const MyChange = z.strictObject({ language: z.enum(LANGUAGES).nullable() }).openapi("MyChange");

/** One organisation that the person can act for in this environment. */
export const MyOrganization = z
  .object({
    number: z.string(),
    name: z.string(),
    form: z.string(),
    parent: z.string().nullable(),
    locked: z.boolean(),
    rights: z.array(z.enum(HELD_RIGHTS)),
    roles: z.array(z.object({ code: z.string(), of: z.string().describe("The organisation that the role is held in: this one, or the unit above.") })),
    lastChosenAt: Time.nullable(),
  })
  .openapi("MyOrganization");
export const MyOrganizations = z.object({ items: z.array(MyOrganization) }).openapi("MyOrganizations");

export const MySession = z
  .object({
    id: z.uuid(),
    current: z.boolean(),
    provider: z.string(),
    level: z.enum(LEVELS),
    createdAt: Time,
    lastSeenAt: Time,
    address: z.string().nullable(),
    browser: z.string(),
  })
  .openapi("MySession");
export const MySessions = z.object({ items: z.array(MySession) }).openapi("MySessions");
export const SessionInPath = z.object({ sessionId: z.uuid() });
