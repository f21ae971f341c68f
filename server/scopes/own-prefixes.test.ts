import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { freshOrgNumber, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { allPages, callAsOperator, ownCallAs, plantOwner } from "./own-testing.ts";
import { logOf } from "./testing.ts";

const deps = await testDeps();
const operator = await callAsOperator(deps);
const freshPrefix = () => `q${randomBytes(6).toString("hex")}`;

test("the operator allots a prefix, its owner sees it, and takes it out of use once no scope below it is active", async () => {
  const owner = await plantOrganization(deps.db, "Lyngvidda Direktorat");
  const call = await ownCallAs(deps, owner);
  const prefix = freshPrefix();
  const allotted = await operator("POST", "/prefixes", { prefix, owner });
  assert.deepEqual([allotted.status, allotted.body.owner, allotted.body.active], [201, { number: owner, name: "Lyngvidda Direktorat" }, true]);
  assert.deepEqual((await operator("POST", "/prefixes", { prefix, owner })).body, allotted.body);
  assert.deepEqual((await call("GET", "/prefixes")).body, { items: [allotted.body], next: null });
  await call("POST", "/scopes", { prefix, subscope: "a", description: "x" });
  assert.equal((await operator("DELETE", `/prefixes/${prefix}`)).status, 409);
  await call("DELETE", `/scopes/${encodeURIComponent(`${prefix}:a`)}`);
  assert.deepEqual((await operator("DELETE", `/prefixes/${prefix}`)).body.active, false);
  assert.equal((await call("GET", "/prefixes")).body.items[0].active, false);
  assert.equal((await operator("DELETE", `/prefixes/${freshPrefix()}`)).status, 404);
  assert.deepEqual(
    (await logOf(deps, owner)).map(({ action }) => action).filter((action) => action.startsWith("prefix.")),
    ["prefix.allot", "prefix.deactivate"],
  );
});

test("SEC-084 wrong, reserved and taken prefixes, and those that look like another's", async () => {
  const [owner, other] = [await plantOrganization(deps.db), await plantOrganization(deps.db)];
  const prefix = `${freshPrefix()}l0`;
  await operator("POST", "/prefixes", { prefix, owner });
  for (const [wanted, to, status, code] of [
    ["A", other, 400, "FM-430"],
    ["maskinporten", other, 409, "FM-431"],
    [prefix, other, 409, "FM-432"],
    [prefix.replace("l0", "1o"), other, 409, "FM-433"],
    [freshPrefix(), freshOrgNumber(), 400, "FM-421"],
    [freshPrefix(), "310801012", 400, "FM-420"],
  ] as const) {
    const answer = await operator("POST", "/prefixes", { prefix: wanted, owner: to });
    assert.deepEqual([answer.status, answer.body.code], [status, code], wanted);
  }
});

test("50 allotments of look-alikes to 50 organisations at once: one gets it", async () => {
  const stem = freshPrefix();
  const owners = await Promise.all(Array.from({ length: 50 }, () => plantOrganization(deps.db)));
  const answers = await Promise.all(owners.map((owner, i) => operator("POST", "/prefixes", { prefix: `${stem}${i % 2 ? "l" : "1"}`, owner })));
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, ...Array.from({ length: 49 }, () => 409)],
  );
});

test("SEC-110 each sees its own; all of them are the operator's", async () => {
  const { call, prefix } = await plantOwner(deps);
  await plantOwner(deps);
  assert.deepEqual(
    (await call("GET", "/prefixes")).body.items.map((one: { prefix: string }) => one.prefix),
    [prefix],
  );
  const answer = await call("GET", "/prefixes?all=true");
  assert.deepEqual([answer.status, answer.body.code], [403, "FM-408"]);
});

test("SEC-113 the operator's list followed to its end has every prefix once, while others are allotted", async () => {
  const owner = await plantOrganization(deps.db);
  const there = await Promise.all(Array.from({ length: 12 }, () => plantPrefix(deps.db, "test", owner)));
  const seen = (await allPages(operator, "/prefixes?all=true&limit=5", () => operator("POST", "/prefixes", { prefix: freshPrefix(), owner }))).map(
    (one) => one.prefix as string,
  );
  assert.equal(new Set(seen).size, seen.length);
  for (const prefix of there) assert.ok(seen.includes(prefix));
});
