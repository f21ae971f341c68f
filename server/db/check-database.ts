import { sql } from "kysely";
import { CannotStart } from "../../installation/cannot-start.ts";
import { isDatabaseAway } from "./away.ts";
import type { Database } from "./open.ts";

const OLDEST = 15;

/**
 * Looks at a database before anything is done to it.
 *
 * @throws CannotStart with one sentence when it cannot be reached, is too old, is not in UTF-8, or would lose acknowledged commits in a crash
 */
export async function checkDatabase(db: Database, url: string): Promise<void> {
  const where = placeOf(url);
  try {
    const { rows } = await sql<{ version: number; encoding: string; synchronous: string; standby: boolean }>`
      select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
        current_setting('synchronous_commit') as synchronous, pg_is_in_recovery() as standby`.execute(db);
    const { version, encoding, synchronous, standby } = rows[0]!;
    if (version < OLDEST) throw new CannotStart(`The database at ${where} is PostgreSQL ${version}: Fullmakt needs ${OLDEST} or later.`);
    if (encoding !== "UTF8") throw new CannotStart(`The database at ${where} is encoded in ${encoding}: Fullmakt needs UTF8.`);
    if (standby) throw new CannotStart(`The database at ${where} is a standby: set DATABASE_URL to the primary.`);
    // A commit that is lost takes the mark of a used grant with it: the grant would work twice (concurrency.md §2).
    if (synchronous === "off")
      throw new CannotStart(`The database at ${where} has synchronous_commit = off: Fullmakt does not start, since a crash would lose what was acknowledged.`);
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    const { code, message } = error as { code?: string; message: string };
    if (code === "28P01" || code === "28000") throw new CannotStart(`The database at ${where} refuses the user or password in DATABASE_URL.`);
    if (code === "3D000") throw new CannotStart(`The database in DATABASE_URL does not exist at ${where}: create it first.`);
    if (isDatabaseAway(error) || code === undefined || /^E[A-Z]+$/.test(code))
      throw new CannotStart(`The database at ${where} cannot be reached (${code ?? message}): check DATABASE_URL and that it runs.`);
    throw error;
  }
}

/** Host and port, never the password. */
function placeOf(url: string): string {
  try {
    const { hostname, port } = new URL(url);
    return `${hostname}:${port || 5432}`;
  } catch {
    throw new CannotStart("DATABASE_URL is not an address: it must look like postgres://user:password@host:5432/database.");
  }
}
