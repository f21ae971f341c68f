import assert from "node:assert/strict";
import { test } from "node:test";
import { ownCall } from "../scopes/own-testing.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";

const deps = await testDeps();
const call = ownCall(deps, await ownToken(deps, "test", await plantOrganization(deps.db), ["idporten:scopes.write", "idporten:dcr.write"]));

for (const [method, path, field, known] of [
  ["GET", "/clients?after=x", "after", "There are limit, continuation, inactive."],
  ["HEAD", "/clients?after=x", "after", null],
  ["GET", "/clients?cursor=x&limit=5", "cursor", "There are limit, continuation, inactive."],
  ["GET", "/clients?Limit=5", "Limit", "There are limit, continuation, inactive."],
  ["GET", "/scopes?foo=", "foo", "There are limit, continuation, inactive."],
  ["GET", "/clients/x?inactive=true", "inactive", "This operation has none."],
  ["POST", "/clients?dryRun=true", "dryRun", "This operation has none."],
] as const)
  test(`${method} ${path}: a parameter that is not there is refused, and the ones that are there are named`, async () => {
    const { status, body } = await call(method, path, method === "POST" ? { name: "a" } : undefined);
    assert.equal(status, 400);
    if (known) assert.deepEqual(body.errors, [{ field, message: `There is no such query parameter. ${known}` }]);
  });

test("parameters that are there are taken, and an address that is not there is not found whatever it asks", async () => {
  assert.equal((await call("GET", "/clients?limit=5&inactive=true")).status, 200);
  assert.equal((await call("GET", "/nothing?foo=1")).status, 404);
});
