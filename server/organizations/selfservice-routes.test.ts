import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { freshOrgNumber, plantOrganization, testDeps } from "../test/installation.ts";

const deps = await testDeps();
const app = createApp(deps);

async function get(path: string) {
  const response = await app.fetch(new Request(`http://localhost:8080/test/api/v1${path}`));
  return { status: response.status, body: await response.json() };
}

test("SEC-085 the name behind a number is shown to anyone, and SEC-112 nothing else is", async () => {
  const org = await plantOrganization(deps.db, "Tindøy Kommune");
  assert.deepEqual(await get(`/organizations/${org}`), { status: 200, body: { orgnr: org, name: "Tindøy Kommune" } });
  assert.equal((await get(`/organizations/${org}/`)).status, 200);
});

test("SEC-085 an unknown number is 404, one that cannot exist 400", async () => {
  const unknown = await get(`/organizations/${freshOrgNumber()}`);
  assert.deepEqual([unknown.status, unknown.body.error], [404, "not_found"]);
  for (const text of ["123456789", "31080101", "abc", "0192:310801011", "%00", "310801011%20"]) {
    const { status, body } = await get(`/organizations/${text}`);
    assert.deepEqual([status, body.error, body.errors.length], [400, "invalid_request", 1], text);
  }
});
