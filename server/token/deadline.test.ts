/** A token request has one deadline, from its arrival on, whatever it waits for and in however many places (SEC-143). */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, mock, test } from "node:test";
import { sql } from "kysely";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { createApp } from "../app.ts";
import { Refused } from "../http/refused.ts";
import { faultyProxy } from "../test/faulty-proxy.ts";
import { fetchToken, grantOf, plantClient, type Planted, tokenInstallation } from "../test/token-client.ts";
import { type BatchRequest, createTokenBatcher, PATIENCE_MS } from "./batch.ts";
import type { TokenDeps } from "./pipeline.ts";

const installation = await tokenInstallation();
const { deps, databaseUrl } = installation;
afterEach(() => mock.timers.reset());

/** The installation with something of it replaced. */
const having = (change: Partial<TokenDeps>) => {
  const app = createApp({ ...deps, ...change });
  return { ...installation, fetch: (path: string, init?: RequestInit) => app.fetch(new Request(`http://localhost:8080${path}`, init)) };
};

/** A look-up that begins and then waits until it is let go on. */
function heldLookup() {
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const clients: TokenDeps["clients"] = {
    async find(...asked) {
      begun.resolve();
      await goOn.promise;
      return deps.clients.find(...asked);
    },
  };
  return { clients, begun: begun.promise, goOn: goOn.resolve };
}

test("SEC-143 a look-up that never answers: 503 with Retry-After at the deadline, while it still hangs", async () => {
  assert.ok(PATIENCE_MS < 2_000);
  const planted = await plantClient(installation);
  const { clients, begun } = heldLookup();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  const asked = fetchToken(having({ clients }), grantOf(planted));
  await begun;
  let answered = false;
  void asked.then(() => (answered = true));
  mock.timers.tick(PATIENCE_MS - 1);
  await new Promise(setImmediate);
  assert.equal(answered, false);
  mock.timers.tick(1);
  const answer = await asked;
  assert.deepEqual([answer.status, answer.code, answer.headers.get("retry-after")], [503, "FM-503", "1"]);
});

test("SEC-143 what the look-up used up is not given to the statement: both have the deadline of the arrival, and so has a record", async () => {
  for (const says of ["decide", "record"] as const) {
    const planted = await plantClient(installation);
    const { clients, begun, goOn } = heldLookup();
    const deadlines: unknown[] = [];
    const batcher: TokenDeps["batcher"] = {
      ...deps.batcher,
      async decide({ deadline }) {
        deadlines.push(deadline);
        throw new Refused("temporarily_unavailable");
      },
      async record({ deadline }) {
        deadlines.push(deadline);
      },
    };
    const arrival = Date.now();
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: arrival });
    const asked = fetchToken(having({ clients, batcher }), grantOf(planted, says === "record" ? { aud: "https://another.example/" } : {}));
    await begun;
    mock.timers.tick(1_000);
    goOn();
    await asked;
    mock.timers.reset();
    assert.deepEqual(deadlines, [arrival + PATIENCE_MS], says);
  }
});

async function requestOf(planted: Planted, deadline: number): Promise<BatchRequest> {
  const { fingerprint } = await deps.db.selectFrom("client_key").select("fingerprint").where("client", "=", planted.clientId).executeTakeFirstOrThrow();
  const key = { kid: planted.key.kid, fingerprint };
  const [token, mark] = [randomUUID(), Buffer.from(randomUUID())];
  return {
    token,
    env: 1,
    client: planted.clientId,
    key,
    consumerOrg: null,
    scopes: [planted.scope as ScopeName],
    mark,
    maxLifetime: 120,
    address: null,
    deadline,
  };
}

test("SEC-143 a request whose deadline is past does not reach the database, and its neighbours do", async () => {
  const planted = await plantClient(installation);
  const late = await requestOf(planted, Date.now() - 1);
  const neighbour = await requestOf(planted, Date.now() + 60_000);
  const [first, second] = await Promise.allSettled([deps.batcher.decide(late), deps.batcher.decide(neighbour)]);
  assert.ok(first.status === "rejected" && first.reason instanceof Refused && first.reason.refusal === "temporarily_unavailable");
  assert.ok(second.status === "fulfilled" && second.value.granted);
  assert.equal((await sql`select 1 from used_grant where token = ${late.token}::uuid`.execute(deps.db)).rows.length, 0);
});

test("SEC-143 the deadline of one request does not cut its neighbours' statement", async () => {
  const planted = await plantClient(installation);
  const proxy = await faultyProxy(databaseUrl);
  const batcher = createTokenBatcher(proxy.url, deps.log);
  after(() => batcher.close());
  await batcher.prepare();
  const early = await requestOf(planted, Date.now() + 1_000);
  const neighbour = await requestOf(planted, Date.now() + 60_000);
  // The answer is on its way when the first deadline passes: timers come before it.
  proxy.at("before answer", () => {
    while (Date.now() <= early.deadline! + 10);
  });
  const [, second] = await Promise.allSettled([batcher.decide(early), batcher.decide(neighbour)]);
  assert.ok(second?.status === "fulfilled" && second.value.granted, JSON.stringify(second));
});
