import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { testDeps } from "../test/installation.ts";
import { daysPrepared, dropOldPartitions, makePartitions } from "./log-partitions.ts";

const DAY = 86_400_000;
const { db } = await testDeps();
const nameOf = (log: string, days: number): string => `${log}_${new Date(Date.now() - days * DAY).toISOString().slice(0, 10).replaceAll("-", "")}`;
const exists = async (name: string): Promise<boolean> =>
  (await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(db)).rows[0]!.there;

test("SEC-154 a day that a crash left detached and not dropped goes too; younger ones and other tables stay", async () => {
  await makePartitions(db, Date.now() - 40 * DAY);
  await makePartitions(db, Date.now());
  const old = [nameOf("token_issuance", 40), nameOf("token_refusal", 40)];
  const young = nameOf("token_issuance", 26);
  for (const name of [...old, young]) await sql.raw(`alter table ${name.slice(0, -9)} detach partition ${name}`).execute(db);
  const others = ["token_issuance_20200101_copy", "token_issuance_report", "my_token_issuance_20200101", "token_issuance_2020"];
  for (const other of others) await sql.raw(`create table ${other} (at timestamptz)`).execute(db);
  const dropped = await dropOldPartitions(db, Date.now(), 30);
  assert.ok(old.every((name) => dropped.includes(name)));
  for (const name of old) assert.equal(await exists(name), false, name);
  for (const name of [young, ...others]) assert.equal(await exists(name), true, name);
  assert.equal(await daysPrepared(db, Date.now()), 15);
  assert.deepEqual(await dropOldPartitions(db, Date.now(), 30), []);
});
