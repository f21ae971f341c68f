import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Pasted, readPasted } from "./pasted.ts";

const NOW = Date.UTC(2026, 10, 26);
const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const small = generateKeyPairSync("rsa", { modulusLength: 1_024 });
const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2_048 });
const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
const p256 = ec("P-256");
const ed = generateKeyPairSync("ed25519");
const spki = (key: KeyObject): string => String(key.export({ type: "spki", format: "pem" }));
const jwk = (key: KeyObject): Record<string, unknown> => createPublicKey(key.export({ type: "spki", format: "pem" })).export({ format: "jwk" }) as never;
const inside = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, "");
const certificate = readFileSync(new URL("../../server/keys/certificates/made-by-openssl/seid2.pem", import.meta.url), "utf8");
const read = (text: string): Pasted => readPasted(text, NOW);

for (const [what, text, kind, bits, form] of [
  ["an RSA key in PEM", spki(rsa.publicKey), "RSA", 2048, "pem"],
  ["PKCS#1", String(rsa.publicKey.export({ type: "pkcs1", format: "pem" })), "RSA", 2048, "pem"],
  ["the inside of PEM alone", inside(spki(rsa.publicKey)), "RSA", 2048, "pem"],
  ["PEM with Windows' line ends and words above it", `Nøkkelen vår:\r\n${spki(p256.publicKey).replaceAll("\n", "\r\n")}`, "P-256", 256, "pem"],
  ["P-384", spki(ec("P-384").publicKey), "P-384", 384, "pem"],
  ["P-521", spki(ec("P-521").publicKey), "P-521", 521, "pem"],
  ["Ed25519", spki(ed.publicKey), "Ed25519", 256, "pem"],
  ["an RSA JWK", JSON.stringify(jwk(rsa.publicKey)), "RSA", 2048, "jwk"],
  ["a P-256 JWK", JSON.stringify(jwk(p256.publicKey)), "P-256", 256, "jwk"],
  ["an Ed25519 JWK", JSON.stringify(jwk(ed.publicKey)), "Ed25519", 256, "jwk"],
  ["a set of one", JSON.stringify({ keys: [jwk(rsa.publicKey)] }, null, 2), "RSA", 2048, "jwk"],
  ["in square brackets, as the old manual has it", JSON.stringify([jwk(rsa.publicKey)]), "RSA", 2048, "jwk"],
  ["PEM in quotes, as JSON has it", JSON.stringify(spki(rsa.publicKey)), "RSA", 2048, "pem"],
  ["a certificate", certificate, "RSA", 2048, "certificate"],
  ["the inside of a certificate alone", inside(certificate), "RSA", 2048, "certificate"],
] as const)
  test(`reads ${what}`, () => {
    const pasted = read(text);
    assert.equal(pasted.state, "read", JSON.stringify(pasted));
    assert.ok(pasted.state === "read");
    const [key] = pasted.keys;
    assert.deepEqual([key!.kind, key!.bits, key!.form], [kind, bits, form]);
    if (typeof key!.sent === "string") assert.match(key!.sent, /^-----BEGIN [A-Z ]+-----\n(.{1,64}\n)+-----END [A-Z ]+-----\n$/);
  });

test("tells whose a certificate is and when it ends", () => {
  const { validToDate, subject } = new X509Certificate(certificate);
  const pasted = read(certificate);
  assert.ok(pasted.state === "read");
  assert.equal(pasted.keys[0]!.endsAt!.getTime(), validToDate.getTime());
  assert.equal(pasted.keys[0]!.holder, /^CN=(.+)$/m.exec(subject)?.[1]);
  assert.equal(readPasted(certificate, validToDate.getTime()).state, "ended");
});

test("an end and an id that a JWK brings are told", () => {
  const pasted = read(JSON.stringify({ ...jwk(rsa.publicKey), kid: "haust", exp: NOW / 1_000 + 60 }));
  assert.ok(pasted.state === "read");
  assert.equal(pasted.keys[0]!.kid, "haust");
  assert.equal(pasted.keys[0]!.endsAt!.getTime(), NOW + 60_000);
  assert.equal(pasted.keys[0]!.until.getTime(), NOW + 60_000);
  assert.equal(read(JSON.stringify({ ...jwk(rsa.publicKey), exp: NOW / 1_000 })).state, "ended");
});

const privateJwk = rsa.privateKey.export({ format: "jwk" });
for (const [what, text] of [
  ["PKCS#8", String(rsa.privateKey.export({ type: "pkcs8", format: "pem" }))],
  ["PKCS#1", String(rsa.privateKey.export({ type: "pkcs1", format: "pem" }))],
  ["SEC 1", String(p256.privateKey.export({ type: "sec1", format: "pem" }))],
  ["an encrypted one", String(rsa.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }))],
  ["a public and a private one", spki(rsa.publicKey) + String(rsa.privateKey.export({ type: "pkcs8", format: "pem" }))],
  ["the inside of PKCS#8 alone", inside(String(rsa.privateKey.export({ type: "pkcs8", format: "pem" })))],
  ["the inside of PKCS#1 alone", inside(String(rsa.privateKey.export({ type: "pkcs1", format: "pem" })))],
  ["a JWK", JSON.stringify(privateJwk)],
  ["a JWK with d alone", JSON.stringify({ kty: "OKP", crv: "Ed25519", x: "a", d: "b" })],
  ["a set with one among others", JSON.stringify({ keys: [jwk(rsa.publicKey), privateJwk] })],
  ["a JWK that was cut off", JSON.stringify(privateJwk).slice(0, -3)],
  ["a shared secret", JSON.stringify({ kty: "oct", k: "c2VjcmV0" })],
] as const)
  test(`sees that it is private: ${what}`, () => assert.deepEqual(read(text), { state: "private" }));

for (const [what, text, state] of [
  ["nothing", " \n", "empty"],
  ["words", "nøkkelen vår", "unreadable"],
  ["half a PEM", spki(rsa.publicKey).slice(0, 200), "unreadable"],
  ["PEM with its inside cut", spki(rsa.publicKey).replace(/\n.{64}\n/, "\n"), "unreadable"],
  ["an empty set", '{"keys":[]}', "unreadable"],
  ["a number", "[1]", "unreadable"],
  ["an object", "{}", "unreadable"],
  ["quotes in quotes", '"\\"a\\""', "unreadable"],
  ["a request for a certificate", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", "unreadable"],
  ["a key of OpenSSH", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@b", "unreadable"],
  ["RSA-PSS", spki(pss.publicKey), "not_allowed"],
  ["another curve", spki(ec("secp256k1").publicKey), "not_allowed"],
  ["for encryption", JSON.stringify({ ...jwk(rsa.publicKey), use: "enc" }), "not_allowed"],
  ["six at once", JSON.stringify({ keys: Array(6).fill(jwk(rsa.publicKey)) }), "too_many"],
] as const)
  test(`does not take ${what}`, () => assert.equal(read(text).state, state));

test("tells how small a key is that is too small", () => assert.deepEqual(read(spki(small.publicKey)), { state: "too_weak", bits: 1024 }));
