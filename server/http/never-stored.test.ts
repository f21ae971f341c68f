/** What is somebody's own is kept by nobody on the way; what is open to all says how long it may be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { jwkOf } from "../clients/clients-under-test.ts";
import { callAs, plantProvider } from "../scopes/testing.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";

const deps = await testDeps();
const app = createApp(deps);
const { org, prefix, call } = await plantProvider(deps);
await call("POST", "/scopes", { prefix, subscope: "les", description: "Les" });
const consumer = await plantOrganization(deps.db);
await call("PUT", `/scopes/access/${consumer}?scope=${prefix}:les`);
const clients = await callAs(deps, org, { scopes: ["idporten:dcr.write"] });
const { client_id: client } = (await clients("POST", "/clients", { client_name: "Havsula" })).body;
await clients("POST", `/clients/${client}/jwks`, { keys: [jwkOf("k")] });
const token = await ownToken(deps, "test", org, ["idporten:dcr.write", "idporten:scopes.write"]);

const OF_THE_CALLER = [
  "/clients",
  `/clients/${client}`,
  `/clients/${client}/jwks`,
  `/clients/${client}/jwks/k`,
  "/scopes",
  `/scopes?scope=${prefix}:les`,
  `/scopes/scope?scope=${prefix}:les`,
  `/scopes/access?scope=${prefix}:les`,
  "/scopes/access/all",
  "/prefix",
  "/altinn/admin/clients",
  `/altinn/admin/clients/${client}/jwks`,
].map((path) => `/api/v1${path}`);
const OWN = ["/clients", `/clients/${client}`, `/clients/${client}/keys`, "/scopes", `/scopes/${prefix}%3Ales`].map((path) => `/api/fullmakt/v1${path}`);

async function cacheControlOf(method: string, path: string, init: RequestInit = {}) {
  const response = await app.fetch(new Request(`http://localhost:8080/test${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...init }));
  return [response.status, response.headers.get("cache-control")];
}

for (const path of [...OF_THE_CALLER, ...OWN, `/clients/${client}`, "/external/api/v1/clients"])
  test(`SEC-042 GET and HEAD ${path}: never stored`, async () => {
    for (const method of ["GET", "HEAD"]) assert.deepEqual(await cacheControlOf(method, path), [200, "no-store"], method);
  });

test("SEC-042 a change is never stored either, nor one key that is added, nor a refusal", async () => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const key = { headers, body: JSON.stringify(jwkOf("ny", "P-256", 2)) };
  assert.deepEqual(await cacheControlOf("POST", `/api/v2/clients/${client}/key`, key), [200, "no-store"]);
  assert.deepEqual(await cacheControlOf("PUT", `/api/v1/scopes/access/${consumer}?scope=${prefix}:les`), [200, "no-store"]);
  assert.deepEqual(await cacheControlOf("DELETE", `/api/v1/clients/${client}/jwks/ny`), [200, "no-store"]);
  assert.deepEqual(await cacheControlOf("GET", "/api/v1/clients/nobody"), [404, "no-store"]);
  assert.deepEqual(await cacheControlOf("GET", "/api/v1/nothing"), [404, "no-store"]);
});

test("lists that need no token may be kept, and are asked about again", async () => {
  for (const path of ["/scopes/all", "/prefix/all", "/delegationsources", `/organizations/${org}`])
    assert.deepEqual(await cacheControlOf("GET", `/api/v1${path}`, { headers: {} }), [200, "no-cache"], path);
});
