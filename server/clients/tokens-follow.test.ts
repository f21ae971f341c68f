/** What is done to a client or its keys holds from its next request for a token on, though the token endpoint keeps prepared keys. */
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { fetchToken, grantOf, type Planted, tokenInstallation } from "../test/token-client.ts";
import { caller, callsOf, jwkOf, type KeyKind, pemPair, plantScope } from "./clients-under-test.ts";

const installation = await tokenInstallation();
const on = { deps: installation.deps, ...callsOf(installation.deps, installation.fetch) };

async function clientWithScope() {
  const { org, call } = await caller(on);
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const { body: client } = await call("POST", "/clients", { client_name: "Havsula", scopes: [scope] });
  const path = `/clients/${client.client_id}`;
  /** Asks for a token with a key. @returns `token`, or the code of the refusal */
  const ask = async (kid: string, alg: string, kind: KeyKind, number = 1): Promise<string> => {
    const key = { kid, alg, privateKey: createPrivateKey(pemPair(kind, number).privatePem) };
    const planted: Planted = { env: "test", clientId: client.client_id, owner: org, provider: org, scope, key };
    const { status, code } = await fetchToken(installation, grantOf(planted));
    return status === 200 ? "token" : String(code);
  };
  return { org, call, client, path, ask, scope };
}

test("SEC-073 a key gets tokens from the moment it is there, and none from the moment it is removed", async () => {
  const { call, path, ask } = await clientWithScope();
  const [first, second] = [jwkOf("first", "RSA-2048", 1), jwkOf("second", "P-256", 2)];
  const before = await ask("first", "RS256", "RSA-2048", 1);
  assert.notEqual(before, "token");
  await call("POST", `${path}/jwks`, { keys: [first, second] });
  assert.deepEqual([await ask("first", "RS256", "RSA-2048", 1), await ask("second", "ES256", "P-256", 2)], ["token", "token"]);
  await call("POST", `${path}/jwks`, { keys: [second] });
  assert.deepEqual([await ask("first", "RS256", "RSA-2048", 1), await ask("second", "ES256", "P-256", 2)], [before, "token"]);
  await call("DELETE", `${path}/jwks/second`);
  assert.equal(await ask("second", "ES256", "P-256", 2), before);
});

test("SEC-073 another key under the same kid is taken at once, and the old one no longer", async () => {
  const { call, path, ask } = await clientWithScope();
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "P-256", 1));
  assert.equal(await ask("k", "ES256", "P-256", 1), "token");
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "P-256", 2));
  assert.equal(await ask("k", "ES256", "P-256", 2), "token");
  assert.notEqual(await ask("k", "ES256", "P-256", 1), "token");
});

test("SEC-083 a deactivated client gets no token at its next request, and gets one again when it is revived", async () => {
  const { call, path, ask, client } = await clientWithScope();
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "P-256", 1));
  assert.equal(await ask("k", "ES256", "P-256"), "token");
  await call("DELETE", path);
  assert.equal(await ask("k", "ES256", "P-256"), "MP-100");
  await call("PUT", path, { ...client, active: true });
  assert.equal(await ask("k", "ES256", "P-256"), "token");
});

test("a scope that is taken off a client is refused at its next request", async () => {
  const { call, path, ask, client, scope } = await clientWithScope();
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "P-256", 1));
  await call("PUT", path, { ...client, scopes: [] });
  assert.equal(await ask("k", "ES256", "P-256"), "MP-200");
  await call("PUT", path, { ...client, scopes: [scope] });
  assert.equal(await ask("k", "ES256", "P-256"), "token");
});

for (const { kind, alg, also, never } of [
  { kind: "RSA-2048", alg: "RS256", also: ["RS384", "RS512"], never: "PS256" },
  { kind: "P-384", alg: "ES384", also: [], never: "ES256" },
  { kind: "Ed25519", alg: "EdDSA", also: ["Ed25519"], never: "ES256" },
] as { kind: KeyKind; alg: string; also: string[]; never: string }[])
  test(`a ${kind} key that was sent without alg signs with its whole family`, async () => {
    const { call, path, ask } = await clientWithScope();
    const { body } = await call("POST", `${path}/key`, pemPair(kind).publicPem, { base: "/api/v2", contentType: "text/plain" });
    for (const each of [alg, ...also]) assert.equal(await ask(body.kid, each, kind), "token", each);
    if (kind === "RSA-2048") assert.notEqual(await ask(body.kid, never, kind), "token");
  });

test("a key whose JWK names PS256 signs with that alone", async () => {
  const { call, path, ask } = await clientWithScope();
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "RSA-2048", 1, { alg: "PS256" }));
  assert.equal(await ask("k", "PS256", "RSA-2048"), "token");
  assert.notEqual(await ask("k", "RS256", "RSA-2048"), "token");
});

// The token statement compares thumbprints, which alg is no part of: a process that has prepared the key before keeps its old algorithms for a while.
test("SEC-011 a key that is sent again with another alg is bound by it at once", async () => {
  const { call, path, ask } = await clientWithScope();
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "RSA-2048", 1));
  assert.equal(await ask("k", "RS256", "RSA-2048"), "token");
  await call("PUT", `${path}/jwks/k`, jwkOf("k", "RSA-2048", 1, { alg: "PS256" }));
  assert.notEqual(await ask("k", "RS256", "RSA-2048"), "token");
  assert.equal(await ask("k", "PS256", "RSA-2048"), "token");
});
