import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { actingPerson, plantPerson, plantRight, plantRole } from "../test/people.ts";
import { giveRights, removeRight, undoRightRemoval } from "./right-operations.ts";
import { heldBy } from "./standing.ts";

const deps = await testDeps();
const { db } = deps;
const atOnce = <T>(many: number, work: (i: number) => Promise<T>) => Promise.allSettled(Array.from({ length: many }, (_, i) => work(i)));
const refusals = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((one) => one.status === "rejected").map(({ reason }) => (reason as { refusal?: string }).refusal ?? String(reason));

/** An organisation with a managing director who acts for it. */
async function plantLed() {
  const [org, leader] = [await plantOrganization(db), await plantPerson(db, { firstName: "Blid", lastName: "Rype" })];
  await plantRole(db, org, "DAGL", { person: leader });
  return { org, leader, acting: actingPerson("test", org, leader) };
}
const rightsOf = async (person: string, org: OrgNumber, env: "test" | "prod" = "test") =>
  (await heldBy(db, env, person, org))
    .map(({ right }) => right)
    .toSorted()
    .join(" ");
const logOf = async (org: OrgNumber): Promise<{ action: string; env: number; actor: Record<string, string> }[]> =>
  (await sql<{ body: string; env: number }>`select body, env from audit_entry where ${orgNumberToInt(org)} = any(orgs) order by env, seq`.execute(db)).rows.map(
    ({ body, env }) => ({ ...(JSON.parse(body) as { action: string; actor: Record<string, string> }), env }),
  );
const give = (
  acting: ReturnType<typeof actingPerson>,
  person: string,
  rights: HeldRight[],
  validTo: Date | null = null,
  environments: ("test" | "prod")[] = [acting.env],
) => giveRights(deps, acting, { person, rights, validTo, environments });

test("a right works at once, in the environments it was given in, and stands in the log of the organisation with who gave it", async () => {
  const { org, leader, acting } = await plantLed();
  const person = await plantPerson(db);
  await give(acting, person, ["client_manager", "viewer"], null, ["prod", "test"]);
  assert.equal(await rightsOf(person, org), "client_manager viewer");
  assert.equal(await rightsOf(person, org, "prod"), "client_manager viewer");
  const log = await logOf(org);
  assert.deepEqual(
    log.map(({ action, env, actor }) => [action, env, actor.kind, actor.person]),
    [1, 1, 2, 2].map((env) => ["right.give", env, "person", leader]),
  );
});

test("given again with the same end nothing changes; with another it goes on with that one, without a gap", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  const [first] = await give(acting, person, ["viewer"]);
  const [again] = await give(acting, person, ["viewer"]);
  assert.deepEqual([first!.had, again!.had, again!.right.publicId], [false, true, first!.right.publicId]);
  const end = new Date(Date.now() + 86_400_000);
  const [ending] = await give(acting, person, ["viewer"], end);
  assert.deepEqual([ending!.had, ending!.right.validTo], [false, end]);
  assert.equal(await rightsOf(person, org), "viewer");
  assert.deepEqual(
    (await logOf(org)).map(({ action }) => action),
    ["right.give", "right.give"],
  );
});

test("an end that has passed, or is too far away, is refused and nothing is given", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  for (const validTo of [new Date(Date.now() - 1_000), new Date(Date.now() + 30 * 366 * 86_400_000)])
    await assert.rejects(give(acting, person, ["viewer"], validTo), { refusal: "invalid_request" });
  assert.equal(await rightsOf(person, org), "");
});

test("a right whose end has passed can be given anew", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  await plantRight(db, "test", org, person, "viewer", { valid_from: new Date(Date.now() - 7_200_000), valid_to: new Date(Date.now() - 3_600_000) });
  const [gift] = await give(acting, person, ["viewer"]);
  assert.equal(gift!.had, false);
  assert.deepEqual(
    (await logOf(org)).map(({ action }) => action),
    ["right.expire", "right.give"],
  );
});

test("SEC-080 nobody gives more than he or she holds: all of what was asked for is refused, in every environment", async () => {
  const { org } = await plantLed();
  const [manager, person] = [await plantPerson(db), await plantPerson(db)];
  for (const right of ["access_manager", "client_manager"] as const) await plantRight(db, "test", org, manager, right);
  const acting = actingPerson("test", org, manager);
  await assert.rejects(give(acting, person, ["client_manager", "api_manager"]), { refusal: "right_not_held" });
  await assert.rejects(give(acting, person, ["client_manager"], null, ["test", "prod"]), { refusal: "not_representing" });
  await assert.rejects(give(acting, person, ["main_administrator"]), { refusal: "right_not_held" });
  assert.equal(await rightsOf(person, org), "");
  assert.deepEqual(await logOf(org), []);
  await give(acting, person, ["client_manager"]);
  assert.equal(await rightsOf(person, org), "client_manager");
});

test("SEC-123 somebody becomes administrator only by a login of the last 15 minutes", async () => {
  const { org, leader } = await plantLed();
  const person = await plantPerson(db);
  const old = actingPerson("test", org, leader, { loginAgeMs: 15 * 60_000 + 1 });
  await assert.rejects(give(old, person, ["access_manager"]), { refusal: "login_not_fresh" });
  await assert.rejects(give(old, person, ["main_administrator"]), { refusal: "login_not_fresh" });
  await give(old, person, ["viewer"]);
});

test("SEC-081 removed at once, undone within half an hour with its id and dates, and once only", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  const end = new Date(Date.now() + 86_400_000);
  const [gift] = await give(acting, person, ["api_manager"], end);
  const id = gift!.right.publicId;
  const removed = await removeRight(deps, acting, id);
  assert.equal(removed.ended?.why, "removed");
  assert.equal(await rightsOf(person, org), "");
  assert.equal((await removeRight(deps, acting, id)).ended?.at.getTime(), removed.ended!.at.getTime(), "once more changes nothing");
  const back = await undoRightRemoval(deps, acting, id, removed.ended!.at);
  assert.deepEqual([back.publicId, back.validTo, back.ended], [id, end, null]);
  assert.equal((await undoRightRemoval(deps, acting, id)).id, back.id, "once more changes nothing");
  assert.equal(await rightsOf(person, org), "api_manager");
  assert.deepEqual(
    (await logOf(org)).map(({ action }) => action),
    ["right.give", "right.remove", "right.undo_removal"],
  );
  // The first removal's undo does not hit the second.
  await removeRight(deps, acting, id);
  await assert.rejects(undoRightRemoval(deps, acting, id, removed.ended!.at), { refusal: "wrong_state" });
  assert.equal(await rightsOf(person, org), "");
});

test("SEC-081 half an hour later there is no undo", async () => {
  const { acting, org } = await plantLed();
  const person = await plantPerson(db);
  const [gift] = await give(acting, person, ["viewer"]);
  await removeRight(deps, acting, gift!.right.publicId);
  await sql`update person_right set ended_at = ended_at - interval '30 minutes', valid_from = valid_from - interval '1 hour' where person = ${person}`.execute(
    db,
  );
  await assert.rejects(undoRightRemoval(deps, acting, gift!.right.publicId), { refusal: "wrong_state" });
  assert.equal(await rightsOf(person, org), "");
});

test("SEC-110 a right of another organisation is as little there as an unknown one", async () => {
  const { acting } = await plantLed();
  const other = await plantLed();
  const person = await plantPerson(db);
  const [gift] = await give(other.acting, person, ["viewer"]);
  for (const id of [gift!.right.publicId, "00000000-0000-7000-8000-000000000000"]) {
    await assert.rejects(removeRight(deps, acting, id), { refusal: "not_found" });
    await assert.rejects(undoRightRemoval(deps, acting, id), { refusal: "not_found" });
  }
  assert.equal(await rightsOf(person, other.org), "viewer");
});

test("everybody may give up what he or she holds, and does not get it back alone", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  const [gift] = await give(acting, person, ["client_manager"]);
  await give(acting, person, ["viewer"]);
  const self = actingPerson("test", org, person);
  await removeRight(deps, self, gift!.right.publicId);
  assert.equal(await rightsOf(person, org), "viewer");
  await assert.rejects(undoRightRemoval(deps, self, gift!.right.publicId), { refusal: "right_missing" });
});

test("SEC-088 the last main administrator stays, also when two remove each other at the same instant", async () => {
  const org = await plantOrganization(db);
  const [one, two] = [await plantPerson(db), await plantPerson(db)];
  const ids = [await plantRight(db, "test", org, one, "main_administrator"), await plantRight(db, "test", org, two, "main_administrator")];
  const results = await atOnce(50, (i) => removeRight(deps, actingPerson("test", org, i % 2 ? one : two), ids[i % 2 ? 0 : 1]!));
  const left = (await rightsOf(one, org)) + (await rightsOf(two, org));
  assert.equal(left, "main_administrator");
  assert.ok(
    refusals(results).every((name) => name === "last_administrator" || name === "not_representing" || name === "right_not_held"),
    refusals(results).join(),
  );
});

test("SEC-080 SEC-175 who loses the right gives nothing by it: 50 gifts and the removal at once", async () => {
  const { org, acting } = await plantLed();
  const manager = await plantPerson(db);
  await plantRight(db, "test", org, manager, "viewer");
  const [gift] = await give(acting, manager, ["access_manager"]);
  const people = await Promise.all(Array.from({ length: 50 }, () => plantPerson(db)));
  const [results] = await Promise.all([
    atOnce(50, (i) => give(actingPerson("test", org, manager), people[i]!, ["viewer"])),
    removeRight(deps, acting, gift!.right.publicId),
  ]);
  const entries = (await logOf(org)).map(({ action }) => action);
  const removedAt = entries.indexOf("right.remove");
  assert.equal(entries.slice(removedAt + 1).filter((action) => action === "right.give").length, 0, "nothing was given after the removal");
  assert.ok(
    refusals(results).every((name) => name === "right_missing" || name === "right_not_held"),
    refusals(results).join(),
  );
});

test("SEC-175 one right given, removed and undone 50 times at once: one living row at most, and no failure but refusals", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  const [gift] = await give(acting, person, ["viewer"]);
  const id = gift!.right.publicId;
  const results = await atOnce(50, async (i) => {
    if (i % 3 === 0) return give(acting, person, ["viewer"]);
    return i % 3 === 1 ? removeRight(deps, acting, id) : undoRightRemoval(deps, acting, id);
  });
  const living = await db.selectFrom("person_right").select("id").where("person", "=", person).where("ended_at", "is", null).execute();
  assert.ok(living.length <= 1);
  assert.ok(
    refusals(results).every((name) => name === "wrong_state" || name === "not_found"),
    refusals(results).join(),
  );
  assert.equal(await rightsOf(person, org), living.length === 1 ? "viewer" : "");
});

test("SEC-175 given 50 times at once with 50 ends, each that is acknowledged was given with its own, and one lives", async () => {
  const { org, acting } = await plantLed();
  const person = await plantPerson(db);
  const ends = Array.from({ length: 50 }, (_, i) => new Date(Date.now() + (i + 1) * 86_400_000));
  const results = await atOnce(50, (i) => give(acting, person, ["viewer"], ends[i]!));
  assert.deepEqual(refusals(results), []);
  const given = results.map((one) => (one.status === "fulfilled" ? one.value[0]! : null));
  assert.deepEqual(
    given.map((gift) => [gift!.had, gift!.right.validTo]),
    ends.map((end) => [false, end]),
  );
  assert.equal((await logOf(org)).length, 50);
  assert.equal(await rightsOf(person, org), "viewer");
});
