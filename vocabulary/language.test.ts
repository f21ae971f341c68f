import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chooseLanguage, LANGUAGES } from "./language.ts";

for (const [header, language] of [
  [undefined, "nb"],
  ["", "nb"],
  ["*", "nb"],
  ["nb", "nb"],
  ["nn", "nn"],
  ["en", "en"],
  ["no", "nb"],
  ["nn-NO,nn;q=0.9,nb;q=0.8", "nn"],
  ["en-GB,en;q=0.9", "en"],
  ["EN-us", "en"],
  ["de-DE,de;q=0.9", "nb"],
  ["de,en;q=0.5", "en"],
  ["en;q=0.5,nn;q=0.9", "nn"],
  ["en;q=0.5, nn ; q=0.9", "nn"],
  ["nb;q=0.5,nn;q=0.5", "nb"],
  ["nn,nb", "nn"],
  ["en;q=0,nn;q=0.1", "nn"],
  ["en;q=0", "nb"],
  ["en;q=abc", "en"],
  ["sv,da;q=0.8", "nb"],
  ["enx", "nb"],
] as const)
  test(`Accept-Language: ${header ?? "(none)"} -> ${language}`, () => assert.equal(chooseLanguage(header), language));

test("any header gives a language that we have", () => {
  fc.assert(fc.property(fc.string(), (header) => assert.ok(LANGUAGES.includes(chooseLanguage(header)))));
});
