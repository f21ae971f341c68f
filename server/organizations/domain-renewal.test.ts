/** Proofs of domains that end: renewed by themselves while the record stands, and told of in time when it does not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { mailsTo, plantEmail, plantPoint } from "../mail/mail-under-test.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { nameServer } from "../test/name-server.ts";
import { plantPerson, plantRight, plantRole } from "../test/people.ts";
import { renewProofs } from "./domain-renewal.ts";
import { dueProofNotice } from "./email-domain.ts";

const names = await nameServer();
const deps = await testDeps((settings) => void (settings.dnsServers = [names.address]));
const { db } = deps;
const app = createApp(deps);
const DAY_MS = 86_400_000;
// oxlint-disable-next-line typescript/no-explicit-any -- tests read what came back member by member
type Json = any;

let planted = 0;

/** A proven domain whose proof ends in so many days. */
async function plantProof(days: number, { stands = false } = {}) {
  const org = await plantOrganization(db, "Lyngvidda direktorat");
  const leader = await logIn({ deps });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const domain = `ender${(planted += 1)}.example.no`;
  await db
    .insertInto("organization_domain")
    .values({ organization: orgNumberToInt(org), domain, secret: `s${domain}`, proven_until: new Date(Date.now() + days * DAY_MS) })
    .execute();
  if (stands) names.records.set(`_fullmakt.${domain}`, ["v=spf1 -all", `fullmakt-domain=s${domain}`]);
  return {
    org,
    domain,
    address: await plantEmail(db, leader.person),
    /** As the organisation sees it. */
    async shown(path = "/email-domains"): Promise<Json> {
      return (await (await app.fetch(new Request(`http://localhost:8080/prod/api/fullmakt/v1${path}`, { headers: asPerson(leader.cookie, org) }))).json())
        .items;
    },
    /** Until it ends there are so many days. */
    moveTo: (left: number) =>
      sql`update organization_domain set proven_until = proven_until - (proven_until - now() - make_interval(secs => ${left * 86_400})), checked_at = null where domain = ${domain}`.execute(
        db,
      ),
    nextDay: () => sql`update organization_domain set checked_at = checked_at - interval '1 day' where domain = ${domain}`.execute(db),
  };
}

const daysUntil = (moment: string) => Math.round((Date.parse(moment) - Date.now()) / DAY_MS) + 0; // no -0
const subjects = async (address: string) => (await mailsTo(db, address)).map(({ content }) => content.subject);

test("a proof is renewed by itself in its last 30 days while the record stands, once, by any number of servers, and is on record", async () => {
  const soon = await plantProof(29, { stands: true });
  const later = await plantProof(31, { stands: true });
  await Promise.all(Array.from({ length: 50 }, () => renewProofs(deps)));
  const [shown] = await soon.shown();
  assert.deepEqual([daysUntil(shown.provenUntil), shown.notSeenAt], [365, null]);
  assert.equal(daysUntil((await later.shown())[0].provenUntil), 31, "it is not looked for before that");
  const entries = await soon.shown("/audit-entries?q=e-postdomenet");
  assert.deepEqual(
    entries.map(({ action, object }: Json) => [action, object.domain]),
    [["email_domain.prove", soon.domain]],
  );
  assert.deepEqual(await subjects(soon.address), []);
});

test("when the record is gone, main administrators and points are told at 30 and at 7 days, once each by any number of servers, and the API says so", async () => {
  const proof = await plantProof(28);
  const [told, not] = [await plantPoint(db, proof.org, { kinds: ["change"], language: "en" }), await plantPoint(db, proof.org, { kinds: ["incident"] })];
  const viewer = await plantPerson(db);
  await plantRight(db, "prod", proof.org, viewer, "viewer");
  const hers = await plantEmail(db, viewer);
  await Promise.all(Array.from({ length: 50 }, () => renewProofs(deps)));
  const [mail, ...more] = await mailsTo(db, proof.address);
  assert.deepEqual(more, []);
  assert.match(mail!.content.subject, new RegExp(`^Beviset for e-postdomenet ${proof.domain} går ut \\d+\\. \\p{L}+ \\d{4}$`, "u"));
  assert.match(mail!.content.paragraphs[0]!, /TXT-posten som viser det, står ikke lenger i DNS/);
  assert.deepEqual(mail!.content.link, { label: "Se TXT-posten", path: `/prod/${proof.org}/people` });
  assert.match((await subjects(told.address))[0]!, /^The proof of the e-mail domain /);
  for (const address of [not.address, hers]) assert.deepEqual(await subjects(address), []);
  assert.equal(daysUntil((await proof.shown())[0].notSeenAt), 0);

  await proof.nextDay();
  await renewProofs(deps);
  assert.equal((await subjects(proof.address)).length, 1, "the next day it is looked for again, and nobody is told twice");
  await proof.moveTo(6.5);
  await Promise.all(Array.from({ length: 10 }, () => renewProofs(deps)));
  assert.equal((await subjects(proof.address)).length, 2);
  assert.equal((await subjects(told.address)).length, 2);

  names.records.set(`_fullmakt.${proof.domain}`, [`fullmakt-domain=s${proof.domain}`]);
  await proof.nextDay();
  await renewProofs(deps);
  const [renewed] = await proof.shown();
  assert.deepEqual([daysUntil(renewed.provenUntil), renewed.notSeenAt], [365, null], "published again, it is renewed within a day");
});

test("a DNS that does not answer renews nothing and takes nothing; only in the last week somebody is told", async () => {
  const [weeks, week] = [await plantProof(20, { stands: true }), await plantProof(6, { stands: true })];
  names.silence(true);
  await Promise.all([renewProofs(deps), renewProofs(deps)]);
  names.silence(false);
  assert.deepEqual(await subjects(weeks.address), []);
  assert.match((await mailsTo(db, week.address))[0]!.content.paragraphs[0]!, /Vi har ikke fått svar fra DNS/);
  assert.equal(daysUntil((await weeks.shown())[0].provenUntil), 20);
});

test("what has ended, was never proven or is of a locked organisation is left alone", async () => {
  const [over, locked] = [await plantProof(-1, { stands: true }), await plantProof(5, { stands: true })];
  const never = await plantProof(5, { stands: true });
  await sql`update organization_domain set proven_until = null where domain = ${never.domain}`.execute(db);
  const lock = (org: OrgNumber, at: Date | null) =>
    db
      .updateTable("organization")
      .set({ locked_at: at, lock_reason: at && "x" })
      .where("number", "=", orgNumberToInt(org))
      .execute();
  await lock(locked.org, new Date());
  await renewProofs(deps);
  await lock(locked.org, null);
  assert.equal(daysUntil((await over.shown())[0].provenUntil), -1);
  assert.equal((await never.shown())[0].provenUntil, null);
  assert.equal(daysUntil((await locked.shown())[0].provenUntil), 5);
});

const now = new Date("2026-06-01T12:00:00Z");
for (const [left, isAnswered, due] of [
  [31, true, null],
  [30, true, 30],
  [8, true, 30],
  [7, true, 7],
  [0.01, true, 7],
  [0, true, null],
  [-1, true, null],
  [30, false, null],
  [8, false, null],
  [7, false, 7],
] as const)
  test(`which notice of a proof is due ${left} days before its end, ${isAnswered ? "the record is gone" : "the DNS does not answer"}: ${due}`, () =>
    assert.equal(dueProofNotice(new Date(now.getTime() + left * DAY_MS), now, isAnswered), due));
