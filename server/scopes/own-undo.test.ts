/** Undoing the removal of an access (concurrency.md §7): the same id and dates, in a row of its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { freshOrgNumber, plantOrganization } from "../test/installation.ts";
import { claimsOf, fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { allBeforeCommit } from "../test/waiting.ts";
import { callAsOperator, type OwnAnswer, plantAccess as plantAccessOn, plantOwner } from "./own-testing.ts";
import { logOf } from "./testing.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const plantAccess = (terms?: unknown) => plantAccessOn(deps, terms);
const later = "2099-01-01T00:00:00.000Z";
const rowsOf = (consumer: string) => deps.db.selectFrom("access").selectAll().where("org", "=", Number(consumer)).orderBy("given_at").orderBy("id").execute();
const living = async (consumer: string) => (await rowsOf(consumer)).filter(({ ended_at }) => ended_at === null);

test("SEC-081 SEC-082 undo brings back id and dates in a row of its own, and is logged for both", async () => {
  const { org, call, at, consumer, given } = await plantAccess({ validTo: later, reason: "Avtale 7" });
  const gone = await call("DELETE", at);
  assert.equal(gone.body.removedBy.kind, "client", "a program of the owner's took it");
  const undone = await call("POST", `${at}/undo-removal`);
  assert.deepEqual([undone.status, undone.body.removedBy], [200, null]);
  for (const member of ["id", "validFrom", "validTo", "reason"]) assert.equal(undone.body[member], given[member], member);
  assert.deepEqual([undone.body.state, undone.body.endedAt], ["APPROVED", null]);
  const [first, second, ...rest] = await rowsOf(consumer);
  assert.deepEqual(
    [first!.ended_why, second!.restores, second!.public_id, rest.length],
    ["removed", first!.id, first!.id, 0],
    "the removed row stays as it is",
  );
  for (const side of [org, consumer]) assert.ok((await logOf(deps, side)).some(({ action }) => action === "access.undo_removal"));
  // Again: nothing more happens. Removed once more: the same id still, and that removal can be undone, too.
  assert.deepEqual((await call("POST", `${at}/undo-removal`)).body, undone.body);
  await call("DELETE", at);
  assert.equal((await call("POST", `${at}/undo-removal`)).body.id, given.id);
  assert.equal((await logOf(deps, consumer)).filter(({ action }) => action === "access.undo_removal").length, 2);
});

test("SEC-081 no token between removal and undo, and one right after it", async () => {
  const owner = await plantOwner(deps);
  const planted = await plantClient(installation);
  const scope = `${owner.prefix}:tokens.read`;
  await plantScope(deps, "test", owner.org, scope, planted.clientId, null);
  const at = `/scopes/${encodeURIComponent(scope)}/accesses/${planted.owner}`;
  const ask = async () => (await fetchToken(installation, grantOf(planted, { scope }))).code ?? "issued";
  assert.equal(await ask(), "MP-250");
  await owner.call("PUT", at, {});
  assert.equal(await ask(), "issued");
  await owner.call("DELETE", at);
  assert.equal(await ask(), "MP-250");
  await owner.call("POST", `${at}/undo-removal`);
  assert.equal(await ask(), "issued");
  const { body } = await fetchToken(installation, grantOf(planted, { scope }));
  assert.equal(claimsOf(body.access_token).scope, scope);
});

for (const { says, age, status } of [
  { says: "29 minutes and 50 seconds", age: "29 minutes 50 seconds", status: 200 },
  { says: "30 minutes", age: "30 minutes", status: 409 },
])
  test(`SEC-081 a removal ${says} old -> ${status}`, async () => {
    const { call, at, consumer } = await plantAccess();
    await call("DELETE", at);
    await sql`update access set given_at = now() - interval '1 day', valid_from = now() - interval '1 day', ended_at = now() - ${age}::interval where org = ${Number(consumer)}`.execute(
      deps.db,
    );
    assert.equal((await call("POST", `${at}/undo-removal`)).status, status);
    assert.equal((await living(consumer)).length, status === 200 ? 1 : 0);
  });

test("SEC-081 undo is checked like a new grant: not of a deactivated or locked scope, not past its end", async () => {
  const { call, at, path, consumer } = await plantAccess({ validTo: later });
  await call("DELETE", at);
  await call("DELETE", path);
  assert.equal((await call("POST", `${at}/undo-removal`)).status, 409);
  await call("POST", `${path}/reactivation`);
  const operator = await callAsOperator(deps);
  await operator("PUT", `${path}/lock`, { reason: "Lekkasje" });
  assert.equal((await call("POST", `${at}/undo-removal`)).status, 409);
  await operator("DELETE", `${path}/lock`);
  await sql`update access set valid_from = now() - interval '2 minutes', valid_to = now() - interval '1 second' where org = ${Number(consumer)}`.execute(
    deps.db,
  );
  assert.equal((await call("POST", `${at}/undo-removal`)).status, 409);
  assert.deepEqual(await living(consumer), []);
});

test("what was never removed cannot be undone; what has run out neither", async () => {
  const { call, at, path, consumer } = await plantAccess({ validTo: later });
  assert.equal((await call("POST", `${at}/undo-removal`)).status, 404);
  assert.equal((await call("POST", `${path}/accesses/${await plantOrganization(deps.db)}/undo-removal`)).status, 404);
  assert.equal((await call("POST", `${path}/accesses/${freshOrgNumber()}/undo-removal`)).status, 404);
  await sql`update access set valid_from = now() - interval '2 minutes', valid_to = now() - interval '1 second' where org = ${Number(consumer)}`.execute(
    deps.db,
  );
  assert.equal((await call("POST", `${at}/undo-removal`)).status, 404);
});

test("an undo that names its removal does not hit a later one", async () => {
  const { call, at, consumer } = await plantAccess();
  const first = (await call("DELETE", at)).body.endedAt;
  await call("POST", `${at}/undo-removal`, { endedAt: first });
  const second = (await call("DELETE", at)).body.endedAt;
  assert.equal((await call("POST", `${at}/undo-removal`, { endedAt: first })).status, 409);
  assert.deepEqual(await living(consumer), []);
  assert.equal((await call("POST", `${at}/undo-removal`, { endedAt: later })).status, 404);
  assert.equal((await call("POST", `${at}/undo-removal`, { endedAt: second })).status, 200);
});

test("undo against a new grant that came first: 409, and the new one stays", async () => {
  const { call, at, consumer, given } = await plantAccess();
  await call("DELETE", at);
  const anew = (await call("PUT", at)).body;
  assert.notEqual(anew.id, given.id);
  const answer = await call("POST", `${at}/undo-removal`);
  assert.deepEqual([answer.status, answer.body.code], [409, "FM-410"]);
  assert.equal((await living(consumer))[0]!.id, anew.id);
});

test("50 undos at once: one row, one entry, and all are answered with it", async () => {
  const { call, at, consumer, given } = await plantAccess();
  await call("DELETE", at);
  const answers = await Promise.all(Array.from({ length: 50 }, () => call("POST", `${at}/undo-removal`)));
  for (const { status, body } of answers) assert.deepEqual([status, body.id, body.state], [200, given.id, "APPROVED"]);
  assert.equal((await rowsOf(consumer)).length, 2);
  assert.equal((await logOf(deps, consumer)).filter(({ action }) => action === "access.undo_removal").length, 1);
});

test("25 undos and 25 new grants at once: one living row, no error, and the losers of the other kind are told", async () => {
  for (let round = 0; round < 4; round++) {
    const { call, at, consumer, given } = await plantAccess();
    await call("DELETE", at);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 === round % 2 ? call("POST", `${at}/undo-removal`) : call("PUT", at))));
    const [row, ...others] = await living(consumer);
    assert.deepEqual([others.length, (await rowsOf(consumer)).length], [0, 2]);
    const isUndone = row!.restores !== null;
    for (const [i, { status, body }] of answers.entries()) {
      const isUndo = i % 2 === round % 2;
      if (isUndo && !isUndone) assert.deepEqual([status, body.code], [409, "FM-410"]);
      else assert.deepEqual([status, body.id], [200, isUndone ? given.id : row!.id]);
    }
  }
});

for (const first of ["undo", "grant"] as const)
  test(`undo and new grant at the same instant, the ${first} a little faster: it wins`, async () => {
    const { call, at, consumer, given } = await plantAccess();
    await call("DELETE", at);
    const undo = () => call("POST", `${at}/undo-removal`);
    const grant = () => call("PUT", at);
    const answers = await allBeforeCommit(deps, first === "undo" ? [undo, grant] : [grant, undo]);
    const statuses = answers.map((answer) => (answer.status === "fulfilled" ? (answer.value as OwnAnswer).status : answer.reason));
    assert.deepEqual(statuses, first === "undo" ? [200, 200] : [200, 409]);
    const [row, ...others] = await living(consumer);
    assert.deepEqual([others.length, row!.public_id === given.id], [0, first === "undo"]);
  });

test("50 removals and undos at once leave a chain in which each removal is restored at most once", async () => {
  const { call, at, consumer } = await plantAccess();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? call("DELETE", at) : call("POST", `${at}/undo-removal`))));
  for (const { status } of answers) assert.ok([200, 404, 409].includes(status), String(status));
  const rows = await rowsOf(consumer);
  assert.ok((await living(consumer)).length <= 1);
  const restored = rows.flatMap(({ restores }) => restores ?? []);
  assert.equal(new Set(restored).size, restored.length);
  assert.equal(restored.length, rows.length - 1);
});
