/** What the caller may do for the organisation that it acts for, with the reason where it may not. */
import { z } from "@hono/zod-openapi";
import { ACTIONS } from "../vocabulary/actions.ts";
import { LEVELS } from "../vocabulary/level.ts";
import { HELD_RIGHTS, RIGHTS } from "../vocabulary/rights.ts";

const WHY_NOT = [
  "login_of_other_environment",
  "level_too_low",
  "not_representing",
  "right_missing",
  "right_not_held",
  "login_not_fresh",
  "not_in_this_environment",
  "not_for_machines",
  "scope_missing",
  "operator_only",
] as const;

const verdict = {
  allowed: z.boolean(),
  why: z.enum(WHY_NOT).optional().describe("Why not. `level_too_low` and `login_not_fresh` are mended by logging in again."),
  rights: z.array(z.enum(HELD_RIGHTS)).optional().describe("Rights that would open it: one of them is enough."),
  level: z.enum(LEVELS).optional().describe("The level of login that it needs."),
  helpers: z
    .array(z.object({ id: z.uuid(), name: z.string() }))
    .optional()
    .describe("Who can help: people who can give one of those rights, by name."),
};

export const Permission = z.object({ action: z.enum(ACTIONS), ...verdict }).openapi("Permission");
export const GivePermission = z.object({ right: z.enum(HELD_RIGHTS), ...verdict }).openapi("GivePermission");

export const Permissions = z
  .object({
    held: z.array(z.enum(HELD_RIGHTS)).describe("The rights that the caller holds here now, with what each of them includes."),
    items: z.array(Permission),
    give: z.array(GivePermission).describe("Which rights the caller may give here. Empty for a token."),
    ask: z.array(z.enum(RIGHTS)).describe("Rights that can be asked for here: those that exist in this environment and are not held."),
  })
  .openapi("Permissions");
