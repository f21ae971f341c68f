/** The rows of prefixes. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { likenessOf } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { Owned, Prefix } from "./prefix.ts";

const COLUMNS = ["prefix", "owner", "active", "created_at", "updated_at"] as const;

const prefixOfRow = (row: Pick<Row<"prefix">, (typeof COLUMNS)[number]>): Prefix => ({
  prefix: row.prefix,
  owner: orgNumberFromInt(row.owner),
  active: row.active,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const prefixes = (db: Database, env: EnvironmentName) => db.selectFrom("prefix").select(COLUMNS).where("env", "=", ENVIRONMENT_NUMBER[env]);

/**
 * Lets one transaction at a time look at, and add to, the prefixes that look like this one. A lock by name, because the rows that two owners would collide
 * over do not exist yet, and no index can say "one likeness, one owner, many prefixes".
 */
export async function queueForLikeness(tx: Database, env: EnvironmentName, prefix: string): Promise<void> {
  const name = `prefix ${ENVIRONMENT_NUMBER[env]} ${likenessOf(prefix)}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** All prefixes that look like this one, itself included, active or not. */
export async function findAlike(db: Database, env: EnvironmentName, prefix: string): Promise<Prefix[]> {
  const rows = await prefixes(db, env).where("likeness", "=", likenessOf(prefix)).orderBy("prefix").execute();
  return rows.map(prefixOfRow);
}

/** All prefixes that look like any of these, by what they look like. */
export async function findAlikeTo(db: Database, env: EnvironmentName, wanted: readonly string[]): Promise<Map<string, Prefix[]>> {
  if (wanted.length === 0) return new Map();
  const rows = await prefixes(db, env)
    .where(sql<boolean>`likeness = any(${[...new Set(wanted.map(likenessOf))]}::text[])`)
    .orderBy("prefix")
    .execute();
  return Map.groupBy(rows.map(prefixOfRow), ({ prefix }) => likenessOf(prefix));
}

/** From how many letters on one prefix that begins another is worth a look. */
const NEAR_FROM = 4;

/** Prefixes in use that begin with one of these, or that one of these begins with; a few of each. */
export async function findNear(db: Database, env: EnvironmentName, wanted: readonly string[]): Promise<Map<string, Owned[]>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ wanted: string; prefix: string; owner: number }>`
    select w.wanted, p.prefix, p.owner from unnest(${[...new Set(wanted)]}::text[]) w (wanted) cross join lateral (
      select prefix, owner from prefix
       where env = ${ENVIRONMENT_NUMBER[env]} and active and prefix <> w.wanted and least(length(prefix), length(w.wanted)) >= ${NEAR_FROM}
         and (starts_with(prefix, w.wanted) or starts_with(w.wanted, prefix))
       order by prefix limit 5
    ) p`.execute(db);
  const near = Map.groupBy(rows, (row) => row.wanted);
  return new Map([...near].map(([name, found]) => [name, found.map(({ prefix, owner }) => ({ prefix, owner: orgNumberFromInt(owner) }))]));
}

/** The prefix, held until the transaction ends: `share` for whoever makes a scope below it, `change` for whoever will update it. */
export async function holdPrefix(tx: Database, env: EnvironmentName, prefix: string, as: "share" | "change"): Promise<Prefix | null> {
  const one = prefixes(tx, env).where("prefix", "=", prefix);
  const row = await (as === "share" ? one.forShare() : one.forNoKeyUpdate()).executeTakeFirst();
  return row ? prefixOfRow(row) : null;
}

export async function insertPrefix(tx: Database, env: EnvironmentName, prefix: string, owner: OrgNumber): Promise<Prefix> {
  const row = await tx
    .insertInto("prefix")
    .values({ env: ENVIRONMENT_NUMBER[env], prefix, owner: orgNumberToInt(owner), likeness: likenessOf(prefix) })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return prefixOfRow(row);
}

export async function setPrefixActive(tx: Database, env: EnvironmentName, prefix: string, active: boolean): Promise<Prefix> {
  const row = await tx
    .updateTable("prefix")
    .set({ active, updated_at: sql<Date>`now()` })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("prefix", "=", prefix)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return prefixOfRow(row);
}

/** A part of a list of prefixes in the order of their names: those after `after`, at most `limit`. */
export type PrefixPage = { after: string | null; limit: number };

/** Prefixes in the order of their names, of one owner or of all; inactive ones only when asked for. */
export async function listPrefixes(
  db: Database,
  env: EnvironmentName,
  { owner, inactive, page }: { owner?: OrgNumber; inactive: boolean; page?: PrefixPage | undefined },
): Promise<Prefix[]> {
  let query = prefixes(db, env).orderBy("prefix");
  if (owner !== undefined) query = query.where("owner", "=", orgNumberToInt(owner));
  if (!inactive) query = query.where("active", "=", true);
  if (page?.after) query = query.where("prefix", ">", page.after);
  if (page) query = query.limit(page.limit);
  return (await query.execute()).map(prefixOfRow);
}
