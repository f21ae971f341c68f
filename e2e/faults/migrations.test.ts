/** A start that is cut short, a database that is full of marks: the next start is good. */
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { Client } from "pg";
import { makeGrant, readKeyFile } from "../../cli/grant.ts";
import { startPostgres } from "../../server/db/embedded.ts";
import { ask, dataFolder, readyServer, startServerProcess, type ServerProcess } from "../../server/test/server-process.ts";
import { sendAgain } from "../../server/test/token-load.ts";

const MARKS = 1_000_000;
/** A client of the synthetic set that may ask for this scope. */
const CLIENT = { id: "5f0c2b0e-8f0d-4d0b-9f7e-000000000005", scope: "lyngvidda:tilsyn.read" };

const postgres = await startPostgres(dataFolder());
after(() => postgres.stop());
const admin = postgres.url("postgres");

async function emptyDatabase(name: string): Promise<string> {
  await ask(admin, `create database ${name}`);
  return postgres.url(name);
}

async function askToken(server: ServerProcess): Promise<{ status: number | null; code: string | null }> {
  const key = await readKeyFile(`${server.folder}/development/test.json`);
  const [answer] = await sendAgain(server.port, [await makeGrant({ issuer: `${server.origin}/test/`, clientId: CLIENT.id, scope: CLIENT.scope }, key)]);
  return { status: answer!.status, code: answer!.code };
}

/** Waits until a statement on the database waits for somebody's lock. */
async function untilWaiting(database: string): Promise<void> {
  const waiting = "select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'";
  while ((await ask(admin, waiting, [database])).length === 0);
}

test("SEC-145 SEC-140 a server that is killed in the middle of the migrations changes nothing, and the next start completes them", async () => {
  const url = await emptyDatabase("interrupted");
  const folder = dataFolder();
  // A table that the migrations are about to make, made by somebody who has not committed: they come half way and wait.
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query("begin; create table token_issuance (at int)");
  const killed = await startServerProcess({ folder, env: { DATABASE_URL: url } });
  await untilWaiting("interrupted");
  killed.kill("SIGKILL");
  await killed.ended;
  await other.query("rollback");
  await other.end();
  const tables = "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname not like 'kysely%'";
  // The session of the killed server is ended by the database when it next speaks; until then its locks stand.
  while ((await ask(admin, "select 1 from pg_stat_activity where datname = 'interrupted'")).length > 0);
  assert.deepEqual(await ask(url, tables), [], "nothing of it is there");

  const server = await readyServer({ folder, env: { DATABASE_URL: url } });
  assert.equal((await askToken(server)).status, 200);
  const again = await readyServer({ env: { DATABASE_URL: url, PUBLIC_URL: server.origin } });
  assert.equal(again.output().stderr, "", "a start on a migrated database changes nothing");
});

test("SEC-141 a start with a million marks in store gives a good token, and refuses the grant the second time", { timeout: 600_000 }, async (t) => {
  const url = await emptyDatabase("marks");
  const folder = dataFolder();
  const first = await readyServer({ folder, env: { DATABASE_URL: url } });
  assert.equal((await first.stop()).code, 0);
  await ask(
    url,
    `insert into used_grant (mark, token, at) select sha256(i::text::bytea), gen_random_uuid(), now() - interval '10 minutes' * random() from generate_series(1, ${MARKS}) i`,
  );
  const server = await startServerProcess({ folder, port: first.port, env: { DATABASE_URL: url } });
  const readyMs = await server.ready();
  assert.equal((await askToken(server)).status, 200);
  t.diagnostic(`ready after ${(readyMs / 1000).toFixed(1)} s`);
  const key = await readKeyFile(`${folder}/development/test.json`);
  const grant = await makeGrant({ issuer: `${server.origin}/test/`, clientId: CLIENT.id, scope: CLIENT.scope }, key);
  assert.deepEqual(
    (await sendAgain(server.port, [grant])).map(({ status }) => status),
    [200],
  );
  assert.deepEqual(
    (await sendAgain(server.port, [grant])).map(({ code }) => code),
    ["MP-012"],
  );
  const [{ n }] = (await ask<{ n: number }>(url, "select count(*)::int as n from used_grant")) as [{ n: number }];
  assert.ok(n >= MARKS, "no young mark was forgotten");
});
