/** A database of its own, killed under load while the server lives on. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Postgres, startPostgres } from "../../server/db/embedded.ts";
import { openDatabase } from "../../server/db/open.ts";
import { faultyProxy } from "../../server/test/faulty-proxy.ts";
import { dataFolder, databasePid, databaseUrl, readyServer, untilNothingRuns } from "../../server/test/server-process.ts";
import { grantOf, plantClient, type TokenInstallation } from "../../server/test/token-client.ts";
import { assertNothingLost } from "../../server/test/token-facts.ts";
import { randomFrom, runSeed, startLoad } from "../../server/test/token-load.ts";

const KILLS = 10;
const seed = runSeed();
const random = randomFrom(seed);

// Its own PostgreSQL, which forces every commit to disk: that of the test run does not, and is refused for it.
const databaseFolder = dataFolder();
let postgres: Postgres = await startPostgres(databaseFolder);
after(async () => {
  await postgres.stop();
  await untilNothingRuns(databaseFolder);
});
const proxy = await faultyProxy(postgres.url("postgres"));
const first = await readyServer({ env: { DATABASE_URL: proxy.url } });
const db = openDatabase(postgres.url("postgres"));
const planted = await plantClient({ deps: { db } } as TokenInstallation, { kind: "p256", alg: "ES256" });
await db.destroy();
const grant = () => grantOf(planted, { aud: `${first.origin}/test/` });
after(() => proxy.down());

test(
  "SEC-140 SEC-143 SEC-174 a database that is killed under load is 503 until it is back, and then it works without anybody's help",
  { timeout: 600_000 },
  async (t) => {
    t.diagnostic(`TEST_SEED=${seed}`);
    const total = { tokens: 0, unavailable: 0 };
    for (let i = 0; i < KILLS; i++) {
      const load = startLoad(first.port, grant);
      await load.until(200, 10 + Math.floor(random() * 100));
      await new Promise((resolve) => setTimeout(resolve, random() * 10));
      process.kill(databasePid(databaseFolder), "SIGKILL");
      await postgres.ended;
      await postgres.stop(); // lets go of what watched over it
      await load.until(503, 1);
      postgres = await startPostgres(databaseFolder);
      proxy.redirect(postgres.url("postgres"));
      await load.until(200, 1);
      await load.stop();
      assert.equal(load.sent.filter(({ status }) => status === null).length, 0, "the server answered everybody");
      assert.ok(load.sent.every(({ status, retryAfter }) => status !== 503 || retryAfter === "1"));
      await assertNothingLost(databaseUrl(databaseFolder), first.port, load.sent);
      total.tokens += load.sent.filter(({ status }) => status === 200).length;
      total.unavailable += load.sent.filter(({ status }) => status === 503).length;
    }
    t.diagnostic(JSON.stringify(total));
    assert.equal(first.child.exitCode, null, "the server is the same process");
  },
);
