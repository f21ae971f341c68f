import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { DCR, jwkOf, plantScope } from "./clients-under-test.ts";
import { keptOf, type OwnCall, ownInstallation } from "./own-under-test.ts";

const { deps, as, owner, ownerWithClient } = await ownInstallation();

const REPLACEMENT = { name: "Tatt", description: "", uri: null, scopes: [], accessTokenLifetimeSeconds: 1, acceptsTokenEndpointAudience: true };
const ANY_VERSION = { "if-match": "*" };

type Try = { route: string; needs: "read" | "change" | "remove"; send: (call: OwnCall, client: string, scope: string) => ReturnType<OwnCall> };

/** Every route of an object that its owner has, each with a request that would be in order. */
const ROUTES: Try[] = [
  { route: "GET client", needs: "read", send: (call, id) => call("GET", `/clients/${id}`) },
  { route: "PUT client", needs: "change", send: (call, id) => call("PUT", `/clients/${id}`, REPLACEMENT, ANY_VERSION) },
  { route: "DELETE client", needs: "remove", send: (call, id) => call("DELETE", `/clients/${id}`) },
  { route: "POST reactivation", needs: "remove", send: (call, id) => call("POST", `/clients/${id}/reactivation`) },
  { route: "PUT scope", needs: "change", send: (call, id, scope) => call("PUT", `/clients/${id}/scopes/${encodeURIComponent(scope)}`) },
  { route: "DELETE scope", needs: "change", send: (call, id, scope) => call("DELETE", `/clients/${id}/scopes/${encodeURIComponent(scope)}`) },
  { route: "GET keys", needs: "read", send: (call, id) => call("GET", `/clients/${id}/keys`) },
  { route: "POST keys", needs: "change", send: (call, id) => call("POST", `/clients/${id}/keys`, jwkOf("theirs", "P-256", 2)) },
  { route: "PUT keys", needs: "change", send: (call, id) => call("PUT", `/clients/${id}/keys`, { keys: [jwkOf("theirs", "P-256", 2)] }, ANY_VERSION) },
  { route: "GET key", needs: "read", send: (call, id) => call("GET", `/clients/${id}/keys/k`) },
  { route: "DELETE key", needs: "change", send: (call, id) => call("DELETE", `/clients/${id}/keys/k`) },
];

/** A client with a scope and the key `k`. */
async function fullClient() {
  const mine = await ownerWithClient();
  const scope = await plantScope(deps, { open_to_all: true });
  const added = await mine.call("PUT", `${mine.path}/scopes/${encodeURIComponent(scope)}`);
  const key = await mine.call("POST", `${mine.path}/keys`, jwkOf("k", "P-256", 1));
  assert.deepEqual([added.status, key.status], [200, 201]);
  return { ...mine, scope };
}

for (const { route, send } of ROUTES)
  test(`SEC-110 ${route}: another organisation's client is as little there as an unknown one, and nothing changes`, async () => {
    const mine = await fullClient();
    const foreign = await owner();
    const before = await keptOf(deps, mine.org);
    const answers = [];
    for (const id of [mine.id, randomUUID(), "a%00b", "%F0%9F%98%80"]) answers.push(await send(foreign.call, id, mine.scope));
    for (const { status, body } of answers) {
      assert.equal(status, 404, JSON.stringify(body));
      const { traceId: _, ...said } = body;
      const { traceId: __, ...first } = answers[0]!.body;
      assert.deepEqual(said, first, "the answers do not tell which of them exists");
    }
    assert.equal(await keptOf(deps, mine.org), before);
    const own = await send(mine.call, mine.id, mine.scope);
    assert.ok(own.status < 300, `its owner may: ${JSON.stringify(own.body)}`);
  });

for (const { route, needs, send } of ROUTES)
  test(`SEC-173 ${route}: the scopes of the token decide`, async () => {
    const mine = await fullClient();
    const allowed = { read: DCR, change: ["idporten:dcr.write", "idporten:dcr.modify"], remove: ["idporten:dcr.write"] }[needs];
    for (const scope of [...DCR, "idporten:scopes.write", "fullmakt:operator"]) {
      const call = await as(mine.org, [scope]);
      const before = await keptOf(deps, mine.org);
      const { status, body } = await send(call, mine.id, mine.scope);
      if (allowed.includes(scope)) assert.notEqual(status, 403, scope);
      else {
        assert.deepEqual([status, body.code], [403, "FM-403"], scope);
        assert.equal(await keptOf(deps, mine.org), before);
      }
    }
  });

test("SEC-110 a list shows one's own; SEC-111 a continuation is bound to tenant and query", async () => {
  const mine = await ownerWithClient();
  const foreign = await ownerWithClient();
  const items = (await foreign.call("GET", "/clients?inactive=true")).body.items as { clientId: string; owner: { number: string } }[];
  assert.ok(items.length > 0 && items.every(({ owner: { number } }) => number === foreign.org));
  const { next } = (await mine.call("GET", "/clients?limit=1")).body;
  assert.equal(typeof next, "string");
  const page = (call: OwnCall, query: string) => call("GET", `/clients?limit=1&continuation=${encodeURIComponent(next)}${query}`);
  assert.equal((await page(mine.call, "")).status, 200);
  for (const answer of [await page(foreign.call, ""), await page(mine.call, "&inactive=true")]) {
    assert.deepEqual([answer.status, answer.body.errors[0].field], [400, "continuation"]);
  }
  for (const wrong of ["x", "a.b", `${next}A`, `x${next}`])
    assert.equal((await mine.call("GET", `/clients?continuation=${encodeURIComponent(wrong)}`)).status, 400, wrong);
  for (const limit of ["0", "1001", "x", "1.5"]) assert.equal((await mine.call("GET", `/clients?limit=${limit}`)).status, 400, limit);
});

test("SEC-113 followed to its end, the list has every client once, while others are created, changed and deactivated", async () => {
  const { org, call } = await owner();
  for (let i = 0; i < 25; i++) await call("POST", "/clients", { name: `${i}` });
  // Made at the same instant: only the id tells them apart.
  const at = new Date("2026-01-01T00:00:00Z");
  const first = (await call("GET", "/clients")).body.items as { clientId: string }[];
  const twins = first.slice(0, 9).map(({ clientId }) => clientId);
  await deps.db.updateTable("client").set({ created_at: at }).where("id", "in", twins).execute();
  const there = new Set(first.map(({ clientId }) => clientId));
  const seen: string[] = [];
  const meanwhile: Promise<unknown>[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { body } = await call("GET", `/clients?inactive=true&limit=4${next && `&continuation=${encodeURIComponent(next)}`}`);
    seen.push(...(body.items as { clientId: string }[]).map(({ clientId }) => clientId));
    next = body.next;
    const other = [...there][seen.length % there.size]!;
    meanwhile.push(call("POST", "/clients", { name: "new" }), call("PUT", `/clients/${other}`, REPLACEMENT, ANY_VERSION));
    if (other !== first.at(-1)!.clientId) meanwhile.push(call("DELETE", `/clients/${other}`));
  }
  await Promise.all(meanwhile);
  assert.equal(new Set(seen).size, seen.length, "none twice");
  assert.deepEqual(
    [...there].filter((id) => !seen.includes(id)),
    [],
    "none missing",
  );
  assert.ok(org);
});
