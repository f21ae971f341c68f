/** Compares the log of tokens with its seals, and each writer's chain with itself. In steps: no statement is long, whatever the log has grown to. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { CHAIN_NUMBER, type ChainName } from "../../contract/audit-chain.ts";
import type { Database } from "../db/open.ts";
import { type Digest, digestRecords, type LogTable } from "./digest.ts";
import { CLOCK_TOLERANCE_MS, type Seal } from "./seal.ts";
import { readHead } from "./store.ts";

/** Where the check goes on: seals of `test`, then of `prod`, then the writers' sealed heads, then their batches. */
export type CheckPosition =
  | { part: EnvironmentName; seq: number; xid: number; kept: boolean }
  | { part: "writers"; seq: number }
  | { part: "batches"; writer: string; seq: number };

export type SealFault = { env: ChainName; entry: number; what: string };
type Step = { seals: number; batches: number; faults: SealFault[]; next: CheckPosition | null };

const ENTRIES_PER_STEP = 2_000;
const RECORDS_PER_STEP = 25_000;
const BATCHES_PER_STEP = 20_000;

const beginningOf = (part: EnvironmentName): CheckPosition => ({ part, seq: 0, xid: 0, kept: false });
export const START: CheckPosition = beginningOf("test");

/**
 * One step of the check.
 * @param keptSince older records have been dropped by then; their seals are passed over
 * @param position {@link START}, then `next` of the step before; null after the last
 */
export async function checkFrom(db: Database, keptSince: Date, position: CheckPosition): Promise<Step> {
  switch (position.part) {
    case "writers":
      return checkWriters(db, keptSince, position);
    case "batches":
      return checkBatches(db, keptSince, position);
    case "test":
    case "prod":
      return checkRecords(db, keptSince, position);
  }
}

type FoundSeal = Seal & { seq: number };

async function checkRecords(db: Database, keptSince: Date, { part: env, seq, xid, kept }: Extract<CheckPosition, { xid: number }>): Promise<Step> {
  const faults: SealFault[] = [];
  const head = await readHead(db, env);
  const upto = Math.min(seq + ENTRIES_PER_STEP, head.seq);
  const found = await sealsBetween(db, env, seq, upto);
  const run = firstRun(found, keptSince);
  const [first, last] = [run[0], run.at(-1)];
  if (first && first.from_xid !== xid)
    faults.push({ env, entry: first.seq, what: `no seal covers transactions ${xid} to ${first.from_xid}, or two do: the sealer's mark was moved` });
  const runIsKept = first !== undefined && isKept(first, keptSince);
  if (first && runIsKept) {
    if (!kept) faults.push(...(await recordsOfOlderSeals(db, env, first)));
    faults.push(...(await compare(db, env, run)));
  }
  const whole = run.length === found.length;
  const ended = whole && upto === head.seq;
  if (ended) faults.push(...(await recordsWhereNoneWere(db, env)));
  const next: CheckPosition = ended
    ? env === "test"
      ? beginningOf("prod")
      : { part: "writers", seq: 0 }
    : { part: env, seq: whole ? upto : last!.seq, xid: last?.to_xid ?? xid, kept: kept || runIsKept };
  return { seals: runIsKept ? run.length : 0, batches: 0, faults, next };
}

/** The text is looked at before it is parsed: most entries are others. */
async function sealsBetween(db: Database, env: EnvironmentName, after: number, upto: number): Promise<FoundSeal[]> {
  const { rows } = await sql<{ seq: number; details: Seal }>`
    select seq, body::jsonb -> 'details' as details from audit_entry
    where env = ${CHAIN_NUMBER[env]} and seq > ${after} and seq <= ${upto} and body like '%"action":"tokens.seal"%' and body::jsonb ->> 'action' = 'tokens.seal'
    order by seq`.execute(db);
  return rows.map(({ seq, details }) => ({ ...details, seq }));
}

const isKept = ({ since }: Seal, keptSince: Date): boolean => new Date(since) >= keptSince;

/** As many seals from the first on as one step compares: joined without a gap, all still kept or none. */
function firstRun(seals: FoundSeal[], keptSince: Date): FoundSeal[] {
  let records = 0;
  const end = seals.findIndex((seal, i) => {
    const before = seals[i - 1];
    records += isKept(seal, keptSince) ? seal.issued + seal.refused : 0;
    return before && (seal.from_xid !== before.to_xid || isKept(seal, keptSince) !== isKept(before, keptSince) || records > RECORDS_PER_STEP);
  });
  return end < 0 ? seals : seals.slice(0, end);
}

async function compare(db: Database, env: EnvironmentName, seals: FoundSeal[]): Promise<SealFault[]> {
  const bounds = [seals[0]!.from_xid, ...seals.map(({ to_xid }) => to_xid)];
  const [issued, refused] = [
    await digestRecords(db, "token_issuance", ENVIRONMENT_NUMBER[env], bounds),
    await digestRecords(db, "token_refusal", ENVIRONMENT_NUMBER[env], bounds),
  ];
  const differ = (entry: number, name: string, now: Digest, then: Digest): SealFault[] => {
    if (now.count !== then.count) return [{ env, entry, what: `${then.count} ${name} were sealed, ${now.count} are there` }];
    return now.hash === then.hash ? [] : [{ env, entry, what: `${name} were changed after they were sealed` }];
  };
  return seals.flatMap((seal, i) => [
    ...differ(seal.seq, "tokens", issued[i]!, { count: seal.issued, hash: seal.issued_hash }),
    ...differ(seal.seq, "refusals", refused[i]!, { count: seal.refused, hash: seal.refused_hash }),
  ]);
}

/** Records that would belong to seals whose days are gone, and yet are dated later than those were. */
async function recordsOfOlderSeals(db: Database, env: EnvironmentName, { from_xid, since, seq }: FoundSeal): Promise<SealFault[]> {
  const later = new Date(Date.parse(since) + 2 * CLOCK_TOLERANCE_MS);
  return countIn(db, env, sql`xid < ${from_xid} and at > ${later}`, (count, name) => ({
    env,
    entry: seq,
    what: `${count} ${name} dated later than the older seals that would cover them`,
  }));
}

/** Records where the sealer looked after the last seal and found nothing. What is above is not sealed yet. */
async function recordsWhereNoneWere(db: Database, env: EnvironmentName): Promise<SealFault[]> {
  const { covered, xid } = await db.selectFrom("token_seal").select(["covered", "xid"]).where("env", "=", ENVIRONMENT_NUMBER[env]).executeTakeFirstOrThrow();
  return countIn(db, env, sql`xid >= ${covered} and xid < ${xid}`, (count, name) => ({
    env,
    entry: 0,
    what: `${count} ${name} since the last seal, where the sealer has found none`,
  }));
}

async function countIn(
  db: Database,
  env: EnvironmentName,
  where: ReturnType<typeof sql<boolean>>,
  fault: (count: number, name: string) => SealFault,
): Promise<SealFault[]> {
  const faults: SealFault[] = [];
  for (const [log, name] of [
    ["token_issuance", "tokens"],
    ["token_refusal", "refusals"],
  ] as const satisfies [LogTable, string][]) {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from ${sql.table(log)} where env = ${ENVIRONMENT_NUMBER[env]} and ${where}`.execute(db);
    if (rows[0]!.count > 0) faults.push(fault(rows[0]!.count, name));
  }
  return faults;
}

/** Every head of a writer that was sealed must still be there: else the end of its chain was cut. */
async function checkWriters(db: Database, keptSince: Date, { seq }: Extract<CheckPosition, { part: "writers" }>): Promise<Step> {
  const head = await readHead(db, "shared");
  const upto = Math.min(seq + ENTRIES_PER_STEP, head.seq);
  const { rows } = await sql<{ seq: number; writer: string; batch: number }>`
    select e.seq, w ->> 'writer' as writer, (w ->> 'seq')::int as batch
    from audit_entry e cross join lateral jsonb_array_elements(e.body::jsonb #> '{details,writers}') w
    left join token_batch b on b.writer = (w ->> 'writer')::uuid and b.seq = (w ->> 'seq')::int
    where e.env = ${CHAIN_NUMBER.shared} and e.seq > ${seq} and e.seq <= ${upto} and e.body like '%"action":"tokens.seal_writers"%'
      and e.at >= ${new Date(keptSince.getTime() + 2 * CLOCK_TOLERANCE_MS)}
      and b.hash is distinct from decode(translate(w ->> 'hash', '-_', '+/') || '=', 'base64')
    order by e.seq limit 100`.execute(db);
  const faults = rows.map(({ seq: entry, writer, batch }) => ({
    env: "shared" as const,
    entry,
    what: `the sealed head of writer ${writer}, batch ${batch}, is gone or changed`,
  }));
  return {
    seals: 0,
    batches: 0,
    faults,
    next: upto === head.seq ? { part: "batches", writer: "00000000-0000-0000-0000-000000000000", seq: 0 } : { part: "writers", seq: upto },
  };
}

/** Each batch must follow on the one before. A writer's first kept one has lost that to the retention: one that was cut away is missed by its sealed head. */
async function checkBatches(db: Database, keptSince: Date, { writer, seq }: Extract<CheckPosition, { part: "batches" }>): Promise<Step> {
  type Found = { writer: string; seq: number; broken: boolean; place: number; total: number };
  const { rows } = await sql<Found>`
    select * from (
      select writer, seq, row_number() over (order by writer, seq)::int as place, count(*) over ()::int as total,
        at >= ${new Date(keptSince.getTime() + CLOCK_TOLERANCE_MS)} and lag(seq) over w is not null and
          (seq <> lag(seq) over w + 1 or prev <> lag(hash) over w) as broken
      from (select writer, seq, at, prev, hash from token_batch where (writer, seq) >= (${writer}::uuid, ${seq}::int) order by writer, seq limit ${BATCHES_PER_STEP}) b
      window w as (partition by writer order by seq)) c
    where place = total or broken order by place limit 1000`.execute(db);
  const faults = rows
    .filter(({ broken }) => broken)
    .map((one) => ({ env: "shared" as const, entry: 0, what: `the chain of writer ${one.writer} is broken before batch ${one.seq}` }));
  const last = rows.at(-1);
  // The row that this step began with was counted by the one before.
  const batches = (last?.total ?? 0) - (seq > 0 ? 1 : 0);
  const goesOn = last && last.total === BATCHES_PER_STEP && last.place === last.total;
  return { seals: 0, batches, faults, next: goesOn ? { part: "batches", writer: last.writer, seq: last.seq } : null };
}
