/** The log of tokens by whose access was used. No index leads there, so every page looks through a bounded piece of time (SEC-134). */
import { type RawBuilder, sql } from "kysely";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { refusalNumber } from "../../vocabulary/refusals/refusals.ts";
import type { Database } from "../db/open.ts";
import { boundsOf, type LogFilter, type LogPage, type LogPosition, LOWEST_TOKEN, pageOfLog } from "./log.ts";

export type AccessUse = {
  at: Date;
  /** 32 hex digits. */
  traceId: string;
  outcome: "issued" | "refused";
  scopes: string;
  client: string;
  /** Null for refusals: their record does not tell for whom a supplier asked. */
  consumer: OrgNumber | null;
  supplier: OrgNumber | null;
  clientOwner: OrgNumber | null;
};

/** Whose uses: of a scope, or of the accesses that others use in the name of an organisation. */
export type UseOf = { scope: string } | { consumer: OrgNumber };

/** Farthest that one page looks back. */
const MS_PER_PAGE = 7 * 86_400_000;
/** The first piece of time that is looked through; each further one is so many times as long, until one has taken long. */
const FIRST_PIECE_MS = 600_000;
const GROWTH = 4;
const LONG_MS = 200;

type Row = {
  outcome: AccessUse["outcome"];
  at: Date;
  token: string;
  client: string;
  scopes: string;
  consumer: number | null;
  supplier: number | null;
  owner: number | null;
};
type Period = Pick<LogFilter, "from" | "to" | "after"> & { limit: number };

/**
 * The uses, newest first. A page may be empty and yet not the last: it looks back at most 7 days, and less far where the log is dense.
 * @param keepDays how long the log is kept
 */
export async function usesOf(
  db: Database,
  env: number,
  use: UseOf,
  period: Period,
  { keepDays, now }: { keepDays: number; now: number },
): Promise<LogPage<AccessUse>> {
  const { newest, oldest } = boundsOf(period, keepDays, now);
  const farthest = Math.max(oldest, newest - MS_PER_PAGE);
  const found: AccessUse[] = [];
  let [after, upper, piece] = [period.after, newest, FIRST_PIECE_MS];
  for (;;) {
    // The time that lies ahead of our clock costs nothing.
    const lower = Math.max(farthest, Math.min(upper, now) - piece);
    const began = performance.now();
    found.push(...(await usesBetween(db, env, use, { upper, lower, after, limit: period.limit + 1 - found.length })));
    if (found.length > period.limit || lower <= farthest || performance.now() - began > LONG_MS) return pageOfLog(found, period.limit, lower, oldest);
    [after, upper, piece] = [{ at: new Date(lower).toISOString(), token: LOWEST_TOKEN }, lower, piece * GROWTH];
  }
}

type Piece = { upper: number; lower: number; after: LogPosition | undefined; limit: number };

async function usesBetween(db: Database, env: number, use: UseOf, { upper, lower, after, limit }: Piece): Promise<AccessUse[]> {
  const below = after ? sql`and (at, token) < (${new Date(after.at)}, ${after.token}::uuid)` : sql``;
  const where = sql`env = ${env} and at <= ${new Date(upper)} and at >= ${new Date(lower)} ${below}`;
  const { rows } = await sql<Row>`select * from (${"scope" in use ? ofScope(use.scope, where) : inNameOf(use.consumer, where)}) u
    order by at desc, token desc limit ${limit}`.execute(db);
  return rows.map(({ outcome, at, token, client, scopes, consumer, supplier, owner }) => ({
    at,
    traceId: token.replaceAll("-", ""),
    outcome,
    scopes,
    client,
    consumer: orNull(consumer),
    supplier: orNull(supplier),
    clientOwner: orNull(owner),
  }));
}

/** Tokens with the scope among others, and the refusals for want of access to this one: what else was asked for is not the owner's to know. */
const ofScope = (scope: string, where: RawBuilder<unknown>): RawBuilder<Row> => sql`
  select 'issued' as outcome, at, token, client, ${scope}::text as scopes, consumer, supplier, coalesce(supplier, consumer) as owner
  from token_issuance where ${where} and strpos(scopes, ${scope}) > 0 and ${scope} = any (string_to_array(scopes, ' '))
  union all
  select 'refused', at, token, client, ${scope}::text, null, null, org
  from token_refusal where ${where} and code = ${refusalNumber("no_access")} and detail = ${scope}`;

const inNameOf = (consumer: OrgNumber, where: RawBuilder<unknown>): RawBuilder<Row> => sql`
  select 'issued' as outcome, at, token, client, scopes, consumer, supplier, supplier as owner
  from token_issuance where ${where} and consumer = ${orgNumberToInt(consumer)} and supplier is not null`;

const orNull = (number: number | null): OrgNumber | null => (number === null ? null : orgNumberFromInt(number));
