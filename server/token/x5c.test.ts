import assert from "node:assert/strict";
import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Doer } from "../audit/deed.ts";
import { readJwk } from "../clients/client-key.ts";
import { addKey, removeAllKeys } from "../clients/key-operations.ts";
import { certify, certifyLeaf, DAY, type Holder, SEID2 } from "../keys/certificates/certificates-under-test.ts";
import { freshOrgNumber } from "../test/installation.ts";
import { grantFor, runningInstallation } from "../test/running.ts";
import { claimsOf, fetchToken, grantClaims, keyPair, plantClient, plantKey, type Planted, signJwt, type TokenAnswer } from "../test/token-client.ts";

const running = await runningInstallation();
const { deps, certificates } = running;
const doer: Doer = { actor: { kind: "system", name: "test" }, traceId: "00", address: null };

type Sealed = { leaf: string; chain: string[]; serial: string; privateKey: KeyObject };

/** A certificate of the test authority, as a developer gets it. */
async function seal(planted: Planted, { env = planted.env, owner = planted.owner, days = 30, kind = "SEID2" as "SEID1" | "SEID2" } = {}): Promise<Sealed> {
  const issued = await certificates.authorities![env].issue({ orgNumber: owner, name: "Tindøy kommune", days, kind });
  const chain = issued.chainPem.split(/(?=-----BEGIN)/).map((pem) => new X509Certificate(pem).raw.toString("base64"));
  return { leaf: chain[0]!, chain, serial: issued.serial, privateKey: createPrivateKey(issued.keyPem) };
}

/** A client without keys, whose grants are signed with a certificate. */
async function plantKeyless(env: EnvironmentName = "test"): Promise<Planted> {
  const planted = await plantClient(running, { env });
  await deps.db.deleteFrom("client_key").where("client", "=", planted.clientId).execute();
  return planted;
}

const sealedGrant = (planted: Planted, { privateKey }: Pick<Sealed, "privateKey">, x5c: unknown, alg = "RS256", change: Record<string, unknown> = {}): string =>
  grantFor(running, { ...planted, key: { kid: "", alg, privateKey } }, change, { x5c });

const ask = (planted: Planted, sealed: Pick<Sealed, "privateKey">, x5c: unknown, alg?: string): Promise<TokenAnswer> =>
  fetchToken(running, sealedGrant(planted, sealed, x5c, alg), planted.env);

/** Refused with this code, as RFC 6749 has it, and never 5xx. */
function isRefused(answer: TokenAnswer, code: string, text: RegExp, what?: string): void {
  assert.deepEqual([answer.status, answer.body.error, answer.code], [400, "invalid_grant", code], what);
  assert.match(String(answer.body.error_description), text, what);
}

test("SEC-013 the leaf alone, and the whole chain, in either order above the leaf, get a token", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  const root = new X509Certificate(certificates.authorities!.test.rootPem).raw.toString("base64");
  for (const x5c of [[sealed.leaf], sealed.chain, [...sealed.chain, root], [sealed.leaf, root, sealed.chain[1]]])
    assert.equal((await ask(planted, sealed, x5c)).status, 200, `${x5c.length} certificates`);
});

for (const kind of ["SEID1", "SEID2"] as const)
  test(`a certificate of the ${kind} kind names its organisation`, async () => {
    const planted = await plantKeyless();
    const sealed = await seal(planted, { kind });
    assert.equal((await ask(planted, sealed, [sealed.leaf])).status, 200);
  });

test("a token by certificate differs from one by key in client_amr alone, and its record names no key", async () => {
  const planted = await plantClient(running);
  const byKey = await fetchToken(running, grantFor(running, planted));
  await deps.db.deleteFrom("client_key").where("client", "=", planted.clientId).execute();
  const sealed = await seal(planted);
  const byCertificate = await ask(planted, sealed, sealed.chain);
  assert.deepEqual(Object.keys(byCertificate.body), ["access_token", "token_type", "expires_in", "scope"]);
  const [one, other] = [claimsOf(byKey.body.access_token), claimsOf(byCertificate.body.access_token)];
  assert.equal(one.client_amr, "private_key_jwt");
  assert.equal(other.client_amr, "virksomhetssertifikat");
  assert.deepEqual(Object.keys(other), Object.keys(one));
  const changing = { client_amr: null, iat: null, exp: null, jti: null };
  assert.deepEqual({ ...other, ...changing }, { ...one, ...changing });
  assert.equal(Number(other.exp) - Number(other.iat), Number(one.exp) - Number(one.iat));
  const records = await deps.db.selectFrom("token_issuance").select("key").where("client", "=", planted.clientId).orderBy("at").execute();
  assert.equal(records.length, 2);
  assert.ok(records[0]!.key !== null);
  assert.equal(records[1]!.key, null);
});

test("SEC-023 a grant by certificate works once", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  const grant = sealedGrant(planted, sealed, [sealed.leaf]);
  assert.equal((await fetchToken(running, grant)).status, 200);
  isRefused(await fetchToken(running, grant), "MP-012", /Grant is used before/);
  const withoutJti = sealedGrant(planted, sealed, [sealed.leaf], "RS256", { jti: undefined });
  assert.equal((await fetchToken(running, withoutJti)).status, 200);
  isRefused(await fetchToken(running, withoutJti), "MP-012", /Grant is used before/);
});

test("SEC-013 SEC-086 a certificate of the other environment is refused, in both directions", async () => {
  for (const [env, other, named] of [
    ["test", "prod", /invalid certificate\. It seems to be from the other environment \(production\)/],
    ["prod", "test", /invalid certificate\. It seems to be from the other environment \(test\)/],
  ] as const) {
    const planted = await plantKeyless(env);
    const sealed = await seal(planted, { env: other });
    for (const x5c of [[sealed.leaf], sealed.chain]) isRefused(await ask(planted, sealed, x5c), "MP-120", named);
    const right = await seal(planted);
    assert.equal((await ask(planted, right, right.chain)).status, 200);
  }
});

test("SEC-013 an expired certificate is refused", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted, { days: -20 / 86_400 }); // valid from a minute ago until 20 seconds ago
  isRefused(await ask(planted, sealed, [sealed.leaf]), "MP-120", /It has expired/);
});

test("SEC-013 a revoked certificate is refused at the very next request, and no other with it", async () => {
  const planted = await plantKeyless();
  const [sealed, other] = [await seal(planted), await seal(planted)];
  assert.equal((await ask(planted, sealed, sealed.chain)).status, 200);
  certificates.authorities!.test.revoke(sealed.serial);
  for (const x5c of [sealed.chain, [sealed.leaf]]) isRefused(await ask(planted, sealed, x5c), "MP-120", /It has been revoked/);
  assert.equal((await ask(planted, other, other.chain)).status, 200);
});

test("SEC-013 a certificate of another organisation is refused", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted, { owner: freshOrgNumber() });
  isRefused(await ask(planted, sealed, sealed.chain), "MP-122", /Does not match certificate orgno/);
  const supplier = await plantKeyless();
  const theirs = await seal(supplier);
  isRefused(await ask(planted, theirs, theirs.chain), "MP-122", /Does not match certificate orgno/, "of another that is known here");
});

test("SEC-013 a self-signed certificate and one by an authority that nobody named are refused", async () => {
  const planted = await plantKeyless();
  const times = { from: Date.now() - DAY, to: Date.now() + DAY };
  const keys = keyPair("rsa-2");
  const selfSigned = await certifyLeaf(null, SEID2(planted.owner), times);
  isRefused(await ask(planted, { privateKey: selfSigned.key }, [selfSigned.x5c], "ES256"), "MP-120", /It is signed by itself/);
  const below = await certifyLeaf(selfSigned, SEID2(planted.owner), { ...times, keys });
  isRefused(await ask(planted, keys, [below.x5c, selfSigned.x5c]), "MP-120", /not that of a certificate authority/);
  const authority = await certify(null, times);
  const stranger = await certifyLeaf(authority, SEID2(planted.owner), { ...times, keys });
  for (const x5c of [[stranger.x5c], [stranger.x5c, authority.x5c]]) isRefused(await ask(planted, keys, x5c), "MP-120", /Its issuer is not trusted/);
});

test("SEC-044 what is no certificate in x5c is refused, whatever it is", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  const pem = `-----BEGIN CERTIFICATE-----\n${sealed.leaf}\n-----END CERTIFICATE-----`;
  const urlSafe = Buffer.from(sealed.leaf, "base64").toString("base64url");
  const broken = Buffer.from(sealed.leaf, "base64").subarray(0, 300).toString("base64");
  const lists = [[], [""], [null], [7], [[sealed.leaf]], [pem], [urlSafe], [` ${sealed.leaf}`], ["AAAA"], [broken], [sealed.leaf, "AAAA"]];
  const deep = JSON.parse(`${"[".repeat(2_000)}${"]".repeat(2_000)}`) as unknown;
  for (const x5c of [sealed.leaf, null, 7, true, { 0: sealed.leaf }, Array(7).fill(sealed.leaf), deep, ...lists])
    isRefused(await ask(planted, sealed, x5c), "MP-123", /Invalid JWT header x5c/, JSON.stringify(x5c).slice(0, 60));
});

test("SEC-016 a grant that another key than the certificate's signed is refused, and so is an altered one", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  isRefused(await ask(planted, keyPair("rsa-2"), sealed.chain), "MP-124", /Invalid JWT signature/);
  const [head, , signature] = sealedGrant(planted, sealed, sealed.chain).split(".");
  const altered = Buffer.from(JSON.stringify(grantClaims(planted, { scope: "x:y" }, running.issuer("test")))).toString("base64url");
  isRefused(await fetchToken(running, `${head}.${altered}.${signature}`), "MP-124", /Invalid JWT signature/);
  // The owner's certificate behind the signer's own: only the first one counts.
  const other = await seal(planted, { owner: freshOrgNumber() });
  isRefused(await ask(planted, other, [other.leaf, ...sealed.chain]), "MP-122", /Does not match certificate orgno/);
});

test("x5c is refused once a key was uploaded, and taken again when the keys were removed", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  assert.equal((await ask(planted, sealed, sealed.chain)).status, 200);
  await plantKey(deps, "test", planted.clientId);
  const refused = /requires pre-registered jwk and no key identifier \(kid\) provided/;
  isRefused(await ask(planted, sealed, sealed.chain), "FM-121", refused);
  isRefused(await ask(planted, sealed, [sealed.leaf]), "FM-121", refused);
  await removeAllKeys(deps, doer, { env: "test", org: planted.owner }, planted.clientId);
  assert.equal((await ask(planted, sealed, sealed.chain)).status, 200);
});

test("kid and x5c together are refused, also when both are right", async () => {
  const planted = await plantClient(running);
  const sealed = await seal(planted);
  for (const [kid, x5c, key] of [
    [planted.key.kid, sealed.chain, planted.key.privateKey],
    ["other", sealed.chain, sealed.privateKey],
    [planted.key.kid, null, planted.key.privateKey],
  ] as const)
    isRefused(await fetchToken(running, grantFor(running, { ...planted, key: { kid, alg: "RS256", privateKey: key } }, {}, { kid, x5c })), "FM-123", /both/);
});

test("SEC-011 the certificate's key decides on the algorithm: RSA takes RS256, RS384 and RS512, and nothing else", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  for (const alg of ["RS256", "RS384", "RS512"]) assert.equal((await ask(planted, sealed, sealed.chain, alg)).status, 200, alg);
  isRefused(await ask(planted, sealed, sealed.chain, "PS256"), "FM-124", /alg/, "PS256");
  const claims = grantClaims(planted, {}, running.issuer("test"));
  for (const alg of ["none", "HS256", "ES256", "EdDSA", "PS384", "RS1", undefined]) {
    const grant = signJwt({ alg, x5c: sealed.chain }, claims, { alg: "RS256", privateKey: sealed.privateKey });
    isRefused(await fetchToken(running, grant), "FM-124", /alg/, String(alg));
  }
  // The old trick: what everybody may know, the certificate, as the secret of an HMAC.
  const input = signJwt({ alg: "HS256", x5c: sealed.chain }, claims, { alg: "RS256", privateKey: sealed.privateKey }).replace(/\.[^.]*$/, "");
  const secret = new X509Certificate(Buffer.from(sealed.leaf, "base64")).publicKey.export({ type: "spki", format: "pem" });
  isRefused(await fetchToken(running, `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`), "FM-124", /alg/);
});

test("SEC-011 an elliptic certificate takes the algorithm of its curve", async () => {
  const planted = await plantKeyless();
  const key = createPrivateKey(readFileSync(join(deps.settings.dataFolder, "authority", "test", "issuing.key"), "utf8"));
  const subject = [{ C: ["NO"] }, { O: ["Fullmakt test authority"] }, { CN: ["Fullmakt test issuing authority (not for real use)"] }];
  const issuing = { key, subject } as unknown as Holder;
  for (const [namedCurve, right, wrong] of [
    ["P-256", "ES256", "ES384"],
    ["P-384", "ES384", "ES256"],
  ] as const) {
    const keys = generateKeyPairSync("ec", { namedCurve });
    const { x5c } = await certifyLeaf(issuing, SEID2(planted.owner), { from: Date.now() - DAY, to: Date.now() + DAY, keys });
    assert.equal((await ask(planted, keys, [x5c], right)).status, 200, right);
    isRefused(await ask(planted, keys, [x5c], wrong), "FM-124", /alg/, wrong);
  }
});

test("a key registered with its certificate is worth as much as that, and nothing from the request after its revocation", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted);
  const jwk = sealed.privateKey.export({ format: "jwk" });
  const key = readJwk({ kty: "RSA", n: jwk.n, e: jwk.e, kid: "locked", x5c: sealed.chain }, { minimumClientKeyBits: 2048 });
  await addKey(deps, doer, { env: "test", org: planted.owner }, planted.clientId, key);
  const locked = { ...planted, key: { kid: "locked", alg: "RS256", privateKey: sealed.privateKey } };
  const answer = await fetchToken(running, grantFor(running, locked));
  assert.equal(answer.status, 200);
  assert.equal(claimsOf(answer.body.access_token).client_amr, "private_key_jwt");
  isRefused(await ask(planted, sealed, sealed.chain), "FM-121", /no key identifier/, "its certificate in the header is no second way");
  certificates.authorities!.test.revoke(sealed.serial);
  isRefused(await fetchToken(running, grantFor(running, locked)), "MP-120", /It has been revoked/);
  await addKey(
    deps,
    doer,
    { env: "test", org: planted.owner },
    planted.clientId,
    readJwk({ kty: "RSA", n: jwk.n, e: jwk.e, kid: "locked" }, { minimumClientKeyBits: 2048 }),
    {
      replacing: true,
    },
  );
  assert.equal((await fetchToken(running, grantFor(running, locked))).status, 200, "the same key, now untied from the certificate");
});

test("SEC-043 by setting, a stranger with a certificate cannot tell an unknown client from a known one", async () => {
  const planted = await plantKeyless();
  const [sealed, other] = [await seal(planted), await seal(planted, { owner: freshOrgNumber() })];
  const selfSigned = await certifyLeaf(null, SEID2(planted.owner), { from: Date.now() - DAY, to: Date.now() + DAY });
  deps.settings.environments.test.uniformClientErrors = true;
  try {
    const [one, ...others] = [
      await ask({ ...planted, clientId: randomUUID() }, sealed, sealed.chain),
      await ask(planted, { privateKey: selfSigned.key }, [selfSigned.x5c], "ES256"),
      await ask(planted, sealed, "no list"),
      await ask(planted, other, other.chain),
      await ask(planted, other, sealed.chain),
    ];
    const textOf = ({ body }: TokenAnswer) => String(body.error_description).replace(/[0-9a-f]{32}/, "");
    for (const answer of others) assert.deepEqual([answer.status, answer.code, textOf(answer)], [one!.status, "MP-100", textOf(one!)]);
  } finally {
    deps.settings.environments.test.uniformClientErrors = false;
  }
});

test("refusals over a certificate are on record with their code", async () => {
  const planted = await plantKeyless();
  const sealed = await seal(planted, { env: "prod" });
  const { body } = await ask(planted, sealed, sealed.chain);
  const trace = /trace_id: ([0-9a-f]{32})/.exec(String(body.error_description))![1]!;
  const records = await deps.db.selectFrom("token_refusal").select(["token", "code", "detail"]).where("client", "=", planted.clientId).execute();
  assert.deepEqual(
    records.map(({ token, code, detail }) => [token.replaceAll("-", ""), code, detail]),
    [[trace, 120, "It seems to be from the other environment (production)."]],
  );
});
