/** What can be done to clients. Each operation that changes something is one deed: its rows and its audit entry, or nothing. */
import { randomUUID } from "node:crypto";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { asDescription } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Settings } from "../config.ts";
import type { Database } from "../db/open.ts";
import { Refused } from "../http/refused.ts";
import { tell } from "../mail/tell.ts";
import { type ScopeAvailability, scopeAvailability } from "../scopes/availability.ts";
import { attributesOf, changeOf, type Client, type ClientChange, type ClientWish, isNoChange, unavailableScopes } from "./client.ts";
import type { SuppliedKey } from "./client-key.ts";
import { planReplacement } from "./key-set.ts";
import { insertKey } from "./key-store.ts";
import { idsOf, refuseBeyondRights, refuseUnavailable, scopesOfType } from "./scope-choice.ts";
import {
  changeScopes,
  type ClientPosition,
  findClient,
  findClientsOf,
  holdOwner,
  insertClient,
  lockAndFindClient,
  updateClient,
  updateLock,
  updateOwnerLocked,
} from "./store.ts";

/** Whose clients: an organisation in an environment. `holds` are the rights of the person who acts for it; no program has any. */
export type Owner = { env: EnvironmentName; org: OrgNumber; holds?: ReadonlySet<HeldRight> | undefined };
type OnDatabase = { db: Database };
/** The version that the caller has read (ETag). Left out: whatever it is now. */
export type Expectation = { expectedVersion?: number | undefined };

/** Whether the owner itself acts. The operator, and the server, may do what a lock keeps the owner from. */
const isOwnDeed = ({ actor }: Doer, owner: OrgNumber): boolean => actor.kind !== "system" && actor.org === owner;

/**
 * Lets the owner's client through.
 *
 * @throws Refused not_found when there is none, not_yours when it is another's. Our own face answers both as not_found (SEC-110).
 */
export function ownedBy({ org }: Owner, client: Client | null): Client {
  if (!client) throw new Refused("not_found");
  if (client.org !== org) throw new Refused("not_yours");
  return client;
}

/**
 * Refuses a change by the owner of what the operator has locked.
 *
 * @throws Refused organization_locked, wrong_state with the reason that the operator gave
 */
export function refuseWhenLocked(doer: Doer, { org, ownerLocked, locked }: Pick<Client, "org" | "ownerLocked" | "locked">): void {
  if (!isOwnDeed(doer, org)) return;
  if (ownerLocked) throw new Refused("organization_locked");
  if (locked) throw new Refused("wrong_state", { members: { what: `the operator has locked the client: ${asDescription(locked.reason)}` } });
}

/**
 * Creates a client.
 *
 * @param wish `id`: chosen by the caller (1 to 255 letters, digits, `. _ -`), else a random UUID. `keys`: its first ones, in the same deed
 * @throws Refused organization_unknown, organization_locked, terms_not_signed, scope_not_available, scope_beyond_right, combination_invalid, too_many_keys,
 * key_identifier_invalid, key_expired, already_exists (also when the id belongs to another organisation or to a client that was deactivated: neither is
 * revived, SEC-082)
 */
export async function createClient(
  { db }: OnDatabase,
  doer: Doer,
  owner: Owner,
  wish: ClientWish & { id?: string | undefined; keys?: SuppliedKey[] | undefined },
): Promise<Client> {
  const { env, org } = owner;
  const { id = randomUUID(), type = "maskinporten", active = true, keys = [] } = wish;
  const attributes = attributesOf(wish, null);
  return deed(db, doer, async (tx, note) => {
    const standing = await holdOwner(tx, org);
    if (!standing) throw new Refused("organization_unknown");
    if (standing.locked && isOwnDeed(doer, org)) throw new Refused("organization_locked");
    if (!standing.termsSigned) throw new Refused("terms_not_signed");
    const scopes = scopesOfType(type, wish.scopes);
    const availability = await scopeAvailability(tx, env, org, scopes);
    refuseUnavailable(type, scopes, new Set(), availability);
    refuseBeyondRights(owner, scopes, new Set());
    const createdBy = doer.actor.kind === "client" ? doer.actor.client : null;
    if (!(await insertClient(tx, { ...attributes, env, org, id, type, active, ownerLocked: standing.locked, createdBy })))
      throw new Refused("already_exists", { members: { what: `a client with the id ${id}.` }, fields: [{ field: "client_id", message: "is taken" }] });
    await changeScopes(tx, env, id, idsOf(scopes, availability), []);
    const details = { type, active, scopes, accepts_token_endpoint_audience: attributes.acceptsTokenEndpointAudience };
    note({ env, action: "client.create", object: { client: id }, orgs: [org], details });
    const client = (await findClient(tx, env, id))!;
    if (keys.length > 0) {
      const { add } = planReplacement([], keys, client.createdAt);
      for (const { key, expiresAt } of add) await insertKey(tx, env, id, key, expiresAt, client.createdAt);
      const added = add.map(({ key, expiresAt }) => ({ kid: key.kid, thumbprint: key.thumbprint, expires_at: expiresAt.toISOString() }));
      note({ env, action: "client_key.add", object: { client: id }, orgs: [org], details: { added, renewed: [], removed: [] } });
    }
    return client;
  });
}

/**
 * Replaces what the owner decides about a client, its scopes included. `active: true` revives a deactivated one. Without any difference nothing is written.
 *
 * @throws Refused not_found, not_yours, organization_locked, wrong_state, changed_meanwhile, combination_invalid (the type is fixed), scope_not_available,
 * scope_beyond_right
 */
export async function replaceClient(
  { db }: OnDatabase,
  doer: Doer,
  owner: Owner,
  id: string,
  wish: ClientWish,
  { expectedVersion }: Expectation = {},
): Promise<Client> {
  const { env, org } = owner;
  return deed(db, doer, async (tx, note) => {
    // The type never changes, so it may be read before the lock: scopes are locked before clients (design.md §4), and which ones depends on it.
    const { type } = ownedBy(owner, await findClient(tx, env, id));
    if (wish.type !== undefined && wish.type !== type)
      throw new Refused("combination_invalid", { fields: [{ field: "integration_type", message: `is fixed: the client was created as ${type}` }] });
    const scopes = scopesOfType(type, wish.scopes);
    const availability = await scopeAvailability(tx, env, org, scopes);
    const before = await lockUnchanged(tx, doer, owner, id, expectedVersion);
    const alreadyOn = new Set(before.scopes);
    refuseUnavailable(type, scopes, alreadyOn, availability);
    refuseBeyondRights(owner, scopes, alreadyOn);
    const wanted = { ...attributesOf(wish, before), active: wish.active ?? before.active, scopes };
    const change = changeOf(before, wanted);
    if (isNoChange(change)) return before;
    await updateClient(tx, before, wanted);
    await changeScopes(tx, env, id, idsOf(change.added, availability), change.removed);
    if (change.activity === "deactivated") await tell(tx, { kind: "client_deactivated", env, organization: org, client: id, name: before.name });
    noteChange(note, before, change);
    return (await findClient(tx, env, id))!;
  });
}

/**
 * Deactivates a client: from the next request on it gets no token, and its tokens are refused at our own APIs (SEC-083). Everything about it is kept.
 * Doing it again changes nothing.
 *
 * @throws Refused not_found, not_yours, organization_locked, wrong_state, changed_meanwhile
 */
export const deactivateClient = (deps: OnDatabase, doer: Doer, owner: Owner, id: string, options: Expectation = {}) =>
  setActive(deps, doer, owner, id, false, options);

/** Revives a client as it was deactivated, with its scopes and the keys that have not expired. @throws as {@link deactivateClient} */
export const reactivateClient = (deps: OnDatabase, doer: Doer, owner: Owner, id: string, options: Expectation = {}) =>
  setActive(deps, doer, owner, id, true, options);

async function setActive({ db }: OnDatabase, doer: Doer, owner: Owner, id: string, active: boolean, { expectedVersion }: Expectation): Promise<Client> {
  return deed(db, doer, async (tx, note) => {
    const before = await lockUnchanged(tx, doer, owner, id, expectedVersion);
    if (before.active === active) return before;
    await updateClient(tx, before, { ...before, active });
    if (!active) await tell(tx, { kind: "client_deactivated", env: owner.env, organization: owner.org, client: id, name: before.name });
    noteChange(note, before, changeOf(before, { ...before, active }));
    return (await findClient(tx, owner.env, id))!;
  });
}

/**
 * Puts one scope on a client and leaves the others. One that is there already stays, also when it has become unavailable.
 *
 * @throws Refused as {@link replaceClient}; combination_invalid for a client whose scopes are fixed
 */
export async function addScope({ db }: OnDatabase, doer: Doer, owner: Owner, id: string, scope: ScopeName, { expectedVersion }: Expectation = {}) {
  return deed(db, doer, async (tx, note) => {
    refuseFixedScopes(ownedBy(owner, await findClient(tx, owner.env, id)));
    const availability = await scopeAvailability(tx, owner.env, owner.org, [scope]);
    const before = await lockUnchanged(tx, doer, owner, id, expectedVersion);
    const [wrong] = unavailableScopes(before.type, [scope], new Set(before.scopes), availability);
    if (wrong) throw new Refused("scope_not_available", { members: { what: `${scope}.` }, fields: [{ field: "scope", message: wrong.message }] });
    if (before.scopes.includes(scope)) return before;
    refuseBeyondRights(owner, [scope], new Set());
    return changeScopesOf(tx, note, before, { added: [scope], removed: [] }, availability);
  });
}

/** Takes one scope from a client. @throws Refused as {@link addScope}; not_found when it is not on the client */
export async function removeScope({ db }: OnDatabase, doer: Doer, owner: Owner, id: string, scope: ScopeName, { expectedVersion }: Expectation = {}) {
  return deed(db, doer, async (tx, note) => {
    const before = await lockUnchanged(tx, doer, owner, id, expectedVersion);
    refuseFixedScopes(before);
    if (!before.scopes.includes(scope)) throw new Refused("not_found");
    return changeScopesOf(tx, note, before, { added: [], removed: [scope] }, new Map());
  });
}

async function changeScopesOf(
  tx: Tx,
  note: (entry: AuditNote) => void,
  before: Client,
  { added, removed }: Pick<ClientChange, "added" | "removed">,
  availability: Map<ScopeName, ScopeAvailability>,
): Promise<Client> {
  await updateClient(tx, before, before);
  await changeScopes(tx, before.env, before.id, idsOf(added, availability), removed);
  noteChange(note, before, { attributes: [], added, removed, activity: null });
  return (await findClient(tx, before.env, before.id))!;
}

function refuseFixedScopes({ type }: Client): void {
  if (type === "krr") throw new Refused("combination_invalid", { fields: [{ field: "scope", message: `a ${type} client has fixed scopes.` }] });
}

/** One client of the owner, active or not. @throws Refused not_found, not_yours */
export const readClient = async (db: Database, owner: Owner, id: string): Promise<Client> => ownedBy(owner, await findClient(db, owner.env, id));

/**
 * A page of the owner's clients, newest first.
 *
 * @param inactive also those that were deactivated
 * @param createdBy only those that a token of this client made
 * @param after where the page before ended; null for the first
 * @returns `next` is null on the last page. Followed to its end, the list repeats no client and misses none that was there at the start (SEC-113).
 */
export async function listClients(
  db: Database,
  { env, org }: Owner,
  {
    inactive = false,
    createdBy,
    after = null,
    limit = 100,
  }: { inactive?: boolean; createdBy?: string | undefined; after?: ClientPosition | null; limit?: number } = {},
): Promise<{ clients: Client[]; next: ClientPosition | null }> {
  const found = await findClientsOf(db, env, org, { inactive, createdBy, after, limit: limit + 1 });
  const clients = found.slice(0, limit);
  const last = clients.at(-1);
  return { clients, next: found.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null };
}

/**
 * Locks a client by the operator, whoever owns it: it gets no tokens, and its owner cannot change it. A locked one gets the new reason.
 *
 * @param reason for the owner to read; at least one letter
 * @throws Refused operator_only, not_found
 */
export async function lockClient(deps: OnDatabase & { settings: Settings }, doer: Doer, env: EnvironmentName, id: string, reason: string): Promise<Client> {
  return setLock(deps, doer, env, id, reason);
}

/** Takes the operator's lock from a client. One that is not locked stays as it is. @throws Refused operator_only, not_found */
export async function unlockClient(deps: OnDatabase & { settings: Settings }, doer: Doer, env: EnvironmentName, id: string): Promise<Client> {
  return setLock(deps, doer, env, id, null);
}

async function setLock(
  { db, settings }: OnDatabase & { settings: Settings },
  doer: Doer,
  env: EnvironmentName,
  id: string,
  reason: string | null,
): Promise<Client> {
  if (doer.actor.kind === "client" && doer.actor.org !== settings.operator.orgNumber) throw new Refused("operator_only");
  return deed(db, doer, async (tx, note) => {
    const before = await lockAndFindClient(tx, env, id);
    if (!before) throw new Refused("not_found");
    if ((before.locked?.reason ?? null) === reason) return before;
    await updateLock(tx, before, reason);
    note({
      env,
      action: reason === null ? "client.unlock" : "client.lock",
      object: { client: id },
      orgs: [before.org],
      details: reason === null ? {} : { reason },
    });
    return (await findClient(tx, env, id))!;
  });
}

/**
 * Marks the clients of an organisation as locked with it, or no longer, in every environment. Part of the deed that locks the organisation, which must have
 * changed the organisation's row before: a client that is being created then waits, and sees it.
 *
 * @returns how many clients changed
 */
export const markOwnerLocked = (tx: Tx, org: OrgNumber, locked: boolean): Promise<number> => updateOwnerLocked(tx, org, locked);

/** Locks the owner's client for a change. @throws Refused not_found, not_yours, organization_locked, wrong_state, changed_meanwhile */
export async function lockUnchanged(tx: Tx, doer: Doer, owner: Owner, id: string, expectedVersion: number | undefined): Promise<Client> {
  const client = ownedBy(owner, await lockAndFindClient(tx, owner.env, id));
  refuseWhenLocked(doer, client);
  if (expectedVersion !== undefined && client.version !== expectedVersion) throw new Refused("changed_meanwhile");
  return client;
}

function noteChange(note: (entry: AuditNote) => void, { env, id, org }: Client, { activity, attributes, added, removed }: ClientChange): void {
  const about = { env, object: { client: id }, orgs: [org] };
  if (attributes.length + added.length + removed.length > 0)
    note({ ...about, action: "client.change", details: { changed: attributes, scopes_added: added, scopes_removed: removed } });
  if (activity) note({ ...about, action: activity === "activated" ? "client.reactivate" : "client.deactivate" });
}
