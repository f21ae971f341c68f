import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import { Refused } from "./refused.ts";

/** Stands in the table while the first request is carried out. */
const UNDER_WAY = 0;
const KEEP = sql`interval '24 hours'`;

/**
 * Carries out a POST with an `Idempotency-Key` once: repeated within 24 hours, it is answered with the first answer. Keys belong to the calling client.
 * Runs after {@link authenticate}. Refusals (4xx, 5xx) are not kept: whoever mended the cause may send the same key again.
 *
 * @throws Refused key_reused when the key was used for another request, wrong_state while the first one is still under way
 */
export function idempotent(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined || c.req.method !== "POST") return next();
    if (!/^[\x21-\x7e]{1,255}$/.test(key))
      throw new Refused("invalid_request", { fields: [{ field: "Idempotency-Key", message: "must be 1 to 255 printable characters" }] });
    const row = { env: ENVIRONMENT_NUMBER[c.get("environment").name], client: c.get("caller").client, key };
    const hash = createHash("sha256")
      .update(`${c.req.path}\n${await c.req.text()}`)
      .digest();
    // The row is the lock: of two at once only one inserts it. One whose server died is free again after a minute.
    const { rows } = await sql<{ status: number }>`
      insert into idempotency_key as k (env, client, key, request_hash, status, headers, body) values (${row.env}, ${row.client}, ${row.key}, ${hash}, ${UNDER_WAY}, '{}', '')
      on conflict (env, client, key) do update set request_hash = excluded.request_hash, status = ${UNDER_WAY}, at = now()
        where k.at < now() - ${KEEP} or (k.status = ${UNDER_WAY} and k.at < now() - interval '1 minute')
      returning status`.execute(deps.db);
    if (rows.length === 0) {
      const kept = await deps.db
        .selectFrom("idempotency_key")
        .selectAll()
        .where("env", "=", row.env)
        .where("client", "=", row.client)
        .where("key", "=", key)
        .executeTakeFirst();
      if (kept && !kept.request_hash.equals(hash)) throw new Refused("key_reused");
      if (!kept || kept.status === UNDER_WAY)
        throw new Refused("wrong_state", { members: { what: "the first request with this Idempotency-Key is still under way." } });
      return c.body(kept.body, kept.status as 200, { ...kept.headers, "idempotency-replayed": "true" });
    }
    const mine = deps.db.updateTable("idempotency_key").where("env", "=", row.env).where("client", "=", row.client).where("key", "=", key);
    await next();
    if (c.res.status >= 400) {
      await deps.db.deleteFrom("idempotency_key").where("env", "=", row.env).where("client", "=", row.client).where("key", "=", key).execute();
      return;
    }
    const body = await c.res.clone().text();
    const headers = Object.fromEntries(
      ["content-type", "etag", "location"].flatMap((name) => (c.res.headers.has(name) ? [[name, c.res.headers.get(name)!]] : [])),
    );
    await mine.set({ status: c.res.status, body, headers: JSON.stringify(headers) }).execute();
  };
}

/** Forgets keys that are older than they are promised. A job. */
export const purgeIdempotencyKeys = async (deps: Pick<Deps, "db">): Promise<void> =>
  void (await sql`delete from idempotency_key where at < now() - ${KEEP}`.execute(deps.db));
