/** What the members of a scope may hold, as callers over HTTP are told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDeps } from "../test/installation.ts";
import { plantProvider } from "./testing.ts";

const deps = await testDeps();
const SCOPE = { subscope: "tilsyn.read", description: "Lese tilsynsrapporter" };

for (const { says, change, field } of [
  { says: "no description", change: { description: undefined }, field: "description" },
  { says: "a blank description", change: { description: "  " }, field: "description" },
  { says: "NUL in a text", change: { description: "a\u0000b" }, field: "description" },
  { says: "an unpaired surrogate", change: { description: "a\ud800b" }, field: "description" },
  { says: "text that turns around", change: { "description#nn": "a\u202eb" }, field: "description#nn" },
  { says: "a number as text", change: { long_description: 7 }, field: "long_description" },
  { says: "an unknown visibility", change: { visibility: "SECRET" }, field: "visibility" },
  { says: "an unknown integration type", change: { allowed_integration_types: ["maskinporten", "magic"] }, field: "allowed_integration_types.1" },
  { says: "a negative lifetime", change: { at_max_age: -1 }, field: "at_max_age" },
  { says: "half a second", change: { at_max_age: 0.5 }, field: "at_max_age" },
  { says: "a lifetime past the database's number", change: { at_max_age: 2_147_483_648 }, field: "at_max_age" },
  { says: "a delegation source that is none", change: { delegation_source: "https://evil.example.org/" }, field: "delegation_source" },
  { says: "the delegation source of the other environment", change: { delegation_source: "https://www.altinn.no/" }, field: "delegation_source" },
  { says: "an audience with a space", change: { enforced_aud_for_access_token: "a b" }, field: "enforced_aud_for_access_token" },
  { says: "active as text", change: { active: "true" }, field: "active" },
])
  test(`a scope is refused by field: ${says}`, async () => {
    const { prefix, call } = await plantProvider(deps);
    const { status, body } = await call("POST", "/scopes", { ...SCOPE, prefix, ...change });
    assert.equal(status, 400);
    assert.equal(body.error, "invalid_request");
    const [error] = body.errors;
    assert.deepEqual([error.fieldIdentifier, error.isFieldError, error.objectName], [field, true, "scope"]);
    assert.ok(error.errorMessage.length > 0);
  });

for (const { says, subscope, status } of [
  { says: "letters, digits, dots, slashes, colons, hyphens", subscope: "a/b:c.d-e_f9", status: 200 },
  { says: "a slash and another colon", subscope: "enduser:suppliers.read", status: 200 },
  { says: "upper case", subscope: "Tilsyn.read", status: 400 },
  { says: "Norwegian letters", subscope: "særavgift", status: 400 },
  { says: "a space", subscope: "tilsyn read", status: 400 },
  { says: "nothing", subscope: "", status: 400 },
  { says: "an ampersand", subscope: "a&b", status: 400 },
  { says: "a plus", subscope: "a+b", status: 400 },
  { says: "a dot at the end", subscope: "tilsyn.", status: 400 },
  { says: "a quote", subscope: 'a"b', status: 400 },
])
  test(`SEC-031 the name of a new scope: ${says} -> ${status}`, async () => {
    const { prefix, call } = await plantProvider(deps);
    const answer = await call("POST", "/scopes", { ...SCOPE, prefix, subscope });
    assert.equal(answer.status, status);
    if (status === 200) assert.equal(answer.body.name, `${prefix}:${subscope}`);
    else assert.equal(answer.body.errors[0].fieldIdentifier, "subscope");
  });

test("SEC-031 a scope name of 255 characters is taken, one of 256 is not", async () => {
  const { prefix, call } = await plantProvider(deps);
  const longest = 255 - prefix.length - 1;
  assert.equal((await call("POST", "/scopes", { ...SCOPE, prefix, subscope: "a".repeat(longest) })).status, 200);
  assert.equal((await call("POST", "/scopes", { ...SCOPE, prefix, subscope: "a".repeat(longest + 1) })).status, 400);
});
