/** What is done with scopes. */
import type { AuditMember } from "../../vocabulary/audit-members.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { newScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import { deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { tell } from "../mail/tell.ts";
import { holdOrganizations } from "../organizations/operations.ts";
import type { Acting } from "./acting.ts";
import { holdPrefix } from "./prefix-store.ts";
import { type Availability, changedAttributes, judgeAttributes, judgeAvailability, nameOfChange, type Scope, type ScopeAttributes } from "./scope.ts";
import * as store from "./scope-store.ts";

/**
 * Creates a scope below a prefix of the acting organisation.
 *
 * @throws Refused scope_name_invalid, prefix_not_yours, wrong_state (the prefix is out of use), operator_only, already_exists (also when the existing one
 * is inactive: it is reactivated, never created again, SEC-082), organization_locked
 */
export async function createScope(
  deps: Pick<Deps, "db">,
  { env, org, isOperator, doer }: Acting,
  { prefix, subscope, ...attributes }: ScopeAttributes & { prefix: string; subscope: string },
): Promise<Scope> {
  const name = newScopeName(prefix, subscope);
  if (!name) {
    const message = "Lower-case letters, digits and . _ - / : are allowed, and the name begins and ends with a letter or digit.";
    throw new Refused("scope_name_invalid", { fields: [{ field: "subscope", message }] });
  }
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    await holdOwnPrefix(tx, env, org, prefix);
    const objection = judgeAttributes(attributes, null, isOperator);
    if (objection) throw new Refused(objection);
    const scope = await store.insertScope(tx, env, { ...attributes, name, prefix, subscope, owner: org });
    if (!scope) throw new Refused("already_exists", { members: { what: `${name}. A deactivated scope is taken into use again by changing it.` } });
    note({ env, action: "scope.create", object: { scope: name }, orgs: [org], details: attributes });
    return scope;
  });
}

/** A foreign key asks whether the prefix exists, not whose it is nor whether it is in use: hence held and looked at. */
async function holdOwnPrefix(tx: Tx, env: EnvironmentName, org: OrgNumber, prefix: string): Promise<void> {
  const held = await holdPrefix(tx, env, prefix, "share");
  if (held?.owner !== org) throw new Refused("prefix_not_yours");
  if (!held.active) throw new Refused("wrong_state", { members: { what: "the prefix has been taken out of use." } });
}

/** A scope of `owner`, active or not. @throws Refused not_found when there is none with this name, not_yours when it is another's */
export async function readOwnScope(db: Database, env: EnvironmentName, owner: OrgNumber, name: ScopeName | null): Promise<Scope> {
  return own(name && (await store.findScope(db, env, name)), owner);
}

function own(scope: Scope | null, owner: OrgNumber): Scope {
  if (!scope) throw new Refused("not_found");
  if (scope.owner !== owner) throw new Refused("not_yours");
  return scope;
}

/** The scopes of an organisation in the order of their names. */
export const scopesOf = store.listScopesOf;

/** A wish for new attributes. What is not named stays as it is. */
export type ScopeChange = Omit<ScopeAttributes, "active" | "typedTokens"> & Partial<Pick<ScopeAttributes, "active" | "typedTokens">>;

/**
 * Replaces the attributes of a scope; the name stays. `active: true` takes a deactivated one into use again, with all accesses that remain, and
 * `active: false` deactivates.
 *
 * @param expectedVersion refuses when somebody else has changed the scope meanwhile
 * @throws Refused not_found, not_yours, operator_only, wrong_state (locked, or its prefix is out of use), changed_meanwhile, organization_locked
 */
export async function replaceScope(
  deps: Pick<Deps, "db">,
  { env, org, isOperator, doer }: Acting,
  name: ScopeName | null,
  wanted: (before: Scope) => ScopeChange,
  expectedVersion?: number,
): Promise<Scope> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const prefix = name && (await store.findScope(tx, env, name))?.prefix;
    if (prefix) await holdPrefix(tx, env, prefix, "share"); // before the scope: order of tables
    const before = own(name && (await store.holdScope(tx, env, name, "change")), org);
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw new Refused("changed_meanwhile");
    if (before.locked) throw new Refused("wrong_state", { members: { what: "the scope is locked by the operator." } });
    const change = wanted(before);
    const attributes: ScopeAttributes = { ...change, active: change.active ?? before.active, typedTokens: change.typedTokens ?? before.typedTokens };
    const objection = judgeAttributes(attributes, before, isOperator);
    if (objection) throw new Refused(objection);
    if (attributes.active && !before.active) await holdOwnPrefix(tx, env, org, before.prefix);
    const changed = changedAttributes(before, attributes) satisfies readonly AuditMember[];
    if (changed.length === 0) return before;
    const after = await store.updateScope(tx, env, before.id, attributes);
    const values = (scope: ScopeAttributes) => Object.fromEntries(changed.map((attribute) => [attribute, scope[attribute]]));
    if (before.active !== after.active) await tell(tx, { kind: after.active ? "scope_reactivated" : "scope_deactivated", env, scope: before.name, owner: org });
    note({ env, action: nameOfChange(before, after), object: { scope: before.name }, orgs: [org], details: { from: values(before), to: values(after) } });
    return after;
  });
}

/**
 * Deactivates a scope: from the commit on nobody gets tokens with it and it leaves its holders' lists, whatever accesses remain (SEC-083). Nothing is
 * deleted. Doing it again changes nothing.
 *
 * @param message for those who are hit, in the mail that tells them
 * @throws Refused not_found, not_yours, changed_meanwhile, organization_locked
 */
export async function deactivateScope(
  deps: Pick<Deps, "db">,
  { env, org, doer }: Acting,
  name: ScopeName | null,
  expectedVersion?: number,
  message: string | null = null,
): Promise<Scope> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const before = own(name && (await store.holdScope(tx, env, name, "change")), org);
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw new Refused("changed_meanwhile");
    if (!before.active) return before;
    const after = await store.updateScope(tx, env, before.id, { ...before, active: false });
    await tell(tx, { kind: "scope_deactivated", env, scope: before.name, owner: org, message });
    note({ env, action: "scope.deactivate", object: { scope: before.name }, orgs: [org], details: message ? { message } : {} });
    return after;
  });
}

/**
 * Locks a scope, for the operator (the face asks who calls): it works for nobody, and its owner cannot change it back. Locking a locked one changes
 * nothing, also not the reason.
 *
 * @throws Refused not_found
 */
export const lockScope = (deps: Pick<Deps, "db">, env: EnvironmentName, doer: Doer, name: ScopeName, reason: string): Promise<Scope> =>
  setLock(deps, env, doer, name, reason);

/** Ends the lock of a scope. One that its owner deactivated stays so. @throws Refused not_found */
export const unlockScope = (deps: Pick<Deps, "db">, env: EnvironmentName, doer: Doer, name: ScopeName): Promise<Scope> => setLock(deps, env, doer, name, null);

const setLock = (deps: Pick<Deps, "db">, env: EnvironmentName, doer: Doer, name: ScopeName, reason: string | null): Promise<Scope> =>
  deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdScope(tx, env, name, "change");
    if (!before) throw new Refused("not_found");
    if ((before.locked === null) === (reason === null)) return before;
    const after = await store.setScopeLock(tx, env, before.id, reason);
    const action = reason === null ? "scope.unlock" : "scope.lock";
    note({ env, action, object: { scope: name }, orgs: [before.owner], details: reason === null ? {} : { reason } });
    return after;
  });

/** A scope that an organisation may put on a client, and why. */
export type AvailableScope = { scope: Scope; why: Availability };

/** The scopes that `org` may put on a client, in the order of their names: given to it, or public and open to all or delegable. */
export async function scopesAvailableTo(db: Database, env: EnvironmentName, org: OrgNumber, page?: store.NamePage): Promise<AvailableScope[]> {
  const rows = await store.listAvailableScopes(db, env, org, page);
  return rows.map(({ scope, given }) => ({ scope, why: judgeAvailability(scope, given) }));
}
