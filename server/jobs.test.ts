import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { sql } from "kysely";
import { pino } from "pino";
import { openPatientDatabase } from "./db/open.ts";
import { startJobs } from "./jobs.ts";
import { testDatabase } from "./test/database.ts";
import { purgeMarks } from "./token/log-partitions.ts";

const quiet = pino({ level: "silent" });
/** Runs of a job under way, one after the other. */
class Runs extends EventTarget {
  async begin(): Promise<void> {
    this.dispatchEvent(new Event("begun"));
  }
}

test("SEC-142 a stop waits for a job that is about to end, and lets no other begin", async () => {
  const runs = new Runs();
  let [begun, ended] = [0, 0];
  let end = () => {};
  const work = async () => {
    begun += 1;
    await runs.begin();
    await new Promise<void>((resolve) => (end = resolve));
    ended += 1;
  };
  const begins = once(runs, "begun");
  const stop = startJobs([{ name: "short", everyMs: 1, work }], quiet, { patienceMs: 60_000 });
  await begins;
  const stopped = stop();
  end();
  await stopped;
  assert.deepEqual([begun, ended], [1, 1]);
});

test("SEC-142 SEC-141 a stop does not wait until very many marks are cleared away: what is left is for the next start", async () => {
  const { db: judge, url } = await testDatabase();
  const marks = 200_000;
  const db = openPatientDatabase(url);
  await sql`insert into used_grant (mark, token, at) select int8send(i), gen_random_uuid(), now() - interval '1 hour' from generate_series(1, ${marks}) i`.execute(
    db,
  );
  const runs = new Runs();
  const begins = once(runs, "begun");
  let cut: unknown;
  const work = async () => {
    await runs.begin();
    await purgeMarks(db).catch((error: unknown) => (cut = error));
  };
  const stop = startJobs([{ name: "marks", everyMs: 1, work }], quiet, { patienceMs: 0 });
  await begins;
  await stop();
  await db.destroy();
  const { n } = await judge
    .selectFrom("used_grant")
    .select(sql<number>`count(*)::int`.as("n"))
    .executeTakeFirstOrThrow();
  assert.ok(n > 0 && n % 5_000 === 0, `${n} are left`);
  assert.ok(cut instanceof Error, "it was cut short");
});
