import assert from "node:assert/strict";
import { test } from "node:test";
import { estimatedPrice, isPriceInOrder, type PrefixPrice, yearlyPrice } from "./prefix-price.ts";

/** The figures of Maskinporten (selfservice.md §10). */
const OLD: PrefixPrice = {
  currency: "NOK",
  perYear: 50_000,
  perAccess: [
    { upTo: 5, each: 5_000 },
    { upTo: 10, each: 3_000 },
    { upTo: 15, each: 1_500 },
    { upTo: null, each: 1_000 },
  ],
  cap: 799_500,
};
const FLAT: PrefixPrice = { currency: "NOK", perYear: 1_200, perAccess: [], cap: null };
const OPEN: PrefixPrice = { ...OLD, cap: null };

for (const [price, accesses, comes] of [
  [OLD, 0, 50_000],
  [OLD, 1, 55_000],
  [OLD, 5, 75_000],
  [OLD, 6, 78_000],
  [OLD, 10, 90_000],
  [OLD, 15, 97_500],
  [OLD, 16, 98_500],
  [OLD, 716, 798_500],
  [OLD, 717, 799_500],
  [OLD, 718, 799_500],
  [OLD, 100_000, 799_500],
  [OPEN, 718, 800_500],
  [FLAT, 0, 1_200],
  [FLAT, 400, 1_200],
] as const)
  test(`a year with ${accesses} accesses costs ${comes}${price.cap === null ? ", without a cap" : ""}`, () =>
    assert.equal(yearlyPrice(price, accesses), comes));

for (const [price, expected, least, most] of [
  [OLD, "up_to_5", 55_000, 75_000],
  [OLD, "up_to_15", 78_000, 97_500],
  [OLD, "more_than_15", 98_500, 799_500],
  [OPEN, "more_than_15", 98_500, null],
  [FLAT, "up_to_5", 1_200, 1_200],
] as const)
  test(`the estimate for ${expected} is ${least} to ${most}`, () => assert.deepEqual(estimatedPrice(price, expected), { least, most }));

for (const [says, perAccess, inOrder] of [
  ["none", [], true],
  ["one for all", [{ upTo: null, each: 1 }], true],
  ["steps", OLD.perAccess, true],
  ["an end without a price", [{ upTo: 5, each: 1 }], false],
  [
    "two for all",
    [
      { upTo: null, each: 1 },
      { upTo: null, each: 2 },
    ],
    false,
  ],
  [
    "steps that go back",
    [
      { upTo: 5, each: 1 },
      { upTo: 4, each: 2 },
      { upTo: null, each: 3 },
    ],
    false,
  ],
  [
    "a step of nothing",
    [
      { upTo: 0, each: 1 },
      { upTo: null, each: 3 },
    ],
    false,
  ],
] as const)
  test(`prices of accesses: ${says} -> ${inOrder}`, () => assert.equal(isPriceInOrder({ perAccess }), inOrder));
