import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fetchToken, grantClaims, grantOf, keyPair, plantClient, plantKey, signJwt, tokenInstallation } from "../test/token-client.ts";

const installation = await tokenInstallation();
const { deps } = installation;

for (const { kind, alg } of [
  { kind: "rsa", alg: "RS256" },
  { kind: "rsa", alg: "RS384" },
  { kind: "rsa", alg: "RS512" },
  { kind: "p256", alg: "ES256" },
  { kind: "p384", alg: "ES384" },
  { kind: "p521", alg: "ES512" },
  { kind: "ed25519", alg: "EdDSA" },
  { kind: "ed25519", alg: "Ed25519" },
] as const)
  test(`${alg} is accepted from a ${kind} key`, async () => {
    const planted = await plantClient(installation, { kind, alg });
    assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  });

test("PS256 is accepted where the JWK says so, and only there", async () => {
  const pinned = await plantClient(installation, { alg: "PS256", pinned: true });
  assert.equal((await fetchToken(installation, grantOf(pinned))).status, 200);
  const bare = await plantClient(installation, { alg: "RS256" });
  assert.equal((await fetchToken(installation, grantOf({ ...bare, key: { ...bare.key, alg: "PS256" } }))).code, "FM-124");
});

test("SEC-011 the key decides on the algorithm: a pinned one takes no other, none and HMAC are never possible", async () => {
  const planted = await plantClient(installation, { alg: "RS512", pinned: true });
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  assert.equal((await fetchToken(installation, grantOf({ ...planted, key: { ...planted.key, alg: "RS256" } }))).code, "FM-124");
  for (const alg of ["none", "None", "HS256", "HS512", "ES256", "RS1", "", 5, null, undefined]) {
    const answer = await fetchToken(installation, grantOf(planted, {}, { alg }));
    assert.deepEqual([answer.status, answer.code], [400, "FM-124"], String(alg));
  }
});

test("SEC-012 an unknown kid, another client's kid and an expired key are refused, each with its text", async () => {
  const [one, two] = [await plantClient(installation), await plantClient(installation)];
  const unknown = await fetchToken(installation, grantOf(one, {}, { kid: "nobody" }));
  assert.equal(unknown.code, "FM-120");
  assert.match(String(unknown.body.error_description), /Unknown key identifier \(kid\) for client\./);
  assert.equal((await fetchToken(installation, signJwt({ alg: "RS256", kid: two.key.kid }, grantClaims(one), two.key))).code, "FM-120");
  const expired = await plantKey(deps, "test", one.clientId, { expiresAt: new Date(Date.now() - 1_000) });
  const answer = await fetchToken(installation, grantOf({ ...one, key: expired }));
  assert.equal(answer.code, "MP-121");
  assert.match(String(answer.body.error_description), /Expired key\./);
});

test("SEC-012 SEC-086 a client of production is unknown in test, and a grant for the other environment too", async () => {
  const planted = await plantClient(installation, { env: "prod" });
  assert.equal((await fetchToken(installation, grantOf(planted), "prod")).status, 200);
  assert.equal((await fetchToken(installation, grantOf(planted), "test")).code, "MP-100");
});

test("the client id is compared byte for byte", async () => {
  const planted = await plantClient(installation);
  for (const iss of [planted.clientId.toUpperCase(), `${planted.clientId} `, ` ${planted.clientId}`, `${planted.clientId}\u0000`, randomUUID(), ""])
    assert.equal((await fetchToken(installation, grantOf(planted, { iss }))).code, "MP-100", JSON.stringify(iss));
  for (const iss of [undefined]) assert.equal((await fetchToken(installation, grantOf(planted, { iss }))).code, "MP-011");
});

test("SEC-013 keys that the message names are not looked at: jwk, jku, x5u", async () => {
  const planted = await plantClient(installation);
  const stranger = keyPair("rsa-2");
  const jwk = stranger.publicKey.export({ format: "jwk" });
  const header = { alg: "RS256", kid: planted.key.kid, jwk, jku: "http://127.0.0.1:1/keys", x5u: "http://127.0.0.1:1/cert" };
  const answer = await fetchToken(installation, signJwt(header, grantClaims(planted), { alg: "RS256", privateKey: stranger.privateKey }));
  assert.equal(answer.code, "MP-124");
  assert.equal(
    (await fetchToken(installation, signJwt({ alg: "RS256", jwk }, grantClaims(planted), { alg: "RS256", privateKey: stranger.privateKey }))).code,
    "FM-121",
  );
});

test("SEC-016 an altered grant is refused before any of its claims counts", async () => {
  const planted = await plantClient(installation);
  const [head, , signature] = grantOf(planted).split(".");
  const altered = Buffer.from(JSON.stringify(grantClaims(planted, { exp: 1, aud: "wrong" }))).toString("base64url");
  const answer = await fetchToken(installation, `${head}.${altered}.${signature}`);
  assert.deepEqual([answer.code, answer.body.error], ["MP-124", "invalid_grant"]);
});

test("neither kid nor x5c; both; x5c from a client that has keys", async () => {
  const planted = await plantClient(installation);
  const needed = await fetchToken(installation, grantOf(planted, {}, { kid: undefined }));
  assert.equal(needed.code, "FM-121");
  assert.match(String(needed.body.error_description), /requires pre-registered jwk and no key identifier \(kid\) provided/);
  assert.equal((await fetchToken(installation, grantOf(planted, {}, { x5c: ["AAAA"] }))).code, "FM-123");
  await deps.db.updateTable("client_key").set({ ended_at: new Date() }).where("client", "=", planted.clientId).execute();
  assert.equal((await fetchToken(installation, grantOf(planted, {}, { kid: undefined }))).code, "FM-122");
});

test("SEC-073 a key that was removed stops at the next request, a new one works at once, also under the old kid", async () => {
  const planted = await plantClient(installation);
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200, "now it is cached");
  const end = () =>
    deps.db.updateTable("client_key").set({ ended_at: new Date() }).where("client", "=", planted.clientId).where("ended_at", "is", null).execute();
  await end();
  assert.equal((await fetchToken(installation, grantOf(planted))).code, "FM-120");
  const other = await plantKey(deps, "test", planted.clientId, { kind: "rsa-2", kid: planted.key.kid });
  assert.equal((await fetchToken(installation, grantOf({ ...planted, key: other }))).status, 200, "another key under the same kid");
  assert.equal((await fetchToken(installation, grantOf(planted))).code, "MP-124", "the old one is a stranger now");
  await end();
  await plantKey(deps, "test", planted.clientId, { kind: "rsa-2", kid: planted.key.kid });
  assert.equal((await fetchToken(installation, grantOf({ ...planted, key: other }))).status, 200, "removed and registered again");
});

test("SEC-073 the same key registered anew, tied to an algorithm or to none, works at once under its kid, also where it is remembered, and nothing false is on record", async () => {
  const planted = await plantClient(installation);
  const ask = async (alg = "RS256") => {
    const answer = await fetchToken(installation, grantOf(planted, {}, { alg }));
    return answer.code ?? answer.status;
  };
  const registerAnew = async (pinned: boolean, alg = "RS256") => {
    await deps.db.updateTable("client_key").set({ ended_at: new Date() }).where("client", "=", planted.clientId).where("ended_at", "is", null).execute();
    await plantKey(deps, "test", planted.clientId, { kid: planted.key.kid, pinned, alg });
  };
  assert.equal(await ask(), 200, "now it is remembered");
  for (const pinned of [true, false, true]) {
    await registerAnew(pinned);
    assert.deepEqual([await ask(), await ask()], [200, 200], `tied to its algorithm: ${pinned}`);
  }
  await registerAnew(true, "RS512");
  assert.notEqual(await ask(), 200, "tied to another algorithm than it signs with");
  const refusals = await deps.db.selectFrom("token_refusal").select("code").where("client", "=", planted.clientId).execute();
  const issued = await deps.db.selectFrom("token_issuance").select("token").where("client", "=", planted.clientId).execute();
  assert.deepEqual([refusals.length, issued.length], [1, 7]);
  const batches = await deps.db.selectFrom("token_batch").select(["granted", "refused"]).execute();
  assert.ok(batches.every(({ granted, refused }) => granted >= 0 && refused >= 0));
});

test("SEC-043 by setting, a stranger cannot tell an unknown client from a wrong key", async () => {
  const uniform = await tokenInstallation((settings) => (settings.environments.test.uniformClientErrors = true));
  const planted = await plantClient(uniform);
  const stranger = { alg: "RS256", kid: planted.key.kid, privateKey: keyPair("rsa-2").privateKey };
  const answers = [
    await fetchToken(uniform, grantOf(planted, { iss: randomUUID() })),
    await fetchToken(uniform, grantOf(planted, {}, { kid: "nobody" })),
    await fetchToken(uniform, grantOf({ ...planted, key: stranger })),
    await fetchToken(uniform, grantOf(planted, {}, { kid: undefined })),
  ];
  for (const { body, code } of answers) {
    assert.equal(code, "MP-100");
    assert.equal(String(body.error_description).replace(/[0-9a-f]{32}/, ""), String(answers[0]!.body.error_description).replace(/[0-9a-f]{32}/, ""));
  }
});

test("SEC-044 a kid that no key can have is refused like any unknown one, and touches nobody else", async () => {
  const [planted, neighbour] = [await plantClient(installation), await plantClient(installation)];
  const hostile = ["a\u0000", "\ud800", "x".repeat(300), "' or 1=1", "æ"];
  const answers = await Promise.all([
    ...hostile.map((kid) => fetchToken(installation, grantOf(planted, {}, { kid }))),
    ...hostile.map((kid) => fetchToken(installation, grantOf(planted, { iss: randomUUID() }, { kid }))),
    ...Array.from({ length: 20 }, () => fetchToken(installation, grantOf(neighbour))),
  ]);
  assert.deepEqual(
    answers.map(({ code, status }) => code ?? status),
    [...hostile.map(() => "FM-120"), ...hostile.map(() => "MP-100"), ...Array.from({ length: 20 }, () => 200)],
  );
});
