/** What can be done with sessions, and what other modules may know of them. */
import { type AuditNote, deed, type Doer, type Tx } from "../audit/deed.ts";
import type { SessionEnd } from "../db/tables.ts";
import type { Deps } from "../deps.ts";
import { deleteOldAttempts } from "./attempt-store.ts";
import { cookieIn, sessionCookieName } from "./cookies.ts";
import { hashOf, isSecret } from "./secrets.ts";
import type { Session } from "./session.ts";
import * as store from "./session-store.ts";

export { sessionCookieName } from "./cookies.ts";

type Note = (entry: AuditNote) => void;

/**
 * The session of whoever sent this `Cookie` header, and notes that it was used. Asked anew on every request, so that one that was ended is over at once.
 *
 * It counts in no environment for which its login service is not trusted any longer; of a service that was taken out of the settings there are no sessions.
 */
export async function readSession({ db, settings }: Pick<Deps, "db" | "settings">, cookieHeader: string | undefined): Promise<Session | null> {
  const secret = cookieIn(cookieHeader, sessionCookieName(settings));
  if (!isSecret(secret)) return null;
  const session = await store.findSession(db, hashOf(secret));
  const service = settings.login.find(({ id }) => id === session?.provider);
  if (!session || !service) return null;
  return { ...session, environments: session.environments.filter((name) => service.environments.includes(name)) };
}

/**
 * Ends all sessions of a person (SEC-125), in a deed of whoever takes something away.
 *
 * @param note of that deed: then each session that was ended has its entry
 * @returns how many there were
 */
export async function endSessionsOf(tx: Tx, person: string, why: SessionEnd, note?: Note): Promise<number> {
  const ended = await store.endSessions(tx, { person }, why);
  if (note) noteEnds(note, ended, why);
  return ended.length;
}

/** Ends the session of this id, of this person. @returns whether it was living */
export async function endSession({ db }: Pick<Deps, "db">, doer: Doer, { id, person }: { id: string; person: string }, why: SessionEnd): Promise<boolean> {
  return deed(db, doer, async (tx, note) => {
    const ended = await store.endSessions(tx, { id, person }, why);
    noteEnds(note, ended, why);
    return ended.length > 0;
  });
}

/** Ends a session by the wish of the person. */
export const logOut = (deps: Pick<Deps, "db">, doer: Doer, { id, person }: Session): Promise<boolean> => endSession(deps, doer, { id, person }, "logged_out");

/** Ends what began with a login that is over at its service (OpenID Connect Front-Channel Logout 1.0). */
export async function endAtService({ db }: Pick<Deps, "db">, origin: Omit<Doer, "actor">, provider: string, providerSession: string): Promise<void> {
  const doer: Doer = { ...origin, actor: { kind: "system", name: `login service ${provider}` } };
  await deed(db, doer, async (tx, note) =>
    noteEnds(note, await store.endSessions(tx, { provider, providerSession }, "logged_out_at_provider"), "logged_out_at_provider"),
  );
}

export function noteEnds(note: Note, ended: readonly store.EndedSession[], why: SessionEnd): void {
  for (const { id, person } of ended) note({ env: "shared", action: "session.end", object: { session: id, person }, orgs: [], details: { why } });
}

/** How long a session is remembered after it is over, days: its owner sees no more of it, an administrator may have to look into something. */
const KEPT_DAYS = 90;

/** Forgets old logins and sessions. A job. */
export async function purgeLogins({ db }: Pick<Deps, "db">): Promise<void> {
  await deleteOldAttempts(db); // first: they name sessions
  await store.deleteOldSessions(db, KEPT_DAYS);
}
