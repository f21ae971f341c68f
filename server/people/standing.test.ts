import assert from "node:assert/strict";
import { test } from "node:test";
import { orgNumberToInt, type OrgNumber } from "../../vocabulary/org-number.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { plantPerson, plantRight, plantRole } from "../test/people.ts";
import { heldBy, heldIn } from "./standing.ts";

const { db } = await testDeps();
const HOUR = 3_600_000;

/** What a person holds for an organisation, asked from both sides: they must say the same. */
async function rightsOf(person: string, org: OrgNumber, env: "test" | "prod" = "test"): Promise<string> {
  const fromPerson = await heldBy(db, env, person, org);
  const fromOrganization = (await heldIn(db, env, org)).filter((held) => held.person === person);
  const inAll = (await heldBy(db, env, person)).filter(({ organization }) => organization === org);
  const rows = (held: typeof fromPerson) => held.map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();
  assert.deepEqual(rows(fromPerson), rows(fromOrganization));
  assert.deepEqual(rows(fromPerson), rows(inAll));
  return [...new Set(fromPerson.map(({ right }) => right))].toSorted().join(" ");
}
const ALL = "access_manager api_manager client_manager main_administrator supplier_manager";
const unitOf = async (parent: OrgNumber, form: string): Promise<OrgNumber> => {
  const unit = await plantOrganization(db);
  await db
    .updateTable("organization")
    .set({ parent: orgNumberToInt(parent), form })
    .where("number", "=", orgNumberToInt(unit))
    .execute();
  return unit;
};

for (const [code, gives] of [
  ["DAGL", ALL],
  ["LEDE", ALL],
  ["INNH", ALL],
  ["KOMP", ALL],
  ["KNUF", "access_manager api_manager client_manager supplier_manager"],
  ["REPR", "access_manager"],
  ["FFØR", "access_manager"],
  ["NEST", ""],
  ["MEDL", ""],
  ["KONT", ""],
  ["XYZ", ""],
])
  test(`the role ${code} gives: ${gives || "nothing"}`, async () => {
    const [org, person] = [await plantOrganization(db), await plantPerson(db)];
    await plantRole(db, org, code!, { person });
    assert.equal(await rightsOf(person, org), gives);
    assert.equal(await rightsOf(person, org, "prod"), gives);
  });

test("the role map is data: another row gives other rights, at once", async () => {
  const [org, person] = [await plantOrganization(db), await plantPerson(db)];
  await plantRole(db, org, "PROK", { person });
  assert.equal(await rightsOf(person, org), "");
  await db
    .insertInto("register_role_map")
    .values({ code: "PROK", key_role: false, rights: ["client_manager"] })
    .execute();
  assert.equal(await rightsOf(person, org), "client_manager");
  await db.deleteFrom("register_role_map").where("code", "=", "PROK").execute();
  assert.equal(await rightsOf(person, org), "");
});

test("a role that an organisation holds is held by its key people, through any number of organisations, also in a ring", async () => {
  const [limited, partner, owner] = [await plantOrganization(db), await plantOrganization(db), await plantOrganization(db)];
  const [director, deputy] = [await plantPerson(db), await plantPerson(db)];
  await plantRole(db, limited, "KOMP", { holder: partner });
  await plantRole(db, partner, "DTPR", { holder: owner });
  await plantRole(db, owner, "KOMP", { holder: limited }); // a ring, which the register does not forbid
  await plantRole(db, owner, "DAGL", { person: director });
  await plantRole(db, owner, "NEST", { person: deputy });
  for (const org of [limited, partner, owner]) assert.equal(await rightsOf(director, org), ALL);
  for (const org of [limited, partner, owner]) assert.equal(await rightsOf(deputy, org), "");
  const [held] = await heldBy(db, "test", director, limited);
  assert.deepEqual([held!.role, held!.through, held!.of], ["KOMP", partner, limited]);
});

test("a right that was given is not a key role: its holder does not act in what the organisation holds elsewhere", async () => {
  const [company, partner] = [await plantOrganization(db), await plantOrganization(db)];
  const person = await plantPerson(db);
  await plantRole(db, company, "KOMP", { holder: partner });
  await plantRight(db, "test", partner, person, "main_administrator");
  assert.equal(await rightsOf(person, partner), "main_administrator");
  assert.equal(await rightsOf(person, company), "");
});

test("what is held on a main unit counts for its sub-units, and not the other way; an organisation below another is none", async () => {
  const main = await plantOrganization(db);
  const [school, directorate] = [await unitOf(main, "BEDR"), await unitOf(main, "ORGL")];
  const [leader, clerk, teacher] = [await plantPerson(db), await plantPerson(db), await plantPerson(db)];
  await plantRole(db, main, "DAGL", { person: leader });
  await plantRight(db, "test", main, clerk, "client_manager");
  await plantRight(db, "test", school, teacher, "client_manager");
  assert.equal(await rightsOf(leader, school), ALL);
  assert.equal(await rightsOf(clerk, school), "client_manager");
  assert.equal(await rightsOf(clerk, school, "prod"), "");
  assert.equal(await rightsOf(teacher, main), "");
  for (const person of [leader, clerk, teacher]) assert.equal(await rightsOf(person, directorate), "");
});

test("SEC-086 a right counts in its environment and between its dates, by the clock of the database", async () => {
  const org = await plantOrganization(db);
  const now = Date.now();
  for (const [dates, counts] of [
    [{}, true],
    [{ valid_to: new Date(now + HOUR) }, true],
    [{ valid_from: new Date(now - 2 * HOUR), valid_to: new Date(now - HOUR) }, false],
    [{ valid_from: new Date(now + HOUR) }, false],
  ] as const) {
    const person = await plantPerson(db);
    await plantRight(db, "prod", org, person, "viewer", dates);
    assert.equal(await rightsOf(person, org, "prod"), counts ? "viewer" : "");
    assert.equal(await rightsOf(person, org, "test"), "");
  }
});

test("testing only exists in test: the database itself takes it nowhere else", async () => {
  const [org, person] = [await plantOrganization(db), await plantPerson(db)];
  await plantRight(db, "test", org, person, "test_only");
  await assert.rejects(plantRight(db, "prod", org, person, "test_only"), /person_right_test_only_in_test/);
});
