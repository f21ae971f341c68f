/** The rows of organisations and what they have signed. Connection or transaction first; no rules. */
import { type RawBuilder, sql } from "kysely";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { Organization, OrganizationSearch, TermsVariant } from "./organization.ts";

const COLUMNS = ["number", "name", "form", "parent", "locked_at", "lock_reason", "created_at", "updated_at"] as const;

type Shown = Pick<Row<"organization">, (typeof COLUMNS)[number]> & { deleted: string | null };
const DELETED = sql<string | null>`deleted_on::text`.as("deleted");

const organizationOf = (row: Shown): Organization => ({
  number: orgNumberFromInt(row.number),
  name: row.name,
  form: row.form,
  parent: row.parent === null ? null : orgNumberFromInt(row.parent),
  deletedOn: row.deleted,
  locked: row.locked_at && row.lock_reason !== null ? { at: row.locked_at, reason: row.lock_reason } : null,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const organizations = (db: Database) => db.selectFrom("organization").select([...COLUMNS, DELETED]);

export async function findOrganization(db: Database, number: OrgNumber): Promise<Organization | null> {
  const row = await organizations(db).where("number", "=", orgNumberToInt(number)).executeTakeFirst();
  return row ? organizationOf(row) : null;
}

/** Those of the organisations that exist, held `for share` in the order of their numbers. */
export async function holdOrganizations(tx: Database, numbers: OrgNumber[]): Promise<Organization[]> {
  const rows = await organizations(tx).where("number", "in", numbers.map(orgNumberToInt)).orderBy("number").forShare().execute();
  return rows.map(organizationOf);
}

/** The organisation, held for a change until the transaction ends, or null. */
export async function holdForChange(tx: Database, number: OrgNumber): Promise<Organization | null> {
  const row = await organizations(tx).where("number", "=", orgNumberToInt(number)).forNoKeyUpdate().executeTakeFirst();
  return row ? organizationOf(row) : null;
}

/** The names of those of the organisations that exist. */
export async function findNames(db: Database, numbers: OrgNumber[]): Promise<Map<OrgNumber, string>> {
  if (numbers.length === 0) return new Map();
  // One parameter for all of them: lists can be longer than the 65,535 parameters that a statement may have.
  const rows = await db
    .selectFrom("organization")
    .select(["number", "name"])
    .where(sql<boolean>`number = any(${[...new Set(numbers)].map(orgNumberToInt)}::int[])`)
    .execute();
  return new Map(rows.map(({ number, name }) => [orgNumberFromInt(number), name]));
}

/** Those of the organisations that the register has deleted, each with the day. */
export async function findDeleted(db: Database, numbers: OrgNumber[]): Promise<Map<OrgNumber, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ number: number; deleted: string }>`
    select number, deleted_on::text as deleted from organization
    where number = any(${[...new Set(numbers)].map(orgNumberToInt)}::int[]) and deleted_on is not null`.execute(db);
  return new Map(rows.map(({ number, deleted }) => [orgNumberFromInt(number), deleted]));
}

/** Adds an organisation. Null when the number is registered already. */
export async function insertOrganization(
  tx: Database,
  { number, name, form, parent }: { number: OrgNumber; name: string; form: string | undefined; parent: OrgNumber | null },
): Promise<Organization | null> {
  const row = await tx
    .insertInto("organization")
    .values({ number: orgNumberToInt(number), name, ...(form === undefined ? {} : { form }), parent: parent === null ? null : orgNumberToInt(parent) })
    .onConflict((conflict) => conflict.doNothing())
    .returning([...COLUMNS, DELETED])
    .executeTakeFirst();
  return row ? organizationOf(row) : null;
}

/** Writes what the register says of an organisation. */
export async function updateOrganization(
  tx: Database,
  number: OrgNumber,
  { name, deletedOn }: { name: string; deletedOn: string | null },
): Promise<Organization> {
  const row = await tx
    .updateTable("organization")
    .set({ name, deleted_on: deletedOn, updated_at: sql<Date>`now()` })
    .where("number", "=", orgNumberToInt(number))
    .returning([...COLUMNS, DELETED])
    .executeTakeFirstOrThrow();
  return organizationOf(row);
}

/** Locks an organisation for `reason`, or unlocks it (null). */
export async function updateLock(tx: Database, number: OrgNumber, reason: string | null): Promise<Organization> {
  const row = await tx
    .updateTable("organization")
    .set({ locked_at: reason === null ? null : sql<Date>`now()`, lock_reason: reason, updated_at: sql<Date>`now()` })
    .where("number", "=", orgNumberToInt(number))
    .returning([...COLUMNS, DELETED])
    .executeTakeFirstOrThrow();
  return organizationOf(row);
}

/**
 * Organisations by number, those after `after`, at most `limit`. By number and not by name, since a number never changes: whoever follows the pages to the
 * end gets each exactly once, also while others are renamed (SEC-113).
 */
export async function pageOfOrganizations(
  db: Database,
  { after, limit, search }: { after: OrgNumber | null; limit: number; search?: OrganizationSearch | undefined },
): Promise<Organization[]> {
  let query = organizations(db).orderBy("number").limit(limit);
  if (after !== null) query = query.where("number", ">", orgNumberToInt(after));
  if (search && "digits" in search) query = query.where(sql<boolean>`starts_with(number::text, ${search.digits})`);
  if (search && "text" in search) query = query.where(sql<boolean>`search_name like ${patternOf(search.text).inside}`);
  const rows = await query.execute();
  return rows.map(organizationOf);
}

/**
 * What names are held against, in the small letters and the byte order of `search_name`: the database itself is in byte order, where only ASCII has lower-case
 * letters. Written so that it is a constant when the statement is planned, or no index is of use.
 */
function patternOf(text: string): { begins: RawBuilder<string>; inside: RawBuilder<string> } {
  const written = text.replaceAll(/[\\%_]/g, "\\$&");
  const small = (pattern: string) => sql<string>`(lower(${pattern}::text collate "nb-x-icu") collate "C")`;
  return { begins: small(`${written}%`), inside: small(`%${written}%`) };
}

type Found = { number: OrgNumber; name: string; form: string; parent: { number: OrgNumber; name: string } | null; deletedOn: string | null };

/** Shorter parts are in no index: a million names would be read for them. */
const TRIGRAM = 3;

/**
 * Organisations that a search fits: those whose name begins so first, then by name. At most `limit`. What is shorter than three characters finds the
 * beginning of a name only.
 */
export async function searchOrganizations(db: Database, search: OrganizationSearch, limit: number): Promise<Found[]> {
  if ("digits" in search) {
    // Digits are the first of a number: a range of the key. Filled up with zeros and nines.
    const [from, to] = [search.digits.padEnd(9, "0"), search.digits.padEnd(9, "9")].map(Number);
    return found(db, sql`number between ${from} and ${to}`, sql`number`, limit);
  }
  const { begins, inside } = patternOf(search.text);
  const first = await found(db, sql`search_name like ${begins}`, sql`search_name, number`, limit);
  if (first.length === limit || search.text.length < TRIGRAM) return first;
  const others = sql`search_name like ${inside} and search_name not like ${begins}`;
  return [...first, ...(await found(db, others, sql`search_name, number`, limit - first.length))];
}

/** The first of those that fit, for people in Norwegian order. */
async function found(db: Database, fits: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number): Promise<Found[]> {
  const { rows } = await sql<{ number: number; name: string; form: string; parent: number | null; parent_name: string | null; deleted: string | null }>`
    select o.number, o.name, o.form, o.deleted, p.number as parent, p.name as parent_name
    from (select number, name, form, parent, deleted_on::text as deleted from organization where ${fits} order by ${order} limit ${limit}) o
    left join organization p on p.number = o.parent order by o.name collate "nb-x-icu", o.number`.execute(db);
  return rows.map(({ number, name, form, parent, parent_name, deleted }) => ({
    number: orgNumberFromInt(number),
    name,
    form,
    parent: parent === null ? null : { number: orgNumberFromInt(parent), name: parent_name ?? "" },
    deletedOn: deleted,
  }));
}

/** Adds a signature. False when this version was signed before. */
export async function insertSignature(tx: Database, organization: OrgNumber, variant: TermsVariant, version: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("terms_signature")
    .values({ organization: orgNumberToInt(organization), variant, version })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** What an organisation has signed, the newest first. */
export async function signaturesOf(db: Database, organization: OrgNumber): Promise<{ variant: TermsVariant; version: string; signedAt: Date }[]> {
  const rows = await db
    .selectFrom("terms_signature")
    .select(["variant", "version", "signed_at"])
    .where("organization", "=", orgNumberToInt(organization))
    .orderBy("signed_at", "desc")
    .orderBy("variant")
    .orderBy("version")
    .execute();
  return rows.map(({ variant, version, signed_at }) => ({ variant, version, signedAt: signed_at }));
}
