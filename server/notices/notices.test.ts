/** Service notices: written by the operator, open to read, and told to notification points once each. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { createApp } from "../app.ts";
import { openPatientDatabase } from "../db/open.ts";
import { announceChunk } from "../mail/announce.ts";
import { mailsTo, plantPoint } from "../mail/mail-under-test.ts";
import { OPERATOR_SCOPE } from "../permissions/may.ts";
import { ownToken, plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { stateOf } from "./notice.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
const patient = openPatientDatabase(deps.databaseUrl);
after(() => patient.destroy());
const operator = deps.settings.operator.orgNumber;

type Notice = { id: string; state: string; title: { nb: string }; environments: string[]; from: string };
type Answer = {
  status: number;
  body: Notice & { items: Notice[]; next: string | null; code: string; errors: { field: string }[] };
  etag: string | null;
  headers: Headers;
};

async function call(headers: Record<string, string>, method: string, path = "", body?: object, env = "test"): Promise<Answer> {
  const answer = await app.fetch(
    new Request(`http://localhost:8080/${env}/api/fullmakt/v1/notices${path}`, {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Answer["body"], etag: answer.headers.get("etag"), headers: answer.headers };
}

/** Somebody of the operator, in both environments. */
async function asOperator(): Promise<Record<string, string>> {
  await sql`insert into organization (number, name) values (${Number(operator)}, 'Nordlys') on conflict do nothing`.execute(db);
  const { person, cookie } = await logIn({ deps });
  for (const env of ["test", "prod"] as const) await plantRight(db, env, operator, person, "platform_operator");
  return asPerson(cookie, operator);
}

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const wish = (more: object = {}) => ({
  severity: "incident",
  environments: ["test"],
  from: inHours(-1),
  title: { nb: "Token blir avvist", nn: "Token blir avviste", en: "Tokens are refused" },
  text: { nb: "Vi ser på det.\n\nNy melding kl. 12.", nn: "Vi ser på det.", en: "We are looking into it." },
  ...more,
});

/** All that is being told is told. */
const tellAll = async () => {
  while (await announceChunk(patient));
};

test("a notice is published, read by everybody without a login, changed, and withdrawn into the history", async () => {
  const headers = await asOperator();
  const { status, body, etag } = await call(headers, "POST", "", wish());
  assert.equal(status, 201);
  assert.equal(body.state, "current");
  const open = await call({}, "GET", "?current=true");
  assert.ok(open.body.items.some(({ id }) => id === body.id));
  assert.match(open.headers.get("cache-control")!, /public/);
  assert.equal((await call({}, "GET", `/${body.id}`)).status, 200);
  assert.equal((await call({}, "GET", `/${body.id}`, undefined, "prod")).status, 404, "of the other environment");
  assert.equal((await call(headers, "PUT", `/${body.id}`, wish())).status, 428);
  const changed = await call({ ...headers, "if-match": etag! }, "PUT", `/${body.id}`, wish({ to: inHours(1) }));
  assert.equal(changed.status, 200);
  assert.equal((await call({ ...headers, "if-match": etag! }, "PUT", `/${body.id}`, wish())).status, 412);
  assert.equal((await call(headers, "DELETE", `/${body.id}`)).body.state, "withdrawn");
  assert.equal((await call(headers, "DELETE", `/${body.id}`)).body.state, "withdrawn");
  assert.equal((await call({ ...headers, "if-match": "*" }, "PUT", `/${body.id}`, wish())).status, 409);
  assert.ok(!(await call({}, "GET", "?current=true")).body.items.some(({ id }) => id === body.id));
  assert.equal((await call({}, "GET")).body.items.find(({ id }) => id === body.id)!.state, "withdrawn");
});

test("only the operator writes, also where production is meant only who may there, and what is wrong is said for each field", async () => {
  const org = await plantOrganization(db);
  const { person, cookie } = await logIn({ deps });
  await plantRight(db, "test", org, person, "main_administrator");
  assert.equal((await call(asPerson(cookie, org), "POST", "", wish())).body.code, "FM-465");
  const token = { authorization: `Bearer ${await ownToken(deps, "test", operator, [OPERATOR_SCOPE])}` };
  assert.equal((await call(token, "POST", "", wish())).status, 201);
  assert.equal((await call(token, "POST", "", wish({ environments: ["test", "prod"] }))).body.errors[0]!.field, "environments", "SEC-086");
  const headers = await asOperator();
  assert.equal((await call(headers, "POST", "", wish({ environments: ["test", "prod"] }))).status, 201);
  for (const [change, field] of [
    [{ environments: ["prod"] }, "environments"],
    [{ environments: [] }, "environments"],
    [{ severity: "party" }, "severity"],
    [{ to: inHours(-2) }, "to"],
    [{ title: { nb: "a", nn: "b" } }, "title.en"],
    [{ title: { nb: "a\nBcc: x@y.no", nn: "b", en: "c" } }, "title.nb"],
    [{ text: { nb: " ", nn: "b", en: "c" } }, "text.nb"],
  ] as const) {
    const { status, body } = await call(headers, "POST", "", wish(change));
    assert.deepEqual([status, body.errors?.[0]?.field], [400, field], JSON.stringify(change));
  }
});

test("the points that have chosen the kind get it once, in their language and environment, verified ones only; a change is told when it is wished", async () => {
  const headers = await asOperator();
  await tellAll(); // what other tests have begun
  const org = await plantOrganization(db, "Havsula AS");
  const told = await plantPoint(db, org, { kinds: ["maintenance"], language: "nn" });
  const english = await plantPoint(db, org, { kinds: ["maintenance"], language: "en" });
  const daily = await plantPoint(db, org, { kinds: ["maintenance", "incident"], digest: "daily" });
  const others = [
    await plantPoint(db, org, { kinds: ["incident"] }),
    await plantPoint(db, org, { kinds: ["maintenance"], environments: ["prod"] }),
    await plantPoint(db, org, { kinds: ["maintenance"], verified: false }),
  ];
  const maintenance = wish({ severity: "maintenance", from: "2031-03-05T20:00:00Z", to: "2031-03-05T22:30:00Z" });
  const { body, etag } = await call(headers, "POST", "", maintenance);
  await tellAll();
  const [mail] = await mailsTo(db, told.address);
  assert.equal(mail!.content.subject, "Planlagt vedlikehald: Token blir avviste");
  assert.deepEqual(mail!.content.paragraphs, ["Frå 5. mars 2031 kl. 21.00 til 5. mars 2031 kl. 23.30, i testmiljøet.", "Vi ser på det."]);
  assert.equal((await mailsTo(db, english.address))[0]!.content.subject, "Planned maintenance: Tokens are refused");
  assert.deepEqual(
    (await mailsTo(db, daily.address)).map(({ state }) => state),
    ["held"],
  );
  for (const { address } of others) assert.deepEqual(await mailsTo(db, address), []);
  const changed = await call({ ...headers, "if-match": etag! }, "PUT", `/${body.id}`, { ...maintenance, to: "2031-03-06T22:30:00Z" });
  await tellAll();
  assert.equal((await mailsTo(db, told.address)).length, 1);
  await call({ ...headers, "if-match": changed.etag! }, "PUT", `/${body.id}`, { ...maintenance, tellAgain: true });
  await tellAll();
  assert.equal((await mailsTo(db, told.address))[0]!.content.subject, "Planlagt vedlikehald (oppdatert): Token blir avviste");
  await call(headers, "POST", "", wish());
  await tellAll();
  assert.equal((await mailsTo(db, daily.address))[0]!.state, "waiting", "a severe incident does not wait for the morning");
});

test(
  "SEC-140 ten thousand points are told once each, in chunks, by several servers at once, also when one ends in the middle of a chunk",
  { timeout: 110_000 },
  async () => {
    await tellAll(); // what other tests have begun
    const org = await plantOrganization(db);
    await sql`
    insert into notification_point (id, organization, address, kinds, environments, language, digest, verified_at)
    select gen_random_uuid(), ${Number(org)}, 'mange-' || n || '@tindoy.example', '{change}', '{1}', 'nb', 'at_once', now() from generate_series(1, 10000) n`.execute(
      db,
    );
    const headers = await asOperator();
    await call(headers, "POST", "", wish({ severity: "change" }));
    const count = async () =>
      (
        await sql<{
          n: number;
          different: number;
        }>`select count(*)::int as n, count(distinct address)::int as different from mail_event where address like 'mange-%'`.execute(db)
      ).rows[0]!;
    await announceChunk(patient);
    const begun = (await count()).n;
    assert.ok(begun > 0 && begun < 1_000);
    // A chunk is written with how far it has come, or not at all: as when its server dies.
    await assert.rejects(
      patient.transaction().execute(async (tx) => {
        await announceChunk({ transaction: () => ({ execute: (work: (inner: typeof tx) => Promise<boolean>) => work(tx) }) } as never);
        throw new Error("killed");
      }),
      /killed/,
    );
    assert.equal((await count()).n, begun);
    await Promise.all([tellAll(), tellAll(), tellAll()]);
    while ((await count()).n < 10_000) await tellAll(); // who found the round held by another went on
    assert.deepEqual(await count(), { n: 10_000, different: 10_000 });
    await tellAll();
    assert.equal((await count()).n, 10_000);
    await sql`update notification_point set removed_at = now() where organization = ${Number(org)}`.execute(db); // not told by the other tests
  },
);

test("SEC-113 the list is followed to its end without repeating or missing one", async () => {
  const headers = await asOperator();
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.push((await call(headers, "POST", "", wish({ severity: "change" }))).body.id);
  const seen: string[] = [];
  for (let path: string | null = "?limit=2"; path;) {
    const { body } = await call({}, "GET", path);
    seen.push(...body.items.map(({ id }) => id));
    path = body.next && `?limit=2&continuation=${encodeURIComponent(body.next)}`;
  }
  assert.equal(new Set(seen).size, seen.length);
  for (const id of ids) assert.ok(seen.includes(id));
});

test("where a notice stands", () => {
  const now = new Date("2026-03-05T12:00:00Z");
  const at = (hours: number) => new Date(now.getTime() + hours * HOUR);
  assert.equal(stateOf({ from: at(1), to: null, withdrawnAt: null }, now), "coming");
  assert.equal(stateOf({ from: at(0), to: null, withdrawnAt: null }, now), "current");
  assert.equal(stateOf({ from: at(-2), to: at(1), withdrawnAt: null }, now), "current");
  assert.equal(stateOf({ from: at(-2), to: at(0), withdrawnAt: null }, now), "over");
  assert.equal(stateOf({ from: at(1), to: null, withdrawnAt: now }, now), "withdrawn");
});
