/** Two servers on one database with one folder of keys: one installation, whichever is asked. */
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { makeGrant, readKeyFile } from "../../cli/grant.ts";
import { startPostgres } from "../../server/db/embedded.ts";
import { openDatabase } from "../../server/db/open.ts";
import { CLIENTS } from "../../server/setup/synthetic.ts";
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
  for (const [env, clients] of [
    [1, 9], // of which one has a key that ends soon
    [2, 8],
  ] as const) {
    const names = (await db.selectFrom("client").select("name").where("env", "=", env).where("id", "!=", planted.clientId).execute()).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, `each client once: ${names.join(", ")}`);
    assert.equal(names.length, clients);
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

/** Of the synthetic set: a provider's scope, the consumer's client that asks for it, and a client of each that opens the self-service API. */
const SET = { scope: "lyngvidda:tilsyn.read", consumer: CLIENTS.consumer, ofProvider: CLIENTS.ready, ofConsumer: CLIENTS.consumerSelfService };
const developmentKey = await readKeyFile(join(servers[0]!.folder, "development", "test.json"));
const grantFor = (clientId: string, scope: string) => makeGrant({ issuer: `${publicUrl}/test/`, clientId, scope }, developmentKey);

/** Calls the self-service API of one server with a token of it. */
async function call(server: ServerProcess, client: { id: string; scopes: readonly string[] }, method: string, path: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: await grantFor(client.id, client.scopes.filter((scope) => scope.startsWith("idporten:")).join(" ")),
  });
  const { access_token: token } = (await (await fetch(`${server.origin}/test/token`, { method: "POST", body })).json()) as { access_token: string };
  return (await fetch(`${server.origin}/test/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status;
}

test("SEC-081 SEC-175 an access, a scope and a client that are removed through one server hold at the other at the next request, with 50 at once", async () => {
  const [one, other] = servers as [ServerProcess, ServerProcess];
  const grants = () => Promise.all(Array.from({ length: 50 }, () => grantFor(SET.consumer.id, SET.scope)));
  const access = `/scopes/access/${SET.consumer.org}?scope=${SET.scope}`;
  assert.deepEqual(counted(await sendAgain(other.port, await grants())), { 200: 50 });
  for (const { by, path, code, mended } of [
    { by: SET.ofProvider, path: access, code: "MP-250", mended: true },
    { by: SET.ofProvider, path: `/scopes?scope=${SET.scope}`, code: "MP-200" },
    { by: SET.ofConsumer, path: `/clients/${SET.consumer.id}`, code: "MP-100" },
  ]) {
    const ready = await grants(); // signed before: they are sent as soon as the removal is answered
    const status = await call(one, by, "DELETE", path);
    assert.deepEqual(counted(await sendAgain(other.port, ready)), { [code]: 50 }, path);
    assert.ok([200, 204].includes(status), `${path} ${status}`);
    if (!mended) continue;
    assert.ok([200, 201].includes(await call(one, by, "PUT", path)));
    assert.deepEqual(counted(await sendAgain(other.port, await grants())), { 200: 50 });
  }
});
