/** The rows of organisations and what they have signed. Connection or transaction first; no rules. */
import { sql } from "kysely";
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
  // The database itself is in byte order, where only ASCII has lower-case letters.
  if (search && "text" in search) query = query.where(sql<boolean>`strpos(lower(name collate "nb-x-icu"), lower(${search.text} collate "nb-x-icu")) > 0`);
  const rows = await query.execute();
  return rows.map(organizationOf);
}

/** Organisations that a search fits: those whose name begins so first, then by name. At most `limit`. */
export async function searchOrganizations(
  db: Database,
  search: OrganizationSearch,
  limit: number,
): Promise<{ number: OrgNumber; name: string; form: string; parent: { number: OrgNumber; name: string } | null; deletedOn: string | null }[]> {
  const name = sql`o.name collate "nb-x-icu"`;
  // Digits are the first of a number: a range of the key. Filled up with zeros and nines.
  const fits =
    "digits" in search
      ? sql`o.number between ${Number(search.digits.padEnd(9, "0"))} and ${Number(search.digits.padEnd(9, "9"))}`
      : sql`strpos(lower(${name}), lower(${search.text} collate "nb-x-icu")) > 0`;
  const first = "digits" in search ? sql`o.number` : sql`starts_with(lower(${name}), lower(${search.text} collate "nb-x-icu")) desc, ${name}, o.number`;
  const { rows } = await sql<{ number: number; name: string; form: string; parent: number | null; parent_name: string | null; deleted: string | null }>`
    select o.number, o.name, o.form, o.deleted_on::text as deleted, p.number as parent, p.name as parent_name from organization o left join organization p on p.number = o.parent
    where ${fits} order by ${first} limit ${limit}`.execute(db);
  return rows.map(({ number, form, parent, parent_name, deleted, ...row }) => ({
    number: orgNumberFromInt(number),
    name: row.name,
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
