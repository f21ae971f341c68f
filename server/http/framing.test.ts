import assert from "node:assert/strict";
import { test } from "node:test";
import { HEAD, lastWords } from "../test/raw-connection.ts";
import { runningInstallation } from "../test/running.ts";

const running = await runningInstallation();
const port = Number(new URL(running.origin).port);

for (const [name, framing] of Object.entries({
  "two lengths that agree": "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b",
  "two lengths that differ": "Content-Length: 3\r\nContent-Length: 30\r\n\r\na=b",
  "a list of lengths": "Content-Length: 3, 3\r\n\r\na=b",
  "a length with a sign": "Content-Length: +3\r\n\r\na=b",
  "a negative length": "Content-Length: -3\r\n\r\na=b",
  "a length in hexadecimal": "Content-Length: 0x3\r\n\r\na=b",
  "an empty length": "Content-Length: \r\n\r\na=b",
  "a length that no number holds": "Content-Length: 99999999999999999999999\r\n\r\na=b",
  "a length and chunks": "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "chunks and a length": "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
  "chunked twice": "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "chunked, then another coding": "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
  "another coding, then chunked": "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
  "another coding alone": "Transfer-Encoding: gzip\r\n\r\na=b",
  "an obscured chunked": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
  "a space before the colon": "Content-Length : 3\r\n\r\na=b",
  "a folded line": "X-Folded: one\r\n two\r\nContent-Length: 3\r\n\r\na=b",
  "line feeds alone": "Content-Length: 3\n\na=b",
  "a chunk size that is no number": "Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n",
  "a negative chunk size": "Transfer-Encoding: chunked\r\n\r\n-3\r\na=b\r\n0\r\n\r\n",
  "a chunk size that no number holds": "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na=b\r\n0\r\n\r\n",
  "a chunk longer than its size": "Transfer-Encoding: chunked\r\n\r\n3\r\na=bcdef\r\n0\r\n\r\n",
  "chunks with line feeds alone": "Transfer-Encoding: chunked\r\n\r\n3\na=b\n0\n\n",
  "a zero byte in a header": "X-Zero: a\0b\r\nContent-Length: 3\r\n\r\na=b",
  "a second host": "Host: other.example\r\nContent-Length: 3\r\n\r\na=b",
}))
  test(`SEC-050 ${name}: refused, and the connection is closed with what follows on it`, async () => {
    const words = await lastWords(port, `${HEAD}${framing}GET /test/jwk HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    assert.match(words, /^HTTP\/1\.1 (400|501) /);
    assert.equal(words.match(/HTTP\/1\.1 /g)!.length, 1, "the request behind it was not answered");
    assert.match(words, /^connection: close\r$/im);
  });

test("SEC-050 HTTP/1.0 with chunks, HTTP/0.9, HTTP/2 and no host are refused", async () => {
  for (const request of [
    "POST /test/token HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET /test/jwk\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET /test/jwk HTTP/1.1\r\n\r\n",
  ])
    assert.match(await lastWords(port, request), /^HTTP\/1\.1 400 /, request);
});

test("SEC-052 headers of more than 16 KiB, and addresses, are refused with 431", async () => {
  const withHeader = (bytes: number) => `GET /test/jwk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: ${"a".repeat(bytes)}\r\n\r\n`;
  assert.match(await lastWords(port, withHeader(15 * 1024)), /^HTTP\/1\.1 200 /);
  assert.match(await lastWords(port, withHeader(16 * 1024)), /^HTTP\/1\.1 431 /);
  assert.match(await lastWords(port, `GET /test/${"a".repeat(16 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n`), /^HTTP\/1\.1 431 /);
  const trailer = `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Long: ${"a".repeat(17 * 1024)}\r\n\r\n`;
  assert.match(await lastWords(port, trailer), /^HTTP\/1\.1 4/, "nor behind the body");
  const extension = `${HEAD}Transfer-Encoding: chunked\r\n\r\n3;${"x".repeat(17 * 1024)}\r\na=b\r\n0\r\n\r\n`;
  assert.match(await lastWords(port, extension), /^HTTP\/1\.1 413 /, "nor in a chunk's extension");
});

test("SEC-052 a hundred headers are taken, one more is not", async () => {
  const withHeaders = (count: number) => `GET /test/jwk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${"X-Many: b\r\n".repeat(count - 2)}\r\n`;
  assert.match(await lastWords(port, withHeaders(100)), /^HTTP\/1\.1 200 /);
  assert.match(await lastWords(port, withHeaders(101)), /^HTTP\/1\.1 431 /);
  assert.match(await lastWords(port, withHeaders(1_000)), /^HTTP\/1\.1 431 /);
});

test("SEC-057 TRACE and its kin get no answer that shows anything", async () => {
  for (const path of ["/test/token", "/nothing", "/"]) {
    const words = await lastWords(port, `TRACE ${path} HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\n\r\n`);
    assert.match(words, /^HTTP\/1\.1 405 /);
    assert.match(words, /^allow: /im);
    assert.doesNotMatch(words, /canary/);
  }
  assert.match(await lastWords(port, "TRACK /test/token HTTP/1.1\r\nHost: localhost\r\n\r\n"), /^HTTP\/1\.1 400 /);
  assert.equal(await lastWords(port, "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n"), "");
});

test("SEC-057 SEC-044 paths and methods that nobody documented are 404 or 405, never 5xx", async () => {
  const ask = async (method: string, path: string) => {
    const words = await lastWords(port, `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(words)?.[1]);
  };
  for (const path of [
    "/metrics",
    "/debug",
    "/.env",
    "/.git/config",
    "/test/.git/config",
    "/test/metrics",
    "/server-status",
    "/test/token/x",
    "//",
    "/%00",
    "/test/%zz",
  ])
    assert.equal(await ask("GET", path), 404, path);
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "QUERY"]) assert.equal(await ask(method, "/test/token"), 405, method);
  for (const method of ["POST", "PUT", "DELETE", "PROPFIND"])
    for (const path of ["/test/jwk", "/test/.well-known/oauth-authorization-server", "/health/ready"]) {
      const status = await ask(method, path);
      assert.ok(status === 404 || status === 405, `${method} ${path}: ${status}`);
    }
  for (const target of ["*", "/test\\token", "http://other.example/nothing", "http://[bad/"]) {
    const status = await ask("OPTIONS", target);
    assert.ok(status >= 400 && status < 500, `${target}: ${status}`);
  }
});
