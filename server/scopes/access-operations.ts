/** Giving organisations access to scopes, and taking it away. */
import { uuidv7 } from "uuidv7";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { deed } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { tell } from "../mail/tell.ts";
import { deletedAmong, holdOrganizations, organizationNames, registerIfUnknown } from "../organizations/operations.ts";
import {
  type Access,
  type AccessState,
  type AccessTerms,
  answerToGivingAgain,
  judgeTerms,
  lastChangeOf,
  stateOf,
  termsOfNew,
  termsOfReplacement,
} from "./access.ts";
import * as store from "./access-store.ts";
import type { Acting } from "./acting.ts";
import { readOwnScope } from "./scope-operations.ts";
import { holdScope } from "./scope-store.ts";
import type { Scope } from "./scope.ts";

/** An access as people and callers are shown it. */
export type ShownAccess = Access & {
  state: AccessState;
  lastChangedAt: Date;
  ownerName: string;
  consumerName: string;
  /** The day on which the register deleted the consumer. */
  consumerDeletedOn?: string | undefined;
};

/** @throws Refused organization_number_invalid when it is not a number with the right check digit (SEC-085) */
export function readConsumer(text: string): OrgNumber {
  const number = parseOrgNumber(text);
  if (!number) throw new Refused("organization_number_invalid");
  return number;
}

/** `already`: it lived with these terms, and nothing was done. */
export type GivenAccess = ShownAccess & { outcome: "given" | "replaced" | "already" };

/**
 * Gives an organisation access to a scope of the acting one. Giving what lives already changes nothing, unless terms are named that it does not have; then
 * it is ended and given anew with them in the same commit. Given again after it was removed or has expired, it is a new access (SEC-082).
 *
 * Everything that the right to give stands on is held until the commit: the organisation, that the scope is its own, active and unlocked (SEC-080).
 *
 * @param terms moments; without them from now and without end
 * @throws Refused organization_unknown, organization_deleted, invalid_request (the dates), not_found, not_yours, wrong_state (the scope is inactive or locked),
 * organization_locked
 */
export async function giveAccess(
  deps: Pick<Deps, "db" | "settings">,
  { env, org, doer }: Acting,
  name: ScopeName | null,
  consumer: OrgNumber,
  terms: AccessTerms = {},
): Promise<GivenAccess> {
  return deed(deps.db, doer, async (tx, write) => {
    const now = await store.databaseNow(tx);
    refuseWrong(judgeTerms(terms, now));
    if (!deps.settings.environments[env].registeredOrganizationsOnly) await registerIfUnknown(tx, write, consumer);
    const names = await holdOrganizations(tx, org, consumer);
    if ((await deletedAmong(tx, [consumer])).has(consumer)) throw new Refused("organization_deleted");
    const scope = usable(ownScope(name && (await holdScope(tx, env, name, "share")), org));
    const note = (verb: "give" | "expire" | "replace", details: Record<string, unknown> = {}) =>
      write({ env, action: `access.${verb}`, object: { scope: scope.name, organization: consumer }, orgs: [org, consumer], details });
    // A row whose end has passed still stands in the unique index (concurrency.md §8).
    if (await store.closeExpired(tx, env, scope.id, consumer)) note("expire");
    const id = uuidv7();
    const living = await store.insertAccess(tx, env, { id, scopeId: scope.id, consumer, ...termsOfNew(terms) });
    let outcome: GivenAccess["outcome"] = "already";
    if (living.id === id) {
      outcome = "given";
      note("give", { access: id, ...shownTerms(terms) });
      await tell(tx, { kind: "access_given", env, scope: scope.name, owner: org, consumer, validTo: terms.validTo ?? null });
    } else if (answerToGivingAgain(living, terms) === "replace") {
      outcome = "replaced";
      const replacement = termsOfReplacement(living, terms, now);
      refuseWrong(judgeTerms(replacement, now));
      await store.endAccess(tx, env, scope.id, consumer, "replaced");
      await store.insertAccess(tx, env, { id, scopeId: scope.id, consumer, ...replacement });
      note("replace", { access: id, replaces: living.id, ...shownTerms(replacement) });
      await tell(tx, { kind: "access_changed", env, scope: scope.name, owner: org, consumer, validTo: replacement.validTo ?? null });
    }
    return { ...show((await store.findAccess(tx, env, scope.id, consumer))!, names, now), outcome };
  });
}

/** Lets a scope through that can be given. @throws Refused wrong_state */
export function usable(scope: Scope): Scope {
  if (!scope.usable)
    throw new Refused("wrong_state", { members: { what: scope.locked ? "the scope is locked by the operator." : "the scope is deactivated." } });
  return scope;
}

export const refuseWrong = (wrong: ReturnType<typeof judgeTerms>): void => {
  if (wrong) throw new Refused("invalid_request", { fields: [wrong] });
};

const shownTerms = ({ validFrom, validTo, reason }: AccessTerms) => ({
  ...(validFrom && { valid_from: validFrom.toISOString() }),
  ...(validTo && { valid_to: validTo.toISOString() }),
  ...(reason && { reason }),
});

/**
 * Takes access to a scope of the acting organisation away: from the commit on nobody gets a token by it. Also from a deactivated or locked scope.
 * Removing what has ended already changes nothing.
 *
 * @throws Refused not_found (no such scope, or the organisation never had access), not_yours, organization_locked
 */
export async function removeAccess(deps: Pick<Deps, "db">, { env, org, doer }: Acting, name: ScopeName | null, consumer: OrgNumber): Promise<ShownAccess> {
  return deed(deps.db, doer, async (tx, note) => {
    const now = await store.databaseNow(tx);
    const known = (await organizationNames(tx, [consumer])).has(consumer);
    const names = await holdOrganizations(tx, org, known ? consumer : org);
    const scope = ownScope(name && (await holdScope(tx, env, name, "share")), org);
    const about = { env, object: { scope: scope.name, organization: consumer }, orgs: [org, consumer] };
    if (await store.closeExpired(tx, env, scope.id, consumer)) note({ ...about, action: "access.expire" });
    const ended = await store.endAccess(tx, env, scope.id, consumer, "removed");
    if (ended) note({ ...about, action: "access.remove", details: { access: ended } });
    if (ended) await tell(tx, { kind: "access_removed", env, scope: scope.name, owner: org, consumer });
    const access = await store.findAccess(tx, env, scope.id, consumer);
    if (!access) throw new Refused("not_found");
    return show(access, names, now, await deletedAmong(tx, [consumer]));
  });
}

/** Lets a scope of `owner` through. @throws Refused not_found, not_yours */
export function ownScope(scope: Scope | null, owner: OrgNumber): Scope {
  if (!scope) throw new Refused("not_found");
  if (scope.owner !== owner) throw new Refused("not_yours");
  return scope;
}

/** Which part of a list: what comes after `after` in the order of scope names and organisation numbers, at most `limit`. */
export type AccessPage = NonNullable<store.AccessFilter["page"]>;

/**
 * What an organisation has given: of one scope, or to one organisation, or all. One row per scope and organisation: the living access, else, when `inactive`
 * is asked for, the newest ended one.
 *
 * @throws Refused not_found, not_yours
 */
export async function accessesGivenBy(
  db: Database,
  env: EnvironmentName,
  owner: OrgNumber,
  { scope, consumer, inactive, page }: { scope?: ScopeName | null; consumer?: OrgNumber; inactive: boolean | "undoable"; page?: AccessPage },
): Promise<ShownAccess[]> {
  const scopeId = scope === undefined ? undefined : (await readOwnScope(db, env, owner, scope)).id;
  return showAll(db, await store.listAccesses(db, env, { given: { by: owner, scopeId, to: consumer }, inactive, page }));
}

/** What an organisation has been given. A scope that is inactive or locked is not on the list, whatever accesses to it remain (SEC-083). */
export async function accessesGivenTo(
  db: Database,
  env: EnvironmentName,
  consumer: OrgNumber,
  { inactive, page }: { inactive: boolean; page?: AccessPage },
): Promise<ShownAccess[]> {
  return showAll(db, await store.listAccesses(db, env, { given: { to: consumer }, inactive, page }));
}

async function showAll(db: Database, accesses: Access[]): Promise<ShownAccess[]> {
  const now = await store.databaseNow(db);
  const names = await organizationNames(
    db,
    accesses.flatMap(({ owner, consumer }) => [owner, consumer]),
  );
  const deleted = await deletedAmong(
    db,
    accesses.map(({ consumer }) => consumer),
  );
  return accesses.map((access) => show(access, names, now, deleted));
}

/** An access with what people need to read it. */
export const show = (access: Access, names: ReadonlyMap<OrgNumber, string>, now: Date, deleted: ReadonlyMap<OrgNumber, string> = new Map()): ShownAccess => ({
  ...access,
  state: stateOf(access, now),
  lastChangedAt: lastChangeOf(access, now),
  ownerName: names.get(access.owner) ?? "",
  consumerName: names.get(access.consumer) ?? "",
  consumerDeletedOn: deleted.get(access.consumer),
});
