import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "./open.ts";

/** Held by the one server that sets a database up. */
const SET_UP_LOCK = 2_041_976;

/**
 * Does some work while no other server on this database does the same: several may start at one instant, also on an empty database. Asked for again and
 * again rather than waited for inside the database, where a waiting statement would hold a snapshot (concurrency.md §11). It goes with its connection.
 */
export async function alone(db: Database, work: () => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    const take = async () => (await sql<{ won: boolean }>`select pg_try_advisory_lock(${SET_UP_LOCK}) as won`.execute(connection)).rows[0]!.won;
    while (!(await take())) await sleep(50);
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(${SET_UP_LOCK})`.execute(connection);
    }
  });
}
