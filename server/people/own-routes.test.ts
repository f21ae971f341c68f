/** People and rights over the API: what is shown to whom, and what never is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, freshIdentityNumber, logIn } from "../test/logged-in.ts";
import { plantPerson, plantRight, plantRole } from "../test/people.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
// oxlint-disable-next-line typescript/no-explicit-any -- tests read what came back member by member
type Json = any;

async function call(
  cookie: string,
  org: OrgNumber | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Json; text: string }> {
  const { "fullmakt-organization": _, ...withoutOrganization } = asPerson(cookie, "310801011" as OrgNumber);
  const headers = { ...(org ? asPerson(cookie, org) : withoutOrganization), "content-type": "application/json" };
  const response = await app.fetch(
    new Request(`http://localhost:8080/test/api/fullmakt/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  );
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), text };
}

async function plantLed() {
  const org = await plantOrganization(db, "Fjordvik kommune");
  const leader = await logIn({ deps }, { person: { firstName: "Blid", lastName: "Rype" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  return { org, leader: leader.cookie, leaderId: leader.person };
}

test("SEC-110 the people of an organisation are its own: not those of another, living or just removed", async () => {
  const [one, other] = [await plantLed(), await plantLed()];
  for (const { org, leader } of [one, other]) {
    const person = await plantPerson(db);
    const id = await plantRight(db, "test", org, person, "viewer");
    await plantRight(db, "test", org, await plantPerson(db), "client_manager");
    assert.equal((await call(leader, org, "DELETE", `/rights/${id}`)).status, 200);
  }
  const { body } = await call(one.leader, one.org, "GET", "/people");
  assert.equal(body.items.length, 3);
  assert.equal(body.items.flatMap(({ rights }: Json) => rights).filter(({ removed }: Json) => removed).length, 1);
});

test("SEC-150 an identity number goes in and never comes out", async () => {
  const { org, leader } = await plantLed();
  const number = freshIdentityNumber();
  await plantPerson(db, { firstName: "Stødig", lastName: "Elg", number });
  const found = await call(leader, org, "POST", "/person-lookups", { identityNumber: number, lastName: "Elg" });
  assert.deepEqual([found.status, found.body.name], [200, "Stødig Elg"]);
  const given = await call(leader, org, "POST", "/rights", { person: { identityNumber: number, lastName: "Elg" }, rights: ["viewer"] });
  assert.deepEqual([given.status, given.body.items[0].had], [201, false]);
  const missed = await call(leader, org, "POST", "/person-lookups", { identityNumber: number, lastName: "Rev" });
  assert.deepEqual([missed.status, missed.body.code], [400, "FM-467"]);
  const people = await call(leader, org, "GET", "/people");
  const log = await call(leader, org, "GET", "/audit-entries");
  for (const { text } of [found, given, missed, people, log]) assert.ok(!text.includes(number));
  assert.match(log.text, /"right.give"/);
});

test("a person who was neither found nor belongs to the organisation cannot be named by an id", async () => {
  const { org, leader } = await plantLed();
  const stranger = await plantPerson(db);
  const refused = await call(leader, org, "POST", "/rights", { person: { id: stranger }, rights: ["viewer"] });
  assert.deepEqual([refused.status, refused.body.code], [400, "FM-467"]);
});

test("what a list says of who may remove is what happens", async () => {
  const { org } = await plantLed();
  const manager = await logIn({ deps });
  const theirs = await plantRight(db, "test", org, await plantPerson(db), "api_manager");
  for (const right of ["access_manager", "client_manager"] as const) await plantRight(db, "test", org, manager.person, right);
  const ofOwnKind = await plantRight(db, "test", org, await plantPerson(db), "client_manager");
  const { body } = await call(manager.cookie, org, "GET", "/people");
  const rights: Json[] = body.items.flatMap((person: Json) => person.rights);
  for (const { id, removable } of rights) {
    const { status } = await call(manager.cookie, org, "DELETE", `/rights/${id}`);
    assert.equal(status === 200, removable, id);
    if (id !== theirs && id !== ofOwnKind) break; // what opens the rest is gone
  }
});

test("SEC-101 who does not belong to an organisation is told neither who has what there nor who could give", async () => {
  const { org, leader } = await plantLed();
  const stranger = await logIn({ deps });
  const asked = await call(stranger.cookie, null, "POST", "/right-requests", { organization: org, right: "viewer" });
  assert.equal(asked.status, 201);
  assert.equal(asked.body.deciders, undefined);
  const permissions = await call(stranger.cookie, org, "GET", "/permissions");
  assert.ok(!permissions.text.includes("Blid Rype"));
  const seen = await call(leader, org, "GET", "/right-requests");
  assert.deepEqual(
    seen.body.items.map(({ id, deciders, decidable }: Json) => [id, deciders[0].name, decidable.allowed]),
    [[asked.body.id, "Blid Rype", true]],
  );
});

test("SEC-085 the name behind a number is told to everyone who is logged in, and no more", async () => {
  const { org } = await plantLed();
  const stranger = await logIn({ deps });
  const { body } = await call(stranger.cookie, null, "GET", `/organizations/${org}`);
  assert.deepEqual(body, { number: org, name: "Fjordvik kommune", form: "ORGL", parent: null, deletedOn: null });
});

test("what is off is told with the reason, the rights that open it and who can give them", async () => {
  const { org, leaderId } = await plantLed();
  const viewer = await logIn({ deps });
  await plantRight(db, "test", org, viewer.person, "viewer");
  const { body } = await call(viewer.cookie, org, "GET", "/permissions");
  const item = (action: string) => body.items.find((one: Json) => one.action === action);
  assert.deepEqual(item("client.read"), { action: "client.read", allowed: true });
  assert.deepEqual(item("client.create").why, "right_missing");
  assert.deepEqual(item("client.create").rights, ["client_manager", "test_only"]);
  assert.deepEqual(item("client.create").helpers, [{ id: leaderId, name: "Blid Rype" }]);
  assert.deepEqual(body.held, ["viewer"]);
  assert.ok(!body.ask.includes("viewer") && body.ask.includes("test_only"));
});

test("SEC-130 who loses the last right is logged out, and the end of the session stands in the log", async () => {
  const { org, leader } = await plantLed();
  const person = await logIn({ deps });
  const id = await plantRight(db, "test", org, person.person, "viewer");
  assert.equal((await call(person.cookie, null, "GET", "/me")).status, 200);
  await call(leader, org, "DELETE", `/rights/${id}`);
  assert.equal((await call(person.cookie, null, "GET", "/me")).status, 401);
  const entries = await db.selectFrom("audit_entry").select("body").execute();
  assert.ok(entries.some(({ body }) => body.includes('"session.end"') && body.includes(person.person)));
});

test("a right stands in the list once, however often it was removed and brought back", async () => {
  const { org, leader } = await plantLed();
  const id = await plantRight(db, "test", org, await plantPerson(db), "viewer");
  const shown = async () => {
    const { body } = await call(leader, org, "GET", "/people");
    return body.items.flatMap(({ rights }: Json) => rights).map((right: Json) => [right.id, right.removed !== null]);
  };
  for (let round = 0; round < 2; round++) {
    const { body: removed } = await call(leader, org, "DELETE", `/rights/${id}`);
    assert.deepEqual(await shown(), [[id, true]]);
    assert.equal((await call(leader, org, "POST", `/rights/${id}/undo-removal`, { endedAt: removed.removed.at })).status, 200);
    assert.deepEqual(await shown(), [[id, false]]);
  }
});
