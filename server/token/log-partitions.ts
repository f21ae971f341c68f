import { sql } from "kysely";
import type { Database } from "../db/open.ts";

/** The logs that have a partition per UTC day. */
const LOGS = ["token_issuance", "token_refusal"] as const;
/** How many days ahead partitions are made; without one no token can be issued, so readiness asks for the first (concurrency.md §4). */
const DAYS_AHEAD = 14;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const partition = (log: string, day: string): string => `${log}_${day.replaceAll("-", "")}`;

/**
 * Makes the partitions of today and the next {@link DAYS_AHEAD} days. Done at start and hourly; safe from several servers at once.
 *
 * Each is made as a table of its own with the check of its range and then attached: `create … partition of` would hold up every insert behind any reader.
 */
export async function makePartitions(db: Database, now: number): Promise<void> {
  const known = new Set(await partitions(db));
  for (const log of LOGS) {
    // Yesterday too: the database's clock may be behind ours.
    for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      const from = dayOf(now + ahead * 86_400_000);
      const to = dayOf(now + (ahead + 1) * 86_400_000);
      const name = partition(log, from);
      if (known.has(name)) continue;
      await db.transaction().execute(async (tx) => {
        await sql`set local lock_timeout = '500ms'`.execute(tx);
        // One server makes it; another that is at it at the same moment finds it there.
        await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(tx);
        const { rows } = await sql`select to_regclass(${name}) as there`.execute(tx);
        if ((rows[0] as { there: unknown }).there !== null) return;
        await sql
          .raw(
            `create table ${name} (like ${log} including defaults including constraints, constraint ${name}_day check (at >= '${from}' and at < '${to}'));
             alter table ${log} attach partition ${name} for values from ('${from}') to ('${to}');`,
          )
          .execute(tx);
      });
    }
  }
}

/** Names of the partitions that are attached. */
async function partitions(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname in ('token_issuance', 'token_refusal')`.execute(db);
  return rows.map(({ name }) => name);
}

/** Days (ISO, UTC) from now for which every log has its partition: below 1 nothing can be issued, below 7 is an alarm. */
export async function daysPrepared(db: Database, now: number): Promise<number> {
  const known = new Set(await partitions(db));
  let days = 0;
  while (LOGS.every((log) => known.has(partition(log, dayOf(now + days * 86_400_000))))) days += 1;
  return days;
}

/**
 * Ends the partitions of days older than the retention time. Detached concurrently, so that no insert waits, then dropped; one that was interrupted is
 * finished first.
 *
 * @param keepDays days that stay
 * @returns the names of what was dropped
 */
export async function dropOldPartitions(db: Database, now: number, keepDays: number): Promise<string[]> {
  const oldest = partition("", dayOf(now - keepDays * 86_400_000));
  // Also what a crash left between detaching and dropping: named like a day of a log, and attached to nothing.
  const { rows } = await sql<{ name: string; log: string; attached: boolean; pending: boolean | null }>`
    select c.relname as name, left(c.relname, -9) as log, i.inhrelid is not null as attached, i.inhdetachpending as pending
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname ~ '^(token_issuance|token_refusal)_[0-9]{8}$'`.execute(db);
  const dropped: string[] = [];
  for (const { name, log, attached, pending } of rows) {
    if (name.slice(log.length) >= oldest) continue;
    if (attached) await sql.raw(`alter table ${log} detach partition ${name} ${pending ? "finalize" : "concurrently"}`).execute(db);
    // Another server may be at the same one.
    await sql.raw(`drop table if exists ${name}`).execute(db);
    dropped.push(name);
  }
  return dropped;
}

/**
 * Forgets marks that can no longer be met: a grant can be taken until at most 200 s after it first came, and clocks may step by 5 minutes twice
 * (concurrency.md §3). In small steps, so that no token waits.
 *
 * @returns how many went
 */
export async function purgeMarks(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from used_grant where mark in (select mark from used_grant where at < now() - interval '15 minutes' order by at limit 5000)`.execute(db);
    total += Number(numAffectedRows);
    if (numAffectedRows < 5_000n) return total;
  }
}
