import type { Database } from "../db/open.ts";
import { CHAIN_NUMBER, type ChainName } from "../../contract/audit-chain.ts";

export type Head = { seq: number; hash: Buffer };

/** The head of a chain: how many entries it has, and the hash of the last. */
export async function readHead(db: Database, chain: ChainName): Promise<Head> {
  return db.selectFrom("audit_head").select(["seq", "hash"]).where("env", "=", CHAIN_NUMBER[chain]).executeTakeFirstOrThrow();
}

const CHUNK = 1_000;

/** Every entry of a chain up to `last`, in order. Read in pieces, so that memory does not grow with the chain. */
export async function* readEntries(db: Database, chain: ChainName, last: number): AsyncGenerator<{ seq: number; hash: Buffer; body: string }> {
  for (let after = 0; after < last;) {
    const rows = await db
      .selectFrom("audit_entry")
      .select(["seq", "hash", "body"])
      .where("env", "=", CHAIN_NUMBER[chain])
      .where("seq", ">", after)
      .where("seq", "<=", last)
      .orderBy("seq")
      .limit(CHUNK)
      .execute();
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.seq;
  }
}
