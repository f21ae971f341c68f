/** Which scopes may come onto a client, as refusals. The rules stand in client.ts and server/scopes/scope.ts. */
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { Refused } from "../http/refused.ts";
import type { ScopeAvailability } from "../scopes/availability.ts";
import { type ClientType, rightOpenedBy, scopesFor, unavailableScopes } from "./client.ts";
import type { Owner } from "./operations.ts";

/** The scopes that a client of this type gets. @throws Refused combination_invalid */
export function scopesOfType(type: ClientType, asked: ScopeName[]): ScopeName[] {
  const found = scopesFor(type, asked);
  if ("scopes" in found) return found.scopes;
  const fields = found.wrong.map((scope) => ({ field: `scopes.${asked.indexOf(scope)}`, message: `${scope}: a ${type} client has fixed scopes.` }));
  throw new Refused("combination_invalid", { fields });
}

/** @throws Refused scope_not_available */
export function refuseUnavailable(
  type: ClientType,
  scopes: ScopeName[],
  alreadyOn: ReadonlySet<ScopeName>,
  availability: Map<ScopeName, ScopeAvailability>,
): void {
  const wrong = unavailableScopes(type, scopes, alreadyOn, availability);
  if (wrong.length === 0) return;
  const named = wrong.slice(0, 5).map(({ scope }) => scope);
  const what = `${named.join(", ")}${wrong.length > named.length ? ` and ${wrong.length - named.length} more` : ""}.`;
  throw new Refused("scope_not_available", { members: { what }, fields: wrong.map(({ field, message }) => ({ field, message })) });
}

/**
 * Keeps a person from giving a client more than he or she may do: a token of it would do it (SEC-080). Programs are bound by what was given to them.
 *
 * @throws Refused scope_beyond_right
 */
export function refuseBeyondRights({ holds }: Owner, scopes: ScopeName[], alreadyOn: ReadonlySet<ScopeName>): void {
  if (!holds) return;
  const beyond = scopes.flatMap((scope, position) => {
    const right = alreadyOn.has(scope) ? null : rightOpenedBy(scope);
    return right === null || holds.has(right) ? [] : [{ scope, right, field: `scopes.${position}`, message: `${scope}: needs the right ${right}.` }];
  });
  const [first] = beyond;
  if (!first) return;
  const members = { scope: first.scope, right: first.right };
  throw new Refused("scope_beyond_right", { members, fields: beyond.map(({ field, message }) => ({ field, message })) });
}

export const idsOf = (scopes: ScopeName[], availability: Map<ScopeName, ScopeAvailability>): number[] => scopes.map((name) => availability.get(name)!.id);
