import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { plantOrganization } from "../test/installation.ts";
import { entriesAbout, plantScope } from "./clients-under-test.ts";
import { fieldsOf, ownInstallation, versionOf } from "./own-under-test.ts";

const installation = await ownInstallation();
const { deps, owner, ownerWithClient, operator } = installation;

const REPLACEMENT = { name: "Lønn", description: "", uri: null, scopes: [], accessTokenLifetimeSeconds: 120, acceptsTokenEndpointAudience: false };

test("SEC-112 a client is created with what is left out, and shown with these members alone", async () => {
  const { org, call } = await owner();
  const { status, body, headers } = await call("POST", "/clients", { name: "Lønn" });
  assert.equal(status, 201);
  assert.equal(versionOf(headers), '"1"');
  assert.equal(headers.get("location"), `http://localhost:8080/test/api/fullmakt/v1/clients/${body.clientId}`);
  assert.equal(headers.get("cache-control"), "no-store");
  const { clientId, createdAt, updatedAt, ...rest } = body;
  assert.deepEqual(rest, {
    name: "Lønn",
    description: "",
    uri: null,
    type: "maskinporten",
    active: true,
    locked: null,
    owner: { number: org, name: "Havsula" },
    scopes: [],
    removedScopes: [],
    accessTokenLifetimeSeconds: 120,
    acceptsTokenEndpointAudience: false,
    keys: { count: 0, nextExpiry: null },
  });
  assert.ok(Date.parse(createdAt) <= Date.parse(updatedAt));
  const read = await call("GET", `/clients/${clientId}`);
  assert.deepEqual([read.status, versionOf(read.headers), read.body], [200, '"1"', body]);
});

test("SEC-112 unknown and wrong members are refused, each by its name, and nothing is made", async () => {
  const { call } = await owner();
  for (const [wish, fields] of [
    [{ name: "x", clientId: "mine", more: 1 }, ["clientId", "more"]],
    [{ name: "x", active: false }, ["active"]],
    [{ name: "" }, ["name"]],
    [{}, ["name"]],
    [{ name: "x".repeat(256) }, ["name"]],
    [{ name: "a\u0000b" }, ["name"]],
    [{ name: "x", accessTokenLifetimeSeconds: 0 }, ["accessTokenLifetimeSeconds"]],
    [{ name: "x", accessTokenLifetimeSeconds: 1.5, acceptsTokenEndpointAudience: "yes" }, ["acceptsTokenEndpointAudience", "accessTokenLifetimeSeconds"]],
    [{ name: "x", scopes: ["none", 1] }, ["scopes.0", "scopes.1"]],
    [{ name: "x", type: "idporten" }, ["type"]],
    [{ name: "x", uri: "" }, ["uri"]],
    [{ name: "x", scopes: ["none:such"] }, ["scopes.0"]],
  ] as const) {
    const answer = await call("POST", "/clients", wish);
    assert.equal(answer.status, 400, JSON.stringify(wish));
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    assert.deepEqual(fieldsOf(answer), [...fields], JSON.stringify(wish));
  }
  assert.equal((await call("POST", "/clients", "{", { "content-type": "application/json" })).body.code, "FM-406");
  assert.equal((await call("POST", "/clients", "name=x", { "content-type": "application/x-www-form-urlencoded" })).body.code, "FM-407");
  // The one it calls with is there; no other.
  assert.equal((await call("GET", "/clients?inactive=true")).body.items.length, 1);
});

test("a replacement needs the ETag that was read, names every member, and leaves what only today's API knows", async () => {
  const { org, call, id, path, etag } = await ownerWithClient();
  const scope = await plantScope(deps, { givenTo: [org] });
  await deps.db.updateTable("client").set({ refresh_token_lifetime: 77, refresh_token_usage: "REUSE" }).where("id", "=", id).execute();
  assert.deepEqual([(await call("PUT", path, REPLACEMENT)).status, (await call("PUT", path, REPLACEMENT)).body.code], [428, "FM-413"]);
  for (const wrong of ['"7"', "nonsense", '"1x"']) assert.equal((await call("PUT", path, REPLACEMENT, { "if-match": wrong })).body.code, "FM-412", wrong);
  const incomplete = await call("PUT", path, { name: "x" }, { "if-match": etag });
  assert.deepEqual(fieldsOf(incomplete), ["acceptsTokenEndpointAudience", "accessTokenLifetimeSeconds", "description", "scopes", "uri"]);
  const wish = { ...REPLACEMENT, name: "Lønn 2", uri: "https://lonn.example.no/", scopes: [scope], accessTokenLifetimeSeconds: 60 };
  const replaced = await call("PUT", path, wish, { "if-match": etag });
  assert.equal(replaced.status, 200);
  assert.equal(versionOf(replaced.headers), '"2"');
  assert.deepEqual([replaced.body.name, replaced.body.uri, replaced.body.accessTokenLifetimeSeconds], ["Lønn 2", "https://lonn.example.no/", 60]);
  assert.deepEqual(replaced.body.scopes, [{ name: scope, usable: true, why: "access_given", delegable: false }]);
  const row = await deps.db.selectFrom("client").select(["refresh_token_lifetime", "refresh_token_usage"]).where("id", "=", id).executeTakeFirstOrThrow();
  assert.deepEqual(row, { refresh_token_lifetime: 77, refresh_token_usage: "REUSE" });
  assert.equal((await call("PUT", path, wish, { "if-match": etag })).status, 412, "the old ETag is used up");
  const same = await call("PUT", path, wish, { "if-match": '"2"' });
  assert.deepEqual([same.status, versionOf(same.headers)], [200, '"2"'], "no difference, no new version");
  assert.equal((await call("PUT", path, REPLACEMENT, { "if-match": "*" })).status, 200);
});

test("SEC-130 the setting for the audience is changed by its owner and stands in the log", async () => {
  const { call, id, path, etag } = await ownerWithClient();
  const on = await call("PUT", path, { ...REPLACEMENT, acceptsTokenEndpointAudience: true }, { "if-match": etag });
  assert.equal(on.body.acceptsTokenEndpointAudience, true);
  const entries = await entriesAbout(deps, id);
  assert.deepEqual(entries.at(-1), { ...entries.at(-1), action: "client.change" });
  assert.deepEqual(entries.at(-1)!.details.changed, ["accepts_token_endpoint_audience"]);
  const made = await call("POST", "/clients", { name: "x", acceptsTokenEndpointAudience: true });
  assert.equal((await entriesAbout(deps, made.body.clientId))[0]!.details.accepts_token_endpoint_audience, true);
});

test("deactivated and reactivated, with or without an ETag; again changes nothing", async () => {
  const { call, id, path } = await ownerWithClient();
  assert.equal((await call("DELETE", path, undefined, { "if-match": '"9"' })).status, 412);
  const gone = await call("DELETE", path, undefined, { "if-match": '"1"' });
  assert.deepEqual([gone.status, gone.body.active, versionOf(gone.headers)], [200, false, '"2"']);
  assert.deepEqual([(await call("DELETE", path)).status, (await call("GET", path)).body.active], [200, false]);
  const ids = async (query: string) => ((await call("GET", `/clients${query}`)).body.items as { clientId: string }[]).map(({ clientId }) => clientId);
  assert.ok(!(await ids("")).includes(id));
  assert.ok((await ids("?inactive=true")).includes(id));
  assert.equal((await call("GET", "/clients?inactive=maybe")).status, 400);
  const back = await call("POST", `${path}/reactivation`);
  assert.deepEqual([back.status, back.body.active], [200, true]);
  assert.deepEqual(
    (await entriesAbout(deps, id)).map(({ action }) => action),
    ["client.create", "client.deactivate", "client.reactivate"],
  );
});

test("one scope is put on a client and taken from it, the others stay; names are percent-encoded", async () => {
  const { org, call, id, path } = await ownerWithClient();
  const first = await plantScope(deps, { givenTo: [org] });
  const second = await plantScope(deps, { givenTo: [org], name: "fjellrev:egne/deler:lese.read" as ScopeName });
  const address = (scope: string) => `${path}/scopes/${encodeURIComponent(scope)}`;
  const names = (body: Record<string, unknown>) => (body.scopes as { name: string }[]).map(({ name }) => name).toSorted();
  assert.deepEqual(names((await call("PUT", address(first))).body), [first]);
  const both = await call("PUT", address(second), undefined, { "if-match": '"2"' });
  assert.deepEqual([both.status, names(both.body), versionOf(both.headers)], [200, [first, second].toSorted(), '"3"']);
  assert.equal(versionOf((await call("PUT", address(second))).headers), '"3"', "there already");
  assert.equal((await call("DELETE", address(first), undefined, { "if-match": '"2"' })).status, 412);
  assert.deepEqual(names((await call("DELETE", address(first))).body), [second]);
  assert.equal((await call("DELETE", address(first))).status, 404);
  const never = await plantScope(deps);
  const refused = await call("PUT", address(never));
  assert.deepEqual([refused.status, refused.body.code, fieldsOf(refused)], [400, "FM-441", ["scope"]]);
  assert.deepEqual(fieldsOf(await call("PUT", address("none:such"))), ["scope"]);
  assert.deepEqual(fieldsOf(await call("PUT", address("no name"))), ["scope"]);
  assert.deepEqual(
    (await entriesAbout(deps, id)).slice(1).map(({ details }) => [details.scopes_added, details.scopes_removed]),
    [
      [[first], []],
      [[second], []],
      [[], [first]],
    ],
  );
});

test("the scopes of a krr client are fixed", async () => {
  for (const name of ["krr:global/kontaktinformasjon.read", "krr:global/digitalpost.read"] as ScopeName[])
    await plantScope(deps, { name, open_to_all: true, allowed_integration_types: ["krr"] }).catch(() => {});
  const { call, path } = await ownerWithClient({ type: "krr" });
  const { body } = await call("GET", path);
  assert.deepEqual(
    body.scopes.map((scope: { name: string; usable: boolean }) => [scope.name, scope.usable]),
    [
      ["krr:global/digitalpost.read", true],
      ["krr:global/kontaktinformasjon.read", true],
    ],
  );
  for (const method of ["PUT", "DELETE"])
    assert.equal((await call(method, `${path}/scopes/${encodeURIComponent("krr:global/digitalpost.read")}`)).body.code, "FM-442", method);
});

test("each scope tells whether a token would get through now, and why not", async () => {
  const { org, call, id, path } = await ownerWithClient();
  const other = await plantOrganization(deps.db);
  const plant = async (columns: Parameters<typeof plantScope>[1], access?: Record<string, unknown>) => {
    const name = await plantScope(deps, columns);
    const { id: scope } = await deps.db.selectFrom("scope").select("id").where("name", "=", name).executeTakeFirstOrThrow();
    await deps.db.insertInto("client_scope").values({ env: 1, client: id, scope }).execute();
    if (access)
      await deps.db
        .updateTable("access")
        .set(access as { valid_to: Date })
        .where("scope", "=", scope)
        .where("org", "=", orgNumberToInt(org))
        .execute();
    return name;
  };
  const past = sql<Date>`now() - interval '1 minute'`;
  const expected: Record<string, [boolean, string, boolean]> = {
    [await plant({ givenTo: [org] })]: [true, "access_given", false],
    [await plant({ open_to_all: true })]: [true, "access_open", false],
    [await plant({ givenTo: [org], active: false })]: [false, "scope_deactivated", false],
    [await plant({ givenTo: [org], allowed_integration_types: ["krr"] })]: [false, "type_not_allowed", false],
    [await plant({ givenTo: [other] })]: [false, "access_never_given", false],
    [await plant({ delegation_source: "self" })]: [false, "access_never_given", true],
    [await plant({ givenTo: [org] }, { ended_at: past, ended_why: "removed" })]: [false, "access_removed", false],
    [await plant({ givenTo: [org] }, { valid_from: sql`now() - interval '1 hour'`, valid_to: past })]: [false, "access_expired", false],
    [await plant({ givenTo: [org] }, { valid_from: sql`now() + interval '1 hour'` })]: [false, "access_not_yet", false],
  };
  const locked = await plant({ givenTo: [org] });
  await deps.db.updateTable("scope").set({ locked_at: new Date(), lock_reason: "misbruk" }).where("name", "=", locked).execute();
  expected[locked] = [false, "scope_locked", false];
  const shown = (await call("GET", path)).body.scopes as { name: string; usable: boolean; why: string; delegable: boolean }[];
  assert.deepEqual(Object.fromEntries(shown.map(({ name, usable, why, delegable }) => [name, [usable, why, delegable]])), expected);
  // The explanation of the token question says the same.
  for (const { name, usable, why } of shown) {
    const { body } = await call("POST", "/explanations", { clientId: id, scope: name });
    assert.equal(body.granted, usable, name);
    assert.ok(
      body.links.some(({ cause }: { cause: string }) => cause === why),
      `${name} ${why}`,
    );
  }
});

test("the operator locks and unlocks any owner's client; nobody else does", async () => {
  const { org, call, id, path } = await ownerWithClient();
  const lock = await operator();
  const locked = await lock("PUT", `${path}/lock`, { reason: " misbruk " });
  assert.deepEqual([locked.status, locked.body.locked.reason, locked.body.owner.number], [200, "misbruk", org]);
  assert.equal((await call("GET", path)).body.locked.reason, "misbruk");
  assert.equal((await call("PUT", path, REPLACEMENT, { "if-match": "*" })).body.code, "FM-410");
  assert.equal((await call("DELETE", path)).body.code, "FM-410");
  for (const body of [{}, { reason: "" }, { reason: " . " }, { reason: "x", more: 1 }]) assert.equal((await lock("PUT", `${path}/lock`, body)).status, 400);
  assert.equal((await lock("PUT", "/clients/nobody/lock", { reason: "x" })).status, 404);
  const unlocked = await lock("DELETE", `${path}/lock`);
  assert.deepEqual([unlocked.status, unlocked.body.locked], [200, null]);
  assert.equal((await call("PUT", `${path}/lock`, { reason: "x" })).body.code, "FM-403");
  // With the operator's scope, which it should never have got, another organisation is still not the operator.
  const impostor = await installation.as(org, ["fullmakt:operator"]);
  for (const method of ["PUT", "DELETE"])
    assert.equal((await impostor(method, `${path}/lock`, method === "PUT" ? { reason: "x" } : undefined)).body.code, "FM-408");
  assert.deepEqual(
    (await entriesAbout(deps, id)).map(({ action }) => action),
    ["client.create", "client.lock", "client.unlock"],
  );
});
