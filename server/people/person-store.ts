/** The rows of people. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { Language } from "../../vocabulary/language.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { IdentityNumber } from "./identity-number.ts";
import type { Person } from "./person.ts";

const COLUMNS = ["id", "first_name", "last_name", "language", "last_login_at"] as const;

const personOf = (row: Pick<Row<"person">, (typeof COLUMNS)[number]>): Person => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  language: row.language,
  lastLoginAt: row.last_login_at,
});

export async function findPerson(db: Database, id: string): Promise<Person | null> {
  const row = await db.selectFrom("person").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row ? personOf(row) : null;
}

export async function findPersonOfNumber(db: Database, number: IdentityNumber): Promise<Person | null> {
  const row = await db.selectFrom("person").select(COLUMNS).where("identity_number", "=", number).executeTakeFirst();
  return row ? personOf(row) : null;
}

/** Holds a person until the transaction ends: what is counted of him or her is counted one at a time. */
export const holdPerson = async (tx: Database, id: string): Promise<void> =>
  void (await tx.selectFrom("person").select("id").where("id", "=", id).forNoKeyUpdate().execute());

export const databaseNow = async (db: Database): Promise<Date> => (await sql<{ now: Date }>`select now()`.execute(db)).rows[0]!.now;

/** Adds a person, or gives the one with this number the names where they are told. */
export async function upsertPerson(
  tx: Database,
  { id, number, firstName, lastName }: { id: string; number: IdentityNumber; firstName: string; lastName: string },
): Promise<Person> {
  const row = await tx
    .insertInto("person")
    .values({ id, identity_number: number, first_name: firstName, last_name: lastName })
    .onConflict((conflict) =>
      conflict.column("identity_number").doUpdateSet((now) => ({
        first_name: sql<string>`case when excluded.last_name = '' then ${now.ref("person.first_name")} else excluded.first_name end`,
        last_name: sql<string>`case when excluded.last_name = '' then ${now.ref("person.last_name")} else excluded.last_name end`,
        updated_at: sql<Date>`now()`,
      })),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return personOf(row);
}

export const noteLogin = async (tx: Database, id: string): Promise<void> =>
  void (await tx
    .updateTable("person")
    .set({ last_login_at: sql<Date>`now()` })
    .where("id", "=", id)
    .execute());

export const updateLanguage = async (tx: Database, id: string, language: Language | null): Promise<void> =>
  void (await tx
    .updateTable("person")
    .set({ language, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .execute());

/** Those of the people that exist, in no order. */
export async function findPeople(db: Database, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  // One parameter for all of them: lists can be longer than the 65,535 parameters that a statement may have.
  const rows = await db
    .selectFrom("person")
    .select(COLUMNS)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return rows.map(personOf);
}

/** Numbers of this person that did not go with their names within the last hour, the oldest first. */
export async function missesOf(db: Database, person: string): Promise<Date[]> {
  const rows = await db
    .selectFrom("identity_miss")
    .select("at")
    .where("person", "=", person)
    .where(sql<boolean>`at > now() - interval '1 hour'`)
    .orderBy("at")
    .execute();
  return rows.map(({ at }) => at);
}

export const addMiss = async (db: Database, person: string): Promise<void> => void (await db.insertInto("identity_miss").values({ person }).execute());

/** Notes that somebody has found a person by number and name. */
export const noteLookup = async (db: Database, asker: string, found: string): Promise<void> =>
  void (await db
    .insertInto("person_lookup")
    .values({ asker, found })
    .onConflict((conflict) => conflict.columns(["asker", "found"]).doUpdateSet({ at: sql<Date>`now()` }))
    .execute());

/** Whether somebody has found a person within the last hour. */
export const hasLookedUp = async (db: Database, asker: string, found: string): Promise<boolean> =>
  (await db
    .selectFrom("person_lookup")
    .select("at")
    .where("asker", "=", asker)
    .where("found", "=", found)
    .where(sql<boolean>`at > now() - interval '1 hour'`)
    .executeTakeFirst()) !== undefined;

/** Forgets who found whom, and who missed, once it counts no longer. A job. */
export async function deleteOldLookups(db: Database): Promise<void> {
  await db
    .deleteFrom("person_lookup")
    .where(sql<boolean>`at < now() - interval '1 hour'`)
    .execute();
  await db
    .deleteFrom("identity_miss")
    .where(sql<boolean>`at < now() - interval '1 hour'`)
    .execute();
}

/** Chosen now by this person: the picker shows it first. */
export const noteChoice = async (db: Database, person: string, organization: number): Promise<void> =>
  void (await db
    .insertInto("recent_organization")
    .values({ person, organization })
    .onConflict((conflict) => conflict.columns(["person", "organization"]).doUpdateSet({ at: sql<Date>`now()` }))
    .execute());
