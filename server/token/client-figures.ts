/** How many tokens and refusals a client had, day by day: for people, nothing is decided by it. */
import { sql } from "kysely";
import type { Database } from "../db/open.ts";

export type DayFigure = { /** `2026-11-26`, a day in Norway. */ day: string; issued: number; refused: number };
export type ClientFigures = { days: DayFigure[]; issued: number; refused: number; lastTokenAt: Date | null };

/** Rows of each kind that are counted, newest first: the log of a busy client has millions, and somebody waits for the answer. */
const MOST = 50_000;
const NORWAY = sql.lit("Europe/Oslo");

/** How many are counted at most; tests count fewer. */
export type FigureLimits = { most: number };

/**
 * Counts back from now. Where there is more than can be counted, the days that were not counted whole are left out, and today alone may be short of some.
 *
 * @param days 1 to 90, today among them
 */
export async function figuresOfClient(
  db: Database,
  env: number,
  client: string,
  days: number,
  { most }: FigureLimits = { most: MOST },
): Promise<ClientFigures> {
  const rows = (table: "token_issuance" | "token_refusal") => sql`
    select (at at time zone ${NORWAY})::date as day from ${sql.table(table)}
    where env = ${env} and client = ${client} and at >= (select begins from bounds) order by at desc limit ${most}`;
  const { rows: found } = await sql<{ day: string; issued: number; refused: number; reached: string | null; last: Date | null }>`
    with bounds as (select ((now() at time zone ${NORWAY})::date - ${days - 1}::int)::timestamp at time zone ${NORWAY} as begins),
      issued as materialized (${rows("token_issuance")}),
      refused as materialized (${rows("token_refusal")}),
      cut as (select greatest(
        (select min(day) from issued having count(*) = ${most}),
        (select min(day) from refused having count(*) = ${most})) as reached)
    select to_char(d.day, 'YYYY-MM-DD') as day,
      (select count(*)::int from issued i where i.day = d.day) as issued,
      (select count(*)::int from refused r where r.day = d.day) as refused,
      to_char(c.reached, 'YYYY-MM-DD') as reached,
      (select max(at) from token_issuance where env = ${env} and client = ${client}) as last
    from cut c, bounds b, generate_series((b.begins at time zone ${NORWAY})::date, (now() at time zone ${NORWAY})::date, interval '1 day') as d(day)
    order by d.day`.execute(db);
  const today = found.at(-1)!.day;
  const counted = found.filter(({ day, reached }) => reached === null || day > reached || day === today);
  const sum = (of: "issued" | "refused") => counted.reduce((all, figure) => all + figure[of], 0);
  return {
    days: counted.map(({ day, issued, refused }) => ({ day, issued, refused })),
    issued: sum("issued"),
    refused: sum("refused"),
    lastTokenAt: found[0]!.last,
  };
}
