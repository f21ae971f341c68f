/** Who is hit when a scope is deactivated: shown before it is done. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import { readOwnScope } from "./scope-operations.ts";

const DAYS = 30;
/** Counted no further: the log of a busy client has millions of rows, and beyond this nobody needs the digits. */
const MOST = 10_000;
/** PostgreSQL's query_canceled, after statement_timeout. */
const TOOK_TOO_LONG = "57014";

type Impact = {
  /** Organisations with a living access, also one that begins later. */
  consumers: number;
  /** Active clients that carry the scope. */
  clients: number;
  /** Tokens with the scope that those clients got lately. Null: the log is too long to be counted while somebody waits. */
  tokens: { days: number; count: number; orMore: boolean } | null;
};

/**
 * Tells who is hit by deactivating a scope of `owner`. Reads the clients and the log of tokens too: a figure for people, nothing is decided by it.
 *
 * @throws Refused not_found, not_yours
 */
export async function impactOfDeactivating(db: Database, env: EnvironmentName, owner: OrgNumber, name: ScopeName | null): Promise<Impact> {
  const scope = await readOwnScope(db, env, owner, name);
  const number = ENVIRONMENT_NUMBER[env];
  const carriers = sql`(select c.id from client_scope cs join client c on c.env = cs.env and c.id = cs.client
    where cs.env = ${number} and cs.scope = ${scope.id} and c.usable) as carrier`;
  const { rows } = await sql<{ consumers: number; clients: number }>`
    select (select count(*)::int from access where env = ${number} and scope = ${scope.id} and ended_at is null and (valid_to is null or valid_to > now())) as consumers,
      (select count(*)::int from ${carriers}) as clients`.execute(db);
  // By client, since the log is indexed by client and time. The scopes of a token are one text with spaces between them.
  const counted = await sql<{ tokens: number }>`
    select count(*)::int as tokens from (select from ${carriers}, lateral (select from token_issuance t where t.env = ${number} and t.client = carrier.id
      and t.at > now() - make_interval(days => ${DAYS}::int) and ${scope.name} = any(string_to_array(t.scopes, ' ')) limit ${MOST + 1}) t limit ${MOST + 1}) token`
    .execute(db)
    .catch((error: Error & { code?: string }) => {
      if (error.code === TOOK_TOO_LONG) return null;
      throw error;
    });
  const tokens = counted?.rows[0]?.tokens;
  return { ...rows[0]!, tokens: tokens === undefined ? null : { days: DAYS, count: Math.min(tokens, MOST), orMore: tokens > MOST } };
}
