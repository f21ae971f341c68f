import assert from "node:assert/strict";
import { test } from "node:test";
import { beginning, end } from "./dates.ts";
import { EXIT, Failure } from "./exit-codes.ts";

// Summer time in Norway begins on the last Sunday of March and ends on the last one of October, at 01:00 UTC.
for (const [says, typed, from, until] of [
  ["a day in winter", "2027-01-01", "2026-12-31T23:00:00.000Z", "2027-01-01T23:00:00.000Z"],
  ["a day in summer", "2027-07-01", "2027-06-30T22:00:00.000Z", "2027-07-01T22:00:00.000Z"],
  ["the day before summer time begins", "2027-03-27", "2027-03-26T23:00:00.000Z", "2027-03-27T23:00:00.000Z"],
  ["the day on which it begins has 23 hours", "2027-03-28", "2027-03-27T23:00:00.000Z", "2027-03-28T22:00:00.000Z"],
  ["the day on which it ends has 25 hours", "2027-10-31", "2027-10-30T22:00:00.000Z", "2027-10-31T23:00:00.000Z"],
  ["a leap day", "2028-02-29", "2028-02-28T23:00:00.000Z", "2028-02-29T23:00:00.000Z"],
  ["a time in UTC", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["a time without seconds", "2027-07-01T12:30Z", "2027-07-01T12:30:00.000Z", "2027-07-01T12:30:00.000Z"],
  ["a time with an offset", "2027-07-01T00:30:00.25+02:00", "2027-06-30T22:30:00.250Z", "2027-06-30T22:30:00.250Z"],
] as const)
  test(`${says}: ${typed}`, () => assert.deepEqual([beginning("--from")(typed), end("--until")(typed)], [from, until]));

// A time without an offset would mean another thing on each machine.
for (const typed of [
  "",
  "yesterday",
  "2027-02-29",
  "2027-02-29T12:00Z",
  "2027-13-01",
  "2027-1-1",
  "01.02.2027",
  "2027",
  "2027-01-01T12:00",
  "2027-01-01T25:00Z",
])
  test(`"${typed}" is no day and no time`, () => {
    for (const [option, read] of [
      ["--from", beginning],
      ["--until", end],
    ] as const)
      assert.throws(
        () => read(option)(typed),
        (error) => error instanceof Failure && error.code === EXIT.usage && error.message.startsWith(`${option} takes a day`),
      );
  });
