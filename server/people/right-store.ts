/** The rows of rights that were given. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { GivenRight } from "./right.ts";

const COLUMNS = [
  "id",
  "person",
  "name",
  "valid_from",
  "valid_to",
  "given_at",
  "given_by",
  "ended_at",
  "ended_by",
  "ended_why",
  "restores",
  "public_id",
] as const;

const rightOf = (row: Pick<Row<"person_right">, (typeof COLUMNS)[number]>): GivenRight => ({
  id: row.id,
  publicId: row.public_id ?? row.id,
  restores: row.restores,
  person: row.person,
  right: row.name,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  givenAt: row.given_at,
  givenBy: row.given_by,
  ended: row.ended_at && row.ended_why ? { at: row.ended_at, why: row.ended_why } : null,
  endedBy: row.ended_by,
});

const rightsIn = (db: Database, env: EnvironmentName, organization: OrgNumber) =>
  db.selectFrom("person_right").select(COLUMNS).where("env", "=", ENVIRONMENT_NUMBER[env]).where("organization", "=", orgNumberToInt(organization));

/** Those that hold, or will, and the last removal of each that was removed within the last half hour and has not come back. The newest first. */
export async function shownRightsIn(db: Database, env: EnvironmentName, organization: OrgNumber): Promise<GivenRight[]> {
  const isLast = sql`not exists (
    select from person_right later where later.env = person_right.env and later.organization = person_right.organization and later.person = person_right.person
      and later.name = person_right.name and later.id <> person_right.id and (later.ended_at is null or later.ended_at > person_right.ended_at))`;
  const rows = await rightsIn(db, env, organization)
    .where(
      sql<boolean>`((ended_at is null and (valid_to is null or valid_to > now()))
        or (ended_why = 'removed' and ended_at > now() - interval '30 minutes' and ${isLast}))`,
    )
    .orderBy("given_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(rightOf);
}

/** The living row with this public id, else the one that ended last. */
export async function findRight(db: Database, env: EnvironmentName, organization: OrgNumber, publicId: string): Promise<GivenRight | null> {
  const row = await rightsIn(db, env, organization)
    .where((where) => where.or([where("id", "=", publicId), where("public_id", "=", publicId)]))
    .orderBy(sql`ended_at desc nulls first`)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? rightOf(row) : null;
}

/** The living row of one right of one person, else the one that ended last; held for a change. */
export async function holdLatest(tx: Database, env: EnvironmentName, organization: OrgNumber, person: string, right: HeldRight): Promise<GivenRight | null> {
  const row = await rightsIn(tx, env, organization)
    .where("person", "=", person)
    .where("name", "=", right)
    .orderBy(sql`ended_at desc nulls first`)
    .orderBy("id", "desc")
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? rightOf(row) : null;
}

/** The last removal of the right with this public id, or the one at `endedAt`; held for a change. */
export async function holdRemoved(tx: Database, env: EnvironmentName, organization: OrgNumber, publicId: string, endedAt?: Date): Promise<GivenRight | null> {
  let query = rightsIn(tx, env, organization)
    .where((where) => where.or([where("id", "=", publicId), where("public_id", "=", publicId)]))
    .where("ended_why", "=", "removed");
  if (endedAt) query = query.where("ended_at", "=", endedAt);
  const row = await query.orderBy("ended_at", "desc").orderBy("id", "desc").limit(1).forNoKeyUpdate().executeTakeFirst();
  return row ? rightOf(row) : null;
}

/** Closes a row whose last day has passed, so that another can live. @returns whether there was one */
export async function closeExpired(tx: Database, env: EnvironmentName, organization: OrgNumber, person: string, right: HeldRight): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("person_right")
    .set({ ended_at: sql<Date>`valid_to`, ended_why: "expired" })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("organization", "=", orgNumberToInt(organization))
    .where("person", "=", person)
    .where("name", "=", right)
    .where("ended_at", "is", null)
    .where(sql<boolean>`valid_to <= now()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Adds a row; null when one lives already. */
export async function insertRight(
  tx: Database,
  env: EnvironmentName,
  organization: OrgNumber,
  right: { id: string; person: string; right: HeldRight; validFrom?: Date; validTo: Date | null; givenBy: string | null; restores?: GivenRight },
): Promise<GivenRight | null> {
  const row = await tx
    .insertInto("person_right")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id: right.id,
      organization: orgNumberToInt(organization),
      person: right.person,
      name: right.right,
      ...(right.validFrom ? { valid_from: right.validFrom } : {}),
      valid_to: right.validTo,
      given_by: right.givenBy,
      ...(right.restores ? { restores: right.restores.id, public_id: right.restores.publicId } : {}),
    })
    .onConflict((conflict) => conflict.columns(["env", "organization", "person", "name"]).where("ended_at", "is", null).doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? rightOf(row) : null;
}

/** Ends a living row. @returns null when it lives no longer */
export async function endRight(tx: Database, env: EnvironmentName, id: string, by: string | null, why: "removed" | "replaced"): Promise<GivenRight | null> {
  const row = await tx
    .updateTable("person_right")
    .set({ ended_at: sql<Date>`clock_timestamp()`, ended_by: by, ended_why: why }) // not when the transaction began: it may have waited for another removal
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? rightOf(row) : null;
}
