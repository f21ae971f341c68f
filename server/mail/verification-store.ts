/** The rows of addresses that somebody has to prove, and of people's addresses. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { Language } from "../../vocabulary/language.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { PROOF_HOURS } from "./mail.ts";

/** The address of a person: the one that mails go to, and one that waits to be verified. */
export type PersonEmail = { address: EmailAddress | null; verifiedAt: Date | null; pending: { address: EmailAddress; at: Date } | null };

export async function findPersonEmail(db: Database, person: string): Promise<PersonEmail> {
  const row = await db.selectFrom("person_email").select(["address", "verified_at", "pending", "pending_at"]).where("person", "=", person).executeTakeFirst();
  return {
    address: (row?.address ?? null) as EmailAddress | null,
    verifiedAt: row?.verified_at ?? null,
    pending: row?.pending && row.pending_at ? { address: row.pending as EmailAddress, at: row.pending_at } : null,
  };
}

/** Holds a person until the transaction ends, so that what is changed of the address is changed one at a time. */
export const holdPerson = async (tx: Database, person: string): Promise<{ language: Language | null }> =>
  tx.selectFrom("person").select("language").where("id", "=", person).forNoKeyUpdate().executeTakeFirstOrThrow();

/** Sets the address that waits, null for none. */
export const setPending = async (tx: Database, person: string, address: EmailAddress | null): Promise<void> =>
  void (await sql`insert into person_email (person, pending, pending_at) values (${person}, ${address}::text, case when ${address}::text is null then null else now() end)
    on conflict (person) do update set pending = excluded.pending, pending_at = excluded.pending_at`.execute(tx));

/** The address that waits becomes the one that mails go to. */
export const confirmPending = async (tx: Database, person: string): Promise<void> =>
  void (await sql`
    update person_email set address = pending, verified_at = now(), pending = null, pending_at = null where person = ${person} and pending is not null`.execute(
    tx,
  ));

/** Forgets the addresses of a person. @returns whether there were any */
export async function deletePersonEmail(tx: Database, person: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("person_email").where("person", "=", person).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** How many mails with a link a person has asked for within 24 hours. */
export async function countProofsOf(db: Database, person: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from email_verification where person = ${person} and created_at > now() - interval '24 hours'`.execute(db);
  return rows[0]!.n;
}

/** How many mails with a link an organisation has asked for within 24 hours, for all of its points, removed ones too. */
export async function countProofsOfPoints(db: Database, organization: OrgNumber): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from email_verification v join notification_point p on p.id = v.point
     where p.organization = ${orgNumberToInt(organization)} and v.created_at > now() - interval '24 hours'`.execute(db);
  return rows[0]!.n;
}

export type Verification = { id: string; of: { person: string } | { point: string }; address: string; expired: boolean; used: boolean };

const COLUMNS = sql`v.id, v.person, v.point, v.address, v.expires_at <= now() as expired, v.used_at is not null as used`;
type VerificationRow = { id: string; person: string | null; point: string | null; address: string; expired: boolean; used: boolean };
const verificationOf = ({ person, point, ...row }: VerificationRow): Verification => ({ ...row, of: person === null ? { point: point! } : { person } });

export const insertVerification = async (tx: Database, id: string, of: Verification["of"], address: EmailAddress): Promise<void> =>
  void (await tx
    .insertInto("email_verification")
    .values({ id, ...of, address, expires_at: sql<Date>`now() + make_interval(hours => ${PROOF_HOURS})` })
    .execute());

export async function findVerification(db: Database, id: string): Promise<Verification | null> {
  const { rows } = await sql<VerificationRow>`select ${COLUMNS} from email_verification v where v.id = ${id}`.execute(db);
  return rows[0] ? verificationOf(rows[0]) : null;
}

export async function findVerificationOfToken(db: Database, tokenHash: Buffer): Promise<Verification | null> {
  const { rows } = await sql<VerificationRow>`
    select ${COLUMNS} from email_verification_token t join email_verification v on v.id = t.verification where t.token_hash = ${tokenHash}`.execute(db);
  return rows[0] ? verificationOf(rows[0]) : null;
}

export const insertToken = async (db: Database, verification: string, tokenHash: Buffer): Promise<void> =>
  void (await db.insertInto("email_verification_token").values({ token_hash: tokenHash, verification }).execute());

/** Uses a verification up. Of any number at once one does. */
export async function takeVerification(tx: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("email_verification")
    .set({ used_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets verifications, their tokens with them. */
export const deleteOldVerifications = async (db: Database, days: number): Promise<void> =>
  void (await sql`delete from email_verification where created_at < now() - make_interval(days => ${days})`.execute(db));
