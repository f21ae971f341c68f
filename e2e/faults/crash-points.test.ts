/** A server killed at each point that a token passes on its way to the database and back. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startPostgres } from "../../server/db/embedded.ts";
import { openDatabase } from "../../server/db/open.ts";
import { faultyProxy, type Point } from "../../server/test/faulty-proxy.ts";
import { dataFolder, readyServer } from "../../server/test/server-process.ts";
import { grantOf, plantClient, type TokenInstallation } from "../../server/test/token-client.ts";
import { sendAgain, tokenCaller } from "../../server/test/token-load.ts";

// Its own PostgreSQL, which forces every commit to disk: that of the test run does not, and is refused for it.
const postgres = await startPostgres(dataFolder());
const proxy = await faultyProxy(postgres.url("postgres"));
const folder = dataFolder();
let server = await readyServer({ folder, env: { DATABASE_URL: proxy.url } });
const db = openDatabase(postgres.url("postgres"));
const planted = await plantClient({ deps: { db } } as TokenInstallation, { kind: "p256", alg: "ES256" });
after(async () => {
  await db.destroy();
  await postgres.stop();
});

test("SEC-140 SEC-174 a server that is killed before it writes, after it wrote, after the commit and before it answers", async () => {
  const counts: Record<Point, { records: number; works: boolean }> = {
    "before write": { records: 0, works: true },
    "after write": { records: 1, works: false },
    "after commit": { records: 1, works: false },
    "before answer": { records: 1, works: false },
  };
  const issuer = `${server.origin}/test/`;
  for (const point of Object.keys(counts) as Point[]) {
    const assertion = grantOf(planted, { aud: issuer });
    const before = await recordsOf();
    const caller = tokenCaller(server.port);
    proxy.at(point, () => server.kill("SIGKILL"));
    const answer = await caller.send(assertion);
    // The last kill races with the signing of the token: both ends of it are in order.
    if (point !== "before answer") assert.equal(answer.status, null, `${point}: killed before it could answer`);
    caller.close();
    await server.ended;
    server = await readyServer({ folder, port: server.port, env: { DATABASE_URL: proxy.url } });
    const [again] = await sendAgain(server.port, [assertion]);
    // What was sent to the database is carried out there, whatever becomes of the sender.
    assert.equal((await recordsOf()) - before, counts[point].works ? 1 : counts[point].records, point);
    assert.equal(again!.status === 200, counts[point].works, `${point}: ${again!.status} ${again!.code}`);
  }
});

const recordsOf = async (): Promise<number> => (await db.selectFrom("token_issuance").select("token").where("client", "=", planted.clientId).execute()).length;
