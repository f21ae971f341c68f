/** Figures beside lists: whether keys work, the last token, refusals, and which clients use what has been given. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { ownCallAs } from "../scopes/own-testing.ts";
import { fetchToken, grantOf, plantClient, plantKey, plantScope, tokenInstallation } from "../test/token-client.ts";
import { type KeyState, keyStateOf } from "./key-set.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

for (const [says, keys, state] of [
  ["no key", { living: 0, known: false, endsSoon: false }, "none"],
  ["all have expired", { living: 0, known: true, endsSoon: true }, "expired"],
  ["the last ends soon", { living: 2, known: true, endsSoon: true }, "expiring"],
  ["one lives long", { living: 1, known: true, endsSoon: false }, "ok"],
] as const satisfies [string, object, KeyState][])
  test(`keys are ${state}: ${says}`, () => assert.equal(keyStateOf(keys), state));

type Figures = { clientId: string; key: { state: string; endsAt: string | null }; lastTokenAt: string | null; refused: number; refusedOrMore: boolean };

test("one question tells of each client its keys, its last token and its refusals of 7 days; SEC-110 nothing of another's", async () => {
  const planted = await plantClient(installation);
  const other = await plantClient(installation);
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  const read = async () => {
    const { body, status } = await call("GET", `/client-figures?clientIds=${planted.clientId},${other.clientId},ingen`);
    assert.equal(status, 200);
    return body.items as Figures[];
  };
  const before = await read();
  assert.deepEqual(
    before.map(({ clientId, lastTokenAt, refused }) => [clientId, lastTokenAt, refused]),
    [[planted.clientId, null, 0]],
  );
  assert.equal(before[0]!.key.state, "expiring", "the planted key ends tomorrow");
  const later = inDays(300);
  await plantKey(deps, "test", planted.clientId, { kind: "p256", alg: "ES256", expiresAt: later });
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  assert.equal((await fetchToken(installation, grantOf(planted, { scope: "a:b" }))).status, 400);
  const [after] = await read();
  assert.deepEqual([after!.key.state, after!.key.endsAt, after!.refused, after!.refusedOrMore], ["ok", later.toISOString(), 1, false]);
  assert.ok(Date.parse(after!.lastTokenAt!) > Date.now() - 60_000);
  await sql`update client_key set expires_at = now() - interval '1 second' where client = ${planted.clientId}`.execute(deps.db);
  assert.equal((await read())[0]!.key.state, "expired");
  await sql`update client_key set ended_at = now() where client = ${planted.clientId}`.execute(deps.db);
  assert.deepEqual((await read())[0]!.key, { state: "none", endsAt: null });
});

test("more than a hundred at once are refused, and none is none", async () => {
  const { owner } = await plantClient(installation);
  const call = await ownCallAs(deps, owner, { scopes: ["idporten:dcr.read"] });
  const many = Array.from({ length: 101 }, (_, i) => `k${i}`).join(",");
  assert.equal((await call("GET", `/client-figures?clientIds=${many}`)).status, 400);
  assert.deepEqual((await call("GET", "/client-figures")).body.items, []);
  assert.deepEqual((await call("GET", "/client-figures?clientIds=")).body.items, []);
  assert.deepEqual((await call("GET", "/client-figures?clientIds=%00")).body.items, []);
});

test("each scope tells which of the organisation's clients carry it and when it was last used", async () => {
  const planted = await plantClient(installation);
  const unused = `${planted.scope.split(":")[0]}:ubrukt`;
  await plantScope(deps, "test", planted.provider, unused, planted.clientId, planted.owner);
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  const { body } = await call("GET", "/access-figures");
  const items = (body.items as { scope: string; clients: { clientId: string }[]; lastTokenAt: string | null }[]).filter(
    ({ scope }) => !scope.startsWith("idporten"),
  );
  assert.deepEqual(
    items.map(({ scope, clients, lastTokenAt }) => [scope, clients.map(({ clientId }) => clientId), lastTokenAt !== null]),
    [
      [planted.scope, [planted.clientId], true],
      [unused, [planted.clientId], false],
    ],
  );
  const stranger = await ownCallAs(deps, planted.provider, { scopes: ["idporten:dcr.read"] });
  const theirs = (await stranger("GET", "/access-figures")).body.items as { scope: string }[];
  assert.ok(
    theirs.every(({ scope }) => scope.startsWith("idporten")),
    "SEC-110",
  );
});
