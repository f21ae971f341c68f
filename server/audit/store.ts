import { sql } from "kysely";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
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

export type EntryPosition = { at: string; chain: number; seq: number };
export type FoundEntry = { env: number; seq: number; at: Date; body: string; hash: Buffer; data: Record<string, unknown> | null; actorName: string | null };

/** Entries that stand in the log of an organisation: those of the environment and the shared ones, newest first. */
export async function entriesOf(
  db: Database,
  chain: "test" | "prod",
  org: OrgNumber,
  { after, action, scope, limit }: { after?: EntryPosition | undefined; action?: string | undefined; scope?: string | undefined; limit: number },
): Promise<FoundEntry[]> {
  const below = after ? sql`and (e.at, e.env, e.seq) < (${new Date(after.at)}, ${after.chain}, ${after.seq})` : sql``;
  const named = action === undefined ? sql`` : sql`and (e.body::jsonb ->> 'action') = ${action}`;
  // What was done to a scope stands in the chain of its environment, where an index leads to it.
  const about =
    scope === undefined ? sql`e.env in (0, ${CHAIN_NUMBER[chain]})` : sql`e.env = ${CHAIN_NUMBER[chain]} and e.body::jsonb #>> '{object,scope}' = ${scope}`;
  const { rows } = await sql<FoundEntry>`
    select e.env, e.seq, e.at, e.body, e.hash, p.data, coalesce(nullif(trim(concat_ws(' ', n.first_name, n.last_name)), ''), c.name) as "actorName"
    from audit_entry e left join audit_person p on p.env = e.env and p.seq = e.seq
    left join person n on n.id = case when e.body::jsonb #>> '{actor,kind}' = 'person' then (e.body::jsonb #>> '{actor,person}')::uuid end
    left join client c on c.env = e.env and c.id = case when e.body::jsonb #>> '{actor,kind}' = 'client' then e.body::jsonb #>> '{actor,client}' end
    where ${about} and e.orgs @> array[${orgNumberToInt(org)}]::int[] ${below} ${named}
    order by e.at desc, e.env desc, e.seq desc limit ${limit}`.execute(db);
  return rows;
}
