import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, verify } from "node:crypto";
import { test } from "node:test";
import { readKeyText } from "../../server/clients/client-key.ts";
import { claimsOf, signGrant } from "./grant.ts";
import { KEY_KINDS, makeKeyPair, possibleKinds } from "./key-pair.ts";
import { readPasted } from "./pasted.ts";
import { readPrivateKey } from "./private-key.ts";

const ABOUT = { clientId: "klient", audience: "http://localhost:8080/test/", scope: "lyngvidda:skolerute.read" };

test("each kind can be made here", async () => assert.deepEqual(await possibleKinds(), [...KEY_KINDS]));

for (const kind of KEY_KINDS)
  test(`${kind}: made, saved, read again, and signed with`, async () => {
    const made = await makeKeyPair(kind);
    const asPem = createPrivateKey(made.privatePem);
    const publicPem = createPublicKey(asPem).export({ type: "spki", format: "pem" });
    assert.equal(createPrivateKey({ key: JSON.parse(made.privateJwk) as JsonWebKey, format: "jwk" }).export({ type: "pkcs8", format: "pem" }), made.privatePem);
    assert.equal(JSON.parse(made.privateJwk).kid, made.kid);
    // What is sent holds nothing private, and the server knows it by the same name.
    assert.equal(readPasted(JSON.stringify(made.publicJwk)).state, "read");
    const { kid: _kid, ...unnamed } = made.publicJwk;
    assert.equal(readKeyText(JSON.stringify(unnamed), { minimumClientKeyBits: 2_048 }).kid, made.kid);

    const grant = await signGrant({ ...ABOUT, key: made.privateKey, kid: made.kid, alg: made.alg });
    for (const text of [made.privatePem, made.privateJwk]) {
      const again = await readPrivateKey(text);
      assert.deepEqual([again?.alg, again?.kid, again?.thumbprint, again?.publicJwk], [made.alg, made.kid, made.kid, made.publicJwk]);
    }
    const [header, claims, signature] = grant.split(".");
    assert.deepEqual(JSON.parse(Buffer.from(header!, "base64url").toString()), { alg: made.alg, kid: made.kid, typ: "JWT" });
    const { iat, exp, jti, ...rest } = JSON.parse(Buffer.from(claims!, "base64url").toString()) as Record<string, unknown>;
    assert.deepEqual(rest, { aud: ABOUT.audience, iss: "klient", scope: ABOUT.scope });
    assert.equal(Number(exp) - Number(iat), 120);
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
    const key = { key: publicPem, dsaEncoding: "ieee-p1363" } as const;
    assert.ok(verify(made.alg === "EdDSA" ? null : "sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature!, "base64url")));
  });

test("a grant names whom it is for and which API, where it does, and keeps the time it is told", () => {
  const { jti: _jti, ...claims } = claimsOf({ ...ABOUT, resource: "https://api.example", consumerOrg: "310801011", now: 1_790_000_000_999 });
  assert.deepEqual(claims, {
    aud: ABOUT.audience,
    iss: "klient",
    scope: ABOUT.scope,
    resource: "https://api.example",
    consumer_org: "310801011",
    iat: 1_790_000_000,
    exp: 1_790_000_120,
  });
});

test("a private key given to sign with is read in the forms that programs write", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pkcs1 = await readPrivateKey(`Vår nøkkel\n${String(privateKey.export({ type: "pkcs1", format: "pem" }))}`);
  const pkcs8 = await readPrivateKey(String(privateKey.export({ type: "pkcs8", format: "pem" })));
  assert.equal(pkcs1?.alg, "RS256");
  assert.deepEqual(pkcs1?.publicJwk, pkcs8?.publicJwk);
  const named = await readPrivateKey(JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: "haust", use: "sig", key_ops: ["sign"] }));
  assert.deepEqual([named?.kid, named?.thumbprint], ["haust", pkcs8?.kid]);
});

for (const [what, text] of [
  ["nothing", ""],
  ["words", "hei"],
  ["a public key", String(generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }))],
  ["an encrypted key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----"],
  ["a public JWK", '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
  ["another curve", String(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export({ type: "pkcs8", format: "pem" }))],
] as const)
  test(`nothing can be signed with ${what}`, async () => assert.equal(await readPrivateKey(text), null));
