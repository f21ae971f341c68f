/** What today's self-service API asks of a key, and shows of a client, beyond what our own face does (maskinporten.md 8.1, 9). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { caller, clientsInstallation, jwkOf, pemPair } from "./clients-under-test.ts";
import { ownCallsOf } from "./own-under-test.ts";
import { createApp } from "../app.ts";

const on = await clientsInstallation();
const app = createApp(on.deps);
const own = ownCallsOf(on.deps, (path, init) => app.fetch(new Request(`http://localhost:8080${path}`, init)));

async function client() {
  const { org, call } = await caller(on);
  const { body } = await call("POST", "/clients", { client_name: "Havsula" });
  return { org, call, id: body.client_id as string, path: `/clients/${body.client_id}` };
}

const bare = (...without: string[]) => Object.fromEntries(Object.entries(jwkOf("a", "RSA-2048")).filter(([name]) => !without.includes(name)));

for (const [method, base] of [
  ["POST", "/api/v1"],
  ["PUT", "/api/v1"],
  ["POST", "/external/api/v1"],
  ["POST", ""],
  ["POST", "/api/v1/altinn/admin"],
] as const)
  for (const [says, key, field, error] of [
    ["use", bare("use"), "keys.1.use", /use must be sig/],
    ["use, with null in its place", { ...bare(), use: null }, "keys.1.use", /use must be sig/],
    ["kid", bare("kid"), "keys.1.kid", /kid/],
    ["either", bare("use", "kid"), "keys.1.use", /use must be sig/],
  ] as const)
    test(`${method} ${base}/clients/{id}/jwks: a key without ${says} is refused as today, and the set stays`, async () => {
      const { call, path } = await client();
      await call("POST", `${path}/jwks`, { keys: [jwkOf("held")] });
      const { status, body } = await call(method, `${path}/jwks`, { keys: [jwkOf("b"), key] }, { base });
      assert.equal(status, 400, JSON.stringify(body));
      assert.match(body.error_description, error);
      assert.deepEqual(
        body.errors.map(({ isFieldError, fieldIdentifier }: Record<string, unknown>) => [isFieldError, fieldIdentifier]),
        [[true, field]],
      );
      const { body: left } = await call("GET", `${path}/jwks`);
      assert.deepEqual(
        left.keys.map(({ kid }: { kid: string }) => kid),
        ["held"],
      );
    });

test("one key under its own address: use is required there, and the kid is the address's", async () => {
  const { call, path } = await client();
  assert.equal((await call("PUT", `${path}/jwks/a`, bare("use"))).status, 400);
  const { status, body } = await call("PUT", `${path}/jwks/a`, bare("kid"));
  assert.deepEqual([status, body.kid], [200, "a"]);
});

test("a key without alg, PEM, and our own face do without what today's key set asks for", async () => {
  const { org, call, id, path } = await client();
  assert.equal((await call("POST", `${path}/jwks`, { keys: [bare("alg")] })).body.keys[0].alg, "RS256");
  assert.equal((await call("POST", `${path}/key`, pemPair("RSA-2048", 2).publicPem, { base: "/api/v2", contentType: "text/plain" })).status, 200);
  const ours = await own.as(org);
  const { kid: _, use: __, ...nameless } = jwkOf("x", "P-256");
  assert.equal((await ours("POST", `/clients/${id}/keys`, nameless)).status, 201);
});

test("PUT of a key set replaces it, as POST does", async () => {
  const { call, path } = await client();
  await call("POST", `${path}/jwks`, { keys: [jwkOf("a")] });
  const { status, body } = await call("PUT", `${path}/jwks`, { keys: [jwkOf("b", "P-256", 2)] });
  assert.deepEqual([status, body.keys.map(({ kid }: { kid: string }) => kid)], [200, ["b"]]);
  assert.deepEqual((await call("GET", `${path}/jwks`)).body, body);
  assert.equal((await call("PUT", `${path}/jwks`, { keys: [] })).status, 400);
});

test("a client shows its keys, wherever it is shown, and the members that it has nothing in", async () => {
  const { call, id, path } = await client();
  const { body: other } = await call("POST", "/clients", { client_name: "another" });
  const { body: jwks } = await call("POST", `${path}/jwks`, { keys: [jwkOf("a"), jwkOf("b", "RSA-2048")] });
  const { body: read } = await call("GET", path);
  assert.deepEqual(read.jwks, jwks);
  assert.deepEqual([read.jwks_uri, read.supplier_orgno, read.onbehalfof], [null, null, []]);
  const list = (await call("GET", "/clients")).body as unknown as (typeof read)[];
  assert.deepEqual(
    [id, other.client_id].map((one) => list.find(({ client_id }) => client_id === one)),
    [read, other],
  );
});

test("a client that was read can be put back with its keys in it; other keys are not set that way", async () => {
  const { call, path } = await client();
  await call("POST", `${path}/jwks`, { keys: [jwkOf("a")] });
  const { body: read } = await call("GET", path);
  const put = await call("PUT", path, { ...read, client_name: "Ny" });
  assert.deepEqual([put.status, put.body.client_name, put.body.jwks], [200, "Ny", read.jwks]);
  for (const keys of [[jwkOf("b")], [jwkOf("a", "P-256", 2)], [jwkOf("a"), jwkOf("b")], [null]]) {
    const { status, body } = await call("PUT", path, { ...read, jwks: { keys } });
    assert.deepEqual([status, body.errors[0].fieldIdentifier], [400, "jwks"]);
  }
  assert.deepEqual((await call("GET", path)).body.jwks, read.jwks);
  assert.equal((await call("POST", "/clients", { client_name: "a", jwks: read.jwks })).status, 400, "nor at creation");
});
