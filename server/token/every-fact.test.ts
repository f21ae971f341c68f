/** Nothing granted is cached: each fact that a token hangs on, changed between two requests, is answered by the next one (SEC-173: every way of being inactive). */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { Database } from "../db/open.ts";
import { fetchToken, grantOf, plantClient, type Planted, tokenInstallation } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { db } = installation.deps;

type Change = (db: Database, planted: Planted) => Promise<unknown>;
const client =
  (set: object): Change =>
  (on, { clientId }) =>
    on.updateTable("client").set(set).where("id", "=", clientId).execute();
const scope =
  (set: object): Change =>
  (on, planted) =>
    on.updateTable("scope").set(set).where("name", "=", planted.scope).execute();
const access =
  (set: object): Change =>
  (on, { owner }) =>
    on.updateTable("access").set(set).where("org", "=", Number(owner)).execute();
const key =
  (set: object): Change =>
  (on, { clientId }) =>
    on.updateTable("client_key").set(set).where("client", "=", clientId).execute();
const past = "2026-01-01T00:00:00Z";

for (const { says, off, on, code } of [
  { says: "the client is deactivated", off: client({ active: false }), on: client({ active: true }), code: "MP-100" },
  { says: "the client is locked", off: client({ locked_at: past, lock_reason: "x" }), on: client({ locked_at: null, lock_reason: null }), code: "MP-100" },
  { says: "its organisation is locked", off: client({ owner_locked: true }), on: client({ owner_locked: false }), code: "MP-100" },
  { says: "the key expires", off: key({ expires_at: past }), on: key({ expires_at: "2099-01-01" }), code: "MP-121" },
  { says: "the key is removed", off: key({ ended_at: past }), on: key({ ended_at: null }), code: "FM-120" },
  { says: "the scope is deactivated", off: scope({ active: false }), on: scope({ active: true }), code: "MP-200" },
  { says: "the scope is locked", off: scope({ locked_at: past, lock_reason: "x" }), on: scope({ locked_at: null, lock_reason: null }), code: "MP-200" },
  {
    says: "the scope is closed to this type",
    off: scope({ allowed_integration_types: ["idporten"] }),
    on: scope({ allowed_integration_types: [] }),
    code: "MP-201",
  },
  { says: "the access is removed", off: access({ ended_at: past, ended_why: "removed" }), on: access({ ended_at: null, ended_why: null }), code: "MP-250" },
  { says: "the access ends on its date", off: access({ valid_from: "2025-01-01", valid_to: past }), on: access({ valid_to: null }), code: "MP-250" },
  { says: "the access begins later", off: access({ valid_from: "2099-01-01" }), on: access({ valid_from: past }), code: "MP-250" },
] as { says: string; off: Change; on: Change; code: string }[])
  test(`SEC-144 SEC-173 ${says}: ${code} at the next request, and a token again at the one after it is mended`, async () => {
    const planted = await plantClient(installation);
    assert.equal((await fetchToken(installation, grantOf(planted))).status, 200, "known and cached");
    await off(db, planted);
    assert.equal((await fetchToken(installation, grantOf(planted))).code, code);
    // Straight into the table, past the rule that nothing is un-ended: what is tested is that the next request sees it.
    await on(db, planted);
    assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  });

test("SEC-144 a scope that is taken from the client is refused at the next request", async () => {
  const planted = await plantClient(installation);
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  await db.deleteFrom("client_scope").where("client", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted))).code, "MP-200");
});

test("SEC-147 a grant stays used, whichever way the process's clock is thrown", async () => {
  const thrown = await tokenInstallation();
  const planted = await plantClient(thrown);
  const minutes = (count: number) => count * 60_000;
  for (const step of [0, minutes(5), minutes(-5), minutes(5), 0]) {
    thrown.deps.now = () => Date.now() + step;
    const now = Math.floor(thrown.deps.now() / 1000);
    const grant = grantOf(planted, { iat: now, exp: now + 100 });
    const answer = await fetchToken(thrown, grant);
    assert.equal(answer.status, 200, `${step}`);
    for (const again of [0, minutes(1), minutes(-1)]) {
      thrown.deps.now = () => Date.now() + step + again;
      assert.notEqual((await fetchToken(thrown, grant)).status, 200, `${step} ${again}`);
    }
    thrown.deps.now = () => Date.now() + step;
    assert.equal((await fetchToken(thrown, grant)).code, "MP-012");
  }
  const records = await thrown.deps.db.selectFrom("token_issuance").select(["at", "exp"]).where("client", "=", planted.clientId).execute();
  for (const { at, exp } of records) assert.ok(Math.abs(exp - at.getTime() / 1000 - 120) <= 1, "record and token stand on the database's clock");
});

test("SEC-055 answers are never mixed: 200 requests of many clients in both environments, all at once", async () => {
  const planted = await Promise.all(Array.from({ length: 8 }, (_, i) => plantClient(installation, { env: i % 2 ? "prod" : "test" })));
  const asked = Array.from({ length: 200 }, (_, i) => ({
    client: planted[i % planted.length]!,
    resource: `https://${randomUUID()}.example.no`,
    wrong: i % 5 === 4,
  }));
  const answers = await Promise.all(
    asked.map(({ client: one, resource, wrong }) =>
      fetchToken(installation, grantOf(one, { resource, ...(wrong ? { scope: `none:${resource.slice(8, 20)}` } : {}) }), one.env),
    ),
  );
  asked.forEach(({ client: one, resource, wrong }, i) => {
    const { body, status } = answers[i]!;
    if (wrong) {
      assert.match(String(body.error_description), new RegExp(`none:${resource.slice(8, 20)}`));
      return;
    }
    assert.equal(status, 200);
    const claims = JSON.parse(Buffer.from(String(body.access_token).split(".")[1]!, "base64url").toString()) as Record<string, unknown>;
    assert.deepEqual([claims.client_id, claims.aud, claims.scope, claims.iss], [one.clientId, resource, one.scope, `http://localhost:8080/${one.env}/`]);
    assert.deepEqual(claims.consumer, { authority: "iso6523-actorid-upis", ID: `0192:${one.owner}` });
  });
});

test("SEC-007 a refusal that needs no database asks none, so nothing there can hold it up", async () => {
  const apart = await tokenInstallation();
  const planted = await plantClient(apart);
  const untouched = () => Promise.reject(new Error("the database was asked"));
  apart.deps.clients = { find: untouched };
  apart.deps.batcher = { ...apart.deps.batcher, decide: untouched, record: untouched };
  for (const [text, code] of [
    ["x", "MP-011"],
    ["a.b.c", "MP-011"],
    [grantOf(planted, { iss: "not an id" }), "MP-100"],
    [grantOf(planted, { iss: undefined }), "MP-011"],
    [grantOf(planted, {}, { alg: "none" }), "FM-124"],
    [grantOf(planted, {}, { x5c: ["AAAA"] }), "FM-123"],
    [grantOf(planted, {}, { crit: ["x"] }), "MP-011"],
  ] as const)
    assert.equal((await fetchToken(apart, text)).code, code);
});
