import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import { holdLivingAccesses } from "./access-store.ts";
import { type Availability, judgeAvailability } from "./scope.ts";
import { holdScopes } from "./scope-store.ts";

export type ScopeAvailability = {
  /** 0 when there is no such scope. */
  id: number;
  available: boolean;
  why: Availability;
  /** Empty: every type. Whether the client's type is among them is for the caller to decide. */
  allowedIntegrationTypes: string[];
};

/**
 * Tells for each name whether `org` may put that scope on a client. An access that begins later counts as given, one whose end has passed does not.
 *
 * Reads the scopes and accesses `for share` in the order of their keys, so that what it says holds until the transaction ends: call it after rows of
 * organisations and before rows of clients are locked (design.md §4).
 */
export async function scopeAvailability(tx: Database, env: EnvironmentName, org: OrgNumber, names: ScopeName[]): Promise<Map<ScopeName, ScopeAvailability>> {
  const scopes = names.length === 0 ? [] : await holdScopes(tx, env, [...new Set(names)]);
  const given = await holdLivingAccesses(
    tx,
    env,
    org,
    scopes.map(({ id }) => id),
  );
  const byName = new Map(scopes.map((scope) => [scope.name, scope]));
  return new Map(
    names.map((name) => {
      const scope = byName.get(name);
      const why = judgeAvailability(scope, scope !== undefined && given.has(scope.id));
      const available = why === "given" || why === "open" || why === "delegable";
      return [name, { id: scope?.id ?? 0, available, why, allowedIntegrationTypes: scope?.allowedIntegrationTypes ?? [] }];
    }),
  );
}
