import { Kysely, PostgresDialect } from "kysely";
import { Pool, TypeOverrides } from "pg";
import type { Tables } from "./tables.ts";

/** A pool or a transaction on it: the first parameter of everything that reads or writes. */
export type Database = Kysely<Tables>;

/** bigint as number: all of ours are counters and seconds, far below 2^53. */
const types = new TypeOverrides();
types.setTypeParser(20, Number);

/**
 * Opens a pool on one database. Lost connections are reported, not thrown: a restart of the database must not end the process.
 *
 * Every wait is bounded, so that a caller gets 503 within 2 s when the database is down or slow (SEC-143).
 *
 * @param options how long to wait for a connection and for a statement, and how many connections at most
 */
export function openDatabase(url: string, onError: (error: Error) => void = () => {}, { patienceMs = 1_500, max = 10 } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: patienceMs,
    query_timeout: patienceMs + 200,
  });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** A pool without short limits, for work that may take long: migrations, loading, verification, export. */
export const openPatientDatabase = (url: string): Database => {
  const pool = new Pool({ connectionString: url, max: 4, types });
  // Both: a connection that is lost in the middle of a query must not end the process either.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
};
