/** A client with its first keys in one deed, and what a person may put on one. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { createApp } from "../app.ts";
import { plantOrganization } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { keyPair, plantScope } from "../test/token-client.ts";
import { rightOpenedBy } from "./client.ts";
import { ownInstallation } from "./own-under-test.ts";
import { lockClient } from "./operations.ts";

const { deps, owner, as } = await ownInstallation();
const app = createApp(deps);
const publicPem = (kind: Parameters<typeof keyPair>[0]) => String(keyPair(kind).publicKey.export({ type: "spki", format: "pem" }));
const publicJwk = (kind: Parameters<typeof keyPair>[0]) => keyPair(kind).publicKey.export({ format: "jwk" }) as Record<string, unknown>;

/** A person with rights, and calls in his or her session. */
async function person(rights: HeldRight[], { ageMs = 0, env = "test" as EnvironmentName, org = undefined as OrgNumber | undefined } = {}) {
  const acts = org ?? (await plantOrganization(deps.db, "Havsula"));
  const someone = await logIn({ deps }, { ageMs });
  for (const right of rights) await plantRight(deps.db, env, acts, someone.person, right);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.fetch(
      new Request(`http://localhost:8080/${env}/api/fullmakt/v1${path}`, {
        method,
        headers: { ...asPerson(someone.cookie, acts), "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { org: acts, call };
}
const clientsOf = async (org: OrgNumber) => deps.db.selectFrom("client").select("id").where("org", "=", Number(org)).where("name", "=", "Skyss").execute();

test("SEC-073 a client comes with its keys, in one deed that names them", async () => {
  const { call } = await owner();
  const { status, body } = await call("POST", "/clients", { name: "Skyss", keys: [publicPem("rsa"), { ...publicJwk("p256"), kid: "haust" }] });
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual((body.keys as { count: number }).count, 2);
  const { body: held } = await call("GET", `/clients/${String(body.clientId)}/keys`);
  assert.deepEqual((held.keys as { kind: string }[]).map(({ kind }) => kind).toSorted(), ["P-256", "RSA"]);
  const { body: log } = await call("GET", "/audit-entries");
  assert.deepEqual(
    (log.items as { action: string }[]).map(({ action }) => action),
    ["client_key.add", "client.create"],
  );
});

for (const [what, keys, code] of [
  ["a private key in PEM", [`-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`], "FM-114"],
  ["a private JWK", [{ kty: "OKP", crv: "Ed25519", x: "a", d: "b" }], "FM-114"],
  ["words", ["nøkkelen vår"], "FM-115"],
  ["the same key twice", [publicPem("rsa"), publicPem("rsa")], null],
  ["six keys", Array.from({ length: 6 }, (_, i) => ({ ...publicJwk("rsa"), kid: `k${i}` })), null],
  ["one that has ended", [{ ...publicJwk("rsa"), exp: 1 }], null],
] as const)
  test(`SEC-150 neither client nor key comes of ${what}`, async () => {
    const { org, call } = await owner();
    const { status, body } = await call("POST", "/clients", { name: "Skyss", keys });
    assert.ok(status === 400 || status === 409, `${status} ${JSON.stringify(body)}`);
    if (code) assert.match(String(body.code), /^FM-/);
    assert.doesNotMatch(JSON.stringify(body), /AAAA|"d"/);
    assert.deepEqual(await clientsOf(org), []);
  });

test("fifty times at once with one Idempotency-Key: one client with one key", async () => {
  const { org, call } = await owner();
  const headers = { "idempotency-key": randomUUID() };
  const answers = await Promise.all(Array.from({ length: 50 }, () => call("POST", "/clients", { name: "Skyss", keys: [publicPem("rsa")] }, headers)));
  assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  const made = await clientsOf(org);
  assert.equal(made.length, 1);
  assert.equal((await deps.db.selectFrom("client_key").select("id").where("client", "=", made[0]!.id).execute()).length, 1);
});

test("SEC-123 whoever may create a client but not add keys creates it without", async () => {
  const { org, call } = await person(["client_manager"], { ageMs: 20 * 60_000 });
  const refused = await call("POST", "/clients", { name: "Skyss", keys: [publicPem("rsa")] });
  assert.deepEqual([refused.status, refused.body.code], [401, "FM-462"]);
  assert.deepEqual(await clientsOf(org), []);
  assert.equal((await call("POST", "/clients", { name: "Skyss" })).status, 201);
});

for (const [scope, right] of [
  ["idporten:scopes.write", "api_manager"],
  ["idporten:scopes.read", "api_manager"],
  ["idporten:dcr.write", "client_manager"],
  ["idporten:dcr/onbehalfof.write", "client_manager"],
  ["fullmakt:operator", "platform_operator"],
  ["idporten:scopesomething.read", null],
  ["lyngvidda:scopes.write", null],
] as const)
  test(`SEC-080 ${scope} opens ${right ?? "nothing of ours"}`, () => assert.equal(rightOpenedBy(scope), right));

/** A scope of our own APIs, given to the organisation. The operator's set-up makes them; here there is none. */
async function given(org: OrgNumber, name: string) {
  const operator = deps.settings.operator.orgNumber;
  await deps.db
    .insertInto("organization")
    .values({ number: Number(operator), name: "Nordlys" })
    .onConflict((c) => c.doNothing())
    .execute();
  await deps.db
    .insertInto("prefix")
    .values({ env: 1, prefix: name.split(":")[0]!, likeness: name.split(":")[0]!, owner: Number(operator) })
    .onConflict((c) => c.doNothing())
    .execute();
  const there = await deps.db.selectFrom("scope").select("id").where("env", "=", 1).where("name", "=", name).executeTakeFirst();
  const id = there?.id ?? (await plantScope(deps, "test", operator, name, null, null));
  await deps.db
    .insertInto("access")
    .values({ env: 1, id: randomUUID(), scope: id, org: Number(org) })
    .execute();
}

test("SEC-080 a person gives a client no scope that does more than he or she may; a program as before", async () => {
  const scopes = ["idporten:scopes.write"];
  const developer = await person(["client_manager"]);
  await given(developer.org, scopes[0]!);
  const refused = await developer.call("POST", "/clients", { name: "Skyss", scopes });
  assert.deepEqual([refused.status, refused.body.code, (refused.body.errors as { field: string }[])[0]?.field], [403, "FM-474", "scopes.0"]);
  const { body: made } = await developer.call("POST", "/clients", { name: "Skyss" });
  const path = `/clients/${String(made.clientId)}`;
  const replacement = { name: "Skyss", description: "", uri: null, accessTokenLifetimeSeconds: 120, acceptsTokenEndpointAudience: false };
  assert.equal((await developer.call("PUT", path, { ...replacement, scopes }, { "if-match": "*" })).body.code, "FM-474");
  assert.equal((await developer.call("PUT", `${path}/scopes/${encodeURIComponent(scopes[0]!)}`)).body.code, "FM-474");

  const both = await person(["client_manager", "api_manager"], { org: developer.org });
  assert.equal((await both.call("PUT", `${path}/scopes/${encodeURIComponent(scopes[0]!)}`)).status, 200);
  // What stands there already does not keep the developer from changing the rest.
  assert.equal((await developer.call("PUT", path, { ...replacement, name: "Ny", scopes }, { "if-match": "*" })).status, 200);
  const program = await as(developer.org);
  assert.equal((await program("POST", "/clients", { name: "Program", scopes })).status, 201);
});

test("SEC-080 what the operator has locked, no person of the owner changes", async () => {
  const { call } = await person(["client_manager"]);
  const { body } = await call("POST", "/clients", { name: "Skyss" });
  const id = String(body.clientId);
  await lockClient(deps, { actor: { kind: "system", name: "test" }, traceId: "0".repeat(32), address: null }, "test", id, "misbruk");
  for (const [method, path, sent] of [
    ["DELETE", `/clients/${id}`, undefined],
    ["POST", `/clients/${id}/keys`, publicJwk("rsa")],
  ] as const)
    assert.equal((await call(method, path, sent)).status, 409, `${method} ${path}`);
});
