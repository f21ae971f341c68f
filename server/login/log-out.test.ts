import assert from "node:assert/strict";
import { test } from "node:test";
import { freshIdentityNumber } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";
import { browserOf } from "./login-under-test.ts";
import { testProvider } from "./provider-under-test.ts";
import { readSession } from "./sessions.ts";

const provider = await testProvider({ environments: ["test"] });
const other = await testProvider({ id: "other", environments: ["test"] });
const running = await runningInstallation((settings) => {
  settings.login = [provider.settings, other.settings];
});
const { deps, origin } = running;

/** Somebody who is logged in, by a login there that is called `sid`. */
async function loggedIn(sid: string, at = provider) {
  const browser = browserOf(running);
  const { location } = await browser.setOut({ service: at.settings.id });
  await browser.ask(at.logIn(location!, freshIdentityNumber(), { claims: { sid } }).href);
  const isIn = async () => (await readSession(deps, browser.cookies())) !== null;
  assert.ok(await isIn());
  return { browser, isIn };
}
const fromThere = (service: string, query: Record<string, string>) =>
  running.fetch(`/logout/front-channel/${service}?${new URLSearchParams(query).toString()}`, { headers: { "sec-fetch-site": "cross-site" } });

test("SEC-151 log-out here ends the session, and goes on to the service by our name alone", async () => {
  const { browser } = await loggedIn("a");
  const cookies = browser.cookies();
  const { status, location, headers } = await browser.ask("/logout", { method: "POST", form: {} });
  const there = new URL(location!);
  assert.deepEqual([status, there.origin + there.pathname], [303, `${provider.issuer}/logout`]);
  assert.equal(there.searchParams.get("post_logout_redirect_uri"), `${origin}/`);
  assert.match(there.searchParams.get("state")!, /^[\w-]{43}$/);
  assert.deepEqual([...there.searchParams.keys()].toSorted(), ["client_id", "post_logout_redirect_uri", "state"]);
  assert.match(headers.get("set-cookie")!, /^__Host-fullmakt-\d+=; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=0$/);
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(await readSession(deps, cookies), null);
  const again = await browser.ask("/logout", { method: "POST", form: {} });
  assert.deepEqual([again.status, again.location], [303, `${origin}/`], "who is not logged in is led to the front page");
});

test("SEC-121 log-out at the service ends what began there, found by its own name for it", async () => {
  const [mine, alsoMine, neighbour, elsewhere] = [await loggedIn("s1"), await loggedIn("s1"), await loggedIn("s2"), await loggedIn("s1", other)];
  const answer = await fromThere("idp", { iss: provider.issuer, sid: "s1" });
  assert.equal(answer.status, 200);
  assert.doesNotMatch(answer.headers.get("content-security-policy")!, /frame-ancestors/);
  assert.equal(answer.headers.get("x-frame-options"), null);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.deepEqual(await Promise.all([mine, alsoMine, neighbour, elsewhere].map(({ isIn }) => isIn())), [false, false, true, true]);
  const { rows } = {
    rows: await deps.db.selectFrom("session").select("ended_why").where("provider_session", "=", "s1").where("provider", "=", "idp").execute(),
  };
  assert.deepEqual(new Set(rows.map(({ ended_why: why }) => why)), new Set(["logged_out_at_provider"]));
});

for (const { says, service = "idp", query } of [
  { says: "another issuer", query: { iss: "https://elsewhere.example", sid: "kept" } },
  { says: "the issuer of another service of ours", query: { iss: other.issuer, sid: "kept" } },
  { says: "no issuer", query: { sid: "kept" } },
  { says: "no name of a login", query: { iss: provider.issuer, sid: "" } },
  { says: "a service that we do not have", service: "nobody", query: { iss: provider.issuer, sid: "kept" } },
] as { says: string; service?: string; query: Record<string, string> }[])
  test(`a log-out from ${says} ends nothing, and tells nothing`, async () => {
    const { isIn } = await loggedIn("kept");
    const answer = await fromThere(service, query);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), "<!doctype html><title>Fullmakt</title>");
    assert.ok(await isIn());
  });
