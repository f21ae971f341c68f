import { after } from "node:test";
import { sql } from "kysely";
import { type Database, openDatabase, openPatientDatabase } from "../db/open.ts";

/** A database whose clock a test throws. Connections that were opened before this was asked for keep the true time. */
export type ThrownClock = {
  db: Database;
  /** From now on its clock is so many minutes off, whatever it was before. */
  throwTo(minutes: number): Promise<void>;
};

/**
 * PostgreSQL shows the machine's clock, which no test may set. So a function of the same name stands before its own in the search path: all that our statements
 * call `now()` is thrown. Defaults of columns were bound to the true one when they were made; those that decide are bound anew.
 */
export async function thrownClock(databaseUrl: string): Promise<ThrownClock> {
  const patient = openPatientDatabase(databaseUrl);
  await sql
    .raw(
      `create table thrown_clock (by interval not null);
       insert into thrown_clock (by) values ('0');
       create function public.now() returns timestamptz language sql stable as 'select pg_catalog.now() + by from public.thrown_clock';
       alter table used_grant alter at set default public.now();
       alter database ${new URL(databaseUrl).pathname.slice(1)} set search_path = public, pg_catalog;`,
    )
    .execute(patient);
  await patient.destroy();
  const db = openDatabase(databaseUrl);
  after(() => db.destroy());
  return { db, throwTo: async (minutes) => void (await sql`update thrown_clock set by = ${`${minutes} minutes`}::interval`.execute(db)) };
}
