/** The organisations that somebody who is logged in can act for: what he or she chooses from. */
import { sql } from "kysely";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";
import { heldBy } from "../people/standing.ts";

export type MyOrganization = {
  number: OrgNumber;
  name: string;
  form: string;
  parent: OrgNumber | null;
  locked: boolean;
  rights: HeldRight[];
  /** Of the register, each with the organisation that it is held in. */
  roles: { code: string; of: OrgNumber }[];
  lastChosenAt: Date | null;
};

type Row = { number: number; name: string; form: string; parent: number | null; locked: boolean; chosen_at: Date | null };

/** By name, as Norwegians look them up. */
export async function organizationsOf(db: Database, env: EnvironmentName, person: string): Promise<MyOrganization[]> {
  const held = Map.groupBy(await heldBy(db, env, person), ({ organization }) => organization);
  if (held.size === 0) return [];
  const { rows } = await sql<Row>`
    select o.number, o.name, o.form, o.parent, o.locked_at is not null as locked, r.at as chosen_at
    from organization o left join recent_organization r on r.organization = o.number and r.person = ${person}
    where o.number = any(${[...held.keys()].map(orgNumberToInt)}::int[])
    order by o.name collate "nb-x-icu", o.number`.execute(db);
  return rows.map((row) => {
    const number = orgNumberFromInt(row.number);
    const here = held.get(number) ?? [];
    const roles = new Map(here.flatMap(({ role, of }) => (role === null ? [] : [[`${role} ${of}`, { code: role, of }] as const])));
    return {
      number,
      name: row.name,
      form: row.form,
      parent: row.parent === null ? null : orgNumberFromInt(row.parent),
      locked: row.locked,
      rights: [...new Set(here.map(({ right }) => right))],
      roles: [...roles.values()],
      lastChosenAt: row.chosen_at,
    };
  });
}
