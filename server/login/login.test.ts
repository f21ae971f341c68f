import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { freshIdentityNumber, unbornNumber } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";
import { browserOf, type Browser } from "./login-under-test.ts";
import { type Plan, testProvider } from "./provider-under-test.ts";

// Synthetic people are let in by services that are not trusted in production.
const provider = await testProvider({ environments: ["test"] });
const other = await testProvider({ id: "other", environments: ["test"] });
const prod = await testProvider({ id: "trusted", environments: ["test", "prod"] });
const staff = await testProvider({ id: "staff", kind: "ansattporten", environments: ["test", "prod"] });
const running = await runningInstallation((settings) => {
  settings.login = [provider.settings, other.settings, prod.settings, staff.settings];
});
const { deps, origin } = running;

const setOut = (browser: Browser, form: Record<string, string> = {}) => browser.setOut({ service: "idp", ...form });

async function loggedIn(browser: Browser): Promise<boolean> {
  return (await running.fetch("/test/api/fullmakt/v1/me", { headers: { cookie: browser.cookies() } })).status === 200;
}

/** Sessions of somebody, living or over. */
const sessionsOf = (number: string) =>
  deps.db.selectFrom("session").innerJoin("person", "person.id", "session.person").selectAll("session").where("identity_number", "=", number).execute();

/** Sets out, and comes back as the plan says. */
async function attempt({ plan = {}, form = {}, change = (back: URL) => back, browser = browserOf(running), number = freshIdentityNumber() as string } = {}) {
  const { location } = await setOut(browser, form);
  const back = await browser.ask(change(provider.logIn(location!, number, plan as Plan)).href);
  return { browser, number, back };
}

test("a login asks for what it checks, and ends where it was to lead", async () => {
  const browser = browserOf(running);
  const { status, location, headers } = await setOut(browser, { return: "/test/310801011", level: "high", language: "nn" });
  assert.equal(status, 303);
  assert.match(headers.get("cache-control") ?? "", /no-store/);
  const asked = Object.fromEntries(new URL(location!).searchParams);
  const { state, nonce, code_challenge: challenge, ...rest } = asked;
  for (const random of [state, nonce, challenge]) assert.match(random!, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(new Set([state, nonce, challenge]).size, 3);
  assert.deepEqual(rest, {
    redirect_uri: `${origin}/login/callback/idp`,
    scope: "openid profile",
    code_challenge_method: "S256",
    acr_values: "idporten-loa-high",
    ui_locales: "nn",
    client_id: "rp",
    response_type: "code",
  });
  const number = freshIdentityNumber();
  const back = await browser.ask(provider.logIn(location!, number).href);
  assert.deepEqual([back.status, back.location], [303, `${origin}/test/310801011`]);
  assert.ok(await loggedIn(browser));
  const [session] = await sessionsOf(number);
  assert.deepEqual([session!.level, session!.environments, session!.provider, session!.browser], ["high", [1], "idp", "Testing/1"]);
  const person = await deps.db.selectFrom("person").selectAll().where("identity_number", "=", number).executeTakeFirstOrThrow();
  assert.ok(person.last_login_at);
  assert.equal(person.last_name, "", "ID-porten tells no name");
});

test("we prove ourselves with a fresh assertion each time, which lives for a moment", async () => {
  await attempt();
  await attempt();
  const [one, two] = provider.assertions.slice(-2);
  assert.notEqual(one!.jti, two!.jti);
  for (const { iss, sub, aud, iat, exp } of [one!, two!]) {
    assert.deepEqual([iss, sub, aud], ["rp", "rp", provider.issuer]);
    assert.ok(exp! - iat! <= 120, `lives for ${exp! - iat!} s`);
  }
});

const now = () => Math.floor(Date.now() / 1000);
const REFUSED: { says: string; why?: string; plan?: () => Plan; change?: (back: URL) => URL; form?: Record<string, string> }[] = [
  { says: "another state", change: (back) => with_(back, { state: "x".repeat(43) }) },
  { says: "no state", change: (back) => without(back, "state") },
  { says: "two states", change: (back) => (back.searchParams.append("state", "y".repeat(43)), back) },
  { says: "another nonce", plan: () => ({ claims: { nonce: "another" } }) },
  { says: "no nonce", plan: () => ({ claims: { nonce: undefined } }) },
  { says: "a code of another login (PKCE)", plan: () => ({ challenge: "x".repeat(43) }) },
  { says: "iss of another service in the answer", change: (back) => with_(back, { iss: other.issuer }) },
  { says: "no iss in the answer", change: (back) => without(back, "iss") },
  { says: "iss of another service in the ID token", plan: () => ({ claims: { iss: other.issuer } }) },
  { says: "aud of another client", plan: () => ({ claims: { aud: "somebody" } }) },
  { says: "an ID token that has expired", plan: () => ({ claims: { iat: now() - 600, exp: now() - 300 } }) },
  { says: "a signature by an unknown key", plan: () => ({ forged: true }) },
  {
    says: "no ID token",
    plan: () => ({ answer: (out) => out.writeHead(200, { "content-type": "application/json" }).end('{"access_token":"a","token_type":"Bearer"}') }),
  },
  { says: "acr below what was asked for", why: "level", plan: () => ({ claims: { acr: "idporten-loa-low" } }) },
  { says: "acr substantial where high was asked for", why: "level", form: { level: "high" }, plan: () => ({ claims: { acr: "idporten-loa-substantial" } }) },
  { says: "an acr that is no level", why: "level", plan: () => ({ claims: { acr: "selfregistered-email" } }) },
  { says: "no acr", why: "level", plan: () => ({ claims: { acr: undefined } }) },
  { says: "no pid", plan: () => ({ claims: { pid: undefined } }) },
  { says: "a pid with a wrong check digit", plan: () => ({ claims: { pid: "12837149982" } }) },
  { says: "a pid that is a number", plan: () => ({ claims: { pid: 12_837_149_981 } }) },
  { says: "a person who went back", why: "cancelled", change: (back) => with_(without(back, "code"), { error: "access_denied" }) },
  { says: "a service that failed", change: (back) => with_(without(back, "code"), { error: "server_error" }) },
  { says: "the callback of another service", change: (back) => new URL(back.href.replace("/callback/idp", "/callback/other")) },
  { says: "the callback of a service that is not there", change: (back) => new URL(back.href.replace("/callback/idp", "/callback/nobody")) },
];
const with_ = (url: URL, members: Record<string, string>) => (Object.entries(members).forEach(([name, value]) => url.searchParams.set(name, value)), url);
const without = (url: URL, name: string) => (url.searchParams.delete(name), url);

for (const { says, why = "failed", plan = () => ({}), change = (back: URL) => back, form = {} } of REFUSED)
  test(`SEC-122 ${says}: nobody is logged in`, async () => {
    const { browser, number, back } = await attempt({ plan: plan(), change, form });
    assert.deepEqual([back.status, back.location], [303, `${origin}/?login=${why}`]);
    assert.equal(browser.session(), undefined);
    assert.deepEqual(await sessionsOf(number), []);
  });

test("SEC-122 a login that began in one browser ends in no other, and still does in its own", async () => {
  const [mine, theirs] = [browserOf(running), browserOf(running)];
  const number = freshIdentityNumber();
  const back = provider.logIn((await setOut(mine)).location!, number);
  await setOut(theirs);
  assert.equal((await theirs.ask(back.href)).location, `${origin}/?login=failed`);
  assert.equal((await browserOf(running).ask(back.href)).location, `${origin}/?login=cookie`, "and one without a cookie is told so, without a loop");
  assert.deepEqual(await sessionsOf(number), []);
  assert.equal((await mine.ask(back.href)).location, `${origin}/`);
  assert.ok(await loggedIn(mine));
});

test("SEC-122 a login that began with one service does not end with another, however well that one answers (mix-up)", async () => {
  const browser = browserOf(running);
  const number = freshIdentityNumber();
  const back = other.logIn((await setOut(browser)).location!, number);
  assert.equal((await browser.ask(back.href.replace("/callback/idp", "/callback/other"))).location, `${origin}/?login=failed`);
  assert.deepEqual(await sessionsOf(number), []);
});

test("SEC-122 an answer works once", async () => {
  const browser = browserOf(running);
  const number = freshIdentityNumber();
  const back = provider.logIn((await setOut(browser)).location!, number);
  await browser.ask(back.href);
  const held = browser.session();
  assert.equal((await browser.ask(back.href)).location, `${origin}/?login=failed`);
  assert.equal((await sessionsOf(number)).length, 1);
  assert.equal(browser.session(), held, "who is logged in still is");
});

test("SEC-122 SEC-175 of fifty callbacks at once with one code, one logs in", async () => {
  const browser = browserOf(running);
  const number = freshIdentityNumber();
  const back = provider.logIn((await setOut(browser)).location!, number);
  const answers = await Promise.all(Array.from({ length: 50 }, () => browser.ask(back.href)));
  assert.deepEqual(answers.map(({ location }) => location).filter((location) => location === `${origin}/`).length, 1);
  assert.equal((await sessionsOf(number)).length, 1);
});

test("SEC-122 an answer after ten minutes is too late", async () => {
  for (const [minutes, location] of [
    [9, "/"],
    [11, "/?login=failed"],
  ] as const) {
    const { back } = await attempt({
      change: (url) => url,
      browser: await lateBrowser(minutes),
    });
    assert.equal(back.location, `${origin}${location}`, `${minutes} minutes`);
  }
});

/** A browser whose logins began so long ago. */
async function lateBrowser(minutes: number): Promise<Browser> {
  const browser = browserOf(running);
  return {
    ...browser,
    async setOut(form) {
      const page = await browser.setOut(form);
      await deps.db
        .updateTable("login_attempt")
        .set({ at: sql<Date>`now() - make_interval(mins => ${minutes})` })
        .where("state_hash", "=", sql<Buffer>`sha256(convert_to(${new URL(page.location!).searchParams.get("state")}, 'UTF8'))`)
        .execute();
      return page;
    },
  };
}

test("two tabs of one browser can log in at the same time", async () => {
  const browser = browserOf(running);
  const [one, two] = [await setOut(browser, { return: "/test/1" }), await setOut(browser, { return: "/test/2" })];
  const number = freshIdentityNumber();
  assert.equal((await browser.ask(provider.logIn(one.location!, number).href)).location, `${origin}/test/1`);
  assert.equal((await browser.ask(provider.logIn(two.location!, number).href)).location, `${origin}/test/2`);
});

test("SEC-121 a page of another site cannot begin a login, nor end one", async () => {
  for (const path of ["/login", "/logout"]) {
    const foreign = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    for (const headers of [foreign, { "sec-fetch-site": "same-site" }]) {
      const { status, headers: answer } = await browserOf(running).ask(path, { method: "POST", form: { service: "idp" }, headers });
      assert.equal(status, 403, path);
      assert.equal(answer.get("set-cookie"), null);
    }
    assert.equal((await running.fetch(path, { method: "POST", body: new URLSearchParams({ service: "idp" }) })).status, 403, "nor a program that says nothing");
    assert.equal((await running.fetch(path)).status, 405, "nor by GET");
  }
});

test("a form or JSON sets out; what is not understood ends on the front page, and a large body is refused", async () => {
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const post = (body: string) => running.fetch("/login", { method: "POST", headers, body, redirect: "manual" });
  assert.match((await post('{"service":"idp","return":"/test/1"}')).headers.get("location")!, new RegExp(`^${provider.issuer}/authorize`));
  for (const body of ['{"service":"nobody"}', "{}", "[]", "null", "{", '{"service":7}'])
    assert.equal((await post(body)).headers.get("location"), "/?login=failed", body);
  assert.equal((await post(`{"service":"${"a".repeat(20_000)}"}`)).status, 413);
});

test("SEC-086 a service that is trusted in production does not vouch for synthetic people, and one that is not is not believed there", async () => {
  const browser = browserOf(running);
  const there = await browser.setOut({ service: "trusted" });
  assert.equal((await browser.ask(prod.logIn(there.location!, freshIdentityNumber()).href)).location, `${origin}/?login=failed`);
  const { browser: tested } = await attempt();
  const answer = await running.fetch("/prod/api/fullmakt/v1/me", { headers: { cookie: tested.cookies() } });
  assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [403, "FM-463"]);
});

test("Ansattporten: its own names for levels, and the name of the person where none is known", async () => {
  const browser = browserOf(running);
  const there = await browser.setOut({ service: "staff", level: "low" });
  assert.equal(new URL(there.location!).searchParams.get("acr_values"), "substantial");
  const number = unbornNumber();
  await browser.ask(staff.logIn(there.location!, number, { claims: { acr: "high", name: "Anna  Lien Berg" } }).href);
  const person = () => deps.db.selectFrom("person").select(["first_name", "last_name"]).where("identity_number", "=", number).executeTakeFirst();
  assert.deepEqual(await person(), { first_name: "Anna Lien", last_name: "Berg" });
  const again = await browser.setOut({ service: "staff" });
  await browser.ask(staff.logIn(again.location!, number, { claims: { acr: "high", name: "Somebody Else" } }).href);
  assert.deepEqual(await person(), { first_name: "Anna Lien", last_name: "Berg" });
});

test("SEC-150 no ID token is kept, and the number is nobody's to see", async () => {
  const { number, browser } = await attempt();
  assert.ok(!JSON.stringify(await sessionsOf(number)).includes(number));
  const answers = await Promise.all(
    ["/me", "/me/sessions"].map((path) => running.fetch(`/test/api/fullmakt/v1${path}`, { headers: { cookie: browser.cookies() } })),
  );
  for (const answer of answers) assert.ok(!(await answer.text()).includes(number));
});
