import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { deed } from "../audit/deed.ts";
import { freshOrgNumber, testDeps } from "../test/installation.ts";
import { doerOf } from "./caller.ts";
import { idempotent } from "./idempotency.ts";
import { ownFace } from "./own-face.ts";

const deps = await testDeps();
const org = freshOrgNumber();

type Steps = { before?: () => Promise<void>; after?: () => Promise<void> };

/** A route that carries out one deed for each request; `steps` happen on both sides of it. Counts what was really done. */
function thingRoute(steps: Steps = {}) {
  const made = randomUUID();
  const app = ownFace(deps);
  app.use("*", async (c, next) => {
    c.set("environment", deps.settings.environments.test);
    c.set("traceId", randomUUID().replaceAll("-", ""));
    c.set("address", null);
    c.set("caller", { kind: "client", id: made, client: made, org, scopes: new Set(), isOperator: false });
    await next();
  });
  app.on(["POST"], ["/things", "/others"], idempotent(deps), async (c) => {
    await steps.before?.();
    const number = await deed(deps.db, doerOf(c), async (_tx, note) => {
      note({ env: "test", action: "scope.create", object: { thing: made }, orgs: [] });
      return 1;
    });
    await steps.after?.();
    return c.json({ number }, 201, { location: `/things/${made}` });
  });
  const send = (key: string, { path = "/things", body = "{}", headers = {} as Record<string, string> } = {}) =>
    app.request(path, { method: "POST", body, headers: { "idempotency-key": key, ...headers } });
  const done = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from audit_entry where body like ${`%"object":{"thing":"${made}"}%`}`.execute(deps.db)).rows[0]!.n;
  const later = () => sql`update idempotency_key set at = at - interval '2 minutes' where client = ${made}`.execute(deps.db);
  return { send, done, later, made };
}

const detailOf = async (response: Response): Promise<string> => ((await response.json()) as { detail: string }).detail;

test("SEC-140 a server that died before the deed leaves the key free after a minute, and not before", async () => {
  const { send, done, later, made } = thingRoute();
  await sql`insert into idempotency_key (env, client, key, request_hash, status, headers, body) values (1, ${made}, 'k', '', 0, '{}', '')`.execute(deps.db);
  assert.equal((await send("k")).status, 422, "its hash is another one, so it is in use");
  await later();
  assert.deepEqual([(await send("k")).status, await done()], [201, 1]);
});

test("SEC-140 a server that died after the deed's commit: it is never carried out again, and the answer says where to look", async () => {
  const { send, done, later, made } = thingRoute();
  // The answer cannot be kept: the row stays as the deed has left it.
  await sql`create function refuse_answer() returns trigger language plpgsql as $$ begin raise exception 'gone'; end $$`.execute(deps.db);
  await sql`create trigger refuse_answer before update on idempotency_key for each row when (new.status > 0) execute function refuse_answer()`.execute(deps.db);
  try {
    assert.equal((await send("k")).status, 201, "what was done is answered so");
  } finally {
    await sql`drop trigger refuse_answer on idempotency_key`.execute(deps.db);
  }
  for (let i = 0; i < 2; i++) {
    const again = await send("k");
    assert.equal(again.status, 409);
    const detail = await detailOf(again);
    assert.match(detail, /carried out/);
    assert.ok(detail.includes(made) && detail.includes("scope.create"), detail);
    assert.equal(await done(), 1);
    await later();
  }
});

test("SEC-140 an error after the commit does not free the key; one before it does", async () => {
  const steps: Steps = {
    after: () => {
      throw new Error("after the commit");
    },
  };
  const { send, done, later } = thingRoute(steps);
  assert.equal((await send("k")).status, 500);
  delete steps.after;
  await later();
  assert.deepEqual([(await send("k")).status, await done()], [409, 1]);
  steps.before = () => {
    throw new Error("before the deed");
  };
  assert.equal((await send("other")).status, 500);
  delete steps.before;
  assert.deepEqual([(await send("other")).status, await done()], [201, 2]);
});

test("SEC-140 a request that took more than a minute, and was overtaken by its repetition, changes nothing any more", async () => {
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const steps: Steps = {
    before: () => {
      reached.resolve();
      return held.promise;
    },
  };
  const { send, done, later } = thingRoute(steps);
  const slow = send("k");
  await reached.promise;
  delete steps.before;
  await later();
  assert.equal((await send("k")).status, 201);
  held.resolve();
  assert.deepEqual([(await slow).status, await done()], [409, 1]);
  assert.equal((await send("k")).headers.get("idempotency-replayed"), "true", "the answer of the one that did it stays");
});

test("SEC-175 fifty at once with one key: one deed; each is answered with it, or told that it is under way or done", async () => {
  const { send, done } = thingRoute();
  const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await send("k")).status));
  assert.equal(await done(), 1);
  assert.ok(statuses.includes(201) && statuses.every((status) => status === 201 || status === 409), statuses.join());
});

test("a key belongs to path, query, If-Match and body", async () => {
  const { send, done } = thingRoute();
  const first = { path: "/things?a=1", body: '{"a":1}', headers: { "if-match": '"1"' } };
  assert.equal((await send("k", first)).status, 201);
  for (const other of [
    { path: "/others?a=1" },
    { path: "/things?a=2" },
    { path: "/things" },
    { body: '{"a":2}' },
    { headers: { "if-match": '"2"' } },
    { headers: {} },
  ])
    assert.equal((await send("k", { ...first, ...other })).status, 422, JSON.stringify(other));
  assert.deepEqual([(await send("k", first)).status, await done()], [201, 1]);
});
