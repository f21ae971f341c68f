import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { fetchToken, grantClaims, grantOf, type Planted, plantClient, plantKey, signJwt, tokenInstallation } from "../test/token-client.ts";
import { makePartitions } from "../token/log-partitions.ts";
import { KEY_USE, noteKeyUse } from "./key-use.ts";
import { ownCallsOf } from "./own-under-test.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const { db } = deps;
const { as } = ownCallsOf(deps, installation.fetch);

const useOf = async (client: string, kid: string): Promise<Date | null> =>
  (await db.selectFrom("client_key").select("last_used_at").where("client", "=", client).where("kid", "=", kid).executeTakeFirstOrThrow()).last_used_at;
const rowOf = async (client: string, kid: string) =>
  db.selectFrom("client_key").select(["env", "id", "updated_at"]).where("client", "=", client).where("kid", "=", kid).executeTakeFirstOrThrow();
/** A record of a token as the token statement writes it. */
const record = async (planted: Planted, at: string, kid = planted.key.kid) =>
  sql`insert into token_issuance (at, env, token, client, key, consumer, scopes, exp)
    values (now() - ${at}::interval, 1, ${randomUUID()}, ${planted.clientId}, ${(await rowOf(planted.clientId, kid)).id}, 310000000, '', 0)`.execute(db);

test("the last use of a key comes from the log, is shown, and concerns that key alone", async () => {
  const planted = await plantClient(installation);
  const other = await plantKey(deps, "test", planted.clientId, { kind: "rsa-2" });
  const before = await rowOf(planted.clientId, planted.key.kid);
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  assert.equal((await fetchToken(installation, grantOf(planted, { scope: "none:such" }))).status, 400);
  assert.equal(await useOf(planted.clientId, planted.key.kid), null, "not by the token request itself");
  assert.ok((await noteKeyUse(db)) >= 1);
  const { at } = await db.selectFrom("token_issuance").select("at").where("client", "=", planted.clientId).executeTakeFirstOrThrow();
  assert.deepEqual(await useOf(planted.clientId, planted.key.kid), at);
  assert.equal(await useOf(planted.clientId, other.kid), null);
  assert.deepEqual(await rowOf(planted.clientId, planted.key.kid), before, "its use is no change of the key");
  const call = await as(planted.owner);
  const { body } = await call("GET", `/clients/${planted.clientId}/keys/${planted.key.kid}`);
  assert.equal(body.lastUsedAt, at.toISOString());
  assert.equal(await noteKeyUse(db), 0, "nothing new, nothing written");
});

test("the newest use counts; one that became visible late is still found, one from before that does not undo a later", async () => {
  const planted = await plantClient(installation);
  const late = await plantKey(deps, "test", planted.clientId);
  for (const at of ["50 seconds", "40 seconds", "45 seconds"]) await record(planted, at);
  await noteKeyUse(db);
  const newest = await useOf(planted.clientId, planted.key.kid);
  assert.ok(Math.abs(Date.now() - 40_000 - newest!.getTime()) < 5_000);
  await record(planted, "60 seconds", late.kid);
  await record(planted, "60 seconds");
  assert.equal(await noteKeyUse(db), 1);
  assert.notEqual(await useOf(planted.clientId, late.kid), null);
  assert.deepEqual(await useOf(planted.clientId, planted.key.kid), newest);
});

test("the days before yesterday are not read, and of the others those from the newest use on", async () => {
  await makePartitions(db, Date.now() - 30 * 86_400_000);
  await record(await plantClient(installation), "0 seconds");
  const plan = async () => {
    const { rows } = await sql<Record<"QUERY PLAN", string>>`explain (analyze, costs off, timing off, summary off) ${KEY_USE}`.execute(db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  assert.match(await plan(), /Subplans Removed: [1-9]/);
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
  // Shortly after midnight yesterday is still read, as it should be.
  if (new Date().getUTCHours() > 0) assert.match(await plan(), new RegExp(`Scan on token_issuance_${day} [^\n]*never executed`));
});

test("SEC-175 keys that are being changed are passed over without waiting, and noted by the next run", async () => {
  const planted = await plantClient(installation);
  await record(planted, "1 second");
  const row = await rowOf(planted.clientId, planted.key.kid);
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom("client_key").select("id").where("env", "=", row.env).where("id", "=", row.id).forUpdate().execute();
    await noteKeyUse(db);
  });
  assert.equal(await useOf(planted.clientId, planted.key.kid), null);
  // Others have been used since.
  await record(await plantClient(installation), "0 seconds");
  await Promise.all([noteKeyUse(db), noteKeyUse(db), noteKeyUse(db)]);
  await noteKeyUse(db);
  assert.notEqual(await useOf(planted.clientId, planted.key.kid), null);
});

test("SEC-020 grants for the token endpoint as audience: refused, taken once the owner has said so, and the cached client follows", async () => {
  const planted = await plantClient(installation);
  const call = await as(planted.owner);
  const path = `/clients/${planted.clientId}`;
  const grant = () => signJwt({ alg: "RS256", kid: planted.key.kid }, grantClaims(planted, { aud: "http://localhost:8080/test/token" }), planted.key);
  assert.equal((await fetchToken(installation, grant())).status, 400);
  const { body, headers } = await call("GET", path);
  const wish = { name: "x", description: "", uri: null, scopes: body.scopes.map(({ name }: { name: string }) => name), accessTokenLifetimeSeconds: 120 };
  const on = await call("PUT", path, { ...wish, acceptsTokenEndpointAudience: true }, { "if-match": headers.get("etag")! });
  assert.equal(on.status, 200);
  assert.equal((await fetchToken(installation, grant())).status, 200);
});
