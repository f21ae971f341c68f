/** ETags of our own API: what a change is refused by, and what a caller need not be sent again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { jwkOf, plantScope } from "../clients/clients-under-test.ts";
import { ownInstallation } from "../clients/own-under-test.ts";

const on = await ownInstallation();

test("who has what it would get is answered 304 without a body, by GET and HEAD; a change makes it 200 again", async () => {
  const { call, path } = await on.ownerWithClient();
  const read = await call("GET", path);
  const etag = read.headers.get("etag")!;
  for (const header of [etag, `W/${etag}`, `"1.other", ${etag}`, "*"]) {
    const again = await call("GET", path, undefined, { "if-none-match": header });
    assert.deepEqual([again.status, again.body, again.headers.get("etag"), again.headers.get("cache-control")], [304, {}, etag, "no-store"], header);
  }
  assert.equal((await call("HEAD", path, undefined, { "if-none-match": etag })).status, 304);
  assert.equal((await call("GET", path, undefined, { "if-none-match": '"1"' })).status, 200, "another ETag");
  const { clientId: _1, type: _2, active: _3, locked: _4, owner: _5, createdAt: _6, updatedAt: _7, keys: _8, removedScopes: _9, ...wish } = read.body;
  const changed = await call("PUT", path, { ...wish, name: "Ny", scopes: [] }, { "if-match": etag, "if-none-match": etag });
  assert.equal(changed.status, 200, "If-None-Match says nothing about a change");
  assert.equal((await call("GET", path, undefined, { "if-none-match": etag })).status, 200);
  assert.equal((await call("GET", path, undefined, { "if-none-match": changed.headers.get("etag")! })).status, 304, "the ETag of the change holds");
});

test("what is shown of a client rests on more than its own version: then it is 200, and the ETag still matches a change", async () => {
  const { org, call } = await on.owner();
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const { body, headers } = await call("POST", "/clients", { name: "Lønn", scopes: [scope] });
  const path = `/clients/${body.clientId}`;
  const etag = headers.get("etag")!;
  assert.equal((await call("GET", path, undefined, { "if-none-match": etag })).status, 304);
  const { id } = await on.deps.db.selectFrom("scope").select("id").where("name", "=", scope).executeTakeFirstOrThrow();
  const removed = on.deps.db.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" });
  await removed.where("org", "=", orgNumberToInt(org)).where("scope", "=", id).execute();
  const without = await call("GET", path, undefined, { "if-none-match": etag });
  assert.deepEqual([without.status, without.body.scopes[0].usable], [200, false]);
  await call("POST", `${path}/keys`, jwkOf("k"));
  assert.equal((await call("GET", path, undefined, { "if-none-match": without.headers.get("etag")! })).body.keys.count, 1);
  assert.equal((await call("DELETE", path, undefined, { "if-match": etag })).status, 200, "nobody has changed the client");
});

test("Location leads to what was made, at the public address, also when that has a path", async () => {
  const proxied = await ownInstallation((settings) => {
    settings.environments.test.issuer = "https://stat.example/fullmakt/test/";
    settings.environments.test.aliases = ["http://localhost:8080/test/"];
  });
  const { call } = await proxied.owner();
  const { body, headers } = await call("POST", "/clients", { name: "Lønn" });
  assert.equal(headers.get("location"), `https://stat.example/fullmakt/test/api/fullmakt/v1/clients/${body.clientId}`);
  const key = await call("POST", `/clients/${body.clientId}/keys`, jwkOf("k"));
  assert.equal(key.headers.get("location"), `https://stat.example/fullmakt/test/api/fullmakt/v1/clients/${body.clientId}/keys/k`);
});

test("a refusal is in English throughout when its caller has no wish, as detail and fields always are", async () => {
  const { call } = await on.owner();
  for (const [wish, language, title] of [
    [undefined, "en", "Something in the request is not as expected"],
    ["*", "en", "Something in the request is not as expected"],
    ["nn", "nn", "Noko i førespurnaden er ikkje som venta"],
  ] as const) {
    const { body, headers } = await call("POST", "/clients", {}, wish ? { "accept-language": wish } : {});
    assert.deepEqual([headers.get("content-language"), body.title, body.detail], [language, title, "The request is not valid."]);
  }
});
