import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { certificate, entriesAbout, jwkOf, type KeyKind, pemPair } from "./clients-under-test.ts";
import { fieldsOf, keptOf, ownInstallation, versionOf } from "./own-under-test.ts";

const { deps, ownerWithClient } = await ownInstallation();
const DAY = 86_400_000;

test("SEC-112 a key is added as a JWK and shown with these members alone; adding another leaves it", async () => {
  const { call, id, path } = await ownerWithClient();
  const sent = jwkOf("k", "P-256", 1, { more: "ignored", use: "sig" });
  const { status, body, headers } = await call("POST", `${path}/keys`, sent);
  assert.equal(status, 201);
  assert.deepEqual([versionOf(headers), headers.get("location")], ['"2"', `http://localhost:8080/test/api/fullmakt/v1${path}/keys/k`]);
  const { createdAt, expiresAt, thumbprint, ...rest } = body;
  assert.deepEqual(rest, {
    kid: "k",
    algorithm: "ES256",
    algorithms: ["ES256"],
    kind: "P-256",
    sizeBits: 256,
    certificate: null,
    lastUsedAt: null,
    status: "valid",
    warnings: [],
    jwk: { kty: "EC", crv: "P-256", x: sent.x, y: sent.y, use: "sig", kid: "k", alg: "ES256" },
  });
  assert.match(thumbprint, /^[A-Za-z0-9_-]{43}$/);
  assert.ok(Math.abs(Date.parse(expiresAt) - Date.parse(createdAt) - 365.5 * DAY) < DAY);
  await call("POST", `${path}/keys`, jwkOf("k2", "P-256", 2));
  const set = await call("GET", `${path}/keys`);
  assert.deepEqual(
    set.body.keys.map(({ kid }: { kid: string }) => kid),
    ["k", "k2"],
  );
  assert.deepEqual(set.body.keys[0], body);
  assert.equal(versionOf(set.headers), '"3"');
  const one = await call("GET", `${path}/keys/k`);
  assert.deepEqual([one.body, versionOf(one.headers)], [body, '"3"']);
  assert.deepEqual([(await call("GET", `${path}/keys/nobody`)).status, (await call("GET", `${path}/keys/${encodeURIComponent("a/b")}`)).status], [404, 404]);
  const summary = (await call("GET", `/clients/${id}`)).body.keys;
  assert.deepEqual(summary, { count: 2, nextExpiry: expiresAt });
});

for (const [kind, more, algorithm, algorithms, sizeBits, warnings] of [
  ["RSA-2048", {}, "RS256", ["RS256", "RS384", "RS512"], 2048, ["rsa_under_3072"]],
  ["RSA-3072", { alg: "PS256" }, "PS256", ["PS256"], 3072, []],
  ["P-384", {}, "ES384", ["ES384"], 384, []],
  ["P-521", {}, "ES512", ["ES512"], 521, []],
  ["Ed25519", {}, "EdDSA", ["EdDSA", "Ed25519"], 256, []],
] as [KeyKind, Record<string, unknown>, string, string[], number, string[]][])
  test(`a ${kind} key ${JSON.stringify(more)} tells its size, what it signs with, and what to know about it`, async () => {
    const { call, path } = await ownerWithClient();
    const { status, body } = await call("POST", `${path}/keys`, jwkOf("k", kind, 1, more));
    assert.equal(status, 201);
    assert.deepEqual(
      [body.kind, body.algorithm, body.algorithms, body.sizeBits, body.warnings],
      [kind.startsWith("RSA") ? "RSA" : kind, algorithm, algorithms, sizeBits, warnings],
    );
  });

test("a key is added as PEM text or as a certificate; a JWK with x5c ties the client to the certificate, which is shown", async () => {
  const { call, path } = await ownerWithClient();
  const pem = await call("POST", `${path}/keys`, pemPair("P-256", 1).publicPem);
  assert.deepEqual([pem.status, pem.body.kid], [201, pem.body.thumbprint]);
  const { pem: certificatePem, jwk, x5c } = await certificate({ notAfter: new Date(Math.floor(Date.now() / 1000) * 1000 + 10 * DAY) });
  const wrapped = await call("POST", `${path}/keys`, certificatePem);
  assert.deepEqual([wrapped.status, wrapped.body.certificate, wrapped.body.status], [201, null, "expiring_soon"]);
  const tied = await call("POST", `${path}/keys`, { ...jwk, kid: "tied", x5c });
  assert.deepEqual([tied.status, tied.body.certificate.subject, tied.body.certificate.issuer], [201, "CN=Havsula", "CN=Havsula"]);
  assert.equal(tied.body.certificate.notAfter, tied.body.expiresAt);
  assert.deepEqual(tied.body.jwk.x5c, x5c);
});

test("SEC-150 a private key is refused in every form, on every route, and nothing of it stands in the answer", async () => {
  const { org, call, path } = await ownerWithClient();
  const before = await keptOf(deps, org);
  const { privatePem } = pemPair("P-256", 3);
  const secret = "S3cr3tS3cr3tS3cr3tS3cr3t";
  for (const [method, body, type] of [
    ["POST", privatePem, "text/plain"],
    ["POST", privatePem, "application/json"],
    ["POST", jwkOf("k", "P-256", 1, { d: secret }), "application/json"],
    ["PUT", { keys: [privatePem] }, "application/json"],
    ["PUT", { keys: [jwkOf("k", "P-256", 1, { d: secret })] }, "application/json"],
  ] as const) {
    const answer = await call(method, `${path}/keys`, body, { "content-type": type, "if-match": "*" });
    assert.deepEqual([answer.status, answer.body.code], [400, "FM-450"]);
    assert.ok(!JSON.stringify(answer.body).includes(secret) && !JSON.stringify(answer.body).includes(privatePem.slice(40, 70)));
  }
  assert.equal(await keptOf(deps, org), before);
});

test("what is no key is refused and named", async () => {
  const { call, path } = await ownerWithClient();
  for (const [body, type, code] of [
    ["rubbish", "text/plain", "FM-451"],
    ["", "text/plain", "FM-451"],
    [{}, "application/json", "FM-451"],
    ["[]", "application/json", "FM-400"],
    ["{", "application/json", "FM-406"],
    [jwkOf("k", "RSA-1024", 1), "application/json", "FM-452"],
    [jwkOf("k", "secp256k1", 1), "application/json", "FM-453"],
    [jwkOf("a/b", "P-256", 1), "application/json", "FM-456"],
    [jwkOf("k", "P-256", 1, { exp: 1 }), "application/json", "FM-457"],
    ["a=b", "application/x-www-form-urlencoded", "FM-407"],
    ["x".repeat(65_537), "text/plain", "FM-400"],
  ] as const)
    assert.equal((await call("POST", `${path}/keys`, body, { "content-type": type })).body.code, code, JSON.stringify(body).slice(0, 60));
  assert.equal((await call("POST", `${path}/keys`)).status, 400);
  const put = (body: unknown) => call("PUT", `${path}/keys`, body, { "if-match": "*" });
  assert.deepEqual(fieldsOf(await put({ keys: [jwkOf("k", "P-256", 1), { kty: "RSA" }] })), ["keys.1"]);
  assert.deepEqual(fieldsOf(await put({ keys: [jwkOf("k", "P-256", 1), jwkOf("k", "P-256", 2)] })), ["keys.1.kid"]);
  assert.deepEqual(fieldsOf(await put({ keys: [], more: 1 })), ["more"]);
  assert.deepEqual(fieldsOf(await put({})), ["keys"]);
  assert.deepEqual(fieldsOf(await put({ keys: [1] })), ["keys.0"]);
  assert.equal((await put({ keys: [] })).body.code, "FM-455");
  assert.equal((await put({ keys: [1, 2, 3, 4, 5, 6].map((n) => jwkOf(`k${n}`, "P-256", 1)) })).body.code, "FM-454");
});

test("the same key again is renewed: 200; another with its kid is refused: 409", async () => {
  const { call, path } = await ownerWithClient();
  const first = await call("POST", `${path}/keys`, jwkOf("k", "P-256", 1, { exp: Math.floor(Date.now() / 1000) + 3_600 }));
  const again = await call("POST", `${path}/keys`, jwkOf("k", "P-256", 1), { "if-match": '"2"' });
  assert.deepEqual([first.status, again.status, versionOf(again.headers)], [201, 200, '"3"']);
  assert.ok(again.body.expiresAt > first.body.expiresAt);
  assert.deepEqual([first.body.status, again.body.status], ["expiring_soon", "valid"]);
  const other = await call("POST", `${path}/keys`, jwkOf("k", "P-256", 2));
  assert.deepEqual([other.status, other.body.code], [409, "FM-409"]);
  assert.equal((await call("POST", `${path}/keys`, jwkOf("k2", "P-256", 2), { "if-match": '"2"' })).status, 412);
});

test("a whole set is replaced with the ETag that was read, read and put back as it is, and removed key by key", async () => {
  const { call, id, path } = await ownerWithClient();
  await call("POST", `${path}/keys`, jwkOf("a", "P-256", 1));
  await call("POST", `${path}/keys`, jwkOf("b", "RSA-2048", 1));
  assert.equal((await call("PUT", `${path}/keys`, { keys: [jwkOf("c")] })).body.code, "FM-413");
  assert.equal((await call("PUT", `${path}/keys`, { keys: [jwkOf("c")] }, { "if-match": '"2"' })).body.code, "FM-412");
  const read = await call("GET", `${path}/keys`);
  const echo = await call("PUT", `${path}/keys`, { keys: read.body.keys.map(({ jwk }: { jwk: object }) => jwk) }, { "if-match": read.headers.get("etag")! });
  const told = (body: Record<string, unknown>) =>
    (body.keys as Record<string, unknown>[]).map(({ kid, createdAt, algorithms }) => [kid, createdAt, algorithms]);
  assert.deepEqual(told(echo.body), told(read.body), "the same rows, renewed; nothing is pinned by the echo");
  const replaced = await call("PUT", `${path}/keys`, { keys: [jwkOf("b", "RSA-2048", 1), pemPair("P-256", 2).publicPem] }, { "if-match": "*" });
  assert.equal(replaced.status, 200);
  assert.equal(replaced.body.keys.length, 2);
  assert.equal((await call("GET", `${path}/keys/a`)).status, 404);
  assert.equal((await call("DELETE", `${path}/keys/b`, undefined, { "if-match": '"1"' })).status, 412);
  const removed = await call("DELETE", `${path}/keys/b`, undefined, { "if-match": replaced.headers.get("etag")! });
  assert.deepEqual([removed.status, removed.body.kid, removed.body.warnings], [200, "b", ["rsa_under_3072"]]);
  assert.equal((await call("DELETE", `${path}/keys/b`)).status, 404);
  const { action, details } = (await entriesAbout(deps, id)).at(-1)!;
  assert.deepEqual([action, (details.removed as { kid: string }[])[0]!.kid], ["client_key.remove", "b"]);
});

test("both sides of thirty days, and a key that has expired is shown but not counted", async () => {
  const { call, id, path } = await ownerWithClient();
  const expiry = async (ms: number) =>
    void (await deps.db
      .updateTable("client_key")
      .set({ expires_at: new Date(Date.now() + ms) })
      .where("client", "=", id)
      .execute());
  await call("POST", `${path}/keys`, jwkOf("k", "P-256", 1));
  const status = async () => (await call("GET", `${path}/keys/k`)).body.status;
  await expiry(30 * DAY + 60_000);
  assert.equal(await status(), "valid");
  await expiry(30 * DAY - 1_000);
  assert.equal(await status(), "expiring_soon");
  await deps.db
    .updateTable("client_key")
    .set({ expires_at: sql<Date>`now() - interval '1 second'` })
    .where("client", "=", id)
    .execute();
  assert.equal(await status(), "expired");
  assert.deepEqual((await call("GET", `/clients/${id}`)).body.keys, { count: 0, nextExpiry: null });
});

test("an Idempotency-Key adds a key once", async () => {
  const { call, path } = await ownerWithClient();
  const send = (kid: string) => call("POST", `${path}/keys`, jwkOf(kid, "P-256", 1), { "idempotency-key": "add" });
  const [first, again] = [await send("k"), await send("k")];
  assert.deepEqual([first.status, again.status, again.headers.get("idempotency-replayed")], [201, 201, "true"]);
  assert.deepEqual(again.body, first.body);
  assert.equal(again.headers.get("etag"), first.headers.get("etag"));
  assert.equal((await send("k2")).body.code, "FM-414");
});
