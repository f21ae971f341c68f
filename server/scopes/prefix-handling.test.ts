/** Who at the operator has begun on an application for a prefix (J2): two never answer the same one unaware of each other. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { plantOrganization, plantPrefixApplication, testDeps } from "../test/installation.ts";
import { actingPerson, plantPerson } from "../test/people.ts";
import { callAsOperator, ownCallAs } from "./own-testing.ts";
import { isFreeFor, judgeTaking } from "./prefix-application.ts";
import { decideOnApplication, forgetContacts, readApplication } from "./prefix-application-operations.ts";
import { giveBackApplication, takeApplication } from "./prefix-handling.ts";
import { actingFor, atOnce, logOf } from "./testing.ts";

const deps = await testDeps();
const { db } = deps;
const operatorNumber = deps.settings.operator.orgNumber;
const inProduction = await callAsOperator(deps, "prod");

const [ten, eleven] = [new Date("2026-11-20T10:00:00Z"), new Date("2026-11-20T11:00:00Z")];
const uglesSinceTen = { since: ten, by: "ugle" };
for (const { says, handling, by, seen, comes, mayAnswer } of [
  { says: "nobody has it", handling: null, by: "ugle", seen: null, comes: "take", mayAnswer: true },
  { says: "nobody has it any more", handling: null, by: "tiur", seen: ten, comes: "take", mayAnswer: true },
  { says: "one has it oneself", handling: uglesSinceTen, by: "ugle", seen: null, comes: "keep", mayAnswer: true },
  { says: "a colleague has it, unseen", handling: uglesSinceTen, by: "tiur", seen: null, comes: "refuse", mayAnswer: false },
  { says: "a colleague has it, as seen", handling: uglesSinceTen, by: "tiur", seen: ten, comes: "take_over", mayAnswer: false },
  { says: "a colleague has it, later than seen", handling: { since: eleven, by: "ugle" }, by: "tiur", seen: ten, comes: "refuse", mayAnswer: false },
  { says: "a person has it, and a program takes it", handling: uglesSinceTen, by: null, seen: null, comes: "refuse", mayAnswer: false },
  { says: "a program has it", handling: { since: ten, by: null }, by: "tiur", seen: null, comes: "refuse", mayAnswer: false },
  { says: "a program has it, and takes it again", handling: { since: ten, by: null }, by: null, seen: null, comes: "keep", mayAnswer: true },
])
  test(`taking an application when ${says} -> ${comes}`, () => {
    assert.equal(judgeTaking(handling, by, seen), comes);
    assert.equal(isFreeFor(handling, by), mayAnswer);
  });

const plantColleague = async (lastName: string) => ({
  ...actingPerson("prod", operatorNumber, await plantPerson(db, { firstName: "Klok", lastName })),
  isOperator: true,
});
async function waiting() {
  const org = await plantOrganization(db, "Tindøy kommune");
  const id = await plantPrefixApplication(db, "prod", org, `q${randomBytes(6).toString("hex")}`);
  return { org, id, applicant: await ownCallAs(deps, org, { env: "prod" }) };
}
const ofPrefix = async (org: OrgNumber): Promise<string[]> =>
  (await logOf(deps, org)).map(({ action }) => action).filter((action) => action.startsWith("prefix_application."));

test("J2 the applicant sees since when it is being handled and not by whom; a colleague is told by whom, and neither takes nor answers it unaware", async () => {
  const { org, id, applicant } = await waiting();
  const [ugle, tiur] = [await plantColleague("Ugle"), await plantColleague("Tiur")];
  const taken = await takeApplication(deps, ugle, id, null);
  const seen = (await applicant("GET", `/prefix-applications/${id}`)).body;
  assert.deepEqual(seen.handling, { since: taken.handling!.since.toISOString(), by: null, byCaller: false });
  assert.equal(seen.state, "submitted");
  const shown = (await inProduction("GET", `/prefix-applications/${id}`)).body.handling;
  assert.deepEqual([shown.by, shown.byCaller], ["Klok Ugle", false]);

  const refused = await inProduction("PUT", `/prefix-applications/${id}/handling`, {});
  assert.deepEqual([refused.status, refused.body.code], [409, "FM-485"]);
  assert.match(refused.body.detail, /Klok Ugle since 20/);
  for (const allot of [true, false]) {
    const answer = await inProduction("POST", `/prefix-applications/${id}/decision`, { allot, reason: "Nei" });
    assert.equal(answer.body.code, "FM-485", `allot: ${allot}`);
  }
  assert.equal(
    (await inProduction("DELETE", `/prefix-applications/${id}/handling`)).body.code,
    "FM-485",
    "what a colleague has is not given back for him or her",
  );
  await takeApplication(deps, tiur, id, taken.handling!.since);
  await assert.rejects(decideOnApplication(deps, ugle, id, { allot: false, reason: "Nei", acceptLikenessTo: [] }), { refusal: "application_handled" });
  const decided = await decideOnApplication(deps, tiur, id, { allot: false, reason: "Nei", acceptLikenessTo: [] });
  assert.equal(decided.state, "rejected");
  assert.ok((await applicant("GET", `/prefix-applications/${id}`)).body.handling.since, "when it began stays with the answer");
  assert.deepEqual(await ofPrefix(org), ["prefix_application.take", "prefix_application.take_over", "prefix_application.reject"]);
  await assert.rejects(takeApplication(deps, ugle, id, null), { refusal: "wrong_state" });
});

test("taken and given back over the API, each once however often it is asked; reading alone takes nothing, and a withdrawal needs nobody's leave", async () => {
  const { org, id, applicant } = await waiting();
  const path = `/prefix-applications/${id}`;
  assert.equal((await inProduction("GET", path)).body.handling, null);
  const first = await inProduction("PUT", `${path}/handling`, {});
  assert.deepEqual([first.status, first.body.handling.by, first.body.handling.byCaller], [200, null, true]);
  assert.equal((await inProduction("PUT", `${path}/handling`, {})).body.handling.since, first.body.handling.since);
  for (let again = 0; again < 2; again++) assert.equal((await inProduction("DELETE", `${path}/handling`)).body.handling, null);
  await inProduction("PUT", `${path}/handling`, {});
  assert.equal((await applicant("DELETE", path)).body.state, "withdrawn");
  assert.equal((await inProduction("DELETE", `${path}/handling`)).status, 409);
  assert.deepEqual(await ofPrefix(org), ["prefix_application.take", "prefix_application.give_back", "prefix_application.take", "prefix_application.withdraw"]);
});

test("whom to ask is forgotten when an application was decided long ago, and what was decided stays; one that waits keeps it however old", async () => {
  const [old, fresh, waits] = [await waiting(), await waiting(), await waiting()];
  const day = (days: number) => new Date(Date.now() - days * 86_400_000);
  const decide = ({ id }: { id: string }) =>
    decideOnApplication(deps, actingFor(operatorNumber, "prod", true), id, { allot: false, reason: "Velg et annet", acceptLikenessTo: [] });
  await decide(old);
  await decide(fresh);
  await db
    .updateTable("prefix_application")
    .set({ decided_at: day(401) })
    .where("id", "=", old.id)
    .execute();
  await db
    .updateTable("prefix_application")
    .set({ decided_at: day(399) })
    .where("id", "=", fresh.id)
    .execute();
  await db
    .updateTable("prefix_application")
    .set({ submitted_at: day(900) })
    .where("id", "=", waits.id)
    .execute();
  for (const forgotten of [1, 0]) assert.equal(await forgetContacts(db, day(400)), forgotten);
  const shown = async ({ id }: { id: string }) => (await inProduction("GET", `/prefix-applications/${id}`)).body;
  const { contactName, contactEmail, reason, state, purpose } = await shown(old);
  assert.deepEqual([contactName, contactEmail, reason, state, purpose], ["", "", "Velg et annet", "rejected", "Byggesak"]);
  for (const other of [fresh, waits]) assert.equal((await shown(other)).contactName, "Kontaktperson");
});

test("50 who take the same application at once: exactly one gets it, the others are refused; 50 who take it over: one does", async () => {
  const { org, id } = await waiting();
  const people = await Promise.all(Array.from({ length: 50 }, (_, i) => plantColleague(`Ugle${i}`)));
  const refusals = (answers: object[]) => answers.filter((answer) => "refused" in answer && answer.refused === "application_handled").length;
  assert.equal(refusals(await atOnce(50, (i) => takeApplication(deps, people[i]!, id, null))), 49);
  const { handling } = await readApplication(db, actingFor(operatorNumber, "prod", true), id);
  const others = [...people, await plantColleague("Tiur")].filter(({ doer }) => doer.actor.kind === "person" && doer.actor.person !== handling!.by);
  assert.equal(refusals(await atOnce(50, (i) => takeApplication(deps, others[i]!, id, handling!.since))), 49);
  assert.deepEqual(await ofPrefix(org), ["prefix_application.take", "prefix_application.take_over"]);
  const holder = (await readApplication(db, actingFor(operatorNumber, "prod", true), id)).handling!.by;
  const stranger = await plantColleague("Hegre");
  await atOnce(50, (i) => (i % 2 ? giveBackApplication(deps, stranger, id) : takeApplication(deps, stranger, id, null)));
  assert.equal((await readApplication(db, actingFor(operatorNumber, "prod", true), id)).handling?.by, holder, "who does not have it changes nothing");
});
