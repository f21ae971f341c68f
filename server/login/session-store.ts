/** The rows of sessions. Connection or transaction first; no rules. All times are of the database's clock (SEC-147). */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import type { Level } from "../../vocabulary/level.ts";
import type { Database } from "../db/open.ts";
import type { SessionEnd } from "../db/tables.ts";
import { IDLE_MS, LONGEST_MS, type Session } from "./session.ts";

const span = (ms: number) => sql`make_interval(secs => ${ms / 1000})`;
/** Neither ended, nor idle for too long, nor at its longest. */
const LIVING = sql<boolean>`ended_at is null and expires_at > now() and last_seen_at > now() - ${span(IDLE_MS)}`;
/** Idle time is written down in steps of this: not every request is to write. */
const SEEN_STEP = sql`interval '1 minute'`;

export type NewSession = {
  id: string;
  secretHash: Buffer;
  person: string;
  provider: string;
  subject: string;
  providerSession: string | null;
  level: Level;
  environments: readonly EnvironmentName[];
  /** Seconds since 1970, as the login service says. A moment that is still to come by our clock counts as now. */
  authenticatedAt: number;
  address: string | null;
  browser: string;
};

export async function insertSession(tx: Database, session: NewSession): Promise<void> {
  await tx
    .insertInto("session")
    .values({
      id: session.id,
      secret_hash: session.secretHash,
      person: session.person,
      provider: session.provider,
      subject: session.subject,
      provider_session: session.providerSession,
      level: session.level,
      environments: session.environments.map((name) => ENVIRONMENT_NUMBER[name]),
      authenticated_at: sql<Date>`least(to_timestamp(${session.authenticatedAt}), now())`,
      expires_at: sql<Date>`now() + ${span(LONGEST_MS)}`,
      address: session.address,
      browser: session.browser,
    })
    .execute();
}

/** The living session with this secret; when it was last seen is noted, at most once a minute. */
export async function findSession(db: Database, secretHash: Buffer): Promise<Session | null> {
  const row = await db
    .selectFrom("session")
    .select(["id", "person", "provider", "level", "environments", "authenticated_at", "last_seen_at", "expires_at"])
    .select([
      sql<number>`(extract(epoch from now() - authenticated_at) * 1000)::float8`.as("age"),
      sql<boolean>`last_seen_at < now() - ${SEEN_STEP}`.as("unseen"),
    ])
    .where("secret_hash", "=", secretHash)
    .where(LIVING)
    .executeTakeFirst();
  if (!row) return null;
  const seenAt = row.unseen ? await touch(db, row.id) : row.last_seen_at;
  if (!seenAt) return null; // ended between the two
  return {
    id: row.id,
    person: row.person,
    provider: row.provider,
    level: row.level,
    environments: environmentsOf(row.environments),
    authenticatedAt: row.authenticated_at,
    loginAgeMs: row.age,
    lastSeenAt: seenAt,
    expiresAt: row.expires_at,
  };
}

async function touch(db: Database, id: string): Promise<Date | null> {
  const row = await db
    .updateTable("session")
    .set({ last_seen_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where(LIVING)
    .returning("last_seen_at")
    .executeTakeFirst();
  return row?.last_seen_at ?? null;
}

const environmentsOf = (numbers: readonly number[]): EnvironmentName[] => ENVIRONMENTS.filter((name) => numbers.includes(ENVIRONMENT_NUMBER[name]));

/** Which sessions are to end. */
export type Which =
  | { id: string; person?: string }
  | { person: string }
  /** Those that began with one login at a service. */
  | { provider: string; providerSession: string };

export type EndedSession = { id: string; person: string };

/** Ends living sessions. @returns those that were ended now */
export async function endSessions(tx: Database, which: Which, why: SessionEnd): Promise<EndedSession[]> {
  let update = tx
    .updateTable("session")
    .set({ ended_at: sql<Date>`now()`, ended_why: why })
    .where(LIVING);
  if ("id" in which) update = update.where("id", "=", which.id);
  if ("person" in which && which.person !== undefined) update = update.where("person", "=", which.person);
  if ("providerSession" in which) update = update.where("provider", "=", which.provider).where("provider_session", "=", which.providerSession);
  return update.returning(["id", "person"]).execute();
}

/** Whose session this is, also when it is over. */
export const personOfSession = async (db: Database, id: string): Promise<string | null> =>
  (await db.selectFrom("session").select("person").where("id", "=", id).executeTakeFirst())?.person ?? null;

export type ListedSession = {
  id: string;
  provider: string;
  level: Level;
  createdAt: Date;
  lastSeenAt: Date;
  address: string | null;
  browser: string;
};

/** The living sessions of a person, the one that was used last first. */
export async function sessionsOf(db: Database, person: string): Promise<ListedSession[]> {
  const rows = await db
    .selectFrom("session")
    .select(["id", "provider", "level", "created_at", "last_seen_at", "browser", sql<string | null>`host(address)`.as("address")])
    .where("person", "=", person)
    .where(LIVING)
    .orderBy("last_seen_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ created_at: createdAt, last_seen_at: lastSeenAt, ...row }) => ({ ...row, createdAt, lastSeenAt }));
}

/** Forgets sessions that are over for long enough. @param days how long they are kept */
export async function deleteOldSessions(db: Database, days: number): Promise<void> {
  const over = sql<boolean>`coalesce(ended_at, expires_at) < now() - make_interval(days => ${days})`;
  // An attempt may name one as what it renews; those live for minutes.
  await db.deleteFrom("session").where(over).execute();
}
