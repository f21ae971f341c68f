/** The pages of mail: a developer's list, and an installation that has no mail server. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CannotStart } from "../../installation/cannot-start.ts";
import { createApp } from "../app.ts";
import { readSettings } from "../config.ts";
import { openPatientDatabase } from "../db/open.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { logIn } from "../test/logged-in.ts";
import { mailServer } from "../test/mail-server.ts";
import { openCarrier } from "./carrier.ts";
import { freshAddress, mailsTo, overServer, plantPoint } from "./mail-under-test.ts";
import { startMailService } from "./mail-service.ts";
import { post } from "./outbox.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
const AT = "http://localhost:8080";
const get = (path: string, arrival?: { address: string | null }) => app.fetch(new Request(`${AT}${path}`, { headers: { accept: "text/html" } }), arrival);

async function enterAddress(address: string): Promise<void> {
  const { cookie } = await logIn({ deps });
  const answer = await app.fetch(
    new Request(`${AT}/test/api/fullmakt/v1/me/email`, {
      method: "PUT",
      headers: { cookie, "sec-fetch-site": "same-origin", "content-type": "application/json" },
      body: JSON.stringify({ address }),
    }),
  );
  assert.equal(answer.status, 200);
}

test("without a mail server a developer finds the mail at /dev/mail, follows its link and confirms the address", async () => {
  const address = freshAddress();
  await enterAddress(address);
  const list = await (await get("/dev/mail")).text();
  assert.match(list, new RegExp(`Bekreft e-postadressen din i Fullmakt[^]*${address}`));
  const [mail] = await mailsTo(db, address);
  const page = await (await get(`/dev/mail/${mail!.id}?lang=en`)).text();
  const path = /href="http:\/\/localhost:8080(\/verify\?token=[A-Za-z0-9_-]{22})"/.exec(page)?.[1];
  assert.ok(path);
  assert.match(await (await get(path)).text(), /<button class="filled">Bekreft adressen<\/button>/);
  assert.equal((await get(`/dev/mail/${crypto.randomUUID()}`)).status, 404);
  for (const wrong of ["/dev/mail/x", "/dev/mail/../x", "/dev/other"]) assert.equal((await get(wrong)).status, 404, wrong);
});

test("SEC-126 what somebody else has written is text on the page, too", async () => {
  const org = await plantOrganization(db);
  const point = await plantPoint(db, org);
  await db.transaction().execute((tx) =>
    post(tx, [
      {
        kind: "notice",
        env: "test",
        organization: org,
        to: { address: point.address as never, language: "nb", point: point.id, daily: false },
        content: { subject: "<script>alert(1)</script>", paragraphs: ["<img src=x>", 'http://localhost:8080/"><script>'], why: "<b>" },
      },
    ]),
  );
  const [mail] = await mailsTo(db, point.address);
  for (const path of ["/dev/mail", `/dev/mail/${mail!.id}`]) {
    const html = await (await get(path)).text();
    assert.doesNotMatch(html, /<script>|<img|<b>/, path);
    assert.match(html, /&lt;script&gt;/);
  }
});

test("SEC-057 /dev/mail is for this machine only, and there is none in production", async () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", null]) assert.equal((await get("/dev/mail", { address })).status, 200, String(address));
  for (const address of ["10.0.0.1", "192.168.1.7", "2001:db8::1"]) assert.equal((await get("/dev/mail", { address })).status, 404, address);
  const production = createApp({ ...deps, settings: { ...deps.settings, mode: "production", login: [] } });
  assert.equal((await production.fetch(new Request(`${AT}/dev/mail`, { headers: { accept: "text/html" } }))).status, 404);
  assert.equal((await production.fetch(new Request(`${AT}/verify?token=x`))).status, 400, "which is there, and says that it knows no such link");
});

test("where an issuer stands at the root of the public address, the pages of mail are still there", async () => {
  const environments = { ...deps.settings.environments, prod: { ...deps.settings.environments.prod, issuer: `${AT}/` } };
  const rooted = createApp({ ...deps, settings: { ...deps.settings, environments } });
  assert.match(await (await rooted.fetch(new Request(`${AT}/verify?token=x`))).text(), /Vi kjenner ikke denne lenken/);
  assert.equal((await rooted.fetch(new Request(`${AT}/dev/mail`))).status, 200);
});

test("an installation without a mail server drops what it cannot send, instead of sending it weeks later", async () => {
  const address = freshAddress();
  await enterAddress(address);
  const patient = openPatientDatabase(deps.databaseUrl);
  after(() => patient.destroy());
  assert.equal(openCarrier({ mode: "production" }, null), null);
  const service = startMailService({ settings: deps.settings, log: deps.log, db: patient, databaseUrl: deps.databaseUrl, carrier: null, pace: { everyMs: 5 } });
  let states: string[] = [];
  while (states[0] !== "dropped no_mail_server") states = (await mailsTo(db, address)).map(({ state, droppedWhy }) => `${state} ${droppedWhy}`);
  await service.stop();
  const kept = openCarrier({ mode: "development" }, null);
  assert.deepEqual(await kept!.carry({ subject: "", text: "", html: "", to: "a@b.no", language: "nb", messageId: "<1@a>" }), { taken: true });
});

test("beyond this machine production sends nothing without TLS, and nobody with a password does", async () => {
  const server = await mailServer();
  const elsewhere = { ...overServer(server), smtp: { host: "0.0.0.0", port: server.port, secure: false } };
  const envelope = { subject: "Hei", text: "t", html: "h", to: "a@b.no", language: "nb" as const, messageId: "<1@a>" };
  const production = await openCarrier({ mode: "production", mail: elsewhere }, null)!.carry(envelope);
  const withPassword = await openCarrier({ mode: "development", mail: { ...elsewhere, smtp: { ...elsewhere.smtp, user: "u" } } }, "secret")!.carry(envelope);
  assert.equal(server.tried, 0);
  for (const outcome of [production, withPassword]) assert.deepEqual(outcome, { taken: false, error: "ETLS 500", forGood: false });
  assert.deepEqual(await openCarrier({ mode: "development", mail: elsewhere }, null)!.carry(envelope), { taken: true });
  assert.deepEqual(await openCarrier({ mode: "production", mail: overServer(server) }, null)!.carry(envelope), { taken: true });
});

test("SEC-152 the sender of the settings is one address, with a name or without", () => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-mail-"));
  after(() => rmSync(folder, { recursive: true }));
  const read = (from: string) => {
    writeFileSync(join(folder, "config.json"), JSON.stringify({ mail: { smtp: { host: "mail.example" }, from } }));
    return readSettings({ FULLMAKT_DATA: folder }, () => folder).mail;
  };
  assert.deepEqual(read("post@fullmakt.example"), { smtp: { host: "mail.example", port: 587, secure: false }, from: "post@fullmakt.example" });
  assert.equal(read("Fullmakt i Nordlys <post@fullmakt.example>")?.from, "Fullmakt i Nordlys <post@fullmakt.example>");
  for (const from of ["Fullmakt", "a@b.no, c@d.no", "A <a@b.no>, B <b@c.no>", "A\r\nBcc: x@y.no <a@b.no>", '"A" <a@b.no>', ""])
    assert.throws(() => read(from), CannotStart, from);
});
