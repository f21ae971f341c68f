/** What Prometheus is told, asked where it asks. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { ENVIRONMENTS } from "../vocabulary/environment.ts";
import { readSettings } from "./config.ts";
import { openLog } from "./log.ts";
import { startServer } from "./start-server.ts";
import { testDatabase } from "./test/database.ts";
import { fetchToken, grantOf, plantClient, type TokenInstallation } from "./test/token-client.ts";

const { db, url } = await testDatabase();
// The databases of the tests are quick and forgetful; a server does not start on one that is.
await sql`alter database ${sql.id(new URL(url).pathname.slice(1))} set synchronous_commit = on`.execute(db);
const folder = mkdtempSync(join(tmpdir(), "fullmakt-metrics-"));
const settings = readSettings({ FULLMAKT_DATA: folder, DATABASE_URL: url, PORT: "0", PUBLIC_URL: "http://localhost:8080" }, () => folder);
for (const environment of Object.values(settings.environments)) environment.signing = "RSA-2048";
const server = await startServer(settings, openLog("fatal"));
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
const installation = { deps: { db }, databaseUrl: url, fetch: at } as unknown as TokenInstallation;
const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.metricsPort}${path}`, init);

/** Every number by its name and labels, as they stand in the answer. */
async function measured(): Promise<Map<string, number>> {
  const text = await (await ask("/metrics")).text();
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]));
}

/** What was added, while something was done, to each number whose name begins so. */
async function addedBy(work: () => Promise<unknown>, name: string): Promise<Record<string, number>> {
  const before = await measured();
  await work();
  const now = [...(await measured())].filter(([which]) => which.startsWith(name));
  return Object.fromEntries(now.map(([which, value]) => [which, value - (before.get(which) ?? 0)] as const).filter(([, added]) => added !== 0));
}

// One after the other: all of them are counted by the same server.
test("the counter of token requests", async (t) => {
  const counted = (work: () => Promise<unknown>) => addedBy(work, "fullmakt_token_requests_total");

  for (const env of ENVIRONMENTS)
    await t.test(`${env}: a token is counted as issued, once, in its environment`, async () => {
      const planted = await plantClient(installation, { env });
      const added = await counted(async () => assert.equal((await fetchToken(installation, grantOf(planted), env)).status, 200));
      assert.deepEqual(added, { [`fullmakt_token_requests_total{env="${env}",outcome="issued"}`]: 1 });
    });

  await t.test("refusals are counted by their code: of the decision, of a grant used before, and of a form", async () => {
    const [good, without] = [await plantClient(installation), await plantClient(installation, { access: false })];
    const grant = grantOf(good);
    assert.equal((await fetchToken(installation, grant)).status, 200);
    const added = await counted(async () => {
      for (let i = 0; i < 3; i++) assert.equal((await fetchToken(installation, grantOf(without))).code, "MP-250");
      for (let i = 0; i < 2; i++) assert.equal((await fetchToken(installation, grant)).code, "MP-012");
      const body = new URLSearchParams({ grant_type: "password" });
      assert.equal((await at("/test/token", { method: "POST", body })).status, 400);
    });
    assert.deepEqual(added, {
      'fullmakt_token_requests_total{env="test",outcome="MP-250"}': 3,
      'fullmakt_token_requests_total{env="test",outcome="MP-012"}': 2,
      'fullmakt_token_requests_total{env="test",outcome="FM-009"}': 1,
    });
  });

  await t.test("what the APIs answer is no token request", async () => {
    assert.deepEqual(await counted(async () => assert.equal((await at("/test/api/v1/clients")).status, 401)), {});
  });

  await t.test("the token statement's batches are counted with their sizes", async () => {
    const planted = await plantClient(installation);
    const added = await addedBy(() => Promise.all(Array.from({ length: 20 }, () => fetchToken(installation, grantOf(planted)))), "fullmakt_token_batch");
    assert.equal(added.fullmakt_token_batch_size_sum, 20);
    assert.equal(added.fullmakt_token_batch_size_count, added.fullmakt_token_batch_seconds_count);
  });
});

test("there are partitions of the log for two weeks, which is told", async () => {
  const days = (await measured()).get("fullmakt_log_partition_days");
  assert.ok(days !== undefined && days >= 13, String(days));
});

test("SEC-057 metrics are told on their own port alone, and nothing else is there", async () => {
  const answer = await ask("/metrics");
  assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  for (const [path, method] of [
    ["/", "GET"],
    ["/metrics", "POST"],
    ["/health/ready", "GET"],
    ["/test/token", "POST"],
  ] as const)
    assert.equal((await ask(path, { method })).status, 404, `${method} ${path}`);
  for (const path of ["/metrics", "/test/metrics"]) assert.equal((await at(path)).status, 404, path);
});
