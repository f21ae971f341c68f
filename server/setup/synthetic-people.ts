/** The people of the synthetic set (selfservice.md §13): their numbers have 80 added to the month, so none of them exists. */
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import type { IdentityNumber } from "../people/identity-number.ts";
import { importRegister, type RegisterRole } from "../people/register.ts";
import { giveOne, personOfNumber } from "../people/operations.ts";

type Planned = {
  number: string;
  name: [first: string, last: string];
  /** Where mails to the person go; they are shown at /dev/mail. Who represents nobody has none. */
  email?: string;
  /** What the person is, for those who choose one. */
  is: { nb: string; nn: string; en: string };
  roles?: { code: string; organization: string }[];
  rights?: { organization: string; rights: HeldRight[]; in?: EnvironmentName[]; days?: number }[];
};

const [LYNGVIDDA, TINDOY, HAVSULA, BJORKELIA, NORDLYS] = ["310800007", "310801011", "310802026", "310803030", "310806064"] as const;
const NAMES: Record<string, string> = {
  [LYNGVIDDA]: "Lyngvidda direktorat",
  [TINDOY]: "Tindøy kommune",
  [HAVSULA]: "Havsula Fagsystem AS",
  [BJORKELIA]: "Bjørkelia Regnskap AS",
  [NORDLYS]: "Nordlys Plattform",
};
const role = (code: string, organization: string) => [{ code, organization }];

export const SYNTHETIC_PEOPLE: readonly Planned[] = [
  {
    number: "12837149981",
    name: ["Rolig", "Fjellrev"],
    email: "rolig.fjellrev@lyngvidda.example.no",
    is: { nb: "Daglig leder", nn: "Dagleg leiar", en: "Managing director" },
    roles: role("DAGL", LYNGVIDDA),
  },
  {
    number: "24918448086",
    name: ["Kvikk", "Lomvi"],
    email: "kvikk.lomvi@lyngvidda.example.no",
    is: { nb: "API-ansvarlig", nn: "API-ansvarleg", en: "API manager" },
    rights: [{ organization: LYNGVIDDA, rights: ["api_manager"] }],
  },
  {
    number: "05869242987",
    name: ["Blid", "Rype"],
    email: "blid.rype@tindoy.example.no",
    is: { nb: "Daglig leder", nn: "Dagleg leiar", en: "Managing director" },
    roles: role("DAGL", TINDOY),
    rights: [
      { organization: BJORKELIA, rights: ["client_manager"], in: ["test"] },
      { organization: HAVSULA, rights: ["viewer"] },
    ],
  },
  {
    number: "17896547003",
    name: ["Stødig", "Elg"],
    email: "stodig.elg@tindoy.example.no",
    is: { nb: "Utvikler, integrasjonsansvarlig i test", nn: "Utviklar, integrasjonsansvarleg i test", en: "Developer, integration manager in test" },
    rights: [{ organization: TINDOY, rights: ["client_manager"], in: ["test"], days: 365 }],
  },
  {
    number: "30819945019",
    name: ["Lun", "Oter"],
    email: "lun.oter@havsula.example.no",
    is: { nb: "Daglig leder", nn: "Dagleg leiar", en: "Managing director" },
    roles: [...role("DAGL", HAVSULA), ...role("LEDE", BJORKELIA)],
  },
  {
    number: "49927846038",
    name: ["Modig", "Måke"],
    is: { nb: "Sluttbruker uten rettigheter", nn: "Sluttbrukar utan rettar", en: "End user without rights" },
  },
  {
    number: "12837149639",
    name: ["Klok", "Ugle"],
    email: "klok.ugle@nordlys.example.no",
    is: { nb: "Plattformoperatør", nn: "Plattformoperatør", en: "Platform operator" },
    roles: role("DAGL", NORDLYS),
    rights: [{ organization: NORDLYS, rights: ["platform_operator"] }],
  },
  {
    number: "24918447969",
    name: ["Snar", "Tiur"],
    email: "snar.tiur@tindoy.example.no",
    is: { nb: "Tilgangsstyrer", nn: "Tilgangsstyrar", en: "Access manager" },
    rights: [{ organization: TINDOY, rights: ["access_manager", "client_manager", "supplier_manager"] }],
  },
];

/** Whom to log in as for what, for programs and for people who try the product (`fullmakt dev config`). */
export const peopleToChoose = (env: EnvironmentName) =>
  SYNTHETIC_PEOPLE.map(({ number, name, is, roles = [], rights = [] }) => ({
    identityNumber: number,
    name: name.join(" "),
    is: [is.en, ...new Set([...roles, ...rights].map(({ organization }) => NAMES[organization]!))].slice(0, 2).join(", "),
    may: [
      ...roles.map(({ organization, code }) => ({ organization, by: `role ${code}` })),
      ...rights
        .filter(({ in: only = ENVIRONMENTS }) => only.includes(env))
        .flatMap(({ organization, rights: names }) => names.map((by) => ({ organization, by: `right ${by}` }))),
    ],
  }));

/** Plants the people and what they may do, once: what a user changes afterwards stays changed. The organisations are there already. */
export async function plantSyntheticPeople(deps: Deps, doer: Doer): Promise<void> {
  // The rights come last, in one deed: where there is one, all of it was planted.
  if (await deps.db.selectFrom("person_right").select("id").where("organization", "=", Number(NORDLYS)).executeTakeFirst()) return;
  const held = SYNTHETIC_PEOPLE.flatMap(({ number, roles = [] }) =>
    roles.map(({ code, organization }) => ({ organization, code, person: number as IdentityNumber })),
  );
  await importRegister(deps, doer, {
    name: "synthetic",
    people: () => SYNTHETIC_PEOPLE.map(({ number, name: [firstName, lastName] }) => ({ number: number as IdentityNumber, firstName, lastName })),
    roles: () =>
      [...Map.groupBy(held, ({ organization }) => organization)].map(([organization, all]) => ({
        organization: organization as OrgNumber,
        roles: all.map(({ code, person }): RegisterRole => ({ code, person })),
      })),
  });
  await deed(deps.db, doer, async (tx, note) => {
    for (const { number, rights = [] } of SYNTHETIC_PEOPLE) {
      const { id: person } = (await personOfNumber(tx, number as IdentityNumber))!;
      for (const { organization, rights: names, in: environments = ENVIRONMENTS, days } of rights) {
        const validTo = days === undefined ? null : new Date(deps.now() + days * 86_400_000);
        for (const env of environments)
          for (const right of names) await giveOne(tx, note, { env, org: organization as OrgNumber, person, right, validTo, by: null });
      }
    }
  });
}
