/** A person's address: entered, proved by the link of a mail, and forgotten. Over HTTP, with the mail as a reader has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { logIn } from "../test/logged-in.ts";
import { mailServer } from "../test/mail-server.ts";
import { testDeps } from "../test/installation.ts";
import { freshAddress, sendingOver } from "./mail-under-test.ts";

const deps = await testDeps();
const app = createApp(deps);
const server = await mailServer();
sendingOver(deps, server);

type Answer = { status: number; body: Record<string, unknown> };
const API = "/test/api/fullmakt/v1/me/email";

async function call(cookie: string, method: "GET" | "PUT" | "DELETE", address?: string): Promise<Answer> {
  const headers = { cookie, "sec-fetch-site": "same-origin", ...(address === undefined ? {} : { "content-type": "application/json" }) };
  const request = new Request(`http://localhost:8080${API}`, { method, headers, ...(address === undefined ? {} : { body: JSON.stringify({ address }) }) });
  const answer = await app.fetch(request);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Answer["body"]) };
}

/** The address of the link in the newest mail to an address. */
async function linkTo(address: string, mails = 1): Promise<string> {
  const ofAddress = () => server.received.filter(({ to }) => to?.[0]?.address === address);
  while (ofAddress().length < mails) await server.untilReceived(server.received.length + 1);
  const link = /http:\/\/localhost:8080\/verify\?token=[A-Za-z0-9_-]{22}/.exec(ofAddress().at(-1)!.text!)?.[0];
  assert.ok(link);
  return link;
}

const open = async (link: string) => app.fetch(new Request(link));
const confirm = async (link: string, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
  app.fetch(
    new Request(new URL("/verify", link), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ token: new URL(link).searchParams.get("token")! }).toString(),
    }),
  );

test("an address counts once its link was followed and confirmed, and following it alone changes nothing", async () => {
  const { cookie } = await logIn({ deps });
  assert.deepEqual((await call(cookie, "GET")).body, { address: null, verifiedAt: null, pending: null });
  const address = freshAddress();
  const put = await call(cookie, "PUT", ` ${address} `);
  assert.equal(put.status, 200);
  assert.equal((put.body.pending as { address: string }).address, address);
  const link = await linkTo(address);
  for (const page of [await open(link), await open(link)]) {
    assert.equal(page.status, 200);
    const html = await page.text();
    assert.match(html, /<form method="post" action="\/verify">/);
    assert.match(html, new RegExp(address));
    assert.equal(page.headers.get("cache-control"), "no-store");
    assert.equal(page.headers.get("referrer-policy"), "no-referrer");
  }
  assert.equal((await call(cookie, "GET")).body.address, null);
  assert.equal((await confirm(link, { "sec-fetch-site": "cross-site" })).status, 403, "SEC-121");
  assert.equal((await call(cookie, "GET")).body.address, null);
  const done = await confirm(link);
  assert.equal(done.status, 200);
  assert.match(await done.text(), /Adressen er bekreftet/);
  const { body } = await call(cookie, "GET");
  assert.deepEqual({ ...body, verifiedAt: typeof body.verifiedAt }, { address, verifiedAt: "string", pending: null });
});

test("SEC-175 of 50 who confirm at once one does, and a link that was used changes nothing later", async () => {
  const { cookie, person } = await logIn({ deps });
  const [first, second] = [freshAddress(), freshAddress()];
  await call(cookie, "PUT", first);
  const link = await linkTo(first);
  const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(link)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  const entries = await deps.db.selectFrom("audit_entry").select("body").execute();
  const verified = entries
    .map(({ body }) => JSON.parse(body) as { action: string; object: { person?: string } })
    .filter(({ action, object }) => action === "person.verify_email" && object.person === person);
  assert.equal(verified.length, 1);
  // The address is changed and changed back: the old link proves nothing of the new entry.
  await call(cookie, "PUT", second);
  await confirm(await linkTo(second));
  await call(cookie, "PUT", first);
  assert.equal((await confirm(link)).status, 400);
  assert.equal((await call(cookie, "GET")).body.address, second);
});

test("until a new address is confirmed the old one stays, and a link that is too old, of an address that is no longer wanted, or made up says so", async () => {
  const { cookie, person } = await logIn({ deps });
  const [old, wanted, other] = [freshAddress(), freshAddress(), freshAddress()];
  await call(cookie, "PUT", old);
  await confirm(await linkTo(old));
  await call(cookie, "PUT", wanted);
  const link = await linkTo(wanted);
  assert.equal((await call(cookie, "GET")).body.address, old);
  await call(cookie, "PUT", other);
  const superseded = await confirm(link);
  assert.equal(superseded.status, 400);
  assert.match(await superseded.text(), /Lenken virker ikke lenger/);
  const late = await linkTo(other);
  await deps.db
    .updateTable("email_verification")
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where("person", "=", person)
    .execute();
  assert.equal((await open(late)).status, 400);
  assert.equal((await confirm(late)).status, 400);
  const { body } = await call(cookie, "GET");
  assert.equal(body.address, old);
  for (const token of ["", "x", "A".repeat(22), "\0", "a".repeat(5_000)]) {
    const url = new URL("/verify", "http://localhost:8080");
    url.searchParams.set("token", token);
    const page = await open(url.href);
    assert.equal(page.status, 400);
    assert.match(await page.text(), /Vi kjenner ikke denne lenken/);
  }
});

test("the link of one person proves nothing for another who has entered the same address", async () => {
  const [one, other] = [await logIn({ deps }), await logIn({ deps })];
  const address = freshAddress();
  await call(one.cookie, "PUT", address);
  await confirm(await linkTo(address));
  await call(other.cookie, "PUT", address);
  assert.equal((await call(other.cookie, "GET")).body.address, null);
  assert.equal((await call(one.cookie, "GET")).body.address, address);
});

test("SEC-105 one address gets no more than five mails with a link in a day, whoever asks", async () => {
  const address = freshAddress();
  for (let i = 0; i < 5; i += 1) assert.equal((await call((await logIn({ deps })).cookie, "PUT", address)).status, 200);
  const { cookie } = await logIn({ deps });
  const refused = await call(cookie, "PUT", address.toUpperCase().replace(/@.*/, "@tindoy.example"));
  assert.equal(refused.status, 429);
  assert.equal(refused.body.code, "FM-480");
  assert.deepEqual((await call(cookie, "GET")).body, { address: null, verifiedAt: null, pending: null });
  const one = await logIn({ deps });
  for (let i = 0; i < 10; i += 1) assert.equal((await call(one.cookie, "PUT", freshAddress())).status, 200);
  assert.equal((await call(one.cookie, "PUT", freshAddress())).status, 429);
});

test("SEC-152 what is no address is refused with a line for the field", async () => {
  const { cookie } = await logIn({ deps });
  for (const address of ["drift", "a@b.no\r\nBcc: c@d.no", "Drift <a@b.no>", "a@b.no, c@d.no", ""]) {
    const { status, body } = await call(cookie, "PUT", address);
    assert.equal(status, 400);
    assert.equal((body.errors as { field: string }[])[0]!.field, "address");
  }
});

test("an address is forgotten at once, and removing it once more changes nothing", async () => {
  const { cookie } = await logIn({ deps });
  const address = freshAddress();
  await call(cookie, "PUT", address);
  await call(cookie, "DELETE");
  assert.equal((await call(cookie, "DELETE")).status, 204);
  assert.deepEqual((await call(cookie, "GET")).body, { address: null, verifiedAt: null, pending: null });
});

test("SEC-150 tokens are kept as hashes only, and no address stands in the audit log", async () => {
  const { cookie } = await logIn({ deps });
  const address = freshAddress();
  await call(cookie, "PUT", address);
  const token = new URL(await linkTo(address)).searchParams.get("token")!;
  for (const table of ["mail_event", "email_verification", "email_verification_token", "audit_entry"] as const) {
    const { rows } = await deps.db.executeQuery<{ row: string }>({
      sql: `select t::text as row from ${table} t`,
      parameters: [],
      query: { kind: "RawNode" } as never,
      queryId: { queryId: "t" } as never,
    });
    for (const { row } of rows) {
      assert.ok(!row.includes(token), table);
      if (table === "audit_entry") assert.ok(!row.includes(address));
    }
  }
});

test("only somebody who is logged in has an address", async () => {
  assert.equal((await call("", "GET")).status, 401);
  const answer = await app.fetch(
    new Request(`http://localhost:8080${API}`, { method: "DELETE", headers: { cookie: (await logIn({ deps })).cookie, "sec-fetch-site": "cross-site" } }),
  );
  assert.equal(answer.status, 403);
});
