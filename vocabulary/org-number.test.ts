import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { iso6523, orgNumberFromInt, orgNumberToInt, parseIso6523Id, parseOrgNumber } from "./org-number.ts";

for (const number of ["310800007", "310801011", "310802026", "310803030", "310804045", "310806064"])
  test(`${number} is an organisation number`, () => assert.equal(parseOrgNumber(number), number));

for (const [says, text] of [
  ["a wrong check digit", "310801012"],
  ["eight digits", "31080101"],
  ["ten digits", "3108010110"],
  ["a space inside", "310 801 011"],
  ["a line break after", "310801011\n"],
  ["a zero in front, although the sum is right", "000000000"],
  ["digits of another script", "٣١٠٨٠١٠١١"],
  ["a number instead of text", 310_801_011],
  ["nothing", undefined],
] as const)
  test(`no organisation number: ${says}`, () => assert.equal(parseOrgNumber(text), null));

test("of the ten numbers with the same eight digits in front at most one is valid", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), (front) => {
      const valid = Array.from({ length: 10 }, (_, digit) => `${front}${digit}`).filter((number) => parseOrgNumber(number) !== null);
      // A remainder of 1 would need the check digit 10: no number begins with those eight digits.
      const remainder = [3, 2, 7, 6, 5, 4, 3, 2].reduce((sum, weight, i) => sum + weight * Number(String(front)[i]), 0) % 11;
      assert.equal(valid.length, remainder === 1 ? 0 : 1);
    }),
  );
});

test("one mistyped digit or two swapped neighbours are noticed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), fc.nat(8), fc.integer({ min: 1, max: 9 }), (front, position, shift) => {
      const number = Array.from({ length: 10 }, (_, digit) => `${front}${digit}`).find((candidate) => parseOrgNumber(candidate));
      if (!number) return;
      const digits = number.split("");
      digits[position] = String((Number(digits[position]) + shift) % 10);
      assert.equal(parseOrgNumber(digits.join("")), null);
      const [a, b] = [number[position]!, number[position + 1] ?? number[position]!];
      if (a !== b) assert.equal(parseOrgNumber(number.slice(0, position) + b + a + number.slice(position + 2)), null);
    }),
  );
});

test("a number goes to the database and into tokens, and comes back", () => {
  const number = parseOrgNumber("310801011")!;
  assert.equal(orgNumberFromInt(orgNumberToInt(number)), number);
  assert.deepEqual(iso6523(number), { authority: "iso6523-actorid-upis", ID: "0192:310801011" });
  assert.equal(parseIso6523Id("0192:310801011"), number);
  for (const other of ["9908:310801011", "310801011", "0192:310801012", "0192: 310801011", 1]) assert.equal(parseIso6523Id(other), null);
});
