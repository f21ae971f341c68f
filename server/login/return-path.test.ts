import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { returnPathOf } from "./return-path.ts";

for (const path of [
  "/",
  "/test/310801011/clients?tab=keys&q=a%20b#top",
  "/prod/ui/DelegationRequest/send/5f0c2b0e-8f0d-4d0b-9f7e-000000000001",
  "/login/done",
  "/test/310801011/scopes/tindøy/æ",
  "/a//b",
  `/${"a".repeat(1_999)}`,
])
  test(`a login leads back to ${path.slice(0, 80)}`, () => assert.equal(returnPathOf(path), path));

for (const path of [
  "//elsewhere.example",
  "/\\elsewhere.example",
  "/a\\b",
  "\\/elsewhere.example",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "/\r\nSet-Cookie: a=b",
  "/\u0000",
  "/\u0085",
  "/ /elsewhere.example",
  " /",
  "https://elsewhere.example/",
  "javascript:alert(1)",
  "elsewhere",
  "",
  `/${"a".repeat(2_000)}`,
  undefined,
  null,
  7,
  ["/"],
])
  test(`a login does not lead to ${JSON.stringify(path)?.slice(0, 80)}`, () => assert.equal(returnPathOf(path), "/"));

test("whatever is asked for, a browser stays with us", () =>
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.stringMatching(/^[/\\\t\n. a@:]{1,12}$/)), (text) => {
      const url = new URL(returnPathOf(text), "https://fullmakt.example.no/login/callback/x");
      assert.equal(url.origin, "https://fullmakt.example.no");
    }),
    { numRuns: 2_000 },
  ));
