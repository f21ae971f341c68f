import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { orgNumberToInt } from "../../vocabulary/org-number.ts";
import { allPages, ownCallAs } from "../scopes/own-testing.ts";
import { type Planted, plantClient, tokenInstallation } from "../test/token-client.ts";
import { makePartitions } from "./log-partitions.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const DAY = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY);

/** A token on record that was issued some days ago. */
async function plantIssued({ clientId, owner, scope }: Planted, days: number): Promise<string> {
  const token = randomUUID();
  await makePartitions(deps.db, daysAgo(days).getTime());
  const row = { at: daysAgo(days), env: 1, token, client: clientId, key: null, consumer: orgNumberToInt(owner), supplier: null, scopes: scope };
  await deps.db
    .insertInto("token_issuance")
    .values({ ...row, exp: 1, address: null })
    .execute();
  return token.replaceAll("-", "");
}

const traces = (items: { traceId: string }[]): string[] => items.map(({ traceId }) => traceId);

test("SEC-113 the list goes on below 90 days, to the end of what is kept: each request once, newest first", async () => {
  const planted = await plantClient(installation);
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  const path = `/clients/${planted.clientId}/token-requests`;
  const there: string[] = [];
  for (const days of [1, 20, 89, 91, 180, 180, 181, 300, 399]) there.push(await plantIssued(planted, days));
  for (const limit of [100, 2, 1]) {
    const seen = traces(await allPages(call, `${path}?limit=${limit}`));
    assert.deepEqual(seen.toSorted(), there.toSorted(), `limit ${limit}`);
    assert.deepEqual([seen[0], seen.at(-1)], [there[0], there.at(-1)]);
  }
  const window = `from=${daysAgo(310).toISOString()}&to=${daysAgo(100).toISOString()}`;
  assert.deepEqual(traces(await allPages(call, `${path}?${window}`)).toSorted(), there.slice(4, 8).toSorted());
  assert.equal((await call("GET", `${path}?from=${daysAgo(30).toISOString()}`)).body.next, null, "cut by from: this is the end");
});

test("SEC-113 a `to` in the future is now, and a `from` long ago ends where the retention does", async () => {
  const planted = await plantClient(installation);
  const call = await ownCallAs(deps, planted.owner, { scopes: ["idporten:dcr.read"] });
  const path = `/clients/${planted.clientId}/token-requests`;
  const there = [await plantIssued(planted, 0.01), await plantIssued(planted, 200)];
  for (const query of [`to=${daysAgo(-3650).toISOString()}`, "from=1990-01-01T00:00:00Z", "from=1990-01-01T00:00:00Z&to=2999-01-01T00:00:00Z"]) {
    let pages = 0;
    const seen = await allPages(call, `${path}?${query}`, async () => void (pages += 1));
    assert.deepEqual(traces(seen), there, query);
    assert.ok(pages < 6, "not a page for every 90 days since 1990");
  }
  assert.deepEqual((await call("GET", `${path}?from=2999-01-01T00:00:00Z`)).body, { items: [], next: null });
});
