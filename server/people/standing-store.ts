/**
 * What people hold for organisations: by roles of the register and by rights that were given here, asked from the side of the person and from the side of
 * the organisation. Both follow altinn.md §5: a role held by an organisation is held by its key people, and what is held on a main unit counts for its
 * sub-units, not the other way.
 */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";

/** One right that somebody holds now, and where it comes from. */
export type Held = {
  organization: OrgNumber;
  person: string;
  right: HeldRight;
  /** The organisation that it is held in: the same one, or the unit above. */
  of: OrgNumber;
  /** Code of the role that gives it; null for a right that was given here. */
  role: string | null;
  /** Whether that role is a key role. */
  keyRole: boolean;
  /** The organisation that has the role, of which this is a key person; null: the person has it. */
  through: OrgNumber | null;
};

type Row = { organization: number; person: string; name: HeldRight; of: number; role: string | null; key_role: boolean; through: number | null };

const heldOf = (row: Row): Held => ({
  organization: orgNumberFromInt(row.organization),
  person: row.person,
  right: row.name,
  of: orgNumberFromInt(row.of),
  role: row.role,
  keyRole: row.key_role,
  through: row.through === null ? null : orgNumberFromInt(row.through),
});

/** Of a given right: now, by the clock of the database. */
export const GIVEN_HOLDS = sql.raw("ended_at is null and valid_from <= now() and (valid_to is null or valid_to > now())");
/** Forms of units that are a part of the organisation above: what is held there counts here. A directorate below a ministry is none. */
const SUB_UNIT = sql.raw("('BEDR', 'AAFY')");

/**
 * Everything that a person holds now.
 *
 * @param organization of this organisation only; left out: of all
 */
export async function heldBy(db: Database, env: EnvironmentName, person: string, organization?: OrgNumber): Promise<Held[]> {
  const only = organization === undefined ? sql`true` : sql`u.number = ${orgNumberToInt(organization)}`;
  const { rows } = await sql<Row>`
    with recursive stands_for (organization) as (
      select r.organization from register_role r join register_role_map m using (code) where r.person = ${person} and m.key_role
      union
      select r.organization from stands_for s join register_role r on r.holder = s.organization join register_role_map m using (code) where m.key_role
    ), role as (
      select organization, code, null::int as through from register_role where person = ${person}
      union
      select r.organization, r.code, r.holder from register_role r join stands_for s on s.organization = r.holder
    ), held as (
      select role.organization as of, role.code as role, m.key_role, role.through, unnest(m.rights) as name from role join register_role_map m using (code)
      union all
      select organization, null, false, null, name from person_right where person = ${person} and env = ${ENVIRONMENT_NUMBER[env]} and ${GIVEN_HOLDS}
    )
    select u.number as organization, ${person}::uuid as person, h.name, h.of, h.role, h.key_role, h.through
    from held h join lateral (
      select h.of as number union all select o.number from organization o where o.parent = h.of and o.form in ${SUB_UNIT} and h.name <> 'platform_operator'
    ) u on ${only}`.execute(db);
  return rows.map(heldOf);
}

/** Everything that anybody holds now for an organisation. */
export async function heldIn(db: Database, env: EnvironmentName, organization: OrgNumber): Promise<Held[]> {
  const number = orgNumberToInt(organization);
  const { rows } = await sql<Row>`
    with recursive unit (number) as (
      select ${number}::int union all select o.parent from organization o where o.number = ${number} and o.form in ${SUB_UNIT} and o.parent is not null
    ), role as (
      select r.organization as of, r.code, r.person, r.holder from register_role r where r.organization in (select number from unit)
    ), climb (of, code, through, organization) as (
      select of, code, holder, holder from role where holder is not null
      union
      select c.of, c.code, c.through, r.holder from climb c join register_role r on r.organization = c.organization join register_role_map m on m.code = r.code
       where m.key_role and r.holder is not null
    ), role_person as (
      select of, code, null::int as through, person from role where person is not null
      union
      select c.of, c.code, c.through, r.person from climb c join register_role r on r.organization = c.organization join register_role_map m on m.code = r.code
       where m.key_role and r.person is not null
    )
    select ${number}::int as organization, p.person, unnest(m.rights) as name, p.of, p.code as role, m.key_role, p.through
    from role_person p join register_role_map m on m.code = p.code
    union all
    select ${number}::int, person, name, organization, null, false, null from person_right
     where env = ${ENVIRONMENT_NUMBER[env]} and organization in (select number from unit) and ${GIVEN_HOLDS}
       and (name <> 'platform_operator' or organization = ${number})`.execute(db);
  return rows.map(heldOf);
}
