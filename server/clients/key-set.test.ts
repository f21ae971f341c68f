import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../http/refused.ts";
import { readJwk, type SuppliedKey } from "./client-key.ts";
import { jwkOf } from "./clients-under-test.ts";
import { type ClientKey, endOfKey, isSameKey, type KeyPlan, planAddition, planRemoval, planReplacement } from "./key-set.ts";

const now = new Date("2026-01-05T09:00:00.000Z");
const inAYear = new Date("2027-01-05T09:00:00.000Z");

for (const { says, endsAt, answer } of [
  { says: "nobody says when", endsAt: null, answer: inAYear },
  { says: "in a month", endsAt: new Date("2026-02-05T09:00:00Z"), answer: new Date("2026-02-05T09:00:00Z") },
  { says: "in a year exactly", endsAt: inAYear, answer: inAYear },
  { says: "a second more than a year", endsAt: new Date("2027-01-05T09:00:01Z"), answer: inAYear },
  { says: "in a thousand years", endsAt: new Date("3026-01-05T09:00:00Z"), answer: inAYear },
  { says: "a second from now", endsAt: new Date("2026-01-05T09:00:01Z"), answer: new Date("2026-01-05T09:00:01Z") },
  { says: "now", endsAt: now, answer: "key_expired" },
  { says: "a second ago", endsAt: new Date("2026-01-05T08:59:59Z"), answer: "key_expired" },
])
  test(`SEC-073 a key ends ${says}: ${typeof answer === "string" ? answer : answer.toISOString()}`, () => {
    if (typeof answer === "string") assert.throws(() => endOfKey(endsAt, now), isRefused(answer));
    else assert.deepEqual(endOfKey(endsAt, now), answer);
  });

const sent = (kid: string, number = 1, more: Record<string, unknown> = {}): SuppliedKey =>
  readJwk(jwkOf(kid, "P-256", number, more), { minimumClientKeyBits: 2_048 });
const heldAs = (key: SuppliedKey, expired = false): ClientKey => ({
  ...key,
  id: `row of ${key.kid}`,
  createdAt: now,
  updatedAt: now,
  expiresAt: now,
  lastUsedAt: null,
  expired,
});
const held = (kid: string, number = 1, expired = false): ClientKey => heldAs(sent(kid, number), expired);
const isRefused = (name: string) => (error: unknown) => error instanceof Refused && error.refusal === name;

for (const { says, was, comes, same } of [
  { says: "the same JWK", was: sent("a"), comes: sent("a"), same: true },
  { says: "another kid", was: sent("a"), comes: sent("b"), same: false },
  { says: "another key under the kid", was: sent("a", 1), comes: sent("a", 2), same: false },
  { says: "the alg that we showed, put back", was: sent("a"), comes: sent("a", 1, { alg: "ES256" }), same: true },
  { says: "the pin taken away", was: sent("a", 1, { alg: "ES256" }), comes: sent("a"), same: false },
  { says: "a certificate added", was: sent("a"), comes: { ...sent("a"), jwk: { ...sent("a").jwk, x5c: ["MIIB"] } }, same: false },
])
  test(`${says}: ${same ? "renews the key" : "is another key"}`, () => assert.equal(isSameKey(heldAs(was), comes), same));

test("RSA under PS256 instead of RS256 is another key, though the modulus is the same", () => {
  const rsa = (alg?: string) => readJwk(jwkOf("a", "RSA-2048", 1, alg === undefined ? {} : { alg }), { minimumClientKeyBits: 2_048 });
  assert.equal(isSameKey(heldAs(rsa()), rsa("PS256")), false);
  assert.equal(isSameKey(heldAs(rsa()), rsa("RS512")), false);
  assert.equal(isSameKey(heldAs(rsa()), rsa("RS256")), true);
});

const kids = ({ end, renew, add }: KeyPlan) => ({
  end: end.map(({ kid }) => kid),
  renew: renew.map((one) => one.held.kid),
  add: add.map((one) => one.key.kid),
});
const five = ["a", "b", "c", "d", "e"];

for (const { says, there, comes, plan } of [
  { says: "the first keys", there: [], comes: [sent("a"), sent("b")], plan: { end: [], renew: [], add: ["a", "b"] } },
  { says: "the same set", there: [held("a")], comes: [sent("a")], plan: { end: [], renew: ["a"], add: [] } },
  { says: "one more", there: [held("a")], comes: [sent("a"), sent("b", 2)], plan: { end: [], renew: ["a"], add: ["b"] } },
  { says: "one for another", there: [held("a")], comes: [sent("b", 2)], plan: { end: ["a"], renew: [], add: ["b"] } },
  { says: "another key under the same kid", there: [held("a", 1)], comes: [sent("a", 2)], plan: { end: ["a"], renew: [], add: ["a"] } },
  { says: "an expired key again", there: [held("a", 1, true)], comes: [sent("a")], plan: { end: [], renew: ["a"], add: [] } },
  {
    says: "five for five",
    there: five.map((kid) => held(kid)),
    comes: five.map((kid) => sent(`${kid}2`, 2)),
    plan: { end: five, renew: [], add: five.map((kid) => `${kid}2`) },
  },
  { says: "nothing", there: [held("a")], comes: [], plan: "empty_key_set" },
  { says: "six", there: [], comes: [...five, "f"].map((kid) => sent(kid)), plan: "too_many_keys" },
  { says: "one kid twice", there: [], comes: [sent("a"), sent("a", 2)], plan: "key_identifier_invalid" },
  { says: "a key that has expired", there: [], comes: [sent("a", 1, { exp: 1_000 })], plan: "key_expired" },
])
  test(`a set is replaced by ${says}`, () => {
    if (typeof plan === "string") assert.throws(() => planReplacement(there, comes, now), isRefused(plan));
    else assert.deepEqual(kids(planReplacement(there, comes, now)), plan);
  });

for (const { says, there, comes, replacing, plan } of [
  { says: "the first", there: [], comes: sent("a"), plan: { end: [], renew: [], add: ["a"] } },
  { says: "a second beside it", there: [held("a")], comes: sent("b", 2), plan: { end: [], renew: [], add: ["b"] } },
  { says: "the same again", there: [held("a")], comes: sent("a"), plan: { end: [], renew: ["a"], add: [] } },
  { says: "the fifth", there: five.slice(1).map((kid) => held(kid)), comes: sent("a"), plan: { end: [], renew: [], add: ["a"] } },
  { says: "a sixth", there: five.map((kid) => held(kid)), comes: sent("f"), plan: "too_many_keys" },
  { says: "one of the five again", there: five.map((kid) => held(kid)), comes: sent("c"), plan: { end: [], renew: ["c"], add: [] } },
  {
    says: "a fifth beside one that has expired",
    there: five.map((kid) => held(kid, 1, kid === "a")),
    comes: sent("f"),
    plan: { end: [], renew: [], add: ["f"] },
  },
  { says: "a sixth by renewing one that has expired", there: [...five, "f"].map((kid) => held(kid, 1, kid === "f")), comes: sent("f"), plan: "too_many_keys" },
  { says: "another under a kid that is taken", there: [held("a", 1)], comes: sent("a", 2), plan: "already_exists" },
  {
    says: "another under a kid that is taken, by PUT",
    there: [held("a", 1)],
    comes: sent("a", 2),
    replacing: true,
    plan: { end: ["a"], renew: [], add: ["a"] },
  },
  {
    says: "another in the place of one of five, by PUT",
    there: five.map((kid) => held(kid)),
    comes: sent("a", 2),
    replacing: true,
    plan: { end: ["a"], renew: [], add: ["a"] },
  },
  { says: "another under a kid that has expired", there: [held("a", 1, true)], comes: sent("a", 2), plan: { end: ["a"], renew: [], add: ["a"] } },
] as { says: string; there: ClientKey[]; comes: SuppliedKey; replacing?: boolean; plan: string | ReturnType<typeof kids> }[])
  test(`one key is added: ${says}`, () => {
    const add = () => planAddition(there, comes, now, { replacing: replacing ?? false });
    if (typeof plan === "string") assert.throws(add, isRefused(plan));
    else assert.deepEqual(kids(add()), plan);
  });

test("one key is removed, also when it has expired; another is not found", () => {
  assert.deepEqual(kids(planRemoval([held("a"), held("b", 2)], "a")), { end: ["a"], renew: [], add: [] });
  assert.deepEqual(kids(planRemoval([held("a", 1, true)], "a")), { end: ["a"], renew: [], add: [] });
  assert.throws(() => planRemoval([held("a")], "b"), isRefused("not_found"));
});
