/** The rows of what was taken from clients, and of what came back. Connection or transaction first; no rules. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { UNDO_MS } from "../../vocabulary/undo.ts";
import type { Given } from "../audit/removal.ts";
import type { Database } from "../db/open.ts";
import { canBeStored } from "./store.ts";

/** One time that a key or a scope was on a client, as the rule of undoing sees it. */
type Once = Pick<Given, "id" | "restores" | "ended" | "validTo">;
/** What an undo is judged by. Null: nothing of the kind was removed. */
export type Removal = { removed: Once; latest: Once; now: Date } | null;

/** What was removed so lately that it can be undone, named as its page names it. */
export type Undoable = { name: string; endedAt: Date; undoUntil: Date };
type UndoableRow = { client: string; name: string; ended_at: Date };

const window = sql`make_interval(secs => ${sql.lit(UNDO_MS / 1_000)})`;

const byClient = (rows: UndoableRow[]): Map<string, Undoable[]> => {
  const found = Map.groupBy(rows, ({ client }) => client);
  const undoable = ({ name, ended_at }: UndoableRow) => ({ name, endedAt: ended_at, undoUntil: new Date(ended_at.getTime() + UNDO_MS) });
  return new Map([...found].map(([client, of]) => [client, of.map(undoable)]));
};

/** Of each of the clients the keys whose last removal can be undone: none of the same kid is there now, and none was before the end of the key. */
export async function undoableKeys(db: Database, env: EnvironmentName, clients: string[]): Promise<Map<string, Undoable[]>> {
  const { rows } = await sql<UndoableRow>`
    select k.client, k.kid as name, k.ended_at from client_key k
     where k.env = ${ENVIRONMENT_NUMBER[env]} and k.client = any(${clients}) and k.ended_why = 'removed' and k.ended_at > now() - ${window}
       and k.expires_at > now()
       and not exists (select from client_key o where o.env = k.env and o.client = k.client and o.kid = k.kid and o.id <> k.id
                          and (o.ended_at is null or o.ended_at > k.ended_at))
     order by k.created_at, k.kid`.execute(db);
  return byClient(rows);
}

/** Of each of the clients the scopes that are not on it and whose last removal can be undone. */
export async function undoableScopes(db: Database, env: EnvironmentName, clients: string[]): Promise<Map<string, Undoable[]>> {
  const { rows } = await sql<UndoableRow>`
    select distinct on (s.name, r.client) r.client, s.name, r.removed_at as ended_at
      from client_scope_removal r join scope s on s.env = r.env and s.id = r.scope
     where r.env = ${ENVIRONMENT_NUMBER[env]} and r.client = any(${clients}) and r.removed_at > now() - ${window}
       and not exists (select from client_scope cs where cs.env = r.env and cs.client = r.client and cs.scope = r.scope)
     order by s.name, r.client, r.removed_at desc`.execute(db);
  return byClient(rows);
}

type KeyRow = { id: string; restores: string | null; expires_at: Date; ended_at: Date | null; ended_why: "removed" | "replaced" | null; now: Date };
const keyOnce = (row: KeyRow): Once => ({
  id: row.id,
  restores: row.restores,
  validTo: row.expires_at,
  ended: row.ended_at && { at: row.ended_at, why: row.ended_why ?? "replaced" },
});

/** The key that was removed last, or at exactly `endedAt`, and what became of its kid. The row of the client must be locked. */
export async function findKeyRemoval(tx: Database, env: EnvironmentName, client: string, kid: string, endedAt: Date | undefined): Promise<Removal> {
  if (!canBeStored(kid)) return null;
  const { rows } = await sql<KeyRow>`
    select id, restores, expires_at, ended_at, ended_why, clock_timestamp() as now from client_key
     where env = ${ENVIRONMENT_NUMBER[env]} and client = ${client} and kid = ${kid}
     order by ended_at desc nulls first, created_at desc, updated_at desc, id desc`.execute(tx);
  const removed = rows.find((row) => row.ended_why === "removed" && (!endedAt || row.ended_at!.getTime() === endedAt.getTime()));
  return removed ? { removed: keyOnce(removed), latest: keyOnce(rows[0]!), now: removed.now } : null;
}

/** Brings a removed key back as it was, in a row of its own. */
export async function restoreKey(tx: Database, env: EnvironmentName, id: string, at: Date): Promise<void> {
  await sql`
    insert into client_key (env, id, client, kid, jwk, alg, pinned, thumbprint, certificate, created_at, updated_at, expires_at, last_used_at, restores)
    select env, ${randomUUID()}, client, kid, jwk, alg, pinned, thumbprint, certificate, created_at, ${at}, expires_at, last_used_at, id
      from client_key where env = ${ENVIRONMENT_NUMBER[env]} and id = ${id}`.execute(tx);
}

type ScopeRow = { id: string; removed_at: Date; restored_at: Date | null; is_on: boolean; now: Date };

/** The scope that was taken off last, or at exactly `endedAt`, and what became of it. The row of the client must be locked. */
export async function findScopeRemoval(tx: Database, env: EnvironmentName, client: string, scope: ScopeName, endedAt: Date | undefined): Promise<Removal> {
  const { rows } = await sql<ScopeRow>`
    select r.id, r.removed_at, r.restored_at, clock_timestamp() as now,
      exists (select from client_scope cs where cs.env = r.env and cs.client = r.client and cs.scope = r.scope) as is_on
      from client_scope_removal r join scope s on s.env = r.env and s.id = r.scope
     where r.env = ${ENVIRONMENT_NUMBER[env]} and r.client = ${client} and s.name = ${scope}
     order by r.removed_at desc, r.id desc`.execute(tx);
  const once = (row: ScopeRow): Once => ({ id: row.id, restores: null, validTo: null, ended: { at: row.removed_at, why: "removed" } });
  const removed = rows.find((row) => !endedAt || row.removed_at.getTime() === endedAt.getTime());
  if (!removed) return null;
  // On the client now: by the undo of the last removal, or put on anew since.
  const last = rows[0]!;
  const latest: Once = last.is_on ? { id: "", restores: last.restored_at ? last.id : null, validTo: null, ended: null } : once(last);
  return { removed: once(removed), latest, now: removed.now };
}

/** Puts a scope back on a client as it was. */
export async function restoreScope(tx: Database, env: EnvironmentName, id: string): Promise<void> {
  await sql`
    with back as (update client_scope_removal set restored_at = clock_timestamp() where env = ${ENVIRONMENT_NUMBER[env]} and id = ${id}
      returning env, client, scope, added_at)
    insert into client_scope (env, client, scope, added_at) select env, client, scope, added_at from back`.execute(tx);
}
