/** The synthetic people whom one can log in as, with what they are known for. The double stands for the population register too, so it reads across modules. */
import { sql } from "kysely";
import type { Language } from "../../../vocabulary/language.ts";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { type HeldRight, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import type { Database } from "../../db/open.ts";
import { type IdentityNumber, parseIdentityNumber } from "../../people/identity-number.ts";
import { SYNTHETIC_PEOPLE } from "../../setup/synthetic-people.ts";

export type ShownPerson = {
  id: string;
  name: string;
  initials: string;
  role: string;
  /** Where that is; the first of them, and how many more there are. */
  organization: string;
};

type Row = {
  id: string;
  number: string;
  first_name: string;
  last_name: string;
  held: { organization: string; code: string | null; name: HeldRight | null }[];
};

/** More than fit a page that somebody chooses from; who is not among them is found by the search, or typed. */
const MOST = 1_000;
const NO_RIGHTS: Record<Language, string> = { nb: "Uten rettigheter", nn: "Utan rettar", en: "Without rights" };

/** Everyone whose number is synthetic and who has a name, by organisation and name. @param search part of name, role or organisation; empty: all */
export async function findPeople(db: Database, language: Language, search: string): Promise<ShownPerson[]> {
  const { rows } = await sql<Row>`
    with held as (
      select person, organization, code, null::text as name from register_role where person is not null
      union
      select person, organization, null, name from person_right where ended_at is null and (valid_to is null or valid_to > now())
    )
    select p.id, p.identity_number as number, p.first_name, p.last_name,
      coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'code', h.code, 'name', h.name) order by h.code nulls last, o.number) filter (where o.number is not null), '[]') as held
    from person p left join held h on h.person = p.id left join organization o on o.number = h.organization
    where substr(p.identity_number, 3, 1) in ('8', '9') and p.last_name <> ''
    group by p.id order by p.id limit ${MOST}`.execute(db);
  const alphabet = new Intl.Collator("nb");
  const wanted = search.trim().toLocaleLowerCase("nb");
  return rows
    .map((row) => [shown(row, language), row] as const)
    .filter(([person, { held }]) =>
      [person.name, person.role, ...held.map(({ organization }) => organization)].join(" ").toLocaleLowerCase("nb").includes(wanted),
    )
    .map(([person]) => person)
    .toSorted(
      (a, b) =>
        Number(a.organization === "") - Number(b.organization === "") ||
        alphabet.compare(a.organization, b.organization) ||
        alphabet.compare(a.name, b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}

function shown({ id, number, first_name: first, last_name: last, held }: Row, language: Language): ShownPerson {
  const roles = held.map(({ code, name }) => (code !== null ? roleName(code)[language] : name && RIGHT_TEXTS[name].name[language]));
  const [organization = "", ...more] = new Set(held.map((one) => one.organization));
  return {
    id,
    name: `${first} ${last}`.trim(),
    initials: `${first.slice(0, 1)}${last.slice(0, 1)}`.toLocaleUpperCase("nb"),
    role: SYNTHETIC_PEOPLE.find((planned) => planned.number === number)?.is[language] ?? ([...new Set(roles)].join(", ") || NO_RIGHTS[language]),
    organization: more.length > 0 ? `${organization} +\u00a0${more.length}` : organization,
  };
}

/** The number of somebody who was chosen from the list. */
export async function numberOf(db: Database, id: string): Promise<IdentityNumber | null> {
  const row = await db
    .selectFrom("person")
    .select("identity_number")
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirst();
  return parseIdentityNumber(row?.identity_number ?? "");
}
