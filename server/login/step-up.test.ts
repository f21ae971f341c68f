import assert from "node:assert/strict";
import { test } from "node:test";
import { freshIdentityNumber } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";
import { browserOf } from "./login-under-test.ts";
import { type Plan, testProvider } from "./provider-under-test.ts";
import { readSession } from "./sessions.ts";

const provider = await testProvider({ environments: ["test"] });
const running = await runningInstallation((settings) => {
  settings.login = [provider.settings];
});
const { deps, origin } = running;
const now = () => Math.floor(Date.now() / 1000);

/** Somebody who logged in an hour ago, and what he or she does to prove again who it is. */
async function loggedInEarlier() {
  const browser = browserOf(running);
  const number = freshIdentityNumber();
  const enter = async (form: Record<string, string>, plan: Plan = {}, as: string = number) => {
    const { location } = await browser.setOut({ service: "idp", ...form });
    return { asked: new URL(location!).searchParams, back: await browser.ask(provider.logIn(location!, as, plan).href) };
  };
  await enter({}, { claims: { auth_time: now() - 3_600 } });
  return { browser, number, enter, session: () => readSession(deps, browser.cookies()) };
}

test("SEC-123 a login keeps the time at which the person proved who it is; one that is told from the future counts as now", async () => {
  const { session, enter } = await loggedInEarlier();
  const age = (await session())!.loginAgeMs;
  assert.ok(age >= 3_600_000 && age < 3_700_000, `${age} ms`);
  await enter({}, { claims: { auth_time: now() + 20 } });
  assert.ok((await session())!.loginAgeMs >= 0);
  await enter({}, { claims: { auth_time: undefined, iat: now() - 25 } });
  const told = (await session())!.loginAgeMs;
  assert.ok(told >= 25_000 && told < 60_000, `without auth_time the time of the token counts: ${told} ms`);
});

test("SEC-123 SEC-120 a step-up asks for a new proof, gives a new secret, and leads back", async () => {
  const { browser, session, enter } = await loggedInEarlier();
  const before = (await session())!;
  const secret = browser.session();
  const { asked, back } = await enter({ step_up: "1", level: "high", return: "/login/done" });
  assert.deepEqual([asked.get("prompt"), asked.get("max_age"), asked.get("acr_values")], ["login", "0", "idporten-loa-high"]);
  assert.equal(back.location, `${origin}/login/done`);
  const after = (await session())!;
  assert.notEqual(browser.session(), secret);
  assert.notEqual(after.id, before.id);
  assert.equal(after.person, before.person);
  assert.equal(after.level, "high");
  assert.ok(after.loginAgeMs < 60_000);
});

test("SEC-123 somebody else cannot renew a login, and leaves no trace", async () => {
  const { session, enter } = await loggedInEarlier();
  const before = await session();
  const stranger = freshIdentityNumber();
  const { back } = await enter({ step_up: "1" }, {}, stranger);
  assert.equal(back.location, `${origin}/?login=other_person`);
  assert.equal(back.headers.get("set-cookie"), null);
  const inWindow = await enter({ step_up: "1", return: "/login/done" }, {}, stranger);
  assert.equal(inWindow.back.location, `${origin}/login/done?failed=other_person`, "a window of its own says so itself");
  assert.equal((await session())?.id, before?.id, "whoever was logged in still is");
  assert.equal(await deps.db.selectFrom("person").select("id").where("identity_number", "=", stranger).executeTakeFirst(), undefined);
});

for (const { says, claims, renewed } of [
  { says: "a proof of a moment ago", claims: () => ({ auth_time: now() - 5 }), renewed: true },
  { says: "a proof from before the person was asked", claims: () => ({ auth_time: now() - 90 }), renewed: false },
  { says: "a service that does not tell when", claims: () => ({ auth_time: undefined }), renewed: false },
])
  test(`SEC-123 ${says} ${renewed ? "renews" : "does not renew"} a login`, async () => {
    const { session, enter } = await loggedInEarlier();
    const before = await session();
    const { back } = await enter({ step_up: "1" }, { claims: claims() });
    assert.equal(back.location, renewed ? `${origin}/` : `${origin}/?login=failed`);
    assert.equal((await session())?.id !== before?.id, renewed);
  });

test("SEC-123 a step-up of nobody is a login", async () => {
  const browser = browserOf(running);
  const { location } = await browser.setOut({ service: "idp", step_up: "1", return: "/login/done" });
  assert.equal(new URL(location!).searchParams.get("prompt"), null);
  assert.equal((await browser.ask(provider.logIn(location!, freshIdentityNumber()).href)).location, `${origin}/login/done`);
  assert.ok(await readSession(deps, browser.cookies()));
});

test("where a second window ends: a page in three languages, whose only script is ours", async () => {
  for (const [wished, text] of [
    ["nb", "Du kan lukke dette vinduet"],
    ["nn", "Du kan lukke dette vindauget"],
    ["en", "You can close this window"],
  ] as const) {
    const answer = await running.fetch("/login/done", { headers: { "accept-language": wished } });
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.ok(page.includes(text), page);
    assert.match(answer.headers.get("content-security-policy")!, /^default-src 'none'; style-src 'self'; script-src 'self'; frame-ancestors 'none'/);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    const scripts = [...page.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src!);
    assert.deepEqual(scripts, ["/login/done.js"]);
  }
  const script = await running.fetch("/login/done.js");
  assert.match(script.headers.get("content-type")!, /^text\/javascript/);
  assert.match(await script.text(), /new BroadcastChannel\("fullmakt-login"\)/);
});
