/** Giving rights to people, taking them away, and bringing them back. */
import { uuidv7 } from "uuidv7";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import { judgeUndo } from "../audit/removal.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import type { Session } from "../login/session.ts";
import { endSessionsOf } from "../login/sessions.ts";
import { tell } from "../mail/tell.ts";
import { holdOrganizationForChange, holdOrganizations } from "../organizations/operations.ts";
import { holderOf } from "../permissions/holder.ts";
import { mayGive, mayRemove } from "../permissions/may.ts";
import { refuse } from "../permissions/refuse.ts";
import * as people from "./person-store.ts";
import { answerToGivingAgain, faultOfEnd, type GivenRight } from "./right.ts";
import * as store from "./right-store.ts";
import { heldBy, heldIn } from "./standing.ts";

/** A person who acts for an organisation. */
export type ActingPerson = { env: EnvironmentName; org: OrgNumber; session: Session; doer: Doer };

/** @param had the right lived already with the same end: nothing was changed */
export type Gift = { env: EnvironmentName; right: GivenRight; had: boolean };

/**
 * Gives rights to a person: all of them or none, in each of the environments. Whoever gives holds at the commit what he or she gives (SEC-080): the
 * organisation is held, and a removal waits for it.
 *
 * @param person by id; known
 * @param validTo the end; null: until somebody removes it. One that lives with another end goes on with this one.
 * @throws Refused as {@link refuse}; organization_locked, invalid_request
 */
export async function giveRights(
  deps: Pick<Deps, "db">,
  { org, session, doer }: ActingPerson,
  { person, rights, validTo, environments }: { person: string; rights: readonly HeldRight[]; validTo: Date | null; environments: readonly EnvironmentName[] },
): Promise<Gift[]> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const fault = faultOfEnd(validTo, await people.databaseNow(tx));
    if (fault) throw new Refused("invalid_request", { fields: [{ field: "validTo", message: fault }] });
    const gifts: Gift[] = [];
    for (const env of [...new Set(environments)].toSorted()) {
      const holder = await holderOf(tx, session, env, org);
      for (const right of [...new Set(rights)].toSorted()) {
        refuse(mayGive(holder, right));
        gifts.push({ env, ...(await giveOne(tx, note, { env, org, person, right, validTo, by: session.person })) });
      }
      const given = gifts.filter((gift) => gift.env === env && !gift.had).map((gift) => gift.right.right);
      await tell(tx, { kind: "right_given", env, organization: org, person, rights: given, by: session.person, validTo });
    }
    return gifts;
  });
}

type Gifted = { env: EnvironmentName; org: OrgNumber; person: string; right: HeldRight; validTo: Date | null; by: string | null };

/** Gives one right, as a part of a deed that has asked whether it may. */
export async function giveOne(tx: Tx, note: (entry: AuditNote) => void, gifted: Gifted): Promise<{ right: GivenRight; had: boolean }> {
  const { env, org, person, right, validTo, by } = gifted;
  const about = { env, object: { organization: org, person, right }, orgs: [org] };
  if (await store.closeExpired(tx, env, org, person, right)) note({ ...about, action: "right.expire" });
  const latest = await store.holdLatest(tx, env, org, person, right);
  const living = latest?.ended === null ? latest : null;
  if (living && answerToGivingAgain(living, validTo) === "keep") return { right: living, had: true };
  if (living) await store.endRight(tx, env, living.id, by, "replaced");
  const given = await store.insertRight(tx, env, org, { id: uuidv7(), person, right, validTo, givenBy: by });
  // Somebody gave it at the same instant, perhaps with another end: asked again of what is there now.
  if (!given) return giveOne(tx, note, gifted);
  note({
    ...about,
    action: "right.give",
    details: { id: given.publicId, validTo: validTo?.toISOString() ?? null, ...(living ? { replaces: living.publicId } : {}) },
  });
  return { right: given, had: false };
}

/**
 * Takes a right away, at once. Can be undone for half an hour. Once more changes nothing.
 *
 * @param id the public one
 * @throws Refused not_found, last_administrator, and as {@link refuse}
 */
export async function removeRight(deps: Pick<Deps, "db">, { env, org, session, doer }: ActingPerson, id: string): Promise<GivenRight> {
  return deed(deps.db, doer, async (tx, note) => {
    // Held for a change: whoever gives something at this instant by the right that goes away has committed before, or is refused after.
    await holdOrganizationForChange(tx, org);
    const found = await store.findRight(tx, env, org, id);
    if (!found) throw new Refused("not_found");
    refuse(mayRemove(await holderOf(tx, session, env, org), found.right, found.person === session.person));
    if (found.ended) return found;
    const removed = (await store.endRight(tx, env, found.id, session.person, "removed"))!;
    if (found.right === "main_administrator" && !(await hasAdministrator(tx, env, org))) throw new Refused("last_administrator");
    note({
      env,
      action: "right.remove",
      object: { organization: org, person: found.person, right: found.right },
      orgs: [org],
      details: { id: found.publicId },
    });
    await tell(tx, { kind: "right_removed", env, organization: org, person: found.person, rights: [found.right], by: session.person });
    await endSessionsWithoutRights(tx, note, found.person);
    return removed;
  });
}

/**
 * Brings a removed right back, with its dates and its id: checked and logged like giving it (SEC-081).
 *
 * @param endedAt names the removal, so that an undo that comes late does not hit a later one
 * @throws Refused not_found, wrong_state (given anew meanwhile, longer ago than 30 minutes, past its end), and as {@link refuse}
 */
export async function undoRightRemoval(deps: Pick<Deps, "db">, { env, org, session, doer }: ActingPerson, id: string, endedAt?: Date): Promise<GivenRight> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const removed = await store.holdRemoved(tx, env, org, id, endedAt);
    if (!removed) throw new Refused("not_found");
    const { person, right, validFrom, validTo } = removed;
    // One's own right is brought back only by who may give it: having had it is no reason.
    refuse(mayGive(await holderOf(tx, session, env, org), right));
    const about = { env, object: { organization: org, person, right }, orgs: [org] };
    if (await store.closeExpired(tx, env, org, person, right)) note({ ...about, action: "right.expire" });
    const latest = (await store.holdLatest(tx, env, org, person, right))!;
    const answer = judgeUndo(removed, latest, await people.databaseNow(tx));
    if (answer === "undone") return latest;
    if (answer !== "restore") throw new Refused("wrong_state", { members: { what: WHY_NOT[answer] } });
    const restored = await store.insertRight(tx, env, org, { id: uuidv7(), person, right, validFrom, validTo, givenBy: session.person, restores: removed });
    if (!restored) throw new Refused("wrong_state", { members: { what: WHY_NOT.given_anew } });
    await tell(tx, { kind: "right_given", env, organization: org, person, rights: [right], by: session.person, validTo });
    note({ ...about, action: "right.undo_removal", details: { id: restored.publicId, restores: removed.id } });
    return restored;
  });
}

const WHY_NOT = {
  given_anew: "the right has been given anew meanwhile.",
  ended_again: "the right has been given and has ended again since.",
  too_late: "it was removed more than 30 minutes ago. Give the right anew.",
  expired: "the end of the right has passed. Give it anew.",
} as const;

/** Whether somebody is main administrator, by a role or by a right (SEC-088). */
async function hasAdministrator(tx: Tx, env: EnvironmentName, org: OrgNumber): Promise<boolean> {
  const held = await heldIn(tx, env, org);
  return held.some(({ right }) => right === "main_administrator");
}

/** Who holds nothing anywhere any longer is logged out (SEC-125). */
async function endSessionsWithoutRights(tx: Tx, note: (entry: AuditNote) => void, person: string): Promise<void> {
  for (const env of ENVIRONMENTS) if ((await heldBy(tx, env, person)).length > 0) return;
  await endSessionsOf(tx, person, "no_rights_left", note);
}
