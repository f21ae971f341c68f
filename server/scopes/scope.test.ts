import assert from "node:assert/strict";
import { test } from "node:test";
import { freshOrgNumber, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import {
  createScope,
  deactivateScope,
  giveAccess,
  lockScope,
  readOwnScope,
  removeAccess,
  replaceScope,
  scopesAvailableTo,
  scopesOf,
  unlockScope,
} from "./operations.ts";
import { delegationSourcesOf, judgeAttributes, judgeAvailability, nameOfChange, readDelegationSource, showDelegationSource } from "./scope.ts";
import { actingFor, atOnce, ATTRIBUTES, logOf, scopeName, SYSTEM } from "./testing.ts";

for (const { says, scope, given = false, why } of [
  { says: "no such scope", scope: undefined, why: "unknown" },
  { says: "inactive, though given", scope: { usable: false, openToAll: true, delegationSource: "self" }, given: true, why: "inactive" },
  { says: "given", scope: { usable: true, openToAll: false, delegationSource: null }, given: true, why: "given" },
  { says: "not given", scope: { usable: true, openToAll: false, delegationSource: null }, why: "not_given" },
  { says: "open to all", scope: { usable: true, openToAll: true, delegationSource: null }, why: "open" },
  { says: "delegable", scope: { usable: true, openToAll: false, delegationSource: "self" }, why: "delegable" },
  { says: "open and delegable", scope: { usable: true, openToAll: true, delegationSource: "self" }, why: "open" },
])
  test(`may an organisation put it on a client: ${says} -> ${why}`, () => {
    assert.equal(judgeAvailability(scope, given), why);
  });

for (const { says, wanted, before = null, operator = false, answer } of [
  { says: "PUBLIC", wanted: { visibility: "PUBLIC", protected: false }, answer: null },
  { says: "PRIVATE", wanted: { visibility: "PRIVATE", protected: false }, answer: null },
  { says: "INTERNAL by an owner", wanted: { visibility: "INTERNAL", protected: false }, answer: "operator_only" },
  { says: "INTERNAL by the operator", wanted: { visibility: "INTERNAL", protected: false }, operator: true, answer: null },
  {
    says: "INTERNAL kept",
    wanted: { visibility: "INTERNAL", protected: false },
    before: { visibility: "INTERNAL", protected: false },
    answer: null,
  },
  { says: "protected by an owner", wanted: { visibility: "PUBLIC", protected: true }, answer: "operator_only" },
  { says: "protected kept", wanted: { visibility: "PUBLIC", protected: true }, before: { visibility: "PUBLIC", protected: true }, answer: null },
] as const)
  test(`attributes: ${says} -> ${answer ?? "allowed"}`, () => {
    assert.equal(judgeAttributes(wanted, before, operator), answer);
  });

test("an update is named by what it does to the scope", () => {
  assert.equal(nameOfChange({ active: true }, { active: true }), "scope.change");
  assert.equal(nameOfChange({ active: true }, { active: false }), "scope.deactivate");
  assert.equal(nameOfChange({ active: false }, { active: true }), "scope.reactivate");
});

const deps = await testDeps();

test("this installation as delegation source is kept as a mark, so that another address needs no migration", () => {
  const { test: environment } = deps.settings.environments;
  assert.equal(readDelegationSource(environment, environment.issuer), "self");
  assert.equal(showDelegationSource(environment, "self"), environment.issuer);
  assert.equal(readDelegationSource(environment, "https://tt02.altinn.no/"), "https://tt02.altinn.no/");
  assert.equal(readDelegationSource(environment, "https://www.altinn.no/"), null, "that one belongs to prod");
  assert.equal(readDelegationSource(environment, environment.issuer.slice(0, -1)), null, "compared as a string");
  assert.deepEqual(
    delegationSourcesOf(environment).map(({ name }) => name),
    ["altinn", "fullmakt"],
  );
});

async function plantOwner() {
  const org = await plantOrganization(deps.db, "Lyngvidda Direktorat");
  return { org, acting: actingFor(org), prefix: await plantPrefix(deps.db, "test", org) };
}

test("a scope is created, changed, deactivated and taken into use again, and the log tells it all", async () => {
  const { org, acting, prefix } = await plantOwner();
  const created = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "tilsyn.read" });
  assert.deepEqual([created.name, created.version, created.usable], [`${prefix}:tilsyn.read`, 1, true]);
  const changed = await replaceScope(deps, acting, created.name, (before) => ({ ...before, description: "Lese tilsyn" }));
  assert.deepEqual([changed.description, changed.version], ["Lese tilsyn", 2]);
  assert.equal((await replaceScope(deps, acting, created.name, (before) => before)).version, 2, "nothing changed");
  assert.equal((await deactivateScope(deps, acting, created.name)).active, false);
  assert.equal((await deactivateScope(deps, acting, created.name)).version, 3, "once");
  assert.equal((await replaceScope(deps, acting, created.name, (before) => ({ ...before, active: true }))).usable, true);
  const log = await logOf(deps, org);
  assert.deepEqual(
    log.map(({ action }) => action),
    ["scope.create", "scope.change", "scope.deactivate", "scope.reactivate"],
  );
  assert.deepEqual(log[1]!.details, { from: { description: ATTRIBUTES.description }, to: { description: "Lese tilsyn" } });
});

test("a change on top of somebody else's is refused when the version is named", async () => {
  const { acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  await replaceScope(deps, acting, name, (before) => ({ ...before, description: "first" }), 1);
  await assert.rejects(
    replaceScope(deps, acting, name, (before) => ({ ...before, description: "second" }), 1),
    { refusal: "changed_meanwhile" },
  );
  await assert.rejects(deactivateScope(deps, acting, name, 1), { refusal: "changed_meanwhile" });
});

test("50 changes at the same instant with the same version: exactly one is made", async () => {
  const { acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  const outcomes = await atOnce(50, (i) => replaceScope(deps, acting, name, (before) => ({ ...before, description: `change ${i}` }), 1));
  assert.equal(outcomes.filter((outcome) => "version" in outcome).length, 1);
  assert.equal((await readOwnScope(deps.db, "test", acting.org, name)).version, 2);
});

test("SEC-082 a scope created by 50 at the same instant exists once, and the others are told so", async () => {
  const { acting, prefix } = await plantOwner();
  const outcomes = await atOnce(50, () => createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" }));
  assert.equal(outcomes.filter((outcome) => "name" in outcome).length, 1);
  assert.equal(outcomes.filter((outcome) => "refused" in outcome && outcome.refused === "already_exists").length, 49);
});

test("SEC-082 a deactivated scope cannot be created again", async () => {
  const { org, acting, prefix } = await plantOwner();
  const { name, id } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  await deactivateScope(deps, acting, name);
  await assert.rejects(createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" }), { refusal: "already_exists" });
  const after = await readOwnScope(deps.db, "test", org, name);
  assert.deepEqual([after.id, after.active], [id, false], "its history stays");
});

test("a scope that the operator has locked works for nobody, and its owner cannot change that", async () => {
  const { org, acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  const locked = await lockScope(deps, "test", SYSTEM, name, "misuse");
  assert.deepEqual([locked.usable, locked.active, locked.locked?.reason], [false, true, "misuse"]);
  assert.equal((await lockScope(deps, "test", SYSTEM, name, "another reason")).locked?.reason, "misuse");
  await assert.rejects(
    replaceScope(deps, acting, name, (before) => ({ ...before, active: true })),
    { refusal: "wrong_state" },
  );
  await assert.rejects(giveAccess(deps, acting, name, await plantOrganization(deps.db)), { refusal: "wrong_state" });
  assert.deepEqual(await scopesOf(deps.db, "test", org, { inactive: false }), []);
  assert.equal((await unlockScope(deps, "test", SYSTEM, name)).usable, true);
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action }) => action),
    ["scope.create", "scope.lock", "scope.unlock"],
  );
});

test("what may be put on a client is listed: given, open and delegable, and never what is private or inactive", async () => {
  const { acting, prefix } = await plantOwner();
  const consumer = await plantOrganization(deps.db);
  const wishes = {
    given: {},
    "given.private": { visibility: "PRIVATE" as const },
    open: { openToAll: true },
    delegable: { delegationSource: "self" },
    "open.private": { visibility: "PRIVATE" as const, openToAll: true },
    closed: {},
    "open.inactive": { openToAll: true, active: false },
  };
  for (const [subscope, wish] of Object.entries(wishes)) {
    const { name } = await createScope(deps, acting, { ...ATTRIBUTES, ...wish, prefix, subscope });
    if (subscope.startsWith("given")) await giveAccess(deps, acting, name, consumer);
  }
  const mine = (await scopesAvailableTo(deps.db, "test", consumer)).filter(({ scope }) => scope.prefix === prefix);
  assert.deepEqual(
    mine.map(({ scope, why }) => [scope.subscope, why]),
    [
      ["delegable", "delegable"],
      ["given", "given"],
      ["given.private", "given"],
      ["open", "open"],
    ],
  );
});

test("SEC-113 own scopes followed page by page come exactly once while others are being created and deactivated", async () => {
  const { org, acting, prefix } = await plantOwner();
  const names = [];
  for (let i = 0; i < 20; i++) names.push((await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: `m${10 + i}` })).name);
  const seen: string[] = [];
  let after = null;
  for (let step = 0; ; step++) {
    const page = await scopesOf(deps.db, "test", org, { inactive: true, page: { after, limit: 6 } });
    if (page.length === 0) break;
    seen.push(...page.map(({ name }) => name));
    after = page.at(-1)!.name;
    await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: `a${step}` }); // before the position
    await deactivateScope(deps, acting, names[step]!);
    await replaceScope(deps, acting, names[19]!, (before) => ({ ...before, description: `step ${step}` }));
  }
  assert.deepEqual(seen, names);
});

test("SEC-086 a scope of test does not exist in prod", async () => {
  const { org, acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  await assert.rejects(readOwnScope(deps.db, "prod", org, name), { refusal: "not_found" });
  await assert.rejects(createScope(deps, actingFor(org, "prod"), { ...ATTRIBUTES, prefix, subscope: "a" }), { refusal: "prefix_not_yours" });
});

test("SEC-080 an organisation that was locked meanwhile changes nothing", async () => {
  const { org, acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  await deps.db.updateTable("organization").set({ locked_at: new Date(), lock_reason: "test" }).where("number", "=", Number(org)).execute();
  const consumer = await plantOrganization(deps.db);
  const attempts: (() => Promise<unknown>)[] = [
    () => createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "b" }),
    () => replaceScope(deps, acting, name, (before) => ({ ...before, description: "new" })),
    () => deactivateScope(deps, acting, name),
    () => giveAccess(deps, acting, name, consumer),
    () => removeAccess(deps, acting, name, consumer),
  ];
  for (const attempt of attempts) await assert.rejects(attempt, { refusal: "organization_locked" });
  assert.equal((await readOwnScope(deps.db, "test", org, name)).version, 1);
});

test("nobody's scope is nobody's to read", async () => {
  await assert.rejects(readOwnScope(deps.db, "test", freshOrgNumber(), scopeName("nobody:nothing")), { refusal: "not_found" });
  await assert.rejects(readOwnScope(deps.db, "test", freshOrgNumber(), null), { refusal: "not_found" });
});
