/** Undoing the removal of an access. */
import { uuidv7 } from "uuidv7";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { deed } from "../audit/deed.ts";
import { judgeUndo } from "../audit/removal.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { tell } from "../mail/tell.ts";
import { deletedAmong, holdOrganizations, organizationNames } from "../organizations/operations.ts";
import { ownScope, show, type ShownAccess, usable } from "./access-operations.ts";
import * as store from "./access-store.ts";
import type { Acting } from "./acting.ts";
import { holdScope } from "./scope-store.ts";

const WHY_NOT = {
  given_anew: "access has been given anew meanwhile.",
  ended_again: "the access has been given and has ended again since.",
  too_late: "it was removed more than 30 minutes ago. Give access anew.",
  expired: "the end of the access has passed. Give access anew.",
} as const;

/**
 * Undoes the removal of an access: a new row with the dates and the public id of the removed one, which stays as it is. Whoever undoes needs what giving
 * needs, and it is logged like giving (SEC-081, SEC-082). Undoing once more changes nothing; of any number at the same instant one restores.
 *
 * @param endedAt names the removal, so that an undo that comes late does not hit a later one; without it the last removal
 * @throws Refused not_found (no such scope, or no such removal), not_yours, organization_locked, wrong_state (the scope is inactive or locked, given anew
 * meanwhile, longer ago than 30 minutes, past its end)
 */
export async function undoRemoval(
  deps: Pick<Deps, "db">,
  { env, org, doer }: Acting,
  name: ScopeName | null,
  consumer: OrgNumber,
  endedAt?: Date,
): Promise<ShownAccess> {
  return deed(deps.db, doer, async (tx, note) => {
    const now = await store.databaseNow(tx);
    const known = (await organizationNames(tx, [consumer])).has(consumer);
    const names = await holdOrganizations(tx, org, known ? consumer : org);
    const deleted = await deletedAmong(tx, [consumer]);
    const scope = usable(ownScope(name && (await holdScope(tx, env, name, "share")), org));
    const about = { env, object: { scope: scope.name, organization: consumer }, orgs: [org, consumer] };
    const removed = await store.holdRemoved(tx, env, scope.id, consumer, endedAt);
    if (!removed) throw new Refused("not_found");
    if (await store.closeExpired(tx, env, scope.id, consumer)) note({ ...about, action: "access.expire" });
    const latest = (await store.findAccess(tx, env, scope.id, consumer))!;
    const answer = judgeUndo(removed, latest, now);
    if (answer === "undone") return show(latest, names, now, deleted);
    if (answer !== "restore") throw new Refused("wrong_state", { members: { what: WHY_NOT[answer] } });
    const { validFrom, validTo, reason } = removed;
    const id = uuidv7();
    const living = await store.insertAccess(tx, env, { id, scopeId: scope.id, consumer, validFrom, validTo, reason, restores: removed });
    // The removed row is held, so nobody else has restored it: whoever was faster gave anew.
    if (living.id !== id) throw new Refused("wrong_state", { members: { what: WHY_NOT.given_anew } });
    await tell(tx, { kind: "access_given", env, scope: scope.name, owner: org, consumer, validTo });
    note({ ...about, action: "access.undo_removal", details: { access: id, restores: removed.id } });
    return show((await store.findAccess(tx, env, scope.id, consumer))!, names, now, deleted);
  });
}
