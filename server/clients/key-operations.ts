/** What can be done to the keys of a client. Each change is one deed under the lock of the client's row; its audit entry names the keys by kid and thumbprint. */
import type { AuditAction } from "../../vocabulary/audit-actions.ts";
import { deed, type Doer } from "../audit/deed.ts";
import { judgeUndo } from "../audit/removal.ts";
import type { Database } from "../db/open.ts";
import { Refused } from "../http/refused.ts";
import type { Logger } from "../log.ts";
import type { SuppliedKey } from "./client-key.ts";
import { type ClientKey, type KeyPlan, planAddition, planRemoval, planReplacement, refuseOneMore } from "./key-set.ts";
import { endKeys, findKeys, findKeysOf, insertKey, raiseKeysVersion, renewKey } from "./key-store.ts";
import { lockUnchanged, ownedBy, type Owner, refuseWhenLocked } from "./operations.ts";
import { type KeyWarning, warningsOf } from "./public-key.ts";
import { findKeyRemoval, restoreKey, type Undoable, undoableKeys } from "./removal-store.ts";
import { findClient } from "./store.ts";

type KeyDeps = { db: Database; log: Logger };

/** The keys of a client, expired ones among them, and their version (ETag). */
export type ClientKeys = { keys: (ClientKey & { warnings: KeyWarning[] })[]; version: number };

/** Those that were removed so lately that this can be undone, named by their kids. */
export const removedKeys = async (db: Database, env: Owner["env"], client: string): Promise<Undoable[]> =>
  (await undoableKeys(db, env, [client])).get(client) ?? [];

/**
 * Brings a removed key back as it was: with its end, and the day it came. Checked like adding it (SEC-081). Once more changes nothing; of any number at the
 * same instant one restores.
 *
 * @param endedAt names the removal, so that an undo that comes late does not hit a later one; without it the last one
 * @throws Refused not_found (no such client, or no such removal), not_yours, organization_locked, too_many_keys, wrong_state (the client is deactivated or
 * locked, a key with the kid was added meanwhile, removed longer ago than 30 minutes, expired since)
 */
export async function undoKeyRemoval({ db }: Pick<KeyDeps, "db">, doer: Doer, owner: Owner, client: string, kid: string, endedAt?: Date): Promise<ClientKeys> {
  const { env, org } = owner;
  return deed(db, doer, async (tx, note) => {
    const { active, keysVersion } = await lockUnchanged(tx, doer, owner, client, undefined);
    const found = await findKeyRemoval(tx, env, client, kid, endedAt);
    if (!found) throw new Refused("not_found");
    const answer = judgeUndo(found.removed, found.latest, found.now);
    const held = await findKeys(tx, env, client);
    if (answer === "undone") return { keys: withWarnings(held), version: keysVersion };
    if (answer !== "restore") throw new Refused("wrong_state", { members: { what: WHY_NOT[answer] } });
    if (!active) throw new Refused("wrong_state", { members: { what: "the client is deactivated." } });
    refuseOneMore(held);
    const { version, at } = (await raiseKeysVersion(tx, env, client, org, undefined))!;
    await restoreKey(tx, env, found.removed.id, at);
    const keys = await findKeys(tx, env, client);
    const { thumbprint, expiresAt } = keys.find((key) => key.kid === kid)!;
    const details = { key: { kid, thumbprint, expires_at: expiresAt.toISOString() }, restores: found.removed.id };
    note({ env, action: "client_key.undo_removal", object: { client }, orgs: [org], details });
    return { keys: withWarnings(keys), version };
  });
}

const WHY_NOT = {
  given_anew: "a key with this kid has been added meanwhile.",
  ended_again: "the key has been added and removed again since.",
  too_late: "it was removed more than 30 minutes ago. Add the key anew.",
  expired: "the key has expired since. Add it anew.",
} as const;

/**
 * The version of the keys that the caller has read (ETag). Without it the last writer wins: nothing is mixed, and the entry names the kids that gave way;
 * today's callers send none.
 */
export type KeyExpectation = { expectedVersion?: number | undefined };

/** The keys of a client. @throws Refused not_found, not_yours */
export async function listKeys(db: Database, owner: Owner, client: string): Promise<ClientKeys> {
  // The version first: should keys change between the two, it is the old one, and a change that relies on it is refused.
  const { keysVersion } = ownedBy(owner, await findClient(db, owner.env, client));
  return { keys: withWarnings(await findKeys(db, owner.env, client)), version: keysVersion };
}

/** The keys of several clients, which the caller has found to be the asking organisation's. Clients without any are missing. */
export const keysOfClients = (db: Database, env: Owner["env"], clients: string[]): Promise<Map<string, ClientKey[]>> => findKeysOf(db, env, clients);

/**
 * Adds a key and leaves the others; a key that is there already is renewed for a year.
 *
 * @param options.replacing whether a living key with the same kid gives way (PUT of one key)
 * @throws Refused not_found, not_yours, organization_locked, wrong_state, changed_meanwhile, already_exists, too_many_keys, key_expired
 */
export async function addKey(
  deps: KeyDeps,
  doer: Doer,
  owner: Owner,
  client: string,
  key: SuppliedKey,
  { replacing = false, ...expectation }: KeyExpectation & { replacing?: boolean } = {},
): Promise<ClientKeys> {
  return changeKeys(deps, doer, owner, client, expectation, "client_key.add", (held, now) => planAddition(held, key, now, { replacing }));
}

/**
 * Replaces the whole set. Keys that are sent again are renewed, all others end and are refused from the next request on (SEC-073).
 *
 * @throws Refused not_found, not_yours, organization_locked, wrong_state, changed_meanwhile, empty_key_set, too_many_keys, key_identifier_invalid, key_expired
 */
export async function replaceKeys(
  deps: KeyDeps,
  doer: Doer,
  owner: Owner,
  client: string,
  keys: SuppliedKey[],
  expectation: KeyExpectation = {},
): Promise<ClientKeys> {
  return changeKeys(deps, doer, owner, client, expectation, "client_key.replace", (held, now) => planReplacement(held, keys, now));
}

/**
 * Removes one key. What it signed is refused from the next request on; its row is kept.
 *
 * @throws Refused not_found (also when the client has no such key), not_yours, organization_locked, wrong_state, changed_meanwhile
 */
export async function removeKey(
  deps: KeyDeps,
  doer: Doer,
  owner: Owner,
  client: string,
  kid: string,
  expectation: KeyExpectation = {},
): Promise<ClientKeys & { removed: ClientKeys["keys"][number] }> {
  let removed: ClientKey | undefined;
  const left = await changeKeys(deps, doer, owner, client, expectation, "client_key.remove", (held) => {
    const plan = planRemoval(held, kid);
    removed = plan.end[0];
    return plan;
  });
  return { ...left, removed: withWarnings([removed!])[0]! };
}

/** Removes every key. A client without any stays so. @throws as {@link removeKey} */
export async function removeAllKeys(deps: KeyDeps, doer: Doer, owner: Owner, client: string, expectation: KeyExpectation = {}): Promise<ClientKeys> {
  return changeKeys(deps, doer, owner, client, expectation, "client_key.remove", (held) => ({ end: held, renew: [], add: [] }));
}

async function changeKeys(
  { db, log }: KeyDeps,
  doer: Doer,
  owner: Owner,
  client: string,
  { expectedVersion }: KeyExpectation,
  action: AuditAction,
  planOf: (held: ClientKey[], now: Date) => KeyPlan,
): Promise<ClientKeys> {
  const { env, org } = owner;
  const result = await deed(db, doer, async (tx, note) => {
    const lock = await raiseKeysVersion(tx, env, client, org, expectedVersion);
    if (!lock) {
      ownedBy(owner, await findClient(tx, env, client));
      throw new Refused("changed_meanwhile");
    }
    refuseWhenLocked(doer, { org, ...lock });
    const plan = planOf(await findKeys(tx, env, client), lock.at);
    // Ended ones first: a kid may have one living row only.
    const isReplaced = ({ kid }: ClientKey) => plan.add.some(({ key }) => key.kid === kid);
    await endKeys(tx, env, idsOf(plan.end.filter(isReplaced)), lock.at, "replaced");
    await endKeys(tx, env, idsOf(plan.end.filter((key) => !isReplaced(key))), lock.at, "removed");
    for (const { held, expiresAt } of plan.renew) await renewKey(tx, env, held.id, expiresAt, lock.at);
    for (const { key, expiresAt } of plan.add) await insertKey(tx, env, client, key, expiresAt, lock.at);
    note({ env, action, object: { client }, orgs: [org], details: detailsOf(plan) });
    return { plan, keys: withWarnings(await findKeys(tx, env, client)), version: lock.version };
  });
  for (const { key } of result.plan.add)
    for (const warning of warningsOf(key.jwk)) log.warn({ trace: doer.traceId, client, kid: key.kid, warning }, "client key taken with a warning");
  return { keys: result.keys, version: result.version };
}

const idsOf = (keys: ClientKey[]): string[] => keys.map(({ id }) => id);

const detailsOf = ({ end, renew, add }: KeyPlan): Record<string, unknown> => ({
  added: add.map(({ key, expiresAt }) => ({ kid: key.kid, thumbprint: key.thumbprint, expires_at: expiresAt.toISOString() })),
  renewed: renew.map(({ held, expiresAt }) => ({ kid: held.kid, thumbprint: held.thumbprint, expires_at: expiresAt.toISOString() })),
  removed: end.map(({ kid, thumbprint }) => ({ kid, thumbprint })),
});

const withWarnings = (keys: ClientKey[]): ClientKeys["keys"] => keys.map((key) => ({ ...key, warnings: warningsOf(key.jwk) }));
