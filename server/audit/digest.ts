import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../db/open.ts";

export type Digest = { count: number; hash: string };

/**
 * What of a record is sealed: all of it but the caller's address, which may be a person's and can be erased (SEC-133). As a row, so that what is empty, and
 * where one value ends, is part of the text.
 */
const SEALED = {
  token_issuance: "token, extract(epoch from at), client, key, consumer, supplier, scopes, exp",
  token_refusal: "token, extract(epoch from at), client, org, code, detail, scopes",
} as const;

export type LogTable = keyof typeof SEALED;

const EMPTY: Digest = { count: 0, hash: createHash("sha256").digest("base64url") };

/**
 * Count and hash over the records of an environment, in the order of their ids, for each range between two neighbours of `bounds` (transaction ids, rising).
 * One statement for all ranges: each partition is looked into once.
 *
 * @param since leaves out older partitions. The sealing job knows that nothing older was written; a check must not believe it.
 */
export async function digestRecords(db: Database, log: LogTable, env: number, bounds: readonly number[], since?: Date): Promise<Digest[]> {
  const recent = since === undefined ? sql`` : sql`and at >= ${since}`;
  const { rows } = await sql<{ range: number; count: number; hash: Buffer }>`
    select range, count(*)::int as count, sha256(convert_to(string_agg(line, E'\n' order by token), 'UTF8')) as hash
    from (select width_bucket(xid, ${bounds}::bigint[]) as range, token, row(${sql.raw(SEALED[log])})::text as line
      from ${sql.table(log)} where env = ${env} and xid >= ${bounds[0]} and xid < ${bounds.at(-1)} ${recent}) r
    group by range`.execute(db);
  const digests = Array.from({ length: bounds.length - 1 }, () => EMPTY);
  for (const { range, count, hash } of rows) digests[range - 1] = { count, hash: hash.toString("base64url") };
  return digests;
}
