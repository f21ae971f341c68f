/** Figures of a client by days in Norway, bounded however busy it is. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { ownCallAs } from "../scopes/own-testing.ts";
import { fetchToken, grantOf, type Planted, plantClient, tokenInstallation } from "../test/token-client.ts";
import { figuresOfClient } from "./client-figures.ts";
import { makePartitions } from "./log-partitions.ts";

const installation = await tokenInstallation();
const { deps } = installation;

/** Midnight in Norway so many days ago, and a moment before or after it. */
async function atMidnight(days: number, offset: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select ((now() at time zone 'Europe/Oslo')::date - ${days}::int)::timestamp at time zone 'Europe/Oslo' + ${offset}::interval as at`.execute(deps.db);
  return rows[0]!.at;
}

async function plantIssued({ clientId, owner, scope }: Planted, at: Date): Promise<void> {
  await makePartitions(deps.db, at.getTime());
  const row = { at, env: 1, token: randomUUID(), client: clientId, key: null, consumer: orgNumberToInt(owner), supplier: null, scopes: scope };
  await deps.db
    .insertInto("token_issuance")
    .values({ ...row, exp: 1, address: null })
    .execute();
}

test("tokens and refusals are counted by the day in Norway, quiet days among them", async () => {
  const planted = await plantClient(installation);
  for (const [days, offset] of [
    [2, "-1 second"],
    [2, "0 second"],
    [1, "-1 second"],
    [5, "0 second"],
  ] as const)
    await plantIssued(planted, await atMidnight(days, offset));
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  const path = `/clients/${planted.clientId}/token-figures`;
  const read = async (query = "") => (await call("GET", path + query)).body;
  const before = await read("?days=4");
  assert.deepEqual(
    before.days.map(({ issued, refused }: { issued: number; refused: number }) => [issued, refused]),
    [
      [1, 0],
      [2, 0],
      [0, 0],
      [0, 0],
    ],
  );
  assert.equal(new Date(before.lastTokenAt).getTime(), (await atMidnight(1, "-1 second")).getTime());
  assert.equal((await fetchToken(installation, grantOf(planted))).status, 200);
  assert.equal((await fetchToken(installation, grantOf(planted, { scope: "a:b" }))).status, 400);
  const after = await read();
  assert.deepEqual([after.days.length, after.issued, after.refused], [14, 5, 1]);
  assert.deepEqual([after.days.at(-1).issued, after.days.at(-1).refused], [1, 1]);
  assert.ok(Date.parse(after.lastTokenAt) > Date.now() - 60_000);
});

test("of a client that is too busy to be counted, days that were not counted whole are left out", async () => {
  const planted = await plantClient(installation);
  for (const days of [3, 3, 1, 1]) await plantIssued(planted, await atMidnight(days, "3 hours"));
  const figures = await figuresOfClient(deps.db, 1, planted.clientId, 14, { most: 3 });
  assert.deepEqual(
    figures.days.map(({ issued }) => issued),
    [0, 2, 0],
    "the third day back was cut, so it and those before it are not told",
  );
  assert.equal(figures.issued, 2);
});

test("SEC-110 nobody sees the figures of another's client, and an impossible number of days is refused", async () => {
  const planted = await plantClient(installation);
  const [own, stranger] = [planted, await plantClient(installation)];
  const theirs = await ownCallAs(deps, stranger.owner, { scopes: ["idporten:dcr.read"] });
  assert.equal((await theirs("GET", `/clients/${own.clientId}/token-figures`)).status, 404);
  const mine = await ownCallAs(deps, own.owner, { scopes: ["idporten:dcr.read"] });
  for (const days of ["0", "91", "x", "1.5"]) assert.equal((await mine("GET", `/clients/${own.clientId}/token-figures?days=${days}`)).status, 400, days);
  assert.deepEqual((await mine("GET", `/clients/${own.clientId}/token-figures?days=1`)).body.lastTokenAt, null);
});
