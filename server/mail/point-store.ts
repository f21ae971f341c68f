/** The rows of notification points. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { EventKind } from "../../vocabulary/event-kinds.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import { EVENT_KINDS } from "../../vocabulary/event-kinds.ts";
import type { NotificationPoint, PointWish } from "./point.ts";
import type { PointLimits } from "./point-limits.ts";

const COLUMNS = [
  "id",
  "organization",
  "address",
  "label",
  "kinds",
  "environments",
  "language",
  "digest",
  "only_clients",
  "only_scopes",
  "verified_at",
  "created_at",
  "updated_at",
  "version",
] as const;

const pointOf = (row: Pick<Row<"notification_point">, (typeof COLUMNS)[number]>): NotificationPoint => ({
  id: row.id,
  organization: orgNumberFromInt(row.organization),
  address: row.address as EmailAddress,
  label: row.label,
  kinds: EVENT_KINDS.filter((kind) => row.kinds.includes(kind)),
  environments: ENVIRONMENTS.filter((name) => row.environments.includes(ENVIRONMENT_NUMBER[name])),
  language: row.language,
  digest: row.digest,
  limitedTo: limitsOf(row),
  verifiedAt: row.verified_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
});

const limitsOf = ({ only_clients, only_scopes }: Pick<Row<"notification_point">, "only_clients" | "only_scopes">): PointLimits | null =>
  only_clients && only_scopes && { clients: only_clients, scopes: only_scopes as ScopeName[] };

const living = (db: Database) => db.selectFrom("notification_point").select(COLUMNS).where("removed_at", "is", null);

/** The points of an organisation, the oldest first. */
export async function pointsOf(db: Database, organization: OrgNumber): Promise<NotificationPoint[]> {
  const rows = await living(db).where("organization", "=", orgNumberToInt(organization)).orderBy("created_at").orderBy("id").execute();
  return rows.map(pointOf);
}

export async function findPoint(db: Database, id: string): Promise<NotificationPoint | null> {
  const row = await living(db).where("id", "=", id).executeTakeFirst();
  return row ? pointOf(row) : null;
}

/** The point, held for a change until the transaction ends. */
export async function holdPoint(tx: Database, id: string): Promise<NotificationPoint | null> {
  const row = await living(tx).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return row ? pointOf(row) : null;
}

const valuesOf = ({ address, label, kinds, environments, language, digest, limitedTo }: PointWish) => ({
  address,
  label,
  kinds,
  environments: environments.map((name) => ENVIRONMENT_NUMBER[name]),
  language,
  digest,
  only_clients: limitedTo && [...limitedTo.clients],
  only_scopes: limitedTo && [...limitedTo.scopes],
});

/** Adds a point; null when the organisation has one with this address. */
export async function insertPoint(tx: Database, organization: OrgNumber, id: string, wish: PointWish): Promise<NotificationPoint | null> {
  const row = await tx
    .insertInto("notification_point")
    .values({ id, organization: orgNumberToInt(organization), ...valuesOf(wish) })
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? pointOf(row) : null;
}

/** Changes a point. @param verified whether its address stays as proved as it was */
export async function updatePoint(tx: Database, id: string, wish: PointWish, verified: boolean): Promise<NotificationPoint> {
  const row = await tx
    .updateTable("notification_point")
    .set({ ...valuesOf(wish), updated_at: sql<Date>`now()`, version: sql<number>`version + 1`, ...(verified ? {} : { verified_at: null }) })
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return pointOf(row);
}

export const confirmPoint = async (tx: Database, id: string): Promise<void> =>
  void (await sql`update notification_point set verified_at = now() where id = ${id}`.execute(tx));

/** Whether another living point of the organisation has this address. */
export async function isAddressTaken(tx: Database, { id, organization }: NotificationPoint, address: EmailAddress): Promise<boolean> {
  const row = await living(tx)
    .where("organization", "=", orgNumberToInt(organization))
    .where("id", "<>", id)
    .where(sql<boolean>`lower(address) = lower(${address})`)
    .executeTakeFirst();
  return row !== undefined;
}

/** It is told nothing any more. The row stays without the address, which may be a person's. */
export const removePoint = async (tx: Database, id: string): Promise<void> =>
  void (await sql`update notification_point set removed_at = now(), address = '', label = '', verified_at = null where id = ${id}`.execute(tx));

/** Verified points of an organisation that want to be told of this kind in this environment. */
export async function pointsToTell(db: Database, organization: OrgNumber, env: EnvironmentName, kind: EventKind): Promise<NotificationPoint[]> {
  const rows = await living(db)
    .where("organization", "=", orgNumberToInt(organization))
    .where("verified_at", "is not", null)
    .where(sql<boolean>`${kind} = any(kinds) and ${ENVIRONMENT_NUMBER[env]}::smallint = any(environments)`)
    .orderBy("id")
    .execute();
  return rows.map(pointOf);
}

/** The verified points that want to be told of this kind, of the organisations with a living access to a scope. */
export async function consumersToTell(
  db: Database,
  { kind, env, scope }: { kind: EventKind; env: EnvironmentName; scope: string },
): Promise<Pick<NotificationPoint, "organization" | "limitedTo">[]> {
  const number = ENVIRONMENT_NUMBER[env];
  const { rows } = await sql<Pick<Row<"notification_point">, "organization" | "only_clients" | "only_scopes">>`
    select p.organization, p.only_clients, p.only_scopes from notification_point p join access a on a.org = p.organization and a.env = ${number}
      join scope s on s.env = a.env and s.id = a.scope
    where s.name = ${scope} and a.ended_at is null and (a.valid_to is null or a.valid_to > now()) and p.removed_at is null and p.verified_at is not null
      and ${kind} = any(p.kinds) and ${number}::smallint = any(p.environments)`.execute(db);
  return rows.map((row) => ({ organization: orgNumberFromInt(row.organization), limitedTo: limitsOf(row) }));
}

/** Verified points of these organisations that want to be told of this kind in some environment. */
export async function pointsToTellOf(db: Database, organizations: readonly OrgNumber[], kind: EventKind): Promise<NotificationPoint[]> {
  const rows = await living(db)
    .where(sql<boolean>`organization = any(${organizations.map(orgNumberToInt)}::int[]) and ${kind} = any(kinds)`)
    .where("verified_at", "is not", null)
    .orderBy("id")
    .execute();
  return rows.map(pointOf);
}

/**
 * Verified points of all organisations that want to be told of this kind in one of these environments, in the order of their ids.
 *
 * @param scope of organisations with a living access to it only
 */
export async function chunkToTell(
  db: Database,
  {
    kind,
    environments,
    scope,
    after,
    limit,
  }: { kind: EventKind; environments: readonly EnvironmentName[]; scope?: string | undefined; after: string | null; limit: number },
): Promise<NotificationPoint[]> {
  let query = living(db)
    .where("verified_at", "is not", null)
    .where(sql<boolean>`${kind} = any(kinds) and environments && ${environments.map((name) => ENVIRONMENT_NUMBER[name])}::smallint[]`)
    .orderBy("id")
    .limit(limit);
  if (after !== null) query = query.where("id", ">", after);
  if (scope !== undefined)
    query = query.where(
      sql<boolean>`organization in (select a.org from access a join scope s on s.env = a.env and s.id = a.scope
        where s.env = ${ENVIRONMENT_NUMBER[environments[0]!]} and s.name = ${scope} and a.ended_at is null and (a.valid_to is null or a.valid_to > now()))`,
    );
  return (await query.execute()).map(pointOf);
}
