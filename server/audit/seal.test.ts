import { untilSettled } from "../test/waiting.ts";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { Database } from "../db/open.ts";
import { fetchToken, grantOf, plantClient, type TokenInstallation, tokenInstallation } from "../test/token-client.ts";
import { callAsOperator } from "../scopes/own-testing.ts";
import { dropOldPartitions, makePartitions } from "../token/log-partitions.ts";
import { purgeBatches, sealTokens } from "./seal.ts";
import { checkFrom, type CheckPosition, START } from "./seal-check.ts";

/** Seals all that is there: what neighbours on the same server have under way is waited for first. */
const sealSettled = async (...[db, limit]: Parameters<typeof sealTokens>): Promise<number> => {
  await untilSettled(db);
  return sealTokens(db, limit);
};

const DAY = 86_400_000;

/** The whole check, page by page. */
async function checkAll(db: Database, keptSince = new Date(0)) {
  const all = { seals: 0, batches: 0, faults: [] as string[], pages: 0 };
  for (let position: CheckPosition | null = START; position;) {
    const page: Awaited<ReturnType<typeof checkFrom>> = await checkFrom(db, keptSince, position);
    all.seals += page.seals;
    all.batches += page.batches;
    all.faults.push(...page.faults.map(({ env, what }) => `${env}: ${what}`));
    all.pages += 1;
    position = page.next;
  }
  return all;
}

/** An installation with three tokens and a refusal, sealed. */
async function sealedInstallation() {
  const installation = await tokenInstallation();
  const planted = await plantClient(installation);
  for (let i = 0; i < 3; i++) await fetchToken(installation, grantOf(planted));
  await fetchToken(installation, grantOf(planted, { scope: "none:such" }));
  assert.equal(await sealSettled(installation.deps.db), 4);
  return { installation, db: installation.deps.db, planted };
}

/** Forges a token: a copy of one, with changes as SQL. */
const forge = (db: Database, at: string, xid: string) =>
  sql`insert into token_issuance (at, env, token, client, key, consumer, supplier, scopes, exp, address, xid)
    select ${sql.raw(at)}, env, ${randomUUID()}, client, key, consumer, supplier, scopes, exp, address, ${sql.raw(xid)} from token_issuance order by xid, token limit 1`.execute(
    db,
  );
const issue = async (installation: TokenInstallation, planted: Parameters<typeof grantOf>[0]) =>
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
/** Lets the transaction counter go on, as everything else in a database does. */
const passTransactions = (db: Database) => sql`do $$ begin for i in 1..20 loop perform pg_current_xact_id(); commit; end loop; end $$`.execute(db);

for (const [what, change, fault] of [
  ["nothing", "select 1", null],
  ["a token removed", "delete from token_issuance where token = (select min(token::text)::uuid from token_issuance)", /3 tokens were sealed, 2 are there/],
  ["a scope changed", "update token_issuance set scopes = 'a:b' where token = (select min(token::text)::uuid from token_issuance)", /tokens were changed/],
  ["a token's time changed", "update token_issuance set at = at - interval '1 minute'", /tokens were changed/],
  ["a refusal changed", "update token_refusal set code = 12", /refusals were changed/],
  ["a refusal's detail moved", "update token_refusal set scopes = detail, detail = null", /refusals were changed/],
  ["a batch removed", "delete from token_batch where seq = 2", /chain of writer/],
  ["the last batches removed", "delete from token_batch where seq > 2", /head of writer/],
  ["a batch changed", "update token_batch set hash = sha256('x'::bytea) where seq = 2", /chain of writer/],
] as const)
  test(`SEC-132 tokens and refusals are sealed, and found: ${what}`, async () => {
    const { db } = await sealedInstallation();
    assert.equal(await sealSettled(db), 0, "sealed once");
    await sql.raw(change).execute(db);
    const { faults, seals } = await checkAll(db);
    assert.equal(seals, 1);
    if (fault) assert.match(faults.join(), fault);
    else assert.deepEqual(faults, []);
  });

test("SEC-133 the addresses of callers can be erased from the log of tokens and refusals: its seals still hold", async () => {
  const { db } = await sealedInstallation();
  await sql`with r as (update token_refusal set address = null) update token_issuance set address = null`.execute(db);
  assert.deepEqual((await checkAll(db)).faults, []);
});

test("SEC-132 a forged token is found, whatever its time says: long ago, now, or to come", async () => {
  for (const at of ["now() - interval '40 days'", "now() - interval '2 hours'", "now()", "now() + interval '3 days'"]) {
    const { db } = await sealedInstallation();
    await makePartitions(db, Date.now() - 40 * DAY);
    await forge(db, at, "xid");
    assert.match((await checkAll(db)).faults.join(), /3 tokens were sealed, 4 are there/, at);
  }
});

test("SEC-132 a token forged between two seals, where there was nothing, is found before the next seal and after it", async () => {
  const { db, installation, planted } = await sealedInstallation();
  await passTransactions(db);
  assert.equal(await sealSettled(db), 0);
  // After the last seal's end, which neighbours on the same server move on.
  const quiet = "(select covered + 3 from token_seal where env = token_issuance.env)";
  await forge(db, "now()", quiet);
  assert.match((await checkAll(db)).faults.join(), /1 token.* where .*none/);
  await sql`delete from token_issuance where xid = (select max(xid) from token_issuance)`.execute(db);
  assert.deepEqual((await checkAll(db)).faults, []);
  await issue(installation, planted);
  assert.equal(await sealSettled(db), 1);
  assert.deepEqual((await checkAll(db)).faults, []);
  await forge(db, "now()", "(select min(xid) + 6 from token_issuance)");
  assert.match((await checkAll(db)).faults.join(), /1 tokens were sealed, 2 are there|3 tokens were sealed, 4 are there/);
});

test("SEC-132 seals join without a gap; an idle environment gets one a day, not one a minute", async () => {
  const { db, installation, planted } = await sealedInstallation();
  const seals = async () =>
    (
      await sql<{ from: number; to: number }>`select (body::jsonb #>> '{details,from_xid}')::bigint as from, (body::jsonb #>> '{details,to_xid}')::bigint as to
      from audit_entry where env = 1 and body::jsonb ->> 'action' = 'tokens.seal' order by seq`.execute(db)
    ).rows;
  for (let i = 0; i < 5; i++) {
    await passTransactions(db);
    assert.equal(await sealSettled(db), 0);
  }
  assert.equal((await seals()).length, 1);
  await issue(installation, planted);
  await sealSettled(db);
  const [first, second] = await seals();
  assert.deepEqual([first!.from, second!.from], [0, first!.to]);
  await sql`update token_seal set covered_at = now() - interval '25 hours'`.execute(db);
  await passTransactions(db);
  await sealSettled(db);
  await passTransactions(db);
  await sealSettled(db);
  assert.equal((await seals()).length, 3);
  assert.deepEqual((await checkAll(db)).faults, []);
  // Who moves the sealer's mark, to keep records out of every seal, leaves a gap.
  await issue(installation, planted);
  await sql`update token_seal set xid = (select max(xid) + 1 from token_issuance), covered = (select max(xid) + 1 from token_issuance)`.execute(db);
  await issue(installation, planted);
  await sealSettled(db);
  assert.match((await checkAll(db)).faults.join(), /no seal covers/);
});

test("SEC-132 sealed under load and in small pieces, every record is in exactly one seal", async () => {
  const installation = await tokenInstallation();
  const { db } = installation.deps;
  const planted = await plantClient(installation);
  let sealed = 0;
  for (let round = 0; round < 6; round++) {
    const tokens = Promise.all(Array.from({ length: 40 }, () => fetchToken(installation, grantOf(planted))));
    sealed += (await Promise.all([sealTokens(db, 25), sealTokens(db)])).reduce((sum, count) => sum + count, 0);
    await tokens;
  }
  sealed += await sealSettled(db, 25);
  assert.equal(sealed, 240);
  assert.deepEqual((await checkAll(db)).faults, []);
});

test("SEC-132 SEC-154 with days and batches gone that are no longer kept, the check holds; a record dated after its time is found", async () => {
  const { db, installation, planted } = await sealedInstallation();
  const past = Date.now() - 40 * DAY;
  await makePartitions(db, past);
  // As if all so far had happened 40 days ago.
  for (const table of ["token_issuance", "token_refusal", "token_batch"]) await sql`update ${sql.table(table)} set at = at - interval '40 days'`.execute(db);
  await sql`alter table audit_entry disable trigger audit_entry_append_only`.execute(db);
  await sql`update audit_entry set at = at - interval '40 days', body = replace(body, substr(body::jsonb #>> '{details,since}', 1, 10), ${new Date(past - 3_600_000).toISOString().slice(0, 10)})
    where body::jsonb #>> '{details,since}' is not null`.execute(db);
  await sql`update audit_entry set at = at - interval '40 days' where env = 0`.execute(db);
  await sql`update token_seal set sealed_at = now()`.execute(db);
  await issue(installation, planted);
  await sealSettled(db);
  const keptSince = new Date(Date.now() - 30 * DAY);
  assert.equal((await dropOldPartitions(db, Date.now(), 30)).length > 0, true);
  assert.equal(await purgeBatches(db, keptSince), 4);
  assert.equal(await purgeBatches(db, keptSince), 0);
  const { faults, seals, batches } = await checkAll(db, keptSince);
  assert.deepEqual([faults, seals, batches], [[], 1, 1]);
  await sql`insert into token_issuance (at, env, token, client, consumer, scopes, exp, xid) values (now() + interval '4 hours', 1, ${randomUUID()}, 'x', 310801011, 'a:b', 1, 5)`.execute(
    db,
  );
  assert.match((await checkAll(db, keptSince)).faults.join(), /1 token.* older seals/);
});

test("SEC-132 the operator's check goes page by page", async () => {
  const { installation } = await sealedInstallation();
  const call = await callAsOperator(installation.deps);
  let [pages, seals, batches, next] = [0, 0, 0, ""];
  for (;;) {
    const { status, body } = await call("GET", `/audit-seals${next && `?continuation=${encodeURIComponent(next)}`}`);
    assert.equal(status, 200);
    assert.deepEqual(body.faults, []);
    [pages, seals, batches] = [pages + 1, seals + body.seals, batches + body.batches];
    if (body.next === null) break;
    next = body.next;
  }
  assert.deepEqual([seals, batches], [1, 4]);
  assert.ok(pages > 1);
});
