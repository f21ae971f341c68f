/** The log of tokens and refusals: every request after its client was known. Written by the token statement, read here. */
import { sql } from "kysely";
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
export type LogPosition = { at: string; token: string };

export type LogFilter = {
  outcome?: "issued" | "refused" | undefined;
  /** Number of a refusal. */
  code?: number | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  after?: LogPosition | undefined;
  limit: number;
};

/** Farthest that one page looks back: without a bound every partition of the log is asked (concurrency.md §4). */
export const DAYS_PER_PAGE = 90;

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

/** The requests of a client, newest first. */
export async function requestsOfClient(db: Database, env: number, client: string, filter: LogFilter): Promise<LoggedRequest[]> {
  const { after, limit, outcome, code } = filter;
  const newest = after ? new Date(after.at) : (filter.to ?? new Date(Date.now() + 86_400_000));
  const oldest = new Date(Math.max((filter.from ?? new Date(0)).getTime(), newest.getTime() - DAYS_PER_PAGE * 86_400_000));
  const below = after ? sql`and (at, token) < (${new Date(after.at)}, ${after.token}::uuid)` : sql``;
  const where = sql`env = ${env} and client = ${client} and at <= ${newest} and at >= ${oldest} ${below}`;
  const order = sql`order by at desc, token desc limit ${limit}`;
  const issued = sql`
    select 'issued' as outcome, i.at, i.token, i.client, i.scopes, host(i.address) as address, i.consumer, i.supplier,
      (select k.kid from client_key k where k.env = i.env and k.id = i.key) as kid, i.exp, null::int as code, null as detail
    from (select * from token_issuance where ${where} ${order}) i`;
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
  // The id begins with its time in milliseconds: only the partitions about it are looked at. The database's clock may be off by minutes.
  const ms = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  const [from, to] = [new Date(ms - 600_000), new Date(ms + 600_000)];
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

/** Where to go on after this row. */
export const positionOf = ({ at, traceId }: LoggedRequest): LogPosition => ({ at: at.toISOString(), token: traceId });

function present(row: Row): LoggedRequest {
  const { at, client, scopes, address } = row;
  const base = { at, traceId: row.token.replaceAll("-", ""), client, scopes, address };
  if (row.outcome === "refused") return { ...base, outcome: "refused", refusal: (row.code !== null && refusalOfNumber(row.code)) || null, detail: row.detail };
  const supplier = row.supplier === null ? null : orgNumberFromInt(row.supplier);
  return { ...base, outcome: "issued", consumer: orgNumberFromInt(row.consumer!), supplier, kid: row.kid, expiresAt: new Date(row.exp! * 1000) };
}
