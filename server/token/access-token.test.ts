import assert from "node:assert/strict";
import { test } from "node:test";
import { orgNumberToInt, type OrgNumber } from "../../vocabulary/org-number.ts";
import { plantPrefix } from "../test/installation.ts";
import { claimsOf, fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { accessTokenClaims, jtiOf, recordIdOf, type TokenContent } from "./access-token.ts";

const installation = await tokenInstallation();
const { deps } = installation;

const plain: TokenContent = {
  issuer: "https://as.test.example.no/",
  clientId: "5f0c2b0e-8f0d-4d0b-9f7e-0a1c6f0b7a11",
  amr: "private_key_jwt",
  scopes: ["lyngvidda:tilsyn.read"],
  consumer: "310801011" as OrgNumber,
  supplier: null,
  resource: null,
  enforcedAudiences: [],
  pid: null,
  consumerPrefixes: [],
  issuedAt: 1_767_261_601,
  lifetimeSeconds: 120,
  jti: "j",
};
const base = {
  iss: "https://as.test.example.no/",
  client_amr: "private_key_jwt",
  client_id: "5f0c2b0e-8f0d-4d0b-9f7e-0a1c6f0b7a11",
  token_type: "Bearer",
  scope: "lyngvidda:tilsyn.read",
  consumer: { authority: "iso6523-actorid-upis", ID: "0192:310801011" },
  iat: 1_767_261_601,
  exp: 1_767_261_721,
  jti: "j",
};
const supplier = { org: "310802026" as OrgNumber, delegationSource: "https://as.test.example.no/" };

for (const { says, change, claims } of [
  { says: "for itself", change: {}, claims: base },
  { says: "with a certificate", change: { amr: "virksomhetssertifikat" as const }, claims: { ...base, client_amr: "virksomhetssertifikat" } },
  { says: "two scopes", change: { scopes: ["a:x", "b:y"] }, claims: { ...base, scope: "a:x b:y" } },
  { says: "resource as a text", change: { resource: "https://api.example.no/" }, claims: { ...base, aud: "https://api.example.no/" } },
  { says: "resource as a list of one stays a list", change: { resource: ["https://api.example.no/"] }, claims: { ...base, aud: ["https://api.example.no/"] } },
  { says: "an enforced audience", change: { enforcedAudiences: ["https://e.example.no"] }, claims: { ...base, aud: "https://e.example.no" } },
  {
    says: "asked and enforced",
    change: { resource: "https://a.no", enforcedAudiences: ["https://e.no"] },
    claims: { ...base, aud: ["https://a.no", "https://e.no"] },
  },
  { says: "asked for what is enforced", change: { resource: "https://e.no", enforcedAudiences: ["https://e.no"] }, claims: { ...base, aud: "https://e.no" } },
  { says: "pid", change: { pid: "12837149981" }, claims: { ...base, pid: "12837149981" } },
  { says: "a consumer that owns prefixes", change: { consumerPrefixes: ["lyngvidda"] }, claims: { ...base, consumer_prefix: ["lyngvidda"] } },
  {
    says: "on behalf of another",
    change: { supplier },
    claims: { ...base, supplier: { authority: "iso6523-actorid-upis", ID: "0192:310802026" }, delegation_source: "https://as.test.example.no/" },
  },
] as { says: string; change: Partial<TokenContent>; claims: Record<string, unknown> }[])
  test(`SEC-034 claims of a token: ${says}`, () => assert.deepEqual(accessTokenClaims({ ...plain, ...change }), claims));

test("SEC-070 the id of a token has 128 random bits beside its record's id, and leads back to the record", () => {
  const record = "019ac5d1-97dd-7af2-a899-a27272cdee06";
  const jti = jtiOf(record);
  assert.match(jti, /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(jti, jtiOf(record));
  assert.equal(recordIdOf(jti), record);
  assert.equal(recordIdOf(record.replaceAll("-", "")), record);
  assert.equal(recordIdOf("x"), null);
});

test("a token over HTTP has exactly the claims of its kind, the header exactly kid and alg, the answer exactly four members", async () => {
  const planted = await plantClient(installation);
  const { body } = await fetchToken(installation, grantOf(planted));
  assert.deepEqual(Object.keys(body), ["access_token", "token_type", "expires_in", "scope"]);
  assert.deepEqual([body.token_type, body.scope, body.expires_in], ["Bearer", planted.scope, 120]);
  const claims = claimsOf(body.access_token);
  assert.deepEqual(Object.keys(claims).toSorted(), ["client_amr", "client_id", "consumer", "exp", "iat", "iss", "jti", "scope", "token_type"]);
  assert.equal(Number(claims.exp) - Number(claims.iat), 120);
  const header = JSON.parse(Buffer.from(String(body.access_token).split(".")[0]!, "base64url").toString()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(header), ["kid", "alg"]);
});

test("resource, pid and the prefixes of the consumer over HTTP", async () => {
  const planted = await plantClient(installation);
  const own = await plantPrefix(deps.db, "test", planted.owner);
  const claims = async (change: Record<string, unknown>) => claimsOf((await fetchToken(installation, grantOf(planted, change))).body.access_token);
  assert.equal((await claims({ resource: "https://api.example.no" })).aud, "https://api.example.no");
  assert.deepEqual((await claims({ resource: ["https://a.no", "https://b.no"] })).aud, ["https://a.no", "https://b.no"]);
  assert.ok(!("aud" in (await claims({ resource: [] }))));
  assert.equal((await claims({ pid: "12837149981" })).pid, "12837149981");
  assert.deepEqual((await claims({})).consumer_prefix, [own]);
});

test("a scope may enforce an audience, and may ask for the header typ at+jwt", async () => {
  const planted = await plantClient(installation);
  const [prefix] = planted.scope.split(":");
  const [enforced, typed] = [`${prefix}:enforced`, `${prefix}:typed`];
  await plantScope(deps, "test", planted.provider, enforced, planted.clientId, planted.owner, { enforced_audience: "https://e.no" });
  await plantScope(deps, "test", planted.provider, typed, planted.clientId, planted.owner, { typed_tokens: true });
  const token = async (scope: string) => String((await fetchToken(installation, grantOf(planted, { scope }))).body.access_token);
  assert.equal(claimsOf(await token(enforced)).aud, "https://e.no");
  assert.match(Buffer.from((await token(typed)).split(".")[0]!, "base64url").toString(), /"typ":"at\+jwt"/);
});

for (const { says, client = 120, scopes, expected } of [
  { says: "scope 0, client 120", scopes: [0], expected: 120 },
  { says: "scope 60, client 120", scopes: [60], expected: 60 },
  { says: "scopes 60 and 3600, client 3600", client: 3600, scopes: [60, 3600], expected: 60 },
  { says: "scope 3600, client 120", scopes: [3600], expected: 120 },
  { says: "scope 3600, client 3600", client: 3600, scopes: [3600], expected: 3600 },
  { says: "scopes 0 and 30, client 120", scopes: [0, 30], expected: 30 },
  { says: "the server's cap", client: 100_000, scopes: [0], expected: 7200 },
])
  test(`lifetime: ${says} -> ${expected} s`, async () => {
    const planted = await plantClient(installation);
    const [prefix] = planted.scope.split(":");
    const names = scopes.map((_, i) => `${prefix}:life${i}`);
    for (const [i, at_max_age] of scopes.entries())
      await plantScope(deps, "test", planted.provider, names[i]!, planted.clientId, planted.owner, { at_max_age });
    await deps.db.updateTable("client").set({ access_token_lifetime: client }).where("id", "=", planted.clientId).execute();
    const { body } = await fetchToken(installation, grantOf(planted, { scope: names.join(" ") }));
    const { iat, exp } = claimsOf(body.access_token);
    assert.deepEqual([body.expires_in, Number(exp) - Number(iat)], [expected, expected]);
    const record = await deps.db.selectFrom("token_issuance").selectAll().where("client", "=", planted.clientId).executeTakeFirstOrThrow();
    assert.equal(record.exp, exp, "the record ends when the token does");
    assert.equal(record.consumer, orgNumberToInt(planted.owner));
  });
