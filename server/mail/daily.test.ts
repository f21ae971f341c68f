/** One mail a day for those who want it, and what is kept how long. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { openPatientDatabase } from "../db/open.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { writeDailyMails } from "./daily.ts";
import { mailsTo, plantPoint } from "./mail-under-test.ts";
import { KEPT_DAYS } from "./mail.ts";
import { messageOf } from "./message.ts";
import { post } from "./outbox.ts";
import { overdueMails, tendMail } from "./tend.ts";

const deps = await testDeps();
const { db } = deps;
const patient = openPatientDatabase(deps.databaseUrl);
after(() => patient.destroy());

/** Mails that a point was to get, as if they were written so many hours ago. */
async function write(point: { id: string; address: string }, subjects: readonly string[], { hoursAgo = 25, daily = true } = {}): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await post(
      tx,
      subjects.map((subject) => ({
        kind: "access_given" as const,
        env: "prod" as const,
        organization: null,
        to: { address: point.address as never, language: "nb" as const, point: point.id, daily },
        content: { subject, paragraphs: [`${subject}.`], link: { label: "Se", path: "/prod/310800007/accesses" }, why: "" },
      })),
    );
  });
  await sql`update mail_event set created_at = now() - make_interval(hours => ${hoursAgo}) where point = ${point.id} and kind = 'access_given' and created_at > now() - interval '1 minute'`.execute(
    db,
  );
}

test("what a point was to be told since yesterday comes in one mail in the morning, once, by any number of servers", async () => {
  const org = await plantOrganization(db, "Havsula AS");
  const point = await plantPoint(db, org, { digest: "daily", language: "nn" });
  await write(point, ["Fyrste", "Andre", "Tredje"]);
  assert.deepEqual(
    (await mailsTo(db, point.address)).map(({ state }) => state),
    ["held", "held", "held"],
  );
  await Promise.all(Array.from({ length: 10 }, () => writeDailyMails(patient)));
  const mails = await mailsTo(db, point.address);
  const [daily] = mails.filter(({ kind }) => kind === "daily");
  assert.deepEqual(Object.fromEntries([...Map.groupBy(mails, ({ state }) => state)].map(([state, of]) => [state, of.length])), { waiting: 1, gathered: 3 });
  assert.equal(daily!.content.subject, "3 hendingar for Havsula AS");
  const { text } = messageOf(daily!.content, "nn", (link) => ("path" in link ? `https://fullmakt.example${link.path}` : ""));
  assert.match(text, /\* Fyrste\n\nFyrste\.\n\nSe:\nhttps:\/\/fullmakt\.example\/prod\/310800007\/accesses\n\n\* Andre/);
});

test("what was written after seven this morning waits until tomorrow", async () => {
  const point = await plantPoint(db, await plantOrganization(db), { digest: "daily" });
  await write(point, ["Nå"], { hoursAgo: 0 });
  await write(point, ["I går"]);
  // Seven o'clock is at least a moment ago; what is written in the next second is after it.
  await sql`update mail_event set created_at = now() + interval '1 second' where point = ${point.id} and content->>'subject' = 'Nå'`.execute(db);
  await writeDailyMails(patient);
  const mails = await mailsTo(db, point.address);
  assert.deepEqual(Object.fromEntries(mails.map(({ content, state }) => [content.subject, state])), {
    "1 hendelse for Øvre Testing": "waiting",
    "I går": "gathered",
    Nå: "held",
  });
});

test("a point that was removed meanwhile, or is not verified any more, gets none", async () => {
  const org = await plantOrganization(db);
  const [removed, unverified] = [await plantPoint(db, org, { digest: "daily" }), await plantPoint(db, org, { digest: "daily" })];
  for (const point of [removed, unverified]) await write(point, ["Noe"]);
  await db.updateTable("notification_point").set({ removed_at: new Date() }).where("id", "=", removed.id).execute();
  await db.updateTable("notification_point").set({ verified_at: null }).where("id", "=", unverified.id).execute();
  await writeDailyMails(patient);
  for (const { address } of [removed, unverified])
    assert.deepEqual(
      (await mailsTo(db, address)).map(({ state, droppedWhy }) => [state, droppedWhy]),
      [["dropped", "not_verified"]],
    );
});

test("more than a mail holds comes in several", async () => {
  const point = await plantPoint(db, await plantOrganization(db), { digest: "daily" });
  for (let i = 0; i < 3; i += 1)
    await write(
      point,
      Array.from({ length: 50 }, (_, n) => `nr ${i} ${n}`),
    );
  await writeDailyMails(patient);
  const daily = (await mailsTo(db, point.address)).filter(({ kind }) => kind === "daily");
  assert.deepEqual(
    daily.map(({ content }) => content.parts!.length).toSorted((a, b) => a - b),
    [50, 100],
  );
});

test("SEC-154 mails are kept for 90 days, links for a week, and what is older is gone after the job", async () => {
  const point = await plantPoint(db, await plantOrganization(db));
  await write(point, ["Gammel", "Ny"], { daily: false });
  await sql`update mail_event set created_at = now() - make_interval(days => ${KEPT_DAYS}, secs => 1) where content->>'subject' = 'Gammel'`.execute(db);
  await sql`insert into email_verification (id, point, address, created_at, expires_at) values (gen_random_uuid(), ${point.id}, 'a@b.no', now() - interval '8 days', now() - interval '7 days')`.execute(
    db,
  );
  assert.equal(await overdueMails(db), 1);
  await tendMail(patient);
  assert.equal(await overdueMails(db), 0);
  assert.deepEqual(
    (await mailsTo(db, point.address)).map(({ content }) => content.subject),
    ["Ny"],
  );
  assert.equal((await sql<{ n: number }>`select count(*)::int as n from email_verification where point = ${point.id}`.execute(db)).rows[0]!.n, 0);
});

test("a mail whose job was lost is queued anew under another name", async () => {
  const point = await plantPoint(db, await plantOrganization(db));
  await write(point, ["Tapt"], { daily: false });
  await sql`update mail_event set state = 'queued', queued_at = now() - interval '3 days' where point = ${point.id}`.execute(db);
  await tendMail(patient);
  const { rows } = await sql<{ state: string; round: number }>`select state, round from mail_event where point = ${point.id}`.execute(db);
  assert.deepEqual(rows, [{ state: "waiting", round: 2 }]);
});
