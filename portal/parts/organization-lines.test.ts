import assert from "node:assert/strict";
import { test } from "node:test";
import { isName, readOrganizationLines } from "./organization-lines.ts";

for (const { says, text, is } of [
  { says: "one number", text: "310803030", is: ["310803030"] },
  { says: "one with spaces", text: " 310 803 030 ", is: ["310803030"] },
  { says: "one with hard spaces", text: "310\u00A0803\u00A0030", is: ["310803030"] },
  { says: "lines, with doubles and empty ones", text: "310803030\n\n310804045\r\n310 803 030", is: ["310803030", "310804045"] },
  { says: "commas and semicolons", text: "310803030,310804045;310801011", is: ["310803030", "310804045", "310801011"] },
  { says: "spaces between numbers", text: "310803030 310804045", is: ["310803030", "310804045"] },
  { says: "spaces between and within", text: "310 803 030 310 804 045", is: ["310803030", "310804045"] },
  { says: "a sheet with headings and names", text: "Navn;Nummer\nBjørkelia;310803030;12345678\n", is: ["310803030"] },
  { says: "the form in tokens", text: "0192:310803030", is: ["310803030"] },
  { says: "too few digits", text: "31080303", is: ["31080303"] },
  { says: "too many digits", text: "3108030301", is: ["3108030301"] },
  { says: "no number at all", text: "Bjørkelia", is: [] },
  { says: "nothing", text: " \n ", is: [] },
  { says: "something with a digit", text: "rad 7", is: ["rad 7"] },
])
  test(`numbers are read from ${says}`, () => assert.deepEqual(readOrganizationLines(text), is));

test("a name is looked for, a number is not", () => {
  for (const name of ["tindøy", "Bjørkelia Regnskap", "a", "Rema 1000"]) assert.equal(isName(name), true, name);
  for (const other of ["310", "310 803 030", "310803030 Bjørkelia", "", "  "]) assert.equal(isName(other), false, other);
});
