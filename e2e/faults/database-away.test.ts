/** The database down, hanging, read-only or full: every API says 503 and when to come again, and works again by itself (SEC-143, SEC-044). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeGrant, readKeyFile } from "../../cli/grant.ts";
import { startPostgres } from "../../server/db/embedded.ts";
import { faultyProxy } from "../../server/test/faulty-proxy.ts";
import { ask, dataFolder, readyServer } from "../../server/test/server-process.ts";

const postgres = await startPostgres(dataFolder());
after(() => postgres.stop());
const proxy = await faultyProxy(postgres.url("postgres"));
const server = await readyServer({ env: { DATABASE_URL: proxy.url } });
const issuer = `${server.origin}/test/`;
const keyFile = join(server.folder, "development", "test.json");
const { names } = JSON.parse(readFileSync(keyFile, "utf8")) as { names: Record<string, string> };
const key = await readKeyFile(keyFile);

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
  const response = await fetch(`${issuer}${path}`, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
};
const askToken = async (): Promise<Answer> => {
  const assertion = await makeGrant({ issuer, clientId: names.ready!, scope: names.scope! }, key);
  return send("token", { method: "POST", body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }) });
};
let number = 0;
/** A change through each API. Each time another one, so that it is never refused for being there. */
const changes = (token: unknown): Record<string, () => Promise<Answer>> => {
  const headers = { authorization: `Bearer ${String(token)}`, "content-type": "application/json" };
  const scope = () => ({ prefix: "lyngvidda", subscope: `borte${(number += 1)}.read`, description: "Borte" });
  return {
    token: askToken,
    "self-service": () => send("api/v1/scopes", { method: "POST", headers, body: JSON.stringify({ ...scope(), visibility: "PUBLIC", active: true }) }),
    own: () => send("api/fullmakt/v1/scopes", { method: "POST", headers, body: JSON.stringify(scope()) }),
  };
};

const assertDone = (name: string, { status, body }: Answer): void => assert.ok(status < 300, `${name}: ${status} ${JSON.stringify(body)}`);

function assertUnavailable(name: string, { status, headers, body }: Answer, state: string): void {
  assert.deepEqual([status, headers.get("retry-after")], [503, "1"], `${name}, ${state}: ${JSON.stringify(body)}`);
  if (name === "own") {
    assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.deepEqual([body.status, typeof body.code, typeof body.traceId], [503, "string", "string"]);
  } else {
    assert.equal(body.error, "temporarily_unavailable");
    assert.match(String(body.error_description), /\(trace_id: [0-9a-f]{32}\)$/);
    if (name === "self-service") assert.deepEqual([body.status, Array.isArray(body.errors)], [503, true]);
  }
}

/** What a server says that stands in for the disk or a failover: the trigger raises its code at every write. */
const failWrites = async (code: string): Promise<void> => {
  await ask(
    postgres.url("postgres"),
    `create function fail_write() returns trigger language plpgsql as $$ begin raise exception 'simulated' using errcode = '${code}'; end $$`,
  );
  for (const table of ["used_grant", "audit_entry"])
    await ask(postgres.url("postgres"), `create trigger fail_write before insert on ${table} execute function fail_write()`);
};
const mendWrites = async (): Promise<void> => void (await ask(postgres.url("postgres"), "drop function fail_write() cascade"));

const states: { state: string; begin: () => Promise<void> | void; end: () => Promise<void> | void }[] = [
  { state: "down", begin: () => proxy.down(), end: () => proxy.up() },
  { state: "hanging", begin: () => proxy.pause(), end: () => proxy.resume() },
  { state: "read-only after a failover (25006)", begin: () => failWrites("25006"), end: mendWrites },
  { state: "disk full (53100)", begin: () => failWrites("53100"), end: mendWrites },
];

for (const { state, begin, end } of states)
  test(`SEC-143 SEC-044 a database that is ${state}: 503 with Retry-After from every API, and recovery needs nobody`, async () => {
    const { access_token: token } = (await askToken()).body;
    const all = changes(token);
    for (const [name, change] of Object.entries(all)) assertDone(name, await change());
    await begin();
    try {
      for (const [name, change] of Object.entries(all)) for (let i = 0; i < 2; i++) assertUnavailable(name, await change(), state);
    } finally {
      await end();
    }
    // The first request after it may still meet a connection that died meanwhile: it is answered in order, too.
    for (const [name, change] of Object.entries(all)) {
      const first = await change();
      if (first.status === 503) assertUnavailable(name, first, "just mended");
      assertDone(name, first.status === 503 ? await change() : first);
    }
    assert.equal((await fetch(`${server.origin}/health/live`)).status, 200);
  });

test("SEC-143 a session that is read-only by default does not keep tokens from being issued, and changes say 503 until it may write", async () => {
  // For the one who mends it: a session of his own that may write.
  const own = `${postgres.url("postgres")}?options=${encodeURIComponent("-c default_transaction_read_only=off")}`;
  const { token: issue, ...others } = changes((await askToken()).body.access_token);
  // The signal to read the settings anew takes a moment to reach every session: a change is tried until it is answered as it should be.
  await ask(own, "alter system set default_transaction_read_only = on");
  await ask(own, "select pg_reload_conf()");
  for (const [name, change] of Object.entries(others)) {
    let answer = await change();
    while (answer.status < 300) answer = await change();
    assertUnavailable(name, answer, "read-only");
  }
  assert.equal((await issue!()).status, 200, "the token connection says itself that it writes");
  await ask(own, "alter system reset default_transaction_read_only");
  await ask(own, "select pg_reload_conf()");
  for (const [name, change] of Object.entries(others)) {
    let answer = await change();
    while (answer.status === 503) answer = await change();
    assertDone(name, answer);
  }
});
