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
import { CHAIN_NUMBER, type ChainName } from "../../contract/audit-chain.ts";
import { signHead } from "./export.ts";
import { readHead } from "./store.ts";

const SEALER: Doer = { actor: { kind: "system", name: "seal" }, traceId: "0".repeat(32), address: null };

export type Seal = { from_xid: number; to_xid: number; since: string; issued: number; issued_hash: string; refused: number; refused_hash: string };

const HASH = {
  token_issuance: "concat_ws('|', token, client, key, consumer, supplier, scopes, exp, address)",
  token_refusal: "concat_ws('|', token, client, org, code, detail, scopes, address)",
} as const;

/** Count and hash over the records of an environment that transactions in the range wrote, in the order of their ids. */
export async function digestRecords(db: Database, log: keyof typeof HASH, env: number, { from, to, since }: { from: number; to: number; since: Date }) {
  const { rows } = await sql<{ count: number; hash: Buffer }>`
    select count(*)::int as count, sha256(convert_to(coalesce(string_agg(${sql.raw(HASH[log])}, E'\n' order by token), ''), 'UTF8')) as hash
    from ${sql.table(log)} where env = ${env} and xid >= ${from} and xid < ${to} and at >= ${since}`.execute(db);
  const { count, hash } = rows[0]!;
  return { count, hash: hash.toString("base64url") };
}

/**
 * Seals what has been written since the last seal, up to the oldest transaction that still runs. Several servers may try: one does it.
 * @returns the number of records sealed
 */
export async function sealTokens(db: Database): Promise<number> {
  return deed(db, SEALER, async (tx, note) => {
    let sealed = 0;
    for (const env of ENVIRONMENTS) {
      const seal = await sealEnvironment(tx, env);
      if (!seal) continue;
      sealed += seal.issued + seal.refused;
      note({ env, action: "tokens.seal", object: { from_xid: seal.from_xid, to_xid: seal.to_xid }, orgs: [], details: seal });
    }
    if (sealed === 0) return 0;
    const { rows: writers } = await sql<{ writer: string; seq: number; hash: Buffer }>`
      select distinct on (writer) writer, seq, hash from token_batch where at > now() - interval '1 hour' order by writer, seq desc`.execute(tx);
    const details = { writers: writers.map(({ writer, seq, hash }) => ({ writer, seq, hash: hash.toString("base64url") })) };
    note({ env: "shared", action: "tokens.seal_writers", object: {}, orgs: [], details });
    return sealed;
  });
}

async function sealEnvironment(tx: Tx, env: EnvironmentName): Promise<Seal | null> {
  const number = ENVIRONMENT_NUMBER[env];
  const { rows } = await sql<{ xid: number; sealed_at: Date; upto: number; now: Date }>`
    select xid, sealed_at, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as upto, now() as now from token_seal where env = ${number} for update skip locked`.execute(
    tx,
  );
  const [last] = rows;
  if (!last || last.upto <= last.xid) return null;
  // Only partitions that can hold such rows: none older than an hour before the last seal, whatever the clock did.
  const since = new Date(last.sealed_at.getTime() - 3_600_000);
  const range = { from: last.xid, to: last.upto, since };
  const issued = await digestRecords(tx, "token_issuance", number, range);
  const refused = await digestRecords(tx, "token_refusal", number, range);
  await tx.updateTable("token_seal").set({ xid: last.upto, sealed_at: last.now }).where("env", "=", number).execute();
  if (issued.count + refused.count === 0) return null;
  return {
    from_xid: last.xid,
    to_xid: last.upto,
    since: since.toISOString(),
    issued: issued.count,
    issued_hash: issued.hash,
    refused: refused.count,
    refused_hash: refused.hash,
  };
}

export type SealFault = { env: EnvironmentName; entry: number; what: string };

/**
 * Compares every seal with the records it covers, as far as they are still kept, and every writer's chain with itself.
 * @param keptSince older records have been exported and dropped by then; their seals are passed over
 */
export async function checkSeals(db: Database, keptSince: Date): Promise<{ seals: number; batches: number; faults: SealFault[] }> {
  const faults: SealFault[] = [];
  let seals = 0;
  for (const env of ENVIRONMENTS) {
    const { rows } = await sql<{ seq: number; details: Seal }>`
      select seq, body::jsonb -> 'details' as details from audit_entry where env = ${CHAIN_NUMBER[env]} and body::jsonb ->> 'action' = 'tokens.seal' order by seq`.execute(
      db,
    );
    for (const { seq, details } of rows) {
      const range = { from: details.from_xid, to: details.to_xid, since: new Date(details.since) };
      if (range.since < keptSince) continue;
      seals += 1;
      const issued = await digestRecords(db, "token_issuance", ENVIRONMENT_NUMBER[env], range);
      const refused = await digestRecords(db, "token_refusal", ENVIRONMENT_NUMBER[env], range);
      const differ = (name: string, now: { count: number; hash: string }, then: { count: number; hash: string }) => {
        if (now.count !== then.count) faults.push({ env, entry: seq, what: `${then.count} ${name} were sealed, ${now.count} are there` });
        else if (now.hash !== then.hash) faults.push({ env, entry: seq, what: `${name} were changed after they were sealed` });
      };
      differ("tokens", issued, { count: details.issued, hash: details.issued_hash });
      differ("refusals", refused, { count: details.refused, hash: details.refused_hash });
    }
  }
  const { rows: broken } = await sql<{ writer: string; seq: number }>`
    select writer, seq from (select writer, seq, prev, lag(seq) over w as seq_before, lag(hash) over w as hash_before from token_batch where seq > 0 window w as (partition by writer order by seq)) b
    where seq_before is not null and (seq <> seq_before + 1 or prev <> hash_before) limit 20`.execute(db);
  for (const { writer, seq } of broken) faults.push({ env: "test", entry: 0, what: `the chain of writer ${writer} is broken before batch ${seq}` });
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count from token_batch`.execute(db);
  return { seals, batches: counted[0]!.count, faults };
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
