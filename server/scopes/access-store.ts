/** The rows of accesses. Connection or transaction first; no rules. */
import { type ExpressionBuilder, sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import type { Row, Tables } from "../db/tables.ts";
import { UNDO_MS } from "../../vocabulary/undo.ts";
import type { Access } from "./access.ts";

type AccessRow = Omit<Row<"access">, "env" | "scope"> & { name: string; owner: number; first_given_at: Date };

const accessOf = (row: AccessRow): Access => ({
  id: row.id,
  publicId: row.public_id ?? row.id,
  restores: row.restores,
  scope: row.name as ScopeName,
  owner: orgNumberFromInt(row.owner),
  consumer: orgNumberFromInt(row.org),
  validFrom: row.valid_from,
  validTo: row.valid_to,
  givenAt: row.given_at,
  firstGivenAt: row.first_given_at,
  reason: row.reason,
  ended: row.ended_at && row.ended_why ? { at: row.ended_at, why: row.ended_why } : null,
});

const COLUMNS = [
  "access.id",
  "org",
  "valid_from",
  "valid_to",
  "given_at",
  "reason",
  "ended_at",
  "ended_why",
  "restores",
  "public_id",
  "scope.name",
  "scope.owner",
] as const;

const accesses = (db: Database, env: EnvironmentName) =>
  db
    .selectFrom("access")
    .innerJoin("scope", (join) => join.onRef("scope.env", "=", "access.env").onRef("scope.id", "=", "access.scope"))
    .select(COLUMNS)
    .select(
      sql<Date>`(select min(earlier.given_at) from access earlier
        where earlier.env = access.env and earlier.scope = access.scope and earlier.org = access.org)`.as("first_given_at"),
    )
    .where("access.env", "=", ENVIRONMENT_NUMBER[env]);

const unexpired = (has: ExpressionBuilder<Tables, "access">) => has.or([has("valid_to", "is", null), has("valid_to", ">", sql<Date>`now()`)]);

/** Which of the scopes `org` has a living access to (also one that begins later), held `for share` in the order of their keys. */
export async function holdLivingAccesses(tx: Database, env: EnvironmentName, org: OrgNumber, scopeIds: number[]): Promise<Set<number>> {
  if (scopeIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("access")
    .select("scope")
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("org", "=", orgNumberToInt(org))
    .where("scope", "in", scopeIds)
    .where("ended_at", "is", null)
    .where(unexpired)
    .orderBy("id")
    .forShare()
    .execute();
  return new Set(rows.map(({ scope }) => scope));
}

/** Closes a living row whose end has passed: it stands in the way of a new one (concurrency.md §8). Returns whether there was one. */
export async function closeExpired(tx: Database, env: EnvironmentName, scopeId: number, consumer: OrgNumber): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("access")
    .set((set) => ({ ended_at: set.ref("valid_to"), ended_why: "expired" as const }))
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("scope", "=", scopeId)
    .where("org", "=", orgNumberToInt(consumer))
    .where("ended_at", "is", null)
    .where("valid_to", "<=", sql<Date>`now()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Adds an access, or leaves the living one in place and holds it. Which of the two happened shows in the id that comes back: of any number at the same
 * instant exactly one finds its own.
 */
export async function insertAccess(
  tx: Database,
  env: EnvironmentName,
  access: {
    id: string;
    scopeId: number;
    consumer: OrgNumber;
    validFrom: Date | undefined;
    validTo: Date | null;
    reason: string | null;
    restores?: Access | undefined;
  },
): Promise<{ id: string; validFrom: Date; validTo: Date | null; reason: string | null }> {
  const row = await tx
    .insertInto("access")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id: access.id,
      scope: access.scopeId,
      org: orgNumberToInt(access.consumer),
      valid_from: access.validFrom ?? sql<Date>`now()`,
      valid_to: access.validTo,
      reason: access.reason,
      ...(access.restores && { restores: access.restores.id, public_id: access.restores.publicId }),
    })
    // An update that changes nothing, not "do nothing": it locks the living row and returns it, so that nobody can end it in between.
    .onConflict((conflict) =>
      conflict
        .columns(["env", "org", "scope"])
        .where("ended_at", "is", null)
        .doUpdateSet((set) => ({ org: set.ref("excluded.org") })),
    )
    .returning(["id", "valid_from", "valid_to", "reason"])
    .executeTakeFirstOrThrow();
  return { id: row.id, validFrom: row.valid_from, validTo: row.valid_to, reason: row.reason };
}

/** Ends the living access of an organisation to a scope. Returns its id, or null when none lives. */
export async function endAccess(tx: Database, env: EnvironmentName, scopeId: number, consumer: OrgNumber, why: "removed" | "replaced"): Promise<string | null> {
  const row = await tx
    .updateTable("access")
    .set({ ended_at: sql<Date>`clock_timestamp()`, ended_why: why })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("scope", "=", scopeId)
    .where("org", "=", orgNumberToInt(consumer))
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * The access that was removed last, or at exactly `endedAt`, held so that one transaction at a time looks whether it has been brought back. Null when there
 * is none.
 */
export async function holdRemoved(tx: Database, env: EnvironmentName, scopeId: number, consumer: OrgNumber, endedAt: Date | undefined): Promise<Access | null> {
  let query = accesses(tx, env)
    .where("access.scope", "=", scopeId)
    .where("org", "=", orgNumberToInt(consumer))
    .where("ended_why", "=", "removed")
    .orderBy(sql`ended_at desc, given_at desc, access.id desc`)
    .limit(1);
  if (endedAt) query = query.where("ended_at", "=", endedAt);
  const row = await query.forNoKeyUpdate("access").executeTakeFirst();
  return row ? accessOf(row) : null;
}

/** The living access of an organisation to a scope, else the newest ended one, else null. */
export async function findAccess(db: Database, env: EnvironmentName, scopeId: number, consumer: OrgNumber): Promise<Access | null> {
  const row = await accesses(db, env)
    .where("access.scope", "=", scopeId)
    .where("org", "=", orgNumberToInt(consumer))
    .orderBy(sql`ended_at desc nulls first, given_at desc, access.id desc`)
    .limit(1)
    .executeTakeFirst();
  return row ? accessOf(row) : null;
}

/** What to list. `owner` sees all of its scopes, a `consumer` only the usable ones: a deactivated scope leaves its holders' lists at once (SEC-083). */
export type AccessFilter = {
  given: { by: OrgNumber; scopeId?: number | undefined; to?: OrgNumber | undefined } | { to: OrgNumber };
  /** With the newest ended access where none lives; `undoable`: if it was removed so lately that this can be undone. */
  inactive: boolean | "undoable";
  /** A part of the list in the order of scope and organisation number: what comes after `after`, at most `limit`. */
  page?: { after: { scope: ScopeName; consumer: OrgNumber } | null; limit: number } | undefined;
};

/** Lists accesses, at most one per scope and organisation, in the order of scope names and organisation numbers. */
export async function listAccesses(db: Database, env: EnvironmentName, { given, inactive, page }: AccessFilter): Promise<Access[]> {
  let query = accesses(db, env).distinctOn(["scope.name", "org"]).orderBy("scope.name").orderBy("org");
  if ("by" in given) {
    query = query.where("scope.owner", "=", orgNumberToInt(given.by));
    if (given.scopeId !== undefined) query = query.where("access.scope", "=", given.scopeId);
  } else {
    query = query.where("scope.usable", "=", true);
  }
  if (given.to !== undefined) query = query.where("org", "=", orgNumberToInt(given.to));
  if (inactive === "undoable")
    query = query.where(
      sql<boolean>`((ended_at is null and (valid_to is null or valid_to > now())) or (ended_why = 'removed' and ended_at > now() - make_interval(secs => ${UNDO_MS / 1_000})))`,
    );
  if (!inactive) query = query.where("ended_at", "is", null).where((has) => unexpired(has as unknown as ExpressionBuilder<Tables, "access">));
  if (page?.after) query = query.where(sql<boolean>`(scope.name, org) > (${page.after.scope}, ${orgNumberToInt(page.after.consumer)})`);
  if (page) query = query.limit(page.limit);
  const rows = await query.orderBy(sql`ended_at desc nulls first, given_at desc, access.id desc`).execute();
  return rows.map(accessOf);
}

/** The clock of the database: what decides whether an access has ended (SEC-147). */
export async function databaseNow(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select date_trunc('milliseconds', now()) as now`.execute(db);
  return rows[0]!.now;
}
