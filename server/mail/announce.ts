/** Tells many notification points the same, a chunk at a time: what was begun goes on after any end of the server, and nobody is told twice. */
import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { Announcement } from "./announcement.ts";
import type { NewMail } from "./mail.ts";
import { post } from "./outbox.ts";
import type { NotificationPoint } from "./point.ts";
import { chunkToTell } from "./point-store.ts";
import { namesOf } from "./name-store.ts";
import { reachedBy } from "./reached.ts";
import { announcementText } from "./texts/announcements.ts";

const CHUNK = 250;

/** Begins to tell everybody whom it concerns, as a part of a deed. The mails themselves are written by a job. */
export async function announce(tx: Tx, told: Announcement): Promise<void> {
  await tx
    .insertInto("mail_round")
    .values({ id: uuidv7(), told: JSON.stringify(told) })
    .execute();
}

/**
 * Writes the mails of the next chunk of what is being announced, in one transaction with how far it has come. Several servers share the work.
 *
 * @returns whether there was anything to do
 */
export const announceChunk = (db: Database): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const round = await tx
      .selectFrom("mail_round")
      .select(["id", "told", "after"])
      .where("done_at", "is", null)
      .orderBy("created_at")
      .limit(1)
      .forNoKeyUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!round) return false;
    const { id, told, after } = round;
    const chosen = await chunkToTell(tx, { ...whomToTell(told), after, limit: CHUNK });
    const points = told.kind === "notice" ? chosen : await reachedBy(tx, chosen, told.env, { scope: told.scope });
    const names = await namesOf(tx, [...new Set(points.map(({ organization }) => organization))]);
    const mails = await post(
      tx,
      points.map((point) => mailTo(point, told, names, id)),
    );
    await tx
      .updateTable("mail_round")
      .set((is) => ({ after: chosen.at(-1)?.id ?? after, mails: is("mails", "+", mails), ...(chosen.length < CHUNK ? { done_at: sql<Date>`now()` } : {}) }))
      .where("id", "=", id)
      .execute();
    return true;
  });

const whomToTell = (told: Announcement) =>
  told.kind === "notice" ? { kind: told.severity, environments: told.environments } : { kind: "access" as const, environments: [told.env], scope: told.scope };

function mailTo(point: NotificationPoint, told: Announcement, names: ReadonlyMap<OrgNumber, string>, round: string): Omit<NewMail, "id"> {
  const { organization, language } = point;
  return {
    kind: told.kind,
    env: told.kind === "notice" ? null : told.env,
    organization,
    to: { address: point.address, language, point: point.id, daily: point.digest === "daily" },
    content: announcementText(language, told, { number: organization, name: names.get(organization) ?? organization }),
    once: `${round} ${point.id}`,
    urgent: told.kind === "notice" && told.severity === "incident",
  };
}
