/** Undoing that a scope was taken off a client. */
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { deed, type Doer } from "../audit/deed.ts";
import { judgeUndo } from "../audit/removal.ts";
import type { Database } from "../db/open.ts";
import { Refused } from "../http/refused.ts";
import { scopeAvailability } from "../scopes/availability.ts";
import { type Client, unavailableScopes } from "./client.ts";
import { lockUnchanged, type Owner } from "./operations.ts";
import { findScopeRemoval, restoreScope, type Undoable, undoableScopes } from "./removal-store.ts";
import { refuseBeyondRights } from "./scope-choice.ts";
import { findClient, updateClient } from "./store.ts";

const WHY_NOT = {
  given_anew: "the scope has been put on the client anew meanwhile.",
  ended_again: "the scope has been on the client and was taken off again since.",
  too_late: "it was taken off more than 30 minutes ago. Add the scope anew.",
  expired: "it has ended since. Add the scope anew.",
} as const;

/** Of each of the clients the scopes that were taken off so lately that this can be undone. Clients without any are missing. */
export const removedScopes = (db: Database, env: EnvironmentName, clients: string[]): Promise<Map<string, Undoable[]>> => undoableScopes(db, env, clients);

/**
 * Puts a scope back on the client that it was taken off, with the time it had come. Checked like adding it (SEC-080, SEC-081). Once more changes nothing; of
 * any number at the same instant one restores.
 *
 * @param endedAt names the removal, so that an undo that comes late does not hit a later one; without it the last one
 * @throws Refused not_found (no such client, or no such removal), not_yours, organization_locked, scope_not_available (deactivated, or the access is gone),
 * scope_beyond_right, wrong_state (the client is deactivated or locked, the scope was added anew, longer ago than 30 minutes)
 */
export async function undoScopeRemoval({ db }: { db: Database }, doer: Doer, owner: Owner, id: string, scope: ScopeName, endedAt?: Date): Promise<Client> {
  const { env, org } = owner;
  return deed(db, doer, async (tx, note) => {
    const availability = await scopeAvailability(tx, env, org, [scope]);
    const before = await lockUnchanged(tx, doer, owner, id, undefined);
    const found = await findScopeRemoval(tx, env, id, scope, endedAt);
    if (!found) throw new Refused("not_found");
    const answer = judgeUndo(found.removed, found.latest, found.now);
    if (answer === "undone") return before;
    if (answer !== "restore") throw new Refused("wrong_state", { members: { what: WHY_NOT[answer] } });
    if (!before.active) throw new Refused("wrong_state", { members: { what: "the client is deactivated." } });
    const [wrong] = unavailableScopes(before.type, [scope], new Set(), availability);
    if (wrong) throw new Refused("scope_not_available", { members: { what: `${scope}.` }, fields: [{ field: "scope", message: wrong.message }] });
    refuseBeyondRights(owner, [scope], new Set());
    await updateClient(tx, before, before);
    await restoreScope(tx, env, found.removed.id);
    note({ env, action: "client.undo_scope_removal", object: { client: id }, orgs: [org], details: { scope, restores: found.removed.id } });
    return (await findClient(tx, env, id))!;
  });
}
