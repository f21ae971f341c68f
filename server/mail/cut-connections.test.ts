/** Connections of the mail queue that the database cuts, at whatever moment: the server lives on, and the mails are sent. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { deed } from "../audit/deed.ts";
import { testDeps } from "../test/installation.ts";
import { mailServer } from "../test/mail-server.ts";
import { plantPerson } from "../test/people.ts";
import { mailsTo, plantEmail, sendingOver } from "./mail-under-test.ts";
import { post } from "./outbox.ts";

const ROUNDS = 20;
const ITS = sql`datname = current_database() and application_name = 'fullmakt mail'`;

test("SEC-140 a database that cuts the queue's connections, from its first one on, ends no server; what waits is sent afterwards, once", async () => {
  const deps = await testDeps();
  const { db } = deps;
  const server = await mailServer();
  const person = await plantPerson(db);
  const address = await plantEmail(db, person);
  await deed(db, { actor: { kind: "system", name: "test" }, traceId: "0".repeat(32), address: null }, async (tx, note) => {
    const content = { subject: "Rettigheten er gitt", paragraphs: ["Et avsnitt."], link: { label: "Din side", path: "/me" }, why: "Derfor." };
    await post(tx, [{ kind: "right_given", env: "test", organization: null, to: { address: address as never, language: "nb", person }, content }]);
    note({ env: "test", action: "scope.create", object: {}, orgs: [] });
  });
  sendingOver(deps, server);
  const there = async () => (await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where ${ITS}`.execute(db)).rows[0]!.n;
  for (let round = 0; round < ROUNDS; round += 1) {
    while ((await there()) === 0);
    // Each time a little later on the way from the first connection to the running queue.
    for (let look = 0; look < round * 4; look += 1) await there();
    // Not all in one: what one loses makes it give up another that is still to be cut.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${ITS} and query not ilike 'listen%'`.execute(db);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${ITS}`.execute(db);
  }
  while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await mailsTo(db, address)).length, 1);
  assert.equal(server.received.length, 1);
});
