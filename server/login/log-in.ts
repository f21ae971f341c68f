/** A login from the moment somebody sets out to the session that it ends in. */
import { uuidv7 } from "uuidv7";
import type { Language } from "../../vocabulary/language.ts";
import type { Level } from "../../vocabulary/level.ts";
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { type IdentityNumber, isSynthetic, parseIdentityNumber } from "../people/identity-number.ts";
import { noteLogin, personOfNumber, upsertPerson } from "../people/operations.ts";
import { type Attempt, insertAttempt, takeAttempt } from "./attempt-store.ts";
import type { LoginService } from "./login-service.ts";
import { LoginFailed, type RelyingParty, type Vouched } from "./relying-party.ts";
import { freshSecret, hashOf, isSecret } from "./secrets.ts";
import type { Session } from "./session.ts";
import * as store from "./session-store.ts";
import { noteEnds } from "./sessions.ts";

/** What somebody wants who sets out. */
export type Wish = {
  level: Level;
  /** A path of ours. */
  returnTo: string;
  /** The session whose login is to be renewed: then the same person must come back, who has just proved who he or she is (SEC-123). */
  stepUpOf: Session | null;
  language: Language | null;
};

/**
 * Sets out: notes what has to come back, and in which browser.
 *
 * @param browser the secret in the cookie of this browser
 * @returns where the browser is to be sent
 * @throws LoginFailed down
 */
export async function beginLogin({ db }: Pick<Deps, "db">, party: RelyingParty, browser: string, wish: Wish): Promise<URL> {
  const expected = { state: freshSecret(), nonce: freshSecret(), codeVerifier: freshSecret() };
  const there = await party.begin(expected, { level: wish.level, language: wish.language, afresh: wish.stepUpOf !== null });
  await insertAttempt(db, hashOf(expected.state), hashOf(browser), {
    provider: party.service.id,
    nonce: expected.nonce,
    codeVerifier: expected.codeVerifier,
    returnTo: wish.returnTo,
    stepUpOf: wish.stepUpOf?.id ?? null,
    wantedLevel: wish.level,
  });
  return there;
}

/** A browser that came back. */
export type Returning = {
  /** The query of the answer, as it arrived. */
  query: URLSearchParams;
  /** The secret in its cookie. */
  browser: string | undefined;
  /** The session that it has. */
  session: Session | null;
  userAgent: string;
};

/** A second more or less between the clocks of a login service and of ours counts for nothing. */
const SKEW_SECONDS = 60;

/**
 * Ends a login, in the browser in which it began, once, within ten minutes (SEC-122). The session has a secret of its own; the one that the browser had is over
 * (SEC-120).
 *
 * @param origin where the request comes from, for the log
 * @returns the secret for the cookie, and where to go
 * @throws LoginFailed; then nobody is logged in, and whoever was is still
 */
export async function endLogin(
  deps: Pick<Deps, "db">,
  party: RelyingParty,
  origin: Omit<Doer, "actor">,
  returning: Returning,
): Promise<{ secret: string; returnTo: string }> {
  const { query, browser } = returning;
  if (!isSecret(browser)) throw new LoginFailed("cookie", "the browser has no cookie of a login");
  const state = query.get("state") ?? undefined;
  const attempt = isSecret(state) ? await takeAttempt(deps.db, hashOf(state), hashOf(browser), party.service.id) : null;
  if (!attempt || !state) throw new LoginFailed("failed", "no login with this state is under way in this browser");
  try {
    return { secret: await beginSession(deps, party, origin, returning, attempt, state), returnTo: attempt.returnTo };
  } catch (error) {
    if (error instanceof LoginFailed) error.returnTo = attempt.returnTo;
    throw error;
  }
}

/** @returns the secret of the session @throws LoginFailed */
async function beginSession(
  { db }: Pick<Deps, "db">,
  party: RelyingParty,
  origin: Omit<Doer, "actor">,
  { query, session: held, userAgent }: Returning,
  attempt: Attempt,
  state: string,
): Promise<string> {
  const { service } = party;
  const vouched = await party.finish(query, { state, nonce: attempt.nonce, codeVerifier: attempt.codeVerifier }, attempt.wantedLevel);
  const number = parseIdentityNumber(vouched.identityNumber);
  if (!number || !mayVouchFor(service, number)) throw new LoginFailed("failed", "pid is no identity number that this service may vouch for");
  if (attempt.stepUpOf !== null && !(vouched.toldWhen && vouched.authenticatedAt >= attempt.at.getTime() / 1000 - SKEW_SECONDS))
    throw new LoginFailed("failed", "auth_time is before the login was asked for");

  const secret = freshSecret();
  const id = uuidv7();
  // Who it is, is known only in the transaction: the deed is written in his or her name.
  const doer: Doer & { actor: { kind: "person"; person: string; org: null } } = { ...origin, actor: { kind: "person", person: "", org: null } };
  await deed(db, doer, async (tx, note) => {
    const person = await personBehind(tx, number, service, vouched);
    if (attempt.stepUpOf !== null && (await store.personOfSession(tx, attempt.stepUpOf)) !== person)
      throw new LoginFailed("other_person", "somebody else than the one whose login was to be renewed");
    doer.actor.person = person;
    await noteLogin(tx, person);
    await store.insertSession(tx, {
      id,
      secretHash: hashOf(secret),
      person,
      provider: service.id,
      subject: vouched.subject,
      providerSession: vouched.providerSession,
      level: vouched.level,
      environments: service.environments,
      authenticatedAt: vouched.authenticatedAt,
      address: origin.address,
      browser: userAgent.slice(0, 300),
    });
    noteBeginning(note, { id, person, stepUpOf: attempt.stepUpOf }, service, vouched.level);
    const over = [...new Set([attempt.stepUpOf, held?.id ?? null])].filter((one) => one !== null);
    for (const one of over) noteEnds(note, await store.endSessions(tx, { id: one }, "replaced"), "replaced");
  });
  return secret;
}

/**
 * Whose number a service may vouch for. People who do not exist shall not get into production, by whatever mistake of a service; and nobody real shall be
 * played with by the double.
 */
function mayVouchFor({ kind, environments }: LoginService, number: IdentityNumber): boolean {
  if (kind === "double") return isSynthetic(number);
  return !(environments.includes("prod") && isSynthetic(number));
}

/** The person with this number, added at the first login. A login service tells the name of somebody who has none yet; what a register told stays. */
async function personBehind(tx: Tx, number: IdentityNumber, { environments }: LoginService, { name }: Vouched): Promise<string> {
  const known = await personOfNumber(tx, number);
  const hasName = known !== null && known.lastName !== "";
  // A service of the test environment may say what it wants: names are what rights are given by, also in production.
  const told = hasName || !environments.includes("prod") ? { firstName: "", lastName: "" } : namesIn(name);
  return (await upsertPerson(tx, { id: uuidv7(), number, ...told })).id;
}

/** First names and last name. The last word is the last name, which is what the register's form of a name begins with. */
function namesIn(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(" ").slice(0, 200), lastName: (words.at(-1) ?? "").slice(0, 200) };
}

function noteBeginning(
  note: (entry: AuditNote) => void,
  { id, person, stepUpOf }: { id: string; person: string; stepUpOf: string | null },
  { id: provider, environments }: LoginService,
  level: Level,
): void {
  const action = stepUpOf === null ? "session.begin" : "session.step_up";
  const details = { provider, level, environments, ...(stepUpOf === null ? {} : { renews: stepUpOf }) };
  note({ env: "shared", action, object: { session: id, person }, orgs: [], details });
}
