/** What is done with the notification points of an organisation. */
import { uuidv7 } from "uuidv7";
import type { AuditMember } from "../../vocabulary/audit-members.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EventKind } from "../../vocabulary/event-kinds.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { holdOrganizationForChange, holdOrganizations } from "../organizations/operations.ts";
import { knownScopes, ownClients } from "./limit-store.ts";
import { inLine } from "./mail.ts";
import { namesOf } from "./name-store.ts";
import { MOST_POINTS, type NotificationPoint, type PointChange, type PointWish } from "./point.ts";
import { limitState, type LimitState, type PointLimits, wrongChoices } from "./point-limits.ts";
import * as store from "./point-store.ts";
import { reachedBy } from "./reached.ts";
import { provePoint } from "./verification.ts";

export const pointsOf = store.pointsOf;

/** How what these points of an organisation are limited to stands now. */
export async function describeLimits(db: Database, org: OrgNumber, points: readonly NotificationPoint[]): Promise<(point: NotificationPoint) => ShownLimits> {
  const limits = points.flatMap(({ limitedTo }) => limitedTo ?? []);
  const clients = await ownClients(db, org, [...new Set(limits.flatMap((each) => each.clients))]);
  const scopes = await knownScopes(db, org, [...new Set(limits.flatMap((each) => each.scopes))]);
  return ({ limitedTo, environments }) =>
    limitedTo && {
      clients: limitedTo.clients.map((clientId) => ({
        clientId,
        name: clients.find(({ id }) => id === clientId)?.name ?? null,
        state: limitState(clientId, clients, environments),
      })),
      scopes: limitedTo.scopes.map((scope) => ({ scope, state: limitState(scope, scopes, environments) })),
    };
}
type ShownLimits = {
  clients: { clientId: string; name: string | null; state: LimitState }[];
  scopes: { scope: ScopeName; state: LimitState }[];
} | null;

/** How many of the organisations with a living access to a scope are told of what happens to it. */
export async function organizationsToTell(db: Database, which: { kind: EventKind; env: EnvironmentName; scope: string }): Promise<number> {
  const told = await reachedBy(db, await store.consumersToTell(db, which), which.env, { scope: which.scope });
  return new Set(told.map(({ organization }) => organization)).size;
}

type Acting = {
  org: OrgNumber;
  doer: Doer;
  /** Throws unless whoever acts may change what these environments are told. Asks over the connection that it is given: the deed holds one already. */
  mayIn: (db: Database, environments: readonly EnvironmentName[]) => Promise<void>;
};

/**
 * Adds a point and sends it the mail that verifies its address.
 *
 * @throws Refused already_exists, wrong_state (there are enough), notification_limit_unknown, too_many_mails, organization_locked
 */
export async function addPoint(deps: Pick<Deps, "db">, { org, doer, mayIn }: Acting, wish: PointWish): Promise<NotificationPoint> {
  return deed(deps.db, doer, async (tx, note) => {
    await mayIn(tx, wish.environments);
    await holdOrganizationForChange(tx, org); // what there is is counted one at a time
    await refuseWrongLimits(tx, org, wish, null);
    if ((await store.pointsOf(tx, org)).length >= MOST_POINTS)
      throw new Refused("wrong_state", { members: { what: `there are ${MOST_POINTS} notification points, which is the most.` } });
    const point = await store.insertPoint(tx, org, uuidv7(), wish);
    if (!point) throw new Refused("already_exists", { members: { what: "a notification point with this address." } });
    await provePoint(tx, point, await named(tx, org));
    note({
      env: "shared",
      action: "notification_point.add",
      object: { notificationPoint: point.id, organization: org },
      orgs: [org],
      details: detailsOf(point),
    });
    return point;
  });
}

/**
 * Changes a point. Another address has to be verified anew, and gets the mail for that. Without any difference nothing is done.
 *
 * @param expectedVersion refuses when somebody else has changed it meanwhile
 * @throws Refused not_found, changed_meanwhile, already_exists, notification_limit_unknown, too_many_mails, organization_locked
 */
export async function changePoint(
  deps: Pick<Deps, "db">,
  { org, doer, mayIn }: Acting,
  id: string,
  change: PointChange,
  expectedVersion?: number,
): Promise<NotificationPoint> {
  return deed(deps.db, doer, async (tx, note) => {
    const before = await holdOwn(tx, org, id);
    await mayIn(tx, [...before.environments, ...(change.environments ?? [])]);
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw new Refused("changed_meanwhile");
    const wish: PointWish = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    await refuseWrongLimits(tx, org, wish, before.limitedTo);
    const changed = (["address", "label", "kinds", "environments", "language", "digest", "limitedTo"] as const).filter(
      (name) => JSON.stringify(wish[name]) !== JSON.stringify(before[name]),
    ) satisfies readonly AuditMember[];
    if (changed.length === 0) return before;
    const same = wish.address.toLowerCase() === before.address.toLowerCase();
    if (!same && (await store.isAddressTaken(tx, before, wish.address)))
      throw new Refused("already_exists", { members: { what: "a notification point with this address." } });
    const after = await store.updatePoint(tx, id, wish, same);
    if (!same) await provePoint(tx, after, await named(tx, org));
    note({
      env: "shared",
      action: "notification_point.change",
      object: { notificationPoint: id, organization: org },
      orgs: [org],
      details: { changed, ...detailsOf(after) },
    });
    return after;
  });
}

/** Sends the mail that verifies a point once more. @throws Refused not_found, wrong_state (verified already), too_many_mails, organization_locked */
export async function provePointAgain(deps: Pick<Deps, "db">, { org, doer, mayIn }: Acting, id: string): Promise<NotificationPoint> {
  return deed(deps.db, doer, async (tx, note) => {
    const point = await holdOwn(tx, org, id);
    await mayIn(tx, point.environments);
    if (point.verifiedAt) throw new Refused("wrong_state", { members: { what: "the address is verified already." } });
    await provePoint(tx, point, await named(tx, org));
    note({ env: "shared", action: "notification_point.send_verification", object: { notificationPoint: id, organization: org }, orgs: [org] });
    return point;
  });
}

/** Removes a point: it is told nothing any more, and its address is forgotten. @throws Refused not_found, organization_locked */
export async function removePoint(deps: Pick<Deps, "db">, { org, doer, mayIn }: Acting, id: string): Promise<void> {
  await deed(deps.db, doer, async (tx, note) => {
    await mayIn(tx, (await holdOwn(tx, org, id)).environments);
    await store.removePoint(tx, id);
    note({ env: "shared", action: "notification_point.remove", object: { notificationPoint: id, organization: org }, orgs: [org] });
  });
}

async function holdOwn(tx: Tx, org: OrgNumber, id: string): Promise<NotificationPoint> {
  await holdOrganizations(tx, org);
  const point = await store.holdPoint(tx, id);
  if (!point || point.organization !== org) throw new Refused("not_found");
  return point;
}

/** Whether it is another's or not there at all is not told (SEC-110). */
async function refuseWrongLimits(tx: Tx, org: OrgNumber, { limitedTo, environments }: PointWish, before: PointLimits | null): Promise<void> {
  if (limitedTo === null) return;
  const { clients, scopes } = limitedTo;
  const fields = [
    ...wrongChoices(clients, before?.clients ?? [], await ownClients(tx, org, clients), environments).map((i) => `limitedTo.clients.${i}`),
    ...wrongChoices(scopes, before?.scopes ?? [], await knownScopes(tx, org, scopes), environments).map((i) => `limitedTo.scopes.${i}`),
  ];
  if (fields.length > 0)
    throw new Refused("notification_limit_unknown", { fields: fields.map((field) => ({ field, message: "is not known in the environments of the point" })) });
}

const named = async (tx: Tx, org: OrgNumber) => ({ number: org, name: (await namesOf(tx, [org])).get(org) ?? inLine(org) });

/** Never the address or the label: they may be a person's. */
const detailsOf = ({ kinds, environments, language, digest, limitedTo }: NotificationPoint) => ({ kinds, environments, language, digest, limitedTo });
