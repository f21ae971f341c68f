import assert from "node:assert/strict";
import { test } from "node:test";
import { readCode } from "./read-code.ts";

for (const [typed, code] of [
  ["MP-250", "MP-250"],
  [" mp250 ", "MP-250"],
  ["fm 465", "FM-465"],
  ["https://fullmakt.example.no/test/errors/MP-110", "MP-110"],
  ["MP-250: no access", "MP-250"],
  ["", null],
  ["250", null],
  ["MP-2500", null],
  ["amp-250", null],
] as const)
  test(`what is typed as a code: ${JSON.stringify(typed)} is ${code}`, () => assert.equal(readCode(typed), code));
