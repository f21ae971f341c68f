/** Notification points that are limited to some clients and scopes: over our own API, and what reaches them over a real mail server. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createApp } from "../app.ts";
import { tellOfEndingKeys } from "../clients/key-expiry.ts";
import { deactivateClient } from "../clients/operations.ts";
import { openPatientDatabase } from "../db/open.ts";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { impactOfDeactivating } from "../scopes/impact.ts";
import { giveAccess, removeAccess } from "../scopes/operations.ts";
import { deactivateScope } from "../scopes/scope-operations.ts";
import { plantApiClient, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { mailServer } from "../test/mail-server.ts";
import { plantRight } from "../test/people.ts";
import { announce, announceChunk } from "./announce.ts";
import { freshAddress, mailsTo, plantPoint, sendingOver } from "./mail-under-test.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
const server = await mailServer();
sendingOver(deps, server);
const patient = openPatientDatabase(deps.databaseUrl);
after(() => patient.destroy());

type Limits = { clients: { clientId: string; name: string | null; state: string }[]; scopes: { scope: string; state: string }[] } | null;
type Point = { id: string; label: string; limitedTo: Limits; version: number };
type Answer = { status: number; body: Point & { items: Point[]; code: string; errors: { field: string }[] } };

async function call(headers: Record<string, string>, method: string, path = "", body?: object): Promise<Answer> {
  const answer = await app.fetch(
    new Request(`http://localhost:8080/test/api/fullmakt/v1/notification-points${path}`, {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}

async function manager() {
  const org = await plantOrganization(db, "Tindøy kommune");
  const { person, cookie } = await logIn({ deps });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, org, person, "client_manager");
  return { org, headers: asPerson(cookie, org) };
}

const wish = (limitedTo: object | null | undefined, more: object = {}) => ({
  address: freshAddress(),
  kinds: ["access", "change", "key_expiry"],
  environments: ["test", "prod"],
  ...(limitedTo === undefined ? {} : { limitedTo }),
  ...more,
});

/** A scope of an organisation of its own, and who acts for that. */
async function plantScope({ env = "test" as EnvironmentName, visibility = "PUBLIC" as "PUBLIC" | "PRIVATE" } = {}) {
  const owner = await plantOrganization(db, "Lyngvidda direktorat");
  const prefix = await plantPrefix(db, env, owner);
  const scope = `${prefix}:tilsyn.read` as ScopeName;
  const { id } = await db
    .insertInto("scope")
    .values({ env: ENVIRONMENT_NUMBER[env], name: scope, prefix, subscope: "tilsyn.read", owner: orgNumberToInt(owner), description: "Tilsyn", visibility })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { scope, id, owner, acting: { env, org: owner, isOperator: false, doer: doerOf(owner) } };
}
const doerOf = (org: OrgNumber) => ({ actor: { kind: "client" as const, client: "c", org }, traceId: "0".repeat(32), address: null });

const carry = (client: string, scope: number) => db.insertInto("client_scope").values({ env: ENVIRONMENT_NUMBER.test, client, scope }).execute();

async function plantEndingKey(client: string): Promise<void> {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000);
  const id = crypto.randomUUID();
  const key = { kid: "host", jwk: "{}", alg: "ES256", pinned: true, thumbprint: id, created_at: at(-200), updated_at: at(-200), expires_at: at(6.5) };
  await db
    .insertInto("client_key")
    .values({ env: ENVIRONMENT_NUMBER.test, id, client, ...key })
    .execute();
}

/** The subjects that the mail server has got for an address: so many, and no more are on their way. */
async function received(address: string, count: number): Promise<string[]> {
  const ours = () => server.received.filter(({ to }) => to?.[0]?.address === address);
  while (ours().length < count) await server.untilReceived(server.received.length + 1);
  assert.equal((await mailsTo(db, address)).length, count);
  return ours()
    .map(({ subject }) => subject!)
    .toSorted();
}

test("the right point gets the mail and the other does not: of keys, of a client that is deactivated, and of scopes with the clients that carry them", async () => {
  const org = await plantOrganization(db, "Bjørkelia borettslag");
  const [payroll, archive] = [await plantApiClient(deps, "test", org, []), await plantApiClient(deps, "test", org, [])];
  for (const [id, name] of [
    [payroll, "Lønn"],
    [archive, "Arkiv"],
  ] as const)
    await db.updateTable("client").set({ name }).where("id", "=", id).execute();
  const [register, other] = [await plantScope(), await plantScope()];
  await carry(payroll, register.id);
  const points = {
    everything: await plantPoint(db, org),
    payroll: await plantPoint(db, org, { limitedTo: { clients: [payroll] } }),
    archive: await plantPoint(db, org, { limitedTo: { clients: [archive] } }),
    register: await plantPoint(db, org, { limitedTo: { scopes: [register.scope] } }),
    gone: await plantPoint(db, org, { limitedTo: { clients: ["no-longer-here"], scopes: ["gone:scope"] } }),
  };
  await plantEndingKey(payroll);
  await tellOfEndingKeys(patient);
  for (const each of [register, other]) {
    await giveAccess(deps, each.acting, each.scope, org);
    await removeAccess(deps, each.acting, each.scope, org);
    await giveAccess(deps, each.acting, each.scope, org);
  }
  assert.equal((await impactOfDeactivating(db, "test", register.owner, register.scope)).toldConsumers, 1);
  await deactivateScope(deps, register.acting, register.scope);
  while (await announceChunk(patient));
  await deactivateClient(deps, doerOf(org), { env: "test", org }, archive);
  await deactivateClient(deps, doerOf(org), { env: "test", org }, payroll);
  const text = { nb: "Feil", nn: "Feil", en: "Fault" };
  const from = new Date().toISOString();
  await db
    .transaction()
    .execute((tx) => announce(tx, { kind: "notice", severity: "incident", environments: ["test"], from, to: null, title: text, text, changed: false }));
  while (await announceChunk(patient));

  const ofScope = (scope: string) => [
    `Bjørkelia borettslag har fått tilgang til ${scope}`,
    `Bjørkelia borettslag har fått tilgang til ${scope}`,
    `Tilgangen til ${scope} er fjernet`,
  ];
  const dead = (name: string) => `Klienten ${name} er deaktivert`;
  const stopped = `${register.scope} er deaktivert`;
  // What is about no client and no scope comes to everybody; of what is gone nothing comes, and it is told no more than before.
  const [incident] = await received(points.gone.address, 1);
  const ofKey = (await mailsTo(db, points.payroll.address)).find(({ kind }) => kind === "key_expiry")!.content.subject;
  assert.match(ofKey, /^Nøkkelen på Lønn går ut/);
  for (const [point, subjects] of [
    [points.payroll, [incident!, ofKey, dead("Lønn"), stopped, ...ofScope(register.scope)]],
    [points.archive, [incident!, dead("Arkiv")]],
    [points.register, [incident!, stopped, ...ofScope(register.scope)]],
    [points.everything, [incident!, ofKey, dead("Lønn"), dead("Arkiv"), stopped, ...ofScope(register.scope), ...ofScope(other.scope)]],
  ] as const)
    assert.deepEqual(await received(point.address, subjects.length), subjects.toSorted());
});

test("a deactivated scope counts an organisation as told only when it reaches one of its points", async () => {
  const org = await plantOrganization(db);
  const { scope, owner, acting, id } = await plantScope();
  const client = await plantApiClient(deps, "test", org, []);
  await plantPoint(db, org, { limitedTo: { clients: [client] } });
  await giveAccess(deps, acting, scope, org);
  const told = async () => (await impactOfDeactivating(db, "test", owner, scope)).toldConsumers;
  assert.equal(await told(), 0);
  await carry(client, id);
  assert.equal(await told(), 1);
});

test("a point is limited, widened only by hand, and says how what it was limited to stands; what is gone stays chosen", async () => {
  const { org, headers } = await manager();
  const client = await plantApiClient(deps, "test", org, []);
  const { scope } = await plantScope();
  const added = await call(headers, "POST", "", wish({ clients: [client, client], scopes: [scope] }));
  assert.equal(added.status, 201, JSON.stringify(added.body));
  assert.deepEqual(added.body.limitedTo, { clients: [{ clientId: client, name: "API", state: "active" }], scopes: [{ scope, state: "active" }] });
  const path = `/${added.body.id}`;
  await db.updateTable("client").set({ active: false }).where("id", "=", client).execute();
  await db.updateTable("scope").set({ active: false, visibility: "PRIVATE" }).where("name", "=", scope).execute();
  const [listed] = (await call(headers, "GET")).body.items;
  assert.deepEqual(listed!.limitedTo, { clients: [{ clientId: client, name: "API", state: "deactivated" }], scopes: [{ scope, state: "gone" }] });
  const renamed = await call(headers, "PATCH", path, { label: "Vakt" });
  assert.deepEqual(renamed.body.limitedTo, listed!.limitedTo, "what is not named stays, also what is gone");
  assert.equal((await call(headers, "PATCH", path, { limitedTo: { scopes: [scope] } })).status, 200);
  assert.equal((await call(headers, "PATCH", path, { limitedTo: null })).body.limitedTo, null);
  assert.equal((await call(headers, "PATCH", path, { limitedTo: { scopes: [scope] } })).body.code, "FM-481", "it cannot be chosen anew");
  assert.equal((await call(headers, "POST", "", wish(undefined))).body.limitedTo, null);
});

test("SEC-110 a client or a private scope of another organisation cannot be chosen, and is answered as one that is not there", async () => {
  const { org, headers } = await manager();
  const [foreign, own] = [await plantApiClient(deps, "test", await plantOrganization(db), []), await plantApiClient(deps, "test", org, [])];
  const secret = await plantScope({ visibility: "PRIVATE" });
  const answers = await Promise.all(
    [
      { clients: [foreign] },
      { clients: [crypto.randomUUID()] },
      { scopes: [secret.scope] },
      { scopes: [secret.scope.replace(":tilsyn.read", ":finnes.ikke")] },
    ].map((limitedTo) => call(headers, "POST", "", wish(limitedTo))),
  );
  for (const { status, body } of answers) assert.deepEqual([status, body.code, body.errors.length], [400, "FM-481", 1]);
  assert.equal(new Set(answers.map(({ body }) => JSON.stringify({ ...body, traceId: 0, instance: 0, errors: body.errors.length }))).size, 1);
  const mixed = await call(headers, "POST", "", wish({ clients: [own, foreign].toSorted() }));
  assert.deepEqual(
    mixed.body.errors.map(({ field }) => field),
    [`limitedTo.clients.${[own, foreign].toSorted().indexOf(foreign)}`],
  );
  const inProdOnly = await call(headers, "POST", "", wish({ clients: [own] }, { environments: ["prod"] }));
  assert.equal(inProdOnly.body.code, "FM-481", "the client is in test alone");
  await giveAccess(deps, secret.acting, secret.scope, org);
  assert.equal((await call(headers, "POST", "", wish({ scopes: [secret.scope] }))).status, 201, "whoever has access knows of it");
  assert.equal((await call(headers, "GET")).body.items.length, 1, "nothing of what was refused is there");
});

test("what is wrong with limits is said for each field", async () => {
  const { headers } = await manager();
  for (const [limitedTo, field] of [
    [{}, "limitedTo"],
    [{ clients: [], scopes: [] }, "limitedTo"],
    [{ clients: [""] }, "limitedTo.clients.0"],
    [{ scopes: ["not a scope"] }, "limitedTo.scopes.0"],
    [{ clients: Array.from({ length: 101 }, (_, i) => `c${i}`) }, "limitedTo.clients"],
    [{ organizations: ["310801011"] }, "limitedTo.organizations"],
    ["everything", "limitedTo"],
  ] as const) {
    const { status, body } = await call(headers, "POST", "", wish(limitedTo as object));
    assert.deepEqual([status, body.errors?.[0]?.field], [400, field], JSON.stringify(limitedTo).slice(0, 60));
  }
});

test("SEC-175 fifty change a point at once, some its name and some its limits: each change stands whole, and no choice is lost to a name", async () => {
  const { org, headers } = await manager();
  const clients = await Promise.all(Array.from({ length: 5 }, () => plantApiClient(deps, "test", org, [])));
  const { id } = (await call(headers, "POST", "", wish({ clients: [clients[0]!] }))).body;
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => call(headers, "PATCH", `/${id}`, i % 2 ? { label: `Vakt ${i}` } : { limitedTo: { clients: [clients[i % 5]!] } })),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const [point] = (await call(headers, "GET")).body.items;
  assert.match(point!.label, /^Vakt \d+$/);
  assert.equal(point!.limitedTo!.clients.length, 1);
  assert.ok(clients.includes(point!.limitedTo!.clients[0]!.clientId));
});

test("SEC-175 of fifty who change a point as they have read it one does, and the others are told; who names no version is in order", async () => {
  const { headers } = await manager();
  const { id, version } = (await call(headers, "POST", "", wish(null))).body;
  assert.equal(version, 1);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => call({ ...headers, "if-match": `"${version}"` }, "PATCH", `/${id}`, { label: `Vakt ${i}` })),
  );
  const done = answers.filter(({ status }) => status === 200);
  assert.equal(done.length, 1);
  assert.ok(answers.every(({ status, body }) => status === 200 || (status === 412 && body.code === "FM-412")));
  const [point] = (await call(headers, "GET")).body.items;
  assert.deepEqual([point!.label, point!.version], [done[0]!.body.label, 2]);
  const same = await call({ ...headers, "if-match": '"2"' }, "PATCH", `/${id}`, { label: point!.label });
  assert.deepEqual([same.status, same.body.version], [200, 2], "nothing was changed");
  assert.equal((await call(headers, "PATCH", `/${id}`, { digest: "daily" })).body.version, 3);
});
