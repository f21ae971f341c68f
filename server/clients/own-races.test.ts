import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { untilWaiting } from "../test/waiting.ts";
import { type Answer, entriesAbout, fifty, jwkOf, plantScope } from "./clients-under-test.ts";
import { ownInstallation } from "./own-under-test.ts";

const { deps, owner, ownerWithClient } = await ownInstallation();

const counts = (answers: Answer[]): Record<number, number> => {
  const found: Record<number, number> = {};
  for (const { status } of answers) found[status] = (found[status] ?? 0) + 1;
  return found;
};

test("SEC-175 fifty replace the keys with the same If-Match: one does, 49 are told, and no key is lost in silence", async () => {
  const { call, id, path } = await ownerWithClient();
  await call("POST", `${path}/keys`, jwkOf("old", "P-256", 1));
  const { headers } = await call("GET", `${path}/keys`);
  const answers = await fifty((n) => call("PUT", `${path}/keys`, { keys: [jwkOf(`k${n}`, "P-256", 2)] }, { "if-match": headers.get("etag")! }));
  assert.deepEqual(counts(answers), { 200: 1, 412: 49 });
  const won = answers.find(({ status }) => status === 200)!;
  const left = await call("GET", `${path}/keys`);
  assert.deepEqual(left.body, won.body);
  assert.equal(left.headers.get("etag"), won.headers.get("etag"));
  const entries = (await entriesAbout(deps, id)).filter(({ action }) => action === "client_key.replace");
  assert.equal(entries.length, 1);
  assert.deepEqual(
    (entries[0]!.details.removed as { kid: string }[]).map(({ kid }) => kid),
    ["old"],
  );
});

test("SEC-175 fifty add a key each: five are kept, the others are told that it is full", async () => {
  const { call, path } = await ownerWithClient();
  const answers = await fifty((n) => call("POST", `${path}/keys`, jwkOf(`k${n}`, "P-256", 1)));
  assert.deepEqual(counts(answers), { 201: 5, 400: 45 });
  const acknowledged = answers.filter(({ status }) => status === 201).map(({ body }) => body.kid as string);
  const there = ((await call("GET", `${path}/keys`)).body.keys as { kid: string }[]).map(({ kid }) => kid);
  assert.deepEqual(there.toSorted(), acknowledged.toSorted());
});

test("SEC-175 fifty create a client with one Idempotency-Key: there is one", async () => {
  const { org, call } = await owner();
  const before = await countClients(org);
  const answers = await fifty(() => call("POST", "/clients", { name: "once" }, { "idempotency-key": "one" }));
  assert.equal(await countClients(org), before + 1);
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map(({ body }) => body.clientId)).size, 1);
  for (const { status, body } of answers) assert.ok(status === 201 || (status === 409 && body.code === "FM-410"), JSON.stringify(body));
  const again = await call("POST", "/clients", { name: "once" }, { "idempotency-key": "one" });
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.body.clientId], [201, "true", made[0]!.body.clientId]);
  assert.equal(again.headers.get("location"), made[0]!.headers.get("location"));
  const other = await call("POST", "/clients", { name: "another" }, { "idempotency-key": "one" });
  assert.deepEqual([other.status, other.body.code], [422, "FM-414"]);
  assert.equal(await countClients(org), before + 1);
});

test("a refusal is not kept: with the cause mended the same key carries the request out", async () => {
  const { org, call } = await owner();
  const scope = await plantScope(deps);
  const send = () => call("POST", "/clients", { name: "x", scopes: [scope] }, { "idempotency-key": "mended" });
  assert.equal((await send()).status, 400);
  await deps.db.updateTable("scope").set({ open_to_all: true }).where("name", "=", scope).execute();
  assert.equal((await send()).status, 201);
  assert.equal((await call("POST", "/clients", { nme: "x" }, { "idempotency-key": "schema" })).status, 400);
  assert.equal((await call("POST", "/clients", { name: "x" }, { "idempotency-key": "schema" })).status, 201);
  assert.ok(org);
});

test("SEC-175 fifty replace a client with the same If-Match: one does, and fifty scopes put on it one by one all stay", async () => {
  const { org, call, path, etag } = await ownerWithClient();
  const wish = { description: "", uri: null, scopes: [], accessTokenLifetimeSeconds: 120, acceptsTokenEndpointAudience: false };
  const answers = await fifty((n) => call("PUT", path, { ...wish, name: `n${n}` }, { "if-match": etag }));
  assert.deepEqual(counts(answers), { 200: 1, 412: 49 });
  assert.equal((await call("GET", path)).body.name, answers.find(({ status }) => status === 200)!.body.name);
  const scopes = await Promise.all(Array.from({ length: 50 }, () => plantScope(deps, { givenTo: [org] })));
  const added = await fifty((n) => call("PUT", `${path}/scopes/${encodeURIComponent(scopes[n]!)}`));
  assert.deepEqual(counts(added), { 200: 50 });
  const there = ((await call("GET", path)).body.scopes as { name: string }[]).map(({ name }) => name);
  assert.deepEqual(there, scopes.toSorted());
  assert.deepEqual(counts(await fifty((n) => call("DELETE", `${path}/scopes/${encodeURIComponent(scopes[n]!)}`))), { 200: 50 });
});

for (const [route, send] of [
  ["PUT scope", (call, path, scope) => call("PUT", `${path}/scopes/${encodeURIComponent(scope)}`)],
  ["POST clients", (call, _path, scope) => call("POST", "/clients", { name: "x", scopes: [scope] })],
  [
    "PUT client",
    (call, path, scope) =>
      call(
        "PUT",
        path,
        { name: "x", description: "", uri: null, scopes: [scope], accessTokenLifetimeSeconds: 120, acceptsTokenEndpointAudience: false },
        { "if-match": "*" },
      ),
  ],
] as [string, (call: Awaited<ReturnType<typeof ownerWithClient>>["call"], path: string, scope: string) => Promise<Answer>][])
  test(`SEC-080 ${route}: an access that is being removed is waited for, and then no longer held`, async () => {
    const { org, call, id, path } = await ownerWithClient();
    const scope = await plantScope(deps, { givenTo: [org] });
    const removal = await deps.db.startTransaction().execute();
    await removal
      .updateTable("access")
      .set({ ended_at: sql<Date>`now()`, ended_why: "removed" })
      .where("org", "=", orgNumberToInt(org))
      .where("scope", "=", removal.selectFrom("scope").select("id").where("name", "=", scope))
      .execute();
    const sent = send(call, path, scope);
    await untilWaiting(deps, 1);
    await removal.commit().execute();
    const answer = await sent;
    assert.deepEqual([answer.status, answer.body.code], [400, "FM-441"]);
    const on = await deps.db.selectFrom("client_scope").select("scope").where("client", "=", id).execute();
    assert.deepEqual(on, []);
  });

const countClients = async (org: Parameters<typeof orgNumberToInt>[0]): Promise<number> =>
  (await deps.db.selectFrom("client").select("id").where("org", "=", orgNumberToInt(org)).execute()).length;
