import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { RIGHTS } from "../../vocabulary/rights.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { actingPerson, plantPerson, plantRight, plantRole } from "../test/people.ts";
import {
  answerRightRequest,
  askForRight,
  forwardRightRequest,
  forwardsOf,
  readRightRequest,
  requestsFor,
  requestsOf,
  withdrawRightRequest,
} from "./right-request-operations.ts";
import { type ForwardAnswer, judgeForward, MOST_WAITING } from "./right-request.ts";
import { heldBy } from "./standing.ts";

const deps = await testDeps();
const { db } = deps;
const APPROVE = { approve: true, validTo: null, answer: "" };
const REJECT = { approve: false, validTo: null, answer: "Vi bruker en annen klient." };

async function plantAsking() {
  const [organization, leader, asker] = [await plantOrganization(db), await plantPerson(db), await plantPerson(db, { firstName: "Modig", lastName: "Måke" })];
  await plantRole(db, organization, "DAGL", { person: leader });
  const acting = actingPerson("test", organization, leader);
  const asking = actingPerson("test", organization, asker);
  return { organization, leader, asker, acting, asking };
}
const ask = (asking: ReturnType<typeof actingPerson>, organization: OrgNumber, right: (typeof RIGHTS)[number] = "client_manager") =>
  askForRight(deps, asking, { organization, right, message: "Jeg lager henting av skattekort." });
const holds = async (person: string, org: OrgNumber) => (await heldBy(db, "test", person, org)).map(({ right }) => right).join(" ");

test("asked for by somebody without any right, approved by who may give it: works at once, and both see the outcome", async () => {
  const { organization, leader, asker, acting, asking } = await plantAsking();
  const { id } = await ask(asking, organization);
  assert.deepEqual(
    (await requestsFor.received(db, "test", organization)).map((one) => one.id),
    [id],
  );
  const end = new Date(Date.now() + 86_400_000);
  const answered = await answerRightRequest(deps, acting, id, { approve: true, validTo: end, answer: "Lykke til" });
  assert.deepEqual([answered.state, answered.decided?.by, answered.decided?.answer], ["approved", leader, "Lykke til"]);
  assert.equal(await holds(asker, organization), "client_manager");
  assert.deepEqual(await requestsFor.received(db, "test", organization), []);
  assert.equal((await requestsFor.handled(db, "test", organization))[0]!.state, "approved");
  assert.equal((await requestsOf(db, "test", asker))[0]!.state, "approved");
  assert.equal((await answerRightRequest(deps, acting, id, APPROVE)).state, "approved", "the same answer once more changes nothing");
  await assert.rejects(answerRightRequest(deps, acting, id, REJECT), { refusal: "wrong_state" });
});

test("rejected: nothing is given, the person sees why, and may ask again", async () => {
  const { organization, asker, acting, asking } = await plantAsking();
  const { id } = await ask(asking, organization);
  await answerRightRequest(deps, acting, id, REJECT);
  assert.equal(await holds(asker, organization), "");
  assert.deepEqual(
    (await requestsOf(db, "test", asker)).map(({ state, decided }) => [state, decided?.answer]),
    [["rejected", REJECT.answer]],
  );
  await ask(asking, organization);
});

test("SEC-104 an access manager approves what he or she holds, and may reject what not; who was asked, not for whom, decides", async () => {
  const { organization, asker, asking } = await plantAsking();
  const manager = await plantPerson(db);
  await plantRight(db, "test", organization, manager, "access_manager");
  const acting = actingPerson("test", organization, manager);
  const { id } = await ask(asking, organization, "api_manager");
  await assert.rejects(answerRightRequest(deps, acting, id, APPROVE), { refusal: "right_not_held" });
  assert.equal((await requestsFor.received(db, "test", organization)).length, 1, "it waits on");
  const api = await plantRight(db, "test", organization, manager, "api_manager");
  await sql`update person_right set ended_at = now(), ended_why = 'removed' where id = ${api}`.execute(db);
  await assert.rejects(answerRightRequest(deps, acting, id, APPROVE), { refusal: "right_not_held" });
  assert.equal(await holds(asker, organization), "");
  assert.equal((await answerRightRequest(deps, acting, id, REJECT)).state, "rejected");
});

test("SEC-101 absent, of another organisation and withdrawn by another: one answer", async () => {
  const { organization, asking, acting } = await plantAsking();
  const other = await plantAsking();
  const { id } = await ask(asking, organization);
  for (const [who, wanted] of [
    [other.acting, id],
    [acting, randomUUID()],
  ] as const) {
    await assert.rejects(answerRightRequest(deps, who, wanted, REJECT), { refusal: "not_found" });
    await assert.rejects(withdrawRightRequest(deps, who, wanted), { refusal: "not_found" });
    await assert.rejects(readRightRequest(db, "test", who.session, who.org, wanted), { refusal: "not_found" });
  }
  assert.equal((await readRightRequest(db, "test", asking.session, null, id)).id, id);
  assert.equal((await readRightRequest(db, "test", acting.session, organization, id)).id, id);
  await assert.rejects(readRightRequest(db, "prod", asking.session, null, id), { refusal: "not_found" });
});

test("withdrawn by who sent it: it is not there to approve any longer", async () => {
  const { organization, acting, asking, asker } = await plantAsking();
  const { id } = await ask(asking, organization);
  assert.equal((await withdrawRightRequest(deps, asking, id)).state, "withdrawn");
  assert.equal((await withdrawRightRequest(deps, asking, id)).state, "withdrawn");
  await assert.rejects(answerRightRequest(deps, acting, id, APPROVE), { refusal: "wrong_state" });
  assert.equal(await holds(asker, organization), "");
});

test("after 30 days it has expired: shown so, not approved, and asked for anew", async () => {
  const { organization, acting, asking } = await plantAsking();
  const { id } = await ask(asking, organization);
  await sql`update right_request set asked_at = asked_at - interval '30 days', expires_at = expires_at - interval '30 days' where id = ${id}`.execute(db);
  await assert.rejects(answerRightRequest(deps, acting, id, APPROVE), { refusal: "wrong_state" });
  assert.deepEqual(await requestsFor.received(db, "test", organization), []);
  await ask(asking, organization);
  assert.deepEqual(
    (await requestsOf(db, "test", asking.session.person)).map(({ state }) => state),
    ["pending", "expired"],
  );
});

test("what is held already, what does not exist there, and an unknown organisation", async () => {
  const { organization, leader, asking } = await plantAsking();
  await assert.rejects(ask(actingPerson("test", organization, leader), organization), { refusal: "wrong_state" });
  await assert.rejects(ask({ ...asking, env: "prod" }, organization, "test_only"), { refusal: "invalid_request" });
  await assert.rejects(ask(asking, "310899997" as OrgNumber), { refusal: "organization_unknown" });
});

test("SEC-105 SEC-175 the same right asked for 50 times at once waits once; and of one person not more than a few wait", async () => {
  const { organization, asking } = await plantAsking();
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => ask(asking, organization)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of results) if (one.status === "rejected") assert.equal((one.reason as { refusal: string }).refusal, "too_many_requests_open");
  const others = await Promise.all(Array.from({ length: MOST_WAITING + 5 }, () => plantOrganization(db)));
  const more = await Promise.allSettled(others.map((other) => ask(asking, other)));
  assert.equal(more.filter(({ status }) => status === "fulfilled").length, MOST_WAITING - 1);
});

test("SEC-175 approved and rejected 50 times at once: one outcome, and the right is there exactly when it was approved", async () => {
  const { organization, acting, asking, asker } = await plantAsking();
  const { id } = await ask(asking, organization);
  const results = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => answerRightRequest(deps, acting, id, i % 2 ? APPROVE : REJECT)));
  const states = new Set(results.flatMap((one) => (one.status === "fulfilled" ? [one.value.state] : [])));
  assert.equal(states.size, 1);
  assert.equal(await holds(asker, organization), states.has("approved") ? "client_manager" : "");
  for (const one of results) if (one.status === "rejected") assert.equal((one.reason as { refusal: string }).refusal, "wrong_state");
});

const FORWARDS: { says: string; change?: Partial<{ state: "pending" | "approved" | "expired"; to: string; before: string[] }>; answer: ForwardAnswer }[] = [
  { says: "to one who can give it", answer: "forward" },
  { says: "to the same once more", change: { before: ["able"] }, answer: "forwarded" },
  { says: "to a second one, besides", change: { to: "other", before: ["able"] }, answer: "forward" },
  { says: "to one who cannot give it", change: { to: "stranger" }, answer: "cannot_decide" },
  { says: "to oneself", change: { to: "me" }, answer: "cannot_decide" },
  { says: "to who asks", change: { to: "asker" }, answer: "cannot_decide" },
  { says: "answered already", change: { state: "approved" }, answer: "over" },
  { says: "answered already, to the same", change: { state: "approved", before: ["able"] }, answer: "over" },
  { says: "expired", change: { state: "expired" }, answer: "over" },
];
for (const { says, change, answer } of FORWARDS)
  test(`a request is sent on ${says}: ${answer}`, () => {
    const { state, to, before } = { state: "pending" as const, to: "able", before: [] as string[], ...change };
    const deciders = ["able", "other", "me", "asker"];
    assert.equal(
      judgeForward(
        { state, person: "asker" },
        { by: "me", to },
        deciders,
        before.map((one) => ({ to: one })),
      ),
      answer,
    );
  });

test("SEC-104 SEC-175 sent on by who cannot give it, 50 times at once: on record once, told once, and answered by whom it was sent to", async () => {
  const { organization, leader, asker, acting, asking } = await plantAsking();
  const manager = await plantPerson(db, { firstName: "Snar", lastName: "Tiur" });
  await plantRight(db, "test", organization, manager, "access_manager");
  const managing = actingPerson("test", organization, manager);
  await db
    .insertInto("person_email")
    .values({ person: leader, address: `leder@${organization}.example`, verified_at: new Date() })
    .execute();
  const { id } = await ask(asking, organization, "api_manager");
  const mails = async () =>
    (await db.selectFrom("mail_event").select(["kind", "content"]).where("person", "=", leader).execute()).filter(
      ({ kind }) => kind === "right_request_forwarded",
    );
  await Promise.all(Array.from({ length: 50 }, () => forwardRightRequest(deps, managing, id, leader)));
  assert.deepEqual(
    (await forwardsOf(db, "test", [id])).map(({ by, to }) => [by, to]),
    [[manager, leader]],
  );
  const told = await mails();
  assert.equal(told.length, 1);
  assert.match(JSON.stringify(told[0]!.content), /Modig Måke ber om rettigheten «API-ansvarlig».* Snar Tiur mangler den selv/);
  const { rows } = await sql<{ body: string }>`
    select body from audit_entry where body::jsonb ->> 'action' = 'right_request.forward' and body::jsonb #>> '{details,id}' = ${id}`.execute(db);
  assert.equal(rows.length, 1);

  for (const to of [manager, asker, randomUUID()])
    await assert.rejects(forwardRightRequest(deps, managing, id, to), { refusal: "invalid_request" }, "not to one who cannot give it");
  const other = await plantAsking();
  await assert.rejects(forwardRightRequest(deps, other.acting, id, leader), { refusal: "not_found" });
  const viewer = await plantPerson(db);
  await plantRight(db, "test", organization, viewer, "viewer");
  await assert.rejects(forwardRightRequest(deps, actingPerson("test", organization, viewer), id, leader), { refusal: "right_missing" });

  assert.equal((await answerRightRequest(deps, acting, id, APPROVE)).state, "approved");
  await assert.rejects(forwardRightRequest(deps, managing, id, leader), { refusal: "wrong_state" });
  assert.equal(await holds(asker, organization), "api_manager");
});
