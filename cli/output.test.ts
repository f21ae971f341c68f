import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { readable, record, table } from "./output.ts";

for (const [says, value, text] of [
  ["an organisation", { number: "310801011", name: "Tindøy kommune" }, "Tindøy kommune (310801011)"],
  ["one without a name", { number: "310801011", name: null }, "310801011"],
  ["an actor", { kind: "system", name: "synthetic set" }, "system synthetic set"],
  ["an actor that names its kind itself", { kind: "client", client: "5f0c", org: "310801011" }, "client 5f0c, org 310801011"],
  ["a thing", { scope: "a:b", organization: "310801011" }, "scope a:b, organization 310801011"],
  ["a thing with a name", { name: "a:b", usable: true, why: "access_given" }, "a:b (usable true, why access_given)"],
  ["a list", ["a", "b"], "a, b"],
  ["an empty list", [], ""],
  ["an empty thing", {}, ""],
  ["what is not there", null, ""],
  ["false", false, "false"],
  ["none", 0, "0"],
] as const)
  test(`${says} is read as "${text}"`, () => assert.equal(readable(value), text));

test("a table is as wide as its texts", () => {
  const shown = table([{ at: "1", owner: { number: "310801011", name: "Tindøy" }, is: true }, { at: "22" }], ["at", "owner", "is"]);
  assert.equal(stripVTControlCharacters(shown), "at  owner               is\n1   Tindøy (310801011)  true\n22                      ");
});

test("a record has a member a line, and of a list of things each on its own", () => {
  assert.equal(
    record({ id: "x", locked: null, scopes: [{ name: "a:b" }, { name: "c:d" }], words: ["e", "f"] }),
    "id      x\nlocked\nscopes  a:b\n        c:d\nwords   e, f",
  );
});
