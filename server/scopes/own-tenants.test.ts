/** SEC-110: every route of scopes, accesses, prefixes, organisations and keys, tried by an organisation that has no business there. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { createApp } from "../app.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { ownApi } from "../http/own-api.ts";
import { openAuthority } from "../keys/certificates/authority.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { callAsOperator, ownCall, ownCallAs, plantOwner, scopeBody } from "./own-testing.ts";

const base = await testDeps();
const authorities = { test: await openAuthority(base.settings, "test"), prod: await openAuthority(base.settings, "prod") };
const deps = { ...base, authorities } as typeof base;

const OURS = new Set(["Scopes", "Accesses", "Prefixes", "Organisations", "Signing keys", "Test authority"]);
const scopeAttributes = scopeBody("Overtatt", { openToAll: true });

/** A route, and with which body it is tried. */
type Attempt = { method: string; path: string; body?: unknown };
const OBJECTS: Attempt[] = [
  { method: "GET", path: "/scopes/{scope}" },
  { method: "PUT", path: "/scopes/{scope}", body: scopeAttributes },
  { method: "DELETE", path: "/scopes/{scope}" },
  { method: "POST", path: "/scopes/{scope}/deactivation", body: { message: "Bruk en annen" } },
  { method: "POST", path: "/scopes/{scope}/reactivation" },
  { method: "GET", path: "/scopes/{scope}/impact" },
  { method: "GET", path: "/scopes/{scope}/usage" },
  { method: "GET", path: "/scopes/{scope}/accesses" },
  { method: "POST", path: "/scopes/{scope}/access-checks", body: { organizations: ["{stranger}"] } },
  { method: "POST", path: "/scopes/{scope}/accesses", body: { organizations: ["{stranger}"] } },
  { method: "GET", path: "/scopes/{scope}/accesses/{orgNumber}" },
  { method: "PUT", path: "/scopes/{scope}/accesses/{orgNumber}", body: { reason: "x" } },
  { method: "DELETE", path: "/scopes/{scope}/accesses/{orgNumber}" },
  { method: "POST", path: "/scopes/{scope}/accesses/{orgNumber}/undo-removal" },
  { method: "GET", path: "/organizations/{number}/terms" },
  { method: "GET", path: "/prefix-applications/{applicationId}" },
  { method: "DELETE", path: "/prefix-applications/{applicationId}" },
];
const OPERATORS: Attempt[] = [
  { method: "PUT", path: "/scopes/{scope}/lock", body: { reason: "x" } },
  { method: "DELETE", path: "/scopes/{scope}/lock" },
  { method: "POST", path: "/prefixes", body: { prefix: "overtatt", owner: "{stranger}" } },
  { method: "DELETE", path: "/prefixes/{prefix}" },
  { method: "POST", path: "/prefix-applications/{applicationId}/decision", body: { decision: "allot" } },
  { method: "PUT", path: "/prefix-applications/{applicationId}/handling", body: {} },
  { method: "DELETE", path: "/prefix-applications/{applicationId}/handling" },
  { method: "GET", path: "/organizations" },
  { method: "POST", path: "/organizations", body: { number: "310801011", name: "x" } },
  { method: "PUT", path: "/organizations/{number}", body: { name: "Overtatt" } },
  { method: "POST", path: "/organizations/{number}/terms", body: { variant: "private", version: "9" } },
  { method: "PUT", path: "/organizations/{number}/lock", body: { reason: "x" } },
  { method: "DELETE", path: "/organizations/{number}/lock" },
  { method: "GET", path: "/signing-keys" },
  { method: "POST", path: "/signing-keys", body: {} },
  { method: "POST", path: "/signing-keys/{kid}/withdrawal", body: {} },
  { method: "POST", path: "/enterprise-certificates", body: { orgNumber: "{stranger}" } },
  { method: "POST", path: "/enterprise-certificates/{serial}/revocation" },
];
/** Lists and makings: they show or make the caller's own only, or what is everybody's. */
const NOBODYS = [
  "GET /scopes",
  "GET /scope-figures",
  "POST /scopes",
  "GET /available-scopes",
  "GET /accesses",
  "GET /prefixes",
  "GET /organizations/{number}",
  "GET /organization-search",
  "GET /prefix-applications",
  "POST /prefix-applications",
  "GET /prefix-checks",
  "GET /provider-contact",
  "PUT /provider-contact",
  "GET /scope-candidates",
  "GET /overview",
  "POST /terms-signatures",
];

/** Everything that a foreign caller could have changed. */
async function state(): Promise<unknown> {
  const { rows } = await sql`select
    (select md5(string_agg(s::text, ',' order by s.id)) from scope s) as scopes,
    (select md5(string_agg(a::text, ',' order by a.id)) from access a) as accesses,
    (select md5(string_agg(p::text, ',' order by p.prefix)) from prefix p) as prefixes,
    (select md5(string_agg(p::text, ',' order by p.id)) from prefix_application p) as applications,
    (select md5(string_agg(o::text, ',' order by o.number)) from organization o) as organizations,
    (select md5(string_agg(t::text, ',' order by t.organization, t.variant, t.version)) from terms_signature t) as terms,
    (select sum(seq) from audit_head) as entries`.execute(deps.db);
  return [rows, base.signingKeys.published("test").map(({ kid }) => kid), authorities.test.isRevoked("ABCD")];
}

const victim = await plantOwner(deps, "Offer");
const consumer = await plantOrganization(deps.db);
await victim.call("PUT", `${victim.path}/accesses/${consumer}`);
const removed = await plantOrganization(deps.db);
await victim.call("PUT", `${victim.path}/accesses/${removed}`);
await victim.call("DELETE", `${victim.path}/accesses/${removed}`);
const application = randomUUID();
await deps.db
  .insertInto("prefix_application")
  .values({
    env: 1,
    id: application,
    organization: Number(victim.org),
    prefix: "soktom",
    purpose: "Tilsyn",
    consumers: "up_to_5",
    contact_name: "Team",
    contact_email: "team@offer.example",
  })
  .execute();
const stranger = await plantOrganization(deps.db, "Fremmed");
const EVERY_SCOPE = ["idporten:scopes.write", "idporten:scopes.read", "idporten:dcr.write", "idporten:dcr.modify", "idporten:dcr.read"];
const asStranger = await ownCallAs(deps, stranger, { scopes: EVERY_SCOPE });
const asPretender = await ownCallAs(deps, stranger, { scopes: [...EVERY_SCOPE, OPERATOR_SCOPE] });
const asOperator = await callAsOperator(deps);
const anonymous = ownCall(deps, null);

const fill = (text: string, scope: string): string =>
  text
    .replace("{scope}", encodeURIComponent(scope))
    .replace("{orgNumber}", text.includes("undo") ? removed : consumer)
    .replace("{number}", victim.org)
    .replace("{prefix}", victim.prefix)
    .replace("{applicationId}", application)
    .replace("{serial}", "ABCD")
    .replace("{stranger}", stranger);
const bodyOf = ({ body }: Attempt) => (body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body), "")));
const any = { "if-match": "*" };

test("SEC-110 the matrix names every route", () => {
  const { paths } = ownApi(deps).getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  const routes = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { tags?: string[] }>)
      .filter(([, { tags = [] }]) => tags.some((tag) => OURS.has(tag)))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(routes.toSorted(), [...[...OBJECTS, ...OPERATORS].map(({ method, path }) => `${method} ${path}`), ...NOBODYS].toSorted());
});

for (const attempt of OBJECTS) {
  const { method, path } = attempt;
  test(`SEC-110 ${method} ${path} by another organisation: 404 as for one that is not there, and nothing changed`, async () => {
    const before = await state();
    const foreign = await asStranger(method, fill(path, victim.scope), bodyOf(attempt), any);
    const { traceId: _one, ...problem } = foreign.body;
    assert.equal(foreign.status, 404);
    // Whatever else the token carries: an operator's scope in foreign hands changes nothing.
    assert.equal((await asPretender(method, fill(path, victim.scope), bodyOf(attempt), any)).status, 404);
    if (path.includes("{scope}")) {
      const { traceId: _other, ...absent } = (await asStranger(method, fill(path, "none:such"), bodyOf(attempt), any)).body;
      assert.deepEqual(problem, absent);
    }
    assert.equal((await anonymous(method, fill(path, victim.scope), bodyOf(attempt), any)).status, 401);
    assert.deepEqual(await state(), before);
  });
}

for (const attempt of OPERATORS) {
  const { method, path } = attempt;
  test(`SEC-110 ${method} ${path} by anyone but the operator: 403, and nothing changed`, async () => {
    const before = await state();
    for (const [call, code] of [
      [asStranger, "FM-403"],
      [asPretender, "FM-408"],
      [victim.call, "FM-403"],
    ] as const) {
      const answer = await call(method, fill(path, victim.scope), bodyOf(attempt));
      assert.deepEqual([answer.status, answer.body.code], [403, code]);
    }
    assert.equal((await anonymous(method, fill(path, victim.scope), bodyOf(attempt))).status, 401);
    assert.deepEqual(await state(), before);
  });
}

test("SEC-110 lists show the caller's own only", async () => {
  assert.deepEqual((await asStranger("GET", "/scopes?inactive=true")).body.items, []);
  assert.deepEqual((await asStranger("GET", "/prefixes")).body.items, []);
  assert.deepEqual((await asStranger("GET", "/prefix-applications")).body.items, []);
  const mine = (await asStranger("GET", "/accesses?inactive=true")).body.items;
  assert.ok(mine.every((access: { consumer: { number: string } }) => access.consumer.number === stranger));
  const answer = await asStranger("POST", "/scopes", { prefix: victim.prefix, subscope: "overtatt", description: "x" });
  assert.deepEqual([answer.status, answer.body.code], [403, "FM-434"]);
});

test("SEC-110 the operator, too, sees and changes other organisations' scopes only where a route is the operator's", async () => {
  const operatorWrites = await ownCallAs(deps, deps.settings.operator.orgNumber, { scopes: ["idporten:scopes.write", OPERATOR_SCOPE] });
  const before = await state();
  for (const attempt of OBJECTS.filter(({ path }) => path.includes("{scope}")))
    assert.equal((await operatorWrites(attempt.method, fill(attempt.path, victim.scope), bodyOf(attempt), any)).status, 404, attempt.path);
  assert.deepEqual(await state(), before);
  assert.equal((await asOperator("GET", `/organizations/${victim.org}/terms`)).status, 200);
});

test("SEC-086 a token of one environment opens nothing in the other", async () => {
  const app = createApp(deps);
  const token = await ownToken(deps, "prod", victim.org, ["idporten:scopes.write"]);
  const answer = await app.fetch(new Request(`http://localhost:8080/test/api/fullmakt/v1${victim.path}`, { headers: { authorization: `Bearer ${token}` } }));
  assert.equal(answer.status, 401);
});
