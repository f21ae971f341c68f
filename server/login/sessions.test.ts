import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { freshIdentityNumber, logIn } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";
import { attemptCookieName, sessionCookieName } from "./cookies.ts";
import { browserOf } from "./login-under-test.ts";
import { testProvider } from "./provider-under-test.ts";
import { endSessionsOf, purgeLogins, readSession } from "./sessions.ts";

const provider = await testProvider({ environments: ["test"] });
const running = await runningInstallation((settings) => {
  settings.login = [provider.settings];
});
const { deps, origin } = running;

async function fresh() {
  const browser = browserOf(running);
  const number = freshIdentityNumber();
  const enter = async (form: Record<string, string> = {}) =>
    browser.ask(provider.logIn((await browser.setOut({ service: "idp", ...form })).location!, number).href);
  return { browser, number, enter };
}

const rowOf = (id: string) => deps.db.selectFrom("session").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const shift = (id: string, change: Record<string, unknown>) => deps.db.updateTable("session").set(change).where("id", "=", id).execute();
const ago = (text: string) => sql`now() - ${text}::interval`;
const me = (cookie: string) => running.fetch("/test/api/fullmakt/v1/me", { headers: { cookie } });

test("SEC-120 the cookies: this host only, secure, not for scripts, lax; the port stands in the name on plain http", async () => {
  const { browser, enter } = await fresh();
  const port = new URL(origin).port;
  const begun = await browser.setOut({ service: "idp" });
  assert.match(begun.headers.get("set-cookie")!, new RegExp(`^__Host-fullmakt-login-${port}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$`));
  const entered = await enter();
  assert.match(entered.headers.get("set-cookie")!, new RegExp(`^__Host-fullmakt-${port}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax$`));
  assert.equal(entered.headers.get("referrer-policy"), "no-referrer");
  assert.deepEqual(
    [sessionCookieName, attemptCookieName].map((nameOf) => nameOf({ publicUrl: "https://fullmakt.example.no" })),
    ["__Host-fullmakt", "__Host-fullmakt-login"],
  );
});

test("SEC-120 a login gives a new secret, which is in no table, and ends the one that the browser had", async () => {
  const { browser, enter } = await fresh();
  await enter();
  const first = browser.session()!;
  const before = browser.cookies();
  await enter();
  assert.notEqual(browser.session(), first);
  assert.equal((await me(before)).status, 401, "the old one is over");
  assert.equal((await me(browser.cookies())).status, 200);
  const session = await readSession(deps, browser.cookies());
  const { rows } = await sql<{ why: string }>`select ended_why as why from session where person = ${session!.person} and ended_at is not null`.execute(deps.db);
  assert.deepEqual(rows, [{ why: "replaced" }]);
  const { rows: kept } = await sql`select * from session where session::text like ${`%${browser.session()}%`}`.execute(deps.db);
  assert.deepEqual(kept, []);
});

for (const { says, change, holds } of [
  { says: "29 minutes without anything", change: { last_seen_at: ago("29 minutes") }, holds: true },
  { says: "31 minutes without anything", change: { last_seen_at: ago("31 minutes") }, holds: false },
  { says: "7 hours and 59 minutes of work", change: { created_at: ago("7 hours 59 minutes"), expires_at: sql`now() + interval '1 minute'` }, holds: true },
  { says: "8 hours of work", change: { created_at: ago("8 hours"), expires_at: ago("1 second") }, holds: false },
])
  test(`SEC-120 after ${says} a session ${holds ? "still holds" : "is over"}`, async () => {
    const { cookie, session } = await logIn(running);
    await shift(session, change);
    const answer = await me(cookie);
    assert.equal(answer.status, holds ? 200 : 401);
    if (!holds) assert.equal(((await answer.json()) as { code: string }).code, "FM-460");
    assert.equal((await me(cookie)).status, answer.status, "asking does not bring it back");
  });

test("SEC-120 a session is made for 8 hours, by the clock of the database", async () => {
  const { session } = await logIn(running);
  const { rows } = await sql<{ life: number }>`select extract(epoch from expires_at - created_at)::float8 as life from session where id = ${session}`.execute(
    deps.db,
  );
  assert.ok(Math.abs(rows[0]!.life - 8 * 3600) < 1, `${rows[0]!.life} s`);
});

test("SEC-120 use keeps a session alive, noted once a minute at most", async () => {
  const { cookie, session } = await logIn(running);
  await shift(session, { last_seen_at: ago("50 seconds") });
  const { last_seen_at: before } = await rowOf(session);
  await me(cookie);
  assert.deepEqual((await rowOf(session)).last_seen_at, before);
  await shift(session, { last_seen_at: ago("70 seconds") });
  await me(cookie);
  const { rows } = await sql<{ idle: number }>`select extract(epoch from now() - last_seen_at)::float8 as idle from session where id = ${session}`.execute(
    deps.db,
  );
  assert.ok(rows[0]!.idle < 60);
});

test("SEC-120 a cookie that was copied is worth nothing after log-out", async () => {
  const { browser, enter } = await fresh();
  await enter();
  const stolen = browser.cookies();
  assert.equal((await me(stolen)).status, 200);
  await browser.ask("/logout", { method: "POST", form: {} });
  assert.equal(browser.session(), undefined, "the browser has none any more");
  assert.equal((await me(stolen)).status, 401);
});

for (const cookie of ["", "a=b", "x".repeat(43), "%00", `${"a".repeat(43)}; =; ;;`, "é".repeat(43)])
  test(`a cookie with ${JSON.stringify(cookie.slice(0, 20))} is no session`, async () => {
    for (const header of [cookie, `${sessionCookieName(deps.settings)}=${cookie}`]) assert.equal(await readSession(deps, header), null);
  });

test("SEC-086 what a service is trusted for now decides, not what it was when somebody logged in", async () => {
  const { cookie } = await logIn(running, { environments: ["test", "prod"] });
  assert.deepEqual((await readSession(deps, cookie))?.environments, ["test"]);
  const without = { ...deps, settings: { ...deps.settings, login: [] } };
  assert.equal(await readSession(without, cookie), null, "of a service that is gone there are no sessions");
});

test("SEC-125 all sessions of somebody are ended at once, and of nobody else", async () => {
  const number = freshIdentityNumber();
  const [one, two, neighbour] = [await logIn(running, { number }), await logIn(running, { number }), await logIn(running)];
  assert.equal(await deps.db.transaction().execute((tx) => endSessionsOf(tx, one.person, "no_rights_left")), 2);
  for (const { cookie } of [one, two]) assert.equal((await me(cookie)).status, 401);
  assert.equal((await me(neighbour.cookie)).status, 200);
  assert.equal((await rowOf(one.session)).ended_why, "no_rights_left");
});

test("SEC-130 login, its renewal and its end stand in the shared log: who, by which service, and from where apart from it", async () => {
  const { browser, enter } = await fresh();
  await enter();
  const session = (await readSession(deps, browser.cookies()))!;
  await enter({ step_up: "1" });
  const renewed = (await readSession(deps, browser.cookies()))!;
  await browser.ask("/logout", { method: "POST", form: {} });
  const { rows } = await sql<{ body: string; data: { address: string } }>`
    select e.body, p.data from audit_entry e join audit_person p using (env, seq)
    where e.env = 0 and e.body::jsonb -> 'object' ->> 'person' = ${session.person} order by seq`.execute(deps.db);
  type Entry = { action: string; object: object; details: object; actor: object; orgs: string[] };
  const entries = rows.map(({ body, data }) => ({ ...(JSON.parse(body) as Entry), address: data.address }));
  const object = (id: string) => ({ person: session.person, session: id });
  const told = { provider: "idp", level: "substantial", environments: ["test"] };
  assert.deepEqual(
    entries.map(({ action, object: what, details }) => [action, what, details]),
    [
      ["session.begin", object(session.id), told],
      ["session.step_up", object(renewed.id), { ...told, renews: session.id }],
      ["session.end", object(session.id), { why: "replaced" }],
      ["session.end", object(renewed.id), { why: "logged_out" }],
    ],
  );
  for (const { actor, address, orgs } of entries) {
    assert.deepEqual(actor, { kind: "person", person: session.person, org: null });
    assert.match(address, /^(127\.0\.0\.1|::1)$/);
    assert.deepEqual(orgs, []);
  }
});

test("SEC-154 what is over for 90 days is forgotten, logins that came to nothing after ten minutes", async () => {
  const [recent, old, ended, living] = [await logIn(running), await logIn(running), await logIn(running), await logIn(running)];
  await shift(recent.session, { expires_at: ago("89 days") });
  await shift(old.session, { expires_at: ago("91 days") });
  await shift(ended.session, { ended_at: ago("91 days"), ended_why: "logged_out" });
  await deps.db.deleteFrom("login_attempt").execute();
  const browser = browserOf(running);
  for (const minutes of [0, 11]) {
    await browser.setOut({ service: "idp" });
    if (minutes === 0) await sql`update login_attempt set step_up_of = ${living.session}`.execute(deps.db);
    else await sql`update login_attempt set at = now() - interval '11 minutes', step_up_of = ${old.session} where step_up_of is null`.execute(deps.db);
  }
  await purgeLogins(deps);
  const ids = [recent, old, ended, living].map(({ session }) => session);
  const kept = await deps.db.selectFrom("session").select("id").where("id", "in", ids).execute();
  assert.deepEqual(new Set(kept.map(({ id }) => id)), new Set([recent.session, living.session]));
  assert.equal((await deps.db.selectFrom("login_attempt").select("step_up_of").execute()).length, 1);
});

test("a person who logs in for the first time is added once, also when it is in many browsers at the same moment", async () => {
  const number = freshIdentityNumber();
  const browsers = Array.from({ length: 10 }, () => browserOf(running));
  const answers = await Promise.all(browsers.map(async (browser) => provider.logIn((await browser.setOut({ service: "idp" })).location!, number)));
  await Promise.all(answers.map((back, i) => browsers[i]!.ask(back.href)));
  const people = await Promise.all(browsers.map(async (browser) => (await readSession(deps, browser.cookies()))?.person));
  assert.equal(new Set(people).size, 1);
  assert.ok(people[0]);
});
