import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { sql } from "kysely";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { attentionOf } from "../overview/overview-store.ts";
import { testDeps } from "../test/installation.ts";
import { type OperatorKey, operatorKeyPath, setUpOperator } from "./operator.ts";
import { CLIENTS, plantSyntheticSet, refuseDevelopmentData } from "./synthetic.ts";

test("SEC-160 set-up makes the operator's client with a key in a file, and does nothing the second time", async () => {
  const deps = await testDeps();
  await setUpOperator(deps);
  const entries = async () => (await deps.db.selectFrom("audit_entry").select("seq").execute()).length;
  const before = await entries();
  const key = JSON.parse(readFileSync(operatorKeyPath(deps.settings.dataFolder, "test"), "utf8")) as OperatorKey;
  await setUpOperator(deps);
  assert.equal(await entries(), before);
  const client = await deps.db.selectFrom("client").selectAll().where("id", "=", key.clientId).executeTakeFirstOrThrow();
  assert.equal(String(client.org), deps.settings.operator.orgNumber);
});

test("SEC-140 a set-up that was cut short anywhere is finished by the next start", async () => {
  const deps = await testDeps();
  // Every deed but the first few fails, a little later each time: as if the process had been killed there.
  await sql`create table allowed (n int); insert into allowed values (0)`.execute(deps.db);
  await sql`create function cut_short() returns trigger language plpgsql as $$ begin
    if (select n from allowed) >= 0 and (select count(*) from audit_entry) >= (select n from allowed) then raise exception 'cut short'; end if; return new; end $$`.execute(
    deps.db,
  );
  await sql`create trigger cut_short before insert on audit_entry for each row execute function cut_short()`.execute(deps.db);
  for (let n = 0; n < 60; n += 3) {
    await sql`update allowed set n = ${n}`.execute(deps.db);
    await setUpOperator(deps)
      .then(() => plantSyntheticSet(deps, null))
      .catch(() => {});
  }
  await sql`update allowed set n = -1`.execute(deps.db);
  await setUpOperator(deps);
  await plantSyntheticSet(deps, null);
  for (const env of ["test", "prod"] as const) {
    const { clientId } = JSON.parse(readFileSync(operatorKeyPath(deps.settings.dataFolder, env), "utf8")) as OperatorKey;
    const keys = await deps.db.selectFrom("client_key").select("kid").where("client", "=", clientId).execute();
    assert.equal(keys.length, 1);
  }
  const given = await deps.db
    .selectFrom("access")
    .select("id")
    .where("org", "=", Number(deps.settings.operator.orgNumber))
    .where("ended_at", "is", null)
    .execute();
  assert.equal(given.length, 16, "each scope of the APIs in both environments");
});

test("what a user changed in the synthetic set stays changed", async () => {
  const deps = await testDeps();
  await setUpOperator(deps);
  await plantSyntheticSet(deps, null);
  await deps.db.updateTable("client").set({ active: false }).where("id", "=", CLIENTS.consumer.id).execute();
  await deps.db.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" }).where("org", "=", Number(CLIENTS.consumer.org)).execute();
  await plantSyntheticSet(deps, null);
  assert.equal((await deps.db.selectFrom("client").select("active").where("id", "=", CLIENTS.consumer.id).executeTakeFirstOrThrow()).active, false);
  assert.deepEqual(await deps.db.selectFrom("access").select("id").where("org", "=", Number(CLIENTS.consumer.org)).where("ended_at", "is", null).execute(), []);
});

test("SEC-160 production refuses a database that holds the synthetic set; another host's operator key is left alone", async () => {
  const deps = await testDeps();
  await setUpOperator(deps);
  await refuseDevelopmentData(deps);
  const path = operatorKeyPath(deps.settings.dataFolder, "test");
  rmSync(path);
  await setUpOperator(deps);
  assert.throws(() => readFileSync(path), "no second operator client is made beside the one that another host holds");
  await plantSyntheticSet(deps, null);
  await assert.rejects(refuseDevelopmentData(deps), /synthetic set of development/);
});

test("the synthetic set has something that waits for each who looks at it, planted once; what people did about it stays done", async () => {
  const deps = await testDeps();
  await setUpOperator(deps);
  await plantSyntheticSet(deps, null);
  const kinds = async (org: string) =>
    (await attentionOf(deps.db, "test", org as OrgNumber, false)).map(({ kind, at }) => [kind, at && Math.floor((at.getTime() - Date.now()) / 86_400_000)]);
  assert.deepEqual(await kinds("310801011"), [
    ["key_expiring", 6],
    ["access_unused", null],
  ]);
  assert.deepEqual(await kinds("310800007"), [["access_unused", null]]);
  const count = async (table: "right_request" | "prefix_application" | "person_email" | "audit_entry" | "mail_event") =>
    Number(
      (
        await deps.db
          .selectFrom(table)
          .select((e) => e.fn.countAll().as("n"))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const counts = async () => [await count("right_request"), await count("prefix_application"), await count("person_email")];
  assert.deepEqual(await counts(), [3, 1, 7]);
  assert.ok((await count("mail_event")) >= 4, "those who can answer were told");

  await sql`delete from person_email`.execute(deps.db);
  await sql`update right_request set state = 'rejected', decided_at = now(), decided_by = person`.execute(deps.db);
  const entries = await count("audit_entry");
  await plantSyntheticSet(deps, null);
  assert.deepEqual([...(await counts()), await count("audit_entry")], [3, 1, 0, entries]);
});
