/** Notification points over our own API: by people with fresh logins and by programs, each for its own organisation. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createApp } from "../app.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { mailServer } from "../test/mail-server.ts";
import { plantRight } from "../test/people.ts";
import { freshAddress, mailsTo, sendingOver } from "./mail-under-test.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
const server = await mailServer();
sendingOver(deps, server);

type Point = { id: string; address: string; verifiedAt: string | null; kinds: string[]; environments: string[]; digest: string; label: string };
type Answer = { status: number; body: Point & { items: Point[]; code: string; errors: { field: string; message: string }[] }; location: string | null };

async function call(headers: Record<string, string>, method: string, path = "", body?: object): Promise<Answer> {
  const answer = await app.fetch(
    new Request(`http://localhost:8080/test/api/fullmakt/v1/notification-points${path}`, {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const text = await answer.text();
  return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as Answer["body"], location: answer.headers.get("location") };
}

/** Somebody who manages the clients of an organisation of his or her own. */
async function manager(ageMs = 0): Promise<{ org: OrgNumber; headers: Record<string, string> }> {
  const org = await plantOrganization(db, "Tindøy kommune");
  const { person, cookie } = await logIn({ deps }, { ageMs });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, org, person, "client_manager");
  return { org, headers: asPerson(cookie, org) };
}

const wish = (address = freshAddress(), more: object = {}) => ({ address, kinds: ["incident", "key_expiry"], environments: ["prod", "test"], ...more });

async function proofTo(address: string): Promise<string> {
  const ours = () => server.received.filter(({ to }) => to?.[0]?.address === address);
  while (ours().length === 0) await server.untilReceived(server.received.length + 1);
  return /token=([A-Za-z0-9_-]{22})/.exec(ours().at(-1)!.text!)![1]!;
}

const confirm = (token: string) =>
  app.fetch(
    new Request("http://localhost:8080/verify", {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
      body: `token=${token}`,
    }),
  );

test("a point is added, verified by the link of its mail in its own language, changed and removed", async () => {
  const { org, headers } = await manager();
  const address = freshAddress();
  const added = await call(headers, "POST", "", wish(address, { label: "Drift", language: "nn", digest: "daily" }));
  assert.equal(added.status, 201);
  assert.match(added.location!, new RegExp(`/notification-points/${added.body.id}$`));
  assert.deepEqual(
    [added.body.verifiedAt, added.body.environments, added.body.kinds, added.body.digest],
    [null, ["test", "prod"], ["incident", "key_expiry"], "daily"],
  );
  const token = await proofTo(address);
  const mail = server.received.find(({ to }) => to?.[0]?.address === address)!;
  assert.equal(mail.subject, "Stadfest varslingspunktet for Tindøy kommune");
  assert.match(mail.text!, new RegExp(`Tindøy kommune \\(${org}\\) har lagt inn ${address} som varslingspunkt`));
  assert.equal((await confirm(token)).status, 200);
  const [listed] = (await call(headers, "GET")).body.items;
  assert.equal(typeof listed!.verifiedAt, "string");
  const same = await call(headers, "PATCH", `/${added.body.id}`, { label: "Vakt" });
  assert.deepEqual([same.body.label, typeof same.body.verifiedAt], ["Vakt", "string"]);
  const other = freshAddress();
  const moved = await call(headers, "PATCH", `/${added.body.id}`, { address: other });
  assert.deepEqual([moved.body.address, moved.body.verifiedAt], [other, null]);
  assert.equal((await confirm(token)).status, 400, "the link of the old address proves nothing of the new one");
  assert.equal((await confirm(await proofTo(other))).status, 200);
  assert.equal((await call(headers, "POST", `/${added.body.id}/verification`)).status, 409);
  assert.equal((await call(headers, "DELETE", `/${added.body.id}`)).status, 204);
  assert.deepEqual((await call(headers, "GET")).body.items, []);
  assert.equal((await call(headers, "DELETE", `/${added.body.id}`)).status, 404);
  const { rows } = await db.executeQuery<{ n: number }>({
    sql: "select count(*)::int as n from notification_point where address = $1",
    parameters: [other],
    query: { kind: "RawNode" } as never,
    queryId: { queryId: "n" } as never,
  });
  assert.equal(rows[0]!.n, 0, "its address is forgotten");
});

test("SEC-123 a change needs a fresh login, reading does not, and a viewer changes nothing", async () => {
  const { headers } = await manager(16 * 60_000);
  assert.equal((await call(headers, "GET")).status, 200);
  assert.deepEqual([(await call(headers, "POST", "", wish())).status, (await call(headers, "POST", "", wish())).body.code], [401, "FM-462"]);
  const org = await plantOrganization(db);
  const { person, cookie } = await logIn({ deps });
  await plantRight(db, "test", org, person, "viewer");
  assert.equal((await call(asPerson(cookie, org), "POST", "", wish())).body.code, "FM-465");
});

test("SEC-086 who tests only, or has logged in well enough for testing only, changes nothing of what production is told", async () => {
  const org = await plantOrganization(db);
  const tester = await logIn({ deps });
  await plantRight(db, "test", org, tester.person, "test_only");
  const headers = asPerson(tester.cookie, org);
  assert.equal((await call(headers, "POST", "", wish())).body.code, "FM-464");
  const own = await call(headers, "POST", "", wish(undefined, { environments: ["test"] }));
  assert.equal(own.status, 201);
  assert.equal((await call(headers, "PATCH", `/${own.body.id}`, { environments: ["prod"] })).body.code, "FM-464");
  const low = await logIn({ deps }, { level: "substantial" });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, org, low.person, "client_manager");
  assert.equal((await call(asPerson(low.cookie, org), "POST", "", wish())).body.code, "FM-461");
  const good = await logIn({ deps });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, org, good.person, "client_manager");
  const { id } = (await call(asPerson(good.cookie, org), "POST", "", wish())).body;
  for (const [method, path] of [
    ["DELETE", `/${id}`],
    ["POST", `/${id}/verification`],
  ] as const)
    assert.equal((await call(headers, method, path)).body.code, "FM-464");
  assert.equal((await call(headers, "PATCH", `/${id}`, { kinds: ["change"] })).body.code, "FM-464");
});

test("SEC-110 another organisation's point is not there, whatever is tried with it", async () => {
  const { headers } = await manager();
  const other = await manager();
  const { id, address } = (await call(other.headers, "POST", "", wish())).body;
  for (const [method, path, body] of [
    ["PATCH", `/${id}`, { label: "mitt" }],
    ["DELETE", `/${id}`, undefined],
    ["POST", `/${id}/verification`, undefined],
    ["PATCH", `/${randomUUID()}`, { label: "mitt" }],
  ] as const)
    assert.equal((await call(headers, method, path, body)).status, 404, `${method} ${path}`);
  assert.deepEqual((await call(headers, "GET")).body.items, []);
  assert.equal((await call(other.headers, "GET")).body.items[0]!.address, address);
});

test("a program does the same with a token", async () => {
  const org = await plantOrganization(db);
  const [writer, reader] = [await ownToken(deps, "test", org, ["idporten:dcr.write"]), await ownToken(deps, "test", org, ["idporten:dcr.read"])].map(
    (token) => ({ authorization: `Bearer ${token}` }),
  );
  const { status, body } = await call(writer!, "POST", "", wish(undefined, { environments: ["test"] }));
  assert.equal(status, 201);
  const both = await call(writer!, "PATCH", `/${body.id}`, { environments: ["test", "prod"] });
  assert.deepEqual([both.status, both.body.errors[0]!.field], [400, "environments"]);
  assert.equal((await call(reader!, "GET")).body.items[0]!.id, body.id);
  assert.equal((await call(reader!, "DELETE", `/${body.id}`)).status, 403);
});

test("an address is there once in an organisation, also for 50 who add it at once, and at most 20 points are", async () => {
  const { headers } = await manager();
  const address = freshAddress();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => call(headers, "POST", "", wish(i % 2 ? address : address.toUpperCase().replace(/@.*/, "@tindoy.example")))),
  );
  assert.deepEqual(
    answers
      .map(({ status }) => status)
      .toSorted((a, b) => a - b)
      .slice(0, 2),
    [201, 409],
  );
  assert.equal((await mailsTo(db, address)).length + (await mailsTo(db, address.toUpperCase().replace(/@.*/, "@tindoy.example"))).length, 1);
  const second = (await call(headers, "POST", "", wish())).body;
  assert.equal((await call(headers, "PATCH", `/${second.id}`, { address })).status, 409);
  for (let i = 2; i < 20; i += 1) assert.equal((await call(headers, "POST", "", wish())).status, 201);
  const full = await call(headers, "POST", "", wish());
  assert.deepEqual([full.status, full.body.code], [409, "FM-410"]);
});

test("SEC-105 an organisation fills nobody's mailbox by adding and removing", async () => {
  const { headers } = await manager();
  const statuses: number[] = [];
  for (let i = 0; i < 51; i += 1) {
    const { status, body } = await call(headers, "POST", "", wish());
    statuses.push(status);
    if (status === 201) await call(headers, "DELETE", `/${body.id}`);
  }
  assert.deepEqual([statuses.filter((status) => status === 201).length, statuses.at(-1)], [50, 429]);
});

test("what is wrong with a point is said for each field", async () => {
  const { headers } = await manager();
  for (const [change, field] of [
    [{ address: "drift" }, "address"],
    [{ kinds: [] }, "kinds"],
    [{ kinds: ["everything"] }, "kinds.0"],
    [{ environments: [] }, "environments"],
    [{ language: "sv" }, "language"],
    [{ digest: "weekly" }, "digest"],
    [{ label: "a\nb" }, "label"],
    [{ verifiedAt: "2026-01-01T00:00:00Z" }, "verifiedAt"],
  ] as const) {
    const { status, body } = await call(headers, "POST", "", wish(undefined, change));
    assert.deepEqual([status, body.errors?.[0]?.field], [400, field], JSON.stringify(change));
  }
});

test("no address and no label stands in the audit log", async () => {
  const { headers } = await manager();
  const address = freshAddress();
  await call(headers, "POST", "", wish(address, { label: "Kari Nordmann" }));
  const bodies = (await db.selectFrom("audit_entry").select("body").execute()).map(({ body }) => body).join("\n");
  assert.match(bodies, /notification_point\.add/);
  assert.doesNotMatch(bodies, new RegExp(`${address}|Kari Nordmann`));
});
