import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { Refused } from "../http/refused.ts";
import { faultyProxy } from "../test/faulty-proxy.ts";
import { plantClient, type Planted, tokenInstallation } from "../test/token-client.ts";
import { type BatchAnswer, type BatchRequest, createTokenBatcher, PATIENCE_MS, type TokenBatcher } from "./batch.ts";
import { daysPrepared, dropOldPartitions, makePartitions, purgeMarks } from "./log-partitions.ts";
import { sql } from "kysely";

const installation = await tokenInstallation();
const { deps, databaseUrl } = installation;
const { db, batcher } = deps;

async function requestOf(planted: Planted, change: Partial<BatchRequest> = {}, on = db): Promise<BatchRequest> {
  const { fingerprint } = await on.selectFrom("client_key").select("fingerprint").where("client", "=", planted.clientId).executeTakeFirstOrThrow();
  return {
    token: randomUUID(),
    env: 1,
    client: planted.clientId,
    key: { kid: planted.key.kid, fingerprint },
    consumerOrg: null,
    scopes: [planted.scope as ScopeName],
    mark: Buffer.from(randomUUID()),
    maxLifetime: 7200,
    address: "127.0.0.1",
    ...change,
  };
}

const batcherOn = (url: string): TokenBatcher => {
  const made = createTokenBatcher(url, deps.log);
  after(() => made.close());
  return made;
};
const outcome = async (work: Promise<BatchAnswer>): Promise<string> =>
  work.then(
    (answer) => (answer.granted ? "granted" : (answer.refusal ?? "outdated")),
    (error: unknown) => (error instanceof Refused ? error.refusal : String(error)),
  );

test("SEC-044 one poisoned request never fails its neighbours", async () => {
  const planted = await plantClient(installation);
  const poisons: Partial<BatchRequest>[] = [
    { client: "a\u0000b" },
    { address: "not an address" },
    { scopes: ["a\u0000:b" as ScopeName] },
    { maxLifetime: 1e30 },
    { maxLifetime: Number.NaN },
    { token: "no uuid" },
  ];
  for (const poison of poisons) {
    const requests = await Promise.all(Array.from({ length: 50 }, (_, i) => requestOf(planted, i === 17 ? poison : {})));
    const outcomes = await Promise.all(requests.map((request) => outcome(batcher.decide(request))));
    assert.equal(outcomes[17], "invalid_assertion", JSON.stringify(poison));
    assert.equal(outcomes.filter((one) => one === "granted").length, 49, JSON.stringify(poison));
  }
});

test("SEC-024 SEC-140 the connection is cut after sending: nothing twice, no wrong no, no yes without record", async () => {
  const planted = await plantClient(installation);
  const proxy = await faultyProxy(databaseUrl);
  const cut = batcherOn(proxy.url);
  const requests: BatchRequest[] = [];
  const outcomes: string[] = [];
  for (let round = 0; round < 40; round++) {
    const batch = await Promise.all(Array.from({ length: 5 }, () => requestOf(planted)));
    if (round > 0) proxy.cutNextStatement((round % 8) * 0.7);
    outcomes.push(...(await Promise.all(batch.map((request) => outcome(cut.decide(request))))));
    requests.push(...batch);
  }
  assert.deepEqual([...new Set(outcomes)], ["granted"]);
  const records = await db.selectFrom("token_issuance").select("token").where("client", "=", planted.clientId).execute();
  assert.deepEqual(records.map(({ token }) => token).toSorted(), requests.map(({ token }) => token).toSorted());
});

test("a cut connection does not turn a true replay, or a refusal, into anything else", async () => {
  const [planted, refused] = [await plantClient(installation), await plantClient(installation, { access: false })];
  const proxy = await faultyProxy(databaseUrl);
  const cut = batcherOn(proxy.url);
  const used = await requestOf(planted);
  assert.equal(await outcome(cut.decide(used)), "granted");
  for (let round = 0; round < 10; round++) {
    proxy.cutNextStatement(round * 0.5);
    const again = outcome(cut.decide({ ...used, token: randomUUID() }));
    const notGiven = outcome(cut.decide(await requestOf(refused)));
    const first = outcome(cut.decide(await requestOf(planted)));
    assert.deepEqual(await Promise.all([again, notGiven, first]), ["grant_used", "no_access", "granted"]);
  }
});

test("SEC-143 a database that hangs is 503 within 2 s, and recovery needs nobody", async () => {
  const planted = await plantClient(installation);
  const proxy = await faultyProxy(databaseUrl);
  const slow = batcherOn(proxy.url);
  assert.equal(await outcome(slow.decide(await requestOf(planted))), "granted");
  proxy.pause();
  const outcomes = await Promise.all(Array.from({ length: 10 }, async () => outcome(slow.decide(await requestOf(planted)))));
  assert.deepEqual([...new Set(outcomes)], ["temporarily_unavailable"]);
  // Answered while the database still hangs. How long it took is measured in bench/; how long it may take is a constant.
  assert.ok(PATIENCE_MS < 2_000);
  proxy.resume();
  assert.equal(await outcome(slow.decide(await requestOf(planted))), "granted");
});

test("SEC-143 a database that is down is 503 at once, and recovery needs nobody", async () => {
  const planted = await plantClient(installation);
  const proxy = await faultyProxy(databaseUrl);
  const away = batcherOn(proxy.url);
  assert.equal(await outcome(away.decide(await requestOf(planted))), "granted");
  proxy.down();
  assert.equal(await outcome(away.decide(await requestOf(planted))), "temporarily_unavailable");
  await proxy.up();
  assert.equal(await outcome(away.decide(await requestOf(planted))), "granted");
});

test("without a partition for the day no token is issued, and readiness tells before", async () => {
  const own = await tokenInstallation();
  const planted = await plantClient(own);
  assert.equal(await daysPrepared(own.deps.db, Date.now()), 15);
  await sql.raw(`drop table token_issuance_${new Date().toISOString().slice(0, 10).replaceAll("-", "")}`).execute(own.deps.db);
  assert.equal(await daysPrepared(own.deps.db, Date.now()), 0);
  const request = await requestOf(planted, {}, own.deps.db);
  assert.equal(await outcome(own.deps.batcher.decide(request)), "temporarily_unavailable");
  await makePartitions(own.deps.db, Date.now());
  assert.equal(await outcome(own.deps.batcher.decide(request)), "granted");
});

test("SEC-154 partitions older than the retention time go, the others stay; two servers may make them at once", async () => {
  const own = await tokenInstallation();
  const long = Date.now() - 40 * 86_400_000;
  await Promise.all([makePartitions(own.deps.db, long), makePartitions(own.deps.db, long)]);
  const dropped = await dropOldPartitions(own.deps.db, Date.now(), 30);
  assert.ok(
    dropped.length > 0 &&
      dropped.every((name) => name < `token_refusal_${new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")}`),
  );
  assert.equal(await daysPrepared(own.deps.db, Date.now()), 15);
  assert.deepEqual(await dropOldPartitions(own.deps.db, Date.now(), 30), []);
});

test("marks are forgotten only when no grant can meet them any more", async () => {
  const own = await tokenInstallation();
  const [old, young] = [Buffer.from("old"), Buffer.from("young")];
  await sql`insert into used_grant (mark, token, at) values (${old}, ${randomUUID()}, now() - interval '15 minutes 1 second'), (${young}, ${randomUUID()}, now() - interval '14 minutes')`.execute(
    own.deps.db,
  );
  assert.equal(await purgeMarks(own.deps.db), 1);
  assert.deepEqual(
    (await own.deps.db.selectFrom("used_grant").select("mark").execute()).map(({ mark }) => mark.toString()),
    ["young"],
  );
});

test("SEC-024 SEC-131 SEC-140 a cut batch of refused, granted and replayed requests: each gets its own answer, and one record", async () => {
  const [planted, refused] = [await plantClient(installation), await plantClient(installation, { access: false })];
  const proxy = await faultyProxy(databaseUrl);
  const cut = batcherOn(proxy.url);
  const used = await requestOf(planted);
  assert.equal(await outcome(cut.decide(used)), "granted");
  for (let round = 0; round < 24; round++) {
    const kinds = [refused, planted, refused, planted, planted, refused].slice(round % 3);
    const requests = await Promise.all(kinds.map((client) => requestOf(client)));
    const replay = { ...used, token: randomUUID() };
    const early = { token: randomUUID(), env: 1, client: planted.clientId, address: null, refusal: "wrong_audience" as const, detail: null, scopes: null };
    proxy.cutNextStatement((round % 8) * 0.6);
    // In one turn of the event loop, so that all of them go in one statement.
    const outcomes = await Promise.all([...requests.map((request) => outcome(cut.decide(request))), outcome(cut.decide(replay)), cut.record(early)]);
    assert.deepEqual(outcomes, [...kinds.map((kind) => (kind === refused ? "no_access" : "granted")), "grant_used", undefined], `round ${round}`);
    const tokens = [...requests.map(({ token }) => token), replay.token, early.token];
    const issued = await db.selectFrom("token_issuance").select("token").where("token", "in", tokens).execute();
    assert.deepEqual(
      issued.map(({ token }) => token).toSorted(),
      requests
        .filter((_, i) => kinds[i] === planted)
        .map(({ token }) => token)
        .toSorted(),
    );
    const refusals = await db.selectFrom("token_refusal").select(["token", "code"]).where("token", "in", tokens).execute();
    const expected = [...requests.filter((_, i) => kinds[i] === refused).map(({ token }) => `${token} 250`), `${replay.token} 12`, `${early.token} 110`];
    assert.deepEqual(refusals.map(({ token, code }) => `${token} ${code}`).toSorted(), expected.toSorted(), `round ${round}`);
  }
});

test("SEC-131 SEC-140 a statement that still runs when its connection is lost is ended before it is sent again: no record twice", async () => {
  const planted = await plantClient(installation);
  const proxy = await faultyProxy(databaseUrl);
  const cut = batcherOn(proxy.url);
  await cut.prepare();
  const request = await requestOf(planted);
  const early = { token: randomUUID(), env: 1, client: planted.clientId, address: null, refusal: "wrong_audience" as const, detail: null, scopes: null };
  const whoWaits = async (): Promise<number[]> => {
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'fullmakt-token' and wait_event_type = 'Lock'`.execute(db);
    return rows.map(({ pid }) => pid);
  };
  const done = await db.transaction().execute(async (tx) => {
    // Its mark is held by somebody who will give it up: the statement waits for him, with the record of the other request written and not committed.
    await sql`insert into used_grant (mark, token) values (${request.mark}, ${randomUUID()})`.execute(tx);
    const both = Promise.all([outcome(cut.decide(request)), cut.record(early)]);
    const waitsOtherThan = async (known?: number): Promise<number> => (await whoWaits()).find((pid) => pid !== known) ?? waitsOtherThan(known);
    const first = await waitsOtherThan();
    proxy.cut();
    await waitsOtherThan(first); // the one that was sent again
    await sql`delete from used_grant where mark = ${request.mark}`.execute(tx);
    return { both };
  });
  assert.deepEqual(await done.both, ["granted", undefined]);
  const refusals = await db.selectFrom("token_refusal").select("token").where("client", "=", planted.clientId).execute();
  assert.deepEqual(refusals, [{ token: early.token }]);
});

for (const point of ["before write", "after commit"] as const)
  test(`SEC-130 a replay whose connection is cut ${point} is on record, once`, async () => {
    const planted = await plantClient(installation);
    const proxy = await faultyProxy(databaseUrl);
    const cut = batcherOn(proxy.url);
    const used = await requestOf(planted);
    assert.equal(await outcome(cut.decide(used)), "granted");
    const replay = { ...used, token: randomUUID() };
    proxy.at(point, () => proxy.cut());
    assert.equal(await outcome(cut.decide(replay)), "grant_used");
    const refusals = await db.selectFrom("token_refusal").select(["token", "code"]).where("client", "=", planted.clientId).execute();
    assert.deepEqual(refusals, [{ token: replay.token, code: 12 }]);
  });
