import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import type { AuditNote, Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import { Refused } from "./refused.ts";

/** Status of a row whose request has changed nothing yet. */
const UNDER_WAY = 0;
/** Of one that was carried out and whose answer is not kept: for a moment, or for ever when the server died in that moment. `body` says what was done. */
const CARRIED_OUT = -1;
const KEEP = sql`interval '24 hours'`;

/** A key that a request has taken. `at` tells it from a later request that took the key over. */
type Claim = { env: number; client: string; key: string; at: string };

/**
 * Carries out a POST with an `Idempotency-Key` once: repeated within 24 hours, it is answered with the first answer. Keys belong to the calling client or person.
 * Runs after {@link authenticate}. Refusals are not kept: whoever mended the cause may send the same key again.
 *
 * That it was carried out is written by the deed itself, in its own transaction: whenever a server dies, there are both or neither.
 *
 * @throws Refused key_reused when the key was used for another request, wrong_state while the first one is under way, or when its answer was lost
 */
export function idempotent(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined || c.req.method !== "POST") return next();
    if (!/^[\x21-\x7e]{1,255}$/.test(key))
      throw new Refused("invalid_request", { fields: [{ field: "Idempotency-Key", message: "must be 1 to 255 printable characters" }] });
    const row = { env: ENVIRONMENT_NUMBER[c.get("environment").name], client: c.get("caller").id, key };
    const hash = await hashOf(c);
    const claim = await take(deps.db, row, hash);
    if (!claim) return answerAgain(c, deps.db, row, hash);
    c.set("completion", (tx, notes) => markCarriedOut(tx, claim, `${describe(notes)}, trace id ${c.get("traceId")}`));
    await next();
    if (c.res.status >= 400) return void (await rowOf(deps.db.deleteFrom("idempotency_key"), claim).where("status", "=", UNDER_WAY).execute());
    await keepAnswer(deps.db, claim, c.res.clone()).catch((error: Error) =>
      // It is done, and is answered so. Who asks again is told that it was carried out.
      deps.log.warn({ trace: c.get("traceId"), err: { message: error.message } }, "an answer could not be kept for its Idempotency-Key"),
    );
  };
}

/** Everything that decides what a request does. */
async function hashOf(c: Context<Env>): Promise<Buffer> {
  const said = [c.req.method, c.req.path, new URL(c.req.url).search, c.req.header("if-match") ?? null, await c.req.text()];
  return createHash("sha256").update(JSON.stringify(said)).digest();
}

/** The row is the lock: of two at once only one inserts it. One whose server died before it did anything is free again after a minute. */
async function take(db: Database, row: Omit<Claim, "at">, hash: Buffer): Promise<Claim | null> {
  const { rows } = await sql<{ at: string }>`
    insert into idempotency_key as k (env, client, key, request_hash, status, headers, body) values (${row.env}, ${row.client}, ${row.key}, ${hash}, ${UNDER_WAY}, '{}', '')
    on conflict (env, client, key) do update set request_hash = excluded.request_hash, status = ${UNDER_WAY}, headers = '{}', body = '', at = now()
      where k.at < now() - ${KEEP} or (k.status = ${UNDER_WAY} and k.at < now() - interval '1 minute')
    returning at::text`.execute(db);
  return rows[0] ? { ...row, at: rows[0].at } : null;
}

async function answerAgain(c: Context<Env>, db: Database, { env, client, key }: Omit<Claim, "at">, hash: Buffer): Promise<Response> {
  const kept = await db
    .selectFrom("idempotency_key")
    .select(["request_hash", "status", "headers", "body"])
    .where("env", "=", env)
    .where("client", "=", client)
    .where("key", "=", key)
    .executeTakeFirst();
  if (kept && !kept.request_hash.equals(hash)) throw new Refused("key_reused");
  if (!kept || kept.status === UNDER_WAY)
    throw new Refused("wrong_state", { members: { what: "the first request with this Idempotency-Key is still under way." } });
  if (kept.status === CARRIED_OUT)
    throw new Refused("wrong_state", {
      members: { what: `the request with this Idempotency-Key was carried out (${kept.body}), but its answer is not kept: read what is there.` },
    });
  return c.body(kept.body, kept.status as 200, { ...kept.headers, "idempotency-replayed": "true" });
}

/** What was done and to what, as the audit log has it: public keys, never a secret. */
const describe = (notes: readonly AuditNote[]): string => notes.map(({ action, object }) => `${action} ${JSON.stringify(object)}`).join(", ");

/** @throws Refused wrong_state when the key was taken over meanwhile: then this request must not change anything */
async function markCarriedOut(tx: Tx, claim: Claim, what: string): Promise<void> {
  const { numUpdatedRows } = await rowOf(tx.updateTable("idempotency_key"), claim)
    .where("status", "in", [UNDER_WAY, CARRIED_OUT])
    .set({ status: CARRIED_OUT, body: what })
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new Refused("wrong_state", { members: { what: "it took so long that another request with this Idempotency-Key has taken its place." } });
}

async function keepAnswer(db: Database, claim: Claim, response: Response): Promise<void> {
  const headers = Object.fromEntries(
    ["content-type", "etag", "location"].flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)!]] : [])),
  );
  const answer = { status: response.status, body: await response.text(), headers: JSON.stringify(headers) };
  await rowOf(db.updateTable("idempotency_key"), claim).set(answer).execute();
}

/** The row of a claim, as long as nobody else has taken it. */
function rowOf<Query extends { where(condition: ReturnType<typeof sql<boolean>>): Query }>(query: Query, { env, client, key, at }: Claim): Query {
  return query.where(sql<boolean>`env = ${env} and client = ${client} and key = ${key} and at = ${at}::timestamptz`);
}

/** Forgets keys that are older than they are promised. A job. */
export const purgeIdempotencyKeys = async (deps: Pick<Deps, "db">): Promise<void> =>
  void (await sql`delete from idempotency_key where at < now() - ${KEEP}`.execute(deps.db));
