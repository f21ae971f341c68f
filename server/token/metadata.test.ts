import assert from "node:assert/strict";
import { test } from "node:test";
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { openSigningKeys } from "../keys/signing-keys.ts";
import { fetchToken, grantOf, plantClient, tokenInstallation } from "../test/token-client.ts";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const installation = await tokenInstallation();
const { fetch } = installation;

for (const env of ["test", "prod"] as const) {
  test(`SEC-074 metadata of ${env}: the members of today, byte for byte, at all four addresses`, async () => {
    const issuer = `http://localhost:8080/${env}/`;
    const expected = `{"issuer":"${issuer}","token_endpoint":"${issuer}token","jwks_uri":"${issuer}jwk","token_endpoint_auth_methods_supported":["private_key_jwt"],"grant_types_supported":["urn:ietf:params:oauth:grant-type:jwt-bearer"],"token_endpoint_auth_signing_alg_values_supported":["RS256","RS384","RS512","PS256","ES256","ES384","ES512","EdDSA","Ed25519"],"authorization_details_types_supported":["urn:altinn:systemuser","urn:altinn:consent"]}`;
    const name = "/.well-known/oauth-authorization-server";
    for (const path of [`/${env}${name}`, `/${env}${name}/`, `${name}/${env}`, `${name}/${env}/`]) {
      const answer = await fetch(path);
      assert.equal(answer.status, 200, path);
      assert.equal(await answer.text(), expected, path);
    }
  });
}

test("an address of the metadata that names no environment is not found", async () => {
  for (const path of [
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-authorization-server/other",
    "/.well-known/oauth-authorization-server/test/token",
  ])
    assert.equal((await fetch(path)).status, 404, path);
});

test("the key set has what verifiers need, and nothing private", async () => {
  const { keys } = (await (await fetch("/test/jwk")).json()) as { keys: Record<string, string>[] };
  assert.equal(keys.length, 1);
  assert.deepEqual(Object.keys(keys[0]!).toSorted(), ["alg", "e", "kid", "kty", "n", "use"]);
  assert.equal(keys[0]!.alg, "RS256");
  assert.equal(keys[0]!.use, "sig");
  assert.match(keys[0]!.kid!, /^[A-Za-z0-9_-]{43}$/);
});

test("SEC-070 SEC-086 a token of test does not verify with the keys of production", async () => {
  const planted = await plantClient(installation);
  const { body } = await fetchToken(installation, grantOf(planted));
  const keySet = async (env: string) => createLocalJWKSet((await (await fetch(`/${env}/jwk`)).json()) as JSONWebKeySet);
  await compactVerify(String(body.access_token), await keySet("test"));
  await assert.rejects(async () => compactVerify(String(body.access_token), await keySet("prod")), { code: "ERR_JWKS_NO_MATCHING_KEY" });
});

test("SEC-071 rotation: the next key is published before it signs, and the old one stays for its tokens", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-rotation-"));
  let now = Date.parse("2026-03-01T12:00:00Z");
  const keys = await openSigningKeys(folder, { test: "ES256", prod: "ES256" }, () => now);
  t.after(() => {
    keys.close();
    rmSync(folder, { recursive: true });
  });
  const first = keys.current("test");
  const next = await keys.rotate("test", 3_600_000);
  assert.deepEqual(
    keys.published("test").map(({ kid }) => kid),
    [first.kid, next.kid],
  );
  assert.equal(keys.current("test").kid, first.kid, "published, not used yet");
  now += 3_600_000;
  assert.equal(keys.current("test").kid, next.kid, "used from its time on");
  now += 47 * 3_600_000;
  assert.equal(keys.find("test", first.kid)?.kid, first.kid, "kept while a token or a cache may need it");
  now += 2 * 3_600_000;
  assert.equal(keys.find("test", first.kid), undefined, "gone afterwards");
  assert.equal(keys.published("prod").length, 1, "another environment is not touched");

  const pending = await keys.rotate("test", 25 * 3_600_000);
  const urgent = await keys.rotate("test", 0);
  now += 30 * 3_600_000;
  assert.equal(keys.current("test").kid, urgent.kid, "a key that was overtaken before its time never signs");
  now += 20 * 3_600_000;
  assert.equal(keys.find("test", pending.kid), undefined, "and goes");
});

test("a second server on the same folder signs with the same key and sees a rotation", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-shared-"));
  const kinds = { test: "ES256", prod: "ES256" } as const;
  const [one, two] = [await openSigningKeys(folder, kinds), await openSigningKeys(folder, kinds)];
  t.after(() => {
    one.close();
    two.close();
    rmSync(folder, { recursive: true });
  });
  assert.equal(one.current("test").kid, two.current("test").kid);
  const next = await one.rotate("test", 0);
  two.reload();
  assert.equal(two.current("test").kid, next.kid);
});

test("a change of the kind of key makes and publishes a key of that kind, which signs later", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-kind-"));
  (await openSigningKeys(folder, { test: "RSA-2048", prod: "ES256" })).close();
  const keys = await openSigningKeys(folder, { test: "ES256", prod: "ES256" });
  t.after(() => {
    keys.close();
    rmSync(folder, { recursive: true });
  });
  assert.deepEqual(
    keys.published("test").map(({ alg }) => alg),
    ["RS256", "ES256"],
  );
  assert.equal(keys.current("test").alg, "RS256");
});

test("SEC-072 private keys lie in files that only the owner can read", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-mode-"));
  (await openSigningKeys(folder, { test: "ES256", prod: "ES256" })).close();
  t.after(() => rmSync(folder, { recursive: true }));
  for (const env of ["test", "prod"]) {
    assert.equal(statSync(join(folder, env)).mode & 0o777, 0o700);
    for (const name of readdirSync(join(folder, env))) assert.equal(statSync(join(folder, env, name)).mode & 0o777, 0o600);
  }
});

test("tokens signed with ES256 verify, byte order and leading zeros included", async (t) => {
  const elliptic = await tokenInstallation((settings) => (settings.environments.test.signing = "ES256"));
  // The copied key set holds an RSA key: the new kind signs after its time of publication, so it is brought forward.
  const key = await elliptic.deps.signingKeys.rotate("test", 0);
  t.diagnostic(`signing with ${key.alg}`);
  const planted = await plantClient(elliptic);
  const keySet = createLocalJWKSet((await (await elliptic.fetch("/test/jwk")).json()) as JSONWebKeySet);
  for (let i = 0; i < 60; i++) {
    const { body } = await fetchToken(elliptic, grantOf(planted));
    const { protectedHeader } = await compactVerify(String(body.access_token), keySet);
    assert.deepEqual(protectedHeader, { kid: key.kid, alg: "ES256" });
  }
});
