import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS, reaches } from "../../vocabulary/level.ts";
import { acrValueOf, levelOfAcr } from "./acr.ts";

test("a service that gives what was asked for is never too low", () => {
  for (const kind of ["idporten", "ansattporten", "double"] as const)
    for (const level of LEVELS) assert.ok(reaches(levelOfAcr(acrValueOf(kind, level))!, level), `${kind} ${level}`);
});

for (const acr of [
  "entraid",
  "selfregistered-email",
  "eidas-loa-high",
  "Level4",
  "HIGH",
  "constructor",
  "__proto__",
  "",
  " high",
  undefined,
  null,
  4,
  ["high"],
])
  test(`acr ${JSON.stringify(acr)} is no level`, () => assert.equal(levelOfAcr(acr), null));
