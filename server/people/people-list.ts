/** The people of an organisation: who may do what for it, and from where they have it. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";
import { nameOf, type Person } from "./person.ts";
import * as people from "./person-store.ts";
import type { GivenRight } from "./right.ts";
import * as rights from "./right-store.ts";
import { heldIn, type Held } from "./standing.ts";

/** A role of the register, and what it gives. */
export type RoleHeld = { code: string; of: OrgNumber; through: OrgNumber | null; rights: HeldRight[] };

export type PersonOf = { person: Person; roles: RoleHeld[]; rights: GivenRight[] };

/** In the order of their names, as Norwegians look them up. */
export async function peopleOf(db: Database, env: EnvironmentName, org: OrgNumber): Promise<PersonOf[]> {
  const held = await heldIn(db, env, org);
  const given = await rights.shownRightsIn(db, env, org);
  const ids = [...new Set([...held.map(({ person }) => person), ...given.map(({ person }) => person)])];
  const found = await people.findPeople(db, ids);
  return found
    .map((person) => ({
      person,
      roles: rolesIn(held.filter((one) => one.person === person.id)),
      rights: given.filter((one) => one.person === person.id),
    }))
    .toSorted((a, b) => BY_NAME.compare(nameOf(a.person), nameOf(b.person)) || (a.person.id < b.person.id ? -1 : 1));
}

const BY_NAME = new Intl.Collator("nb");

function rolesIn(held: readonly Held[]): RoleHeld[] {
  const byRole = Map.groupBy(
    held.filter(({ role }) => role !== null),
    ({ role, of, through }) => `${role} ${of} ${through}`,
  );
  return [...byRole.values()].map((rows) => ({ code: rows[0]!.role!, of: rows[0]!.of, through: rows[0]!.through, rights: rows.map(({ right }) => right) }));
}

/** The names of people, by id, for lists that show them. */
export async function personNames(db: Database, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const found = await people.findPeople(db, [...new Set(ids.filter((id) => id !== null))]);
  return new Map(found.map((person) => [person.id, nameOf(person)]));
}

/** Whether somebody is among the people of an organisation in one of the environments: then he or she can be given more by the id alone. */
export const isAmongThem = async (db: Database, envs: readonly EnvironmentName[], org: OrgNumber, person: string): Promise<boolean> =>
  (await Promise.all(envs.map((env) => heldIn(db, env, org)))).flat().some((held) => held.person === person);
