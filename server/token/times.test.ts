import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTimes } from "./times.ts";

const now = 1_767_261_600;
const usual = { maxLifetime: 120, skew: 10 };

for (const { says, iat = now, exp = iat + 60, nbf, limits = usual, answer } of [
  { says: "a minute from now", answer: null },
  { says: "120 s", exp: now + 120, answer: null },
  { says: "121 s", exp: now + 121, answer: "lifetime_too_long" },
  { says: "180 s by setting", exp: now + 180, limits: { ...usual, maxLifetime: 180 }, answer: null },
  { says: "181 s by setting", exp: now + 181, limits: { ...usual, maxLifetime: 180 }, answer: "lifetime_too_long" },
  { says: "iat 10 s ahead", iat: now + 10, answer: null },
  { says: "iat 11 s ahead", iat: now + 11, answer: "issued_in_future" },
  { says: "exp 10 s past", iat: now - 70, exp: now - 10, answer: null },
  { says: "exp 11 s past", iat: now - 70, exp: now - 11, answer: "expired" },
  { says: "nbf 10 s ahead", nbf: now + 10, answer: null },
  { says: "nbf 11 s ahead", nbf: now + 11, answer: "not_yet_valid" },
  { says: "exp equal to iat", exp: now, answer: "invalid_assertion" },
  { says: "exp before iat", exp: now - 1, answer: "invalid_assertion" },
  { says: "one second", exp: now + 1, answer: null },
  { says: "iat as text", iat: String(now) as unknown as number, exp: now + 60, answer: "invalid_assertion" },
  { says: "half seconds", exp: now + 60.5, answer: "invalid_assertion" },
  { says: "milliseconds", iat: now * 1000, exp: now * 1000 + 60, answer: "invalid_assertion" },
  { says: "not a number", exp: Number.NaN, answer: "invalid_assertion" },
  { says: "for ever", exp: Number.POSITIVE_INFINITY, answer: "invalid_assertion" },
  { says: "nbf as text", nbf: "now" as unknown as number, answer: "invalid_assertion" },
] as { says: string; iat?: number; exp?: number; nbf?: number; limits?: typeof usual; answer: string | null }[])
  test(`SEC-021 ${says} -> ${answer ?? "taken"}`, () => assert.equal(checkTimes({ iat, exp, nbf }, now, limits)?.refusal ?? null, answer));

test("SEC-021 without iat or without exp", () => {
  assert.equal(checkTimes({ iat: undefined, exp: now, nbf: undefined }, now, usual)?.refusal, "invalid_assertion");
  assert.equal(checkTimes({ iat: now, exp: undefined, nbf: undefined }, now, usual)?.refusal, "invalid_assertion");
});

test("a clock error says how many seconds and which way", () => {
  assert.match(checkTimes({ iat: now + 45, exp: now + 60, nbf: undefined }, now, usual)?.what ?? "", /45 s ahead/);
  assert.match(checkTimes({ iat: now - 100, exp: now - 40, nbf: undefined }, now, usual)?.what ?? "", /expired 40 s ago.*behind ours by about 100 s/);
});
