/** Addresses and methods that are not there: each API says so in its own form, and which methods an address takes (SEC-057). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ownToken, plantOrganization } from "../test/installation.ts";
import { runningInstallation } from "../test/running.ts";

const running = await runningInstallation();
const token = await ownToken(running.deps, "test", await plantOrganization(running.deps.db), ["idporten:dcr.write", "idporten:scopes.write"]);

async function ask(method: string, path: string) {
  const response = await running.fetch(path, { method, headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : (JSON.parse(text) as Record<string, unknown>) };
}

const OWN = "/test/api/fullmakt/v1";
for (const [method, path, allow] of [
  ["PATCH", `${OWN}/clients/x`, "GET, HEAD, PUT, DELETE"],
  ["OPTIONS", `${OWN}/clients`, "GET, HEAD, POST"],
  ["GET", `${OWN}/clients/x/reactivation`, "POST"],
  ["POST", `${OWN}/`, null],
  ["GET", `${OWN}`, null],
  ["GET", `${OWN}/nothing`, null],
  ["PATCH", `${OWN}/clients/x/nothing`, null],
] as const)
  test(`SEC-057 our own API: ${method} ${path} is a problem, ${allow ? `405 with Allow: ${allow}` : "404"}`, async () => {
    const { status, headers, body } = await ask(method, path);
    assert.deepEqual([status, headers.get("content-type"), headers.get("allow")], [allow ? 405 : 404, "application/problem+json", allow]);
    assert.deepEqual([body!.status, body!.code], allow ? [405, "FM-411"] : [404, "FM-405"]);
    assert.match(String(body!.traceId), /^[0-9a-f]{32}$/);
  });

for (const [method, path, allow] of [
  ["POST", "/test/api/v1/clients/x/secret", null],
  ["GET", "/test/clients/x/secret", null],
  ["GET", "/test/api/v1/auth/user", null],
  ["POST", "/test/api/v1/auth/switch-synth-org", null],
  ["GET", "/test/api/v2/clients", null],
  ["GET", "/test/nothing", null],
  ["PATCH", "/test/api/v1/clients/x", "GET, HEAD, PUT, DELETE"],
  ["DELETE", "/test/external/api/v1/clients", "GET, HEAD, POST"],
  ["GET", "/test/api/v2/clients/x/key", "POST"],
  ["GET", "/test/api/v1/altinn/admin/clients/x", "PUT, DELETE"],
  ["GET", "/test/altinn/admin/clients", null],
  ["PUT", "/test/scopes/all", "GET, HEAD"],
  ["OPTIONS", "/test/api/v1/scopes/all", "GET, HEAD"],
  ["POST", "/test/jwk", "GET, HEAD"],
  ["OPTIONS", "/test/jwk", "GET, HEAD"],
  ["POST", "/test/.well-known/oauth-authorization-server", "GET, HEAD"],
  ["DELETE", "/.well-known/oauth-authorization-server/test", "GET, HEAD"],
  ["OPTIONS", "/test/errors", "GET, HEAD"],
] as const)
  test(`SEC-057 below an issuer: ${method} ${path} is today's error body, ${allow ? `405 with Allow: ${allow}` : "404"}`, async () => {
    const { status, headers, body } = await ask(method, path);
    assert.deepEqual([status, headers.get("allow"), headers.get("cache-control")], [allow ? 405 : 404, allow, "no-store"]);
    assert.deepEqual([body!.status, body!.error], allow ? [405, "invalid_request"] : [404, "not_found"]);
    assert.equal(typeof body!.timestamp, "string");
    assert.match(String(body!.correlation_id), /^[0-9a-f]{32}$/);
    const [first] = body!.errors as Record<string, unknown>[];
    assert.deepEqual([typeof first!.errorMessage, first!.isFieldError, first!.fieldIdentifier], ["string", false, null]);
  });

test("SEC-057 what belongs to no environment tells its methods too", async () => {
  for (const [method, path] of [
    ["OPTIONS", "/openapi.json"],
    ["POST", "/health/live"],
    ["DELETE", "/"],
  ] as const) {
    const { status, headers } = await ask(method, path);
    assert.deepEqual([status, headers.get("allow")], [405, "GET, HEAD"], path);
  }
  assert.equal((await ask("OPTIONS", "/nothing")).status, 404);
});

test("SEC-057 the token endpoint keeps its own words: only POST", async () => {
  for (const method of ["GET", "OPTIONS", "DELETE"]) {
    const { status, headers, body } = await ask(method, "/test/token");
    assert.deepEqual([status, headers.get("allow"), body!.error], [405, "POST", "invalid_request"]);
  }
});
