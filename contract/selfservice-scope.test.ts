import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessesQuery, newScopeBody, publicScopesQuery, scopeBody, scopesQuery } from "./selfservice-scope.ts";

const SCOPE = { prefix: "lyngvidda", subscope: "tilsyn.read", description: "Lese" };

for (const { says, change, taken } of [
  { says: "the three required members", change: {}, taken: true },
  { says: "no prefix", change: { prefix: undefined }, taken: false },
  { says: "no subscope", change: { subscope: undefined }, taken: false },
  { says: "a description of 1,000 characters", change: { description: "a".repeat(1_000) }, taken: true },
  { says: "a description of 1,001 characters", change: { description: "a".repeat(1_001) }, taken: false },
  { says: "a long description of 4,000 characters", change: { long_description: "a".repeat(4_000) }, taken: true },
  { says: "a long description of 4,001 characters", change: { long_description: "a".repeat(4_001) }, taken: false },
  { says: "line breaks and tabs", change: { long_description: "a\r\n\tb" }, taken: true },
  { says: "another control character", change: { long_description: "a\u0007b" }, taken: false },
  { says: "a translation", change: { "description#nn": "Lese" }, taken: true },
  { says: "a translation that is too long", change: { "description#nn": "a".repeat(1_001) }, taken: false },
  { says: "a translation that is no text", change: { "description#nn": 7 }, taken: false },
  { says: "40 translations", change: translations(40), taken: true },
  { says: "41 translations", change: translations(41), taken: false },
  { says: "0 seconds", change: { at_max_age: 0 }, taken: true },
  { says: "the longest time that can be kept", change: { at_max_age: 2_147_483_647 }, taken: true },
  { says: "one second more", change: { at_max_age: 2_147_483_648 }, taken: false },
  { says: "seconds as text", change: { at_max_age: "120" }, taken: false },
  { says: "a member nobody knows", change: { colour: { of: "money" } }, taken: true },
])
  test(`body of a scope: ${says} -> ${taken ? "taken" : "refused"}`, () => assert.equal(newScopeBody.safeParse({ ...SCOPE, ...change }).success, taken));

function translations(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`description#${"abcdefgh"[i % 8]}${"abcdefgh"[Math.floor(i / 8)]}`, "x"]));
}

test("SEC-112 only known members come out, also of translations", () => {
  const read = newScopeBody.parse({
    ...SCOPE,
    "description#nn": "a",
    "description#": "b",
    "name#nb": "c",
    "__proto__#nb": "d",
    "description#n": "e",
    owner: "f",
  });
  assert.deepEqual(read.translations, { "description#nn": "a" });
  assert.ok(!("owner" in read));
});

test("of PUT, active is only what was said about it, and name parts may be missing", () => {
  assert.equal(scopeBody.parse({ description: "a" }).active, undefined);
  assert.equal(scopeBody.parse({ description: "a", active: false }).active, false);
  assert.equal(scopeBody.parse({ description: "a", prefix: "" }).prefix, undefined);
});

test("whatever arrives as a body is read or refused, never thrown at, and what is read can be stored", () => {
  fc.assert(
    fc.property(
      fc.record({ description: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()), "description#nn": fc.jsonValue(), at_max_age: fc.jsonValue() }),
      (body) => {
        const read = newScopeBody.safeParse({ ...SCOPE, ...body });
        if (!read.success) return;
        for (const text of [read.data.description, ...Object.values(read.data.translations)]) assert.ok(text.isWellFormed() && !text.includes("\0"));
        assert.ok(Number.isInteger(read.data.maxTokenAgeSeconds));
      },
    ),
  );
});

test("queries: flags are true, false or not asked for", () => {
  assert.equal(scopesQuery.parse({ inactive: "true" }).inactive, true);
  assert.deepEqual(scopesQuery.parse({ inactive: "", scope: "" }), { inactive: undefined, scope: undefined });
  assert.deepEqual(scopesQuery.parse({ inactive: "TRUE" }), { inactive: true });
  assert.equal(scopesQuery.safeParse({ inactive: "yes" }).success, false);
  assert.equal(publicScopesQuery.parse({ accessible_for_all: "false" }).accessible_for_all, false);
  for (const name of ["prefix", "delegated_sources", "integration_type", "page"]) {
    assert.equal(publicScopesQuery.safeParse({ [name]: "a".repeat(255) }).success, true, name);
    assert.equal(publicScopesQuery.safeParse({ [name]: "a".repeat(256) }).success, false, `${name}: anyone may ask, and the answer is kept under it`);
  }
  assert.equal(publicScopesQuery.parse({ page: "" }).page, "", "an empty page is the first");
  assert.equal(accessesQuery.safeParse({ inactive: "true" }).success, false, "of which scope, or to whom?");
});
