/** Keys that end soon: who is told when, once each, also late after a stop. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { sql } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { openPatientDatabase } from "../db/open.ts";
import { mailsTo, plantPoint } from "../mail/mail-under-test.ts";
import { plantApiClient, plantOrganization, testDeps } from "../test/installation.ts";
import { dueNotice, tellOfEndingKeys } from "./key-expiry.ts";

const deps = await testDeps();
const { db } = deps;
const patient = openPatientDatabase(deps.databaseUrl);
after(() => patient.destroy());
const DAY = 86_400_000;

for (const { says, left, age = 365, due } of [
  { says: "far from its end", left: 61, due: null },
  { says: "a moment before the first notice", left: 60.001, due: null },
  { says: "at the first notice", left: 60, due: 60 },
  { says: "between two, after a stop or not", left: 31, due: 60 },
  { says: "at the second", left: 30, due: 30 },
  { says: "fourteen days", left: 14, due: 14 },
  { says: "a week", left: 7, due: 7 },
  { says: "two days: of a week, which is the nearest that has come", left: 2, due: 7 },
  { says: "the last day", left: 1, due: 1 },
  { says: "an hour", left: 1 / 24, due: 1 },
  { says: "ended", left: 0, due: null },
  { says: "ended long ago", left: -5, due: null },
  { says: "made for twenty days, a day ago", left: 19, age: 1, due: null },
  { says: "made for twenty days, six days ago", left: 14, age: 6, due: 14 },
  { says: "made for an hour", left: 1 / 24, age: 0, due: null },
])
  test(`a key that is ${says}: ${due === null ? "nothing" : `the notice of ${due} days`}`, () => {
    const now = new Date("2026-03-05T12:00:00Z");
    assert.equal(dueNotice(new Date(now.getTime() + left * DAY), new Date(now.getTime() - age * DAY), now), due);
  });

/** A key of a client that ends in so many days. Returns its id. */
async function plantKey(org: OrgNumber, days: number, { env = "test" as EnvironmentName, active = true, ended = false } = {}): Promise<string> {
  const client = await plantApiClient(deps, env, org, []);
  await db.updateTable("client").set({ name: "Lønn", active }).where("id", "=", client).execute();
  const id = randomUUID();
  const at = (d: number) => new Date(Date.now() + d * DAY);
  await db
    .insertInto("client_key")
    .values({
      env: ENVIRONMENT_NUMBER[env],
      id,
      client,
      kid: "host-2026",
      jwk: "{}",
      alg: "ES256",
      pinned: true,
      thumbprint: id,
      created_at: at(-200),
      updated_at: at(-200),
      expires_at: at(days),
      ended_at: ended ? at(-1) : null,
    })
    .execute();
  return id;
}

const told = async (address: string) => (await mailsTo(db, address)).map(({ content }) => content.subject);

test("each point is told once for each of the days, by any number of servers, and again when the key was renewed and ends anew", async () => {
  const org = await plantOrganization(db, "Tindøy kommune");
  const point = await plantPoint(db, org, { kinds: ["key_expiry"] });
  const key = await plantKey(org, 29.5);
  await Promise.all(Array.from({ length: 10 }, () => tellOfEndingKeys(patient)));
  await tellOfEndingKeys(patient);
  const [mail, ...more] = await mailsTo(db, point.address);
  assert.deepEqual(more, []);
  assert.match(mail!.content.subject, /^Nøkkelen på Lønn går ut \d+\. \p{L}+ \d{4} kl\. \d\d\.\d\d$/u);
  assert.match(
    mail!.content.paragraphs[0]!,
    new RegExp(`Nøkkelen host-2026 på klienten Lønn hos Tindøy kommune \\(${org}\\) i testmiljøet går ut .* Forny den nå for å unngå stans\\.`),
  );
  // A later point hears of it, too; who was told is not.
  const later = await plantPoint(db, org, { kinds: ["key_expiry"], language: "en" });
  await tellOfEndingKeys(patient);
  assert.equal((await told(later.address)).length, 1);
  // Six days before the end, after a stop of weeks: one mail, of the nearest notice.
  const ends = new Date(Date.now() + 6 * DAY);
  await db.updateTable("client_key").set({ expires_at: ends }).where("id", "=", key).execute();
  await sql`update mail_event set once = replace(once, substring(once from '\\d{4}-\\d\\d-\\d\\dT[^ ]+'), ${ends.toISOString()}) where once like ${`%${key}%`}`.execute(
    db,
  );
  await tellOfEndingKeys(patient);
  assert.equal((await told(point.address)).length, 2);
  await tellOfEndingKeys(patient);
  assert.equal((await told(point.address)).length, 2);
});

test("nobody is told of a key that was removed, of a deactivated client, of another environment or without having chosen it", async () => {
  const org = await plantOrganization(db);
  const points = [
    await plantPoint(db, org, { kinds: ["incident", "access", "change", "maintenance", "request"] }),
    await plantPoint(db, org, { environments: ["prod"] }),
    await plantPoint(db, org, { verified: false }),
  ];
  await plantKey(org, 5);
  const silent = await plantOrganization(db);
  points.push(await plantPoint(db, silent));
  await plantKey(silent, 5, { active: false });
  await plantKey(silent, 5, { ended: true });
  await plantKey(silent, 90);
  await plantKey(silent, -1);
  await tellOfEndingKeys(patient);
  for (const { address } of points) assert.deepEqual(await told(address), []);
});

test("what ends within a week does not wait for a daily mail, and more keys than one chunk holds are all told of", async () => {
  const org = await plantOrganization(db);
  const daily = await plantPoint(db, org, { kinds: ["key_expiry"], digest: "daily" });
  await plantKey(org, 6, { env: "prod" });
  await plantKey(org, 20);
  const client = await plantApiClient(deps, "test", org, []);
  await sql`
    insert into client_key (env, id, client, kid, jwk, alg, pinned, thumbprint, created_at, updated_at, expires_at)
    select 1, gen_random_uuid(), ${client}, 'k' || n, '{}', 'ES256', true, 't' || n, now() - interval '200 days', now() - interval '200 days', now() + interval '13 days'
      from generate_series(1, 1201) n`.execute(db);
  await tellOfEndingKeys(patient);
  const states = Map.groupBy(await mailsTo(db, daily.address), ({ state }) => state);
  assert.equal(states.get("waiting")?.length, 1);
  assert.equal(states.get("held")?.length, 1_202);
});
