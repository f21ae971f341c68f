/** What is wrong with a request is told in sentences, never in the words of the library that found it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { ownCall } from "../scopes/own-testing.ts";
import { openCall } from "../scopes/testing.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { fieldErrors } from "./field-errors.ts";

const schema = z.strictObject({
  text: z.string().min(1).max(3),
  longer: z.string().min(2).optional(),
  count: z.int().min(1).max(9).optional(),
  flag: z.boolean().optional(),
  kind: z.enum(["a", "b"]).optional(),
  one: z.literal("sig").optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  object: z.object({}).optional(),
  when: z.iso.datetime().optional(),
  code: z.string().regex(/^x/).optional(),
  own: z.string().regex(/^x/, "must begin with x").optional(),
});

for (const [value, expected] of [
  [{}, "text: The text is required."],
  [{ text: 1 }, "text: It must be text."],
  [{ text: "" }, "text: It must not be empty."],
  [{ text: "abcd" }, "text: It must have at most 3 characters."],
  [{ text: "a", longer: "a" }, "longer: It must have at least 2 characters."],
  [{ text: "a", count: 0 }, "count: It must be at least 1."],
  [{ text: "a", count: 10 }, "count: It must be at most 9."],
  [{ text: "a", count: 1.5 }, "count: It must be a whole number."],
  [{ text: "a", count: "1" }, "count: It must be a number."],
  [{ text: "a", flag: "yes" }, "flag: It must be true or false."],
  [{ text: "a", kind: "c" }, "kind: It must be one of a, b."],
  [{ text: "a", one: "enc" }, "one: It must be sig."],
  [{ text: "a", list: {} }, "list: It must be a list."],
  [{ text: "a", list: [] }, "list: It must have at least 1 entries."],
  [{ text: "a", list: ["a", "b", "c"] }, "list: It must have at most 2 entries."],
  [{ text: "a", list: [7] }, "list.0: It must be text."],
  [{ text: "a", object: [] }, "object: It must be an object."],
  [{ text: "a", when: "today" }, "when: It must be a time with a zone, such as 2026-01-05T09:00:00Z."],
  [{ text: "a", code: "y" }, "code: It holds characters that are not allowed, or has another form than it must have."],
  [{ text: "a", own: "y" }, "own: must begin with x"],
  [{ text: "a", more: 1 }, "more: There is no such member."],
  [[], ": The body must be a JSON object."],
] as const)
  test(`${JSON.stringify(value)} -> ${expected}`, () => {
    const read = schema.safeParse(value);
    assert.deepEqual(
      fieldErrors(read.error!, value).map(({ field, message }) => `${field}: ${message}`),
      [expected],
    );
  });

const deps = await testDeps();
const token = await ownToken(deps, "test", await plantOrganization(deps.db), ["idporten:scopes.write", "idporten:dcr.write"]);
const compatible = openCall(deps, "test", { authorization: `Bearer ${token}` });
const own = ownCall(deps, token);
const LIBRARY = /Invalid (input|option|string)|Too (small|big)|expected|received|>=|<=/;

test("neither face repeats what the library says", async () => {
  for (const answer of [
    await compatible("POST", "/scopes", { description: 1, at_max_age: -1, visibility: "x", "description#nn": 7 }),
    await compatible("POST", "/clients", { client_name: 1, access_token_lifetime: 0, scopes: "x", refresh_token_usage: "x" }),
    await compatible("PUT", "/scopes?scope=", {}),
    await compatible("GET", "/scopes?inactive=maybe"),
    await compatible("GET", "/clients?inactive=maybe"),
    await own("POST", "/scopes", { description: 1, visibility: "x", maxTokenAgeSeconds: -1 }),
    await own("POST", "/clients", {}),
    await own("GET", "/clients?limit=0&inactive=maybe"),
    await own("GET", "/clients?limit=many"),
    await own("POST", "/clients", []),
  ]) {
    assert.equal(answer.status, 400);
    const said = JSON.stringify(answer.body.errors);
    assert.ok(said.length > 20, said);
    assert.doesNotMatch(said, LIBRARY);
  }
  const { errors } = (await compatible("POST", "/scopes", {})).body;
  assert.equal(errors.find(({ fieldIdentifier }: { fieldIdentifier: string }) => fieldIdentifier === "prefix").errorMessage, "The prefix is required.");
});

test("a body that is no object is the fault of no field", async () => {
  for (const path of ["/scopes", "/clients"]) {
    const { status, body } = await compatible("POST", path, []);
    assert.equal(status, 400);
    assert.deepEqual(
      body.errors.map(({ errorMessage, isFieldError, fieldIdentifier }: Record<string, unknown>) => [errorMessage, isFieldError, fieldIdentifier]),
      [["The body must be a JSON object.", false, null]],
    );
  }
});

test("inactive is read in capitals too, of every list", async () => {
  for (const path of ["/clients", "/scopes", "/scopes/access/all", "/scopes/all", "/prefix/all"])
    for (const value of ["TRUE", "True", "FALSE", ""]) assert.equal((await compatible("GET", `${path}?inactive=${value}`)).status, 200, `${path} ${value}`);
});
