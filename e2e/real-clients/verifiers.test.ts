import assert from "node:assert/strict";
import { test } from "node:test";
import * as jose from "jose";
import { grantFor, runningInstallation } from "../../server/test/running.ts";
import { fetchToken, plantClient } from "../../server/test/token-client.ts";
import { forgeriesOf } from "./grants.ts";
import { python, WITHOUT_PYTHON } from "./python.ts";

const running = await runningInstallation();
const { deps } = running;

async function tokenAndForgeries() {
  const planted = await plantClient(running);
  const { body } = await fetchToken(running, grantFor(running, planted));
  const token = body.access_token as string;
  return { planted, token, forgeries: forgeriesOf(token, deps.signingKeys.current("test").publicKey) };
}

test("SEC-011 jose takes a token over the published keys and turns every forgery of it away", async () => {
  const { planted, token, forgeries } = await tokenAndForgeries();
  const keys = jose.createRemoteJWKSet(new URL("jwk", running.issuer("test")));
  const { payload } = await jose.jwtVerify(token, keys, { issuer: running.issuer("test") });
  assert.equal(payload.scope, planted.scope);
  for (const [name, forgery] of Object.entries(forgeries)) await assert.rejects(jose.jwtVerify(forgery, keys), jose.errors.JOSEError, name);
});

test("SEC-011 PyJWT takes a token over the published keys and turns every forgery of it away", { skip: WITHOUT_PYTHON }, async () => {
  const { planted, token, forgeries } = await tokenAndForgeries();
  const tokens = { good: token, ...forgeries };
  const said = await python("verify_with_pyjwt.py", { key_set: `${running.issuer("test")}jwk`, issuer: running.issuer("test"), tokens });
  const { good, ...others } = said as Record<string, { claims?: Record<string, unknown>; refused?: string }>;
  assert.equal(good!.claims?.scope, planted.scope);
  assert.deepEqual(good!.claims, jose.decodeJwt(token));
  assert.deepEqual(Object.keys(others), Object.keys(forgeries));
  for (const [name, { refused }] of Object.entries(others)) assert.ok(refused, name);
});

test("SEC-086 a token of the test environment does not verify over the keys of production", async () => {
  const { token } = await tokenAndForgeries();
  const others = jose.createRemoteJWKSet(new URL("jwk", running.issuer("prod")));
  await assert.rejects(jose.jwtVerify(token, others), jose.errors.JWKSNoMatchingKey);
});

test("SEC-026 an access token is no grant", async () => {
  const { token } = await tokenAndForgeries();
  assert.equal((await fetchToken(running, token)).status, 400);
});

test("verifiers that hold the old key set find the next signing key after a change", async () => {
  const { token } = await tokenAndForgeries();
  const address = new URL("jwk", running.issuer("test"));
  const keys = jose.createRemoteJWKSet(address, { cooldownDuration: 0 });
  await jose.jwtVerify(token, keys);
  await deps.signingKeys.rotate("test", 0);
  const { token: next } = await tokenAndForgeries();
  assert.notEqual(jose.decodeProtectedHeader(next).kid, jose.decodeProtectedHeader(token).kid);
  await jose.jwtVerify(next, keys);
  await jose.jwtVerify(token, keys);
  if (!WITHOUT_PYTHON) {
    const said = await python("verify_with_pyjwt.py", { key_set: address.href, issuer: running.issuer("test"), tokens: { token, next } });
    for (const { claims } of Object.values(said as Record<string, { claims?: unknown }>)) assert.ok(claims);
  }
});
