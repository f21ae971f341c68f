import assert from "node:assert/strict";
import { test } from "node:test";
import { readOrganizationName } from "./organization.ts";

for (const { says, text, name } of [
  { says: "a name", text: "Tindøy Kommune", name: "Tindøy Kommune" },
  { says: "blanks around it", text: "  Tindøy Kommune ", name: "Tindøy Kommune" },
  { says: "500 characters", text: "å".repeat(500), name: "å".repeat(500) },
  { says: "501 characters", text: "å".repeat(501), name: null },
  { says: "nothing", text: "", name: null },
  { says: "blanks alone", text: "   ", name: null },
  { says: "a line break", text: "Tindøy\nKommune", name: null },
  { says: "NUL", text: "Tindøy\u0000", name: null },
  { says: "text that turns around", text: "Tindøy \u202eenummoK", name: null },
  { says: "an unpaired surrogate", text: "Tind\ud800y", name: null },
  { says: "a formula is text", text: "=1+1", name: "=1+1" },
])
  test(`the name of an organisation: ${says} -> ${name === null ? "refused" : "taken"}`, () => assert.equal(readOrganizationName(text), name));
