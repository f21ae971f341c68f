/** The log of tokens and refusals: every request after its client was known. Written by the token statement, read here. */
import { sql } from "kysely";
import { z } from "zod";
import { type OrgNumber, orgNumberFromInt } from "../../vocabulary/org-number.ts";
import { type RefusalName, refusalOfNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Database } from "../db/open.ts";

export type LoggedRequest = {
  at: Date;
  /** 32 hex digits. */
  traceId: string;
  client: string;
  scopes: string | null;
  address: string | null;
} & (
  | { outcome: "issued"; consumer: OrgNumber; supplier: OrgNumber | null; kid: string | null; expiresAt: Date }
  | { outcome: "refused"; refusal: RefusalName | null; detail: string | null }
);

/** Where a page ended: the next one goes on below. */
export const LogPlace = z.object({ at: z.iso.datetime(), token: z.string().regex(/^[0-9a-f]{32}$/) });
export type LogPosition = z.output<typeof LogPlace>;

export type LogFilter = {
  outcome?: "issued" | "refused" | undefined;
  /** Number of a refusal. */
  code?: number | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  after?: LogPosition | undefined;
  limit: number;
};

/** A page, and where the next one begins; null at the end of what is kept or was asked for. */
export type LogPage<Item> = { items: Item[]; next: LogPosition | null };

const DAY_MS = 86_400_000;
/** Farthest that one page looks back: without a bound every partition of the log is asked (concurrency.md §4). */
const MS_PER_PAGE = 90 * DAY_MS;
/** Farthest that our clock, which the id of a record carries, and the database's are apart: each may step by 5 minutes (SEC-147), and a commit takes its time. */
const CLOCKS_APART_MS = 15 * 60_000;
/** Below every record of the same moment. */
export const LOWEST_TOKEN = "0".repeat(32);

type Row = {
  outcome: "issued" | "refused";
  at: Date;
  token: string;
  client: string;
  scopes: string | null;
  address: string | null;
  consumer: number | null;
  supplier: number | null;
  kid: string | null;
  exp: number | null;
  code: number | null;
  detail: string | null;
};

/**
 * The newest moment of a page and the oldest that the whole list goes back to: what was asked for, as far as it is kept.
 * @param keepDays how long the log is kept
 */
export function boundsOf({ from, to, after }: Pick<LogFilter, "from" | "to" | "after">, keepDays: number, now: number): { newest: number; oldest: number } {
  // A day more on both sides: the database's clock may be ahead of ours, and partitions end by whole days.
  const newest = after ? Date.parse(after.at) : Math.min(to?.getTime() ?? Infinity, now + DAY_MS);
  return { newest, oldest: Math.max(from?.getTime() ?? 0, now - (keepDays + 1) * DAY_MS) };
}

/** The page of what was found, one row more than its limit when there are more; `reached` is how far back it looked. */
export function pageOfLog<Item extends { at: Date; traceId: string }>(found: Item[], limit: number, reached: number, oldest: number): LogPage<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (last && found.length > limit) return { items, next: { at: last.at.toISOString(), token: last.traceId } };
  // Ended by the bound of a page, and not by the end of the log.
  return { items, next: reached > oldest ? { at: new Date(reached).toISOString(), token: LOWEST_TOKEN } : null };
}

/**
 * The requests of a client, newest first. A page may be empty and yet not the last: each looks back at most 90 days.
 * @param keepDays how long the log is kept
 */
export async function requestsOfClient(
  db: Database,
  env: number,
  client: string,
  filter: LogFilter,
  { keepDays, now }: { keepDays: number; now: number },
): Promise<LogPage<LoggedRequest>> {
  const bounds = boundsOf(filter, keepDays, now);
  const reached = Math.max(bounds.oldest, bounds.newest - MS_PER_PAGE);
  const found = await requestsBetween(db, env, client, filter, { newest: new Date(bounds.newest), oldest: new Date(reached) });
  return pageOfLog(found, filter.limit, reached, bounds.oldest);
}

async function requestsBetween(db: Database, env: number, client: string, filter: LogFilter, { newest, oldest }: { newest: Date; oldest: Date }) {
  const { after, limit, outcome, code } = filter;
  const below = after ? sql`and (at, token) < (${new Date(after.at)}, ${after.token}::uuid)` : sql``;
  const where = sql`env = ${env} and client = ${client} and at <= ${newest} and at >= ${oldest} ${below}`;
  const order = sql`order by at desc, token desc limit ${limit + 1}`;
  const issued = sql`
    select 'issued' as outcome, i.at, i.token, i.client, i.scopes, host(i.address) as address, i.consumer, i.supplier,
      (select k.kid from client_key k where k.env = i.env and k.id = i.key) as kid, i.exp, null::int as code, null as detail
    from (select at, token, client, scopes, address, consumer, supplier, env, key, exp from token_issuance where ${where} ${order}) i`;
  const refused = sql`
    select 'refused' as outcome, at, token, client, scopes, host(address) as address, null::int, null::int, null, null::bigint, code::int, detail
    from token_refusal where ${where} ${code === undefined ? sql`` : sql`and code = ${code}`}`;
  const wantsIssued = outcome !== "refused" && code === undefined;
  const wantsRefused = outcome !== "issued";
  if (!wantsIssued && !wantsRefused) return [];
  const both = wantsIssued && wantsRefused ? sql`(${issued}) union all (${refused} ${order})` : wantsIssued ? sql`${issued}` : sql`${refused}`;
  const { rows } = await sql<Row>`select * from (${both}) r ${order}`.execute(db);
  return rows.map(present);
}

/** One request by its record id (a UUID), whoever's it is; null when there is none near the time that the id carries. */
export async function requestById(db: Database, env: number, id: string): Promise<LoggedRequest | null> {
  // The id begins with its time in milliseconds: only the partitions about it are looked at.
  const ms = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  const [from, to] = [new Date(ms - CLOCKS_APART_MS), new Date(ms + CLOCKS_APART_MS)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return null;
  const { rows } = await sql<Row>`
    (select 'issued' as outcome, at, token, client, scopes, host(address) as address, consumer, supplier,
       (select k.kid from client_key k where k.env = i.env and k.id = i.key) as kid, exp, null::int as code, null as detail
     from token_issuance i where env = ${env} and token = ${id}::uuid and at between ${from} and ${to})
    union all
    (select 'refused', at, token, client, scopes, host(address), null, null, null, null, code::int, detail
     from token_refusal where env = ${env} and token = ${id}::uuid and at between ${from} and ${to}) limit 1`.execute(db);
  return rows[0] ? present(rows[0]) : null;
}

function present(row: Row): LoggedRequest {
  const { at, client, scopes, address } = row;
  const base = { at, traceId: row.token.replaceAll("-", ""), client, scopes, address };
  if (row.outcome === "refused") return { ...base, outcome: "refused", refusal: (row.code !== null && refusalOfNumber(row.code)) || null, detail: row.detail };
  const supplier = row.supplier === null ? null : orgNumberFromInt(row.supplier);
  return { ...base, outcome: "issued", consumer: orgNumberFromInt(row.consumer!), supplier, kid: row.kid, expiresAt: new Date(row.exp! * 1000) };
}
