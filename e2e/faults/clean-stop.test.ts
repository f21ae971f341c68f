/** SIGTERM under load (SEC-142). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../server/db/open.ts";
import { ask, dataFolder, databaseUrl, readyServer, type ServerProcess, untilNothingRuns } from "../../server/test/server-process.ts";
import { grantOf, plantClient, type TokenInstallation } from "../../server/test/token-client.ts";
import { assertNothingLost } from "../../server/test/token-facts.ts";
import { startLoad } from "../../server/test/token-load.ts";

const folder = dataFolder();
let server = await readyServer({ folder });
const db = openDatabase(databaseUrl(folder));
const planted = await plantClient({ deps: { db } } as TokenInstallation, { kind: "p256", alg: "ES256" });
await db.destroy();
const grant = () => grantOf(planted, { aud: `${server.origin}/test/` });
/** PostgreSQL chooses a new port at each start: facts are asked while it runs. */
const issued = async (): Promise<number> =>
  Number((await ask<{ n: string }>(databaseUrl(folder), "select count(*) as n from token_issuance where client = $1", [planted.clientId]))[0]!.n);
const readiness = async (of: ServerProcess): Promise<{ status: number; reason?: string }> => {
  const answer = await fetch(`${of.origin}/health/ready`);
  const { reason } = (await answer.json()) as { reason?: string };
  return { status: answer.status, ...(reason ? { reason } : {}) };
};

test("SEC-142 readiness goes off first; callers that heed it are all answered, and the server ends with 0", async () => {
  const before = await issued();
  const load = startLoad(server.port, grant);
  for (let i = 0; i < 3; i++) assert.equal((await readiness(server)).status, 200); // a balancer at work
  await load.until(200, 50);
  server.kill("SIGTERM");
  let heard = await readiness(server);
  while (heard.status === 200) heard = await readiness(server);
  assert.deepEqual([heard.status, heard.reason], [503, "stopping"]);
  await load.stop();
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  const given = load.sent.filter(({ status }) => status === 200).length;
  assert.equal(given, load.sent.length, "every request was answered with its token");
  await untilNothingRuns(folder);

  server = await readyServer({ folder, port: server.port });
  assert.equal((await issued()) - before, given, "and every token that was issued was answered");
});

test("SEC-142 callers that heed nothing: what got no answer was not processed", async () => {
  const before = await issued();
  const load = startLoad(server.port, grant);
  await load.until(200, 50);
  server.kill("SIGTERM");
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  await load.stop();
  const given = load.sent.filter(({ status }) => status === 200).length;
  server = await readyServer({ folder, port: server.port });
  assert.equal((await issued()) - before, given);
  await assertNothingLost(databaseUrl(folder), server.port, load.sent);
});
