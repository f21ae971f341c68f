/** Nobody has the APIs to themselves: limits per client and per address, on each face in its own form (SEC-054), and readiness that loads nothing. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type { PluginTransformQueryArgs, PluginTransformResultArgs } from "kysely";
import { createApp, type Health } from "../app.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { fetchToken, grantOf, plantClient, tokenInstallation } from "../test/token-client.ts";

// The clock stands still, so that a second is as long as a test, however fast the machine is.
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.now() });
});

const PLENTY = 100_000;
const plenty = { perClientPerSecond: PLENTY, perAddressPerSecond: PLENTY, apiPerClientPerSecond: PLENTY, apiPerAddressPerSecond: PLENTY };

async function limited(limits: Partial<typeof plenty>) {
  const deps = await testDeps((settings) => {
    settings.environments.test.rateLimits = { ...plenty, ...limits };
  });
  const app = createApp(deps);
  const tokenOf = async (scope = "idporten:dcr.read") => ownToken(deps, "test", await plantOrganization(deps.db), [scope]);
  const get = (path: string, { token = "", address = "192.0.2.1", env = "test" } = {}) => {
    const request = new Request(`http://localhost:8080/${env}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    return app.fetch(request, { address });
  };
  return { get, tokenOf };
}

const CASES = [
  { face: "the compatible face", path: "/api/v1/clients", code: (body: Record<string, string>) => body.error_uri!.split("/").at(-1) },
  { face: "our own face", path: "/api/fullmakt/v1/clients", code: (body: Record<string, string>) => body.code },
];

async function assertSomeRefused(answers: Response[], allowed: number, code: (body: Record<string, string>) => string | undefined) {
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(answers.length - refused.length, allowed);
  for (const answer of refused) {
    assert.deepEqual([answer.headers.get("retry-after"), answer.headers.get("x-content-type-options")], ["1", "nosniff"]);
    assert.equal(code((await answer.json()) as Record<string, string>), "FM-429");
  }
}
const many = <T>(what: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 30 }, what));

for (const { face, path, code } of CASES) {
  test(`SEC-054 ${face}: 429 with Retry-After per client, and another tenant at the same address is not touched`, async () => {
    const { get, tokenOf } = await limited({ apiPerClientPerSecond: 5 });
    const [busy, other] = [await tokenOf(), await tokenOf()];
    await assertSomeRefused(await many(() => get(path, { token: busy })), 5, code);
    assert.equal((await get(path, { token: other })).status, 200);
  });

  test(`SEC-054 ${face}: a forged token uses up nobody's share`, async () => {
    const { get, tokenOf } = await limited({ apiPerClientPerSecond: 5 });
    const token = await tokenOf();
    for (const { status } of await many(() => get(path, { token: `${token.slice(0, -8)}AAAAAAAA` }))) assert.equal(status, 401);
    assert.equal((await get(path, { token })).status, 200);
  });

  test(`SEC-054 ${face}: 429 with Retry-After per address, with and without a token; other addresses and the other environment are not touched`, async () => {
    const { get, tokenOf } = await limited({ apiPerAddressPerSecond: 5 });
    await assertSomeRefused(await many(() => get(path)), 5, code);
    const token = await tokenOf();
    assert.equal((await get(path, { token, address: "192.0.2.2" })).status, 200);
    assert.equal((await get(path, { env: "prod" })).status, 401);
  });
}

for (const path of [
  "/api/v1/scopes/all",
  "/prefix/all",
  "/api/v1/delegationsources",
  "/jwk",
  "/.well-known/oauth-authorization-server",
  "/errors/MP-250",
  "/none",
])
  test(`SEC-054 ${path}, open to everybody: 429 with Retry-After per address`, async () => {
    const { get } = await limited({ apiPerAddressPerSecond: 5 });
    await assertSomeRefused(await many(() => get(path)), 5, (body) => body.error_uri!.split("/").at(-1));
    assert.notEqual((await get(path, { address: "192.0.2.2" })).status, 429);
  });

test("SEC-054 /token: 429 with Retry-After per address, before anything is read; its share is its own", async () => {
  const on = await tokenInstallation((settings) => (settings.environments.test.rateLimits = { ...plenty, perAddressPerSecond: 5, apiPerAddressPerSecond: 5 }));
  const app = createApp(on.deps);
  const planted = await plantClient(on);
  const ask = (address: string, body: string) => app.fetch(new Request("http://localhost:8080/test/token", { method: "POST", body }), { address });
  await assertSomeRefused(await many(() => ask("192.0.2.1", "whatever")), 5, (body) => body.error_uri!.split("/").at(-1));
  const viaAnother = {
    ...on,
    fetch: (path: string, init?: RequestInit) => app.fetch(new Request(`http://localhost:8080${path}`, init), { address: "192.0.2.2" }),
  };
  assert.equal((await fetchToken(viaAnother, grantOf(planted))).status, 200);
});

test("SEC-054 however often readiness is asked for, the database is asked twice a second; a stop shows at once", async () => {
  const deps = await testDeps();
  const asked = { times: 0, now: 1_000_000 };
  const db = deps.db.withPlugin({
    transformQuery: ({ node }: PluginTransformQueryArgs) => {
      asked.times += 1;
      return node;
    },
    transformResult: async ({ result }: PluginTransformResultArgs) => result,
  });
  const health: Health = { stopping: false, partitionDays: 1 };
  const app = createApp({ ...deps, db, now: () => asked.now }, health);
  const ready = async () => (await app.fetch(new Request("http://localhost:8080/health/ready"))).status;
  assert.deepEqual(new Set(await many(ready)), new Set([200]));
  asked.now += 499;
  assert.equal(await ready(), 200);
  assert.equal(asked.times, 1);
  health.stopping = true;
  assert.equal(await ready(), 503);
  health.stopping = false;
  health.partitionDays = 0;
  assert.equal(await ready(), 503);
  assert.equal(asked.times, 1);
  asked.now += 1;
  health.partitionDays = 1;
  assert.equal(await ready(), 200);
  assert.equal(asked.times, 2);
});
