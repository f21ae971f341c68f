import assert from "node:assert/strict";
import { test } from "node:test";
import { bucketsOf } from "./plot-buckets.ts";

const DAYS = [
  { day: "2026-10-31", tokens: 1, refused: 0 },
  { day: "2026-11-01", tokens: 10, refused: 2 },
  { day: "2026-11-02", tokens: 100, refused: 0 },
];

for (const { size, is } of [
  {
    size: "day",
    is: ["2026-10-30 2026-10-30 0 0", "2026-10-31 2026-10-31 1 0", "2026-11-01 2026-11-01 10 2", "2026-11-02 2026-11-02 100 0", "2026-11-03 2026-11-03 0 0"],
  },
  // The 1st of November 2026 is a Sunday.
  { size: "week", is: ["2026-10-30 2026-11-01 11 2", "2026-11-02 2026-11-03 100 0"] },
  { size: "month", is: ["2026-10-30 2026-10-31 1 0", "2026-11-01 2026-11-03 110 2"] },
] as const)
  test(`a bar for each ${size}, without a gap, and nothing lost`, () =>
    assert.deepEqual(
      bucketsOf(DAYS, "2026-10-30", "2026-11-03", size).map(({ from, to, tokens, refused }) => `${from} ${to} ${tokens} ${refused}`),
      is,
    ));

test("a whole year over the change of clocks has 365 days", () => assert.equal(bucketsOf([], "2026-01-01", "2026-12-31", "day").length, 365));
