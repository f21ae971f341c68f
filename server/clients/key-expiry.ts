/** Tells organisations of their keys that end soon. */
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { orgNumberFromInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { tellOfKeys, type EndingKey } from "../mail/tell-of-keys.ts";

/** How many days before its end a key is told of. */
const TOLD_DAYS = [60, 30, 14, 7, 1] as const;
const DAY_MS = 86_400_000;
const CHUNK = 500;

/**
 * Which of the notices of a key is due: the nearest one that has come, so that after a stop of weeks one mail is sent and not four. Null for none: the end is
 * far, or the key was made or renewed later than that notice would have been.
 *
 * @param since when the key got its end
 */
export function dueNotice(expiresAt: Date, since: Date, now: Date): (typeof TOLD_DAYS)[number] | null {
  if (expiresAt <= now) return null;
  const noticeAt = (days: number) => expiresAt.getTime() - days * DAY_MS;
  const due = TOLD_DAYS.findLast((days) => noticeAt(days) <= now.getTime());
  return due !== undefined && noticeAt(due) > since.getTime() ? due : null;
}

/** Tells of every key that ends soon, once for each of the days. A job; done again, or by several servers at once, nobody is told twice. */
export async function tellOfEndingKeys(db: Database): Promise<void> {
  let after: { env: number; id: string } | null = null;
  for (;;) {
    const found: KeyRow[] = await endingKeys(db, after);
    const due = found.flatMap((row): EndingKey[] => {
      const days = dueNotice(row.expires_at, row.updated_at, row.now);
      if (days === null) return [];
      const env = ENVIRONMENTS.find((name) => ENVIRONMENT_NUMBER[name] === row.env)!;
      return [
        { env, organization: orgNumberFromInt(row.org), client: row.client, clientName: row.name, id: row.id, kid: row.kid, expiresAt: row.expires_at, days },
      ];
    });
    if (due.length > 0) await tellOfKeys(db, due);
    const last = found.at(-1);
    if (!last || found.length < CHUNK) return;
    after = { env: last.env, id: last.id };
  }
}

type KeyRow = { env: number; id: string; kid: string; client: string; name: string; org: number; expires_at: Date; updated_at: Date; now: Date };

/** Keys of active clients that end within the longest of the times, a chunk of them in the order of their ids. */
async function endingKeys(db: Database, after: { env: number; id: string } | null): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select k.env, k.id, k.kid, k.client, c.name, c.org, k.expires_at, k.updated_at, now() as now
      from client_key k join client c on c.env = k.env and c.id = k.client
     where k.ended_at is null and k.expires_at > now() and k.expires_at <= now() + make_interval(days => ${TOLD_DAYS[0]}) and c.active
       and ${after ? sql`(k.env, k.id) > (${after.env}::smallint, ${after.id}::uuid)` : sql`true`}
     order by k.env, k.id limit ${CHUNK}`.execute(db);
  return rows;
}
