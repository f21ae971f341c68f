/** A server as it is put together at its start, on a database that others keep busy. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { readSettings } from "./config.ts";
import { openPatientDatabase } from "./db/open.ts";
import { openSigningKeys } from "./keys/signing-keys.ts";
import { openLog } from "./log.ts";
import { startServer } from "./start-server.ts";
import { ownToken, plantOrganization } from "./test/installation.ts";
import { keepDatabaseLog } from "./test/server-process.ts";
import { fetchToken, grantClaims, plantClient, signJwt } from "./test/token-client.ts";
import { untilWaiting } from "./test/waiting.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-start-"));
chmodSync(folder, 0o711); // root's database runs as another account
if (process.env.TEST_KEYS) cpSync(process.env.TEST_KEYS, join(folder, "keys"), { recursive: true });
const settings = readSettings({ FULLMAKT_DATA: folder, PORT: "0", PUBLIC_URL: "http://localhost:8080" }, () => folder);
for (const environment of Object.values(settings.environments)) environment.signing = "RSA-2048";
const server = await startServer(settings, openLog("fatal"));
const url = server.databaseUrl;
const db = openPatientDatabase(url);
const signingKeys = await openSigningKeys(join(folder, "keys"), { test: "RSA-2048", prod: "RSA-2048" });
after(async () => {
  signingKeys.close();
  await db.destroy();
  await server.stop();
  keepDatabaseLog(folder);
  rmSync(folder, { recursive: true, force: true });
});
const deps = { db, settings, signingKeys, now: Date.now } as Parameters<typeof ownToken>[0];
const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

test("SEC-054 requests of the APIs that hang on the database, more than there are connections, do not stand in the way of a token", async () => {
  const on = { deps, databaseUrl: url, fetch: at } as unknown as Parameters<typeof plantClient>[0];
  const token = await ownToken(deps, "test", await plantOrganization(db), ["idporten:dcr.write"]);
  const create = () =>
    at("/test/api/fullmakt/v1/clients", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": randomUUID() },
      body: JSON.stringify({ name: "Opptatt" }),
    });
  const waiting = async () =>
    (
      await sql<{ it: string }>`select pid || ' ' || query_start as it from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' order by pid`.execute(db)
    ).rows.map(({ it }) => it);
  // While all ten connections of the APIs hang, a token that needs one of them cannot be answered. A slow machine may need more than one try, since they give
  // up after a while.
  for (let attempt = 0; attempt < 10; attempt++) {
    const planted = await plantClient(on); // one that no cache knows
    const { status, before, still } = await db.transaction().execute(async (tx) => {
      await sql`lock table idempotency_key in access exclusive mode`.execute(tx);
      const hanging = Array.from({ length: 20 }, create);
      await untilWaiting(deps, 10);
      const before = await waiting();
      const answer = await fetchToken(on, signJwt({ alg: "RS256", kid: planted.key.kid }, grantClaims(planted), planted.key));
      const still = await waiting();
      await Promise.allSettled(hanging);
      return { status: answer.status, before, still };
    });
    if (status === 200 && before.length === 10 && before.join() === still.join()) return;
  }
  assert.fail("A token was answered only when a connection of the APIs had become free.");
});
