import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { freshOrgNumber, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { allBeforeCommit } from "../test/waiting.ts";
import { answerToGivingAgain, judgeTerms, lastChangeOf, stateOf, termsOfReplacement } from "./access.ts";
import { accessesGivenBy, accessesGivenTo, createScope, deactivateScope, giveAccess, readConsumer, removeAccess, replaceScope } from "./operations.ts";
import { actingFor, atOnce, ATTRIBUTES, logOf } from "./testing.ts";

const now = new Date("2026-03-01T12:00:00Z");
const [before, after, later] = [new Date("2026-02-28T12:00:00Z"), new Date("2026-03-02T12:00:00Z"), new Date("2026-03-03T12:00:00Z")];

for (const { says, access, state } of [
  { says: "lives without end", access: { ended: null, validTo: null }, state: "APPROVED" },
  { says: "ends later", access: { ended: null, validTo: after }, state: "APPROVED" },
  { says: "ends now", access: { ended: null, validTo: now }, state: "DENIED" },
  { says: "has run out, and nobody has closed it", access: { ended: null, validTo: before }, state: "DENIED" },
  { says: "was removed", access: { ended: { at: before, why: "removed" as const }, validTo: null }, state: "DENIED" },
])
  test(`an access that ${says} is ${state}`, () => assert.equal(stateOf(access, now), state));

for (const { says, terms, field } of [
  { says: "none", terms: {}, field: undefined },
  { says: "no end", terms: { validTo: null }, field: undefined },
  { says: "begins later", terms: { validFrom: after }, field: undefined },
  { says: "ends later", terms: { validTo: after }, field: undefined },
  { says: "ends now", terms: { validTo: now }, field: "validTo" },
  { says: "has ended", terms: { validTo: before }, field: "validTo" },
  { says: "ends as it begins", terms: { validFrom: after, validTo: after }, field: "validTo" },
  { says: "ends before it begins", terms: { validFrom: later, validTo: after }, field: "validTo" },
])
  test(`terms of an access: ${says} -> ${field ?? "fine"}`, () => assert.equal(judgeTerms(terms, now)?.field, field));

const living = { validFrom: before, validTo: after, reason: "agreement 7" };
for (const { says, terms, answer } of [
  { says: "without terms", terms: {}, answer: "keep" },
  { says: "with the same terms", terms: { ...living }, answer: "keep" },
  { says: "with another end", terms: { validTo: later }, answer: "replace" },
  { says: "without end", terms: { validTo: null }, answer: "replace" },
  { says: "with another beginning", terms: { validFrom: now }, answer: "replace" },
  { says: "with another reason", terms: { reason: "agreement 8" }, answer: "replace" },
])
  test(`given again ${says} -> ${answer}`, () => assert.equal(answerToGivingAgain(living, terms), answer));

test("what takes the place of an access keeps the terms that are not named, and goes on from now", () => {
  assert.deepEqual(termsOfReplacement(living, { reason: "new" }, now), { validFrom: undefined, validTo: after, reason: "new" });
  assert.deepEqual(termsOfReplacement({ ...living, validFrom: after }, { validTo: null }, now), { validFrom: after, validTo: null, reason: "agreement 7" });
});

test("an access that ran out last changed when it ran out", () => {
  assert.equal(lastChangeOf({ ended: null, validTo: before, givenAt: before }, now), before);
  assert.equal(lastChangeOf({ ended: null, validTo: after, givenAt: before }, now), before);
  assert.equal(lastChangeOf({ ended: { at: after, why: "removed" }, validTo: before, givenAt: before }, now), after);
});

const deps = await testDeps();

async function plantScope(): Promise<{ org: OrgNumber; acting: ReturnType<typeof actingFor>; name: ScopeName; consumer: OrgNumber }> {
  const org = await plantOrganization(deps.db, "Lyngvidda Direktorat");
  const acting = actingFor(org);
  const prefix = await plantPrefix(deps.db, "test", org);
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "tilsyn.read" });
  return { org, acting, name, consumer: await plantOrganization(deps.db, "Tindøy Kommune") };
}
const rowsOf = async (consumer: OrgNumber) =>
  deps.db
    .selectFrom("access")
    .select(["id", "ended_at", "ended_why", "valid_to"])
    .where("org", "=", Number(consumer))
    .orderBy(sql`ended_at nulls last`)
    .execute();
const actions = async (org: OrgNumber) => (await logOf(deps, org)).map(({ action }) => action);
const ago = (hours: number) => sql<Date>`now() - make_interval(hours => ${hours})`;

test("SEC-085 giving an access shows both names, and stands in the log of both sides", async () => {
  const { org, acting, name, consumer } = await plantScope();
  const given = await giveAccess(deps, acting, name, consumer);
  assert.deepEqual([given.state, given.ownerName, given.consumerName], ["APPROVED", "Lyngvidda Direktorat", "Tindøy Kommune"]);
  assert.deepEqual(await actions(consumer), ["access.give"]);
  assert.deepEqual(await actions(org), ["scope.create", "access.give"]);
});

test("SEC-085 a number with a wrong check digit, or that the register does not know, gets no access", async () => {
  const { acting, name } = await plantScope();
  for (const text of ["310801012", "31080101", "3108010111", "abc", "", " 310801011", "010801011", "３10801011"])
    assert.throws(() => readConsumer(text), { refusal: "organization_number_invalid" }, text);
  await assert.rejects(giveAccess(deps, acting, name, freshOrgNumber()), { refusal: "organization_unknown" });
});

test("with the setting, an unknown number is registered in the same deed", async () => {
  const open = await testDeps((settings) => (settings.environments.test.registeredOrganizationsOnly = false));
  const org = await plantOrganization(open.db);
  const prefix = await plantPrefix(open.db, "test", org);
  const { name } = await createScope(open, actingFor(org), { ...ATTRIBUTES, prefix, subscope: "a" });
  const stranger = freshOrgNumber();
  const outcomes = await atOnce(20, () => giveAccess(open, actingFor(org), name, stranger));
  assert.equal(
    outcomes.every((outcome) => "state" in outcome && outcome.consumerName === stranger),
    true,
  );
  assert.deepEqual(
    (await logOf(open, stranger)).map(({ action, env }) => `${env} ${action}`),
    ["shared organization.register", "test access.give"],
  );
});

test("SEC-082 an access given again after it was removed is a new one, and the old one keeps its history", async () => {
  const { acting, name, consumer } = await plantScope();
  const first = await giveAccess(deps, acting, name, consumer);
  assert.equal((await giveAccess(deps, acting, name, consumer)).id, first.id, "idempotent");
  const removed = await removeAccess(deps, acting, name, consumer);
  assert.deepEqual([removed.id, removed.state, removed.ended?.why], [first.id, "DENIED", "removed"]);
  assert.equal((await removeAccess(deps, acting, name, consumer)).id, first.id, "idempotent");
  const second = await giveAccess(deps, acting, name, consumer);
  assert.notEqual(second.id, first.id);
  assert.deepEqual(
    (await rowsOf(consumer)).map(({ id, ended_why }) => [id, ended_why]),
    [
      [first.id, "removed"],
      [second.id, null],
    ],
  );
  assert.deepEqual(await actions(consumer), ["access.give", "access.remove", "access.give"]);
});

test("what was never given cannot be removed", async () => {
  const { acting, name, consumer } = await plantScope();
  await assert.rejects(removeAccess(deps, acting, name, consumer), { refusal: "not_found" });
  await assert.rejects(removeAccess(deps, acting, name, freshOrgNumber()), { refusal: "not_found" });
});

test("terms: given ahead with an end, changed, and each change ends one access and begins the next without a gap", async () => {
  const { acting, name, consumer } = await plantScope();
  const [from, to] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  const ahead = await giveAccess(deps, acting, name, consumer, { validFrom: from, validTo: to, reason: "agreement 7" });
  assert.deepEqual([ahead.state, ahead.validFrom, ahead.validTo, ahead.reason], ["APPROVED", from, to, "agreement 7"]);
  assert.equal((await giveAccess(deps, acting, name, consumer)).id, ahead.id, "without terms nothing changes");
  const longer = await giveAccess(deps, acting, name, consumer, { validTo: null });
  assert.deepEqual([longer.validFrom, longer.validTo, longer.reason], [from, null, "agreement 7"]);
  await assert.rejects(giveAccess(deps, acting, name, consumer, { validTo: from }), { refusal: "invalid_request" });
  assert.deepEqual(
    (await rowsOf(consumer)).map(({ id, ended_why }) => [id, ended_why]),
    [
      [ahead.id, "replaced"],
      [longer.id, null],
    ],
  );
  assert.deepEqual(await actions(consumer), ["access.give", "access.replace"]);
  const listed = await accessesGivenTo(deps.db, "test", consumer, { inactive: true });
  assert.deepEqual(
    listed.map(({ id }) => id),
    [longer.id],
    "one row for a scope and an organisation",
  );
});

/** An access whose end has passed without anybody having closed it. */
async function plantExpired() {
  const planted = await plantScope();
  const { id } = await giveAccess(deps, planted.acting, planted.name, planted.consumer);
  await deps.db
    .updateTable("access")
    .set({ valid_from: ago(3), given_at: ago(3), valid_to: ago(1) })
    .where("id", "=", id)
    .execute();
  return { ...planted, id };
}

test("an access whose end has passed is DENIED, and 50 who give it anew at the same instant make exactly one", async () => {
  const { acting, name, consumer, id } = await plantExpired();
  assert.deepEqual(await accessesGivenTo(deps.db, "test", consumer, { inactive: false }), []);
  const [ended] = await accessesGivenTo(deps.db, "test", consumer, { inactive: true });
  assert.deepEqual([ended?.id, ended?.state, ended?.lastChangedAt], [id, "DENIED", ended?.validTo]);

  const outcomes = await atOnce(50, () => giveAccess(deps, acting, name, consumer));
  assert.equal(new Set(outcomes.map((outcome) => ("id" in outcome ? outcome.id : ""))).size, 1);
  const rows = await rowsOf(consumer);
  assert.deepEqual(
    rows.map(({ id: row, ended_why }) => [row === id, ended_why]),
    [
      [true, "expired"],
      [false, null],
    ],
  );
  assert.deepEqual(rows[0]!.ended_at, rows[0]!.valid_to, "it ended when it was to end, not when somebody noticed");
  assert.deepEqual(await actions(consumer), ["access.give", "access.expire", "access.give"]);
});

test("removing an access whose end has passed closes it as expired", async () => {
  const { acting, name, consumer, id } = await plantExpired();
  const removed = await removeAccess(deps, acting, name, consumer);
  assert.deepEqual([removed.id, removed.state, removed.ended?.why], [id, "DENIED", "expired"]);
});

test("50 who give and remove at the same instant leave at most one living access, and the log agrees with the rows", async () => {
  const { acting, name, consumer } = await plantScope();
  await giveAccess(deps, acting, name, consumer);
  await atOnce(50, (i) => (i % 2 ? giveAccess(deps, acting, name, consumer) : removeAccess(deps, acting, name, consumer)));
  const rows = await rowsOf(consumer);
  const log = await actions(consumer);
  assert.equal(rows.length, log.filter((action) => action === "access.give").length);
  assert.equal(rows.filter(({ ended_at }) => ended_at !== null).length, log.filter((action) => action === "access.remove").length);
  assert.ok(rows.filter(({ ended_at }) => ended_at === null).length <= 1);
});

test("SEC-080 giving below a scope that is being deactivated: after the deactivation nothing is given", async () => {
  const { acting, name, org } = await plantScope();
  const consumers = await Promise.all(Array.from({ length: 50 }, () => plantOrganization(deps.db)));
  const outcomes = await atOnce<unknown>(50, (i) => (i === 20 ? deactivateScope(deps, acting, name) : giveAccess(deps, acting, name, consumers[i]!)));
  const given = outcomes.filter((outcome) => outcome && typeof outcome === "object" && "state" in outcome).length;
  const refused = outcomes.filter((outcome) => outcome && typeof outcome === "object" && "refused" in outcome).map((o) => (o as { refused: string }).refused);
  assert.equal(given + refused.length, 49);
  assert.ok(refused.every((why) => why === "wrong_state"));
  const log = await actions(org);
  assert.ok(log.lastIndexOf("access.give") < log.indexOf("scope.deactivate"), "in the order of the log every access was given before");
});

test("SEC-080 an access that is just being given holds its scope: the deactivation comes after it", async () => {
  const { acting, name, consumer, org } = await plantScope();
  const outcomes = await allBeforeCommit(deps, [() => giveAccess(deps, acting, name, consumer), () => deactivateScope(deps, acting, name)]);
  assert.ok(outcomes.every(({ status }) => status === "fulfilled"));
  assert.deepEqual((await actions(org)).slice(-2), ["access.give", "scope.deactivate"]);
});

test("SEC-080 nobody gives or removes access to another's scope", async () => {
  const { name, consumer, acting } = await plantScope();
  await giveAccess(deps, acting, name, consumer);
  const stranger = actingFor(await plantOrganization(deps.db));
  await assert.rejects(giveAccess(deps, stranger, name, stranger.org), { refusal: "not_yours" });
  await assert.rejects(removeAccess(deps, stranger, name, consumer), { refusal: "not_yours" });
  assert.equal((await rowsOf(consumer)).filter(({ ended_at }) => ended_at === null).length, 1);
  assert.equal((await rowsOf(stranger.org)).length, 0);
});

test("SEC-083 a deactivated scope leaves its holders' lists at once whatever accesses remain, and comes back with them", async () => {
  const { acting, name, consumer, org } = await plantScope();
  await giveAccess(deps, acting, name, consumer);
  const listed = async (inactive: boolean) => (await accessesGivenTo(deps.db, "test", consumer, { inactive })).length;
  assert.equal(await listed(false), 1);
  await deactivateScope(deps, acting, name);
  assert.deepEqual([await listed(false), await listed(true)], [0, 0]);
  assert.equal((await accessesGivenBy(deps.db, "test", org, { scope: name, inactive: false })).length, 1, "its owner still sees what remains");
  await assert.rejects(giveAccess(deps, acting, name, consumer), { refusal: "wrong_state" });
  await replaceScope(deps, acting, name, (scope) => ({ ...scope, active: true }));
  assert.equal(await listed(false), 1);
});

test("SEC-113 accesses followed page by page come exactly once while others are given and removed", async () => {
  const { acting, name, org } = await plantScope();
  const consumers = (await Promise.all(Array.from({ length: 20 }, () => plantOrganization(deps.db)))).toSorted();
  for (const consumer of consumers) await giveAccess(deps, acting, name, consumer);
  const seen: OrgNumber[] = [];
  let position: { scope: ScopeName; consumer: OrgNumber } | null = null;
  for (;;) {
    const page = await accessesGivenBy(deps.db, "test", org, { scope: name, inactive: true, page: { after: position, limit: 7 } });
    if (page.length === 0) break;
    seen.push(...page.map(({ consumer }) => consumer));
    position = { scope: name, consumer: page.at(-1)!.consumer };
    await removeAccess(deps, acting, name, consumers[0]!);
    await giveAccess(deps, acting, name, consumers[0]!);
    await removeAccess(deps, acting, name, consumers[19]!);
  }
  assert.deepEqual(seen, consumers);
});
