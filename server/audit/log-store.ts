/** The log of an organisation: the entries of an environment, and the shared ones, that stand in it. Newest first. */
import { type RawBuilder, sql } from "kysely";
import { CHAIN_NUMBER } from "../../contract/audit-chain.ts";
import { actionsNamed, actionsOfKind } from "../../vocabulary/audit-actions.ts";
import type { AuditKind } from "../../vocabulary/audit-kinds.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";

/** Whose log is read, and by whom: names of people are found by their own organisation and by the operator. */
export type LogOf = { env: EnvironmentName; org: OrgNumber; isOperator: boolean };

/** What of a log is asked for; what is left out is no limit. */
export type LogFilter = {
  action?: string | undefined;
  kind?: AuditKind | undefined;
  /** Only what was done to this scope, and to accesses to it. */
  scope?: string | undefined;
  /** Only what was done to this client, and to its keys. */
  client?: string | undefined;
  /** First and last day, in Norway: `2026-11-22`. */
  from?: string | undefined;
  to?: string | undefined;
  /** A part of a name, of what it was done to, of what is said of the deed; or a whole trace id. */
  q?: string | undefined;
};

export type EntryPosition = { at: string; chain: number; seq: number };
export type FoundEntry = { env: number; seq: number; at: Date; body: string; hash: Buffer; data: Record<string, unknown> | null; actorName: string | null };

/** How many entries a search looks at: words sought in a log without end would hold the database for all others. */
export const SEARCH_DEPTH = 20_000;

const NEWEST_FIRST = sql`order by k.at desc, k.env desc, k.seq desc`;

/** A stretch of a log, from a place on. Costs what it returns, except where few entries fit `q`. */
export async function entriesOf(
  db: Database,
  log: LogOf,
  filter: LogFilter,
  { after, limit }: { after?: EntryPosition | undefined; limit: number },
): Promise<FoundEntry[]> {
  const below = after ? sql`and (k.at, k.env, k.seq) < (${new Date(after.at)}, ${after.chain}, ${after.seq})` : sql``;
  const keys = sql`select k.at, k.env, k.seq from (${keysOf(log, filter)}) k where true ${below} ${andFits(log, filter.q)} ${NEWEST_FIRST} limit ${limit}`;
  return read(db, keys);
}

export type FoundPage = {
  entries: FoundEntry[];
  /** How many fit. */
  total: number;
  /** Null: the whole log was looked at. Else the moment of the oldest entry that was: {@link SEARCH_DEPTH} reach no further. */
  searchedBackTo: Date | null;
};

/** A page of what fits, with how many there are in all. @param page.skip entries of the pages before */
export async function searchLog(db: Database, log: LogOf, filter: LogFilter, { skip, limit }: { skip: number; limit: number }): Promise<FoundPage> {
  const looked = sql`select k.at, k.env, k.seq from (${keysOf(log, filter)}) k ${NEWEST_FIRST} limit ${SEARCH_DEPTH}`;
  const { rows } = await sql<{ looked: number; total: number; oldest: Date | null }>`
    with k as materialized (${looked})
    select (select count(*)::int from k) as looked, (select count(*)::int from k where true ${andFits(log, filter.q)}) as total, (select min(at) from k) as oldest`.execute(
    db,
  );
  const { total, oldest, looked: count } = rows[0]!;
  const page = sql`with k as materialized (${looked}) select at, env, seq from k where true ${andFits(log, filter.q)} ${NEWEST_FIRST} limit ${limit} offset ${skip}`;
  return { entries: total > skip ? await read(db, page) : [], total, searchedBackTo: count === SEARCH_DEPTH ? oldest : null };
}

/** Which entries stand in a log, narrowed by what an index knows. */
function keysOf({ env, org }: LogOf, { action, kind, scope, client, from, to }: LogFilter): RawBuilder<unknown> {
  const number = orgNumberToInt(org);
  const days = sql`
    ${from === undefined ? sql`` : sql`and e.at >= ${from}::date::timestamp at time zone 'Europe/Oslo'`}
    ${to === undefined ? sql`` : sql`and e.at < (${to}::date + 1)::timestamp at time zone 'Europe/Oslo'`}`;
  const wanted = [...(action === undefined ? [] : [[action]]), ...(kind === undefined ? [] : [actionsOfKind(kind)])];
  const named = (column: RawBuilder<unknown>) => sql.join([sql``, ...wanted.map((actions) => sql`and ${column} = any(${actions}::text[])`)], sql` `);
  if (scope === undefined && client === undefined)
    return sql`select e.at, e.env, e.seq from audit_entry_org e where e.org = ${number} and e.env in (0, ${CHAIN_NUMBER[env]}) ${days} ${named(sql`e.action`)}`;
  const is = (member: "scope" | "client", value: string | undefined) =>
    value === undefined ? sql`` : sql`and e.body::jsonb #>> ${sql.lit(`{object,${member}}`)} = ${value}`;
  // What was done to a scope or a client stands in the chain of its environment, where an index leads to it.
  return sql`select e.at, e.env, e.seq from audit_entry e
    where e.env = ${CHAIN_NUMBER[env]} ${is("scope", scope)} ${is("client", client)} and ${number} = any(e.orgs) ${days} ${named(sql`e.body::jsonb ->> 'action'`)}`;
}

/** That an entry fits what is sought. Finds nothing that the reader is not shown. */
function andFits({ env, org, isOperator }: LogOf, q: string | undefined): RawBuilder<unknown> {
  const sought = q?.trim().replaceAll(/\s+/g, " ") ?? "";
  if (sought === "") return sql``;
  const part = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const number = /^[\d ]{2,}$/.test(sought) ? part(sought.replaceAll(" ", "")) : null;
  const within = (member: string) =>
    sql`exists (select from jsonb_path_query(b.body -> ${sql.lit(member)}, '$.**') v where jsonb_typeof(v) = 'string' and v #>> '{}' ilike ${part(sought)})`;
  const named = sql`concat_ws(' ', p.first_name, p.last_name) ilike ${part(sought)}`;
  const person = (member: "actor" | "object", ownedBy: RawBuilder<unknown>[]) =>
    sql`exists (select from person p where p.id = (b.body #>> array[${sql.lit(member)}, 'person'])::uuid and ${named} and (${isOperator} or ${org} in (${sql.join(ownedBy)})))`;
  return sql`and exists (
    select from audit_entry e cross join lateral (select e.body::jsonb as body) b
    where e.env = k.env and e.seq = k.seq and (
      b.body ->> 'action' = any(${actionsNamed(sought)}::text[]) or b.body ->> 'trace_id' = ${sought.toLowerCase()}
      or ${within("object")} or ${within("details")}
      or exists (select from organization o where o.number = any(e.orgs) and (o.name ilike ${part(sought)} or o.number::text like ${number}))
      or ${person("actor", [sql`b.body #>> '{actor,org}'`])}
      or ${person("object", [sql`b.body #>> '{actor,org}'`, sql`b.body #>> '{object,organization}'`])}
      or exists (
        select from client c where c.env = ${CHAIN_NUMBER[env]} and (c.org = ${orgNumberToInt(org)} or ${isOperator}) and c.name ilike ${part(sought)}
        and c.id in (b.body #>> '{actor,client}', b.body #>> '{object,client}'))))`;
}

/** The entries of some keys, in their order, with what stands apart from the chain. */
async function read(db: Database, keys: RawBuilder<unknown>): Promise<FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    select e.env, e.seq, e.at, e.body, e.hash, p.data, coalesce(nullif(trim(concat_ws(' ', n.first_name, n.last_name)), ''), c.name) as "actorName"
    from (${keys}) k join audit_entry e using (env, seq) left join audit_person p using (env, seq)
    left join person n on n.id = case when e.body::jsonb #>> '{actor,kind}' = 'person' then (e.body::jsonb #>> '{actor,person}')::uuid end
    left join client c on c.env = e.env and c.id = case when e.body::jsonb #>> '{actor,kind}' = 'client' then e.body::jsonb #>> '{actor,client}' end
    order by e.at desc, e.env desc, e.seq desc`.execute(db);
  return rows;
}
