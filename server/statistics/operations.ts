/** How the whole service is used: everything that the operator's page shows, counted anew at most once a minute. */
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { organizationNames } from "../organizations/operations.ts";
import { dayInNorway } from "../token/use-figures.ts";
import * as store from "./store.ts";

/** Of the lists of what is most active. */
const MOST = 10;

export type Statistics = Awaited<ReturnType<typeof countStatistics>>;

/** @param days how many, today among them */
export async function countStatistics(db: Database, env: EnvironmentName, days: number) {
  const number = ENVIRONMENT_NUMBER[env];
  const [from, to] = await Promise.all([dayInNorway(db, days - 1), dayInNorway(db)]);
  const period = { from, to };
  // At most so many connections at once as leave others theirs.
  const [organizations, offers, use] = await Promise.all([
    store.countOrganizations(db, number),
    store.countOffers(db, number),
    store.dailyUse(db, number, period),
  ]);
  const [clients, { persons }] = await Promise.all([store.countClients(db, number), store.countPersons(db, number)]);
  const [applications, scopes, consumers] = await Promise.all([
    store.countApplications(db, number, period),
    store.topScopes(db, number, period, MOST),
    store.topConsumers(db, number, period, MOST),
  ]);
  const names = await organizationNames(db, [...new Set([...scopes.map(({ owner }) => owner), ...consumers.map(({ consumer }) => consumer)])]);
  const named = (organization: OrgNumber) => ({ number: organization, name: names.get(organization) ?? null });
  const sum = (of: "tokens" | "refused") => use.days.reduce((total, figures) => total + figures[of], 0);
  return {
    ...period,
    countedTo: use.countedTo,
    organizations,
    prefixes: offers.prefixes,
    scopes: { active: offers.active, deactivated: offers.deactivated },
    accesses: offers.accesses,
    clients: { active: clients.active, deactivated: clients.deactivated, withoutKey: clients.active - clients.withKey },
    keysEnding: clients.keysEnding,
    persons,
    applications: {
      waiting: applications.waiting,
      decided: applications.decided,
      medianSeconds: applications.median === null ? null : Math.round(applications.median),
    },
    total: { tokens: sum("tokens"), refused: sum("refused") },
    days: use.days,
    refusals: use.refusals,
    topScopes: scopes.map(({ owner, ...rest }) => ({ ...rest, owner: named(owner) })),
    topConsumers: consumers.map(({ consumer, ...rest }) => ({ consumer: named(consumer), ...rest })),
  };
}
