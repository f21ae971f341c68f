/** What lists of clients show at a glance: for people, nothing is decided by it. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import { type KeyState, keyStateOf } from "./key-set.ts";
import type { Owner } from "./operations.ts";

export type ClientFigures = { client: string; key: { state: KeyState; endsAt: Date | null }; lastTokenAt: Date | null; refused: number };
export type AccessFigures = { scope: ScopeName; clients: { clientId: string; name: string }[]; lastTokenAt: Date | null };

/** Refusals that are counted of one client: a program that has gone wild makes thousands. */
export const MOST_REFUSALS = 1_000;
/** Farthest back that a last token is looked for: each day of the log is looked at on its own. */
const LOOK_BACK = sql.lit("90 days");
/** Of each client, its newest tokens; of the organisation, its newest clients. */
const [RECENT_TOKENS, MOST_CLIENTS] = [500, 200];

/** Of those of the clients that are the owner's, in one query. */
export async function figuresOfClients(db: Database, { env, org }: Owner, clients: readonly string[]): Promise<ClientFigures[]> {
  const ids = clients.filter((id) => !id.includes("\0"));
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; living: number; ends: Date | null; soon: boolean; last: Date | null; refused: number }>`
    select c.id, k.living, k.ends, k.ends < now() + interval '30 days' as soon,
      greatest(k.used, (select at from token_issuance where env = c.env and client = c.id and at > now() - interval ${LOOK_BACK} order by at desc limit 1)) as last,
      (select count(*)::int from (select from token_refusal where env = c.env and client = c.id and at > now() - interval '7 days' limit ${MOST_REFUSALS}) r) as refused
    from client c, lateral (
      select count(*) filter (where expires_at > now())::int as living, max(expires_at) as ends,
        max(last_used_at) filter (where last_used_at > now() - interval ${LOOK_BACK}) as used
      from client_key where env = c.env and client = c.id and ended_at is null) k
    where c.env = ${ENVIRONMENT_NUMBER[env]} and c.org = ${orgNumberToInt(org)} and c.id = any(${ids})`.execute(db);
  return rows.map(({ id, living, ends, soon, last, refused }) => ({
    client: id,
    key: { state: keyStateOf({ living, known: ends !== null, endsSoon: soon }), endsAt: ends },
    lastTokenAt: last,
    refused,
  }));
}

/** For each scope that active clients of the owner carry, which they are and when one of them last got a token with it. */
export async function figuresOfScopes(db: Database, { env, org }: Owner): Promise<AccessFigures[]> {
  const { rows } = await sql<{ scope: string; clients: AccessFigures["clients"]; last: Date | null }>`
    with mine as materialized (
      select env, id, name from client where env = ${ENVIRONMENT_NUMBER[env]} and org = ${orgNumberToInt(org)} and active
      order by created_at desc limit ${MOST_CLIENTS}),
    used as materialized (
      select scope, max(i.at) as at from mine c
      cross join lateral (select at, scopes from token_issuance where env = c.env and client = c.id and at > now() - interval ${LOOK_BACK}
        order by at desc limit ${RECENT_TOKENS}) i
      cross join lateral unnest(string_to_array(i.scopes, ' ')) as scope group by scope)
    select s.name as scope, json_agg(json_build_object('clientId', c.id, 'name', c.name) order by c.name, c.id) as clients,
      (select at from used where used.scope = s.name) as last
    from mine c join client_scope cs on cs.env = c.env and cs.client = c.id join scope s on s.env = cs.env and s.id = cs.scope
    group by s.name order by s.name`.execute(db);
  return rows.map(({ scope, clients, last }) => ({ scope: scope as ScopeName, clients, lastTokenAt: last }));
}
