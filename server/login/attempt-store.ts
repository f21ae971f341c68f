/** The rows of logins that are under way. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { Level } from "../../vocabulary/level.ts";
import type { Database } from "../db/open.ts";

/** For how long a login may be under way, by the clock of the database. */
export const ATTEMPT_MINUTES = 10;
const FRESH = sql<boolean>`at > now() - make_interval(mins => ${ATTEMPT_MINUTES})`;

export type Attempt = {
  provider: string;
  nonce: string;
  codeVerifier: string;
  returnTo: string;
  /** The session that it renews. */
  stepUpOf: string | null;
  wantedLevel: Level;
  /** When it began. */
  at: Date;
};

export async function insertAttempt(db: Database, stateHash: Buffer, browserHash: Buffer, attempt: Omit<Attempt, "at">): Promise<void> {
  await db
    .insertInto("login_attempt")
    .values({
      state_hash: stateHash,
      browser_hash: browserHash,
      provider: attempt.provider,
      nonce: attempt.nonce,
      code_verifier: attempt.codeVerifier,
      return_to: attempt.returnTo,
      step_up_of: attempt.stepUpOf,
      wanted_level: attempt.wantedLevel,
    })
    .execute();
}

/**
 * Takes the login out that began with this state in this browser at this service, so that it can be ended once: of many that try at the same moment one gets it.
 *
 * @returns null when there is none, it is too old, or somebody has it
 */
export async function takeAttempt(db: Database, stateHash: Buffer, browserHash: Buffer, provider: string): Promise<Attempt | null> {
  const row = await db
    .deleteFrom("login_attempt")
    .where("state_hash", "=", stateHash)
    .where("browser_hash", "=", browserHash)
    .where("provider", "=", provider)
    .where(FRESH)
    .returning(["provider", "nonce", "code_verifier", "return_to", "step_up_of", "wanted_level", "at"])
    .executeTakeFirst();
  if (!row) return null;
  const { nonce, code_verifier: codeVerifier, return_to: returnTo, step_up_of: stepUpOf, wanted_level: wantedLevel, at } = row;
  return { provider: row.provider, nonce, codeVerifier, returnTo, stepUpOf, wantedLevel, at };
}

/** Forgets those that came to nothing. */
export const deleteOldAttempts = async (db: Database): Promise<void> =>
  void (await db
    .deleteFrom("login_attempt")
    .where(sql<boolean>`not ${FRESH}`)
    .execute());
