import assert from "node:assert/strict";
import { test } from "node:test";
import { deed } from "../audit/deed.ts";
import { plantOrganization, plantPrefix, testDeps } from "./installation.ts";

test("a deed writes its entry into the chain", async () => {
  const deps = await testDeps();
  const org = await plantOrganization(deps.db);
  await plantPrefix(deps.db, "test", org);
  await deed(deps.db, { actor: { kind: "system", name: "test" }, traceId: "00", address: "127.0.0.1" }, async (_tx, note) => {
    note({ env: "test", action: "prefix.allot", object: { prefix: "x" }, orgs: [org] });
  });
  const rows = await deps.db.selectFrom("audit_entry").selectAll().execute();
  assert.equal(rows.length, 1);
});
