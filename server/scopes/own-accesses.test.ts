import assert from "node:assert/strict";
import { test } from "node:test";
import { plantPoint } from "../mail/mail-under-test.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { freshOrgNumber, plantOrganization } from "../test/installation.ts";
import { fetchToken, grantOf, plantClient, plantScope, tokenInstallation } from "../test/token-client.ts";
import { allPages, ownCallAs, plantAccess as plantAccessOn, plantOwner } from "./own-testing.ts";
import { logOf } from "./testing.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const later = "2099-01-01T00:00:00.000Z";

const plantAccess = (terms?: unknown) => plantAccessOn(deps, terms);
const rowsOf = (consumer: string) => deps.db.selectFrom("access").selectAll().where("org", "=", Number(consumer)).orderBy("given_at").orderBy("id").execute();

test("access is given with terms, read by both sides, given again without effect, and removed", async () => {
  const { org, call, at, path, scope, consumer, given } = await plantAccess({ validTo: later, reason: "Avtale 7" });
  assert.deepEqual(
    [given.owner, given.consumer, given.state],
    [{ number: org, name: "Lyngvidda Direktorat" }, { number: consumer, name: "Tindøy Kommune" }, "APPROVED"],
  );
  assert.deepEqual([given.validTo, given.reason, given.scope, given.undoUntil], [later, "Avtale 7", scope, null]);
  assert.deepEqual((await call("PUT", at)).body, given, "without a body: nothing changes");
  assert.deepEqual((await call("GET", at)).body, given);
  const consumerCall = await ownCallAs(deps, consumer, { scopes: ["idporten:scopes.read"] });
  const mine = (await consumerCall("GET", "/accesses")).body.items.filter((access: { scope: string }) => access.scope === scope);
  assert.deepEqual(mine, [given]);

  const replaced = await call("PUT", at, { validTo: null });
  assert.notEqual(replaced.body.id, given.id);
  assert.deepEqual([replaced.body.validTo, replaced.body.reason], [null, "Avtale 7"]);

  const removed = await call("DELETE", at);
  assert.deepEqual([removed.body.state, removed.body.endedWhy], ["DENIED", "removed"]);
  assert.equal(Date.parse(removed.body.undoUntil) - Date.parse(removed.body.endedAt), 1_800_000);
  assert.deepEqual((await call("GET", `${path}/accesses`)).body.items, []);
  assert.deepEqual((await call("GET", `${path}/accesses?inactive=true`)).body.items, [{ ...removed.body, lastUsedAt: null }]);
  assert.deepEqual(
    (await logOf(deps, consumer)).map(({ action }) => action).filter((action) => action.startsWith("access.")),
    ["access.give", "access.replace", "access.remove"],
  );
});

for (const { says, body, status, fields, code } of [
  { says: "an end that has passed", body: { validTo: "2020-01-01T00:00:00Z" }, status: 400, fields: ["validTo"], code: "FM-400" },
  { says: "an end before its beginning", body: { validFrom: later, validTo: "2098-01-01T00:00:00Z" }, status: 400, fields: ["validTo"], code: "FM-400" },
  { says: "a date of another kind", body: { validFrom: "i morgen" }, status: 400, fields: ["validFrom"], code: "FM-400" },
  { says: "unknown members", body: { valid_to: later }, status: 400, fields: ["valid_to"], code: "FM-400" },
])
  test(`access with ${says} is refused`, async () => {
    const { call, path } = await plantOwner(deps);
    const consumer = await plantOrganization(deps.db);
    const answer = await call("PUT", `${path}/accesses/${consumer}`, body);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.deepEqual(
      answer.body.errors.map(({ field }: { field: string }) => field),
      fields,
    );
    assert.deepEqual(await rowsOf(consumer), []);
  });

test("SEC-085 a number that is wrong or unknown gets no access", async () => {
  const { call, path } = await plantOwner(deps);
  assert.equal((await call("PUT", `${path}/accesses/310801012`, {})).body.code, "FM-420");
  assert.equal((await call("PUT", `${path}/accesses/${freshOrgNumber()}`, {})).body.code, "FM-421");
});

test("many at once: a result for each line, each a deed of its own", async () => {
  const { org, call, path } = await plantOwner(deps);
  const [one, two] = [await plantOrganization(deps.db), await plantOrganization(deps.db)];
  await call("PUT", `${path}/accesses/${one}`, {});
  const unknown = freshOrgNumber();
  const answer = await call("POST", `${path}/accesses`, { organizations: [one, "12345", unknown, two, two] });
  assert.equal(answer.status, 200);
  assert.deepEqual(
    answer.body.items.map(({ organization, result, code }: Record<string, string>) => [organization, result, code]),
    [
      [one, "already", null],
      ["12345", "refused", "FM-420"],
      [unknown, "refused", "FM-421"],
      [two, "given", null],
      [two, "already", null],
    ],
  );
  assert.equal(answer.body.items[3].access.consumer.number, two);
  assert.equal((await logOf(deps, org)).filter(({ action }) => action === "access.give").length, 2);
  const withTerms = await call("POST", `${path}/accesses`, { organizations: [one, two], validTo: later });
  assert.deepEqual(
    withTerms.body.items.map(({ result, access }: { result: string; access: { validTo: string } }) => [result, access.validTo]),
    [
      ["replaced", later],
      ["replaced", later],
    ],
  );
});

test("many at once: what is wrong with all of them is refused before anything is done, and there are at most 500", async () => {
  const { call, path } = await plantOwner(deps);
  const consumer = await plantOrganization(deps.db);
  assert.equal((await call("POST", `${path}/accesses`, { organizations: [consumer], validTo: "2020-01-01T00:00:00Z" })).status, 400);
  assert.equal((await call("POST", `${path}/accesses`, { organizations: [] })).status, 400);
  assert.equal((await call("POST", `${path}/accesses`, { organizations: Array.from({ length: 501 }, () => consumer) })).status, 400);
  await call("DELETE", path);
  assert.equal((await call("POST", `${path}/accesses`, { organizations: [consumer] })).status, 409);
  assert.deepEqual(await rowsOf(consumer), []);
});

test("SEC-113 both lists followed to their ends have every access once, while others are given", async () => {
  const { call, path } = await plantOwner(deps);
  const there: OrgNumber[] = [];
  for (let i = 0; i < 15; i++) there.push(await plantOrganization(deps.db));
  await call("POST", `${path}/accesses`, { organizations: there });
  const seen = await allPages(call, `${path}/accesses?limit=2`, async () => {
    await call("PUT", `${path}/accesses/${await plantOrganization(deps.db)}`);
    // Replaced: another row, still one access.
    await call("PUT", `${path}/accesses/${there[7]}`, { reason: `again ${Math.random()}` });
  });
  const numbers = seen.map(({ consumer }) => consumer.number as string);
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of there) assert.ok(numbers.includes(number), number);

  const [consumer] = there;
  const { prefix, call: other } = await plantOwner(deps);
  const give = async (subscope: string) => {
    await other("POST", "/scopes", { prefix, subscope, description: "x" });
    await other("PUT", `/scopes/${encodeURIComponent(`${prefix}:${subscope}`)}/accesses/${consumer}`);
  };
  for (let i = 10; i < 17; i++) await give(`s${i}`);
  const mine = await allPages(await ownCallAs(deps, consumer!, { scopes: ["idporten:scopes.read"] }), "/accesses?limit=2", (page) => give(`t${page}`));
  const scopes = mine.map(({ scope }) => scope as string);
  assert.equal(new Set(scopes).size, scopes.length);
  for (let i = 10; i < 17; i++) assert.ok(scopes.includes(`${prefix}:s${i}`));
});

test("who is hit by deactivating: consumers, clients, and the tokens of the last 30 days", async () => {
  const { org, call, prefix } = await plantOwner(deps);
  const planted = await plantClient(installation);
  const scope = `${prefix}:impact.read`;
  await plantScope(deps, "test", org, scope, planted.clientId, planted.owner);
  const path = `/scopes/${encodeURIComponent(scope)}`;
  for (let i = 0; i < 3; i++) await fetchToken(installation, grantOf(planted, { scope }));
  await fetchToken(installation, grantOf(planted));
  const gone = await plantOrganization(deps.db);
  await call("PUT", `${path}/accesses/${gone}`);
  await call("DELETE", `${path}/accesses/${gone}`);
  await call("PUT", `${path}/accesses/${await plantOrganization(deps.db)}`, { validFrom: "2098-01-01T00:00:00Z" });
  assert.deepEqual((await call("GET", `${path}/impact`)).body, {
    consumers: 2,
    toldConsumers: 0,
    clients: 1,
    tokens: { days: 30, count: 3 },
    mostActive: [{ consumer: { number: planted.owner, name: "Konsument" }, tokens: 3 }],
  });
  await plantPoint(deps.db, planted.owner, { kinds: ["access"] });
  await plantPoint(deps.db, planted.owner, { kinds: ["access"] });
  await plantPoint(deps.db, gone, { kinds: ["access"] });
  assert.equal((await call("GET", `${path}/impact`)).body.toldConsumers, 1);
});
