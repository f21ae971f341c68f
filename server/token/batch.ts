/**
 * Group commit: all requests that arrived while one statement was under way go into the next, without a timer (performance.md, learned 1).
 * One request that the database cannot digest never fails its neighbours, and a lost connection neither issues twice nor refuses wrongly.
 */
import { createHash } from "node:crypto";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { type RefusalName, refusalNumber, refusalOfNumber } from "../../vocabulary/refusals/refusals.ts";
import { isDatabaseAway } from "../db/away.ts";
import { Refused } from "../http/refused.ts";
import type { Logger } from "../log.ts";
import { bytesLiteral, numbersLiteral, textsLiteral } from "./array-literal.ts";
import { openTokenConnection, outlive, type TokenConnection } from "./connection.ts";
import { GRANTED, OUTDATED, RECOVER, type RecoveredRow, REPEATED_STATEMENT, STATEMENT, STATEMENT_NAME, type StatementRow } from "./statement.ts";

/** One request as the statement sees it. Every value has passed its grammar: none may fail a cast (concurrency.md §13). */
export type BatchRequest = {
  /** Id of the request: 16 bytes as a UUID. Names record, mark and repeat, and is drawn before the statement is sent. */
  token: string;
  env: number;
  client: string;
  /** The key that checked the signature; null: an enterprise certificate did. */
  key: { kid: string; fingerprint: string } | null;
  /** The key is one that was looked up earlier: where it is registered otherwise now, the answer is `outdated`, and nothing has happened. */
  remembered?: boolean;
  consumerOrg: OrgNumber | null;
  scopes: ScopeName[];
  mark: Buffer;
  /** Longest life of a token in this environment, seconds. */
  maxLifetime: number;
  address: string | null;
  /** Until when the caller waits, in milliseconds since 1970: what the steps before took counts, too. Left out: {@link PATIENCE_MS} from now. */
  deadline?: number;
};

/** A request that was refused before the statement, for the record only. */
export type RefusedRequest = Pick<BatchRequest, "token" | "env" | "client" | "address" | "deadline"> & {
  refusal: RefusalName;
  detail: string | null;
  scopes: string | null;
};

export type BatchAnswer =
  | {
      granted: true;
      /** Owner of the client. */
      owner: OrgNumber;
      /** Seconds since 1970 on the database's clock. */
      issuedAt: number;
      lifetime: number;
      audiences: string[];
      typed: boolean;
      /** Prefixes that the consumer owns. */
      prefixes: string[];
    }
  | { granted: false; outdated?: never; refusal: RefusalName; scope: ScopeName | null; owner: OrgNumber | null }
  /** Only of a `remembered` key: look it up and ask again. */
  | { granted: false; outdated: true; refusal?: never; scope?: never; owner?: never };

export type TokenBatcher = {
  /** @throws Refused temporarily_unavailable when the database does not answer in time */
  decide(request: BatchRequest): Promise<BatchAnswer>;
  /** Puts a refusal on record. Same failure as {@link decide}. */
  record(request: RefusedRequest): Promise<void>;
  /** Connects and prepares the statement; readiness waits for it. */
  prepare(): Promise<void>;
  /** Answers what it holds and closes. */
  close(): Promise<void>;
};

type Waiting = { request: BatchRequest | RefusedRequest; deadline: number; resolve: (answer: BatchAnswer) => void; reject: (error: Error) => void };

const MAX_BATCH = 500;
/** Check violation: no partition of the log takes the row. No caller's fault, and no token without a record. */
const NO_PARTITION = "23514";
/** From a request's arrival to its 503 (SEC-143 says 2 s; the rest is for the way). */
export const PATIENCE_MS = 1_800;

/**
 * @param url of the database
 * @param observe told after each batch: how many, and how long the statement took in milliseconds
 */
export function createTokenBatcher(url: string, log: Logger, observe: (size: number, ms: number) => void = () => {}): TokenBatcher {
  let connection: TokenConnection | null = null;
  let chain = { seq: 0, hash: Buffer.alloc(32) };
  let waiting: Waiting[] = [];
  let working: Promise<void> | null = null;
  let closed = false;

  async function connected(deadline: number): Promise<TokenConnection> {
    if (connection?.isOpen()) return connection;
    connection = await openTokenConnection(url, Math.max(50, deadline - Date.now()));
    chain = { seq: 0, hash: Buffer.alloc(32) };
    return connection;
  }

  /** Sends one statement and links it into the writer's chain. What fails has committed nothing, except when the connection is lost. */
  async function send(items: readonly Pick<Waiting, "request">[], deadline: number, again = false): Promise<StatementRow[]> {
    const on = await connected(deadline);
    const hash = createHash("sha256").update(chain.hash);
    for (const { request } of items) hash.update(JSON.stringify([request.token, request.env, request.client, request.scopes]));
    const next = { seq: chain.seq + 1, hash: hash.digest() };
    const values = [...columnsOf(items.map(({ request }) => request)), on.writer, next.seq, chain.hash, next.hash];
    const rows = await within(
      on,
      deadline,
      on.query<StatementRow>(again ? { text: REPEATED_STATEMENT, values } : { name: STATEMENT_NAME, text: STATEMENT, values }),
    );
    chain = next;
    return rows;
  }

  async function run(items: Waiting[]): Promise<void> {
    // The last of them: one whose caller has gone does not cut what the others wait for.
    const deadline = Math.max(...items.map((item) => item.deadline));
    try {
      answer(items, await send(items, deadline));
    } catch (error) {
      await mend(items, deadline, error as Error & { code?: string });
    }
  }

  async function mend(items: Waiting[], deadline: number, error: Error & { code?: string }): Promise<void> {
    const kind = error.code?.slice(0, 2);
    try {
      // 40: deadlock. Nothing was committed, and the same statement may be sent again.
      if (kind === "40") return answer(items, await send(items, deadline));
      // 22, 23: one of them cannot be digested. The whole statement was rolled back, no mark stands: halves find the one.
      if (kind === "22" || (kind === "23" && error.code !== NO_PARTITION)) {
        const [only] = items;
        if (items.length === 1) {
          log.error({ err: { code: error.code, message: error.message }, request: only?.request.token }, "a request that the database cannot digest");
          return only!.reject(new Refused("invalid_assertion", { cause: error }));
        }
        const middle = items.length >> 1;
        await run(items.slice(0, middle));
        return await run(items.slice(middle));
      }
      if (isDatabaseAway(error) && connection !== null && !connection.isOpen()) return await sendAgain(items, deadline);
      throw error;
    } catch (final) {
      if (!isDatabaseAway(final))
        log.error({ err: { code: (final as { code?: string }).code, message: (final as Error).message } }, "the token statement failed");
      for (const item of items) item.reject(new Refused("temporarily_unavailable", { retryAfter: 1, cause: final }));
    }
  }

  /**
   * The connection was lost after sending: the statement may have committed, or may still run, which is ended first. Sent again with the same ids and marks;
   * where the unique index says "used before", whose mark it is decides (concurrency.md §1).
   */
  async function sendAgain(items: Waiting[], deadline: number): Promise<void> {
    const former = connection?.backend;
    connection = null;
    const on = await connected(deadline);
    if (former) await within(on, deadline, outlive(on, former, deadline));
    const rows = await send(items, deadline, true);
    const used = rows.filter((row) => row.code === refusalNumber("grant_used"));
    const found = await recover(
      used.map((row) => items[row.n - 1]!.request as BatchRequest),
      deadline,
    );
    // A true replay is on record like every refusal; only now is it known to be one, unless the first statement recorded it.
    const replays = used
      .filter((_, k) => !found[k]!.ours && found[k]!.refused === null)
      .map((row) => ({ request: recordOf(items[row.n - 1]!.request as BatchRequest, "grant_used") }));
    if (replays.length > 0) await send(replays, deadline);
    const answers = rows.map((row) => answerOf(row, items[row.n - 1]!.request));
    used.forEach((row, i) => {
      if (found[i]!.ours) answers[row.n - 1] = answerOfRecord(found[i]!, row, items[row.n - 1]!.request as BatchRequest);
    });
    items.forEach(({ resolve }, i) => resolve(answers[i]!));
  }

  /** What the records say of requests that were met by a mark, in their order. */
  async function recover(requests: readonly BatchRequest[], deadline: number): Promise<RecoveredRow[]> {
    if (requests.length === 0) return [];
    const on = await connected(deadline);
    const values = [requests.map(({ mark }) => mark), requests.map(({ token }) => token)];
    const rows = await within(on, deadline, on.query<RecoveredRow>({ text: RECOVER, values }));
    return requests.map((_, i) => rows.find(({ n }) => n === i + 1)!);
  }

  async function work(): Promise<void> {
    await Promise.resolve(); // what arrives in this turn of the event loop goes together
    while (waiting.length > 0) {
      const next = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      const now = Date.now();
      const batch = next.filter(({ deadline }) => deadline > now);
      // Nobody waits for these any more: a token would be issued that nobody gets.
      for (const { deadline, reject } of next) if (deadline <= now) reject(new Refused("temporarily_unavailable", { retryAfter: 1 }));
      if (batch.length === 0) continue;
      const from = performance.now();
      await run(batch);
      observe(batch.length, performance.now() - from);
    }
    working = null; // in the same step as the last look at the queue: a request that comes now starts the work anew
  }

  function enqueue(request: BatchRequest | RefusedRequest): Promise<BatchAnswer> {
    if (closed) return Promise.reject(new Refused("temporarily_unavailable", { retryAfter: 1 }));
    return new Promise<BatchAnswer>((resolve, reject) => {
      waiting.push({ request, deadline: request.deadline ?? Date.now() + PATIENCE_MS, resolve, reject });
      working ??= work();
    });
  }

  return {
    decide: enqueue,
    record: async (request) => void (await enqueue(request)),
    async prepare() {
      const on = await connected(Date.now() + 10_000);
      await on.query({ name: STATEMENT_NAME, text: STATEMENT, values: [...columnsOf([]), on.writer, 0, chain.hash, chain.hash] });
    },
    async close() {
      closed = true;
      await working;
      await connection?.close();
    },
  };
}

/** A request as a refusal for the record. */
const recordOf = ({ token, env, client, address, scopes }: BatchRequest, refusal: RefusalName): RefusedRequest => ({
  token,
  env,
  client,
  address,
  refusal,
  detail: null,
  scopes: scopes.join(" "),
});

/** Gives up on a connection that does not answer by the deadline. Its outcome is then unknown, as if it had been lost. */
async function within<T>(connection: TokenConnection, deadline: number, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => connection.cut(), Math.max(0, deadline - Date.now()));
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** The array parameters of the statement, in its order. A request that was refused before it has what the record needs, the others what the decision needs. */
function columnsOf(requests: readonly (BatchRequest | RefusedRequest)[]): string[] {
  const asks = requests.map((request) => ("refusal" in request ? null : request));
  const refused = requests.map((request) => ("refusal" in request ? request : null));
  return [
    numbersLiteral(requests.map(({ env }) => env)),
    textsLiteral(requests.map(({ client }) => client)),
    textsLiteral(asks.map((ask) => ask?.key?.kid ?? null)),
    textsLiteral(asks.map((ask) => ask?.key?.fingerprint ?? null)),
    numbersLiteral(asks.map((ask) => (ask?.consumerOrg ? orgNumberToInt(ask.consumerOrg) : null))),
    textsLiteral(requests.map(({ scopes }) => (Array.isArray(scopes) ? scopes.join(" ") : scopes))),
    bytesLiteral(asks.map((ask) => ask?.mark ?? null)),
    textsLiteral(requests.map(({ token }) => token)),
    numbersLiteral(asks.map((ask) => ask?.maxLifetime ?? null)),
    numbersLiteral(refused.map((request) => (request ? refusalNumber(request.refusal) : null))),
    textsLiteral(refused.map((request) => request?.detail ?? null)),
    textsLiteral(requests.map(({ address }) => address)),
    numbersLiteral(asks.map((ask) => (ask?.remembered ? 1 : 0))),
  ];
}

function answer(items: Waiting[], rows: StatementRow[]): void {
  items.forEach(({ request, resolve }, i) => resolve(answerOf(rows[i]!, request)));
}

function answerOf(row: StatementRow, request: BatchRequest | RefusedRequest): BatchAnswer {
  const owner = row.org === null ? null : orgNumberFromInt(row.org);
  if (row.code === GRANTED && owner !== null)
    return {
      granted: true,
      owner,
      issuedAt: row.iat,
      lifetime: row.lifetime,
      audiences: row.audiences ?? [],
      typed: row.typed ?? false,
      prefixes: row.prefixes ?? [],
    };
  if (row.code === OUTDATED) return { granted: false, outdated: true };
  const scope = "refusal" in request ? null : (request.scopes[row.position - 1] ?? null);
  return { granted: false, refusal: refusalOfNumber(row.code) ?? "client_not_found", scope, owner };
}

/** The answer that the first, lost statement gave. */
function answerOfRecord(found: RecoveredRow, row: StatementRow, request: BatchRequest): BatchAnswer {
  const owner = row.org === null ? null : orgNumberFromInt(row.org);
  if (found.exp !== null && found.iat !== null && owner !== null) {
    const { audiences, typed, prefixes } = found;
    return {
      granted: true,
      owner,
      issuedAt: found.iat,
      lifetime: found.exp - found.iat,
      audiences: audiences ?? [],
      typed: typed ?? false,
      prefixes: prefixes ?? [],
    };
  }
  const refusal = (found.refused !== null && refusalOfNumber(found.refused)) || "grant_used";
  return { granted: false, refusal, scope: request.scopes.find((name) => name === found.detail) ?? null, owner };
}
