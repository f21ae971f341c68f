/** The rows of requests for rights. Connection or transaction first; no rules. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Right } from "../../vocabulary/rights.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import { type Forward, type RightRequest, WAITS_DAYS } from "./right-request.ts";

const COLUMNS = ["id", "organization", "person", "name", "message", "asked_at", "expires_at", "state", "decided_at", "decided_by", "answer"] as const;

const requestOf = (row: Pick<Row<"right_request">, (typeof COLUMNS)[number]>): RightRequest => ({
  id: row.id,
  organization: orgNumberFromInt(row.organization),
  person: row.person,
  right: row.name,
  message: row.message,
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
  state: row.state,
  decided: row.decided_at && row.decided_by ? { at: row.decided_at, by: row.decided_by, answer: row.answer } : null,
});

const requests = (db: Database, env: EnvironmentName) => db.selectFrom("right_request").select(COLUMNS).where("env", "=", ENVIRONMENT_NUMBER[env]);
const WAITING = sql<boolean>`state = 'pending' and expires_at > now()`;
/** Handled ones are shown for a year (selfservice.md J15). */
const SHOWN = sql<boolean>`asked_at > now() - interval '1 year'`;
const MOST = 500;

/** Those that wait for an answer from this organisation, the oldest first. */
export async function waitingIn(db: Database, env: EnvironmentName, organization: OrgNumber): Promise<RightRequest[]> {
  const rows = await requests(db, env)
    .where("organization", "=", orgNumberToInt(organization))
    .where(WAITING)
    .orderBy("asked_at")
    .orderBy("id")
    .limit(MOST)
    .execute();
  return rows.map(requestOf);
}

/** Those of this organisation that wait no longer, the newest first. */
export async function handledIn(db: Database, env: EnvironmentName, organization: OrgNumber): Promise<RightRequest[]> {
  const rows = await requests(db, env)
    .where("organization", "=", orgNumberToInt(organization))
    .where(sql<boolean>`not (${WAITING})`)
    .where(SHOWN)
    .orderBy(sql`coalesce(decided_at, expires_at) desc`)
    .orderBy("id")
    .limit(MOST)
    .execute();
  return rows.map(requestOf);
}

/** Those that a person has sent, to whomever, the newest first. */
export async function sentBy(db: Database, env: EnvironmentName, person: string): Promise<RightRequest[]> {
  const rows = await requests(db, env).where("person", "=", person).where(SHOWN).orderBy("asked_at", "desc").orderBy("id").limit(MOST).execute();
  return rows.map(requestOf);
}

export const countWaitingOf = async (db: Database, person: string): Promise<number> =>
  Number((await sql<{ n: string }>`select count(*) as n from right_request where person = ${person} and ${WAITING}`.execute(db)).rows[0]!.n);

export async function findRequest(db: Database, env: EnvironmentName, id: string): Promise<RightRequest | null> {
  const row = await requests(db, env).where("id", "=", id).executeTakeFirst();
  return row ? requestOf(row) : null;
}

export async function holdRequest(tx: Database, env: EnvironmentName, id: string): Promise<RightRequest | null> {
  const row = await requests(tx, env).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return row ? requestOf(row) : null;
}

/** Makes way for a new request: one whose time is up waits no longer. */
export const closeExpiredRequests = async (tx: Database, env: EnvironmentName, organization: OrgNumber, person: string, right: Right): Promise<void> =>
  void (await tx
    .updateTable("right_request")
    .set({ state: "expired", decided_at: sql<Date>`expires_at` })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("organization", "=", orgNumberToInt(organization))
    .where("person", "=", person)
    .where("name", "=", right)
    .where("state", "=", "pending")
    .where(sql<boolean>`expires_at <= now()`)
    .execute());

/** Adds a request; null when the same one waits already. */
export async function insertRequest(
  tx: Database,
  env: EnvironmentName,
  { id, organization, person, right, message }: Pick<RightRequest, "id" | "organization" | "person" | "right" | "message">,
): Promise<RightRequest | null> {
  const row = await tx
    .insertInto("right_request")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id,
      organization: orgNumberToInt(organization),
      person,
      name: right,
      message,
      expires_at: sql<Date>`now() + make_interval(days => ${WAITS_DAYS})`,
    })
    .onConflict((conflict) => conflict.columns(["env", "organization", "person", "name"]).where("state", "=", "pending").doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? requestOf(row) : null;
}

/** Writes the outcome of a request that waits. */
export async function decideRequest(
  tx: Database,
  env: EnvironmentName,
  id: string,
  { state, by, answer, given }: { state: "approved" | "rejected" | "withdrawn"; by: string; answer: string; given: string | null },
): Promise<RightRequest> {
  const row = await tx
    .updateTable("right_request")
    .set({ state, decided_at: sql<Date>`now()`, decided_by: by, answer, given })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return requestOf(row);
}

/** How requests were sent on, the first first. */
export async function forwardsOf(db: Database, env: EnvironmentName, requests: readonly string[]): Promise<Forward[]> {
  if (requests.length === 0) return [];
  const rows = await db
    .selectFrom("right_request_forward")
    .select(["request", "forwarded_by as by", "person as to", "forwarded_at as at"])
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("request", "in", requests)
    .orderBy("forwarded_at")
    .orderBy("person")
    .execute();
  return rows;
}

/** Sends a request on; the row of the request is locked. */
export const insertForward = async (tx: Database, env: EnvironmentName, { request, by, to }: Omit<Forward, "at">): Promise<void> =>
  void (await tx.insertInto("right_request_forward").values({ env: ENVIRONMENT_NUMBER[env], request, person: to, forwarded_by: by }).execute());
