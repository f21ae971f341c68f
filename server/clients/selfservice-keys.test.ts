import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { calculateJwkThumbprint } from "jose";
import { type Call, caller, certificate, clientsInstallation, entriesAbout, fifty, jwkOf, pemPair } from "./clients-under-test.ts";

const on = await clientsInstallation();

/** A client without keys, and calls below its address. */
async function client() {
  const { org, call } = await caller(on);
  const { body } = await call("POST", "/clients", { client_name: "Havsula" });
  const id: string = body.client_id;
  const keys: Call = (method, path, sent, options) => call(method, `/clients/${id}/jwks${path}`, sent, options);
  const add = (sent: unknown, contentType = "text/plain") => call("POST", `/clients/${id}/key`, sent, { base: "/api/v2", contentType });
  return { org, id, call, keys, add };
}

const kidsOf = (body: Record<string, unknown>) => (body.keys as { kid: string }[]).map(({ kid }) => kid);
const rows = (id: string) => on.deps.db.selectFrom("client_key").selectAll().where("client", "=", id).orderBy("created_at").execute();
const living = async (id: string) => (await rows(id)).filter(({ ended_at }) => ended_at === null);
const A_YEAR = 366 * 86_400;

test("a stored key gives back its public members as strings, and its times", async () => {
  const { keys } = await client();
  const { status, body } = await keys("POST", "", { keys: [jwkOf("sak-2026-1", "RSA-2048", 1, { alg: "RS512" })] });
  assert.equal(status, 200);
  const [key] = body.keys;
  const { n, e } = jwkOf("x", "RSA-2048");
  const { exp, created, last_updated: updated, ...rest } = key;
  assert.deepEqual(rest, { kty: "RSA", use: "sig", kid: "sak-2026-1", alg: "RS512", n, e });
  const ahead = exp - Date.now() / 1_000;
  assert.ok(ahead > 364 * 86_400 && ahead <= A_YEAR, "a year");
  assert.equal(created, updated);
  assert.match(created, /Z$/);
  assert.deepEqual((await keys("GET", "")).body, body);
  assert.deepEqual((await keys("GET", "/sak-2026-1")).body, key);
  assert.equal((await keys("GET", "/another")).status, 404);
});

test("a client without keys has an empty list", async () => {
  const { keys } = await client();
  assert.deepEqual((await keys("GET", "")).body, { keys: [] });
  assert.deepEqual((await keys("DELETE", "")).body, { keys: [] });
});

for (const { says, body, status, error } of [
  { says: "an empty set", body: { keys: [] }, status: 400, error: /empty/ },
  { says: "no set", body: {}, status: 400, error: /empty/ },
  { says: "a null set", body: { keys: null }, status: 400, error: /empty/ },
  { says: "a set that is text", body: { keys: "x" }, status: 400, error: /not valid/ },
  { says: "a set of null", body: { keys: [null] }, status: 400, error: /not a JWK/ },
  { says: "a list", body: [], status: 400, error: /not valid/ },
  { says: "broken JSON", body: '{"keys":', status: 400, error: /not valid JSON/ },
  { says: "nothing", body: "", status: 400, error: /not valid JSON/ },
  { says: "one kid twice", body: { keys: [jwkOf("a"), jwkOf("a", "P-256", 2)] }, status: 400, error: /unique within the client/ },
  { says: "six keys", body: { keys: ["a", "b", "c", "d", "e", "f"].map((kid) => jwkOf(kid)) }, status: 400, error: /at most 5/ },
  { says: "SEC-017 a weak key", body: { keys: [jwkOf("a"), jwkOf("b", "RSA-1024")] }, status: 400, error: /too weak/ },
  { says: "an expired key", body: { keys: [jwkOf("a", "P-256", 1, { exp: 1_000_000_000 })] }, status: 400, error: /expired/ },
  { says: "far too much", body: { keys: [jwkOf("a")], filler: "x".repeat(70_000) }, status: 400, error: /not valid/ },
])
  test(`a set is not replaced by ${says}, and stays as it was`, async () => {
    const { id, keys } = await client();
    const before = (await keys("POST", "", { keys: [jwkOf("old", "P-256", 9)] })).body;
    const answer = await keys("POST", "", body);
    assert.equal(answer.status, status);
    assert.match(answer.body.error_description, error);
    assert.deepEqual((await keys("GET", "")).body, before);
    assert.equal((await entriesAbout(on.deps, id)).length, 2, "creation and the first key");
  });

test("the refusal of one key of a set says which", async () => {
  const { keys } = await client();
  const { body } = await keys("POST", "", { keys: [jwkOf("a"), jwkOf("b", "RSA-1024"), jwkOf("c")] });
  assert.equal(body.errors[0].fieldIdentifier, "keys.1");
});

test("a private key is refused on every way in, not stored, and neither echoed nor logged", async () => {
  const { id, keys, add } = await client();
  const secret = "TmVpLCBkZXR0ZSBza2FsIGluZ2VuIHNl";
  const { privatePem } = pemPair("P-256", 3);
  const quoted = privatePem.split("\n")[1]!;
  for (const answer of [
    await keys("POST", "", { keys: [jwkOf("a", "P-256", 1, { d: secret })] }),
    await keys("PUT", "/a", jwkOf("a", "RSA-2048", 1, { p: secret })),
    await add(jwkOf("a", "P-256", 1, { d: secret })),
    await add(privatePem),
    await add(JSON.stringify(privatePem), "application/json"),
    await keys("POST", "", privatePem),
    await keys("PUT", "/a", privatePem),
  ]) {
    assert.equal(answer.status, 400);
    assert.match(answer.body.error_description, /private key/);
    assert.ok(!JSON.stringify(answer.body).includes(secret) && !JSON.stringify(answer.body).includes(quoted));
  }
  assert.deepEqual(await rows(id), []);
  const log = on.logged.join("");
  assert.ok(!log.includes(secret) && !log.includes(quoted));
});

test("SEC-017 a key under 3072 bits is taken, and the log says so", async () => {
  const { id, add } = await client();
  assert.equal((await add(jwkOf("small", "RSA-2048"))).status, 200);
  assert.equal((await add(jwkOf("large", "RSA-3072"))).status, 200);
  const about = on.logged.filter((line) => line.includes(id)).map((line) => JSON.parse(line));
  assert.deepEqual(
    about.map(({ kid, warning }) => [kid, warning]),
    [["small", "rsa_under_3072"]],
  );
});

test("SEC-073 the same key sent again is renewed for a year, in its own row", async () => {
  const { id, keys } = await client();
  const soon = Math.floor(Date.now() / 1_000) + 3_600;
  const { body: first } = await keys("POST", "", { keys: [jwkOf("a", "P-256", 1, { exp: soon })] });
  assert.equal(first.keys[0].exp, soon, "a shorter end is kept");
  const { body: again } = await keys("POST", "", { keys: [jwkOf("a")] });
  assert.ok(again.keys[0].exp > soon + 300 * 86_400);
  assert.equal(again.keys[0].created, first.keys[0].created);
  assert.ok(again.keys[0].last_updated > first.keys[0].last_updated);
  assert.equal((await rows(id)).length, 1);
  const { body: capped } = await keys("PUT", "/a", jwkOf("a", "P-256", 1, { exp: soon + 10 * A_YEAR }));
  assert.ok(capped.exp - Date.now() / 1_000 <= A_YEAR, "a year at most, whatever exp says");
});

test("SEC-073 another key under a kid is another row, and the old one has ended", async () => {
  const { id, keys } = await client();
  await keys("POST", "", { keys: [jwkOf("a", "P-256", 1)] });
  const { body } = await keys("POST", "", { keys: [jwkOf("a", "P-256", 2)] });
  assert.equal(body.keys[0].x, jwkOf("a", "P-256", 2).x);
  const all = await rows(id);
  assert.deepEqual(
    all.map(({ ended_at }) => ended_at !== null),
    [true, false],
  );
  assert.equal(new Set(all.map((row) => row.id)).size, 2);
});

test("SEC-073 an expired key is not shown, holds no place, and is renewed by sending it again", async () => {
  const { id, keys, add } = await client();
  await keys("POST", "", { keys: ["a", "b", "c", "d", "e"].map((kid, number) => jwkOf(kid, "P-256", number)) });
  assert.equal((await add(jwkOf("f", "P-256", 6))).status, 400);
  await on.deps.db
    .updateTable("client_key")
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where("client", "=", id)
    .where("kid", "=", "a")
    .execute();
  assert.deepEqual(kidsOf((await keys("GET", "")).body), ["b", "c", "d", "e"]);
  assert.equal((await keys("GET", "/a")).status, 404);
  assert.equal((await add(jwkOf("f", "P-256", 6))).status, 200);
  assert.equal((await add(jwkOf("a", "P-256", 0))).status, 400, "a sixth by renewal");
  assert.equal((await keys("DELETE", "/a")).status, 200);
  assert.equal((await keys("DELETE", "/b")).status, 200);
  assert.equal((await add(jwkOf("a", "P-256", 0))).status, 200);
});

test("one key: PUT adds, renews and replaces; DELETE gives back what it removed", async () => {
  const { id, keys } = await client();
  assert.equal((await keys("PUT", "/a", jwkOf("a"))).body.kid, "a");
  const { kid: _, ...withoutKid } = jwkOf("b", "P-256", 2);
  assert.equal((await keys("PUT", "/b", withoutKid)).body.kid, "b");
  assert.deepEqual(kidsOf((await keys("GET", "")).body), ["a", "b"]);
  assert.equal((await keys("PUT", "/a", jwkOf("a", "P-256", 3))).body.x, jwkOf("a", "P-256", 3).x);
  const other = await keys("PUT", "/a", jwkOf("b"));
  assert.deepEqual([other.status, other.body.errors[0].fieldIdentifier], [400, "kid"]);
  assert.equal((await keys("PUT", "/%2F", jwkOf("a"))).status, 400);
  const removed = await keys("DELETE", "/a");
  assert.deepEqual([removed.status, removed.body.kid, removed.body.x], [200, "a", jwkOf("a", "P-256", 3).x]);
  assert.equal((await keys("DELETE", "/a")).status, 404);
  assert.deepEqual(kidsOf((await keys("GET", "")).body), ["b"]);
  const entries = (await entriesAbout(on.deps, id)).slice(1);
  assert.deepEqual(
    entries.map(({ action }) => action),
    ["client_key.add", "client_key.add", "client_key.add", "client_key.remove"],
  );
  assert.deepEqual(
    (entries[2]!.details.removed as { kid: string }[]).map(({ kid }) => kid),
    ["a"],
  );
});

test("POST key adds in any form and under any content type, and answers with the JWK", async () => {
  const { keys, add } = await client();
  const { pem, jwk } = await certificate();
  assert.equal((await add(JSON.stringify(jwkOf("a")))).body.kid, "a");
  assert.equal((await add(jwkOf("b", "Ed25519"), "application/json")).body.crv, "Ed25519");
  const fromPem = await add(pemPair("RSA-2048").publicPem);
  assert.equal(fromPem.body.kid, await calculateJwkThumbprint(jwkOf("x", "RSA-2048")));
  assert.deepEqual([fromPem.body.kty, fromPem.body.alg, fromPem.body.e], ["RSA", "RS256", "AQAB"]);
  assert.equal((await add(pem, "application/json")).body.x, jwk.x);
  assert.equal((await keys("GET", "")).body.keys.length, 4);
  const taken = await add(jwkOf("a", "P-256", 2));
  assert.deepEqual([taken.status, taken.body.error], [409, "conflict"]);
  assert.equal((await add(jwkOf("a"))).status, 200, "the same key is renewed");
  assert.equal((await add("prose")).status, 400);
});

test("a key with x5c keeps its certificate", async () => {
  const { id, keys } = await client();
  const { jwk, x5c } = await certificate();
  const { body } = await keys("POST", "", { keys: [{ ...jwk, kid: "a", use: "sig", x5c }] });
  assert.deepEqual(body.keys[0].x5c, x5c);
  assert.equal((await living(id))[0]!.certificate, true);
});

test("SEC-112 a stored key holds listed members only", async () => {
  const { id, keys } = await client();
  await keys("POST", "", { keys: [jwkOf("a", "RSA-2048", 1, { x5t: "abc", x5u: "https://a.example/", key_ops: ["verify"], note: "hei", created: "1999" })] });
  const [row] = await living(id);
  assert.deepEqual(Object.keys(row!.jwk).toSorted(), ["alg", "e", "kid", "kty", "n", "use"]);
});

test("a set that was read can be put back: nothing is pinned or prolonged by it", async () => {
  const { id, keys, add } = await client();
  const soon = Math.floor(Date.now() / 1_000) + 3_600;
  await add(pemPair("RSA-2048").publicPem);
  await add(jwkOf("short", "P-256", 1, { exp: soon }));
  const { body: read } = await keys("GET", "");
  const { body: put } = await keys("POST", "", read);
  assert.deepEqual(
    put.keys.map(({ kid, alg, exp }: { kid: string; alg: string; exp: number }) => ({ kid, alg, exp })),
    read.keys.map(({ kid, alg, exp }: { kid: string; alg: string; exp: number }) => ({ kid, alg, exp })),
  );
  const all = await rows(id);
  assert.equal(all.length, 2, "the same rows");
  assert.deepEqual(
    all.map(({ pinned }) => pinned),
    [false, false],
  );
});

test("SEC-110 keys are added to one's own client only", async () => {
  const [mine, theirs] = [await client(), await caller(on)];
  const body = { keys: [jwkOf("a")] };
  for (const [method, path, sent, base] of [
    ["POST", "/jwks", body, "/api/v1"],
    ["PUT", "/jwks/a", jwkOf("a"), "/api/v1"],
    ["POST", "/key", jwkOf("a"), "/api/v2"],
  ] as const) {
    assert.equal((await theirs.call(method, `/clients/${mine.id}${path}`, sent, { base })).status, 403);
    assert.equal((await theirs.call(method, `/clients/${randomUUID()}${path}`, sent, { base })).status, 404);
  }
  assert.deepEqual(await rows(mine.id), []);
});

test("SEC-073 fifty that add a key at once never make more than five", async () => {
  const { id, add } = await client();
  const answers = await fifty((number) => add(jwkOf(`k${number}`, "P-256", number % 5)));
  assert.deepEqual([answers.filter(({ status }) => status === 200).length, answers.filter(({ status }) => status === 400).length], [5, 45]);
  assert.equal((await living(id)).length, 5);
  assert.equal((await entriesAbout(on.deps, id)).length, 6);
});

test("fifty that replace the set at once leave the set of one of them, and the entries tell which gave way", async () => {
  const { id, keys } = await client();
  const setOf = (number: number) => [jwkOf(`a${number}`, "P-256", 1), jwkOf(`b${number}`, "P-256", 2)];
  const answers = await fifty((number) => keys("POST", "", { keys: setOf(number) }));
  assert.ok(answers.every(({ status }) => status === 200));
  const [first, second] = (await living(id)).map(({ kid }) => kid).toSorted();
  assert.equal(first!.slice(1), second!.slice(1));
  const entries = (await entriesAbout(on.deps, id)).slice(1);
  const removed = entries.flatMap(({ details }) => (details.removed as { kid: string }[]).map(({ kid }) => kid));
  assert.equal(entries.length, 50);
  assert.deepEqual(new Set([...removed, first, second]).size, 100, "every set but the last is named as removed");
  assert.equal(removed.length, 98);
});

test("fifty that put one key under one kid leave one", async () => {
  const { id, keys } = await client();
  const answers = await fifty((number) => keys("PUT", "/a", jwkOf("a", "P-256", number % 5)));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal((await living(id)).length, 1);
});

test("fifty that remove one key: one does", async () => {
  const { id, keys } = await client();
  await keys("POST", "", { keys: [jwkOf("a"), jwkOf("b", "P-256", 2)] });
  const answers = await fifty(() => keys("DELETE", "/a"));
  assert.deepEqual([answers.filter(({ status }) => status === 200).length, answers.filter(({ status }) => status === 404).length], [1, 49]);
  assert.deepEqual(
    (await living(id)).map(({ kid }) => kid),
    ["b"],
  );
});
