import assert from "node:assert/strict";
import { test } from "node:test";
import { pagesShown } from "./pages-shown.ts";

for (const [page, pages, shown] of [
  [1, 1, [1]],
  [1, 2, [1, 2]],
  [1, 3, [1, 2, 3]],
  [2, 3, [1, 2, 3]],
  [1, 5, [1, 2, null, 5]],
  [4, 5, [1, 2, 3, 4, 5]],
  [5, 9, [1, null, 4, 5, 6, null, 9]],
  [9, 9, [1, null, 8, 9]],
] as const)
  test(`page ${page} of ${pages}: ${shown.map((n) => n ?? "…").join(" ")}`, () => assert.deepEqual(pagesShown(page, pages), shown));
