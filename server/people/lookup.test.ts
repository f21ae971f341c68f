import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { freshIdentityNumber, unbornNumber } from "../test/logged-in.ts";
import { plantPerson, plantRight } from "../test/people.ts";
import { isSynthetic, parseIdentityNumber } from "./identity-number.ts";
import { isKnownTo, lookUpPerson } from "./lookup.ts";
import { isLastName } from "./person.ts";

const deps = await testDeps();
const { db } = deps;

for (const { typed, name, answer } of [
  { typed: "Måke", name: "Måke", answer: true },
  { typed: "  måke ", name: "Måke", answer: true },
  { typed: "MÅKE", name: "Måke", answer: true },
  { typed: "Må\u030Ake".replace("å", "a"), name: "Måke", answer: true },
  { typed: "Bjørk Hansen", name: "Bjørk-Hansen", answer: true },
  { typed: "Bjørk  hansen", name: "Bjørk-Hansen", answer: true },
  { typed: "O’Neill", name: "O'Neill", answer: true },
  { typed: "Make", name: "Måke", answer: false },
  { typed: "Hansen", name: "Bjørk-Hansen", answer: false },
  { typed: "", name: "Måke", answer: false },
  { typed: "", name: "", answer: false },
])
  test(`last name "${typed}" for ${name || "nobody"}: ${answer}`, () => assert.equal(isLastName(typed, name), answer));

// The numbers stand in no name of a test: names are written to the output, where no number of a person belongs (SEC-150).
for (const { says, number, kind } of [
  { says: "of a person", number: unbornNumber(), kind: "real" },
  { says: "with 80 added to the month", number: "12837149981", kind: "synthetic" },
  { says: "with 80 added to the month and 40 to the day", number: "49927846038", kind: "synthetic" },
  { says: "with a space", number: "128371 49981", kind: "synthetic" },
  { says: "with a wrong check digit", number: "12837149982", kind: "none" },
  { says: "with a digit too few", number: "1283714998", kind: "none" },
  { says: "that one hospital alone knows", number: "13527248013", kind: "none" },
  { says: "that is empty", number: "", kind: "none" },
  { says: "with a digit of another script", number: "1\uff12837149981", kind: "none" },
])
  test(`a number ${says}: ${kind}`, () => {
    const parsed = parseIdentityNumber(number);
    assert.equal(parsed === null ? "none" : isSynthetic(parsed) ? "synthetic" : "real", kind);
  });

test("a number and the last name that goes with it", async () => {
  const [asker, number] = [await plantPerson(db), freshIdentityNumber()];
  const id = await plantPerson(db, { firstName: "Stødig", lastName: "Elg", number });
  const found = await lookUpPerson(deps, asker, { identityNumber: `${number.slice(0, 6)} ${number.slice(6)}`, lastName: "elg" });
  assert.deepEqual([found.id, found.firstName, found.lastName], [id, "Stødig", "Elg"]);
  assert.doesNotMatch(JSON.stringify(found), new RegExp(number));
});

test("the answer tells not which of the two was wrong; five misses lock for an hour, for this person alone and also for what is right", async () => {
  const [asker, other, number] = [await plantPerson(db), await plantPerson(db), freshIdentityNumber()];
  await plantPerson(db, { lastName: "Elg", number });
  const right = { identityNumber: number, lastName: "Elg" };
  for (const wrong of [
    { identityNumber: number, lastName: "Rev" },
    { identityNumber: freshIdentityNumber(), lastName: "Elg" },
    { identityNumber: "123", lastName: "Elg" },
    { identityNumber: number, lastName: "" },
    { identityNumber: number, lastName: "Else" },
  ])
    await assert.rejects(lookUpPerson(deps, asker, wrong), { refusal: "person_not_matched" });
  await assert.rejects(lookUpPerson(deps, asker, right), (error: { refusal: string; retryAfter: number }) => {
    assert.equal(error.refusal, "too_many_misses");
    assert.ok(error.retryAfter > 3_500 && error.retryAfter <= 3_600);
    return true;
  });
  await lookUpPerson(deps, other, right);
  await sql`update identity_miss set at = at - interval '1 hour' where person = ${asker}`.execute(db);
  await lookUpPerson(deps, asker, right);
});

test("SEC-175 of 50 guesses at the same instant five are heard", async () => {
  const [asker, number] = [await plantPerson(db), freshIdentityNumber()];
  await plantPerson(db, { lastName: "Elg", number });
  const results = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => lookUpPerson(deps, asker, { identityNumber: number, lastName: `Gjett${i}` })));
  const answers = results.map((one) => (one.status === "rejected" ? (one.reason as { refusal: string }).refusal : "found"));
  assert.equal(answers.filter((answer) => answer === "person_not_matched").length, 5);
  assert.equal(answers.filter((answer) => answer === "too_many_misses").length, 45);
});

test("a person can be named by the id for an hour by who found him or her, and by nobody else", async () => {
  const [asker, other, number] = [await plantPerson(db), await plantPerson(db), freshIdentityNumber()];
  const id = await plantPerson(db, { lastName: "Elg", number });
  const org = await plantOrganization(db);
  assert.equal(await isKnownTo(db, asker, org, id), false);
  await lookUpPerson(deps, asker, { identityNumber: number, lastName: "Elg" });
  assert.deepEqual([await isKnownTo(db, asker, org, id), await isKnownTo(db, other, org, id)], [true, false]);
  await sql`update person_lookup set at = at - interval '1 hour' where asker = ${asker}`.execute(db);
  assert.equal(await isKnownTo(db, asker, org, id), false);
  await plantRight(db, "prod", org, id, "viewer");
  assert.equal(await isKnownTo(db, other, org, id), true);
});
