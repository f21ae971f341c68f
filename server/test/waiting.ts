/** Races whose order a test decides: by what waits for a lock, never by time. */
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";

/** Waits until `count` statements on this database wait for a lock that somebody else holds. */
export async function untilWaiting(deps: Pick<Deps, "db">, count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(deps.db);
    if (rows[0]!.n >= count) return;
  }
}

/**
 * Begins deeds one after the other, each up to the point where only its log entry and its commit are left (or it waits for one before it), then lets all go on.
 * So what they did before is seen to be held, or not.
 */
export async function allBeforeCommit(deps: Pick<Deps, "db">, deeds: (() => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> {
  const started: Promise<unknown>[] = [];
  await deps.db.transaction().execute(async (tx) => {
    await tx.selectFrom("audit_head").select("env").forUpdate().execute();
    for (const [i, begin] of deeds.entries()) {
      started.push(begin());
      started[i]!.catch(() => {}); // looked at below
      await untilWaiting(deps, i + 1);
    }
  });
  return Promise.allSettled(started);
}

/**
 * Waits until every transaction that runs now has ended, in whatever database of the server: transaction ids are the whole server's, so a neighbour's open
 * transaction holds back what may be sealed.
 */
export async function untilSettled(db: Database): Promise<void> {
  const { rows } = await sql<{ upto: number }>`select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as upto`.execute(db);
  for (;;) {
    const { rows: now } = await sql<{ settled: boolean }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ${rows[0]!.upto} as settled`.execute(
      db,
    );
    if (now[0]!.settled) return;
    await setImmediate();
  }
}
