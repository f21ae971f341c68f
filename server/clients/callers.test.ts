/** What programs that run today do with clients and keys, call by call (maskinporten.md 10.4). */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { plantOrganization } from "../test/installation.ts";
import { type Call, caller, clientsInstallation, jwkOf, JWT_BEARER, plantScope } from "./clients-under-test.ts";

const on = await clientsInstallation();
type Jwk = { kid: string } & Record<string, unknown>;

test("NAV's operator finds its client by description, creates it once, rotates its key and removes it", async () => {
  const { org, call } = await caller(on);
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const base = "";
  const wanted = {
    access_token_lifetime: 120,
    application_type: "web",
    authorization_lifetime: 7_200,
    client_name: "NAV",
    client_uri: "https://www.nav.example",
    description: "test-cluster:team:sak",
    frontchannel_logout_session_required: false,
    grant_types: [JWT_BEARER],
    integration_type: "maskinporten",
    post_logout_redirect_uris: null,
    redirect_uris: null,
    refresh_token_usage: "ONETIME",
    scopes: [scope],
    sso_disabled: false,
    token_endpoint_auth_method: "private_key_jwt",
  };
  const find = async () =>
    (await call("GET", "/clients", undefined, { base })).body.find(
      (one: { description: string; integration_type: string }) => one.description === wanted.description && one.integration_type === "maskinporten",
    );
  assert.equal(await find(), undefined);
  const created = await call("POST", "/clients", wanted, { base });
  assert.equal(created.status, 200);
  const found = await find();
  assert.equal(found.client_id, created.body.client_id);

  // Each reconciliation puts the whole registration again, without id and without active.
  const path = `/clients/${found.client_id}`;
  const updated = await call("PUT", path, { ...wanted, client_name: "NAV sak" }, { base });
  assert.deepEqual([updated.status, updated.body.client_name, updated.body.active, updated.body.client_uri], [200, "NAV sak", true, "https://www.nav.example"]);

  const bare = (jwk: Record<string, unknown>) => ({ use: "sig", kty: jwk.kty, kid: jwk.kid, alg: "RS256", n: jwk.n, e: jwk.e });
  const register = async (...keys: Record<string, unknown>[]) => (await call("POST", `${path}/jwks`, { keys }, { base })).body.keys as Jwk[];
  const first = bare(jwkOf("key-1", "RSA-2048", 1));
  const second = bare(jwkOf("key-2", "RSA-2048", 2));
  assert.deepEqual(
    (await register(first)).map(({ kid }) => kid),
    ["key-1"],
  );
  assert.deepEqual((await register(second, first)).map(({ kid }) => kid).toSorted(), ["key-1", "key-2"]);
  const read = (await call("GET", `${path}/jwks`, undefined, { base })).body.keys as Jwk[];
  for (const key of read) for (const member of ["alg", "kty", "use", "kid", "e", "n"]) assert.equal(typeof key[member], "string");
  assert.deepEqual(
    (await register(second)).map(({ kid }) => kid),
    ["key-2"],
  );

  const removed = await call("DELETE", path, undefined, { base });
  assert.ok(removed.status >= 200 && removed.status < 300);
  assert.equal(await find(), undefined);
});

test("Oslo municipality creates a client, adds keys by putting the whole set back, up to five, and removes the last with DELETE of the set", async () => {
  const { org, call } = await caller(on);
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const options = { base: "" };
  const created = await call(
    "POST",
    "/clients/",
    {
      client_name: "team-sak-test",
      description: "Fagsystem for sak",
      scopes: [scope],
      token_endpoint_auth_method: "private_key_jwt",
      grant_types: [JWT_BEARER],
      integration_type: "maskinporten",
      application_type: "web",
    },
    options,
  );
  assert.equal(created.status, 200);
  const path = `/clients/${created.body.client_id}/jwks`;
  const readSet = async () => ((await call("GET", path, undefined, options)).body.keys ?? []) as Jwk[];
  const addOne = async (jwk: Record<string, unknown>) => {
    const { use: _, ...sent } = jwk;
    const keys = [...(await readSet()), sent].map((key) => ({ ...key, use: "sig" }));
    return call("POST", path, { keys }, options);
  };
  const removeOne = async (kid: string) => {
    const keys = (await readSet()).filter((key) => key.kid !== kid).map((key) => ({ ...key, use: "sig" }));
    return keys.length === 0 ? call("DELETE", path, undefined, options) : call("POST", path, { keys }, options);
  };
  assert.deepEqual(await readSet(), []);
  for (const number of [1, 2, 3, 4, 5]) {
    const { status, body } = await addOne(jwkOf(`team-${number}`, "RSA-2048", 1 + (number % 2), { alg: "RS256" }));
    assert.deepEqual([status, body.keys.length], [200, number]);
  }
  const sixth = await addOne(jwkOf("team-6", "RSA-2048", 1));
  assert.equal(sixth.status, 400);
  assert.match(sixth.body.error_description, /at most 5/);
  assert.equal((await readSet()).length, 5);
  for (const left of [4, 3, 2, 1, 0]) {
    const [oldest] = await readSet();
    const { status } = await removeOne(oldest!.kid);
    assert.equal(status, 200);
    assert.equal((await readSet()).length, left);
  }
  assert.equal((await call("POST", path, { keys: [] }, options)).status, 400);
  assert.equal((await addOne(jwkOf("team-7", "RSA-2048", 1))).status, 200);
});

test("Altinn's operator lists, creates, gives keys, rotates with the old key kept, changes scopes and removes, on its partner API", async () => {
  const org = await plantOrganization(on.deps.db);
  const base = "/api/v1/altinn/admin";
  const asked = await on.as(org, { scopes: ["idporten:dcr.altinn"] });
  const call: Call = (method, path, body, options) => asked(method, path, body, { base, ...options });
  const [read, write] = [await plantScope(on.deps, { givenTo: [org] }), await plantScope(on.deps, { givenTo: [org] })];
  // It stops at a client without a name, or with another than one of its own: neither the client that it calls with nor what others made may be there.
  const colleague = await on.as(org, { scopes: ["idporten:dcr.write"] });
  assert.equal((await colleague("POST", "/clients", { client_name: "an-intern-integrasjon" })).status, 200);
  assert.deepEqual((await call("GET", "/clients")).body, []);

  const wanted = {
    client_name: "altinnstudiooperator-ttd-tt02-sak",
    client_orgno: org,
    description: "Altinn Studio Operator managed client for ttd/tt02/sak",
    grant_types: [JWT_BEARER],
    integration_type: "maskinporten",
    application_type: "web",
    token_endpoint_auth_method: "private_key_jwt",
    scopes: [read],
  };
  const created = await call("POST", "/clients", wanted);
  assert.equal(created.status, 201);
  const path = `/clients/${created.body.client_id}`;
  const id = randomUUID();
  const keyOf = (number: number) =>
    jwkOf(`${id}.${number}`, "RSA-2048", number + 1, { alg: "RS512", exp: Math.floor(Date.now() / 1_000) + (number + 1) * 86_400 });
  const first = await call("POST", `${path}/jwks`, { keys: [keyOf(0)] });
  assert.equal(first.status, 201);

  // By list alone, since it knows no address of one client, and by its keys.
  const find = async () => {
    const { status, body } = await call("GET", "/clients");
    assert.equal(status, 200);
    return (body as unknown as { client_id: string; scopes: string[] }[]).find(({ client_id: found }) => found === created.body.client_id);
  };
  const kids = async () => {
    const { status, body } = await call("GET", `${path}/jwks`);
    assert.equal(status, 200);
    return (body.keys as Jwk[]).map(({ kid }) => kid).toSorted();
  };
  assert.equal((await call("GET", path)).status, 405);
  const found = (await find())!;
  for (const [member, value] of Object.entries(wanted)) assert.deepEqual((found as Record<string, unknown>)[member], value, member);
  assert.deepEqual(await kids(), [`${id}.0`]);

  const rotated = await call("POST", `${path}/jwks`, { keys: [keyOf(1), keyOf(0)] });
  assert.equal(rotated.status, 201);
  assert.deepEqual(await kids(), [`${id}.0`, `${id}.1`]);
  const oldKey = (keys: Jwk[]) => keys.find(({ kid }) => kid === `${id}.0`)!;
  assert.equal(oldKey(rotated.body.keys).created, oldKey(first.body.keys).created, "the old key is the same key");

  const updated = await call("PUT", path, { ...wanted, scopes: [write] });
  assert.deepEqual([updated.status, updated.body.scopes], [200, [write]]);
  assert.deepEqual([(await find())!.scopes, await kids()], [[write], [`${id}.0`, `${id}.1`]], "a change of scopes leaves the keys");

  const removed = await call("DELETE", path);
  assert.deepEqual([removed.status, removed.body], [204, {}]);
  assert.equal(await find(), undefined);
});

test("Altinn's scope opens its partner API alone; the ordinary scopes open that too, each for what it may", async () => {
  const org = await plantOrganization(on.deps.db);
  const base = "/api/v1/altinn/admin";
  const altinn = await on.as(org, { scopes: ["idporten:dcr.altinn"] });
  for (const path of ["/clients", "/clients/x/jwks"]) assert.equal((await altinn("GET", path)).status, 403, path);
  const reader = await on.as(org, { scopes: ["idporten:dcr.read"] });
  assert.equal((await reader("GET", "/clients", undefined, { base })).status, 200);
  assert.equal((await reader("POST", "/clients", { client_name: "a" }, { base })).status, 403);
  const other = await caller(on);
  const { body: client } = await other.call("POST", "/clients", { client_name: "another's" });
  for (const [method, path, body] of [
    ["PUT", `/clients/${client.client_id}`, { client_name: "mine" }],
    ["DELETE", `/clients/${client.client_id}`, undefined],
    ["GET", `/clients/${client.client_id}/jwks`, undefined],
    ["POST", `/clients/${client.client_id}/jwks`, { keys: [jwkOf("k")] }],
  ] as const)
    assert.equal((await altinn(method, path, body, { base })).status, 403, `SEC-110 ${method} ${path}`);
});
