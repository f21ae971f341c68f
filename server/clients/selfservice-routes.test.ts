import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { plantOrganization } from "../test/installation.ts";
import { caller, clientsInstallation, DCR, entriesAbout, fifty, JWT_BEARER, plantScope } from "./clients-under-test.ts";
import { KRR_SCOPES } from "./client.ts";

const on = await clientsInstallation();

const fieldsOf = (body: { errors?: { fieldIdentifier: string }[] }) => [...new Set((body.errors ?? []).map(({ fieldIdentifier }) => fieldIdentifier))];

test("a client is created with everything it was asked for, and read back the same", async () => {
  const { org, call } = await caller(on);
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const sent = {
    client_name: "Bjørnøya sakssystem æøå",
    description: "Fagsystem",
    client_uri: "https://havsula.example/",
    integration_type: "maskinporten",
    application_type: "web",
    grant_types: [JWT_BEARER],
    token_endpoint_auth_method: "private_key_jwt",
    scopes: [scope],
    access_token_lifetime: 60,
    authorization_lifetime: 3_600,
    refresh_token_lifetime: 300,
    refresh_token_usage: "REUSE",
    active: true,
  };
  const { status, body } = await call("POST", "/clients", sent);
  assert.equal(status, 200);
  const { client_id: id, created, last_updated: updated, ...rest } = body;
  assert.deepEqual(rest, { ...sent, client_orgno: org, supplier_orgno: null, onbehalfof: [], jwks: { keys: [] }, jwks_uri: null });
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  for (const time of [created, updated]) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual((await call("GET", `/clients/${id}`)).body, body);
  assert.ok((await call("GET", "/clients")).body.some((one: { client_id: string }) => one.client_id === id));
});

test("null members, an empty name and absent ones are fine, in POST and in PUT", async () => {
  const { call } = await caller(on);
  const bare = { client_name: "", description: null, scopes: null, redirect_uris: null, post_logout_redirect_uris: null, grant_types: null, client_uri: null };
  const { status, body } = await call("POST", "/clients", bare);
  assert.equal(status, 200);
  assert.equal(body.access_token_lifetime, 120);
  assert.deepEqual(body.scopes, []);
  assert.equal((await call("PUT", `/clients/${body.client_id}`, bare)).status, 200);
  assert.equal((await call("POST", "/clients", {})).status, 200);
});

for (const { says, body, field } of [
  { says: "a lifetime of nothing", body: { access_token_lifetime: 0 }, field: "access_token_lifetime" },
  { says: "a lifetime in text", body: { access_token_lifetime: "120" }, field: "access_token_lifetime" },
  { says: "a lifetime beyond an int", body: { access_token_lifetime: 1e30 }, field: "access_token_lifetime" },
  { says: "U+0000 in the name", body: { client_name: "a\0b" }, field: "client_name" },
  { says: "half a letter in the name", body: { client_name: "a\ud800" }, field: "client_name" },
  { says: "a name of 256", body: { client_name: "n".repeat(256) }, field: "client_name" },
  { says: "an id with a slash", body: { client_id: "a/b" }, field: "client_id" },
  { says: "an id that a path would lose", body: { client_id: ".." }, field: "client_id" },
  { says: "an id of 256", body: { client_id: "i".repeat(256) }, field: "client_id" },
  { says: "active as text", body: { active: "true" }, field: "active" },
  { says: "scopes as text", body: { scopes: "a:b" }, field: "scopes" },
  { says: "a login client's type", body: { integration_type: "idporten" }, field: "integration_type" },
])
  test(`a client with ${says} is refused by field, in POST and in PUT`, async () => {
    const { call } = await caller(on);
    const posted = await call("POST", "/clients", body);
    assert.deepEqual([posted.status, fieldsOf(posted.body)], [400, [field]]);
    assert.deepEqual((await call("GET", "/clients")).body.length, 1, "only the caller's own machine");
    const { body: mine } = await call("POST", "/clients", {});
    const put = await call("PUT", `/clients/${mine.client_id}`, body);
    assert.deepEqual([put.status, fieldsOf(put.body)], [400, [field]]);
    assert.deepEqual((await call("GET", `/clients/${mine.client_id}`)).body, mine);
  });

test("the id may be chosen, and is taken for ever: by whoever has it, active or not", async () => {
  const [{ call }, other] = [await caller(on), await caller(on)];
  const id = `oidc_havsula.${randomUUID()}`;
  assert.equal((await call("POST", "/clients", { client_id: id })).body.client_id, id);
  for (const who of [call, other.call]) {
    const { status, body } = await who("POST", "/clients", { client_id: id });
    assert.deepEqual([status, body.error, fieldsOf(body)], [409, "conflict", ["client_id"]]);
  }
  assert.equal((await call("DELETE", `/clients/${id}`)).status, 200);
  const again = await call("POST", "/clients", { client_id: id });
  assert.equal(again.status, 409, "SEC-082: not revived by creating it again");
  assert.equal((await call("GET", `/clients/${id}`)).body.active, false);
});

test("SEC-082 of fifty that create one id at once, one does", async () => {
  const { call } = await caller(on);
  const id = randomUUID();
  const answers = await fifty(() => call("POST", "/clients", { client_id: id }));
  assert.deepEqual(
    [200, 409].map((wanted) => answers.filter(({ status }) => status === wanted).length),
    [1, 49],
  );
  assert.equal((await entriesAbout(on.deps, id)).length, 1);
});

test("without signed terms no client is created", async () => {
  const org = await plantOrganization(on.deps.db, "Uten vilkår", { termsSigned: false });
  const call = await on.as(org);
  const { status, body } = await call("POST", "/clients", {});
  assert.deepEqual([status, body.error], [428, "PRECONDITION_REQUIRED"]);
});

for (const { says, scope, status, message } of [
  { says: "given", scope: { given: true }, status: 200 },
  { says: "open to all", scope: { open_to_all: true }, status: 200 },
  { says: "delegable", scope: { delegation_source: "https://tt02.altinn.no/" }, status: 200 },
  { says: "not given", scope: {}, status: 400, message: /no access/ },
  { says: "deactivated", scope: { given: true, active: false }, status: 400, message: /deactivated/ },
  {
    says: "for login clients",
    scope: { given: true, allowed_integration_types: ["idporten"] },
    status: 400,
    message: /not for clients of the type maskinporten/,
  },
] as { says: string; scope: { given?: boolean }; status: number; message?: RegExp }[])
  test(`SEC-080 a scope that is ${says} ${status === 200 ? "may" : "may not"} be put on a client`, async () => {
    const { org, call } = await caller(on);
    const { given = false, ...columns } = scope;
    const name = await plantScope(on.deps, { givenTo: given ? [org] : [], ...columns });
    const posted = await call("POST", "/clients", { scopes: [name] });
    assert.equal(posted.status, status);
    const { body: plain } = await call("POST", "/clients", {});
    const put = await call("PUT", `/clients/${plain.client_id}`, { scopes: [name] });
    assert.equal(put.status, status);
    if (!message) return assert.deepEqual(put.body.scopes, [name]);
    for (const { body } of [posted, put]) {
      assert.deepEqual([body.error, fieldsOf(body)], ["invalid_request", ["scopes.0"]]);
      assert.match(body.errors[0].errorMessage, message);
      assert.ok(body.error_description.includes(name));
    }
    assert.deepEqual((await call("GET", `/clients/${plain.client_id}`)).body.scopes, []);
  });

test("SEC-080 every scope that is missing is named, and none is put on", async () => {
  const { org, call } = await caller(on);
  const good = await plantScope(on.deps, { givenTo: [org] });
  const bad = await plantScope(on.deps);
  const { status, body } = await call("POST", "/clients", { scopes: [bad, good, "no-such:scope"] });
  assert.deepEqual([status, fieldsOf(body)], [400, ["scopes.0", "scopes.2"]]);
});

test("a scope that has lost its access stays while something else is changed; taken off, it cannot be put on again", async () => {
  const { org, call } = await caller(on);
  const [kept, added] = [await plantScope(on.deps, { givenTo: [org] }), await plantScope(on.deps)];
  const { body: client } = await call("POST", "/clients", { scopes: [kept] });
  await on.deps.db
    .updateTable("access")
    .set({ ended_at: new Date(), ended_why: "removed" })
    .where("org", "=", orgNumberToInt(org))
    .where("scope", "in", on.deps.db.selectFrom("scope").select("id").where("name", "=", kept))
    .execute();
  const path = `/clients/${client.client_id}`;
  const renamed = await call("PUT", path, { ...client, client_name: "Nytt navn" });
  assert.deepEqual([renamed.status, renamed.body.client_name, renamed.body.scopes], [200, "Nytt navn", [kept]]);
  assert.equal((await call("PUT", path, { ...client, scopes: [kept, added] })).status, 400);
  assert.deepEqual((await call("PUT", path, { ...client, scopes: [] })).body.scopes, []);
  assert.equal((await call("PUT", path, { ...client, scopes: [kept] })).status, 400);
});

test("PUT replaces the whole, and the entry says which scopes came and went", async () => {
  const { org, call } = await caller(on);
  const [a, b, c] = [
    await plantScope(on.deps, { givenTo: [org] }),
    await plantScope(on.deps, { givenTo: [org] }),
    await plantScope(on.deps, { givenTo: [org] }),
  ];
  const { body: client } = await call("POST", "/clients", { client_name: "Før", description: "Borte", scopes: [a, b], access_token_lifetime: 30 });
  const { status, body } = await call("PUT", `/clients/${client.client_id}`, { client_name: "Etter", scopes: [c, b, c] });
  assert.equal(status, 200);
  assert.deepEqual([body.client_name, body.description, body.scopes, body.access_token_lifetime], ["Etter", "", [b, c].toSorted(), 120]);
  assert.equal(body.created, client.created);
  assert.ok(body.last_updated > client.last_updated);
  const entries = await entriesAbout(on.deps, client.client_id);
  assert.deepEqual(
    entries.map(({ action }) => action),
    ["client.create", "client.change"],
  );
  assert.deepEqual(entries[1]!.details, { changed: ["client_name", "description", "access_token_lifetime"], scopes_added: [c], scopes_removed: [a] });
});

test("what was read can be put back: nothing changes, and no entry is made", async () => {
  const { org, call } = await caller(on);
  const scope = await plantScope(on.deps, { givenTo: [org] });
  const { body: client } = await call("POST", "/clients", { client_name: "Stille", scopes: [scope] });
  const put = await call("PUT", `/clients/${client.client_id}`, client);
  assert.deepEqual([put.status, put.body], [200, client]);
  assert.equal((await entriesAbout(on.deps, client.client_id)).length, 1);
});

test("the id, the type and the owner of a client cannot be changed", async () => {
  const { call } = await caller(on);
  const { body: client } = await call("POST", "/clients", {});
  for (const { change, status, field } of [
    { change: { client_id: "another" }, status: 400, field: "client_id" },
    { change: { integration_type: "krr" }, status: 400, field: "integration_type" },
    { change: { client_orgno: "310800007" }, status: 403, field: "client_orgno" },
    { change: { supplier_orgno: "310800007" }, status: 403, field: "supplier_orgno" },
  ]) {
    const answer = await call("PUT", `/clients/${client.client_id}`, { ...client, ...change });
    assert.deepEqual([answer.status, fieldsOf(answer.body)], [status, [field]]);
  }
  assert.deepEqual((await call("GET", `/clients/${client.client_id}`)).body, client);
});

test("SEC-110 a client for a customer is refused, also with the supplier's scope", async () => {
  const org = await plantOrganization(on.deps.db);
  const customer = await plantOrganization(on.deps.db);
  const call = await on.as(org, { scopes: [...DCR, "idporten:dcr.supplier"] });
  const { status, body } = await call("POST", "/clients", { client_orgno: customer });
  assert.deepEqual([status, body.error, fieldsOf(body)], [403, "forbidden", ["client_orgno"]]);
  assert.match(body.error_description, /own organisation only/);
});

test("a client of the contact register has its two scopes, whatever was asked", async () => {
  const { org, call } = await caller(on);
  for (const name of KRR_SCOPES) await plantScope(on.deps, { name, givenTo: [org], allowed_integration_types: ["krr"] });
  const { status, body } = await call("POST", "/clients", { integration_type: "krr" });
  assert.deepEqual([status, body.scopes], [200, KRR_SCOPES.toSorted()]);
  assert.deepEqual((await call("PUT", `/clients/${body.client_id}`, { scopes: [] })).body.scopes, KRR_SCOPES.toSorted());
  const other = await call("PUT", `/clients/${body.client_id}`, { scopes: ["lyngvidda:tilsyn.read"] });
  assert.deepEqual([other.status, fieldsOf(other.body)], [400, ["scopes.0"]]);
});

test("SEC-082 DELETE deactivates and answers with the object; it is listed only when asked for, and revived by PUT with active", async () => {
  const { call } = await caller(on);
  const { body: client } = await call("POST", "/clients", { client_name: "Hviler" });
  const path = `/clients/${client.client_id}`;
  const listed = async (query: string) => (await call("GET", `/clients${query}`)).body.some((one: { client_id: string }) => one.client_id === client.client_id);
  for (let twice = 0; twice < 2; twice++) {
    const { status, body } = await call("DELETE", path);
    assert.deepEqual([status, body.active, body.client_name], [200, false, "Hviler"]);
  }
  assert.deepEqual(
    [await listed(""), await listed("?inactive=false"), await listed("?inactive="), await listed("?inactive=true")],
    [false, false, false, true],
  );
  assert.equal((await call("GET", path)).body.active, false);
  assert.equal((await call("PUT", path, { client_name: "Hviler fortsatt" })).body.active, false, "without active it stays as it is");
  assert.equal((await call("PUT", path, { client_name: "Våken", active: true })).body.active, true);
  assert.equal(await listed(""), true);
  const actions = (await entriesAbout(on.deps, client.client_id)).map(({ action }) => action);
  assert.deepEqual(actions, ["client.create", "client.deactivate", "client.change", "client.change", "client.reactivate"]);
  assert.equal((await call("GET", "/clients?inactive=maybe")).status, 400);
});

test("SEC-083 a client that was deactivated cannot use our APIs with the token it holds", async () => {
  const { org, call } = await caller(on);
  const machine = await on.as(org);
  const [newest] = (await machine("GET", "/clients")).body as unknown as { client_id: string }[];
  assert.equal((await machine("GET", "/clients")).status, 200);
  assert.equal((await call("DELETE", `/clients/${newest!.client_id}`)).status, 200);
  assert.deepEqual([(await call("GET", "/clients")).status, (await machine("GET", "/clients")).status], [200, 401]);
});

test("SEC-110 another organisation's client is neither seen nor changed; one that nobody has is not found", async () => {
  const [{ call }, stranger] = [await caller(on), await caller(on)];
  const { body: client } = await call("POST", "/clients", { client_name: "Min" });
  const key = { keys: [{ kty: "EC" }] };
  const calls: [string, string, unknown?][] = [
    ["GET", ""],
    ["PUT", "", { client_name: "Din" }],
    ["DELETE", ""],
    ["GET", "/jwks"],
    ["DELETE", "/jwks"],
    ["GET", "/jwks/k"],
    ["DELETE", "/jwks/k"],
  ];
  for (const [method, below, body] of calls) {
    const foreign = await stranger.call(method, `/clients/${client.client_id}${below}`, body);
    assert.deepEqual([foreign.status, foreign.body.error], [403, "forbidden"], `${method} ${below}`);
    const nobody = await stranger.call(method, `/clients/${randomUUID()}${below}`, body);
    assert.deepEqual([nobody.status, nobody.body.error], [404, "not_found"], `${method} ${below}`);
  }
  assert.equal((await stranger.call("POST", `/clients/${client.client_id}/jwks`, key)).status, 400);
  assert.ok(!(await stranger.call("GET", "/clients?inactive=true")).body.some((one: { client_id: string }) => one.client_id === client.client_id));
  assert.deepEqual((await call("GET", `/clients/${client.client_id}`)).body, client);
});

test("SEC-086 a client of one environment is not there in the other, and neither is the token", async () => {
  const { org, call } = await caller(on);
  const { body: client } = await call("POST", "/clients", {});
  const inProduction = await on.as(org, { env: "prod" });
  assert.equal((await inProduction("GET", `/clients/${client.client_id}`, undefined, { env: "prod" })).status, 404);
  assert.equal((await call("GET", `/clients/${client.client_id}`, undefined, { env: "prod" })).status, 401);
  assert.equal(
    (await inProduction("POST", "/clients", { client_id: client.client_id }, { env: "prod" })).status,
    200,
    "an id is unique within its environment",
  );
});

for (const { scopes, may } of [
  { scopes: ["idporten:dcr.read"], may: { list: 200, create: 403, change: 403, remove: 403, keys: 200, empty: 403 } },
  { scopes: ["idporten:dcr.modify"], may: { list: 200, create: 403, change: 200, remove: 403, keys: 200, empty: 200 } },
  { scopes: ["idporten:dcr.write"], may: { list: 200, create: 200, change: 200, remove: 200, keys: 200, empty: 200 } },
  { scopes: ["idporten:scopes.write"], may: { list: 403, create: 403, change: 403, remove: 403, keys: 403, empty: 403 } },
])
  test(`with ${scopes.join(" ")} alone: ${JSON.stringify(may)}`, async () => {
    const { org, call } = await caller(on);
    const { body: client } = await call("POST", "/clients", {});
    const path = `/clients/${client.client_id}`;
    const limited = await on.as(org, { scopes });
    const answers = {
      list: await limited("GET", "/clients"),
      create: await limited("POST", "/clients", {}),
      change: await limited("PUT", path, { client_name: "Endret" }),
      keys: await limited("GET", `${path}/jwks`),
      empty: await limited("DELETE", `${path}/jwks`),
      remove: await limited("DELETE", path),
    };
    assert.deepEqual(Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status])), may);
  });

test("without a token nothing is answered", async () => {
  for (const [method, path] of [
    ["GET", "/clients"],
    ["POST", "/clients"],
    ["GET", "/clients/x/jwks"],
  ] as const)
    assert.equal((await on.send(null, method, `/test/api/v1${path}`, method === "POST" ? {} : undefined)).status, 401);
});

test("every base of the field answers, with and without a slash at the end", async () => {
  const { call } = await caller(on);
  const { body: client } = await call("POST", "/clients", {}, { base: "" });
  for (const base of ["/api/v1", "/external/api/v1", ""])
    for (const end of ["", "/"]) {
      assert.equal((await call("GET", `/clients/${client.client_id}${end}`, undefined, { base })).status, 200);
      assert.equal((await call("GET", `/clients${end}`, undefined, { base })).status, 200);
      assert.equal((await call("GET", `/clients/${client.client_id}/jwks${end}`, undefined, { base })).status, 200);
    }
});

test("SEC-112 only listed members are taken and given", async () => {
  const { call } = await caller(on);
  const { status, body } = await call("POST", "/clients", {
    org: 1,
    locked_at: "2026-01-01",
    owner_locked: true,
    version: 99,
    usable: false,
    created: "1999-01-01T00:00:00Z",
  });
  assert.equal(status, 200);
  const listed = "client_id client_name description client_orgno active application_type integration_type scopes grant_types token_endpoint_auth_method";
  const more =
    "access_token_lifetime authorization_lifetime refresh_token_lifetime refresh_token_usage created last_updated supplier_orgno onbehalfof jwks jwks_uri";
  assert.deepEqual(Object.keys(body).toSorted(), `${listed} ${more}`.split(" ").toSorted());
  assert.ok(body.created > "2020");
  const row = await on.deps.db.selectFrom("client").select(["version", "owner_locked", "locked_at"]).where("id", "=", body.client_id).executeTakeFirstOrThrow();
  assert.deepEqual(row, { version: 1, owner_locked: false, locked_at: null });
});

test("no id in an address makes the server fail", async () => {
  const { call } = await caller(on);
  for (const id of ["%00", "a%00b", "%F0%9F%90%9F", "a%2Fb", "%25", "'", `${"i".repeat(3_000)}`])
    for (const [method, below] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/jwks"],
      ["DELETE", "/jwks"],
      ["DELETE", "/jwks/%00"],
    ] as const)
      assert.equal((await call(method, `/clients/${id}${below}`)).status, 404, `${method} ${id}${below}`);
});

test("SEC-080 fifty replacements at once leave one of them whole", async () => {
  const { org, call } = await caller(on);
  const scopes = await Promise.all(Array.from({ length: 5 }, () => plantScope(on.deps, { givenTo: [org] })));
  const { body: client } = await call("POST", "/clients", {});
  const pairOf = (number: number) => [scopes[number % 5]!, scopes[(number + 1) % 5]!].toSorted();
  const answers = await fifty((number) => call("PUT", `/clients/${client.client_id}`, { client_name: `${number % 5}`, scopes: pairOf(number) }));
  assert.ok(answers.every(({ status }) => status === 200));
  for (const { body } of [...answers, await call("GET", `/clients/${client.client_id}`)]) assert.deepEqual(body.scopes, pairOf(Number(body.client_name)));
});
