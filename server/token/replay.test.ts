import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { createTokenBatcher } from "./batch.ts";
import { createClientLookup } from "./client-lookup.ts";
import { createApp } from "../app.ts";
import { fetchToken, grantOf, plantClient, type TokenInstallation, tokenInstallation } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { deps } = installation;

/** A second server process on the same database: a batcher, a cache and routes of its own. */
function secondServer(): TokenInstallation {
  const second = { ...deps, batcher: createTokenBatcher(installation.databaseUrl, deps.log), clients: createClientLookup(deps.db) };
  after(() => second.batcher.close());
  const app = createApp(second);
  return { deps: second, databaseUrl: installation.databaseUrl, fetch: (path, init) => app.fetch(new Request(`http://localhost:8080${path}`, init)) };
}

const counted = (answers: { status: number; code: string | undefined }[]) => {
  const counts: Record<string, number> = {};
  for (const { status, code } of answers) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
  return counts;
};

test("SEC-023 the same grant twice, one after the other", async () => {
  const planted = await plantClient(installation);
  const grant = grantOf(planted);
  assert.equal((await fetchToken(installation, grant)).status, 200);
  const again = await fetchToken(installation, grant);
  assert.deepEqual([again.status, again.body.error, again.code], [400, "invalid_grant", "MP-012"]);
  assert.match(String(again.body.error_description), /Grant is used before/);
});

test("SEC-023 SEC-175 the same grant 50 times at once: one token", async () => {
  const planted = await plantClient(installation);
  const grant = grantOf(planted);
  assert.deepEqual(counted(await Promise.all(Array.from({ length: 50 }, () => fetchToken(installation, grant)))), { 200: 1, "MP-012": 49 });
});

test("SEC-024 SEC-175 the same grant 50 times at once over two servers: one token", async () => {
  const planted = await plantClient(installation);
  const second = secondServer();
  for (let round = 0; round < 5; round++) {
    const grant = grantOf(planted);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => fetchToken(i % 2 ? installation : second, grant)));
    assert.deepEqual(counted(answers), { 200: 1, "MP-012": 49 });
  }
});

test("SEC-023 one jti in two different grants is one grant, whatever else differs", async () => {
  const planted = await plantClient(installation);
  const jti = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const different = [{ jti }, { jti, exp: now + 60 }, { jti, resource: "https://a.example.no" }, { jti, iat: now - 5, exp: now + 100 }];
  assert.deepEqual(counted(await Promise.all(different.map((change) => fetchToken(installation, grantOf(planted, change))))), { 200: 1, "MP-012": 3 });
});

test("SEC-022 a jti is compared exactly: case, length, normal forms, NUL and halves of characters are all different", async () => {
  const planted = await plantClient(installation);
  const base = randomUUID();
  const jtis = [
    base,
    base.toUpperCase(),
    `${base} `,
    `${base}\u0000`,
    `${base}\u0000\u0000`,
    `${base}å`,
    `${base}a\u030a`,
    `${base}\ud800`,
    `${base}\ud801`,
    base.padEnd(256, "x"),
  ];
  for (const jti of jtis) assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).status, 200, JSON.stringify(jti));
  for (const jti of jtis) assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).code, "MP-012", JSON.stringify(jti));
});

test("SEC-022 a jti that is no text of 1 to 256 characters is refused", async () => {
  const planted = await plantClient(installation);
  for (const jti of ["", "x".repeat(257), 5, null, [], {}])
    assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).code, "MP-011", JSON.stringify(jti)?.slice(0, 20));
});

test("SEC-022 without jti the signed part is the mark; by setting such grants are refused", async () => {
  const planted = await plantClient(installation);
  const grant = grantOf(planted, { jti: undefined });
  assert.deepEqual(counted(await Promise.all(Array.from({ length: 20 }, () => fetchToken(installation, grant)))), { 200: 1, "MP-012": 19 });
  const strict = await tokenInstallation((settings) => (settings.environments.test.requireJti = true));
  const there = await plantClient(strict);
  assert.equal((await fetchToken(strict, grantOf(there, { jti: undefined }))).code, "FM-135");
});

test("SEC-025 two clients may use the same jti, and so may the two environments", async () => {
  const [one, two] = [await plantClient(installation), await plantClient(installation)];
  const jti = randomUUID();
  for (const planted of [one, two]) assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).status, 200);
  const prod = await plantClient(installation, { env: "prod" });
  assert.equal((await fetchToken(installation, grantOf(prod, { jti }), "prod")).status, 200);
});

test("SEC-025 a grant refused before its client and key were confirmed is not used up; one refused afterwards is", async () => {
  const planted = await plantClient(installation, { access: false });
  const good = await plantClient(installation);
  const jti = randomUUID();
  assert.equal((await fetchToken(installation, grantOf(good, { jti, aud: "https://other.example.no/" }))).code, "MP-110");
  assert.equal((await fetchToken(installation, grantOf(good, { jti }))).status, 200);
  const grant = grantOf(planted);
  assert.equal((await fetchToken(installation, grant)).code, "MP-250");
  assert.equal((await fetchToken(installation, grant)).code, "MP-012");
});

test("SEC-025 the holder of a removed key cannot use up the client's jtis", async () => {
  const planted = await plantClient(installation);
  const jti = randomUUID();
  await fetchToken(installation, grantOf(planted));
  await deps.db.updateTable("client").set({ active: false }).where("id", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).code, "MP-100");
  await deps.db.updateTable("client").set({ active: true }).where("id", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted, { jti }))).status, 200);
});

test("SEC-081 a removed access holds at the next request, on both servers, with 50 at once", async () => {
  const second = secondServer();
  const planted = await plantClient(installation);
  const before = await Promise.all(Array.from({ length: 50 }, (_, i) => fetchToken(i % 2 ? installation : second, grantOf(planted))));
  assert.deepEqual(counted(before), { 200: 50 });
  await deps.db.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" }).where("org", "=", Number(planted.owner)).execute();
  const afterwards = await Promise.all(Array.from({ length: 50 }, (_, i) => fetchToken(i % 2 ? installation : second, grantOf(planted))));
  assert.deepEqual(counted(afterwards), { "MP-250": 50 });
});
