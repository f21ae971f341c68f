/** Clocks that step by 5 minutes either way: the database's, the server's, and both apart (SEC-147). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { noteKeyUse } from "../clients/key-use.ts";
import { allPages, ownCallAs } from "../scopes/own-testing.ts";
import { claimsOf, fetchToken, grantOf, plantClient, type Planted, plantScope, tokenInstallation } from "../test/token-client.ts";
import { thrownClock } from "../test/thrown-clock.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { explain } from "./explain.ts";
import { readExplainFacts } from "./explain-store.ts";
import { usesOf } from "./access-use.ts";
import { recordIdOf } from "./access-token.ts";
import { type LogFilter, type LogPage, type LogPosition, requestById, requestsOfClient } from "./log.ts";
import { purgeMarks } from "./log-partitions.ts";

const MINUTE = 60_000;
const STEPS = [0, 5, 0, -5, 0, -5, 5] as const;
/** Longer than a page may be, one below, one above and exactly as long as what is there between two steps. */
const LIMITS = [1, 2, 5, 6, 7, 1_000];

const installation = await tokenInstallation();
const { deps } = installation;
const clock = await thrownClock(installation.databaseUrl);
deps.db = clock.db;

type Both = Planted & { without: string };
type Written = { traceId: string; outcome: "issued" | "refused" };

/** A client with one scope that it gets and one that its organisation lacks. */
async function plantBoth(): Promise<Both> {
  const planted = await plantClient(installation);
  const without = `${planted.scope}.without`;
  await plantScope(deps, "test", planted.provider, without, planted.clientId, null);
  return { ...planted, without };
}

/** Tokens and refusals in turn, as the token endpoint writes them. */
async function write(planted: Both, count: number): Promise<Written[]> {
  const written: Written[] = [];
  for (let i = 0; i < count; i++) {
    const { status, body } = await fetchToken(installation, grantOf(planted, i % 2 ? { scope: planted.without } : {}));
    assert.equal(status, i % 2 ? 403 : 200, JSON.stringify(body));
    if (status === 200) written.push({ traceId: recordIdOf(String(claimsOf(body.access_token).jti))!.replaceAll("-", ""), outcome: "issued" });
    else written.push({ traceId: /trace_id: ([0-9a-f]{32})/.exec(String(body.error_description))![1]!, outcome: "refused" });
  }
  return written;
}

async function writeAtEachStep(planted: Both): Promise<Written[]> {
  const written: Written[] = [];
  for (const minutes of STEPS) {
    await clock.throwTo(minutes);
    written.push(...(await write(planted, 6)));
  }
  return written;
}

type Listed = { at: Date; traceId: string };
/** A list to its end; `between` happens after each page. */
async function follow<Item extends Listed>(
  page: (after: LogPosition | undefined) => Promise<LogPage<Item>>,
  between: () => Promise<unknown> = async () => {},
): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: LogPosition | undefined; ;) {
    const { items: found, next } = await page(after);
    items.push(...found);
    if (next === null) return items;
    after = next;
    await between();
  }
}

const traces = (items: readonly { traceId: string }[]): string[] => items.map(({ traceId }) => traceId).toSorted();
function assertEachOnceInOrder(items: Listed[], there: readonly Written[], says: string): void {
  assert.deepEqual(traces(items), traces(there), says);
  assertInOrder(items, says);
}
function assertInOrder(items: Listed[], says: string): void {
  const times = items.map(({ at }) => at.getTime());
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
    says,
  );
}

test("SEC-147 SEC-024 a grant stays used whichever way the database's clock is thrown, however often marks are cleared away", async () => {
  const planted = await plantBoth();
  const used: string[] = [];
  for (const minutes of STEPS) {
    await clock.throwTo(minutes);
    const grant = grantOf(planted);
    const { status, body } = await fetchToken(installation, grant);
    assert.equal(status, 200);
    const { iat, exp } = claimsOf(body.access_token) as { iat: number; exp: number };
    assert.equal(exp - iat, 120);
    assert.ok(Math.abs(iat - Date.now() / 1000 - minutes * 60) < 60, "a token stands on the database's clock");
    used.push(grant);
    await purgeMarks(clock.db);
    for (const again of used) assert.equal((await fetchToken(installation, again)).code, "MP-012", `at ${minutes} minutes`);
  }
});

test("SEC-147 SEC-113 the list of a client: each token and refusal once, newest first, wherever the clocks of database and server stand", async () => {
  const planted = await plantBoth();
  const there = await writeAtEachStep(planted);
  const listed = (filter: Partial<LogFilter>, off = 0) =>
    follow((after) => requestsOfClient(clock.db, 1, planted.clientId, { limit: 5, ...filter, after }, { keepDays: 400, now: Date.now() + off * MINUTE }));
  for (const off of [0, 5, -5]) {
    for (const limit of LIMITS) assertEachOnceInOrder(await listed({ limit }, off), there, `limit ${limit}, server ${off} minutes off`);
    for (const outcome of ["issued", "refused"] as const)
      assertEachOnceInOrder(
        await listed({ outcome }, off),
        there.filter((one) => one.outcome === outcome),
        outcome,
      );
  }
  const all = await listed({});
  const [from, to] = [new Date(Date.now() - 2.5 * MINUTE), new Date(Date.now() + 2.5 * MINUTE)];
  const within = all.filter(({ at }) => at >= from && at <= to);
  assert.ok(within.length > 0 && within.length < all.length);
  assert.deepEqual(await listed({ from, to }), within);
  await clock.throwTo(0);
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  const items = (await allPages(call, `/clients/${planted.clientId}/token-requests?limit=4`)) as { at: string; traceId: string }[];
  assert.deepEqual(
    items.map(({ traceId }) => traceId),
    all.map(({ traceId }) => traceId),
  );
});

test("SEC-147 SEC-134 the uses of a scope: each once, newest first, wherever the clocks stand", async () => {
  const planted = await plantBoth();
  const there = await writeAtEachStep(planted);
  for (const [scope, outcome] of [
    [planted.scope, "issued"],
    [planted.without, "refused"],
  ] as const)
    for (const off of [0, 5, -5])
      for (const limit of LIMITS) {
        const kept = { keepDays: 400, now: Date.now() + off * MINUTE };
        const items = await follow((after) => usesOf(clock.db, 1, { scope }, { limit, from: new Date(Date.now() - 60 * MINUTE), to: undefined, after }, kept));
        assertEachOnceInOrder(
          items,
          there.filter((one) => one.outcome === outcome),
          `${scope}, limit ${limit}, ${off}`,
        );
      }
});

test("SEC-147 SEC-113 a clock that is thrown while somebody goes through the list: what was there is there once, what is new at most once", async () => {
  const planted = await plantBoth();
  const there = await writeAtEachStep(planted);
  const meanwhile: Written[] = [];
  const steps = [...STEPS, ...STEPS].values();
  const items = await follow(
    (after) => requestsOfClient(clock.db, 1, planted.clientId, { limit: 4, after }, { keepDays: 400, now: Date.now() }),
    async () => {
      const { value, done } = steps.next();
      if (done) return;
      await clock.throwTo(value);
      meanwhile.push(...(await write(planted, 2)));
    },
  );
  const seen = items.map(({ traceId }) => traceId);
  assert.equal(new Set(seen).size, seen.length, "nothing twice");
  assert.deepEqual(traces(there.filter(({ traceId }) => !seen.includes(traceId))), [], "nothing that was there is missing");
  const known = new Set(traces([...there, ...meanwhile]));
  assert.ok(seen.every((one) => known.has(one)));
  assertInOrder(items, "newest first");
  assert.ok(meanwhile.length > 10);
});

test("SEC-147 a request is found by its id when both clocks have stepped, one forward and one back", async () => {
  const planted = await plantBoth();
  for (const apart of [10, -10]) {
    await clock.throwTo(apart);
    for (const { traceId, outcome } of await write(planted, 2))
      assert.equal((await requestById(clock.db, 1, recordIdOf(traceId)!))?.outcome, outcome, `${apart} minutes apart`);
  }
});

test("SEC-147 keys that were used after the clock was set back are noted too", async () => {
  const [ahead, behind] = [await plantBoth(), await plantBoth()];
  // An hour from the other tests, which threw the clock farther than it steps in life and left uses there.
  await clock.throwTo(65);
  await write(ahead, 1);
  await noteKeyUse(clock.db);
  await clock.throwTo(60);
  await write(behind, 1);
  await noteKeyUse(clock.db);
  for (const { clientId } of [ahead, behind]) {
    const { last_used_at: at } = await clock.db.selectFrom("client_key").select("last_used_at").where("client", "=", clientId).executeTakeFirstOrThrow();
    assert.notEqual(at, null);
  }
});

test("SEC-147 what was just given works, and is explained so, on a clock that was set back; what begins later still waits", async () => {
  await clock.throwTo(0);
  const planted = await plantBoth();
  const { clientId, owner, scope } = planted;
  const later = `${scope}.later`;
  const id = await plantScope(deps, "test", planted.provider, later, clientId, owner);
  await deps.db
    .updateTable("access")
    .set({ valid_from: new Date(Date.now() + 2 * MINUTE) })
    .where("scope", "=", id)
    .execute();
  for (const [minutes, expected] of [
    [-5, { [scope]: [200, "access_given"], [later]: [403, "access_not_yet"] }],
    [5, { [scope]: [200, "access_given"], [later]: [200, "access_given"] }],
  ] as const) {
    await clock.throwTo(minutes);
    for (const [name, [status, cause]] of Object.entries(expected)) {
      assert.equal((await fetchToken(installation, grantOf(planted, { scope: name }))).status, status, `${name} ${minutes}`);
      const question = { client: clientId, kid: null, certificate: false, consumerOrg: null, scopes: [name as ScopeName] };
      const { links } = explain(question, await readExplainFacts(clock.db, 1, question));
      assert.ok(
        links.some((link) => link.cause === cause),
        `${name} ${minutes}: ${links.map((link) => link.cause).join()}`,
      );
    }
  }
});
