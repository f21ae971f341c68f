/** How much scopes are used, for people: what has been counted (use-count.ts), and what has come since, read from the log as far as that is short. */
import { type RawBuilder, sql } from "kysely";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { refusalNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Database } from "../db/open.ts";
import { CLOCK_TOLERANCE, DAY_IN_NORWAY } from "./use-count.ts";

/** Most records since the last count that are read while somebody waits. With more of them the figures end where the count did, and say so. */
const MAX_TAIL = 50_000;
const NO_ACCESS = refusalNumber("no_access");

export type Figures = { tokens: number; refused: number };
export type Usage = {
  /** Days on which something happened, the oldest first: `2026-11-26`, in Norway. */
  days: ({ day: string } & Figures)[];
  /** The most active first. */
  consumers: ({ consumer: OrgNumber; lastUsedAt: Date | null } & Figures)[];
  /** Up to when it is counted. */
  countedTo: Date;
};

/** What came after the last count, as it stands in the log (`issued`, `missed`, while `size` says that it is `whole`), and as `tail (name, day, consumer, tokens, refused, at)`, beside `mark` and `size`. All of one statement, so that nothing is counted in both or in neither. */
export const withTail = (env: number): RawBuilder<unknown> => {
  const since = sql`env = ${env} and xid >= (select xid from mark) and at >= (select counted_at - ${CLOCK_TOLERANCE} from mark)`;
  return sql`with mark as materialized (select xid, counted_at from scope_use_mark where env = ${env}),
    issued as materialized (select at, consumer, scopes from token_issuance where ${since} limit ${MAX_TAIL + 1}),
    missed as materialized (select at, org, code, detail from token_refusal where ${since} limit ${MAX_TAIL + 1}),
    size as materialized (select (select count(*) from issued) <= ${MAX_TAIL} and (select count(*) from missed) <= ${MAX_TAIL} as whole),
    tail as materialized (
      select name, ${DAY_IN_NORWAY} as day, consumer, 1 as tokens, 0 as refused, at from size, issued, unnest(string_to_array(scopes, ' ')) name where whole
      union all
      select detail, ${DAY_IN_NORWAY}, org, 0, 1, null from size, missed where whole and code = ${NO_ACCESS} and org is not null)`;
};

/** The use of one scope by day and by consumer. @param period days in Norway, both included */
export async function usageOf(db: Database, env: number, scope: { id: number; name: string }, period: { from: string; to: string }): Promise<Usage> {
  const { rows } = await sql<{
    counted_to: Date;
    day: string | null;
    consumer: number | null;
    tokens: number | null;
    refused: number;
    last_at: Date | null;
  }>`${withTail(env)}
    , used as (
      select day, consumer, tokens, refused, last_at from scope_use where env = ${env} and scope = ${scope.id} and day between ${period.from}::date and ${period.to}::date
      union all
      select day, consumer, tokens, refused, at from tail where name = ${scope.name} and day between ${period.from}::date and ${period.to}::date)
    select case when whole then now() else counted_at end as counted_to, to_char(g.day, 'YYYY-MM-DD') as day, g.consumer, g.tokens, g.refused, g.last_at
    from mark cross join size left join (
      select day, consumer, sum(tokens)::bigint as tokens, sum(refused)::bigint as refused, max(last_at) as last_at from used group by grouping sets ((day), (consumer))
    ) g on true order by g.day, g.tokens desc, g.refused desc, g.consumer`.execute(db);
  const usage: Usage = { days: [], consumers: [], countedTo: rows[0]!.counted_to };
  for (const { day, consumer, tokens, refused, last_at } of rows)
    if (tokens === null) break;
    else if (day !== null) usage.days.push({ day, tokens, refused });
    else usage.consumers.push({ consumer: orgNumberFromInt(consumer!), tokens, refused, lastUsedAt: last_at });
  return usage;
}

/** When each of the organisations last got a token with the scope; those that never did are missing. */
export async function lastUses(db: Database, env: number, scope: { id: number; name: string }, consumers: readonly OrgNumber[]): Promise<Map<OrgNumber, Date>> {
  if (consumers.length === 0) return new Map();
  const { rows } = await sql<{ consumer: number; last_at: Date | null }>`${withTail(env)}
    , late as (select consumer, max(at) as last_at from tail where name = ${scope.name} group by consumer)
    select c.consumer, greatest(u.last_at, late.last_at) as last_at
    from unnest(${[...consumers].map(orgNumberToInt)}::int[]) as c(consumer) left join late on late.consumer = c.consumer left join lateral (
      select last_at from scope_use where env = ${env} and scope = ${scope.id} and consumer = c.consumer and last_at is not null order by day desc limit 1
    ) u on true`.execute(db);
  return new Map(rows.flatMap(({ consumer, last_at }) => (last_at === null ? [] : [[orgNumberFromInt(consumer), last_at] as const])));
}

export type ScopeFigures = { scope: string; consumers: number; lastUsedAt: Date | null } & Figures;

/** Figures of scopes, by name: living accesses, and the use of the last days. @param days how many, today among them */
export async function figuresOf(db: Database, env: number, scopes: readonly { id: number; name: string }[], days: number): Promise<ScopeFigures[]> {
  if (scopes.length === 0) return [];
  const { rows } = await sql<{ name: string; consumers: number; tokens: number; refused: number; last_at: Date | null }>`${withTail(env)}
    , late as (select name, sum(tokens) as tokens, sum(refused) as refused, max(at) as last_at from tail group by name)
    select s.name, (select count(*)::int from access a where a.env = ${env} and a.scope = s.id and a.ended_at is null
        and (a.valid_to is null or a.valid_to > now())) as consumers,
      (coalesce(u.tokens, 0) + coalesce(late.tokens, 0))::bigint as tokens, (coalesce(u.refused, 0) + coalesce(late.refused, 0))::bigint as refused,
      greatest(l.last_at, late.last_at) as last_at
    from unnest(${scopes.map(({ id }) => id)}::int[], ${scopes.map(({ name }) => name)}::text[]) as s(id, name)
    left join late on late.name = s.name
    left join lateral (select sum(tokens) as tokens, sum(refused) as refused from scope_use where env = ${env} and scope = s.id
      and day > (now() at time zone 'Europe/Oslo')::date - ${days}::int) u on true
    left join lateral (select max(last_at) as last_at from scope_use where env = ${env} and scope = s.id and day = (
      select day from scope_use where env = ${env} and scope = s.id and last_at is not null order by day desc limit 1)) l on true`.execute(db);
  return rows.map(({ name, consumers, tokens, refused, last_at }) => ({ scope: name, consumers, tokens, refused, lastUsedAt: last_at }));
}

/** The day in Norway that the database's clock shows, some days back. */
export async function dayInNorway(db: Database, daysBack = 0): Promise<string> {
  const { rows } = await sql<{ day: string }>`select to_char((now() at time zone 'Europe/Oslo')::date - ${daysBack}::int, 'YYYY-MM-DD') as day`.execute(db);
  return rows[0]!.day;
}
