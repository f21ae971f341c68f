/** Two servers on one database with one folder of keys: one installation, whichever is asked. */
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { startPostgres } from "../../server/db/embedded.ts";
import { openDatabase } from "../../server/db/open.ts";
import { fullmakt } from "../../server/test/command-line.ts";
import { dataFolder, freePort, startServerProcess, type ServerProcess } from "../../server/test/server-process.ts";
import { grantOf, plantClient, type TokenInstallation } from "../../server/test/token-client.ts";
import { sendAgain, type SentGrant } from "../../server/test/token-load.ts";

const postgres = await startPostgres(dataFolder());
const keysFolder = join(dataFolder(), "keys");
const publicPort = await freePort();
const publicUrl = `http://localhost:${publicPort}`;

/** One of the two: its own data folder and port, the common database, keys and public address. */
async function start(port: number): Promise<ServerProcess> {
  const folder = dataFolder();
  const limits = { perClientPerSecond: 1_000_000, perAddressPerSecond: 1_000_000 };
  const environment = { signing: "RSA-2048", rateLimits: limits };
  writeFileSync(join(folder, "config.json"), JSON.stringify({ keysFolder, environments: { test: environment, prod: environment } }));
  return startServerProcess({ folder, port, env: { DATABASE_URL: postgres.url("postgres"), PUBLIC_URL: publicUrl } });
}

// At the same instant, on an empty database.
const servers = await Promise.all([start(publicPort), start(await freePort())]);
await Promise.all(servers.map((server) => server.ready()));
const db = openDatabase(postgres.url("postgres"));
const planted = await plantClient({ deps: { db } } as TokenInstallation, { kind: "p256", alg: "ES256" });
after(async () => {
  await db.destroy();
  await postgres.stop();
});

const grant = () => grantOf(planted, { aud: `${publicUrl}/test/` });
/** Sends half to one server and half to the other, at once. */
const sendToBoth = async (assertions: string[]): Promise<SentGrant[]> =>
  (
    await Promise.all(
      servers.map((server, half) =>
        sendAgain(
          server.port,
          assertions.filter((_, i) => i % 2 === half),
        ),
      ),
    )
  ).flat();
const counted = (answers: SentGrant[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, code } of answers) counts[code ?? String(status)] = (counts[code ?? String(status)] ?? 0) + 1;
  return counts;
};

test("SEC-145 two servers that start at the same instant on an empty database set it up once, and complain of nothing", async () => {
  for (const server of servers) {
    const { stdout, stderr } = server.output();
    assert.equal(stderr, "");
    assert.deepEqual(
      stdout.split("\n").filter((line) => /"level":[456]0/.test(line)),
      [],
    );
  }
  for (const env of [1, 2]) {
    const names = (await db.selectFrom("client").select("name").where("env", "=", env).where("id", "!=", planted.clientId).execute()).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, `each client once: ${names.join(", ")}`);
    assert.equal(names.length, 8);
  }
});

test("SEC-024 a grant works once over both", async () => {
  for (let round = 0; round < 3; round++) {
    const one = grant();
    assert.deepEqual(counted(await sendToBoth(Array.from({ length: 50 }, () => one))), { 200: 1, "MP-012": 49 });
  }
});

test("tokens of either are verified with the key set of the other", async () => {
  for (const [i, server] of servers.entries()) {
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: grant() });
    const { access_token: token } = (await (await fetch(`${server.origin}/test/token`, { method: "POST", body })).json()) as { access_token: string };
    const keySet = createRemoteJWKSet(new URL(`${servers[1 - i]!.origin}/test/jwk`));
    const { payload } = await jwtVerify(token, keySet, { issuer: `${publicUrl}/test/` });
    assert.equal(payload.client_id, planted.clientId);
  }
});

test("a key that one server withdraws leaves the key set of the other too, and both sign with the new one", async () => {
  const kids = async ({ origin }: ServerProcess) =>
    ((await (await fetch(`${origin}/test/jwk`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  const [stolen] = await kids(servers[0]!);
  assert.deepEqual(await kids(servers[1]!), [stolen]);
  const withOperator = servers.find(({ folder }) => existsSync(join(folder, "operator", "test.json")))!;
  const { code, stdout, stderr } = await fullmakt(withOperator, "keys", "withdraw", stolen!, "--replace");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /stop verifying at once/);
  // Each looks into the folder once a second; the test's own time limit ends the wait.
  for (const server of servers) while ((await kids(server)).includes(stolen!));
  const [now, ...others] = await kids(servers[0]!);
  assert.deepEqual([others, await kids(servers[1]!)], [[], [now]]);
  for (const server of servers) {
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: grant() });
    const { access_token: token } = (await (await fetch(`${server.origin}/test/token`, { method: "POST", body })).json()) as { access_token: string };
    assert.equal(decodeProtectedHeader(token).kid, now);
  }
});

test("SEC-081 SEC-175 an access that is removed through one holds at the other at the next request, with 50 at once", async () => {
  const assertions = () => Array.from({ length: 50 }, grant);
  assert.deepEqual(counted(await sendToBoth(assertions())), { 200: 50 });
  const held = db.updateTable("access").where("org", "=", Number(planted.owner));
  await held.set({ ended_at: new Date(), ended_why: "removed" }).execute();
  assert.deepEqual(counted(await sendToBoth(assertions())), { "MP-250": 50 });
  await held.set({ ended_at: null, ended_why: null as never }).execute();
});
