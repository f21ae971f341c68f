/** No API reads more of a body than it has use for, whether or not the request says how long it is (SEC-003, SEC-052). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { ownToken, plantOrganization } from "../test/installation.ts";
import { lastWords } from "../test/raw-connection.ts";
import { runningInstallation } from "../test/running.ts";

const running = await runningInstallation();
const { deps } = running;
const app = createApp(deps);
const org = await plantOrganization(deps.db);
const token = await ownToken(deps, "test", org, ["idporten:dcr.write", "idporten:scopes.write"]);

/** A body of `bytes`, in pieces and without a length, of which it tells how much was read. */
function unmeasured(bytes: number) {
  const piece = new Uint8Array(16 * 1024).fill(32);
  const sent = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent.bytes >= bytes) return controller.close();
      sent.bytes += piece.length;
      controller.enqueue(piece);
    },
  });
  return { body, sent };
}

const KB = 1024;
const ROUTES = [
  { method: "POST", path: "/api/v1/clients", type: "application/json", limit: 256 * KB },
  { method: "POST", path: "/external/api/v1/clients", type: "application/json", limit: 256 * KB },
  { method: "PUT", path: "/clients/x", type: "text/plain", limit: 256 * KB },
  { method: "POST", path: "/api/v1/scopes", type: "application/json", limit: 256 * KB },
  { method: "POST", path: "/api/v1/clients/x/jwks", type: "application/json", limit: 256 * KB },
  { method: "POST", path: "/api/v2/clients/x/key", type: "text/plain", limit: 64 * KB },
  { method: "POST", path: "/api/fullmakt/v1/clients", type: "application/json", limit: 256 * KB },
];

for (const { method, path, type, limit } of ROUTES) {
  const send = async (init: Record<string, unknown>) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": type, ...(init.headers as object) };
    const response = await app.fetch(new Request(`http://localhost:8080/test${path}`, { method, ...init, headers }));
    return { status: response.status, body: JSON.parse(await response.text()) as Record<string, unknown> };
  };
  test(`SEC-052 ${method} ${path}: one byte more than ${limit / KB} KiB is 413, with a length and without one; as much is read`, async () => {
    const measured = await send({ body: " ".repeat(limit + 1), headers: { "content-length": String(limit + 1) } });
    const { body, sent } = unmeasured(4 * limit);
    const endless = await send({ body, duplex: "half" });
    for (const answer of [measured, endless]) {
      assert.equal(answer.status, 413, JSON.stringify(answer.body));
      const own = path.includes("fullmakt");
      assert.equal(own ? answer.body.code : (answer.body.error_uri as string).split("/").at(-1), "FM-003");
      if (!own) assert.deepEqual([answer.body.status, answer.body.error, Array.isArray(answer.body.errors)], [413, "invalid_request", true]);
    }
    assert.ok(sent.bytes <= limit + 64 * KB, `${sent.bytes} bytes were read`);
    const largest = await send({ body: " ".repeat(limit), headers: { "content-length": String(limit) } });
    assert.notEqual(largest.status, 413);
    assert.ok(largest.status < 500, `${largest.status}`);
  });
}

const port = Number(new URL(running.origin).port);

for (const { says, authorization, method, path, type, status } of [
  ...ROUTES.map((route) => ({ says: "too large", authorization: `Bearer ${token}`, ...route, status: 413 })),
  ...ROUTES.map((route) => ({ says: "without a token", authorization: "", ...route, status: route.limit === 64 * KB ? 413 : 401 })),
  { says: "too large", authorization: "", method: "POST", path: "/token", type: "application/x-www-form-urlencoded", limit: 64 * KB, status: 413 },
])
  test(`SEC-050 ${method} ${path} ${says}: who leaves a body unread says that the connection ends, and a second request on it is not left waiting`, async () => {
    const bytes = status === 413 ? 300_000 : 200_000;
    const head = `${method} /test${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n`;
    const second = "GET /test/jwk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    const answers = (await lastWords(port, `${head}${" ".repeat(bytes)}${second}`)).split(/(?=HTTP\/1\.1 )/);
    assert.match(answers[0]!, new RegExp(`^HTTP/1\\.1 ${status} `));
    // Either it was read to its end and the next is answered, or the first answer has said that there is no next.
    if (answers.length === 1) assert.match(answers[0]!, /^connection: close\r$/im);
    else assert.match(answers[1]!, /^HTTP\/1\.1 200 /);
    if (status === 413) assert.equal(answers.length, 1, "what follows on the connection is not answered");
  });
