/** What an organisation has been given, for those who look for scopes. Nothing is held: nothing may be decided by it. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";

export type LivingAccess = { givenAt: Date; validFrom: Date; validTo: Date | null };

/** The living accesses of an organisation by scope id, those among them that begin later. As `holdLivingAccesses` finds them. */
export async function findLivingAccesses(db: Database, env: EnvironmentName, org: OrgNumber): Promise<Map<number, LivingAccess>> {
  const rows = await db
    .selectFrom("access")
    .select(["scope", "given_at", "valid_from", "valid_to"])
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("org", "=", orgNumberToInt(org))
    .where("ended_at", "is", null)
    .where((has) => has.or([has("valid_to", "is", null), has("valid_to", ">", sql<Date>`now()`)]))
    .execute();
  return new Map(rows.map((row) => [row.scope, { givenAt: row.given_at, validFrom: row.valid_from, validTo: row.valid_to }]));
}
