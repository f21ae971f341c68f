/** Applying for a prefix, and deciding. */
import { isDeepStrictEqual } from "node:util";
import { uuidv7 } from "uuidv7";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { likenessOf } from "../../vocabulary/scope-name.ts";
import { type AuditNote, deed, type Tx } from "../audit/deed.ts";
import { readBilling } from "../billing/operations.ts";
import type { PrefixPrice } from "../../vocabulary/prefix-price.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { tell } from "../mail/tell.ts";
import { holdOrganizations, readOrganization, termsSignedBy } from "../organizations/operations.ts";
import { type Acting, personOf } from "./acting.ts";
import { refuseWhileHandled } from "./prefix-handling.ts";
import { judgePrefix } from "./prefix.ts";
import { checkPrefix, fitsName, MOST_WAITING, type PrefixApplication, type PrefixCheck, type PrefixWish } from "./prefix-application.ts";
import * as store from "./prefix-application-store.ts";
import { allotWithin, refuseUnfit } from "./prefix-operations.ts";
import { findAlike, findAlikeTo, findNear } from "./prefix-store.ts";

type OnInstallation = Pick<Deps, "db" | "settings">;

/**
 * Applies for a prefix. In test it is allotted in the same deed; in production it waits for the operator, who also decides whether one that looks like
 * another's may be had (SEC-084). What it costs is accepted, and kept with it as it was then.
 *
 * @param wish.acceptedPrice the price that the applicant was shown; left out: not said, and the one of now is accepted
 * @throws Refused invalid_request (the price), price_changed (it is another now), organization_locked, terms_not_signed, billing_missing, already_exists (had already, or waiting),
 * too_many_requests_open, prefix_invalid, prefix_reserved, prefix_taken, prefix_lookalike
 */
export async function applyForPrefix(
  deps: OnInstallation,
  { env, org, doer }: Acting,
  { acceptsPrice, acceptedPrice, ...wish }: PrefixWish & { acceptsPrice: boolean; acceptedPrice?: PrefixPrice | null | undefined },
): Promise<PrefixApplication> {
  const operator = deps.settings.operator.orgNumber;
  const { prefix } = wish;
  const price = env === "prod" ? deps.settings.prefixPrice : null;
  if (price !== null && !acceptsPrice)
    throw new Refused("invalid_request", { fields: [{ field: "acceptsPrice", message: "In production the price has to be accepted." }] });
  if (price !== null && acceptedPrice !== undefined && !isDeepStrictEqual(price, acceptedPrice)) throw new Refused("price_changed");
  refuseUnfit(judgePrefix(prefix, org, operator, []));
  const application = { ...wish, id: uuidv7(), organization: org, submittedBy: personOf(doer), acceptedPrice: price };
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    if ((await termsSignedBy(tx, org)).length === 0) throw new Refused("terms_not_signed");
    const about = { env, object: { organization: org, prefix }, orgs: [org], details: { id: application.id } };
    if (env === "test") {
      const { done } = await allotWithin(tx, note, { env, prefix, owner: org, operator });
      if (done === "keep") throw hasAlready(prefix);
      note({ ...about, action: "prefix_application.allot" });
      return (await store.insertApplication(tx, env, { ...application, state: "allotted" }))!;
    }
    if (price !== null && (await readBilling(tx, org)) === null) throw new Refused("billing_missing");
    const judgement = judgePrefix(prefix, org, operator, await findAlike(tx, env, prefix));
    if (judgement.answer === "keep") throw hasAlready(prefix);
    if (judgement.answer !== "prefix_lookalike" || judgement.others.length === 0) refuseUnfit(judgement);
    if ((await store.countWaiting(tx, env, org)) >= MOST_WAITING)
      throw new Refused("too_many_requests_open", { members: { what: `${MOST_WAITING} applications of the organisation are waiting.` } });
    const submitted = await store.insertApplication(tx, env, { ...application, state: "submitted" });
    if (!submitted) throw new Refused("already_exists", { members: { what: `an application for ${prefix} that waits.` } });
    await tell(tx, { kind: "prefix_applied", env, operator, organization: org, prefix });
    note({ ...about, action: "prefix_application.submit" });
    return submitted;
  });
}

const hasAlready = (prefix: string): Refused => new Refused("already_exists", { members: { what: `the prefix ${prefix}, which the organisation has.` } });

export type PrefixDecision = {
  allot: boolean;
  /** For the applicant; needed to reject. */
  reason: string;
  /** Prefixes of others that the wanted one may look like, as whoever decides has seen them. */
  acceptLikenessTo: readonly string[];
};

/**
 * Decides on an application. Allotting carries it out in the same deed: what became another's meanwhile is refused, and the application waits on. The same
 * decision once more changes nothing.
 *
 * @throws Refused not_found, invalid_request (no reason), wrong_state (decided otherwise), application_handled (a colleague has it), organization_locked, prefix_taken, prefix_lookalike, prefix_reserved
 */
export async function decideOnApplication(
  deps: OnInstallation,
  { env, doer }: Acting,
  id: string,
  { allot, reason, acceptLikenessTo }: PrefixDecision,
): Promise<PrefixApplication> {
  if (!allot && !/\p{L}/u.test(reason)) throw new Refused("invalid_request", { fields: [{ field: "reason", message: "A rejection needs a reason." }] });
  const operator = deps.settings.operator.orgNumber;
  return deed(deps.db, doer, async (tx, note) => {
    const before = await store.findApplication(tx, env, id);
    if (!before) throw new Refused("not_found");
    if (allot) await holdOrganizations(tx, before.organization);
    return close(
      tx,
      note,
      { env, id, to: allot ? "allotted" : "rejected", by: personOf(doer), reason: reason.trim() },
      async ({ prefix, organization: owner }) => {
        if (allot) await allotWithin(tx, note, { env, prefix, owner, operator, accepted: acceptLikenessTo });
      },
    );
  });
}

/** Withdraws an application of the organisation. Once more changes nothing. @throws Refused not_found, wrong_state, organization_locked */
export async function withdrawApplication(deps: Pick<Deps, "db">, { env, org, doer }: Acting, id: string): Promise<PrefixApplication> {
  return deed(deps.db, doer, async (tx, note) => {
    await holdOrganizations(tx, org);
    if ((await store.findApplication(tx, env, id))?.organization !== org) throw new Refused("not_found");
    return close(tx, note, { env, id, to: "withdrawn", by: personOf(doer), reason: "" });
  });
}

const VERB = { allotted: "allot", rejected: "reject", withdrawn: "withdraw" } as const;

type Closing = { env: EnvironmentName; id: string; to: keyof typeof VERB; by: string | null; reason: string };

/** Ends the waiting of an application, whichever way: one of several who do so at once. */
async function close(
  tx: Tx,
  note: (entry: AuditNote) => void,
  { env, id, to, by, reason }: Closing,
  carryOut: (application: PrefixApplication) => Promise<void> = async () => {},
): Promise<PrefixApplication> {
  const application = (await store.holdApplication(tx, env, id))!;
  if (application.state === to) return application;
  if (application.state !== "submitted") throw new Refused("wrong_state", { members: { what: `the application is ${application.state} already.` } });
  if (to !== "withdrawn") await refuseWhileHandled(tx, application, by);
  await carryOut(application);
  const { organization, prefix, submittedBy } = application;
  const kept = to === "rejected" ? reason : "";
  await tell(tx, { kind: "prefix_application_decided", env, organization, prefix, outcome: to, reason: kept, person: submittedBy, by });
  note({ env, action: `prefix_application.${VERB[to]}`, object: { organization, prefix }, orgs: [organization], details: { id } });
  return store.decideApplication(tx, env, id, { state: to, by, reason: kept });
}

/** People whom nobody needs to ask any more are forgotten. No deed of anybody's: what was decided, and why, stays. */
export const forgetContacts = (db: Database, decidedBefore: Date): Promise<number> => store.removeOldContacts(db, decidedBefore);

/** Applications of an organisation, or of all (null). */
export const applicationsOf = (db: Database, env: EnvironmentName, query: store.ApplicationQuery): Promise<PrefixApplication[]> =>
  store.listApplications(db, env, query);

/** One application, for the organisation whose it is and for the operator; for everybody else there is none. @throws Refused not_found */
export async function readApplication(db: Database, { env, org, isOperator }: Acting, id: string): Promise<PrefixApplication> {
  const found = await store.findApplication(db, env, id);
  if (!found || (found.organization !== org && !isOperator)) throw new Refused("not_found");
  return found;
}

/** How it stands with names that organisations want as prefixes, each as of now. In the order asked. */
export async function checkPrefixes(
  deps: OnInstallation,
  env: EnvironmentName,
  wanted: readonly { prefix: string; organization: OrgNumber }[],
): Promise<PrefixCheck[]> {
  const storable = wanted.map(({ prefix }) => prefix).filter((prefix) => !prefix.includes("\0"));
  const [alike, near] = [await findAlikeTo(deps.db, env, storable), await findNear(deps.db, env, storable)];
  const operator = deps.settings.operator.orgNumber;
  return wanted.map(({ prefix, organization }) => checkPrefix(prefix, organization, operator, alike.get(likenessOf(prefix)) ?? [], near.get(prefix) ?? []));
}

/** What the operator looks at beside the name. */
export type ApplicantFacts = { termsSigned: boolean; billing: boolean; locked: boolean; nameFits: boolean };

export async function factsOf(
  { db, settings }: OnInstallation,
  { organization, prefix }: Pick<PrefixApplication, "organization" | "prefix">,
): Promise<ApplicantFacts> {
  const [{ name, locked }, signed, billing] = await Promise.all([
    readOrganization(db, organization),
    termsSignedBy(db, organization),
    readBilling(db, organization),
  ]);
  return {
    termsSigned: signed.length > 0,
    billing: billing !== null || settings.prefixPrice === null,
    locked: locked !== null,
    nameFits: fitsName(prefix, { number: organization, name }),
  };
}
