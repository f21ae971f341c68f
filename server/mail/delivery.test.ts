/** Sending over a real mail server that takes mails, fails, stalls and drops: nothing is lost, and nothing is sent twice beyond what SMTP itself allows. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { test } from "node:test";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import { createApp } from "../app.ts";
import { openPatientDatabase } from "../db/open.ts";
import { deed, type Doer } from "../audit/deed.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { faultyProxy } from "../test/faulty-proxy.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { mailServer } from "../test/mail-server.ts";
import { plantPerson } from "../test/people.ts";
import { kindOf, openCarrier } from "./carrier.ts";
import { deliver, NotSent } from "./delivery.ts";
import { findMail } from "./event-store.ts";
import type { MailContent } from "./mail.ts";
import { mailsTo, overServer, plantEmail, sendingOver } from "./mail-under-test.ts";
import { jobIdOf, startMailService } from "./mail-service.ts";
import { post } from "./outbox.ts";

const deps = await testDeps();
const { db, log } = deps;
const DOER: Doer = { actor: { kind: "system", name: "test" }, traceId: "0".repeat(32), address: null };
const content = (subject = "Rettigheten er gitt"): MailContent => ({
  subject,
  paragraphs: ["Et avsnitt med æøå."],
  link: { label: "Din side", path: "/me" },
  why: "Derfor.",
});

/** A mail to a person with a verified address, in a deed of its own. */
async function write(
  to: { person?: string; address?: string; subject?: string; fail?: boolean } = {},
): Promise<{ person: string; address: string; id: string }> {
  const person = to.person ?? (await plantPerson(db));
  const address = to.address ?? (await plantEmail(db, person));
  await deed(db, DOER, async (tx, note) => {
    await post(tx, [
      { kind: "right_given", env: "test", organization: null, to: { address: address as never, language: "nb", person }, content: content(to.subject) },
    ]);
    note({ env: "test", action: "scope.create", object: {}, orgs: [] });
    if (to.fail) throw new Error("rolled back");
  });
  return { person, address, id: (await mailsTo(db, address))[0]!.id };
}

const deliveryOver = (server: { port: number }) => {
  const settings = { ...deps.settings, mail: overServer(server) };
  return { db, settings, log, carrier: openCarrier(settings, null)! };
};

test("a mail arrives whole: both texts, its headers, and the id that it keeps", async () => {
  const server = await mailServer();
  const { address, id } = await write({ subject: "Bjørkelia «Øst» – 日本" });
  await deliver(deliveryOver(server), id);
  const [mail] = server.received;
  assert.equal(mail!.subject, "Bjørkelia «Øst» – 日本");
  assert.deepEqual([mail!.from?.address, mail!.from?.name, mail!.to?.[0]?.address], ["post@fullmakt.example", "Fullmakt", address]);
  assert.equal(mail!.messageId, `<${id}@localhost>`);
  const header = (name: string) => mail!.headers.find(({ key }) => key === name)?.value;
  assert.deepEqual([header("auto-submitted"), header("content-language")], ["auto-generated", "nb"]);
  assert.match(mail!.text!, /Et avsnitt med æøå\.\n\nDin side:\nhttp:\/\/localhost:8080\/me\n/);
  assert.match(mail!.html!, /<p [^>]*>Et avsnitt med æøå\.<\/p>/);
  const sent = await findMail(db, id);
  assert.equal(sent!.state, "sent");
  assert.ok(sent!.sentAt);
  await deliver(deliveryOver(server), id); // its job once more: it asks first
  assert.equal(server.received.length, 1);
});

for (const [behaviour, error] of [
  ["busy", "EMESSAGE 451"],
  ["drop", "ECONNECTION"],
] as const)
  test(`a server that answers ${behaviour} gets the same mail again, with the same id`, async () => {
    const server = await mailServer();
    server.behaviour = behaviour;
    const { id } = await write();
    await assert.rejects(deliver(deliveryOver(server), id), (caught) => caught instanceof NotSent && caught.message === error);
    const failed = await findMail(db, id);
    assert.deepEqual([failed!.state, failed!.tries, failed!.lastError], ["waiting", 1, error]);
    server.behaviour = "take";
    await deliver(deliveryOver(server), id);
    assert.deepEqual([...new Set(server.received.map(({ messageId }) => messageId))], [`<${id}@localhost>`]);
    assert.equal(server.received.length, behaviour === "drop" ? 2 : 1, "SMTP's own limit: taken, and nobody was told");
    assert.deepEqual([(await findMail(db, id))!.state, (await findMail(db, id))!.tries], ["sent", 2]);
  });

test("a server that stalls is left when the job is ended", async () => {
  const server = await mailServer();
  server.behaviour = "stall";
  const { id } = await write();
  const ending = new AbortController();
  const sending = deliver(deliveryOver(server), id, ending.signal);
  await server.untilTried(1);
  ending.abort();
  await assert.rejects(sending, NotSent);
  assert.equal((await findMail(db, id))!.lastError, "EABORT");
});

test("a mailbox that does not exist is not tried again, and what the other side wrote is kept nowhere", async () => {
  const server = await mailServer();
  server.behaviour = "no such mailbox";
  const { id } = await write();
  await deliver(deliveryOver(server), id);
  const mail = await findMail(db, id);
  assert.deepEqual([mail!.state, mail!.lastError], ["dead", "EENVELOPE 550"]);
  const { rows } = await sql<{ row: string }>`select m::text as row from mail_event m where id = ${id}`.execute(db);
  assert.doesNotMatch(rows[0]!.row, /Nobody here/);
});

test("nobody listens: the kind of error is noted and the mail stays", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, "close");
  const { id } = await write();
  await assert.rejects(deliver(deliveryOver({ port }), id), NotSent);
  assert.equal((await findMail(db, id))!.lastError, "ESOCKET");
  assert.deepEqual(kindOf(Object.assign(new Error("535 secret"), { code: "EAUTH", responseCode: 535 })), { error: "EAUTH 535", forGood: false });
  assert.deepEqual(kindOf(new Error("anything")), { error: "EOTHER", forGood: false });
});

test("SEC-152 an address that is no longer verified when the mail would leave gets nothing", async () => {
  const server = await mailServer();
  const removed = await write();
  await sql`delete from person_email where person = ${removed.person}`.execute(db);
  const changed = await write();
  await sql`update person_email set address = 'another@tindoy.example' where person = ${changed.person}`.execute(db);
  const never = await write({ address: "never@tindoy.example" });
  for (const { id } of [removed, changed, never]) {
    await deliver(deliveryOver(server), id);
    assert.deepEqual([(await findMail(db, id))!.state, (await findMail(db, id))!.droppedWhy], ["dropped", "not_verified"]);
  }
  assert.equal(server.tried, 0);
});

test("SEC-140 a deed that is rolled back leaves no mail, and one that commits leaves exactly one", async () => {
  const person = await plantPerson(db);
  const address = await plantEmail(db, person);
  await assert.rejects(
    deed(db, DOER, async (tx, note) => {
      await post(tx, [{ kind: "right_given", env: "test", organization: null, to: { address: address as never, language: "nb", person }, content: content() }]);
      note({ env: "test", action: "scope.create", object: {}, orgs: [] });
      throw new Error("rolled back");
    }),
    /rolled back/,
  );
  assert.deepEqual(await mailsTo(db, address), []);
  await write({ person, address });
  assert.equal((await mailsTo(db, address)).length, 1);
});

test("SEC-175 the mails of 50 deeds at once are each sent once, by two servers that share the work", async () => {
  const server = await mailServer();
  const ends = [sendingOver(deps, server), sendingOver(deps, server)];
  const written = await Promise.all(Array.from({ length: 50 }, () => write()));
  const ours = new Set(written.map(({ id }) => `<${id}@localhost>`));
  const count = () => server.received.filter(({ messageId }) => ours.has(messageId!)).length;
  while (count() < 50) await server.untilReceived(server.received.length + 1);
  await Promise.all(ends.map((end) => end()));
  const ids = server.received.map(({ messageId }) => messageId).filter((id) => ours.has(id!));
  assert.equal(new Set(ids).size, 50);
  assert.equal(ids.length, 50);
});

test("what is tried until the last time is dead, the operator sees it, and sends it again", async () => {
  const server = await mailServer();
  server.behaviour = "busy";
  const end = sendingOver(deps, server, { retryLimit: 1, retryDelaySeconds: 1 });
  const { id } = await write();
  const app = createApp(deps);
  const token = await ownToken(deps, "test", deps.settings.operator.orgNumber, [OPERATOR_SCOPE]);
  const call = async (path: string, method = "GET", bearer = token) => {
    const answer = await app.fetch(
      new Request(`http://localhost:8080/test/api/fullmakt/v1${path}`, { method, headers: { authorization: `Bearer ${bearer}` } }),
    );
    return { status: answer.status, body: (await answer.json()) as { items: { id: string; lastError: string; tries: number }[]; state: string } };
  };
  let dead: { id: string; lastError: string; tries: number } | undefined;
  while (!dead) {
    dead = (await call("/mails?state=dead")).body.items.find((mail) => mail.id === id);
    if (!dead) await server.untilTried(1);
  }
  assert.deepEqual([dead.lastError, dead.tries], ["EMESSAGE 451", 2]);
  server.behaviour = "take";
  assert.equal((await call(`/mails/${id}/retry`, "POST")).body.state, "waiting");
  while (!server.received.some(({ messageId }) => messageId === `<${id}@localhost>`)) await server.untilReceived(server.received.length + 1);
  await end();
  assert.equal((await findMail(db, id))!.state, "sent");
  assert.equal((await call(`/mails/${id}/retry`, "POST")).status, 409);
  assert.equal((await call(`/mails/${uuidv7()}/retry`, "POST")).status, 404);
  const other = await ownToken(deps, "test", await plantOrganization(db), [OPERATOR_SCOPE]);
  assert.equal((await call("/mails", "GET", other)).status, 403);
});

test("SEC-143 a database that goes away while mails are sent comes back to all of them, none twice", async () => {
  const server = await mailServer();
  const proxy = await faultyProxy(deps.databaseUrl);
  const through = openPatientDatabase(proxy.url);
  const settings = { ...deps.settings, mail: overServer(server) };
  const service = startMailService({
    settings,
    log,
    db: through,
    databaseUrl: proxy.url,
    carrier: openCarrier(settings, null),
    pace: { everyMs: 20, retryDelaySeconds: 1 },
  });
  const first = await write();
  while (!server.received.some(({ messageId }) => messageId === `<${first.id}@localhost>`)) await server.untilReceived(server.received.length + 1);
  proxy.down();
  const written = await Promise.all(Array.from({ length: 5 }, () => write()));
  await proxy.up();
  const ours = new Set(written.map(({ id }) => `<${id}@localhost>`));
  const arrived = () => server.received.filter(({ messageId }) => ours.has(messageId!));
  while (arrived().length < 5) await server.untilReceived(server.received.length + 1);
  await service.stop();
  await through.destroy();
  assert.equal(arrived().length, 5);
});

test("a stop waits for nothing that stalls, and what was being sent is sent later", async () => {
  const server = await mailServer();
  server.behaviour = "stall";
  const end = sendingOver(deps, server);
  const { id } = await write();
  await server.untilTried(1);
  const from = performance.now();
  await end();
  assert.ok(performance.now() - from < 5_000, "SEC-142");
  assert.equal((await findMail(db, id))!.state, "queued");
});

test("the job of a mail has its id, and another one each time it is sent again", () => {
  const id = uuidv7();
  const names = [1, 2, 3].map((round) => jobIdOf(id, round));
  assert.equal(names[0], id);
  assert.equal(new Set(names).size, 3);
  for (const name of names) assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(jobIdOf(id, 2), names[1]);
});
