/**
 * Counts how much each scope is used, by day and consumer, and the whole service by day. The log has no index for that, so each stretch of it is read once, and what is counted goes into
 * the same commit as how far it has been read: a server that is killed has counted a stretch wholly or not at all.
 */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { refusalNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Database } from "../db/open.ts";

/** Most records of one commit: counted within a fraction of a second. */
const MAX_RECORDS = 25_000;
/** Rows that are deleted at once. */
const STEP = 5_000;
/** How far back behind the last look a record's time may lie: more than any clock is set back (SEC-147). */
export const CLOCK_TOLERANCE = sql`interval '1 hour'`;
/** The day in Norway, which is the day of people who read the figures. */
export const DAY_IN_NORWAY = sql`(at at time zone 'Europe/Oslo')::date`;
const NO_ACCESS = refusalNumber("no_access");

/**
 * Counts what has come since the last time, up to the oldest transaction that still runs: a record is known by its transaction, so one that commits late is
 * counted late, and never passed over. Several servers may try: one does it.
 *
 * @returns the number of records that were read
 */
export async function countUse(db: Database, maxRecords: number = MAX_RECORDS): Promise<number> {
  let total = 0;
  for (const env of ENVIRONMENTS)
    for (let more = true; more;) {
      const step = await countStep(db, ENVIRONMENT_NUMBER[env], maxRecords);
      total += step.read;
      ({ more } = step);
    }
  return total;
}

const countStep = (db: Database, env: number, maxRecords: number): Promise<{ read: number; more: boolean }> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ xid: number; upto: number; since: Date; now: Date }>`
      select xid, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as upto, counted_at - ${CLOCK_TOLERANCE} as since, now() as now
      from scope_use_mark where env = ${env} for update skip locked`.execute(tx);
    const [mark] = rows;
    if (!mark || mark.upto <= mark.xid) return { read: 0, more: false };
    const cut = await firstBeyond(tx, env, mark, maxRecords);
    const range = sql`env = ${env} and xid >= ${mark.xid} and xid < ${cut ?? mark.upto} and at >= ${mark.since}`;
    const { rows: counted } = await sql<{ read: number }>`
      with issued as materialized (select at, consumer, scopes from token_issuance where ${range}),
      refused as materialized (select at, org, code, detail from token_refusal where ${range}),
      used as (
        select name, ${DAY_IN_NORWAY} as day, consumer, 1 as tokens, 0 as refused, at from issued, unnest(string_to_array(scopes, ' ')) name
        union all
        select detail, ${DAY_IN_NORWAY}, org, 0, 1, null from refused where code = ${NO_ACCESS} and org is not null
      ),
      written as (
        insert into scope_use (env, scope, day, consumer, tokens, refused, last_at)
        select s.env, s.id, u.day, u.consumer, sum(u.tokens), sum(u.refused), max(u.at)
        from used u join scope s on s.env = ${env} and s.name = u.name
        group by s.env, s.id, u.day, u.consumer order by s.id, u.day, u.consumer
        on conflict (env, scope, day, consumer) do update set tokens = scope_use.tokens + excluded.tokens, refused = scope_use.refused + excluded.refused,
          last_at = greatest(scope_use.last_at, excluded.last_at)
      ),
      whole as (
        select 'all' as what, ${DAY_IN_NORWAY} as day, 0 as id, 1 as tokens, 0 as refused from issued
        union all select 'consumer', ${DAY_IN_NORWAY}, consumer, 1, 0 from issued
        union all select 'all', ${DAY_IN_NORWAY}, 0, 0, 1 from refused
        union all select 'code', ${DAY_IN_NORWAY}, code, 0, 1 from refused
        union all select 'consumer', ${DAY_IN_NORWAY}, org, 0, 1 from refused where org is not null
        union all select 'scope', u.day, s.id, u.tokens, u.refused from used u join scope s on s.env = ${env} and s.name = u.name
      ),
      written_whole as (
        insert into service_use (env, what, day, id, tokens, refused)
        select ${env}, what, day, id, sum(tokens), sum(refused) from whole group by what, day, id order by what, day, id
        on conflict (env, what, day, id) do update set tokens = service_use.tokens + excluded.tokens, refused = service_use.refused + excluded.refused
      )
      select ((select count(*) from issued) + (select count(*) from refused))::int as read`.execute(tx);
    await tx
      .updateTable("scope_use_mark")
      .set({ xid: cut ?? mark.upto, ...(cut === null && { counted_at: mark.now }) })
      .where("env", "=", env)
      .execute();
    return { read: counted[0]!.read, more: cut !== null };
  });

/** Where a step must end so that it reads about `most` records; null when there are not so many. What one transaction wrote is never parted. */
async function firstBeyond(tx: Database, env: number, { xid, upto, since }: { xid: number; upto: number; since: Date }, most: number): Promise<number | null> {
  const range = sql`env = ${env} and xid >= ${xid} and xid < ${upto} and at >= ${since}`;
  const { rows } = await sql<{ xid: number }>`
    select xid from (select xid from token_issuance where ${range} union all select xid from token_refusal where ${range}) r order by xid offset ${most} limit 1`.execute(
    tx,
  );
  return rows[0] ? Math.max(rows[0].xid, xid + 1) : null;
}

/**
 * Forgets days that are older than the log is kept. In small steps.
 * @returns how many rows went
 */
export async function purgeUse(db: Database, keptSince: Date): Promise<number> {
  let total = 0;
  for (const table of ["scope_use", "service_use"])
    for (let gone = STEP; gone >= STEP;) {
      const name = sql.table(table);
      const { numAffectedRows = 0n } = await sql`
        delete from ${name} where ctid = any (array(
          select ctid from ${name} where day < (${keptSince}::timestamptz at time zone 'Europe/Oslo')::date limit ${STEP}))`.execute(db);
      gone = Number(numAffectedRows);
      total += gone;
    }
  return total;
}
