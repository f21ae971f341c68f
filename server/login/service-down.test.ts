import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { freshIdentityNumber } from "../test/logged-in.ts";
import { runningInstallation } from "../test/running.ts";
import { browserOf, type Page } from "./login-under-test.ts";
import { testProvider } from "./provider-under-test.ts";

const provider = await testProvider({ environments: ["test"] });
const moody = await testProvider({ id: "moody", environments: ["test"] });
const slow = await testProvider({ id: "slow", environments: ["test"] });
/** An address where nobody listens. */
const nowhere = await (async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://localhost:${port}`;
})();
const running = await runningInstallation((settings) => {
  settings.login = [provider.settings, moody.settings, slow.settings, { ...provider.settings, id: "gone", issuer: nowhere } as never];
});
const { origin } = running;

/** The answer comes within 2 s, with the front page's message. */
async function isDown(asking: () => Promise<Page>): Promise<void> {
  const from = performance.now();
  const { status, location } = await asking();
  assert.deepEqual([status, location], [303, `${origin}/?login=down`]);
  const took = performance.now() - from;
  assert.ok(took < 2_000, `${took} ms`);
}

test("SEC-143 a login service that is down, slow, confused or somebody else: the front page says so within 2 s, and it is asked again next time", async () => {
  const browser = browserOf(running);
  await isDown(() => browser.setOut({ service: "gone" }));
  for (const mood of [
    () => {}, // never answers
    (out) => out.destroy(),
    (out) => out.writeHead(503).end(),
    (out) => out.writeHead(200, { "content-type": "text/html" }).end("<h1>maintenance</h1>"),
    (out) => out.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ issuer: provider.issuer })),
    (out) => out.writeHead(302, { location: `${provider.issuer}/.well-known/openid-configuration` }).end(),
  ] as NonNullable<typeof moody.metadata>[]) {
    moody.metadata = mood;
    await isDown(() => browser.setOut({ service: "moody" }));
  }
  moody.metadata = undefined;
  assert.match((await browser.setOut({ service: "moody" })).location!, /\/authorize\?/);
  const { metadata } = moody.asked;
  await browser.setOut({ service: "moody" });
  assert.equal(moody.asked.metadata, metadata, "what it says of itself is kept");
});

for (const { says, answer } of [
  { says: "never answers", answer: () => {} },
  { says: "hangs up", answer: (out) => out.destroy() },
  { says: "fails", answer: (out) => out.writeHead(500).end() },
] as { says: string; answer: NonNullable<Parameters<typeof provider.logIn>[2]>["answer"] }[])
  test(`SEC-143 a service that ${says} when its code is redeemed: the front page says so within 2 s`, async () => {
    const browser = browserOf(running);
    const { location } = await browser.setOut({ service: "idp" });
    await isDown(() => browser.ask(provider.logIn(location!, freshIdentityNumber(), { answer: answer! }).href));
    assert.equal(browser.session(), undefined);
  });

test("SEC-143 a service that is slow twice over is waited for once", async () => {
  slow.keys = () => {};
  const browser = browserOf(running);
  const { location } = await browser.setOut({ service: "slow" });
  await isDown(() => browser.ask(slow.logIn(location!, freshIdentityNumber(), { afterMs: 1_000 }).href));
});
