import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isPrefixName, likenessOf, MAX_SCOPES_PER_GRANT, newScopeName, parseScopeClaim, parseScopeName, prefixOf, subscopeOf } from "./scope-name.ts";

const ofLength = (length: number) => `p:${"a".repeat(length - 2)}`;

for (const [says, name, lawful] of [
  ["the shortest", "a:b", true],
  ["255 characters", ofLength(255), true],
  ["256 characters", ofLength(256), false],
  ["capitals, in a scope that was imported", "Skatt:Innsyn.READ", true],
  ["more colons after the first", "altinn:accessmanagement/enduser:maskinportensuppliers.read", true],
  ["every character it may hold", "aZ0._-:aZ0._-/:", true],
  ["no colon", "skatt", false],
  ["nothing before the colon", ":read", false],
  ["nothing after the colon", "skatt:", false],
  ["a slash before the colon", "a/b:c", false],
  ["a space", "skatt:inn syn", false],
  ["a Norwegian letter", "språk:les", false],
  ["a line break after", "a:b\n", false],
  ["a quote", 'a:"b', false],
] as const)
  test(`SEC-031 a name in a grant with ${says} is ${lawful ? "taken" : "refused"}`, () => assert.equal(parseScopeName(name), lawful ? name : null));

test("SEC-031 things that are not text are no scope names", () => {
  for (const thing of [undefined, null, 1, ["a:b"], { name: "a:b" }]) assert.equal(parseScopeName(thing), null);
});

test("the prefix ends at the first colon, and the two parts make the name again", () => {
  const name = parseScopeName("altinn:accessmanagement/enduser:suppliers.read")!;
  assert.equal(prefixOf(name), "altinn");
  assert.equal(subscopeOf(name), "accessmanagement/enduser:suppliers.read");
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9._-]{1,20}$/), fc.stringMatching(/^[a-z0-9._\-/:]{1,40}$/), (prefix, subscope) => {
      const parsed = parseScopeName(`${prefix}:${subscope}`);
      assert.ok(parsed);
      assert.deepEqual([prefixOf(parsed), subscopeOf(parsed)], [prefix, subscope]);
    }),
  );
});

for (const [says, prefix, lawful] of [
  ["one character", "a", false],
  ["two characters", "ab", true],
  ["64 characters", "a".repeat(64), true],
  ["65 characters", "a".repeat(65), false],
  ["an organisation number", "310801011", true],
  ["separators inside", "a-b_c.d", true],
  ["a separator first", "-ab", false],
  ["a separator last", "ab.", false],
  ["a capital", "Ab", false],
  ["a colon", "a:b", false],
  ["a Norwegian letter", "språk", false],
] as const)
  test(`SEC-084 a prefix with ${says} is ${lawful ? "taken" : "refused"}`, () => assert.equal(isPrefixName(prefix), lawful));

for (const [says, prefix, subscope, lawful] of [
  ["255 characters", "ab", "c".repeat(252), true],
  ["256 characters", "ab", "c".repeat(253), false],
  ["one letter", "ab", "c", true],
  ["nothing after the colon", "ab", "", false],
  ["a capital", "ab", "Read", false],
  ["a full stop last", "ab", "read.", false],
  ["a slash first", "ab", "/read", false],
  ["slash and colon inside", "ab", "c/d:e", true],
] as const)
  test(`SEC-031 a new scope with ${says} is ${lawful ? "made" : "refused"}`, () =>
    assert.equal(newScopeName(prefix, subscope), lawful ? `${prefix}:${subscope}` : null));

test("the scope claim: one space between names, doubles once, the order kept", () => {
  assert.deepEqual(parseScopeClaim("b:b a:a b:b"), ["b:b", "a:a"]);
  assert.deepEqual(parseScopeClaim("openid a:a"), ["openid", "a:a"]);
  assert.deepEqual(parseScopeClaim(""), { wrong: "empty" });
  for (const text of [" a:a", "a:a ", "a:a  b:b", "a:a,b:b", "a:a\tb:b", "a:å", `a:${"b".repeat(254)}`])
    assert.deepEqual(parseScopeClaim(text), { wrong: "syntax" }, text);
});

test("the scope claim holds as many names as the limit says, and not one more; doubles do not count", () => {
  const names = Array.from({ length: MAX_SCOPES_PER_GRANT }, (_, i) => `a:s${i}`);
  assert.deepEqual(parseScopeClaim([...names, names[0]].join(" ")), names);
  assert.deepEqual(parseScopeClaim([...names, "a:more"].join(" ")), { wrong: "too_many" });
});

for (const [one, other, alike] of [
  ["skatt", "skatt", true],
  ["skatt", "5katt", true],
  ["nav", "navv", false],
  ["altinn", "altin", true],
  ["dagdata", "c1agclata", true],
  ["lyngvidda", "lyngvida", true],
  ["politi", "po1iti", true],
  ["nordlys", "n0rdlys", true],
  ["kart-verket", "kartverket", true],
  ["modum", "rnodum", true],
  ["tindoy", "tindoya", false],
] as const)
  test(`SEC-084 ${one} and ${other} ${alike ? "look alike" : "are told apart"}`, () => assert.equal(likenessOf(one) === likenessOf(other), alike));
