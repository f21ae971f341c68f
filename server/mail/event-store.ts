/** The rows of the outbox. Connection or transaction first; no rules. */
import { sql } from "kysely";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { ENVIRONMENT_NUMBER, ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { Language } from "../../vocabulary/language.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import type { Row } from "../db/tables.ts";
import type { MailContent, MailKind, MailState, NewMail } from "./mail.ts";

/** A mail of the outbox. */
export type Mail = {
  id: string;
  kind: MailKind;
  env: EnvironmentName | null;
  organization: OrgNumber | null;
  person: string | null;
  point: string | null;
  address: EmailAddress;
  language: Language;
  content: MailContent;
  state: MailState;
  tries: number;
  lastError: string | null;
  droppedWhy: string | null;
  createdAt: Date;
  sentAt: Date | null;
  deadAt: Date | null;
};

const COLUMNS = [
  "id",
  "kind",
  "env",
  "organization",
  "person",
  "point",
  "address",
  "language",
  "content",
  "state",
  "tries",
  "last_error",
  "dropped_why",
  "created_at",
  "sent_at",
  "dead_at",
] as const;

const mailOf = (row: Pick<Row<"mail_event">, (typeof COLUMNS)[number]>): Mail => ({
  id: row.id,
  kind: row.kind as MailKind,
  env: ENVIRONMENTS.find((name) => ENVIRONMENT_NUMBER[name] === row.env) ?? null,
  organization: row.organization === null ? null : orgNumberFromInt(row.organization),
  person: row.person,
  point: row.point,
  address: row.address as EmailAddress,
  language: row.language,
  content: row.content,
  state: row.state,
  tries: row.tries,
  lastError: row.last_error,
  droppedWhy: row.dropped_why,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  deadAt: row.dead_at,
});

/** Adds mails. One whose `once` is there already is left out. @returns how many were added */
export async function insertMails(tx: Database, mails: readonly (NewMail & { state: MailState; droppedWhy: string | null })[]): Promise<number> {
  if (mails.length === 0) return 0;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("mail_event")
    .values(
      mails.map(({ id, kind, to, content, env, organization, once, state, droppedWhy }) => ({
        id,
        kind,
        env: env && ENVIRONMENT_NUMBER[env],
        organization: organization && orgNumberToInt(organization),
        person: "person" in to ? to.person : null,
        point: "point" in to ? to.point : null,
        address: to.address,
        language: to.language,
        content: JSON.stringify(content),
        once: once ?? null,
        state,
        dropped_why: droppedWhy,
      })),
    )
    .onConflict((conflict) => conflict.column("once").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** How many mails each of the addresses got at once within 24 hours, or will, by the address in small letters. Addresses without any are missing. */
export async function countAtOnce(db: Database, addresses: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ address: string; n: number }>`
    select lower(address) as address, count(*)::int as n from mail_event
     where lower(address) = any(${[...new Set(addresses.map((address) => address.toLowerCase()))]}::text[]) and created_at > now() - interval '24 hours'
       and state not in ('held', 'gathered', 'dropped')
     group by 1`.execute(db);
  return new Map(rows.map(({ address, n }) => [address, n]));
}

/** How many mails of these kinds were written to an address within 24 hours. */
export async function countOfKinds(db: Database, address: string, kinds: readonly MailKind[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from mail_event
     where lower(address) = lower(${address}) and created_at > now() - interval '24 hours' and kind = any(${[...kinds]}::text[])`.execute(db);
  return rows[0]!.n;
}

export async function findMail(db: Database, id: string): Promise<Mail | null> {
  const row = await db.selectFrom("mail_event").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row ? mailOf(row) : null;
}

/** Mails that wait to be queued, the oldest first, held until the transaction ends. Those that another server holds are passed over. */
export const holdWaiting = (tx: Database, limit: number): Promise<{ id: string; kind: string; round: number }[]> =>
  tx
    .selectFrom("mail_event")
    .select(["id", "kind", "round"])
    .where("state", "=", "waiting")
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();

export const markQueued = async (tx: Database, ids: readonly string[]): Promise<void> =>
  void (await sql`update mail_event set state = 'queued', queued_at = now() where id = any(${[...ids]}::uuid[])`.execute(tx));

/** The other side has taken it. */
export const markSent = async (db: Database, id: string): Promise<void> =>
  void (await sql`update mail_event set state = 'sent', sent_at = now(), tries = tries + 1, last_error = null where id = ${id} and state <> 'sent'`.execute(
    db,
  ));

export const markTried = async (db: Database, id: string, error: string): Promise<void> =>
  void (await sql`update mail_event set tries = tries + 1, last_error = ${error} where id = ${id}`.execute(db));

/** It is not tried again by itself. */
export const markDead = async (db: Database, id: string): Promise<void> =>
  void (await sql`update mail_event set state = 'dead', dead_at = now() where id = ${id} and state in ('waiting', 'queued')`.execute(db));

export const markDropped = async (db: Database, id: string, why: string): Promise<void> =>
  void (await sql`update mail_event set state = 'dropped', dropped_why = ${why} where id = ${id} and state in ('held', 'waiting', 'queued')`.execute(db));

/** Puts a dead mail back among those that wait, with a job of a new name. @returns whether it was dead */
export async function revive(tx: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("mail_event")
    .set((is) => ({ state: "waiting", dead_at: null, tries: 0, round: is("round", "+", 1) }))
    .where("id", "=", id)
    .where("state", "=", "dead")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Those whose job must have been lost: all tries together take less than this. @returns how many were queued anew */
export const requeueLost = async (db: Database): Promise<number> =>
  Number(
    (await sql`update mail_event set state = 'waiting', round = round + 1 where state = 'queued' and queued_at < now() - interval '2 days'`.execute(db))
      .numAffectedRows ?? 0,
  );

/** What nobody can be sent, since the installation has no way to send mail. */
export const dropWaiting = async (db: Database, why: string): Promise<void> =>
  void (await sql`update mail_event set state = 'dropped', dropped_why = ${why} where state in ('waiting', 'held')`.execute(db));

/** A page of mails, the newest first. */
export async function pageOfMails(
  db: Database,
  env: EnvironmentName,
  { state, after, limit }: { state?: MailState | undefined; after: { createdAt: Date; id: string } | null; limit: number },
): Promise<Mail[]> {
  let query = db
    .selectFrom("mail_event")
    .select(COLUMNS)
    .where((where) => where.or([where("env", "is", null), where("env", "=", ENVIRONMENT_NUMBER[env])]))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (state) query = query.where("state", "=", state);
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`);
  return (await query.execute()).map(mailOf);
}

/** The newest mails of all environments, for the page of a developer. */
export const newestMails = async (db: Database, limit: number): Promise<Mail[]> =>
  (await db.selectFrom("mail_event").select(COLUMNS).orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).execute()).map(mailOf);

/** Points for which something written before then waits for the daily mail. */
export async function pointsHeldFor(db: Database, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ point: string }>`
    select distinct point from mail_event where state = 'held' and point is not null and created_at < ${before} limit ${limit}`.execute(db);
  return rows.map(({ point }) => point);
}

/** What waits for the daily mail of a point and was written before then, the oldest first; held until the transaction ends. */
export async function holdHeld(tx: Database, point: string, before: Date, limit: number): Promise<Mail[]> {
  const rows = await tx
    .selectFrom("mail_event")
    .select(COLUMNS)
    .where("state", "=", "held")
    .where("point", "=", point)
    .where("created_at", "<", before)
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  return rows.map(mailOf);
}

export const markGathered = async (tx: Database, ids: readonly string[], into: string): Promise<void> =>
  void (await sql`update mail_event set state = 'gathered', gathered_in = ${into} where id = any(${[...ids]}::uuid[])`.execute(tx));

/** Forgets mails that are older than they are kept, a thousand at a time. @returns how many went */
export async function deleteOldMails(db: Database, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mail_event where id in (select id from mail_event where created_at < now() - make_interval(days => ${days}) order by created_at limit 1000)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** @see deleteOldMails */
export const deleteOldRounds = async (db: Database, days: number): Promise<void> =>
  void (await sql`delete from mail_round where done_at < now() - make_interval(days => ${days})`.execute(db));
