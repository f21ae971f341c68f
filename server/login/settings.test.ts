import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CannotStart } from "../../installation/cannot-start.ts";
import { readSettings } from "../config.ts";
import { openLoginServices } from "./login-service.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-login-settings-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const SERVICE = {
  id: "idporten",
  name: "ID-porten",
  kind: "idporten",
  issuer: "https://idporten.no",
  clientId: "c",
  keyFile: "key.pem",
  environments: ["prod"],
};
const DEVELOPMENT = {};
const PRODUCTION = { FULLMAKT_MODE: "production", PUBLIC_URL: "https://fullmakt.example.no" };

function read(login: unknown, env: Record<string, string> = DEVELOPMENT) {
  writeFileSync(join(folder, "config.json"), JSON.stringify({ login, operator: { orgNumber: "310806064", name: "Nordlys Plattform" } }));
  return readSettings({ FULLMAKT_DATA: folder, ...env }, () => folder);
}
const isSentence = (says: RegExp) => (error: unknown) => error instanceof CannotStart && says.test(error.message);

test("development has the double without being told; production has nobody to log in with", () => {
  assert.deepEqual(read(undefined).login, [{ id: "double", name: "Testinnlogging", kind: "double", environments: ["test", "prod"] }]);
  assert.deepEqual(read(undefined, PRODUCTION).login, []);
  assert.deepEqual(read([]).login, [], "and development can do without");
});

for (const { says, login, env = DEVELOPMENT } of [
  { says: /^The login double lets everybody in as anybody: production mode needs ID-porten/, login: [{ kind: "double" }], env: PRODUCTION },
  {
    says: /^The login service idporten has the issuer http:\/\/localhost:1: it must be https/,
    login: [{ ...SERVICE, issuer: "http://localhost:1" }],
    env: PRODUCTION,
  },
  { says: /^The login service idporten has the issuer http:\/\/idporten\.no: it must be https/, login: [{ ...SERVICE, issuer: "http://idporten.no" }] },
  { says: /^The login service idporten has the issuer http:\/\/127\.evil\.example/, login: [{ ...SERVICE, issuer: "http://127.evil.example" }] },
  { says: /: login: each login service needs an id of its own\.$/, login: [SERVICE, SERVICE] },
  { says: /: login\.0\.id: an id is lower-case letters, digits and hyphens\.$/, login: [{ ...SERVICE, id: "../x" }] },
  { says: /: login\.0\.issuer: /, login: [{ ...SERVICE, issuer: "idporten.no" }] },
  { says: /: login\.0\.environments: /, login: [{ ...SERVICE, environments: [] }] },
  { says: /: login\.0\.kind: /, login: [{ ...SERVICE, kind: "feide" }] },
  { says: /: login\.0: Unrecognized key/, login: [{ ...SERVICE, clientSecret: "s" }] },
] as { says: RegExp; login: unknown; env?: Record<string, string> }[])
  test(`SEC-160 a login that cannot be is one sentence: ${says.source}`, () => assert.throws(() => read(login, env), isSentence(says)));

test("plain http is for this machine, in development", () => {
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) assert.equal(read([{ ...SERVICE, issuer: `http://${host}:9` }]).login.length, 1);
});

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const jwkOf = (more: object) => JSON.stringify({ ...rsa.export({ format: "jwk" }), ...more });

for (const { says, content, kid, algorithm } of [
  { says: "PEM", content: rsa.export({ type: "pkcs8", format: "pem" }), algorithm: "RSASSA-PKCS1-v1_5" },
  { says: "PEM of a P-256 key", content: ec.export({ type: "sec1", format: "pem" }), algorithm: "ECDSA" },
  { says: "JWK with its id", content: jwkOf({ kid: "a" }), kid: "a", algorithm: "RSASSA-PKCS1-v1_5" },
  { says: "JWK that says PS256", content: jwkOf({ alg: "PS256" }), algorithm: "RSA-PSS" },
] as { says: string; content: string; kid?: string; algorithm: string }[])
  test(`our key for a login service can be a file with ${says}`, async () => {
    writeFileSync(join(folder, "key.pem"), content);
    const [service] = openLoginServices(read([SERVICE]));
    const { key, kid: named } = await service!.key();
    assert.deepEqual([key.algorithm.name, named, key.extractable], [algorithm, kid, false]);
    const [told] = openLoginServices(read([{ ...SERVICE, kid: "told" }]));
    assert.equal((await told!.key()).kid, "told");
  });

for (const { says, content } of [
  { says: "cannot be read", content: null },
  { says: "is no private key in PEM or JWK", content: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" },
  { says: "is no private key in PEM or JWK", content: '{"kty":"RSA","n":"AQAB","e":"AQAB"}' },
  { says: "is no private key in PEM or JWK", content: "{" },
  { says: "is neither an RSA nor a P-256 key", content: generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) },
] as { says: string; content: string | null }[])
  test(`SEC-072 a key file that ${says}: one sentence, with nothing of the file in it`, () => {
    if (content === null) rmSync(join(folder, "key.pem"), { force: true });
    else writeFileSync(join(folder, "key.pem"), content);
    assert.throws(
      () => openLoginServices(read([SERVICE])),
      isSentence(new RegExp(`^The key of the login service idporten \\(keyFile ${folder}/key\\.pem\\) ${says}\\.$`)),
    );
  });
