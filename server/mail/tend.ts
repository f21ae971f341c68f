/** What is done with the outbox again and again, besides sending. */
import { sql } from "kysely";
import type { Database } from "../db/open.ts";
import { writeDailyMails } from "./daily.ts";
import { deleteOldMails, deleteOldRounds, requeueLost } from "./event-store.ts";
import { KEPT_DAYS } from "./mail.ts";
import { deleteOldVerifications } from "./verification-store.ts";

/** Links are of no use after a day; how many were asked for is counted for as long. Days. */
const PROOFS_KEPT_DAYS = 7;

/** A job: daily mails, mails whose job was lost, and what has been kept long enough (SEC-154). */
export async function tendMail(db: Database): Promise<void> {
  await writeDailyMails(db);
  await requeueLost(db);
  while ((await deleteOldMails(db, KEPT_DAYS)) > 0);
  await deleteOldRounds(db, KEPT_DAYS);
  await deleteOldVerifications(db, PROOFS_KEPT_DAYS);
}

/** How many mails are older than they are kept: none, after the job has run (SEC-154). */
export const overdueMails = async (db: Database): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from mail_event where created_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(db)).rows[0]!.n;
