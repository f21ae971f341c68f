import assert from "node:assert/strict";
import { test } from "node:test";
import { isOpenToAnybody, parseEmailDomain } from "./email-domain.ts";

for (const [typed, read] of [
  ["lyngvidda.example.no", "lyngvidda.example.no"],
  [" @Lyngvidda.Example.NO ", "lyngvidda.example.no"],
  ["kari@lyngvidda.example.no", "lyngvidda.example.no"],
  ["xn--smrbrd-cxa8q.example.no", "xn--smrbrd-cxa8q.example.no"],
  ["no", null],
  ["lyngvidda", null],
  ["https://lyngvidda.example.no", null],
  ["lyngvidda.example.no/x", null],
  ["-a.no", null],
  ["a..no", null],
  ["127.0.0.1", null],
  ["", null],
] as const)
  test(`the domain «${typed}» is ${read ?? "none"}`, () => assert.equal(parseEmailDomain(typed), read));

test("SEC-087 where anybody gets an address is told from where an organisation gives them", () => {
  assert.deepEqual(
    ["gmail.com", "online.no", "lyngvidda.example.no"].map((domain) => isOpenToAnybody(parseEmailDomain(domain)!)),
    [true, true, false],
  );
});
