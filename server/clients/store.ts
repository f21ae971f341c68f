/** The rows of clients and of their scopes. Connection or transaction first; no rules. */
import { type SelectQueryBuilder, sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import type { Row, Tables } from "../db/tables.ts";
import type { Client, ClientAttributes, ClientType } from "./client.ts";

const COLUMNS = [
  "env",
  "id",
  "org",
  "name",
  "description",
  "uri",
  "integration_type",
  "active",
  "locked_at",
  "lock_reason",
  "owner_locked",
  "access_token_lifetime",
  "authorization_lifetime",
  "refresh_token_lifetime",
  "refresh_token_usage",
  "accepts_token_endpoint_audience",
  "version",
  "keys_version",
  "created_at",
  "updated_at",
] as const satisfies (keyof Row<"client">)[];

const environmentOfNumber = (number: number): EnvironmentName => ENVIRONMENTS.find((name) => ENVIRONMENT_NUMBER[name] === number)!;

const clientOf = (row: Pick<Row<"client">, (typeof COLUMNS)[number]> & { scopes: string[] }): Client => ({
  env: environmentOfNumber(row.env),
  id: row.id,
  org: orgNumberFromInt(row.org),
  name: row.name,
  description: row.description,
  uri: row.uri,
  type: row.integration_type,
  active: row.active,
  locked: row.locked_at && row.lock_reason !== null ? { at: row.locked_at, reason: row.lock_reason } : null,
  ownerLocked: row.owner_locked,
  accessTokenLifetimeSeconds: row.access_token_lifetime,
  authorizationLifetimeSeconds: row.authorization_lifetime,
  refreshTokenLifetimeSeconds: row.refresh_token_lifetime,
  refreshTokenUsage: row.refresh_token_usage,
  acceptsTokenEndpointAudience: row.accepts_token_endpoint_audience,
  scopes: row.scopes as ScopeName[],
  version: row.version,
  keysVersion: row.keys_version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const columnsOf = (attributes: ClientAttributes) => ({
  name: attributes.name,
  description: attributes.description,
  uri: attributes.uri,
  access_token_lifetime: attributes.accessTokenLifetimeSeconds,
  accepts_token_endpoint_audience: attributes.acceptsTokenEndpointAudience,
  authorization_lifetime: attributes.authorizationLifetimeSeconds,
  refresh_token_lifetime: attributes.refreshTokenLifetimeSeconds,
  refresh_token_usage: attributes.refreshTokenUsage,
});

const withScopes = (query: SelectQueryBuilder<Tables, "client", object>) =>
  query.select(COLUMNS).select(
    sql<string[]>`array(select s.name from client_scope cs join scope s on s.env = cs.env and s.id = cs.scope
      where cs.env = client.env and cs.client = client.id order by s.name)`.as("scopes"),
  );

/** PostgreSQL cannot even compare text with U+0000 in it (22021). */
export const canBeStored = (text: string): boolean => !text.includes("\0");

/** One client with its scopes, whoever owns it. */
export async function findClient(db: Database, env: EnvironmentName, id: string): Promise<Client | null> {
  if (!canBeStored(id)) return null;
  const row = await withScopes(db.selectFrom("client").where("env", "=", ENVIRONMENT_NUMBER[env]).where("id", "=", id)).executeTakeFirst();
  return row ? clientOf(row) : null;
}

/**
 * Locks a client and then reads it. Two statements: one would, after waiting for the lock, still see the scopes as they were before.
 * Not `for update`, which would conflict with whoever adds a row below it (concurrency.md §12).
 */
export async function lockAndFindClient(tx: Database, env: EnvironmentName, id: string): Promise<Client | null> {
  if (!canBeStored(id)) return null;
  await tx.selectFrom("client").select("id").where("env", "=", ENVIRONMENT_NUMBER[env]).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return findClient(tx, env, id);
}

/** A place in the list of an organisation's clients: after this one. */
export type ClientPosition = { createdAt: Date; id: string };

/** Clients of one organisation, newest first. A new one comes before all others, so following positions to the end misses and repeats none. */
export async function findClientsOf(
  db: Database,
  env: EnvironmentName,
  org: OrgNumber,
  { inactive, createdBy, after, limit }: { inactive: boolean; createdBy: string | undefined; after: ClientPosition | null; limit: number },
): Promise<Client[]> {
  const rows = await withScopes(
    db
      .selectFrom("client")
      .where("env", "=", ENVIRONMENT_NUMBER[env])
      .where("org", "=", orgNumberToInt(org))
      .$if(!inactive, (query) => query.where("active", "=", true))
      .$if(createdBy !== undefined, (query) => query.where("created_by", "=", createdBy!))
      .$if(after !== null, (query) =>
        query.where((is) => is.or([is("created_at", "<", after!.createdAt), is.and([is("created_at", "=", after!.createdAt), is("id", ">", after!.id)])])),
      )
      .orderBy("created_at", "desc")
      .orderBy("id")
      .limit(limit),
  ).execute();
  return rows.map(clientOf);
}

/** Inserts a client. @returns false when the id is taken in the environment, by whomever */
export async function insertClient(
  tx: Database,
  client: ClientAttributes & {
    env: EnvironmentName;
    id: string;
    org: OrgNumber;
    type: ClientType;
    active: boolean;
    ownerLocked: boolean;
    /** The client whose token makes this one; null for those of the set-up. */
    createdBy: string | null;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("client")
    .values({
      ...columnsOf(client),
      env: ENVIRONMENT_NUMBER[client.env],
      id: client.id,
      org: orgNumberToInt(client.org),
      integration_type: client.type,
      active: client.active,
      owner_locked: client.ownerLocked,
      created_by: client.createdBy,
    })
    .onConflict((conflict) => conflict.columns(["env", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes attributes and activity of a client whose row is locked, and raises its version. */
export async function updateClient(tx: Database, { env, id }: Client, wish: ClientAttributes & { active: boolean }): Promise<void> {
  await changed(tx, env, id)
    .set({ ...columnsOf(wish), active: wish.active })
    .execute();
}

/** Locks or unlocks one client. */
export async function updateLock(tx: Database, { env, id }: Client, reason: string | null): Promise<void> {
  await changed(tx, env, id)
    .set({ lock_reason: reason, locked_at: reason === null ? null : sql<Date>`now()` })
    .execute();
}

const changed = (tx: Database, env: EnvironmentName, id: string) =>
  tx
    .updateTable("client")
    .set((is) => ({ version: is("version", "+", 1), updated_at: sql<Date>`clock_timestamp()` }))
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id);

/** Marks the clients of an organisation in every environment as locked with it, or not. @returns how many changed */
export async function updateOwnerLocked(tx: Database, org: OrgNumber, locked: boolean): Promise<number> {
  // In the order of the key, so that two such deeds cannot wait for each other.
  const { numAffectedRows } = await sql`
    with mine as materialized (select env, id from client where org = ${orgNumberToInt(org)} and owner_locked <> ${locked} order by env, id for no key update)
    update client c set owner_locked = ${locked}, version = c.version + 1, updated_at = clock_timestamp()
    from mine where c.env = mine.env and c.id = mine.id`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Puts scopes on a client and takes others from it. The row of the client must be locked, or new. */
export async function changeScopes(tx: Database, env: EnvironmentName, client: string, add: number[], remove: ScopeName[]): Promise<void> {
  const number = ENVIRONMENT_NUMBER[env];
  if (remove.length > 0) {
    await keepRemovals(tx, env, client, remove);
    await tx
      .deleteFrom("client_scope")
      .where("env", "=", number)
      .where("client", "=", client)
      .where("scope", "in", tx.selectFrom("scope").select("id").where("env", "=", number).where("name", "in", remove))
      .execute();
  }
  if (add.length > 0)
    await tx
      .insertInto("client_scope")
      .values(add.toSorted((a, b) => a - b).map((scope) => ({ env: number, client, scope })))
      .execute();
}

/** Keeps what is about to be taken off a client. Its row must be locked: there is one removal at a time. */
async function keepRemovals(tx: Database, env: EnvironmentName, client: string, scopes: ScopeName[]): Promise<void> {
  await sql`
    insert into client_scope_removal (env, id, client, scope, added_at, removed_at)
    select cs.env, gen_random_uuid(), cs.client, cs.scope, cs.added_at, clock_timestamp()
      from client_scope cs join scope s on s.env = cs.env and s.id = cs.scope
     where cs.env = ${ENVIRONMENT_NUMBER[env]} and cs.client = ${client} and s.name = any(${scopes})`.execute(tx);
}

/**
 * Reads an organisation `for share`: whether it is locked cannot change before the transaction ends, so a client that is created meanwhile is not missed.
 * The key of terms is not locked; a signature is never withdrawn.
 */
export async function holdOwner(tx: Database, org: OrgNumber): Promise<{ locked: boolean; termsSigned: boolean } | null> {
  const owner = await tx.selectFrom("organization").select("locked_at").where("number", "=", orgNumberToInt(org)).forShare().executeTakeFirst();
  if (!owner) return null;
  const signed = await tx.selectFrom("terms_signature").select("version").where("organization", "=", orgNumberToInt(org)).limit(1).executeTakeFirst();
  return { locked: owner.locked_at !== null, termsSigned: signed !== undefined };
}
