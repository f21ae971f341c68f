/** The daily mail of notification points that want one mail a day. */
import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { Database } from "../db/open.ts";
import { holdHeld, insertMails, type Mail, markDropped, markGathered, pointsHeldFor } from "./event-store.ts";
import type { MailContent } from "./mail.ts";
import { namesOf } from "./name-store.ts";
import { findPoint } from "./point-store.ts";
import { dailyText } from "./texts/daily.ts";

/** Of one mail; what is beyond them comes with the next one, right after. */
const MOST_PARTS = 100;
const POINTS_AT_A_TIME = 200;

/** Writes the daily mails that are due: of what was held before seven in the morning, Norwegian time. A job; several servers may do it at once. */
export async function writeDailyMails(db: Database): Promise<void> {
  for (;;) {
    const points = await pointsHeldFor(db, await lastMorning(db), POINTS_AT_A_TIME);
    if (points.length === 0) return;
    let written = 0;
    for (const point of points) if (await writeDailyMail(db, point)) written += 1;
    if (written === 0) return; // another server has them in hand
  }
}

/** The last time that it was seven in Norway, by the clock of the database. */
async function lastMorning(db: Database): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select (date_trunc('day', now() at time zone 'Europe/Oslo' - interval '7 hours') + interval '7 hours') at time zone 'Europe/Oslo' as at`.execute(db);
  return rows[0]!.at;
}

/** Gathers what waits for one point into a mail. @returns whether there was anything to do */
const writeDailyMail = (db: Database, point: string): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const held = await holdHeld(tx, point, await lastMorning(tx), MOST_PARTS);
    if (held.length === 0) return false;
    const found = await findPoint(tx, point);
    if (!found?.verifiedAt) {
      for (const { id } of held) await markDropped(tx, id, "not_verified");
      return true;
    }
    const { organization, address, language } = found;
    const id = uuidv7();
    const env = held[0]!.env ?? "test";
    const name = (await namesOf(tx, [organization])).get(organization) ?? organization;
    const content = dailyText(language, held.map(partOf), { number: organization, name }, env);
    await insertMails(tx, [
      { id, kind: "daily", env: null, organization, to: { address, language, point, daily: true }, content, state: "waiting", droppedWhy: null },
    ]);
    await markGathered(
      tx,
      held.map((mail) => mail.id),
      id,
    );
    return true;
  });

const partOf = ({ content: { subject, paragraphs, link } }: Mail): NonNullable<MailContent["parts"]>[number] => ({
  heading: subject,
  paragraphs,
  ...(link ? { link } : {}),
});
