import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeJwt } from "jose";
import * as openid from "openid-client";
import { CannotStart } from "../../../installation/cannot-start.ts";
import { LANGUAGES } from "../../../vocabulary/language.ts";
import { upsertPerson } from "../../people/person-store.ts";
import { freshIdentityNumber, unbornNumber } from "../../test/logged-in.ts";
import { runningInstallation } from "../../test/running.ts";
import { browserOf } from "../login-under-test.ts";
import { openLoginServices } from "../login-service.ts";
import { hashOf } from "../secrets.ts";
import { loginDouble } from "./bridge.ts";

const running = await runningInstallation((settings) => {
  settings.headlessLogin = true;
});
const { deps, origin } = running;
const issuer = `${origin}/dev/login`;

async function plantPerson(firstName: string, lastName: string) {
  const number = freshIdentityNumber();
  return { number, ...(await upsertPerson(deps.db, { id: randomUUID(), number, firstName, lastName })) };
}
const sessionOf = (secret: string | undefined) =>
  deps.db
    .selectFrom("session")
    .selectAll()
    .where("secret_hash", "=", hashOf(secret ?? ""))
    .executeTakeFirst();
/** The claims that the double makes for a relying party of this test's own. */
async function claimsFor(hint: string, language: string) {
  const [service] = openLoginServices(deps.settings);
  const config = await openid.discovery(new URL(issuer), "fullmakt", undefined, openid.PrivateKeyJwt(await service!.key()), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const there = openid.buildAuthorizationUrl(config, {
    redirect_uri: `${origin}/login/callback/double`,
    scope: "openid profile",
    state: "s",
    nonce: "n",
    login_hint: hint,
    ui_locales: language,
    acr_values: "idporten-loa-substantial",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const browser = browserOf(running);
  const { location } = await browser.follow(await browser.ask(there.href), isCallback);
  const tokens = await openid.authorizationCodeGrant(config, new URL(location!), {
    pkceCodeVerifier: verifier,
    expectedState: "s",
    expectedNonce: "n",
    idTokenExpected: true,
  });
  return decodeJwt(tokens.id_token!);
}
const isCallback = (url: string) => url.startsWith(`${origin}/login/callback/`);

/** A browser as far as the page of the double. */
async function atTheChoice(form: Record<string, string> = {}, browser = browserOf(running)) {
  const page = await browser.follow(await browser.setOut(form));
  assert.equal(page.status, 200, page.text);
  return { browser, page, choose: async (choice: Record<string, string>) => browser.ask(page.url, { method: "POST", form: choice }) };
}

/** Logs in without the page. Follows as far as an address of ours that is no part of the login. */
async function headless(hint: string, form: Record<string, string> = {}, browser = browserOf(running)) {
  const there = new URL((await browser.setOut(form)).location!);
  there.searchParams.set("login_hint", hint);
  const back = await browser.follow(await browser.ask(there.href), isCallback);
  return { browser, back, ended: back.location === null ? back : await browser.ask(back.location) };
}

test("from the button to the session, by following redirects: somebody from the list", async () => {
  const person = await plantPerson("Blid", "Rype");
  const { browser, page, choose } = await atTheChoice({ return: "/test/310801011/clients?tab=keys" });
  assert.match(page.text, /Blid Rype/);
  assert.ok(!page.text.includes(person.number), "numbers are not shown");
  assert.match(
    page.headers.get("content-security-policy")!,
    /^default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'$/,
  );
  const there = await browser.follow(await choose({ person: person.id }), (url) => url.includes("/clients"));
  assert.equal(there.location, `${origin}/test/310801011/clients?tab=keys`);
  const me = await running.fetch("/test/api/fullmakt/v1/me", { headers: { cookie: browser.cookies() } });
  const body = (await me.json()) as { id: string; name: string; session: { level: string; environments: string[] } };
  assert.deepEqual([me.status, body.id, body.name, body.session.level, body.session.environments], [200, person.id, "Blid Rype", "high", ["test", "prod"]]);
});

test("the claims are those of ID-porten: pairwise sub, pid, acr, amr, auth_time, locale, sid", async () => {
  const number = freshIdentityNumber();
  const { sub, pid, acr, amr, auth_time: authTime, locale, sid, iss, aud, exp, iat, ...rest } = await claimsFor(`${number}:substantial`, "nn");
  assert.ok(pid === number); // not to be shown when it fails (SEC-150)
  assert.deepEqual([acr, amr, locale, iss, aud], ["idporten-loa-substantial", ["TestID"], "nn", issuer, "fullmakt"]);
  assert.ok(!sub!.includes(number) && sub !== createHash("sha256").update(number).digest("base64url"));
  assert.ok(Math.abs((authTime as number) - Date.now() / 1000) < 60);
  assert.equal(exp! - iat!, 120);
  assert.equal(typeof sid, "string");
  assert.equal(rest.name, undefined);
});

test("SEC-160 a number that a real person could have is refused with one sentence, and so is nonsense", async () => {
  for (const number of [unbornNumber(), "12837149982", "", "abc", "12837149981 12837149981"]) {
    const { page, choose } = await atTheChoice();
    const answer = await choose({ number, level: "low" });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /<details open>.*<p id="refused" class="fault" role="alert">Dette er ikke et syntetisk fødselsnummer: [^<]+<\/p>/s);
    assert.match(answer.text, /value="low" checked/);
    if (number !== "") assert.ok(!answer.text.includes(number), "what was typed is not repeated");
    assert.doesNotMatch(page.text, /role="alert"/);
  }
  const { back, browser } = await headless(`${unbornNumber()}:high`);
  assert.match(back.text, /Velg en testperson/, "nor without the page");
  assert.equal(browser.session(), undefined);
  const { choose } = await atTheChoice();
  assert.equal((await choose({ person: randomUUID() })).status, 400);
  assert.equal((await choose({ person: "' or 1=1" })).status, 400);
});

test("who goes back is told that nothing happened", async () => {
  const { browser, choose } = await atTheChoice();
  const back = await browser.follow(await choose({ cancel: "1" }), (url) => url.startsWith(`${origin}/?`));
  assert.equal(back.location, `${origin}/?login=cancelled`);
});

test("a level that is too low leads to the front page, and the next try asks again", async () => {
  const number = freshIdentityNumber();
  const { browser, ended } = await headless(`${number}:low`, { level: "high" });
  assert.equal(ended.location, `${origin}/?login=level`);
  const { choose } = await atTheChoice({ level: "high" }, browser);
  const done = await browser.follow(await choose({ number, level: "high" }), (url) => url === `${origin}/`);
  assert.equal(done.location, `${origin}/`);
  assert.equal((await sessionOf(browser.session()))?.level, "high");
});

test("SEC-123 who is logged in there comes straight back; a step-up asks again, also the same person", async () => {
  const number = freshIdentityNumber();
  const { browser } = await headless(`${number}:high`);
  const [first, began] = [browser.session(), (await sessionOf(browser.session()))!.provider_session];
  const straight = await browser.follow(await browser.setOut(), (url) => url === `${origin}/`);
  assert.equal(straight.location, `${origin}/`);
  assert.equal((await sessionOf(browser.session()))!.provider_session, began, "it is the same login there");
  assert.notEqual(browser.session(), first);
  const { choose } = await atTheChoice({ step_up: "1", return: "/login/done" }, browser);
  const done = await browser.follow(await choose({ number }), (url) => url === `${origin}/login/done`);
  assert.equal(done.location, `${origin}/login/done`);
});

test("SEC-123 another person at a step-up: nothing is renewed", async () => {
  const { browser } = await headless(`${freshIdentityNumber()}:high`);
  const before = browser.session();
  const { choose } = await atTheChoice({ step_up: "1" }, browser);
  // The provider ends the login of the one before with a form that a browser sends by itself.
  const between = await browser.follow(await choose({ number: freshIdentityNumber() }), (url) => url.includes("?login="));
  const [, action = "", xsrf = ""] = /action="([^"]+)"[^]*name="xsrf" value="([^"]+)"/.exec(between.text) ?? [];
  const sent = await browser.ask(action, { method: "POST", form: { xsrf, logout: "yes" } });
  const back = await browser.follow(sent, (url) => url.includes("?login="));
  assert.equal(back.location, `${origin}/?login=other_person`);
  assert.equal(browser.session(), before);
});

test("log-out here ends the login there without a question, tells us in a frame, and leads back", async () => {
  const { browser } = await headless(`${freshIdentityNumber()}:high`);
  const leaving = await browser.follow(await browser.ask("/logout", { method: "POST", form: {} }));
  assert.equal(leaving.status, 200);
  assert.doesNotMatch(leaving.text, /<form|<script/);
  const [, frame = ""] = /<iframe src="([^"]+)"/.exec(leaving.text) ?? [];
  assert.match(frame, new RegExp(`^${origin}/logout/front-channel/double\\?`));
  const [, back = ""] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(leaving.text) ?? [];
  assert.match(back, new RegExp(`^${origin}/\\?state=[\\w-]{43}$`));
  assert.equal((await atTheChoice({}, browser)).page.status, 200, "nobody is logged in there any more");
});

test("log-out there, without an ID token, asks first, and ends the session here", async () => {
  const { browser } = await headless(`${freshIdentityNumber()}:high`);
  const asked = await browser.ask(`${issuer}/logout`, { headers: { "accept-language": "nb" } });
  assert.match(asked.text, /<form>\s*<button name="logout_hint" value="confirmed">Logg ut/);
  assert.ok((await sessionOf(browser.session()))!.ended_at === null);
  const left = await browser.ask(`${issuer}/logout?logout_hint=confirmed`);
  const [, frame = ""] = /<iframe src="([^"]+)"/.exec(left.text) ?? [];
  assert.equal((await fetch(frame.replaceAll("&amp;", "&"))).status, 200);
  assert.equal((await sessionOf(browser.session()))!.ended_why, "logged_out_at_provider");
});

test("log-out by somebody who is not logged in there leads back at once", async () => {
  const { browser } = await headless(`${freshIdentityNumber()}:high`);
  for (const name of browser.jar.keys()) if (name.startsWith("login-double")) browser.jar.delete(name);
  const back = await browser.follow(await browser.ask("/logout", { method: "POST", form: {} }), (url) => url.startsWith(`${origin}/?state=`));
  assert.match(back.location ?? back.text, /\/\?state=[\w-]{43}$/);
});

test("it says of itself what ID-porten says, with our public address whatever host is called", async () => {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, unknown>;
  const addresses = ["authorization", "token", "pushed_authorization_request", "userinfo", "introspection", "revocation", "end_session"];
  assert.deepEqual(
    addresses.map((name) => metadata[`${name}_endpoint`]),
    ["authorize", "token", "par", "userinfo", "introspect", "revoke", "logout"].map((path) => `${issuer}/${path}`),
  );
  assert.deepEqual(
    {
      issuer: metadata.issuer,
      acr: metadata.acr_values_supported,
      locales: metadata.ui_locales_supported,
      pkce: metadata.code_challenge_methods_supported,
      iss: metadata.authorization_response_iss_parameter_supported,
      types: metadata.response_types_supported,
      subjects: metadata.subject_types_supported,
      authentication: metadata.token_endpoint_auth_methods_supported,
      jwks: metadata.jwks_uri,
    },
    {
      issuer,
      acr: ["idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high"],
      locales: ["nb", "nn", "en", "se"],
      pkce: ["S256"],
      iss: true,
      types: ["code"],
      subjects: ["pairwise"],
      authentication: ["private_key_jwt"],
      jwks: `${issuer}/jwks`,
    },
  );
  const elsewhere = await fetch(`http://127.0.0.1:${new URL(origin).port}/dev/login/.well-known/openid-configuration`);
  assert.deepEqual(await elsewhere.json(), metadata);
});

test("a stranger's relying party gets along with it: pushed request, userinfo; without PKCE it refuses", async () => {
  const [service] = openLoginServices(deps.settings);
  const config = await openid.discovery(new URL(issuer), "fullmakt", undefined, openid.PrivateKeyJwt(await service!.key()), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const number = freshIdentityNumber();
  const parameters = { redirect_uri: `${origin}/login/callback/double`, scope: "openid profile", state: "s", login_hint: `${number}:high` };
  const pkce = { code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" };
  const there = await openid.buildAuthorizationUrlWithPAR(config, { ...parameters, ...pkce });
  assert.deepEqual([...there.searchParams.keys()].toSorted(), ["client_id", "request_uri"]);
  const back = await browserOf(running).follow(await browserOf(running).ask(there.href), isCallback);
  assert.equal(back.status, 400, "cookies of another browser");
  const browser = browserOf(running);
  const again = await openid.buildAuthorizationUrlWithPAR(config, { ...parameters, ...pkce });
  const { location } = await browser.follow(await browser.ask(again.href), isCallback);
  const tokens = await openid.authorizationCodeGrant(config, new URL(location!), { pkceCodeVerifier: verifier, expectedState: "s", idTokenExpected: true });
  assert.equal(tokens.claims()!.acr, "idporten-loa-high");
  const { sub } = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub);
  assert.equal(sub, tokens.claims()!.sub);
  await assert.rejects(openid.buildAuthorizationUrlWithPAR(config, parameters), (error: openid.ResponseBodyError) => error.error === "invalid_request");
});

test("the page speaks the language that was wished, and keeps to what is chosen on it", async () => {
  for (const [language, title] of [
    ["nb", "Velg en testperson"],
    ["nn", "Vel ein testperson"],
    ["en", "Choose a test person"],
  ] as const) {
    const { browser, page } = await atTheChoice({ language });
    assert.ok(page.text.includes(title), language);
    for (const other of LANGUAGES) assert.match((await browser.ask(`${page.url}?lang=${other}`)).text, new RegExp(`<html lang="${other}">`));
  }
  const { browser, page } = await atTheChoice();
  await plantPerson("Rolig", "Fjellrev");
  const [hit, none] = [await browser.ask(`${page.url}?q=FJELL`), await browser.ask(`${page.url}?q=ingen+heter+dette`)];
  assert.deepEqual([hit.text.includes("Rolig Fjellrev"), none.text.includes("Ingen treff")], [true, true]);
  const hostile = await browser.ask(`${page.url}?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.ok(!hostile.text.includes("<script"));
});

test("a choice that is over says so", async () => {
  const { page } = await atTheChoice();
  for (const method of ["GET", "POST"] as const) {
    const answer = await browserOf(running).ask(page.url, { method });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /Innloggingen er over/);
  }
});

test("without the setting of tests nobody is logged in without the page", async () => {
  const usual = await runningInstallation();
  const browser = browserOf(usual);
  const there = new URL((await browser.setOut()).location!);
  there.searchParams.set("login_hint", `${freshIdentityNumber()}:high`);
  assert.match((await browser.follow(await browser.ask(there.href))).text, /Velg en testperson/);
});

test("SEC-160 production has no double, whatever the settings say", () => {
  const production = { ...deps, settings: { ...deps.settings, mode: "production" as const } };
  assert.throws(
    () => loginDouble(production),
    (error) => error instanceof CannotStart && error.message.startsWith("The login double is for development mode only"),
  );
  assert.equal(loginDouble({ ...deps, settings: { ...deps.settings, login: [] } }), null);
});

test("SEC-072 its keys lie in the data folder, for their owner alone", async () => {
  await atTheChoice();
  const path = join(deps.settings.dataFolder, "development", "login.json");
  assert.ok(existsSync(path));
  assert.equal(statSync(path).mode & 0o777, 0o600);
});
