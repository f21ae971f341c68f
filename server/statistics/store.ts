/**
 * What is counted of the whole service. Each question is a statement of its own, so that each has the time of one: with a million clients those that look at
 * every client and key cost most of it.
 */
import { type RawBuilder, sql } from "kysely";
import { type OrgNumber, orgNumberFromInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { GIVEN_HOLDS } from "../people/standing.ts";
import { withTail } from "../token/use-figures.ts";
import { DAY_IN_NORWAY } from "../token/use-count.ts";

/** Both days are part of it; in Norway. */
export type Days = { from: string; to: string };
type Figures = { tokens: number; refused: number };
type Counts<Names extends string> = Record<Names, number>;

const one = async <Names extends string>(db: Database, query: RawBuilder<Counts<Names>>): Promise<Counts<Names>> => (await query.execute(db)).rows[0]!;

export const countOrganizations = (db: Database, env: number) =>
  one<"all" | "withTerms" | "withClient" | "locked">(
    db,
    sql`select count(*) as "all", count(*) filter (where locked_at is not null) as locked,
      (select count(*) from (select distinct organization from terms_signature) t) as "withTerms",
      (select count(*) from (select distinct org from client where env = ${env} and active) c) as "withClient" from organization`,
  );

export const countOffers = (db: Database, env: number) =>
  one<"prefixes" | "active" | "deactivated" | "accesses">(
    db,
    sql`select (select count(*) from prefix where env = ${env} and active) as prefixes, count(*) filter (where active) as active,
      count(*) filter (where not active) as deactivated, (select count(*) from access where env = ${env} and ended_at is null
        and (valid_to is null or valid_to > now())) as accesses from scope where env = ${env}`,
  );

/** So many are looked at by one statement. */
const SLICE = 20_000;

type ClientCounts = Counts<"active" | "deactivated" | "withKey" | "keysEnding">;

/**
 * Clients, those of the active ones that have a key that works, and the keys of active ones that end within 30 days. In slices, by id: however many clients
 * there are, no statement takes longer than it may.
 */
export async function countClients(db: Database, env: number, slice = SLICE): Promise<ClientCounts> {
  const total = { active: 0, deactivated: 0, withKey: 0, keysEnding: 0 };
  for (let after: string | null = ""; after !== null;) {
    const { size, last, ...counts }: ClientCounts & { size: number; last: string | null } = await countSlice(db, env, after, slice);
    for (const name of ["active", "deactivated", "withKey", "keysEnding"] as const) total[name] += counts[name];
    after = size < slice ? null : last;
  }
  return total;
}

async function countSlice(db: Database, env: number, after: string, slice: number): Promise<ClientCounts & { size: number; last: string | null }> {
  const { rows } = await sql<ClientCounts & { size: number; last: string | null }>`
    select count(*) as size, max(c.id) as last, count(*) filter (where c.active) as active, count(*) filter (where not c.active) as deactivated,
      count(*) filter (where c.active and k.living > 0) as "withKey", coalesce(sum(k.ending) filter (where c.active), 0)::bigint as "keysEnding"
    from (select id, active from client where env = ${env} and id > ${after} order by id limit ${slice}) c cross join lateral (
      select count(*) as living, count(*) filter (where expires_at < now() + interval '30 days') as ending from client_key
      where env = ${env} and client = c.id and ended_at is null and expires_at > now()) k`.execute(db);
  return rows[0]!;
}

export const countPersons = (db: Database, env: number) =>
  one<"persons">(
    db,
    sql`select count(*) as persons from (
      select person from person_right where env = ${env} and ${GIVEN_HOLDS}
      union select r.person from register_role r join register_role_map m using (code) where r.person is not null and cardinality(m.rights) > 0) p`,
  );

/** Waiting ones, and how long those took that were decided in the period. */
export async function countApplications(db: Database, env: number, { from, to }: Days): Promise<{ waiting: number; decided: number; median: number | null }> {
  const { rows } = await sql<{ waiting: number; decided: number; median: number | null }>`
    with decided as (select extract(epoch from decided_at - submitted_at)::float8 as seconds from prefix_application
      where env = ${env} and state in ('allotted', 'rejected') and (decided_at at time zone 'Europe/Oslo')::date between ${from}::date and ${to}::date)
    select (select count(*) from prefix_application where env = ${env} and state = 'submitted') as waiting, count(*) as decided,
      percentile_cont(0.5) within group (order by seconds) as median from decided`.execute(db);
  return rows[0]!;
}

export type DailyUse = { days: ({ day: string } & Figures)[]; refusals: { code: number; refused: number }[]; countedTo: Date };

/** Tokens and refusals by day, and refusals by code: what has been counted, and what has come since. */
export async function dailyUse(db: Database, env: number, { from, to }: Days): Promise<DailyUse> {
  const { rows } = await sql<{ counted_to: Date; day: string | null; code: number | null; tokens: number; refused: number }>`${withTail(env)}
    , used as (
      select what, day, id, tokens, refused from service_use where env = ${env} and what in ('all', 'code') and day between ${from}::date and ${to}::date
      union all select 'all', ${DAY_IN_NORWAY}, 0, 1, 0 from size, issued where whole
      union all select 'all', ${DAY_IN_NORWAY}, 0, 0, 1 from size, missed where whole
      union all select 'code', ${DAY_IN_NORWAY}, code, 0, 1 from size, missed where whole)
    select case when whole then now() else counted_at end as counted_to, to_char(g.day, 'YYYY-MM-DD') as day, g.code, g.tokens, g.refused
    from mark cross join size left join (
      select case what when 'all' then day end as day, case what when 'code' then id end as code, sum(tokens)::bigint as tokens, sum(refused)::bigint as refused
      from used where day between ${from}::date and ${to}::date group by 1, 2
    ) g on true order by g.day, g.refused desc, g.code`.execute(db);
  return {
    countedTo: rows[0]!.counted_to,
    days: rows.flatMap(({ day, tokens, refused }) => (day === null ? [] : [{ day, tokens, refused }])),
    refusals: rows.flatMap(({ code, refused }) => (code === null ? [] : [{ code, refused }])),
  };
}

/** The scopes that are used most. */
export async function topScopes(db: Database, env: number, { from, to }: Days, most: number): Promise<({ scope: string; owner: OrgNumber } & Figures)[]> {
  const { rows } = await sql<{ scope: string; owner: number } & Figures>`${withTail(env)}
    , used as (
      select id, tokens, refused from service_use where env = ${env} and what = 'scope' and day between ${from}::date and ${to}::date
      union all select s.id, t.tokens, t.refused from tail t join scope s on s.env = ${env} and s.name = t.name where t.day between ${from}::date and ${to}::date)
    select s.name as scope, s.owner, u.tokens, u.refused from (
      select id, sum(tokens)::bigint as tokens, sum(refused)::bigint as refused from used group by id order by tokens desc, refused desc, id limit ${most}
    ) u join scope s on s.env = ${env} and s.id = u.id order by u.tokens desc, u.refused desc, s.name`.execute(db);
  return rows.map(({ owner, ...row }) => ({ ...row, owner: orgNumberFromInt(owner) }));
}

/** The organisations that get most tokens. */
export async function topConsumers(db: Database, env: number, { from, to }: Days, most: number): Promise<({ consumer: OrgNumber } & Figures)[]> {
  const { rows } = await sql<{ consumer: number } & Figures>`${withTail(env)}
    , used as (
      select day, id, tokens, refused from service_use where env = ${env} and what = 'consumer' and day between ${from}::date and ${to}::date
      union all select ${DAY_IN_NORWAY}, consumer, 1, 0 from size, issued where whole
      union all select ${DAY_IN_NORWAY}, org, 0, 1 from size, missed where whole and org is not null)
    select id as consumer, sum(tokens)::bigint as tokens, sum(refused)::bigint as refused from used
    where day between ${from}::date and ${to}::date group by id order by tokens desc, refused desc, id limit ${most}`.execute(db);
  return rows.map(({ consumer, ...row }) => ({ consumer: orgNumberFromInt(consumer), ...row }));
}
