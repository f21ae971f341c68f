import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { allPages, ownCallAs } from "../scopes/own-testing.ts";
import { plantOrganization } from "../test/installation.ts";
import { fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { makePartitions } from "./log-partitions.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const DAY = 86_400_000;

const pathOf = (scope: string): string => `/scopes/${encodeURIComponent(scope)}/token-requests`;
const readerOf = (org: OrgNumber) => ownCallAs(deps, org, { scopes: ["idporten:scopes.read"] });

type Planted = { consumer: OrgNumber; supplier?: OrgNumber; scopes: string; days?: number };

/** A token on record. */
async function plantToken({ consumer, supplier, scopes, days = 0.001 }: Planted): Promise<string> {
  const [token, at] = [randomUUID(), new Date(Date.now() - days * DAY)];
  await makePartitions(deps.db, at.getTime());
  const parties = { consumer: orgNumberToInt(consumer), supplier: supplier ? orgNumberToInt(supplier) : null };
  await deps.db
    .insertInto("token_issuance")
    .values({ at, env: 1, token, client: "c", key: null, ...parties, scopes, exp: 1, address: null })
    .execute();
  return token.replaceAll("-", "");
}

test("SEC-134 the owner of a scope sees who got tokens with it and who lacked access, and nothing of what else was asked for", async () => {
  const planted = await plantClient(installation);
  const second = `${planted.scope.split(":")[0]}:second.read`;
  await plantScope(deps, "test", planted.provider, second, planted.clientId, planted.owner);
  const without = `${planted.scope.split(":")[0]}:tilsyn`;
  await plantScope(deps, "test", planted.provider, without, planted.clientId, null);
  await fetchToken(installation, grantOf(planted, { scope: `${planted.scope} ${second}` }));
  await fetchToken(installation, grantOf(planted, { scope: second }));
  assert.equal((await fetchToken(installation, grantOf(planted, { scope: `${second} ${without}` }))).code, "MP-250");
  const call = await readerOf(planted.provider);
  const owner = { number: planted.owner, name: "Konsument" };
  const [use, ...more] = (await call("GET", pathOf(planted.scope))).body.items;
  assert.equal(more.length, 0);
  assert.deepEqual(
    { ...use, at: null, traceId: null },
    {
      at: null,
      traceId: null,
      outcome: "issued",
      scopes: planted.scope,
      consumer: owner,
      supplier: null,
      clientId: planted.clientId,
      clientOwner: owner,
      code: null,
    },
  );
  assert.equal((await call("GET", pathOf(second))).body.items.length, 2);
  // A name that begins another one is not that other one.
  const refused = (await call("GET", pathOf(without))).body.items;
  assert.deepEqual(
    refused.map(({ outcome, code, consumer, clientOwner, scopes }: Record<string, unknown>) => ({ outcome, code, consumer, clientOwner, scopes })),
    [{ outcome: "refused", code: "MP-250", consumer: null, clientOwner: owner, scopes: without }],
  );
});

test("SEC-110 SEC-111 uses of a scope are its owner's only, in its environment; a continuation is bound to tenant and scope", async () => {
  const [one, other] = [await plantClient(installation), await plantClient(installation)];
  for (let i = 0; i < 2; i++) for (const planted of [one, other]) await fetchToken(installation, grantOf(planted));
  const [call, foreign, consumer] = [await readerOf(one.provider), await readerOf(other.provider), await readerOf(one.owner)];
  for (const stranger of [foreign, consumer]) {
    const { status, body } = await stranger("GET", pathOf(one.scope));
    const unknown = await stranger("GET", pathOf("none:such.scope"));
    assert.deepEqual([status, unknown.status, body.code, body.detail], [404, 404, unknown.body.code, unknown.body.detail]);
  }
  assert.equal((await (await ownCallAs(deps, one.provider, { scopes: ["idporten:dcr.read"] }))("GET", pathOf(one.scope))).status, 403);
  assert.equal((await (await ownCallAs(deps, one.provider, { env: "prod" }))("GET", pathOf(one.scope))).status, 404);
  const next = encodeURIComponent((await call("GET", `${pathOf(one.scope)}?limit=1`)).body.next);
  assert.equal((await call("GET", `${pathOf(one.scope)}?continuation=${next}`)).body.items.length, 1);
  assert.equal((await foreign("GET", `${pathOf(other.scope)}?continuation=${next}`)).status, 400);
});

test("SEC-113 uses are followed to the end of what is kept, each once, over empty weeks", async () => {
  const { provider, scope, owner } = await plantClient(installation);
  const there: string[] = [];
  for (const days of [0.001, 0.3, 3, 3, 8, 100, 250]) there.push(await plantToken({ consumer: owner, scopes: `a:b ${scope}`, days }));
  await plantToken({ consumer: owner, scopes: `a:b ${scope}.more`, days: 2 });
  const call = await readerOf(provider);
  for (const limit of [100, 1]) {
    const seen = (await allPages(call, `${pathOf(scope)}?limit=${limit}`)).map(({ traceId }) => String(traceId));
    assert.deepEqual([seen.toSorted(), seen[0], seen.at(-1)], [there.toSorted(), there[0], there.at(-1)], `limit ${limit}`);
  }
});

test("SEC-134 SEC-110 the consumer sees what suppliers got in its name, and nobody else does", async () => {
  const [consumer, supplier, stranger] = [
    await plantOrganization(deps.db, "Tindøy Kommune"),
    await plantOrganization(deps.db),
    await plantOrganization(deps.db),
  ];
  const mine = await plantToken({ consumer, supplier, scopes: "a:b c:d" });
  await plantToken({ consumer, scopes: "a:b" });
  await plantToken({ consumer: stranger, supplier, scopes: "a:b" });
  const path = "/token-requests?as=consumer&limit=10";
  const [use, ...more] = await allPages(await readerOf(consumer), path);
  assert.deepEqual([use.traceId, use.scopes, use.consumer.number, use.supplier.number, more.length], [mine, "a:b c:d", consumer, supplier, 0]);
  assert.deepEqual(await allPages(await readerOf(supplier), path), []);
  assert.equal((await (await readerOf(consumer))("GET", "/token-requests?as=supplier")).status, 400);
});
