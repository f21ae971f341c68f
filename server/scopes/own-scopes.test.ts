import assert from "node:assert/strict";
import { test } from "node:test";
import { plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { allPages, callAsOperator, ownCall, ownCallAs, plantOwner } from "./own-testing.ts";
import { logOf } from "./testing.ts";

const deps = await testDeps();

test("a scope is created, read, replaced, deactivated and reactivated", async () => {
  const { org, prefix, call, scope, path } = await plantOwner(deps);
  const body = { prefix, subscope: "annet.read", description: "Lese annet", translations: { nn: { description: "Lese anna" } }, typedTokens: true };
  const created = await call("POST", "/scopes", body);
  assert.equal(created.status, 201);
  assert.equal(created.headers.get("location"), `http://localhost:8080/test/api/fullmakt/v1/scopes/${encodeURIComponent(`${prefix}:annet.read`)}`);
  assert.deepEqual(created.body.owner, { number: org, name: "Lyngvidda Direktorat" });
  assert.deepEqual([created.body.typedTokens, created.body.translations, created.body.visibility], [true, body.translations, "PUBLIC"]);
  const followed = await call("GET", `/scopes/${encodeURIComponent(`${prefix}:annet.read`)}`);
  assert.deepEqual(followed.body, created.body);
  assert.equal(followed.headers.get("etag"), created.headers.get("etag"));
  assert.equal(followed.headers.get("cache-control"), "no-store");

  const { body: before, headers } = await call("GET", path);
  assert.equal(before.name, scope);
  const wanted = replacementOf(before, { description: "Lese alt", enforcedAudience: "https://api.lyngvidda.example/" });
  const replaced = await call("PUT", path, wanted, { "if-match": headers.get("etag")! });
  assert.deepEqual([replaced.status, replaced.body.description, replaced.body.enforcedAudience], [200, "Lese alt", "https://api.lyngvidda.example/"]);
  assert.notEqual(replaced.headers.get("etag"), headers.get("etag"));
  for (const [says, etag, status, code] of [
    ["without If-Match", undefined, 428, "FM-413"],
    ["with an old version", headers.get("etag"), 412, "FM-412"],
    ["with no version of ours", '"x"', 412, "FM-412"],
  ] as const) {
    const answer = await call("PUT", path, wanted, etag ? { "if-match": etag } : {});
    assert.deepEqual([answer.status, answer.body.code, answer.headers.get("content-type")], [status, code, "application/problem+json"], says);
  }
  assert.equal((await call("PUT", path, wanted, { "if-match": "*" })).status, 200);

  assert.equal((await call("DELETE", path, undefined, { "if-match": headers.get("etag")! })).status, 412);
  const gone = await call("DELETE", path);
  assert.deepEqual([gone.status, gone.body.active, gone.body.usable], [200, false, false]);
  assert.deepEqual(await names(call, "/scopes"), [`${prefix}:annet.read`]);
  assert.deepEqual(await names(call, "/scopes?inactive=true"), [`${prefix}:annet.read`, scope]);
  const again = await call("POST", "/scopes", { prefix, subscope: "tilsyn/rapport.read", description: "x" });
  assert.deepEqual([again.status, again.body.code], [409, "FM-409"], "SEC-082 not revived by creating it again");
  assert.deepEqual((await call("POST", `${path}/reactivation`)).body.active, true);
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action, object }) => [action, object.scope]).filter(([, name]) => name === scope),
    ["scope.create", "scope.change", "scope.deactivate", "scope.reactivate"].map((action) => [action, scope]),
  );
});

test("a POST with an Idempotency-Key is carried out once", async () => {
  const { prefix, call } = await plantOwner(deps);
  const send = (subscope: string) => call("POST", "/scopes", { prefix, subscope, description: "x" }, { "idempotency-key": "k1" });
  const [first, second] = [await send("en"), await send("en")];
  assert.deepEqual([first.status, second.status, second.headers.get("idempotency-replayed")], [201, 201, "true"]);
  assert.deepEqual(second.body, first.body);
  assert.equal(second.headers.get("location"), first.headers.get("location"));
  assert.equal((await send("to")).status, 422);
});

test("a refused POST leaves its Idempotency-Key free", async () => {
  const { prefix, call } = await plantOwner(deps);
  const send = (description: string) => call("POST", "/scopes", { prefix, subscope: "en", description }, { "idempotency-key": "k2" });
  assert.equal((await send("")).status, 400);
  assert.equal((await send("Lese")).status, 201);
});

test("50 PUT with one ETag: one is carried out", async () => {
  const { call, path } = await plantOwner(deps);
  const { body, headers } = await call("GET", path);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => call("PUT", path, replacementOf(body, { description: `no. ${i}` }), { "if-match": headers.get("etag")! })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, ...Array.from({ length: 49 }, () => 412)],
  );
  assert.equal((await call("GET", path)).body.description, answers.find(({ status }) => status === 200)!.body.description);
});

for (const { says, change, fields } of [
  { says: "members that nobody knows", change: { owner: "310801011", versjon: 1 }, fields: ["owner", "versjon"] },
  { says: "an unknown member of a translation", change: { translations: { nn: { tekst: "x" } } }, fields: ["translations.nn.tekst"] },
  { says: "no language tag", change: { translations: { "nynorsk!": { description: "x" } } }, fields: ["translations.nynorsk!"] },
  { says: "an empty description", change: { description: " " }, fields: ["description"] },
  { says: "a description that turns text around", change: { description: "a\u202eb" }, fields: ["description"] },
  { says: "a negative number", change: { maxTokenAgeSeconds: -1 }, fields: ["maxTokenAgeSeconds"] },
  { says: "a delegation source that is none", change: { delegationSource: "https://x.example/" }, fields: ["delegationSource"] },
  { says: "a wrong subscope", change: { subscope: "Store Bokstaver" }, fields: ["subscope"] },
])
  test(`a scope with ${says} is refused with a line per field`, async () => {
    const { prefix, call } = await plantOwner(deps);
    const answer = await call("POST", "/scopes", { prefix, subscope: "a", description: "x", ...change });
    assert.equal(answer.status, 400);
    assert.deepEqual(
      answer.body.errors.map(({ field }: { field: string }) => field),
      fields,
    );
    assert.equal((await call("GET", "/scopes")).body.items.length, 1);
  });

test("a replacement that lacks a member is refused, and nothing is emptied", async () => {
  const { call, path } = await plantOwner(deps);
  const answer = await call("PUT", path, { description: "x" }, { "if-match": "*" });
  assert.equal(answer.status, 400);
  assert.ok(answer.body.errors.some(({ field }: { field: string }) => field === "enforcedAudience"));
});

test("what only the operator may choose is refused to others", async () => {
  const { prefix, call } = await plantOwner(deps);
  for (const change of [{ visibility: "INTERNAL" }, { protected: true }]) {
    const answer = await call("POST", "/scopes", { prefix, subscope: "a", description: "x", ...change });
    assert.deepEqual([answer.status, answer.body.code], [403, "FM-408"]);
  }
});

test("reading needs a scope for reading, writing one for writing", async () => {
  const { org, path, prefix } = await plantOwner(deps);
  const [reader, other] = [await ownCallAs(deps, org, { scopes: ["idporten:scopes.read"] }), await ownCallAs(deps, org, { scopes: ["idporten:dcr.read"] })];
  assert.equal((await reader("GET", path)).status, 200);
  assert.equal((await reader("DELETE", path)).status, 403);
  assert.equal((await reader("POST", "/scopes", { prefix, subscope: "b", description: "x" })).status, 403);
  assert.equal((await other("GET", path)).status, 403);
  assert.equal((await other("GET", "/available-scopes")).status, 200);
  assert.equal((await ownCall(deps, null)("GET", path)).status, 401);
});

test("the operator locks a scope: its owner sees why and cannot change it, and unlocking leaves what the owner decided", async () => {
  const { org, call, path, scope } = await plantOwner(deps);
  const operator = await callAsOperator(deps);
  for (const reason of ["", "  ", "123"]) assert.equal((await operator("PUT", `${path}/lock`, { reason })).status, 400);
  const locked = await operator("PUT", `${path}/lock`, { reason: "Lekkasje" });
  assert.deepEqual([locked.status, locked.body.locked.reason, locked.body.usable], [200, "Lekkasje", false]);
  const { body } = await call("GET", path);
  assert.equal(body.locked.reason, "Lekkasje");
  assert.equal((await call("PUT", path, replacementOf(body, {}), { "if-match": "*" })).status, 409);
  assert.equal((await call("POST", `${path}/reactivation`)).status, 409);
  assert.deepEqual((await operator("DELETE", `${path}/lock`)).body.usable, true);
  assert.equal((await operator("PUT", "/scopes/none%3Asuch/lock", { reason: "x" })).status, 404);
  assert.deepEqual(
    (await logOf(deps, org)).filter(({ object }) => object.scope === scope).map(({ action }) => action),
    ["scope.create", "scope.lock", "scope.unlock"],
  );
});

test("what may be put on a client: given, open, delegable, with who provides it and why", async () => {
  const { prefix, call, path } = await plantOwner(deps, "Tilbyder");
  const consumer = await plantOrganization(deps.db, "Konsument");
  const other = await ownCallAs(deps, consumer, { scopes: ["idporten:dcr.write"] });
  const { issuer } = deps.settings.environments.test;
  await call("POST", "/scopes", { prefix, subscope: "open", description: "x", openToAll: true });
  await call("POST", "/scopes", { prefix, subscope: "delegable", description: "x", delegationSource: issuer });
  await call("POST", "/scopes", { prefix, subscope: "closed", description: "x" });
  await call("PUT", `${path}/accesses/${consumer}`, {});
  const mine = (await allPages(other, "/available-scopes?limit=2")).filter(({ provider }) => provider.name === "Tilbyder");
  assert.deepEqual(
    mine.map(({ name, why }) => [name, why]),
    [
      [`${prefix}:delegable`, "delegable"],
      [`${prefix}:open`, "open"],
      [`${prefix}:tilsyn/rapport.read`, "given"],
    ],
  );
  assert.equal((await call("GET", `/scopes/${encodeURIComponent(`${prefix}:delegable`)}`)).body.delegationSource, issuer);
});

test("SEC-113 the list followed to its end has every scope that was there once, while others are made", async () => {
  const { prefix, call } = await plantOwner(deps);
  for (let i = 0; i < 20; i++) await call("POST", "/scopes", { prefix, subscope: `s${i + 10}`, description: "x" });
  const there = await names(call, "/scopes?limit=1000");
  const seen = await allPages(call, "/scopes?limit=3", async (page) => {
    for (const subscope of [`a${page}`, `z${page}`]) await call("POST", "/scopes", { prefix, subscope, description: "x" });
    if (page === 2) await call("DELETE", `/scopes/${encodeURIComponent(`${prefix}:s10`)}`);
  });
  const seenNames = seen.map(({ name }) => name);
  assert.equal(new Set(seenNames).size, seenNames.length);
  for (const name of there) assert.ok(seenNames.includes(name), name);
});

test("SEC-111 a continuation is good for its tenant, list and filter only", async () => {
  const [one, other] = [await plantOwner(deps), await plantOwner(deps)];
  await one.call("POST", "/scopes", { prefix: one.prefix, subscope: "b", description: "x" });
  const next = encodeURIComponent((await one.call("GET", "/scopes?limit=1")).body.next);
  assert.equal((await one.call("GET", `/scopes?limit=1&continuation=${next}`)).status, 200);
  for (const [call, path] of [
    [other.call, `/scopes?continuation=${next}`],
    [one.call, `/scopes?inactive=true&continuation=${next}`],
    [one.call, `/prefixes?continuation=${next}`],
    [one.call, `/scopes?continuation=x${next}`],
  ] as const)
    assert.equal((await call("GET", path)).status, 400, path);
});

test("a name that is spelled as in the address, with every character that a name may hold", async () => {
  const org = await plantOrganization(deps.db);
  const prefix = await plantPrefix(deps.db, "test", org);
  const call = await ownCallAs(deps, org);
  await call("POST", "/scopes", { prefix, subscope: "a/b:c._-d", description: "x" });
  assert.equal((await call("GET", `/scopes/${prefix}%3Aa%2Fb%3Ac._-d`)).body.name, `${prefix}:a/b:c._-d`);
  for (const wrong of ["%00", "a%20b", "%3A", "x".repeat(300), "%E0%A4%A"]) assert.equal((await call("GET", `/scopes/${wrong}`)).status, 404, wrong);
});

const names = async (call: Awaited<ReturnType<typeof ownCallAs>>, path: string): Promise<string[]> =>
  (await call("GET", path)).body.items.map(({ name }: { name: string }) => name);

/** What a PUT sends: all that the owner decides. */
function replacementOf(scope: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  const { name: _name, prefix: _prefix, subscope: _subscope, owner: _owner, active: _active, locked: _locked, usable: _usable, ...rest } = scope;
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...decided } = rest;
  return { ...decided, ...change };
}
