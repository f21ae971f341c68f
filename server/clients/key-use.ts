import { sql } from "kysely";
import type { Database } from "../db/open.ts";

/**
 * Notes on each key when it last signed a grant that a token was issued for, from the log of tokens. A job; cheap while nothing is issued.
 *
 * @returns how many keys have a newer use than before
 */
export async function noteKeyUse(db: Database): Promise<number> {
  const { numAffectedRows } = await KEY_USE.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Reads the log from a little before the newest use that is known, at most two days back; two conditions, since by one with `greatest` no partition would be left
 * out. The little is longer than a commit can take and than the pause between two runs: rows become visible out of the order of their times, and keys that
 * someone is changing at the moment are passed over and found by the next run. Were they waited for, a change of several keys and this one could wait for
 * each other. And it is longer than a clock is set back: what is written after that is older than the newest use.
 */
export const KEY_USE = sql`
  with used as materialized (
    select env, key, max(at) as at from token_issuance
    where key is not null and at > now() - interval '2 days'
      and at > coalesce((select max(last_used_at) from client_key) - interval '8 minutes', '-infinity')
    group by env, key
  ), held as materialized (
    select k.env, k.id, u.at from used u join client_key k on k.env = u.env and k.id = u.key
    where k.last_used_at is null or k.last_used_at < u.at
    for no key update of k skip locked
  )
  update client_key k set last_used_at = held.at from held where k.env = held.env and k.id = held.id`;
