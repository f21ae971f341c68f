import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { Me, MyOrganizations, MySessions } from "../../contract/session.ts";
import type { z } from "zod";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { freshOrgNumber, ownToken, plantOrganization } from "../test/installation.ts";
import { freshIdentityNumber, logIn } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";

const running = await runningInstallation((settings) => {
  settings.environments.prod.rateLimits.apiPerClientPerSecond = 10;
});
const { deps } = running;

type Call = { method?: string; body?: unknown; headers?: Record<string, string>; env?: "test" | "prod" };
async function call<Body>(cookie: string | null, path: string, { method = "GET", body, headers = {}, env = "test" }: Call = {}) {
  const answer = await running.fetch(`/${env}/api/fullmakt/v1${path}`, {
    method,
    headers: {
      ...(cookie === null ? {} : { cookie }),
      "sec-fetch-site": "same-origin",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: (text === "" ? null : JSON.parse(text)) as Body & { code: string } };
}

async function plantRight(person: string, organization: OrgNumber, name: HeldRight, env: "test" | "prod" = "test") {
  await deps.db
    .insertInto("person_right")
    .values({ env: ENVIRONMENT_NUMBER[env], id: randomUUID(), organization: orgNumberToInt(organization), person, name })
    .execute();
}

const ROUTES = [
  ["GET", "/me"],
  ["PUT", "/me", { language: "nn" }],
  ["GET", "/me/organizations"],
  ["PUT", `/me/organizations/${freshOrgNumber()}/chosen`],
  ["GET", "/me/sessions"],
  ["DELETE", `/me/sessions/${randomUUID()}`],
] as const;

for (const [method, path, body] of ROUTES) {
  test(`SEC-110 ${method} ${path.replace(/\/[0-9a-f-]{9,}/, "/…")} is for somebody who is logged in, and no token opens it`, async () => {
    const org = await plantOrganization(deps.db);
    const authorization = `Bearer ${await ownToken(deps, "test", org, ["fullmakt:operator", "idporten:dcr.write"])}`;
    for (const headers of [{}, { authorization }] as Record<string, string>[]) {
      const answer = await call(null, path, { method, body, headers });
      assert.deepEqual([answer.status, answer.body.code], [401, "FM-460"]);
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
  });

  test(`SEC-121 ${method} ${path.replace(/\/[0-9a-f-]{9,}/, "/…")}: a page of others ${method === "GET" ? "cannot read the answer" : "changes nothing"}`, async () => {
    const { cookie, person } = await logIn(running);
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site", origin: running.origin }] as Record<string, string>[]) {
      const answer = await call(cookie, path, { method, body, headers });
      if (method === "GET") assert.equal(answer.headers.get("access-control-allow-origin"), null);
      else assert.deepEqual([answer.status, answer.body.code], [403, "FM-471"]);
    }
    const { language } = await deps.db.selectFrom("person").select("language").where("id", "=", person).executeTakeFirstOrThrow();
    assert.equal(language, null);
  });
}

test("who is logged in: name, level, until when; never the number; whatever the level", async () => {
  const number = freshIdentityNumber();
  const { cookie, person, session } = await logIn(running, { number, person: { firstName: "Stødig", lastName: "Elg" }, level: "low", ageMs: 60_000 });
  const { status, body, text } = await call<z.output<typeof Me>>(cookie, "/me");
  assert.equal(status, 200);
  assert.ok(!text.includes(number));
  assert.deepEqual([body.id, body.name, body.language], [person, "Stødig Elg", null]);
  const { id, level, environments, ...times } = body.session;
  assert.deepEqual([id, level, environments], [session, "low", ["test", "prod"]]);
  const ms = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, Date.parse(time)])) as Record<keyof typeof times, number>;
  assert.equal(ms.freshUntil - ms.authenticatedAt, 15 * 60_000);
  const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 30_000, `${a} ${b}`);
  close(ms.authenticatedAt, Date.now() - 60_000);
  close(ms.idleUntil, Date.now() + 30 * 60_000);
  close(ms.expiresAt, Date.now() + 8 * 3_600_000);
});

test("the language is chosen, and given back to the browser", async () => {
  const { cookie } = await logIn(running);
  for (const language of ["nn", "en", null] as const)
    assert.equal((await call<z.output<typeof Me>>(cookie, "/me", { method: "PUT", body: { language } })).body.language, language);
  for (const body of [{ language: "sv" }, {}, { language: "nb", name: "Another" }]) {
    assert.equal((await call(cookie, "/me", { method: "PUT", body })).status, 400, JSON.stringify(body));
  }
});

test("the organisations of somebody in one environment, by name: from roles, from rights, with sub-units and locks", async () => {
  const { cookie, person } = await logIn(running);
  const [alver, aasnes, oen] = [
    await plantOrganization(deps.db, "Ålver AS"),
    await plantOrganization(deps.db, "Aasnes AS"),
    await plantOrganization(deps.db, "Øen AS"),
  ];
  const unit = await plantOrganization(deps.db, "Zukunft, avdeling");
  await deps.db
    .updateTable("organization")
    .set({ form: "BEDR", parent: orgNumberToInt(oen) })
    .where("number", "=", orgNumberToInt(unit))
    .execute();
  await deps.db.updateTable("organization").set({ locked_at: new Date(), lock_reason: "x" }).where("number", "=", orgNumberToInt(alver)).execute();
  await deps.db
    .insertInto("register_role")
    .values({ organization: orgNumberToInt(oen), code: "DAGL", person })
    .execute();
  await plantRight(person, aasnes, "viewer");
  await plantRight(person, alver, "api_manager");
  await plantRight(person, await plantOrganization(deps.db, "Bare i produksjon"), "viewer", "prod");
  const { body } = await call<z.output<typeof MyOrganizations>>(cookie, "/me/organizations");
  assert.deepEqual(
    body.items.map(({ name, locked, parent, form }) => ({ name, locked, parent, form })),
    [
      { name: "Zukunft, avdeling", locked: false, parent: oen, form: "BEDR" },
      { name: "Øen AS", locked: false, parent: null, form: "ORGL" },
      { name: "Ålver AS", locked: true, parent: null, form: "ORGL" },
      { name: "Aasnes AS", locked: false, parent: null, form: "ORGL" }, // aa is å
    ],
  );
  const [ofUnit, ofOen, , ofAasnes] = body.items;
  assert.deepEqual([ofUnit!.roles, ofOen!.roles, ofAasnes!.roles], [[{ code: "DAGL", of: oen }], [{ code: "DAGL", of: oen }], []]);
  assert.deepEqual([ofOen!.rights.includes("main_administrator"), ofAasnes!.rights], [true, ["viewer"]]);
});

test("a choice is remembered, of an organisation that one may act for", async () => {
  const { cookie, person } = await logIn(running);
  const [mine, theirs] = [await plantOrganization(deps.db, "A"), await plantOrganization(deps.db, "B")];
  await plantRight(person, mine, "viewer");
  assert.equal((await call(cookie, `/me/organizations/${mine}/chosen`, { method: "PUT" })).status, 204);
  const chosen = async () => Date.parse((await call<z.output<typeof MyOrganizations>>(cookie, "/me/organizations")).body.items[0]!.lastChosenAt!);
  const first = await chosen();
  await call(cookie, `/me/organizations/${mine}/chosen`, { method: "PUT" });
  assert.ok((await chosen()) >= first);
  for (const number of [theirs, freshOrgNumber(), "310801012", "1"]) {
    const { status, body } = await call(cookie, `/me/organizations/${number}/chosen`, { method: "PUT" });
    assert.deepEqual([status, body.code], [403, "FM-464"]);
  }
  assert.equal((await deps.db.selectFrom("recent_organization").selectAll().where("person", "=", person).execute()).length, 1);
});

test("SEC-125 somebody sees where he or she is logged in, and ends it there", async () => {
  const number = freshIdentityNumber();
  const [here, there, over] = [await logIn(running, { number }), await logIn(running, { number }), await logIn(running, { number })];
  const stranger = await logIn(running);
  await deps.db
    .updateTable("session")
    .set({ address: "192.0.2.7", browser: "Firefox", last_seen_at: sql<Date>`now() - interval '1 minute'` })
    .where("id", "=", there.session)
    .execute();
  await deps.db
    .updateTable("session")
    .set({ expires_at: new Date(0) })
    .where("id", "=", over.session)
    .execute();
  const list = async () => (await call<z.output<typeof MySessions>>(here.cookie, "/me/sessions")).body.items;
  assert.deepEqual(
    (await list()).map(({ id, current, address, browser }) => ({ id, current, address, browser })),
    [
      { id: here.session, current: true, address: null, browser: "" },
      { id: there.session, current: false, address: "192.0.2.7", browser: "Firefox" },
    ],
  );
  const end = (session: string) => call(here.cookie, `/me/sessions/${session}`, { method: "DELETE" });
  for (const session of [stranger.session, over.session, randomUUID()]) assert.deepEqual([(await end(session)).status], [404]);
  assert.equal((await call(stranger.cookie, "/me")).status, 200);
  assert.equal((await end(there.session)).status, 204);
  assert.equal((await end(there.session)).status, 404, "it is over");
  assert.deepEqual([(await call(there.cookie, "/me")).status, (await call(here.cookie, "/me")).status], [401, 200]);
  const last = await end(here.session);
  assert.deepEqual([last.status, last.headers.get("set-cookie")?.includes("Max-Age=0")], [204, true]);
  assert.equal((await call(here.cookie, "/me")).status, 401);
});

test("SEC-086 a login that is not trusted in an environment opens nothing there", async () => {
  const { cookie } = await logIn(running, { environments: ["test"] });
  for (const [method, path, body] of ROUTES) {
    const answer = await call(cookie, path, { method, body, env: "prod" });
    assert.deepEqual([answer.status, answer.body.code], [403, "FM-463"], `${method} ${path}`);
  }
  assert.equal((await call(cookie, "/me")).status, 200);
});

test("SEC-054 a person has a limit of his or her own", async () => {
  const [busy, calm] = [await logIn(running), await logIn(running)];
  const answers = await Promise.all(Array.from({ length: 60 }, () => call(busy.cookie, "/me", { env: "prod" })));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0);
  assert.ok(refused.every(({ headers }) => headers.get("retry-after") !== null));
  assert.equal((await call(calm.cookie, "/me", { env: "prod" })).status, 200);
});
