import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, endOfDay, lastDayBefore, parseDay, spellDay, startOfDay, today, writeDay } from "./day.ts";

for (const [typed, day] of [
  ["31.12.2027", "2027-12-31"],
  ["1.6.2027", "2027-06-01"],
  ["01 06 2027", "2027-06-01"],
  [" 1/6/2027 ", "2027-06-01"],
  ["29.2.2028", "2028-02-29"],
  ["2027-06-01", "2027-06-01"],
  ["29.2.2027", null],
  ["31.4.2027", null],
  ["0.1.2027", null],
  ["1.13.2027", null],
  ["1.6.27", null],
  ["1.6.0027", null],
  ["juni", null],
  ["", null],
] as const)
  test(`"${typed}" is ${day ?? "no day"}`, () => assert.equal(parseDay(typed), day));

for (const [day, end] of [
  ["2027-12-31", "2027-12-31T23:00:00.000Z"], // winter
  ["2027-06-30", "2027-06-30T22:00:00.000Z"], // summer
  ["2027-03-27", "2027-03-27T23:00:00.000Z"], // the night in which summer time begins
  ["2027-03-28", "2027-03-28T22:00:00.000Z"], // and the day after
  ["2027-10-30", "2027-10-30T22:00:00.000Z"], // the night in which it ends
  ["2027-10-31", "2027-10-31T23:00:00.000Z"],
] as const)
  test(`${day} is over at ${end}`, () => assert.equal(endOfDay(day as Day).toISOString(), end));

test("a day as people write and read it", () => {
  assert.equal(writeDay("2027-12-31" as Day), "31.12.2027");
  assert.equal(spellDay("2027-12-31" as Day, "nb"), "fredag 31. desember 2027");
  assert.equal(spellDay("2027-12-31" as Day, "en"), "Friday 31 December 2027");
  assert.equal(spellDay("2027-12-28" as Day, "nn"), "tysdag 28. desember 2027");
  assert.equal(today(Date.parse("2026-11-25T23:30:00Z")), "2026-11-26");
  assert.equal(lastDayBefore("2027-12-31T23:00:00.000Z"), "2027-12-31T22:59:59.999Z");
});

test("a day begins when the one before it is over", () => {
  assert.equal(startOfDay("2027-03-28" as Day).toISOString(), "2027-03-27T23:00:00.000Z");
  assert.equal(startOfDay("2027-03-29" as Day).toISOString(), "2027-03-28T22:00:00.000Z");
  assert.equal(startOfDay("2028-01-01" as Day).toISOString(), "2027-12-31T23:00:00.000Z");
});
