/** Undoing that a key or a scope was taken from a client: as it was, once, within half an hour, and told to whoever reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { fetchToken, grantOf, plantClient, tokenInstallation } from "../test/token-client.ts";
import { entriesAbout, fifty, jwkOf, plantScope } from "./clients-under-test.ts";
import { ownCallsOf, ownInstallation } from "./own-under-test.ts";

const { deps, owner, ownerWithClient } = await ownInstallation();
const HALF_AN_HOUR = 30 * 60_000;

/** A client with a key that ends in an hour, and a scope. */
async function plantFull() {
  const mine = await ownerWithClient();
  const scope = await plantScope(deps, { givenTo: [mine.org] });
  await mine.call("PUT", `${mine.path}/scopes/${encodeURIComponent(scope)}`);
  const key = await mine.call("POST", `${mine.path}/keys`, jwkOf("k", "P-256", 1, { exp: Math.floor(Date.now() / 1000) + 3_600 }));
  return { ...mine, scope, key: key.body, atScope: `${mine.path}/scopes/${encodeURIComponent(scope)}`, atKey: `${mine.path}/keys/k` };
}
/** The name of the program that did the last such deed. */
async function nameOfRemover(id: string, action: string): Promise<string> {
  const { actor } = (await deedsOf(id, action)).at(-1)! as unknown as { actor: { client: string } };
  return (await deps.db.selectFrom("client").select("name").where("id", "=", actor.client).executeTakeFirstOrThrow()).name;
}
const deedsOf = async (id: string, action: string) => (await entriesAbout(deps, id)).filter((entry) => entry.action === action);

test("SEC-081 a removed key is told with the end of its undo, and comes back with its end and its age, in a row of its own", async () => {
  const { call, id, path, key, atKey } = await plantFull();
  const before = (await call("GET", `${path}/keys`)).body;
  assert.deepEqual(before.removed, []);
  await call("DELETE", atKey);
  const { keys, removed } = (await call("GET", `${path}/keys`)).body;
  assert.deepEqual([keys, removed.length, removed[0].kid], [[], 1, "k"]);
  assert.equal(Date.parse(removed[0].undoUntil) - Date.parse(removed[0].endedAt), HALF_AN_HOUR);
  assert.deepEqual(removed[0].by, { kind: "client", name: await nameOfRemover(id, "client_key.remove") });
  const undone = await call("POST", `${atKey}/undo-removal`, { endedAt: removed[0].endedAt });
  assert.deepEqual([undone.status, undone.body], [200, key]);
  assert.deepEqual((await call("GET", `${path}/keys`)).body, before);
  const again = await call("POST", `${atKey}/undo-removal`, { endedAt: removed[0].endedAt });
  assert.deepEqual([again.status, again.headers.get("etag")], [200, undone.headers.get("etag")]);
  assert.equal((await deedsOf(id, "client_key.undo_removal")).length, 1);
  const rows = await deps.db.selectFrom("client_key").select(["id", "ended_why", "restores"]).where("client", "=", id).execute();
  assert.equal(rows.length, 2);
  assert.equal(rows.find(({ restores }) => restores)!.restores, rows.find(({ ended_why }) => ended_why === "removed")!.id);
});

test("SEC-081 a scope that was taken off is told, and comes back with the time it had come", async () => {
  const { call, id, path, scope, atScope } = await plantFull();
  const added = () => deps.db.selectFrom("client_scope").select("added_at").where("client", "=", id).executeTakeFirst();
  const before = await added();
  const taken = await call("DELETE", atScope);
  assert.deepEqual(
    taken.body.removedScopes.map(({ name }: { name: string }) => name),
    [scope],
  );
  assert.deepEqual(taken.body.removedScopes[0].by, { kind: "client", name: await nameOfRemover(id, "client.change") });
  assert.deepEqual((await call("GET", path)).body.removedScopes, taken.body.removedScopes, "to everybody who reads, not only who took it");
  const undone = await call("POST", `${atScope}/undo-removal`);
  assert.deepEqual([undone.status, undone.body.scopes.length, undone.body.removedScopes], [200, 1, []]);
  assert.deepEqual(await added(), before);
  assert.equal((await call("POST", `${atScope}/undo-removal`)).headers.get("etag"), undone.headers.get("etag"));
  assert.equal((await deedsOf(id, "client.undo_scope_removal")).length, 1);
});

test("SEC-081 no token between removal and undo, and one right after it", async () => {
  const installation = await tokenInstallation();
  const planted = await plantClient(installation);
  const call = await ownCallsOf(installation.deps, installation.fetch).as(planted.owner);
  const ask = async () => (await fetchToken(installation, grantOf(planted, {}))).code ?? "issued";
  const path = `/clients/${planted.clientId}`;
  for (const [at, refused] of [
    [`${path}/keys/${planted.key.kid}`, /^FM-120$/],
    [`${path}/scopes/${encodeURIComponent(planted.scope)}`, /^MP-200$/],
  ] as const) {
    assert.equal(await ask(), "issued");
    assert.equal((await call("DELETE", at)).status, 200);
    assert.match(await ask(), refused);
    assert.equal((await call("POST", `${at}/undo-removal`)).status, 200);
    assert.equal(await ask(), "issued");
  }
});

test("SEC-175 fifty undo the same removals at once: each comes back once", async () => {
  const { call, id, path, atKey, atScope } = await plantFull();
  await call("DELETE", atKey);
  await call("DELETE", atScope);
  const answers = await fifty((n) => call("POST", `${n % 2 ? atKey : atScope}/undo-removal`));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  for (const action of ["client_key.undo_removal", "client.undo_scope_removal"]) assert.equal((await deedsOf(id, action)).length, 1);
  assert.equal((await call("GET", `${path}/keys`)).body.keys.length, 1);
  assert.equal((await call("GET", path)).body.scopes.length, 1);
});

for (const { age, status } of [
  { age: "29 minutes 50 seconds", status: 200 },
  { age: "30 minutes", status: 409 },
])
  test(`SEC-081 removals ${age} old -> ${status}, and the lists tell the same`, async () => {
    const { call, id, path, atKey, atScope } = await plantFull();
    await call("DELETE", atKey);
    await call("DELETE", atScope);
    await sql`update client_key set ended_at = now() - ${age}::interval where client = ${id}`.execute(deps.db);
    await sql`update client_scope_removal set removed_at = now() - ${age}::interval where client = ${id}`.execute(deps.db);
    const told = status === 200 ? 1 : 0;
    assert.equal((await call("GET", `${path}/keys`)).body.removed.length, told);
    assert.equal((await call("GET", path)).body.removedScopes.length, told);
    for (const at of [atKey, atScope]) assert.equal((await call("POST", `${at}/undo-removal`)).status, status);
  });

type Mine = Awaited<ReturnType<typeof plantFull>>;
const addFive = async ({ call, path }: Mine) => {
  for (const n of [1, 2, 3, 4, 5]) await call("POST", `${path}/keys`, jwkOf(`n${n}`, "P-256", 3));
};
const deactivate = ({ call, path }: Mine) => call("DELETE", path);
for (const [says, what, prepare, code] of [
  ["a key whose kid was registered anew", "atKey", ({ call, path }) => call("POST", `${path}/keys`, jwkOf("k", "P-256", 2)), "FM-410"],
  ["a key beside five others", "atKey", addFive, "FM-454"],
  [
    "a key that has expired since",
    "atKey",
    ({ id }) => sql`update client_key set expires_at = now() - interval '1 second' where client = ${id}`.execute(deps.db),
    "FM-410",
  ],
  ["a key of a deactivated client", "atKey", deactivate, "FM-410"],
  ["a scope that was put on anew", "atScope", ({ call, atScope }) => call("PUT", atScope), "FM-410"],
  [
    "a scope whose access is gone",
    "atScope",
    ({ org, scope }) =>
      sql`update access a set ended_at = now(), ended_why = 'removed' from scope s where a.org = ${orgNumberToInt(org)} and s.env = a.env and s.id = a.scope and s.name = ${scope}`.execute(
        deps.db,
      ),
    "FM-441",
  ],
  ["a deactivated scope", "atScope", ({ scope }) => sql`update scope set active = false where name = ${scope}`.execute(deps.db), "FM-441"],
  ["a scope of a deactivated client", "atScope", deactivate, "FM-410"],
] as [string, "atKey" | "atScope", (mine: Mine) => Promise<unknown>, string][])
  test(`SEC-081 the undo of ${says} is refused: ${code}`, async () => {
    const mine = await plantFull();
    await mine.call("DELETE", mine[what]);
    await prepare(mine);
    assert.equal((await mine.call("POST", `${mine[what]}/undo-removal`)).body.code, code);
    assert.deepEqual([...(await deedsOf(mine.id, "client_key.undo_removal")), ...(await deedsOf(mine.id, "client.undo_scope_removal"))], []);
  });

test("SEC-110 what was never removed is not there, neither is another's; an undo that names its removal hits no later one", async () => {
  const { call, path, atKey, atScope } = await plantFull();
  for (const at of [atKey, atScope]) {
    assert.equal((await call("POST", `${at}/undo-removal`)).status, 404);
    await call("DELETE", at);
    assert.equal((await (await owner()).call("POST", `${at}/undo-removal`)).status, 404);
    assert.equal((await call("POST", `${at}/undo-removal`, { endedAt: "2099-01-01T00:00:00.000Z" })).status, 404);
    const [key] = (await call("GET", `${path}/keys`)).body.removed;
    const [scope] = (await call("GET", path)).body.removedScopes;
    assert.equal((await call("POST", `${at}/undo-removal`)).status, 200);
    await call("DELETE", at);
    assert.equal((await call("POST", `${at}/undo-removal`, { endedAt: (key ?? scope).endedAt })).status, 409);
    assert.equal((await call("POST", `${at}/undo-removal`)).status, 200);
  }
});

test("keys that a replaced set leaves out can be undone; one whose kid another key took cannot", async () => {
  const { call, path } = await plantFull();
  await call("POST", `${path}/keys`, jwkOf("old", "P-256", 2));
  await call("PUT", `${path}/keys`, { keys: [jwkOf("k", "P-256", 3)] }, { "if-match": "*" });
  const { removed } = (await call("GET", `${path}/keys`)).body;
  assert.deepEqual(
    removed.map(({ kid }: { kid: string }) => kid),
    ["old"],
  );
  assert.equal((await call("POST", `${path}/keys/old/undo-removal`)).status, 200);
  assert.equal((await call("POST", `${path}/keys/k/undo-removal`)).status, 404);
});

test("the log tells of one client alone what was done to it and its keys", async () => {
  const { call, id, atKey } = await plantFull();
  const other = await call("POST", "/clients", { name: "En annen" });
  await call("DELETE", atKey);
  await call("DELETE", `/clients/${id}`);
  const actions = async (query: string) => (await call("GET", `/audit-entries?${query}`)).body.items.map(({ action }: { action: string }) => action);
  assert.deepEqual(await actions(`client=${id}`), ["client.deactivate", "client_key.remove", "client_key.add", "client.change", "client.create"]);
  assert.deepEqual(await actions(`client=${id}&action=client.deactivate`), ["client.deactivate"]);
  assert.deepEqual(await actions(`client=${other.body.clientId}`), ["client.create"]);
  assert.deepEqual((await (await owner()).call("GET", `/audit-entries?client=${id}`)).body.items, []);
});
