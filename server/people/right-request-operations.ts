/** Asking for a right, and answering. */
import { uuidv7 } from "uuidv7";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Right } from "../../vocabulary/rights.ts";
import { deed, type Doer } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import type { Session } from "../login/session.ts";
import { tell } from "../mail/tell.ts";
import { holdOrganizations } from "../organizations/operations.ts";
import { giversOf, holderOf } from "../permissions/holder.ts";
import { effective, may, mayGive } from "../permissions/may.ts";
import { refuse } from "../permissions/refuse.ts";
import * as people from "./person-store.ts";
import { faultOfEnd } from "./right.ts";
import { type ActingPerson, giveOne } from "./right-operations.ts";
import { judgeForward, MOST_WAITING, type RightRequest, shownState } from "./right-request.ts";
import * as store from "./right-request-store.ts";

/**
 * Asks an organisation for a right. The person need not belong to it.
 *
 * @throws Refused organization_unknown, organization_locked, invalid_request, too_many_requests_open, wrong_state (held already)
 */
export async function askForRight(
  deps: Pick<Deps, "db">,
  { env, session, doer }: { env: EnvironmentName; session: Session; doer: Doer },
  { organization, right, message }: { organization: OrgNumber; right: Right; message: string },
): Promise<RightRequest> {
  const { person } = session;
  if (right === "test_only" && env !== "test") refuse({ allowed: false, why: "not_in_this_environment" });
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, organization);
    await people.holdPerson(tx, person); // what waits is counted one at a time
    if (effective((await holderOf(tx, session, env, organization)).rights, env).has(right))
      throw new Refused("wrong_state", { members: { what: "you hold this right already." } });
    await store.closeExpiredRequests(tx, env, organization, person, right);
    if ((await store.countWaitingOf(tx, person)) >= MOST_WAITING)
      throw new Refused("too_many_requests_open", { members: { what: `${MOST_WAITING} requests of yours are waiting.` } });
    const request = await store.insertRequest(tx, env, { id: uuidv7(), organization, person, right, message });
    if (!request) throw new Refused("too_many_requests_open", { members: { what: "A request of yours for the same right is waiting." } });
    await tell(tx, { kind: "right_request_sent", env, organization, person, right, request: request.id });
    note({ env, action: "right_request.send", object: { organization, person, right }, orgs: [organization], details: { id: request.id } });
    return request;
  });
}

/**
 * Answers a request. An approval gives the right in the same deed, and only by somebody who may give it now (SEC-104). The same answer once more changes
 * nothing.
 *
 * @throws Refused not_found, wrong_state (answered otherwise, withdrawn, expired), invalid_request, and as {@link refuse}
 */
export async function answerRightRequest(
  deps: Pick<Deps, "db">,
  { env, org, session, doer }: ActingPerson,
  id: string,
  { approve, validTo, answer }: { approve: boolean; validTo: Date | null; answer: string },
): Promise<RightRequest> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const request = await store.holdRequest(tx, env, id);
    if (!request || request.organization !== org) throw new Refused("not_found");
    const holder = await holderOf(tx, session, env, org);
    // Rejecting is open to everyone who handles requests; giving only to who may give (altinn.md §5.2).
    refuse(approve ? mayGive(holder, request.right) : may(holder, "right_request.decide"));
    const now = await people.databaseNow(tx);
    const state = shownState(request, now);
    const wanted = approve ? "approved" : "rejected";
    if (state === wanted) return request;
    if (state !== "pending") throw new Refused("wrong_state", { members: { what: `the request is ${state} already.` } });
    const fault = approve ? faultOfEnd(validTo, now) : null;
    if (fault) throw new Refused("invalid_request", { fields: [{ field: "validTo", message: fault }] });
    const { person, right } = request;
    const gift = approve ? await giveOne(tx, note, { env, org, person, right, validTo, by: session.person }) : null;
    await tell(tx, { kind: "right_request_answered", env, organization: org, person, right, approved: approve });
    note({
      env,
      action: approve ? "right_request.approve" : "right_request.reject",
      object: { organization: org, person, right },
      orgs: [org],
      details: { id },
    });
    return store.decideRequest(tx, env, id, { state: wanted, by: session.person, answer, given: gift && gift.right.id });
  });
}

/**
 * Sends a request on to somebody who can give what it asks for: he or she gets a mail, and the others see it. Sent to the same person once more, nothing is
 * done.
 *
 * @throws Refused not_found, wrong_state (no longer waiting), invalid_request (cannot give it either), and as {@link refuse}
 */
export async function forwardRightRequest(deps: Pick<Deps, "db">, { env, org, session, doer }: ActingPerson, id: string, to: string): Promise<RightRequest> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    const request = await store.holdRequest(tx, env, id);
    if (!request || request.organization !== org) throw new Refused("not_found");
    refuse(may(await holderOf(tx, session, env, org), "right_request.decide"));
    const { person, right } = request;
    const by = session.person;
    const state = shownState(request, await people.databaseNow(tx));
    const answer = judgeForward({ state, person }, { by, to }, await giversOf(tx, env, org, right), await store.forwardsOf(tx, env, [id]));
    if (answer === "over") throw new Refused("wrong_state", { members: { what: `the request is ${state} already.` } });
    if (answer === "cannot_decide") throw new Refused("invalid_request", { fields: [{ field: "to", message: "Choose one of those who can give the right." }] });
    if (answer === "forwarded") return request;
    await store.insertForward(tx, env, { request: id, by, to });
    await tell(tx, { kind: "right_request_forwarded", env, organization: org, person, right, request: id, by, to });
    note({ env, action: "right_request.forward", object: { organization: org, person, right }, orgs: [org], details: { id, to } });
    return request;
  });
}

export const forwardsOf = store.forwardsOf;

/** Withdraws one's own request. Once more changes nothing. @throws Refused not_found, wrong_state */
export async function withdrawRightRequest(
  deps: Pick<Deps, "db">,
  { env, session, doer }: { env: EnvironmentName; session: Session; doer: Doer },
  id: string,
): Promise<RightRequest> {
  return deed(deps.db, doer, async (tx, note) => {
    const request = await store.holdRequest(tx, env, id);
    if (!request || request.person !== session.person) throw new Refused("not_found");
    const state = shownState(request, await people.databaseNow(tx));
    if (state === "withdrawn") return request;
    if (state !== "pending") throw new Refused("wrong_state", { members: { what: `the request is ${state} already.` } });
    const { person, right, organization } = request;
    note({ env, action: "right_request.withdraw", object: { organization, person, right }, orgs: [organization], details: { id } });
    return store.decideRequest(tx, env, id, { state: "withdrawn", by: person, answer: "", given: null });
  });
}

/** What is shown in a list of requests: those that wait for an answer, those that were sent, those that are over. */
export const requestsFor = {
  received: (db: Database, env: EnvironmentName, org: OrgNumber) => store.waitingIn(db, env, org),
  handled: (db: Database, env: EnvironmentName, org: OrgNumber) => store.handledIn(db, env, org),
};
export const requestsOf = (db: Database, env: EnvironmentName, person: string): Promise<RightRequest[]> => store.sentBy(db, env, person);

/**
 * One request, for the person who sent it and for those who may answer it; for everybody else there is none (SEC-101).
 *
 * @param org the organisation that the reader acts for, null for none
 * @throws Refused not_found
 */
export async function readRightRequest(db: Database, env: EnvironmentName, session: Session, org: OrgNumber | null, id: string): Promise<RightRequest> {
  const request = await store.findRequest(db, env, id);
  if (request && request.person === session.person) return request;
  if (request && org === request.organization && may(await holderOf(db, session, env, org), "right_request.decide").allowed) return request;
  throw new Refused("not_found");
}
