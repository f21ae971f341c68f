/**
 * Tokens come at a rate that one chain of entries cannot take. They are chained per writer as they are written (token/batch.ts), and each minute sealed into
 * the main chain: count and hash of the records, and the head of each writer (concurrency.md §5). Deleting or changing a record later breaks the seal.
 */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { deed, type Doer, type Tx } from "./deed.ts";
import type { ChainName } from "../../contract/audit-chain.ts";
import { type Digest, digestRecords } from "./digest.ts";
import { signHead } from "./export.ts";
import { readHead } from "./store.ts";

const SEALER: Doer = { actor: { kind: "system", name: "seal" }, traceId: "0".repeat(32), address: null };

/** Most records in one seal: digested within a fraction of a second, so that checking one is a short statement. */
const MAX_RECORDS = 25_000;
/** After so long an empty range gets a seal of its own, so that nothing can be forged into it for ever. */
const EMPTY_SEAL_MS = 24 * 3_600_000;
/** How far back behind the last look a record's time may lie: more than any clock is set back. */
export const CLOCK_TOLERANCE_MS = 3_600_000;

/** Covers the records that transactions from `from_xid` up to but not with `to_xid` wrote. Begins where the seal before it ended. */
export type Seal = { from_xid: number; to_xid: number; since: string; issued: number; issued_hash: string; refused: number; refused_hash: string };

/**
 * Seals what has been written since the last seal, up to the oldest transaction that still runs. Several servers may try: one does it.
 * @returns the number of records sealed
 */
export async function sealTokens(db: Database, maxRecords: number = MAX_RECORDS): Promise<number> {
  for (let total = 0; ;) {
    const { sealed, more } = await sealOnce(db, maxRecords);
    total += sealed;
    if (!more) return total;
  }
}

function sealOnce(db: Database, maxRecords: number): Promise<{ sealed: number; more: boolean }> {
  return deed(db, SEALER, async (tx, note) => {
    let [sealed, more] = [0, false];
    for (const env of ENVIRONMENTS) {
      const found = await sealEnvironment(tx, env, maxRecords);
      more ||= found?.more ?? false;
      const seal = found?.seal;
      if (!seal) continue;
      sealed += seal.issued + seal.refused;
      note({ env, action: "tokens.seal", object: { from_xid: seal.from_xid, to_xid: seal.to_xid }, orgs: [], details: seal });
    }
    if (sealed === 0) return { sealed, more };
    const { rows: writers } = await sql<{ writer: string; seq: number; hash: Buffer }>`
      select distinct on (writer) writer, seq, hash from token_batch where at > now() - interval '1 hour' order by writer, seq desc`.execute(tx);
    const details = { writers: writers.map(({ writer, seq, hash }) => ({ writer, seq, hash: hash.toString("base64url") })) };
    note({ env: "shared", action: "tokens.seal_writers", object: {}, orgs: [], details });
    return { sealed, more };
  });
}

async function sealEnvironment(tx: Tx, env: EnvironmentName, maxRecords: number): Promise<{ seal: Seal | null; more: boolean } | null> {
  const number = ENVIRONMENT_NUMBER[env];
  const { rows } = await sql<{ xid: number; sealed_at: Date; covered: number; covered_at: Date; upto: number; now: Date }>`
    select xid, sealed_at, covered, covered_at, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as upto, now() as now
    from token_seal where env = ${number} for update skip locked`.execute(tx);
  const [last] = rows;
  if (!last || last.upto <= last.xid) return null;
  // Only partitions that can hold such rows.
  const since = new Date(last.sealed_at.getTime() - CLOCK_TOLERANCE_MS);
  const cut = await firstBeyond(tx, number, { from: last.xid, upto: last.upto, since }, maxRecords);
  const to = cut ?? last.upto;
  const [[issued], [refused]] = [
    await digestRecords(tx, "token_issuance", number, [last.xid, to], since),
    await digestRecords(tx, "token_refusal", number, [last.xid, to], since),
  ] as [[Digest], [Digest]];
  const looked = { xid: to, ...(cut === null && { sealed_at: last.now }) };
  const empty = issued.count + refused.count === 0;
  const seals = !empty || last.now.getTime() - last.covered_at.getTime() > EMPTY_SEAL_MS;
  await tx
    .updateTable("token_seal")
    .set({ ...looked, ...(seals && { covered: to, covered_at: last.now }) })
    .where("env", "=", number)
    .execute();
  const seal = {
    from_xid: last.covered,
    to_xid: to,
    since: since.toISOString(),
    issued: issued.count,
    issued_hash: issued.hash,
    refused: refused.count,
    refused_hash: refused.hash,
  };
  return { seal: seals ? seal : null, more: cut !== null };
}

/** Where a seal must end so that it holds about `most` records; null when there are not so many. What one transaction wrote is never parted. */
async function firstBeyond(tx: Tx, env: number, { from, upto, since }: { from: number; upto: number; since: Date }, most: number): Promise<number | null> {
  const range = sql`env = ${env} and xid >= ${from} and xid < ${upto} and at >= ${since}`;
  const { rows } = await sql<{ xid: number }>`
    select xid from (select xid from token_issuance where ${range} union all select xid from token_refusal where ${range}) r order by xid offset ${most} limit 1`.execute(
    tx,
  );
  return rows[0] ? Math.max(rows[0].xid, from + 1) : null;
}

/**
 * Forgets batches older than the log is kept. In small steps, so that no token waits.
 * @returns how many went
 */
export async function purgeBatches(db: Database, keptSince: Date): Promise<number> {
  for (let total = 0; ;) {
    const { numAffectedRows = 0n } = await sql`
      delete from token_batch where ctid = any (array(select ctid from token_batch where at < ${keptSince} limit 5000))`.execute(db);
    total += Number(numAffectedRows);
    if (numAffectedRows < 5_000n) return total;
  }
}

const CHAINS: readonly ChainName[] = ["shared", "test", "prod"];

/** Writes the signed heads of all chains into a file outside the database: who cuts a chain must cut there too (SEC-132). Each minute, where they moved. */
export function createHeadShipper(deps: Deps): () => Promise<void> {
  const shipped = new Map<ChainName, number>();
  const folder = join(deps.settings.dataFolder, "audit-heads");
  return async () => {
    for (const chain of CHAINS) {
      const head = await readHead(deps.db, chain);
      if (shipped.get(chain) === head.seq) continue;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      appendFileSync(join(folder, `${chain}.jws`), `${await signHead(deps, chain === "shared" ? "prod" : chain, chain, head)}\n`, { mode: 0o600 });
      shipped.set(chain, head.seq);
    }
  };
}
