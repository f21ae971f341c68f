import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_SCOPE, faultsOf, newScopeOf, type ScopeDraft } from "./form-draft.ts";

const good: ScopeDraft = { ...EMPTY_SCOPE, prefix: "lyngvidda", subscope: "elevtall.read", description: "Antall elever" };
const taken = new Set(["lyngvidda:tatt.read"]);

for (const { says, change, faults } of [
  { says: "nothing", change: {}, faults: [] },
  { says: "spaces around", change: { subscope: " elevtall.read " }, faults: [] },
  { says: "no prefix", change: { prefix: "" }, faults: ["scope-prefix prefixMissing"] },
  { says: "no subscope", change: { subscope: " " }, faults: ["scope-subscope subscopeMissing"] },
  { says: "capital letters", change: { subscope: "Elevtall" }, faults: ["scope-subscope subscopeWrong"] },
  { says: "a name that is there", change: { subscope: "tatt.read" }, faults: ["scope-subscope nameTaken"] },
  { says: "no description", change: { description: "  " }, faults: ["scope-description descriptionMissing"] },
  { says: "too long a description", change: { description: "x".repeat(256) }, faults: ["scope-description tooLong"] },
  { says: "seconds that are none", change: { maxTokenAgeSeconds: "-1" }, faults: ["scope-max-age secondsWrong"] },
  { says: "more seconds than are kept", change: { maxAuthorizationSeconds: "2147483648" }, faults: ["scope-max-authorization secondsWrong"] },
  { says: "empty seconds", change: { maxTokenAgeSeconds: "" }, faults: [] },
  { says: "an audience with a space", change: { enforcedAudience: "https://a b" }, faults: ["scope-audience audienceWrong"] },
  { says: "too long a text in Sámi", change: { translations: { se: { description: "x".repeat(256) } } }, faults: ["scope-description-se tooLong"] },
] as const)
  test(`a form for a scope with ${says}`, () =>
    assert.deepEqual(
      faultsOf({ ...good, ...change } as ScopeDraft, taken).map((fault) => `${fault.field} ${fault.says}`),
      faults,
    ));

test("the name is no fault where it cannot be changed", () => assert.deepEqual(faultsOf({ ...good, subscope: "tatt.read" }, null), []));

test("what is empty is sent as nothing, and texts without spaces around", () => {
  const sent = newScopeOf({
    ...good,
    description: " Antall ",
    maxTokenAgeSeconds: "",
    translations: { nn: { description: " Talet " }, en: { description: " " } },
  });
  assert.deepEqual(
    [sent.description, sent.maxTokenAgeSeconds, sent.enforcedAudience, sent.longDescription, sent.translations],
    ["Antall", 0, null, null, { nn: { description: "Talet" } }],
  );
});
