/** How much scopes are used: each record of the log counted once, whoever writes, commits late or is killed meanwhile. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { sql } from "kysely";
import { openPatientDatabase } from "../db/open.ts";
import { ownCallAs } from "../scopes/own-testing.ts";
import { plantOrganization } from "../test/installation.ts";
import { fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { untilSettled, untilWaiting } from "../test/waiting.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { makePartitions } from "./log-partitions.ts";
import { countUse, purgeUse } from "./use-count.ts";
import { periodOf } from "./use-period.ts";

const installation = await tokenInstallation((settings) => {
  settings.environments.test.rateLimits.perClientPerSecond = 10_000;
  settings.environments.test.rateLimits.perAddressPerSecond = 10_000;
});
const { deps } = installation;
const { db } = deps;

const readerOf = (org: OrgNumber) => ownCallAs(deps, org, { scopes: ["idporten:scopes.read"] });
const usagePath = (scope: string, query = "") => `/scopes/${encodeURIComponent(scope)}/usage${query}`;
type Figures = { tokens: number; refused: number };
type Usage = {
  total: Figures & { consumers: number };
  days: ({ day: string } & Figures)[];
  consumers: ({ consumer: { number: string; name: string }; lastUsedAt: string | null } & Figures)[];
};

/** What the API says, checked against itself: days and consumers add up to the total. */
async function usageOf(provider: OrgNumber, scope: string, query = ""): Promise<Usage> {
  const { status, body } = await (await readerOf(provider))("GET", usagePath(scope, query));
  assert.equal(status, 200);
  const { countedTo: _, ...usage } = body as Usage & { countedTo: string };
  for (const what of ["tokens", "refused"] as const)
    for (const part of [usage.days, usage.consumers])
      assert.equal(
        part.reduce((sum, figures) => sum + figures[what], 0),
        usage.total[what],
      );
  return usage;
}
/** Counted to the end, so that nothing comes from the log itself. */
async function countAll(): Promise<void> {
  await untilSettled(db);
  await countUse(db);
}
/** What stands in the table alone. */
const counted = async (scope: string) =>
  (
    await sql<{ tokens: number; refused: number }>`select coalesce(sum(u.tokens), 0)::int as tokens, coalesce(sum(u.refused), 0)::int as refused
      from scope_use u join scope s on s.env = u.env and s.id = u.scope where s.name = ${scope}`.execute(db)
  ).rows[0]!;

async function plantToken(consumer: OrgNumber, scopes: string, at: string): Promise<void> {
  await makePartitions(db, Date.parse(at));
  const parties = { consumer: orgNumberToInt(consumer), supplier: null };
  await db
    .insertInto("token_issuance")
    .values({ at: new Date(at), env: 1, token: randomUUID(), client: "c", key: null, ...parties, scopes, exp: 1, address: null })
    .execute();
}

test("tokens and refusals of a scope, by day and consumer: the same before they are counted and after, and counted once", async () => {
  const planted = await plantClient(installation);
  const second = `${planted.scope.split(":")[0]}:second.read`;
  await plantScope(deps, "test", planted.provider, second, planted.clientId, planted.owner);
  const without = `${planted.scope.split(":")[0]}:tilsyn`;
  await plantScope(deps, "test", planted.provider, without, planted.clientId, null);
  for (const scope of [`${planted.scope} ${second}`, planted.scope, without]) await fetchToken(installation, grantOf(planted, { scope }));
  const look = async () => ({
    one: await usageOf(planted.provider, planted.scope),
    second: await usageOf(planted.provider, second),
    without: await usageOf(planted.provider, without),
  });
  const live = await look();
  const [{ consumer, tokens, refused, lastUsedAt } = assert.fail()] = live.one.consumers;
  assert.deepEqual([consumer, tokens, refused, live.one.total], [{ number: planted.owner, name: "Konsument" }, 2, 0, { tokens: 2, refused: 0, consumers: 1 }]);
  assert.ok(Math.abs(Date.parse(lastUsedAt!) - Date.now()) < 3_600_000);
  assert.deepEqual([live.second.total.tokens, live.without.total], [1, { tokens: 0, refused: 1, consumers: 1 }]);
  assert.equal(live.without.consumers[0]!.lastUsedAt, null, "a refusal is no use");
  await countAll();
  assert.deepEqual(await counted(planted.scope), { tokens: 2, refused: 0 });
  assert.deepEqual(await look(), live);
  await countAll();
  assert.deepEqual(await look(), live);
});

test("the day is the day in Norway: in summer and in winter, on both sides of midnight", async () => {
  const planted = await plantClient(installation);
  const year = new Date().getUTCFullYear() - 1;
  for (const at of [`${year}-07-01T21:59:59.999Z`, `${year}-07-01T22:00:00Z`, `${year}-12-31T22:59:59.999Z`, `${year}-12-31T23:00:00Z`])
    await plantToken(planted.owner, planted.scope, at);
  const days = { days: [`${year}-07-01`, `${year}-07-02`, `${year}-12-31`].map((day) => ({ day, tokens: 1, refused: 0 })) };
  const look = async () => ({ days: (await usageOf(planted.provider, planted.scope, `?from=${year}-07-01&to=${year}-12-31`)).days });
  // The first look since the marks were made is at all of the log: later ones are not at what was planted as if it were old.
  await sql`update scope_use_mark set counted_at = '2000-01-01'`.execute(db);
  assert.deepEqual(await look(), days);
  await countAll();
  assert.deepEqual(await look(), days);
  assert.equal((await usageOf(planted.provider, planted.scope, `?from=${year}-07-02&to=${year}-12-30`)).total.tokens, 1);
});

for (const { says, asked, is } of [
  { says: "nothing", asked: {}, is: { from: "2026-10-28", to: "2026-11-26" } },
  { says: "a first day", asked: { from: "2026-11-01" }, is: { from: "2026-11-01", to: "2026-11-26" } },
  { says: "a last day", asked: { to: "2026-03-01" }, is: { from: "2026-01-31", to: "2026-03-01" } },
  { says: "400 days", asked: { from: "2025-10-23" }, is: { from: "2025-10-23", to: "2026-11-26" } },
  { says: "401 days", asked: { from: "2025-10-22" }, is: { field: "from", message: "At most 400 days at a time." } },
  {
    says: "an end before its beginning",
    asked: { from: "2026-11-02", to: "2026-11-01" },
    is: { field: "from", message: "It must not come after the last day." },
  },
  { says: "the year 0", asked: { to: "0000-01-01" }, is: { field: "to", message: "A year from 2000 to 9998." } },
])
  test(`a period with ${says}`, () => assert.deepEqual(periodOf(asked, "2026-11-26"), is));

test("50 that get tokens at once while two servers count: each is counted once", async () => {
  const planted = await plantClient(installation);
  let writing = true;
  const counting = Promise.all(
    [1, 2].map(async () => {
      while (writing) await countUse(db, 7);
    }),
  );
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await fetchToken(installation, grantOf(planted))).status);
      return statuses;
    }),
  );
  writing = false;
  await counting;
  const issued = answers.flat().filter((status) => status === 200).length;
  assert.equal(issued, 200);
  assert.equal((await usageOf(planted.provider, planted.scope)).total.tokens, issued);
  await countAll();
  assert.equal((await counted(planted.scope)).tokens, issued);
});

test("a record whose transaction commits after later ones were counted is counted too", async () => {
  const planted = await plantClient(installation);
  const row = (at: Date) => ({
    at,
    env: 1,
    token: randomUUID(),
    client: "c",
    key: null,
    consumer: orgNumberToInt(planted.owner),
    supplier: null,
    scopes: planted.scope,
    exp: 1,
    address: null,
  });
  await db.transaction().execute(async (slow) => {
    await slow.insertInto("token_issuance").values(row(new Date())).execute();
    await db.insertInto("token_issuance").values(row(new Date())).execute();
    await countUse(db);
    await db.insertInto("token_issuance").values(row(new Date())).execute();
    assert.equal((await usageOf(planted.provider, planted.scope)).total.tokens, 2);
  });
  assert.equal((await usageOf(planted.provider, planted.scope)).total.tokens, 3);
  await countAll();
  assert.equal((await counted(planted.scope)).tokens, 3);
});

test("SEC-140 a server that is killed in the middle of counting has neither lost nor doubled anything", async () => {
  const planted = await plantClient(installation);
  for (let i = 0; i < 5; i++) await fetchToken(installation, grantOf(planted));
  await countAll();
  for (let i = 0; i < 5; i++) await fetchToken(installation, grantOf(planted));
  await untilSettled(db);
  const program = `
    const { openPatientDatabase } = await import(${JSON.stringify(new URL("../db/open.ts", import.meta.url).href)});
    const { countUse } = await import(${JSON.stringify(new URL("./use-count.ts", import.meta.url).href)});
    await countUse(openPatientDatabase(${JSON.stringify(installation.databaseUrl)}), 3);`;
  const patient = openPatientDatabase(installation.databaseUrl);
  try {
    await patient.transaction().execute(async (tx) => {
      await sql`lock table scope_use in exclusive mode`.execute(tx); // it stands before its first row
      const server = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
      const ended = once(server, "exit");
      await untilWaiting(deps, 1);
      server.kill("SIGKILL");
      await ended;
    });
  } finally {
    await patient.destroy();
  }
  assert.equal((await usageOf(planted.provider, planted.scope)).total.tokens, 10);
  await countAll();
  assert.equal((await counted(planted.scope)).tokens, 10);
});

test("figures of all scopes in one answer: living accesses, and tokens of the last 30 days", async () => {
  const planted = await plantClient(installation);
  const other = `${planted.scope.split(":")[0]}:annet.read`;
  const id = await plantScope(deps, "test", planted.provider, other, null, await plantOrganization(db));
  await plantScope(deps, "test", planted.provider, `${other}.gammel`, null, null, { active: false });
  await fetchToken(installation, grantOf(planted));
  await db
    .insertInto("scope_use")
    .values(
      [29, 30].map((back) => ({
        env: 1,
        scope: id,
        day: sql<string>`(now() at time zone 'Europe/Oslo')::date - ${back}::int`,
        consumer: orgNumberToInt(planted.owner),
        tokens: 1_000 + back,
        refused: back,
        last_at: new Date(Date.now() - back * 86_400_000),
      })),
    )
    .execute();
  const call = await readerOf(planted.provider);
  const { body } = await call("GET", "/scope-figures");
  assert.deepEqual(
    body.items.map(({ scope, consumers, tokens, refused }: Record<string, unknown>) => [scope, consumers, tokens, refused]),
    [
      [other, 1, 1_029, 29],
      [planted.scope, 1, 1, 0],
    ],
  );
  assert.ok(Date.now() - Date.parse(body.items[0].lastUsedAt) > 28 * 86_400_000);
  assert.equal((await call("GET", "/scope-figures?inactive=true")).body.items.length, 3);
  const first = (await call("GET", "/scope-figures?limit=1")).body;
  assert.deepEqual((await call("GET", `/scope-figures?limit=1&continuation=${encodeURIComponent(first.next)}`)).body.items[0].scope, planted.scope);
});

test("days that are older than the log is kept are forgotten", async () => {
  const planted = await plantClient(installation);
  const id = await plantScope(deps, "test", planted.provider, `${planted.scope}.gammelt`, null, null);
  const row = (day: string) => ({ env: 1, scope: id, day, consumer: orgNumberToInt(planted.owner), tokens: 1, refused: 0, last_at: null });
  await db
    .insertInto("scope_use")
    .values([row("2020-05-01"), row("2020-05-02")])
    .execute();
  await purgeUse(db, new Date("2020-05-01T22:30:00Z"));
  const { rows } = await sql<{ day: string }>`select day::text from scope_use where scope = ${id}`.execute(db);
  assert.deepEqual(rows, [{ day: "2020-05-02" }]);
});
