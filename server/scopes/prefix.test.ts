import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOrgNumber } from "../../vocabulary/org-number.ts";
import { freshOrgNumber, plantOrganization, testDeps } from "../test/installation.ts";
import { allBeforeCommit } from "../test/waiting.ts";
import { allotPrefix, createScope, deactivatePrefix, deactivateScope, prefixesOf, replaceScope } from "./operations.ts";
import { judgePrefix } from "./prefix.ts";
import { actingFor, atOnce, ATTRIBUTES, freshName, logOf, scopeName, SYSTEM } from "./testing.ts";

const [operator, me, other] = [parseOrgNumber("310806064")!, freshOrgNumber(), freshOrgNumber()];
for (const { says, prefix, by = me, alike = [], answer } of [
  { says: "a name nobody has", prefix: "lyngvidda", answer: "allot" },
  { says: "one's own once more", prefix: "lyngvidda", alike: [{ prefix: "lyngvidda", owner: me, active: true }], answer: "keep" },
  { says: "one's own that was taken out of use", prefix: "lyngvidda", alike: [{ prefix: "lyngvidda", owner: me, active: false }], answer: "revive" },
  {
    says: "one's own that looks like another's: somebody decided so",
    prefix: "1yngvidda",
    alike: [
      { prefix: "lyngvidda", owner: other, active: true },
      { prefix: "1yngvidda", owner: me, active: false },
    ],
    answer: "revive",
  },
  { says: "another's", prefix: "lyngvidda", alike: [{ prefix: "lyngvidda", owner: other, active: true }], answer: "prefix_taken" },
  { says: "another's that was taken out of use", prefix: "lyngvidda", alike: [{ prefix: "lyngvidda", owner: other, active: false }], answer: "prefix_taken" },
  { says: "what looks like another's", prefix: "1yngvidda", alike: [{ prefix: "lyngvidda", owner: other, active: true }], answer: "prefix_lookalike" },
  { says: "what looks like one's own", prefix: "1yngvidda", alike: [{ prefix: "lyngvidda", owner: me, active: true }], answer: "allot" },
  { says: "one's own organisation number", prefix: me, answer: "allot" },
  { says: "another's organisation number", prefix: other, answer: "prefix_lookalike" },
  { says: "nine digits that are no organisation number", prefix: "310800000", answer: "allot" },
  { says: "a letter of another's twice", prefix: "lyngviddda", alike: [{ prefix: "lyngvidda", owner: other, active: true }], answer: "prefix_lookalike" },
  { says: "a reserved one with a letter dropped", prefix: "altin", answer: "prefix_lookalike" },
  { says: "two characters", prefix: "ks", answer: "allot" },
  { says: "one character", prefix: "k", answer: "prefix_invalid" },
  { says: "64 characters", prefix: "k".repeat(64), answer: "allot" },
  { says: "65 characters", prefix: "k".repeat(65), answer: "prefix_invalid" },
  { says: "upper case", prefix: "Lyngvidda", answer: "prefix_invalid" },
  { says: "a letter that looks the same in another alphabet", prefix: "lyngviddа", answer: "prefix_invalid" },
  { says: "a Norwegian letter", prefix: "tindøy", answer: "prefix_invalid" },
  { says: "a colon", prefix: "lyng:vidda", answer: "prefix_invalid" },
  { says: "a full stop at the end", prefix: "lyngvidda.", answer: "prefix_invalid" },
  { says: "a reserved one", prefix: "maskinporten", answer: "prefix_reserved" },
  { says: "what looks like a reserved one", prefix: "idp0rten", answer: "prefix_lookalike" },
  { says: "a reserved one with separators", prefix: "alt-inn", answer: "prefix_lookalike" },
  { says: "a reserved one, by the operator", prefix: "maskinporten", by: operator, answer: "allot" },
])
  test(`SEC-084 prefix: ${says} -> ${answer}`, () => {
    assert.equal(judgePrefix(prefix, by, operator, alike).answer, answer);
  });

const deps = await testDeps();

test("SEC-084 a prefix is allotted to its owner, and the log of the owner says so", async () => {
  const org = await plantOrganization(deps.db);
  const prefix = freshName();
  const allotted = await allotPrefix(deps, "test", SYSTEM, prefix, org);
  assert.deepEqual([allotted.prefix, allotted.owner, allotted.active], [prefix, org, true]);
  await allotPrefix(deps, "test", SYSTEM, prefix, org); // again: nothing happens
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action, object, env }) => ({ action, object, env })),
    [{ action: "prefix.allot", object: { prefix }, env: "test" }],
  );
});

test("SEC-084 the same prefix can have different owners in test and prod, as everything there is apart", async () => {
  const [a, b] = [await plantOrganization(deps.db), await plantOrganization(deps.db)];
  const prefix = freshName();
  await allotPrefix(deps, "test", SYSTEM, prefix, a);
  await allotPrefix(deps, "prod", SYSTEM, prefix, b);
  assert.deepEqual([(await prefixesOf(deps.db, "prod", a)).length, (await prefixesOf(deps.db, "prod", b)).length], [0, 1]);
});

test("a prefix for an organisation that nobody knows is refused", async () => {
  await assert.rejects(allotPrefix(deps, "test", SYSTEM, freshName(), freshOrgNumber()), { refusal: "organization_unknown" });
});

const ALIKE = ["ol15", "o1i5", "0l1s", "0-l.1_5", "o.l-1s", "oii5", "01l5"];
for (const [says, tails] of [
  ["the same prefix", ["ol15"]],
  ["names that look alike", ALIKE],
] as const)
  test(`SEC-084 50 owners at the same instant want ${says}: exactly one gets it`, async () => {
    const base = freshName();
    const names = Array.from({ length: 50 }, (_, i) => base + tails[i % tails.length]);
    const owners = await Promise.all(names.map(() => plantOrganization(deps.db)));
    const outcomes = await atOnce(50, (i) => allotPrefix(deps, "test", SYSTEM, names[i]!, owners[i]!));
    assert.equal(outcomes.filter((outcome) => "prefix" in outcome).length, 1);
    for (const outcome of outcomes) if ("refused" in outcome) assert.match(outcome.refused, /^prefix_(taken|lookalike)$/);
    const rows = await deps.db.selectFrom("prefix").select("prefix").where("prefix", "in", names).execute();
    assert.equal(rows.length, 1);
  });

test("a prefix is taken out of use only when no scope below it is active, and then no new one can be made", async () => {
  const org = await plantOrganization(deps.db);
  const prefix = freshName();
  await allotPrefix(deps, "test", SYSTEM, prefix, org);
  const { name } = await createScope(deps, actingFor(org), { ...ATTRIBUTES, prefix, subscope: "tilsyn.read" });
  await assert.rejects(deactivatePrefix(deps, "test", SYSTEM, prefix), { refusal: "wrong_state" });
  await deactivateScope(deps, actingFor(org), name);
  assert.equal((await deactivatePrefix(deps, "test", SYSTEM, prefix)).active, false);
  await assert.rejects(createScope(deps, actingFor(org), { ...ATTRIBUTES, prefix, subscope: "other.read" }), { refusal: "wrong_state" });
  await assert.rejects(
    replaceScope(deps, actingFor(org), scopeName(name), (before) => ({ ...before, active: true })),
    { refusal: "wrong_state" },
  );
  assert.equal((await allotPrefix(deps, "test", SYSTEM, prefix, org)).active, true);
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action }) => action),
    ["prefix.allot", "scope.create", "scope.deactivate", "prefix.deactivate", "prefix.reactivate"],
  );
});

test("SEC-080 a prefix taken out of use while a scope is being made below it: whoever is first decides, and the other sees it", async () => {
  const org = await plantOrganization(deps.db);
  for (const first of ["scope", "prefix"]) {
    const prefix = freshName();
    await allotPrefix(deps, "test", SYSTEM, prefix, org);
    const make = () => createScope(deps, actingFor(org), { ...ATTRIBUTES, prefix, subscope: "a" });
    const end = () => deactivatePrefix(deps, "test", SYSTEM, prefix);
    const [one, other] = await allBeforeCommit(deps, first === "scope" ? [make, end] : [end, make]);
    assert.equal(one?.status, "fulfilled");
    assert.equal(other?.status === "rejected" && other.reason.refusal, "wrong_state", `${first} first`);
    const state = (await prefixesOf(deps.db, "test", org)).find((own) => own.prefix === prefix);
    assert.equal(state?.active, first === "scope");
  }
});
