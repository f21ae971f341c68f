import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "./csv.ts";

test("values stand in quotes, numbers do not, and what is not there is empty (RFC 4180)", () => {
  assert.equal(
    csvOf([
      ["a", 1, null],
      ['say "hei"', -2.5, "x\r\ny, z"],
    ]),
    '"a",1,""\r\n"say ""hei""",-2.5,"x\r\ny, z"\r\n',
  );
  assert.equal(csvOf([]), "");
});

test("SEC-153 nothing that a spreadsheet would calculate leaves as it is", () => {
  for (const text of ["=1+1", "+47 22", "-1", "@sum", "\t=1", "\r=1", "  =1", "\n=1", '=HYPERLINK("http://x")'])
    assert.match(csvOf([[text]]), /^"'/, JSON.stringify(text));
  for (const text of ["a=1", "1-2", "", "æ", "0192:310800007"]) assert.doesNotMatch(csvOf([[text]]), /^"'/);
});
