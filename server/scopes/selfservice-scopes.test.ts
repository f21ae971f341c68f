import assert from "node:assert/strict";
import { test } from "node:test";
import { freshOrgNumber, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { lockScope } from "./operations.ts";
import { callAs, openCall, plantProvider, scopeName, SYSTEM } from "./testing.ts";

const deps = await testDeps();
const SCOPE = { subscope: "tilsyn.read", description: "Lese tilsynsrapporter" };
const q = encodeURIComponent;

test("a scope comes back as it was sent, with today's members and no others (SEC-112 listed fields only)", async () => {
  const { org, prefix, call } = await plantProvider(deps);
  const sent = {
    ...SCOPE,
    prefix,
    long_description: "**Lese** tilsyn\nfor kommuner",
    "description#nn": "Lese tilsynsrapportar",
    "long_description#en": "Read inspections",
    visibility: "PRIVATE",
    allowed_integration_types: ["maskinporten", "krr"],
    accessible_for_all: false,
    delegation_source: "https://tt02.altinn.no/",
    token_type: "SELF_CONTAINED",
    at_max_age: 120,
    authorization_max_lifetime: 120,
    requires_user_consent: false,
    requires_user_authentication: true,
    requires_pseudonymous_tokens: true,
    enforced_aud_for_access_token: "https://api.lyngvidda.example.no/",
    supports_european_businesses: true,
    protected: false,
  };
  const { status, body } = await call("POST", "/scopes", sent);
  assert.equal(status, 200);
  const { created, last_updated, ...rest } = body;
  assert.deepEqual(rest, { ...sent, name: `${prefix}:tilsyn.read`, active: true, owner_orgno: org });
  for (const time of [created, last_updated]) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual((await call("GET", `/scopes?scope=${prefix}:tilsyn.read`)).body, body, "one object, not a list");
  assert.deepEqual((await call("GET", `/scopes/scope?scope=${q(`${prefix}:tilsyn.read`)}`)).body, body);
  assert.deepEqual((await call("GET", "/scopes")).body, [body]);
});

test("SEC-112 members that are not the caller's to write are not read", async () => {
  const { org, prefix, call } = await plantProvider(deps);
  const other = await plantOrganization(deps.db);
  const { body } = await call("POST", "/scopes", {
    ...SCOPE,
    prefix,
    owner_orgno: other,
    owner: Number(other),
    name: "altinn:everything",
    id: 1,
    version: 7,
    env: "prod",
    usable: false,
    locked_at: "2020-01-01T00:00:00Z",
    typed_tokens: true,
    created: "2020-01-01T00:00:00Z",
    unknown: { deep: [1] },
    "description#": "x",
    "constructor#nb": "x",
    "visibility#nb": "x",
  });
  assert.deepEqual([body.name, body.owner_orgno, body.active], [`${prefix}:tilsyn.read`, org, true]);
  assert.notEqual(body.created.slice(0, 4), "2020");
  assert.deepEqual(Object.keys(body).toSorted(), [
    "accessible_for_all",
    "active",
    "allowed_integration_types",
    "at_max_age",
    "authorization_max_lifetime",
    "created",
    "description",
    "last_updated",
    "name",
    "owner_orgno",
    "prefix",
    "protected",
    "requires_pseudonymous_tokens",
    "requires_user_authentication",
    "requires_user_consent",
    "subscope",
    "supports_european_businesses",
    "token_type",
    "visibility",
  ]);
});

test("null and empty optional members count as absent, and today's two names for one thing are both read", async () => {
  const { prefix, call } = await plantProvider(deps);
  const { status, body } = await call("POST", "/scopes", {
    ...SCOPE,
    prefix,
    long_description: "",
    delegation_source: "",
    enforced_aud_for_access_token: null,
    visibility: null,
    token_type: "",
    accessible_for_all: null,
    "description#nn": "",
    allowable_integration_types: ["krr", "krr"],
    authorization_max_age: 60,
  });
  assert.equal(status, 200);
  assert.deepEqual(
    [body.visibility, body.token_type, body.delegation_source, body.allowed_integration_types, body.authorization_max_lifetime],
    ["PUBLIC", "SELF_CONTAINED", undefined, ["krr"], 60],
  );
});

test("this installation as delegation source is shown as its issuer", async () => {
  const { prefix, call } = await plantProvider(deps);
  const { body } = await call("POST", "/scopes", { ...SCOPE, prefix, delegation_source: "http://localhost:8080/test/" });
  assert.equal(body.delegation_source, "http://localhost:8080/test/");
  const row = await deps.db.selectFrom("scope").select("delegation_source").where("name", "=", body.name).executeTakeFirstOrThrow();
  assert.equal(row.delegation_source, "self", "no row keeps our address");
});

test("SEC-030 scope names match exactly, in case too", async () => {
  const { prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix });
  for (const name of [`${prefix}:TILSYN.READ`, `${prefix}:tilsyn.rea`, `${prefix}:tilsyn.read.`, `${prefix.toUpperCase()}:tilsyn.read`, `${prefix}:tilsyn.%`])
    assert.equal((await call("GET", `/scopes?scope=${q(name)}`)).status, 404, name);
});

test("raw colons and slashes in the query are read, and an encoded & stays part of the scope", async () => {
  const { prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix, subscope: "a/b:c" });
  for (const query of [`scope=${prefix}:a/b:c`, `scope=${prefix}%3Aa%2Fb%3Ac`, `scope=${prefix}:a/b:c&inactive=`, `inactive=true&scope=${prefix}:a/b:c`])
    assert.equal((await call("GET", `/scopes?${query}`)).body.name, `${prefix}:a/b:c`, query);
  for (const query of [`scope=${prefix}:a/b:c%26inactive=true`, `scope=${prefix}:a/b:c%00`, "scope=%ff", `scope=${prefix}:a/b:c%20`])
    assert.equal((await call("GET", `/scopes?${query}`)).status, 404, query);
  assert.equal((await call("GET", `/scopes?scope=${"a".repeat(300)}:b`)).status, 400, "longer than any name");
});

test("the base paths and slashes of today's callers all lead here", async () => {
  const { prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix });
  for (const path of ["/scopes/", "/../../scopes", "/../../external/api/v1/scopes/", `/scopes/?scope=${prefix}:tilsyn.read`]) {
    const { status } = await call("GET", path);
    assert.equal(status, 200, path);
  }
});

test("a scope of a prefix that is another's, or nobody's, is refused with 403", async () => {
  const { call } = await plantProvider(deps);
  const foreign = await plantPrefix(deps.db, "test", await plantOrganization(deps.db));
  for (const prefix of [foreign, "nobodys-prefix"]) assert.equal((await call("POST", "/scopes", { ...SCOPE, prefix })).status, 403);
});

test("PUT replaces the whole object: what is absent gets its default, the name stays, active stays", async () => {
  const { prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix, at_max_age: 60, accessible_for_all: true, "description#nn": "Lese", long_description: "lang" });
  const put = `/scopes?scope=${prefix}:tilsyn.read`;
  const { status, body } = await call("PUT", put, { prefix, subscope: "tilsyn.read", description: "Ny" });
  assert.equal(status, 200);
  assert.deepEqual([body.description, body.at_max_age, body.accessible_for_all, body.active], ["Ny", 0, false, true]);
  assert.deepEqual([body["description#nn"], body.long_description], [undefined, undefined]);
  assert.deepEqual((await call("PUT", put, body)).body, body, "what was read can be put back");
  for (const change of [{ subscope: "other" }, { prefix: "other" }, { name: "other:name" }]) {
    const { status: refused, body: error } = await call("PUT", put, { ...body, ...change });
    assert.deepEqual([refused, error.errors[0].fieldIdentifier], [400, Object.keys(change)[0]]);
  }
  assert.equal((await call("PUT", put, { description: "Ny", active: false })).body.active, false);
  assert.equal((await call("PUT", put, { description: "Nyere" })).body.active, false, "absent: stays inactive");
});

test("SEC-082 over HTTP: DELETE deactivates and answers 200 with the object, POST is 409, PUT with active revives", async () => {
  const { prefix, call } = await plantProvider(deps);
  const made = (await call("POST", "/scopes", { ...SCOPE, prefix })).body;
  const one = `/scopes?scope=${prefix}:tilsyn.read`;
  const deleted = await call("DELETE", one);
  assert.deepEqual([deleted.status, deleted.body.name, deleted.body.active], [200, made.name, false]);
  assert.deepEqual((await call("GET", "/scopes")).body, []);
  assert.equal((await call("GET", "/scopes?inactive=true")).body.length, 1);
  assert.equal((await call("GET", one)).body.active, false);
  const again = await call("POST", "/scopes", { ...SCOPE, prefix });
  assert.deepEqual([again.status, again.body.error], [409, "conflict"]);
  const revived = await call("PUT", one, { ...SCOPE, active: true });
  assert.deepEqual([revived.status, revived.body.active, revived.body.created], [200, true, made.created]);
});

test("a locked scope shows as inactive and cannot be changed by its owner", async () => {
  const { prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix });
  await lockScope(deps, "test", SYSTEM, scopeName(`${prefix}:tilsyn.read`), "misuse");
  const one = `/scopes?scope=${prefix}:tilsyn.read`;
  assert.equal((await call("GET", one)).body.active, false);
  assert.equal((await call("PUT", one, { ...SCOPE, active: true })).status, 409);
});

test("INTERNAL and protected are the operator's to choose", async () => {
  const { prefix, call } = await plantProvider(deps);
  for (const wish of [{ visibility: "INTERNAL" }, { protected: true }])
    assert.equal((await call("POST", "/scopes", { ...SCOPE, prefix, ...wish })).status, 403);
  const operator = deps.settings.operator.orgNumber;
  const asOperator = await callAs(deps, operator, { scopes: ["idporten:scopes.write", "fullmakt:operator"] });
  const own = await plantPrefix(deps.db, "test", operator);
  assert.equal((await asOperator("POST", "/scopes", { ...SCOPE, prefix: own, visibility: "INTERNAL", protected: true })).status, 200);
});

for (const { says, body } of [
  { says: "no body", body: undefined },
  { says: "no JSON", body: "{" },
  { says: "a list", body: "[]" },
  { says: "a word", body: '"scope"' },
  { says: "null", body: "null" },
  { says: "very deep", body: `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}` },
])
  test(`a body that is no scope is 400: ${says}`, async () => {
    const { call } = await plantProvider(deps);
    const { status, body: answer } = await call("POST", "/scopes", body);
    assert.equal(status, 400);
    assert.ok(answer.errors.length > 0);
  });

test("queries that are not as they should be are 400 by field", async () => {
  const { call } = await plantProvider(deps);
  for (const [method, path, field] of [
    ["GET", "/scopes?inactive=yes", "inactive"],
    ["GET", "/scopes/scope", "scope"],
    ["PUT", "/scopes", "scope"],
    ["DELETE", "/scopes?scope=", "scope"],
    ["GET", "/scopes/access", "scope"],
    ["PUT", `/scopes/access/${freshOrgNumber()}`, "scope"],
  ] as const) {
    const { status, body } = await call(method, path, method === "PUT" && path === "/scopes" ? SCOPE : undefined);
    assert.deepEqual([status, body.errors[0].fieldIdentifier], [400, field], path);
  }
});

const WRITES = [
  ["POST", "/scopes"],
  ["PUT", "/scopes?scope=a:b"],
  ["DELETE", "/scopes?scope=a:b"],
  ["PUT", "/scopes/access/310801011?scope=a:b"],
  ["DELETE", "/scopes/access/310801011?scope=a:b"],
] as const;
const READS = ["/scopes", "/scopes?scope=a:b", "/scopes/scope?scope=a:b", "/scopes/access?scope=a:b", "/scopes/access/all", "/prefix"];

test("every route that is not open needs a token with a scope for it", async () => {
  const org = await plantOrganization(deps.db);
  const nobody = openCall(deps);
  const stranger = await callAs(deps, org, { scopes: ["idporten:dcr.write"] });
  const reader = await callAs(deps, org, { scopes: ["idporten:scopes.read"] });
  for (const [method, path] of [...WRITES, ...READS.map((path) => ["GET", path] as const)]) {
    const body = method === "POST" || (path.startsWith("/scopes?scope") && method === "PUT") ? { ...SCOPE, prefix: "a" } : undefined;
    assert.equal((await nobody(method, path, body)).status, 401, `${method} ${path} without a token`);
    assert.equal((await stranger(method, path, body)).status, 403, `${method} ${path} with another scope`);
    const { status, body: answer } = await reader(method, path, body);
    if (method === "GET") assert.ok(status === 200 || status === 404, `${path} may be read`);
    else assert.deepEqual([status, answer.error], [403, "insufficient_scope"], `${method} ${path} with the reading scope`);
  }
});

test("SEC-086 nothing of test is seen or accepted in prod", async () => {
  const { org, prefix, call } = await plantProvider(deps);
  await call("POST", "/scopes", { ...SCOPE, prefix, accessible_for_all: true });
  const inProd = await callAs(deps, org, { env: "prod" });
  assert.equal((await inProd("GET", `/scopes?scope=${prefix}:tilsyn.read`)).status, 404);
  assert.deepEqual((await inProd("GET", "/scopes?inactive=true")).body, []);
  assert.equal((await inProd("POST", "/scopes", { ...SCOPE, prefix })).status, 403);
  assert.deepEqual((await openCall(deps, "prod")("GET", `/scopes/all?prefix=${prefix}`)).body, []);
  assert.equal((await openCall(deps, "test")("GET", `/scopes/all?prefix=${prefix}`)).body.length, 1);
  assert.equal((await inProd("GET", "/../../../test/api/v1/scopes")).status, 401, "a token of prod opens nothing in test");
});
