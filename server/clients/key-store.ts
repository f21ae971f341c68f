/** The rows of client keys. Connection or transaction first; no rules. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { PublicJwk, SuppliedKey } from "./client-key.ts";
import type { ClientKey } from "./key-set.ts";
import { canBeStored } from "./store.ts";

/** What the lock of a client's keys finds. */
export type KeysLocked = { version: number; at: Date; ownerLocked: boolean; locked: { at: Date; reason: string } | null };

/**
 * Raises the version of a client's keys, which locks its row until the transaction ends: the first statement of every change of keys, so that two changes
 * come one after the other and neither the limit nor a whole set is lost between them (concurrency.md §9).
 *
 * @returns null when the client is not there, not `org`'s, or its keys have another version than the expected one. `at` is the moment after the lock was got.
 */
export async function raiseKeysVersion(
  tx: Database,
  env: EnvironmentName,
  client: string,
  org: OrgNumber,
  expected: number | undefined,
): Promise<KeysLocked | null> {
  if (!canBeStored(client)) return null;
  const row = await tx
    .updateTable("client")
    .set((is) => ({ keys_version: is("keys_version", "+", 1) }))
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", client)
    .where("org", "=", orgNumberToInt(org))
    .$if(expected !== undefined, (query) => query.where("keys_version", "=", expected!))
    .returning(["keys_version", "owner_locked", "locked_at", "lock_reason", sql<Date>`clock_timestamp()`.as("at")])
    .executeTakeFirst();
  if (!row) return null;
  const locked = row.locked_at && row.lock_reason !== null ? { at: row.locked_at, reason: row.lock_reason } : null;
  return { version: row.keys_version, at: row.at, ownerLocked: row.owner_locked, locked };
}

/** The keys of a client that have not been removed, oldest first; expired ones among them. */
export const findKeys = async (db: Database, env: EnvironmentName, client: string): Promise<ClientKey[]> =>
  (await findKeysOf(db, env, [client])).get(client) ?? [];

/** The keys of several clients, each as {@link findKeys} has them. Clients without any are missing. */
export async function findKeysOf(db: Database, env: EnvironmentName, clients: string[]): Promise<Map<string, ClientKey[]>> {
  const rows = await db
    .selectFrom("client_key")
    .select(["client", "id", "kid", "jwk", "alg", "pinned", "thumbprint", "certificate", "created_at", "updated_at", "expires_at", "last_used_at"])
    .select(sql<boolean>`expires_at <= clock_timestamp()`.as("expired"))
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where(sql<boolean>`client = any(${clients})`)
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .orderBy("kid")
    .execute();
  const found = Map.groupBy(rows, ({ client }) => client);
  return new Map([...found].map(([client, keys]) => [client, keys.map(keyOf)]));
}

type KeyRow = Pick<
  Row<"client_key">,
  "id" | "kid" | "alg" | "pinned" | "thumbprint" | "certificate" | "created_at" | "updated_at" | "expires_at" | "last_used_at"
> & {
  jwk: unknown;
  expired: boolean;
};

const keyOf = (row: KeyRow): ClientKey => ({
  id: row.id,
  kid: row.kid,
  jwk: row.jwk as PublicJwk,
  alg: row.alg,
  pinned: row.pinned,
  thumbprint: row.thumbprint,
  certificate: row.certificate,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  expired: row.expired,
});

/** Of each of the clients how many keys have neither been removed nor expired, and when the first of them does. Clients without any are missing. */
export async function countKeys(db: Database, env: EnvironmentName, clients: string[]): Promise<Map<string, { count: number; nextExpiry: Date }>> {
  const rows = await db
    .selectFrom("client_key")
    .select(["client", sql<number>`count(*)::int`.as("count"), sql<Date>`min(expires_at)`.as("next_expiry")])
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where(sql<boolean>`client = any(${clients})`)
    .where("ended_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .groupBy("client")
    .execute();
  return new Map(rows.map(({ client, count, next_expiry }) => [client, { count, nextExpiry: next_expiry }]));
}

/** Ends keys. Their rows stay. @param why `replaced`: another key has the kid now */
export async function endKeys(tx: Database, env: EnvironmentName, ids: string[], at: Date, why: "removed" | "replaced"): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("client_key").set({ ended_at: at, ended_why: why }).where("env", "=", ENVIRONMENT_NUMBER[env]).where("id", "in", ids).execute();
}

/** Gives a key a new end; nothing else of it ever changes. */
export async function renewKey(tx: Database, env: EnvironmentName, id: string, expiresAt: Date, at: Date): Promise<void> {
  await tx.updateTable("client_key").set({ expires_at: expiresAt, updated_at: at }).where("env", "=", ENVIRONMENT_NUMBER[env]).where("id", "=", id).execute();
}

/** Inserts a key. */
export async function insertKey(tx: Database, env: EnvironmentName, client: string, key: SuppliedKey, expiresAt: Date, at: Date): Promise<void> {
  await tx
    .insertInto("client_key")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id: randomUUID(),
      client,
      kid: key.kid,
      jwk: JSON.stringify(key.jwk),
      alg: key.alg,
      pinned: key.pinned,
      thumbprint: key.thumbprint,
      certificate: key.certificate,
      created_at: at,
      updated_at: at,
      expires_at: expiresAt,
    })
    .execute();
}
