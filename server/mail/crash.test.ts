/** A server that is killed in the middle of sending, as a process of its own. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import { readSettings } from "../config.ts";
import type { Database } from "../db/open.ts";
import { testDatabase } from "../test/database.ts";
import { logIn } from "../test/logged-in.ts";
import { mailServer } from "../test/mail-server.ts";
import { dataFolder, readyServer, type ServerProcess } from "../test/server-process.ts";
import { freshAddress, overServer } from "./mail-under-test.ts";

/** A server whose mails go to a mail server of the test, on a database that goes on when it is killed. */
async function installation() {
  const smtp = await mailServer();
  const { db, url } = await testDatabase();
  await sql`alter database ${sql.id(new URL(url).pathname.slice(1))} set synchronous_commit = on`.execute(db);
  const folder = dataFolder({ environments: { test: { signing: "RSA-2048" }, prod: { signing: "RSA-2048" } }, mail: overServer(smtp) });
  const env = { DATABASE_URL: url };
  let server = await readyServer({ folder, env });
  const settings = readSettings({ FULLMAKT_DATA: folder, PORT: String(server.port) }, () => folder);
  await untilSent(db); // what the synthetic set tells its people
  smtp.received.length = 0;
  return {
    smtp,
    db,
    cookie: async () => (await logIn({ deps: { db, settings } })).cookie,
    put: (cookie: string, address: string) => put(server, cookie, address),
    killAndRestart: async () => {
      server.kill("SIGKILL");
      await server.ended;
      await minutesPass(db);
      server = await readyServer({ folder, port: server.port, env });
    },
    stop: () => server.stop(),
  };
}

/** Waits until no mail is under way. */
async function untilSent(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from mail_event where state in ('waiting', 'queued')`.execute(db);
    if (rows[0]!.n === 0) return;
  }
}

async function put(server: ServerProcess, cookie: string, address: string): Promise<number> {
  const headers = { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const answer = await fetch(`${server.origin}/test/api/fullmakt/v1/me/email`, { method: "PUT", headers, body: JSON.stringify({ address }) });
  await answer.arrayBuffer();
  return answer.status;
}

/** A killed server's jobs are taken up after a minute and tried again after another: as if both had passed. */
async function minutesPass(db: Database): Promise<void> {
  await sql`update pgboss.job set started_on = started_on - interval '10 minutes' where name = 'mail' and state = 'active'`.execute(db);
  await sql`update pgboss.job set start_after = now() - interval '1 second' where name = 'mail' and state = 'retry'`.execute(db);
  await sql`update pgboss.queue set monitor_claim_on = now() - interval '10 minutes'`.execute(db);
}

/** Lets minutes pass until something is so. */
async function minutesUntil(db: Database, done: () => boolean): Promise<void> {
  while (!done()) await minutesPass(db);
}

for (const { point, behaviour, copies } of [
  { point: "between enqueue and send", behaviour: "stall", copies: 1 },
  { point: "between the mail server's taking it and our commit", behaviour: "keep silent", copies: 2 },
] as const)
  test(`SEC-140 SEC-174 killed ${point}, the mail is sent ${copies === 1 ? "once" : "again with the same Message-ID"}`, { timeout: 240_000 }, async () => {
    const { smtp, db, cookie, put, killAndRestart, stop } = await installation();
    smtp.behaviour = behaviour;
    const before = smtp.tried;
    const address = freshAddress();
    assert.equal(await put(await cookie(), address), 200);
    await (copies === 1 ? smtp.untilTried(before + 1) : smtp.untilReceived(1));
    smtp.behaviour = "take";
    await killAndRestart();
    await minutesUntil(db, () => smtp.received.length >= copies);
    await stop();
    assert.equal(smtp.received.length, copies);
    assert.equal(new Set(smtp.received.map(({ messageId }) => messageId)).size, 1);
    for (const mail of smtp.received) assert.equal(mail.to?.[0]?.address, address);
  });

test("SEC-140 killed while people enter addresses, every one that was acknowledged gets its mail", { timeout: 240_000 }, async () => {
  const { smtp, db, cookie, put, killAndRestart, stop } = await installation();
  const acknowledged: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const people = await Promise.all(Array.from({ length: 12 }, cookie));
    let left = 6; // the kill comes in the middle, not at a time
    const killing: Promise<void>[] = [];
    await Promise.all(
      people.map(async (one) => {
        const address = freshAddress();
        const status = await put(one, address).catch(() => 0);
        if (status === 200) acknowledged.push(address);
        if ((left -= 1) === 0) killing.push(killAndRestart());
      }),
    );
    await Promise.all(killing);
  }
  assert.ok(acknowledged.length > 0);
  const missing = () => {
    const there = new Set(smtp.received.map(({ to }) => to?.[0]?.address));
    return acknowledged.filter((address) => !there.has(address));
  };
  await minutesUntil(db, () => missing().length === 0);
  await stop();
  // One mail has one id, however often it was sent.
  const idsOf = Map.groupBy(smtp.received, ({ to }) => to?.[0]?.address);
  for (const mails of idsOf.values()) assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1);
});

test("a mail server whose password cannot be read is told of at the start, in one sentence", async () => {
  const folder = dataFolder({ mail: { ...overServer({ port: 2_525 }), smtp: { host: "mail.example", user: "fullmakt", passwordFile: "nowhere.txt" } } });
  await assert.rejects(readyServer({ folder }), /The file of mail\.smtp\.passwordFile, nowhere\.txt, cannot be read \(ENOENT\)/);
  writeFileSync(join(folder, "config.json"), JSON.stringify({ mail: { smtp: { host: "mail.example" }, from: "post@example.no\r\nBcc: a@b.no" } }));
  await assert.rejects(readyServer({ folder }), /mail\.from: write an e-mail address/);
});
