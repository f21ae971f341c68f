import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { calculateJwkThumbprint } from "jose";
import { Refused } from "../http/refused.ts";
import { readJwk, readKeyText, type SuppliedKey } from "./client-key.ts";
import { certificate, jwkOf, type KeyKind, pemPair } from "./clients-under-test.ts";
import { warningsOf } from "./public-key.ts";

const limits = { minimumClientKeyBits: 2_048 };
const refusalOf = (read: () => unknown): string => {
  try {
    read();
    return "taken";
  } catch (error) {
    assert.ok(error instanceof Refused, `not a refusal: ${String(error)}`);
    assert.equal(error.cause, undefined, "a parser's message may quote the key");
    return error.refusal;
  }
};

for (const { kind, alg, kty } of [
  { kind: "RSA-2048", alg: "RS256", kty: "RSA" },
  { kind: "RSA-3072", alg: "RS256", kty: "RSA" },
  { kind: "P-256", alg: "ES256", kty: "EC" },
  { kind: "P-384", alg: "ES384", kty: "EC" },
  { kind: "P-521", alg: "ES512", kty: "EC" },
  { kind: "Ed25519", alg: "EdDSA", kty: "OKP" },
] as { kind: KeyKind; alg: string; kty: string }[])
  test(`SEC-017 ${kind} is taken as JWK and as PEM, and both are the same key`, async () => {
    const jwk = readJwk(jwkOf("sak-2026-1", kind), limits);
    const pem = readKeyText(pemPair(kind).publicPem, limits);
    assert.equal(jwk.thumbprint, await calculateJwkThumbprint(jwkOf("x", kind)));
    assert.equal(pem.thumbprint, jwk.thumbprint);
    assert.equal(pem.kid, pem.thumbprint, "without a kid the thumbprint is it");
    assert.deepEqual(
      { kid: jwk.kid, alg: jwk.alg, pinned: jwk.pinned, certificate: jwk.certificate },
      { kid: "sak-2026-1", alg, pinned: false, certificate: false },
    );
    assert.equal(jwk.jwk.kty, kty);
    assert.equal(jwk.jwk.use, "sig");
    assert.deepEqual(warningsOf(jwk.jwk), kind === "RSA-2048" ? ["rsa_under_3072"] : []);
  });

const rsa = jwkOf("r", "RSA-2048");
const bigEndian = (text: string) => Buffer.from(text, "hex").toString("base64url");

for (const { says, jwk, answer } of [
  { says: "RSA-1024", jwk: jwkOf("k", "RSA-1024"), answer: "key_too_weak" },
  { says: "an RSA modulus that only looks long", jwk: { ...rsa, n: bigEndian(`${"00".repeat(128)}${"ff".repeat(128)}`) }, answer: "key_too_weak" },
  { says: "an RSA modulus of 2047 bits", jwk: { ...rsa, n: bigEndian(`7f${"ff".repeat(255)}`) }, answer: "key_too_weak" },
  { says: "an even RSA modulus", jwk: { ...rsa, n: bigEndian(`${"ff".repeat(255)}fe`) }, answer: "key_too_weak" },
  { says: "no RSA modulus to speak of", jwk: { ...rsa, n: "AA" }, answer: "key_too_weak" },
  { says: "an RSA modulus of 8192 bits", jwk: { ...rsa, n: bigEndian("ff".repeat(1_024)) }, answer: "taken" },
  { says: "an RSA modulus of 8193 bits", jwk: { ...rsa, n: bigEndian(`01${"ff".repeat(1_024)}`) }, answer: "key_kind_not_allowed" },
  { says: "RSA exponent 1", jwk: { ...rsa, e: "AQ" }, answer: "key_too_weak" },
  { says: "RSA exponent 0", jwk: { ...rsa, e: "AA" }, answer: "key_too_weak" },
  { says: "RSA exponent 2", jwk: { ...rsa, e: "Ag" }, answer: "key_too_weak" },
  { says: "RSA exponent 3", jwk: { ...rsa, e: "Aw" }, answer: "taken" },
  { says: "RSA exponent 65536", jwk: { ...rsa, e: "AQAA" }, answer: "key_too_weak" },
  { says: "an RSA exponent of 64 bits", jwk: { ...rsa, e: bigEndian("ffffffffffffffff") }, answer: "taken" },
  { says: "an RSA exponent of 65 bits", jwk: { ...rsa, e: bigEndian("01ffffffffffffffff") }, answer: "key_kind_not_allowed" },
  { says: "a modulus with padding", jwk: { ...rsa, n: `${rsa.n as string}=` }, answer: "key_not_readable" },
  { says: "a modulus in standard base64", jwk: { ...rsa, n: `+/${(rsa.n as string).slice(2)}` }, answer: "key_not_readable" },
  { says: "a modulus that is a number", jwk: { ...rsa, n: 17 }, answer: "key_not_readable" },
  { says: "no modulus", jwk: { ...rsa, n: undefined }, answer: "key_not_readable" },
  { says: "the curve of bitcoin", jwk: { ...jwkOf("k"), crv: "secp256k1" }, answer: "key_kind_not_allowed" },
  { says: "P-224", jwk: { ...jwkOf("k"), crv: "P-224" }, answer: "key_kind_not_allowed" },
  { says: "a curve that is a name of Object", jwk: { ...jwkOf("k"), crv: "constructor" }, answer: "key_kind_not_allowed" },
  { says: "a point that is not on the curve", jwk: { ...jwkOf("k"), x: bigEndian("01".repeat(32)) }, answer: "key_not_readable" },
  { says: "a coordinate that is too long", jwk: { ...jwkOf("k"), x: bigEndian("01".repeat(33)) }, answer: "key_not_readable" },
  { says: "X25519, which cannot sign", jwk: jwkOf("k", "X25519"), answer: "key_kind_not_allowed" },
  { says: "Ed448", jwk: { kty: "OKP", crv: "Ed448", x: bigEndian("01".repeat(57)), kid: "k" }, answer: "key_kind_not_allowed" },
  { says: "an Ed25519 point of order 1", jwk: { ...jwkOf("k", "Ed25519"), x: bigEndian(`01${"00".repeat(31)}`) }, answer: "key_too_weak" },
  { says: "an Ed25519 point of order 1, sign bit set", jwk: { ...jwkOf("k", "Ed25519"), x: bigEndian(`01${"00".repeat(30)}80`) }, answer: "key_too_weak" },
  { says: "an Ed25519 point of 31 bytes", jwk: { ...jwkOf("k", "Ed25519"), x: bigEndian("02".repeat(31)) }, answer: "key_not_readable" },
  { says: "a shared secret", jwk: { kty: "oct", k: "c2VjcmV0", kid: "k" }, answer: "private_key_sent" },
  { says: "a kind nobody knows", jwk: { kty: "LATTICE", kid: "k" }, answer: "key_kind_not_allowed" },
  { says: "no kind", jwk: { kid: "k" }, answer: "key_not_readable" },
  { says: "a key for encryption", jwk: { ...rsa, use: "enc" }, answer: "key_kind_not_allowed" },
  { says: "a list", jwk: [rsa], answer: "key_not_readable" },
  { says: "null", jwk: null, answer: "key_not_readable" },
  { says: "an empty kid", jwk: { ...rsa, kid: "" }, answer: "key_identifier_invalid" },
  { says: "a kid with a slash", jwk: { ...rsa, kid: "a/b" }, answer: "key_identifier_invalid" },
  { says: "a kid that a path would lose", jwk: { ...rsa, kid: ".." }, answer: "key_identifier_invalid" },
  { says: "a kid with U+0000", jwk: { ...rsa, kid: "a\0b" }, answer: "key_identifier_invalid" },
  { says: "a kid that is a number", jwk: { ...rsa, kid: 1 }, answer: "key_identifier_invalid" },
  { says: "a kid of 255", jwk: { ...rsa, kid: "k".repeat(255) }, answer: "taken" },
  { says: "a kid of 256", jwk: { ...rsa, kid: "k".repeat(256) }, answer: "key_identifier_invalid" },
  { says: "no kid", jwk: { ...rsa, kid: undefined }, answer: "taken" },
  { says: "exp that is text", jwk: { ...rsa, exp: "2027" }, answer: "key_not_readable" },
  { says: "members we do not know, the null ones among them", jwk: { ...rsa, x5t: "abc", key_ops: null, created: "2026", d: null }, answer: "taken" },
] as { says: string; jwk: unknown; answer: string }[])
  test(`SEC-017 a JWK with ${says}: ${answer}`, () =>
    assert.equal(
      refusalOf(() => readJwk(jwk, limits)),
      answer,
    ));

test("SEC-017 the setting minimumClientKeyBits is the limit", () => {
  assert.equal(
    refusalOf(() => readJwk(rsa, { minimumClientKeyBits: 3_072 })),
    "key_too_weak",
  );
  assert.equal(
    refusalOf(() => readJwk(jwkOf("k", "RSA-3072"), { minimumClientKeyBits: 3_072 })),
    "taken",
  );
});

for (const { kind, alg, answer } of [
  { kind: "RSA-2048", alg: "RS256", answer: "RS256 pinned" },
  { kind: "RSA-2048", alg: "RS384", answer: "RS384 pinned" },
  { kind: "RSA-2048", alg: "RS512", answer: "RS512 pinned" },
  { kind: "RSA-2048", alg: "PS256", answer: "PS256 pinned" },
  { kind: "RSA-2048", alg: "PS512", answer: "refused" },
  { kind: "RSA-2048", alg: "RSA-OAEP", answer: "refused" },
  { kind: "RSA-2048", alg: "none", answer: "refused" },
  { kind: "RSA-2048", alg: "HS256", answer: "refused" },
  { kind: "RSA-2048", alg: "ES256", answer: "refused" },
  { kind: "RSA-2048", alg: 256, answer: "refused" },
  { kind: "RSA-2048", alg: undefined, answer: "RS256 free" },
  { kind: "RSA-2048", alg: null, answer: "RS256 free" },
  { kind: "P-256", alg: "ES256", answer: "ES256 pinned" },
  { kind: "P-256", alg: "ES384", answer: "refused" },
  { kind: "P-384", alg: "ES384", answer: "ES384 pinned" },
  { kind: "P-521", alg: "ES512", answer: "ES512 pinned" },
  { kind: "Ed25519", alg: "EdDSA", answer: "EdDSA pinned" },
  { kind: "Ed25519", alg: "Ed25519", answer: "Ed25519 pinned" },
  { kind: "Ed25519", alg: "ES256", answer: "refused" },
] as { kind: KeyKind; alg: unknown; answer: string }[])
  test(`alg ${String(alg)} of a ${kind} key: ${answer}`, () => {
    const read = () => readJwk(jwkOf("k", kind, 1, { alg }), limits);
    if (answer === "refused") return assert.equal(refusalOf(read), "key_kind_not_allowed");
    const key = read();
    assert.equal(`${key.alg} ${key.pinned ? "pinned" : "free"}`, answer);
    assert.equal(key.jwk.alg, key.alg);
  });

test("numbers come out in their shortest form, so that one key has one thumbprint", () => {
  const long = { ...rsa, n: Buffer.concat([Buffer.alloc(1), Buffer.from(rsa.n as string, "base64url")]).toString("base64url"), e: "AAEAAQ" };
  const [a, b] = [readJwk(long, limits), readJwk(rsa, limits)];
  assert.deepEqual(a.jwk, b.jwk);
  assert.equal(a.thumbprint, b.thumbprint);
});

for (const member of ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
  test(`a JWK with the private member ${member} is refused, and says nothing of it`, () => {
    const secret = "c2VjcmV0LXZlcnktc2VjcmV0";
    for (const read of [() => readJwk({ ...rsa, [member]: secret }, limits), () => readKeyText(JSON.stringify({ ...rsa, [member]: secret }), limits)])
      assert.throws(
        read,
        (error) => error instanceof Refused && error.refusal === "private_key_sent" && !JSON.stringify([error, error.message]).includes(secret),
      );
  });

for (const { says, text, answer } of [
  { says: "a private key in PEM", text: pemPair("P-256").privatePem, answer: "private_key_sent" },
  { says: "a private RSA key in PEM", text: pemPair("RSA-2048").privatePem, answer: "private_key_sent" },
  { says: "a private key in PEM below its public one", text: pemPair("P-256").publicPem + pemPair("P-256").privatePem, answer: "private_key_sent" },
  { says: "a private key in PEM as a JSON string", text: JSON.stringify(pemPair("P-256").privatePem), answer: "private_key_sent" },
  { says: "a public key in PEM as a JSON string", text: JSON.stringify(pemPair("P-256").publicPem), answer: "taken" },
  { says: "a public key in PEM with Windows line ends", text: pemPair("P-256").publicPem.replaceAll("\n", "\r\n"), answer: "taken" },
  {
    says: "an old RSA public key (PKCS#1)",
    text: createPublicKey(pemPair("RSA-2048").publicPem).export({ type: "pkcs1", format: "pem" }) as string,
    answer: "taken",
  },
  { says: "a JWK with space around it", text: `\n ${JSON.stringify(rsa)}\n`, answer: "taken" },
  { says: "the curve of bitcoin in PEM", text: pemPair("secp256k1").publicPem, answer: "key_kind_not_allowed" },
  { says: "X25519 in PEM", text: pemPair("X25519").publicPem, answer: "key_kind_not_allowed" },
  { says: "RSA-1024 in PEM", text: pemPair("RSA-1024").publicPem, answer: "key_too_weak" },
  { says: "nothing", text: "", answer: "key_not_readable" },
  { says: "prose", text: "Hei, her er nøkkelen vår.", answer: "key_not_readable" },
  { says: "half a PEM", text: pemPair("P-256").publicPem.slice(0, 80), answer: "key_not_readable" },
  { says: "a PEM of something else", text: "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", answer: "key_not_readable" },
  { says: "a PEM with nothing in it", text: "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", answer: "key_not_readable" },
  { says: "broken JSON", text: '{"kty":', answer: "key_not_readable" },
  { says: "a string in a string in a string", text: JSON.stringify(JSON.stringify("x")), answer: "key_not_readable" },
  { says: "too much", text: " ".repeat(70_000), answer: "key_not_readable" },
])
  test(`text with ${says}: ${answer}`, () =>
    assert.equal(
      refusalOf(() => readKeyText(text, limits)),
      answer,
    ));

test("a certificate in PEM gives its key, which ends with it at the latest; the client is not tied to it", async () => {
  const { pem, jwk } = await certificate();
  const key = readKeyText(`subject=CN=Havsula\n${pem}`, limits);
  assert.equal(key.jwk.kty === "EC" && key.jwk.x, jwk.x);
  assert.equal(key.certificate, false);
  assert.ok(key.endsAt && key.endsAt.getTime() < Date.now() + 91 * 86_400_000);
});

test("a JWK with x5c ties the client to that certificate", async () => {
  const { jwk, x5c } = await certificate();
  const key = readJwk({ ...jwk, kid: "k", x5c }, limits);
  assert.deepEqual({ tied: key.certificate, x5c: key.jwk.x5c }, { tied: true, x5c });
});

for (const { says, x5c, answer } of [
  { says: "another key's certificate", x5c: async () => (await certificate()).x5c, answer: "key_not_readable" },
  { says: "no certificate", x5c: async () => [Buffer.from("certificate").toString("base64")], answer: "key_not_readable" },
  { says: "an empty list", x5c: async () => [], answer: "key_not_readable" },
  { says: "text", x5c: async () => "MIIB", answer: "key_not_readable" },
  { says: "a number in it", x5c: async () => [1], answer: "key_not_readable" },
  { says: "null", x5c: async () => null, answer: "taken" },
])
  test(`x5c with ${says}: ${answer}`, async () => {
    const chain = await x5c();
    assert.equal(
      refusalOf(() => readJwk({ ...jwkOf("k"), x5c: chain }, limits)),
      answer,
    );
  });

const PUBLIC_MEMBERS = new Set(["kty", "n", "e", "crv", "x", "y", "use", "kid", "alg", "x5c"]);
function holdsNothingPrivate(key: SuppliedKey): void {
  assert.deepEqual(
    Object.keys(key.jwk).filter((name) => !PUBLIC_MEMBERS.has(name)),
    [],
  );
}

const goodJwk = fc.constantFrom<KeyKind>("RSA-2048", "P-256", "P-384", "P-521", "Ed25519").map((kind) => jwkOf("k", kind));
const anyMember = fc.oneof(
  fc.string(),
  fc.base64String(),
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.object({ maxDepth: 1 }),
);
const memberName = fc.oneof(
  fc.constantFrom("kty", "n", "e", "crv", "x", "y", "use", "kid", "alg", "x5c", "exp", "d", "p", "q", "dp", "dq", "qi", "oth", "k", "__proto__"),
  fc.string(),
);

test("SEC-017 whatever is sent as a JWK, the reader takes a public key or refuses, and lets nothing private through", () => {
  fc.assert(
    fc.property(goodJwk, fc.dictionary(memberName, anyMember, { maxKeys: 3 }), (jwk, changes) => {
      try {
        holdsNothingPrivate(readJwk(JSON.parse(JSON.stringify({ ...jwk, ...changes })), limits));
      } catch (error) {
        assert.ok(error instanceof Refused, `threw ${String(error)}`);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("SEC-017 whatever value is sent, the reader takes it or refuses", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      assert.notEqual(
        refusalOf(() => readJwk(value, limits)),
        "taken",
      );
    }),
  );
});

test("whatever text is sent, changed keys among it, the reader takes a public key or refuses", () => {
  const base = fc.constantFrom(pemPair("P-256").publicPem, pemPair("RSA-2048").publicPem, JSON.stringify(rsa), JSON.stringify(jwkOf("k", "Ed25519")));
  const changed = fc.tuple(base, fc.nat(), fc.string({ maxLength: 4 })).map(([text, at, insert]) => {
    const position = at % text.length;
    return text.slice(0, position) + insert + text.slice(position + insert.length);
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), changed), (text) => {
      try {
        holdsNothingPrivate(readKeyText(text, limits));
      } catch (error) {
        assert.ok(error instanceof Refused, `threw ${String(error)}`);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("what was read can be read again and is the same key", () => {
  fc.assert(
    fc.property(goodJwk, (jwk) => {
      const once = readJwk(jwk, limits);
      const twice = readJwk(once.jwk, limits);
      assert.deepEqual({ ...twice, pinned: false }, once);
    }),
  );
});
