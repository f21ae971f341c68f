/** What a role of the business register gives: data that the operator keeps. */
import { z } from "@hono/zod-openapi";
import { RIGHTS } from "../vocabulary/rights.ts";

const rights = z.array(z.enum(RIGHTS)).max(RIGHTS.length).describe("What its holder may do for the organisation.");
const keyRole = z.boolean().describe("Whether its holder also acts in every role that the organisation itself holds elsewhere.");

export const RegisterRole = z.object({ code: z.string(), keyRole, rights }).openapi("RegisterRole");
export const RegisterRoles = z.object({ items: z.array(RegisterRole) }).openapi("RegisterRoles");
export const RegisterRoleReplacement = z.strictObject({ keyRole, rights }).openapi("RegisterRoleReplacement");
export const RegisterRoleInPath = z.object({ code: z.string().regex(/^[A-ZÆØÅ]{2,5}$/, "is a code of the register, such as DAGL") });
