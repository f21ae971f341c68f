/** Accesses, prefixes and delegation sources over HTTP: the call sequences of today's programs (maskinporten.md 10.4), and who may not make them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { freshOrgNumber, plantOrganization, testDeps } from "../test/installation.ts";
import { giveAccess } from "./operations.ts";
import { actingFor, callAs, logOf, openCall, plantProvider, scopeName } from "./testing.ts";

const deps = await testDeps();
const SCOPE = { subscope: "tilsyn.read", description: "Lese tilsynsrapporter" };

async function plantGiven() {
  const provider = await plantProvider(deps);
  const name = scopeName((await provider.call("POST", "/scopes", { ...SCOPE, prefix: provider.prefix })).body.name);
  const consumer = await plantOrganization(deps.db, "Tindøy Kommune");
  return { ...provider, name, consumer, asConsumer: await callAs(deps, consumer, { scopes: ["idporten:scopes.read"] }) };
}

test("the NAV operator's sequence: scope made, given, taken away, given again, deactivated and revived", async () => {
  const { org, prefix, call } = await plantProvider(deps);
  const consumer = await plantOrganization(deps.db, "Tindøy Kommune");
  assert.deepEqual((await call("GET", "/scopes?inactive=true")).body, []);
  const body = { ...SCOPE, prefix, token_type: "SELF_CONTAINED", allowed_integration_types: ["maskinporten"], at_max_age: 30, visibility: "PUBLIC" };
  const { body: scope } = await call("POST", "/scopes", body);
  assert.equal((await call("GET", "/scopes?inactive=true")).body[0].name, scope.name);

  const access = `/scopes/access/${consumer}?scope=${prefix}:tilsyn.read`;
  const list = `/scopes/access?scope=${prefix}:tilsyn.read`;
  assert.deepEqual((await call("GET", list)).body, []);
  const given = await call("PUT", access);
  assert.equal(given.status, 200);
  const { created, last_updated, ...record } = given.body;
  assert.deepEqual(record, {
    scope: scope.name,
    state: "APPROVED",
    owner_orgno: org,
    owner_organization_name: "Lyngvidda Direktorat",
    consumer_orgno: consumer,
    consumer_organization_name: "Tindøy Kommune",
  });
  assert.equal(created, last_updated);
  assert.deepEqual((await call("PUT", access)).body, given.body, "idempotent");
  assert.deepEqual((await call("GET", list)).body, [given.body]);
  assert.equal((await call("PUT", "/scopes/access/123456789?scope=" + scope.name)).status, 400, "an invalid consumer");
  assert.equal((await call("PUT", `/scopes/access/${freshOrgNumber()}?scope=${scope.name}`)).status, 400, "an unknown consumer");

  const removed = await call("DELETE", access);
  assert.deepEqual([removed.status, removed.body.state, removed.body.consumer_orgno], [200, "DENIED", consumer]);
  assert.deepEqual((await call("GET", list)).body, []);
  assert.deepEqual((await call("GET", `${list}&inactive=true`)).body, [removed.body]);
  const again = (await call("PUT", access)).body;
  assert.deepEqual([again.state, again.created], ["APPROVED", created], "the same record, which was created when it was given first");
  assert.ok(again.last_updated >= removed.body.last_updated);
  assert.equal((await call("GET", `${list}&inactive=true`)).body.length, 1, "one row for an organisation");

  const one = `/scopes?scope=${prefix}:tilsyn.read`;
  assert.equal((await call("DELETE", one)).body.active, false);
  const dead = (await call("GET", "/scopes?inactive=true")).body[0];
  assert.equal(dead.active, false);
  assert.equal((await call("PUT", one, { ...dead, active: true })).body.active, true);
  assert.equal((await call("GET", list)).body[0].state, "APPROVED", "the accesses are there again");
});

test("the NAV operator's other side: what a consumer sees of what it was given, and of what is open to all", async () => {
  const { name, consumer, call, asConsumer, prefix } = await plantGiven();
  const own = async (query = "") => (await asConsumer("GET", `/scopes/access/all${query}`)).body.filter((row: { scope: string }) => row.scope === name);
  assert.deepEqual(await own(), []);
  await call("PUT", `/scopes/access/${consumer}?scope=${name}`);
  assert.deepEqual(
    (await own()).map((row: { state: string; owner_organization_name: string }) => [row.state, row.owner_organization_name]),
    [["APPROVED", "Lyngvidda Direktorat"]],
  );
  await call("DELETE", `/scopes/access/${consumer}?scope=${name}`);
  assert.deepEqual([await own(), (await own("?inactive=true"))[0].state], [[], "DENIED"]);
  await call("POST", "/scopes", { ...SCOPE, prefix, subscope: "open", accessible_for_all: true });
  const open = await openCall(deps)("GET", `/scopes/all?accessible_for_all=true`);
  assert.ok(open.body.some((scope: { name: string }) => scope.name === `${prefix}:open`));
  assert.ok(!open.body.some((scope: { name: string }) => scope.name === name));
});

test("Bekk's tool: own scopes and accesses, given and revoked; an empty list is an empty list", async () => {
  const { call, name, consumer } = await plantGiven();
  const fresh = await callAs(deps, await plantOrganization(deps.db));
  for (const path of ["/scopes", "/prefix"]) assert.deepEqual((await fresh("GET", path)).body, []);
  assert.deepEqual((await call("GET", `/scopes/access?scope=${name}`)).body, []);
  await call("PUT", `/scopes/access/${consumer}?scope=${name}`);
  assert.equal((await call("GET", `/scopes/access?consumer_orgno=${consumer}`)).body.length, 1);
  await call("DELETE", `/scopes/access/${consumer}?scope=${name}`);
  assert.deepEqual((await call("GET", `/scopes/access?consumer_orgno=${consumer}`)).body, []);
});

test("SEC-083 over HTTP: a deactivated scope leaves its holder's list with the next call", async () => {
  const { call, name, consumer, asConsumer } = await plantGiven();
  await call("PUT", `/scopes/access/${consumer}?scope=${name}`);
  const count = async () => (await asConsumer("GET", "/scopes/access/all")).body.filter((row: { scope: string }) => row.scope === name).length;
  assert.equal(await count(), 1);
  await call("DELETE", `/scopes?scope=${name}`);
  assert.equal(await count(), 0);
  assert.equal((await call("PUT", `/scopes/access/${consumer}?scope=${name}`)).status, 409, "not 400: that would be read as a wrong number");
});

test("an access with dates shows them, APPROVED also before it begins", async () => {
  const { call, name, consumer, org } = await plantGiven();
  const [from, to] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  await giveAccess(deps, actingFor(org), name, consumer, { validFrom: from, validTo: to });
  const [row] = (await call("GET", `/scopes/access?scope=${name}`)).body;
  assert.deepEqual([row.state, row.valid_from, row.valid_to], ["APPROVED", from.toISOString(), to.toISOString()]);
});

test("an empty body with the content type of JSON is no error on GET, PUT of an access and DELETE", async () => {
  const { call, name, consumer } = await plantGiven();
  for (const [method, path] of [
    ["GET", `/scopes?scope=${name}`],
    ["PUT", `/scopes/access/${consumer}/?scope=${name}`],
    ["DELETE", `/scopes/access/${consumer}?scope=${name}`],
    ["DELETE", `/scopes?scope=${name}`],
  ] as const)
    assert.equal((await call(method, path, method === "GET" ? undefined : "")).status, 200, `${method} ${path}`);
});

test("removing what was never given is 404, and a wrong number is 400", async () => {
  const { call, name, consumer } = await plantGiven();
  assert.equal((await call("DELETE", `/scopes/access/${consumer}?scope=${name}`)).status, 404);
  assert.equal((await call("DELETE", `/scopes/access/123?scope=${name}`)).status, 400);
  assert.equal((await call("GET", "/scopes/access?consumer_orgno=123")).status, 400);
  assert.equal((await call("PUT", `/scopes/access/all?scope=${name}`)).status, 400);
});

test("SEC-110 every route tried with another organisation's scope is 403 and changes nothing; an unknown name is 404", async () => {
  const { call, org, name, consumer } = await plantGiven();
  await call("PUT", `/scopes/access/${consumer}?scope=${name}`);
  const snapshot = async () => [(await call("GET", "/scopes?inactive=true")).body, (await call("GET", `/scopes/access?scope=${name}&inactive=true`)).body];
  const [before, log] = [await snapshot(), (await logOf(deps, org)).length];
  const stranger = await callAs(deps, await plantOrganization(deps.db));
  const routes = (scope: string) =>
    [
      ["GET", `/scopes?scope=${scope}`],
      ["GET", `/scopes/scope?scope=${scope}`],
      ["PUT", `/scopes?scope=${scope}`],
      ["DELETE", `/scopes?scope=${scope}`],
      ["GET", `/scopes/access?scope=${scope}`],
      ["PUT", `/scopes/access/${consumer}?scope=${scope}`],
      ["DELETE", `/scopes/access/${consumer}?scope=${scope}`],
    ] as const;
  for (const [method, path] of routes(name)) {
    const { status, body } = await stranger(method, path, method === "PUT" && !path.includes("access") ? SCOPE : undefined);
    assert.deepEqual([status, body.error], [403, "forbidden"], `${method} ${path}`);
  }
  for (const [method, path] of routes("nobody:nothing"))
    assert.equal((await stranger(method, path, method === "PUT" && !path.includes("access") ? SCOPE : undefined)).status, 404, `${method} ${path}`);
  assert.deepEqual((await stranger("GET", `/scopes/access?consumer_orgno=${consumer}`)).body, [], "what others gave is not shown");
  assert.deepEqual((await stranger("GET", "/scopes?inactive=true")).body, []);
  assert.deepEqual([await snapshot(), (await logOf(deps, org)).length], [before, log]);
});

test("SEC-110 the consumer in the token decides whose lists these are, nothing else does", async () => {
  const { name, consumer, call, org } = await plantGiven();
  await call("PUT", `/scopes/access/${consumer}?scope=${name}`);
  const stranger = await callAs(deps, await plantOrganization(deps.db));
  const all = (await stranger("GET", `/scopes/access/all?consumer_orgno=${consumer}&owner_orgno=${org}&org=${consumer}`)).body;
  assert.ok(!all.some((row: { scope: string }) => row.scope === name));
});

test("own prefixes, all prefixes without a token, and the delegation sources", async () => {
  const { org, prefix, call } = await plantProvider(deps);
  const own = (await call("GET", "/prefix")).body;
  assert.deepEqual(Object.keys(own[0]).toSorted(), ["active", "created", "last_updated", "organization_name", "owner_orgno", "prefix"]);
  assert.deepEqual([own.length, own[0].prefix, own[0].owner_orgno, own[0].organization_name, own[0].active], [1, prefix, org, "Lyngvidda Direktorat", true]);
  const open = openCall(deps);
  const listed = async (query = "") => (await open("GET", `/prefix/all${query}`)).body.some((one: { prefix: string }) => one.prefix === prefix);
  assert.equal(await listed(), true);
  await deps.db.updateTable("prefix").set({ active: false }).where("prefix", "=", prefix).execute();
  assert.deepEqual([await listed(), await listed("?inactive=true")], [false, true]);

  const { status, body } = await open("GET", "/delegationsources");
  assert.equal(status, 200);
  assert.deepEqual(
    body.map(({ name, issuer }: { name: string; issuer: string }) => [name, issuer]),
    [
      ["altinn", "https://tt02.altinn.no/"],
      ["fullmakt", "http://localhost:8080/test/"],
    ],
  );
  assert.deepEqual(Object.keys(body[0]), ["name", "issuer", "created", "lastUpdated"]);
  const restarted = openCall({ ...deps, now: () => deps.now() + 86_400_000 });
  assert.deepEqual((await restarted("GET", "/delegationsources")).body, body, "a restart is no change");
});
