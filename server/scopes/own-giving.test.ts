/** What people need who give access: who has it and uses it, what giving would come to, and who is told of what. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announceChunk } from "../mail/announce.ts";
import { mailsTo, plantPoint } from "../mail/mail-under-test.ts";
import { freshOrgNumber, plantOrganization } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { fetchToken, grantOf, plantClient, tokenInstallation } from "../test/token-client.ts";
import { openPatientDatabase } from "../db/open.ts";
import { callAsOperator, ownCall, ownCallAs, plantAccess, plantOwner } from "./own-testing.ts";

const installation = await tokenInstallation();
const { deps } = installation;
const { db } = deps;

test("what giving would come to, line by line, in the order and the writing of the request", async () => {
  const { call, path, consumer, given } = await plantAccess(deps, { reason: "Avtale 7" });
  const other = await plantOrganization(db, "Havsula Fagsystem AS");
  const spaced = other.replace(/(...)(...)(...)/, "$1 $2 $3");
  const unknown = freshOrgNumber();
  const organizations = [spaced, consumer, "310801012", "hva som helst", unknown, other];
  const { status, body } = await call("POST", `${path}/access-checks`, { organizations });
  assert.equal(status, 200);
  const name = { number: other, name: "Havsula Fagsystem AS" };
  assert.deepEqual(body.items, [
    { organization: spaced, result: "new", consumer: name, access: null },
    { organization: consumer, result: "already", consumer: { number: consumer, name: "Tindøy Kommune" }, access: given },
    { organization: "310801012", result: "invalid", consumer: null, access: null },
    { organization: "hva som helst", result: "invalid", consumer: null, access: null },
    { organization: unknown, result: "unknown", consumer: { number: unknown, name: null }, access: null },
    { organization: other, result: "new", consumer: name, access: null },
  ]);
  const many = await Promise.all(Array.from({ length: 5 }, () => plantOrganization(db)));
  const { body: looked } = await call("POST", `${path}/access-checks`, { organizations: [...many, consumer] });
  assert.deepEqual(
    looked.items.map(({ result }: { result: string }) => result),
    ["new", "new", "new", "new", "new", "already"],
  );
  assert.equal((await call("GET", `${path}/accesses`)).body.items.length, 1, "nothing was done");
});

test("what the register has deleted gets nothing new, line by line, and what it has is shown as such and can be taken away", async () => {
  const { call, path, consumer, at } = await plantAccess(deps);
  const deleted = await plantOrganization(db, "Grålia Drift AS");
  const living = await plantOrganization(db, "Havsula Fagsystem AS");
  const operator = await callAsOperator(deps);
  for (const [number, name] of [
    [deleted, "Grålia Drift AS"],
    [consumer, "Tindøy Kommune"],
  ] as const) {
    const answer = await operator("PUT", `/organizations/${number}`, { name, deletedOn: "2026-03-31" });
    assert.deepEqual([answer.status, answer.body.deletedOn], [200, "2026-03-31"]);
    assert.equal((await operator("PUT", `/organizations/${number}`, { name })).body.deletedOn, "2026-03-31", "left out it is as it was");
  }
  const organizations = [deleted, living, consumer];
  const results = async (of: "checks" | "es", key: string) =>
    (await call("POST", `${path}/access${of === "checks" ? "-checks" : "es"}`, { organizations })).body.items.map((line: Record<string, unknown>) => line[key]);
  assert.deepEqual(await results("checks", "result"), ["deleted", "new", "already"]);
  assert.deepEqual((await results("checks", "consumer"))[0], { number: deleted, name: "Grålia Drift AS", deletedOn: "2026-03-31" });
  assert.deepEqual(await results("es", "code"), ["FM-487", null, "FM-487"]);
  assert.equal((await call("PUT", `${path}/accesses/${deleted}`)).body.code, "FM-487");
  const listed = (await call("GET", `${path}/accesses`)).body.items;
  assert.deepEqual(listed.map((one: { consumer: { deletedOn?: string } }) => one.consumer.deletedOn ?? null).toSorted(), ["2026-03-31", null]);
  assert.equal((await call("DELETE", at)).body.consumer.deletedOn, "2026-03-31");
  const found = (await call("GET", `/organization-search?query=${deleted}`)).body.items;
  assert.equal(found[0].deletedOn, "2026-03-31");
  assert.equal((await operator("PUT", `/organizations/${deleted}`, { name: "Grålia Drift AS", deletedOn: null })).body.deletedOn, null);
  assert.equal((await call("PUT", `${path}/accesses/${deleted}`)).status, 200, "it was an error of the register");
});

test("where numbers need not be in the register, one that nobody knows would be given too", async () => {
  const { call, path } = await plantOwner(deps);
  const number = freshOrgNumber();
  deps.settings.environments.test.registeredOrganizationsOnly = false;
  try {
    assert.equal((await call("POST", `${path}/access-checks`, { organizations: [number] })).body.items[0].result, "new");
  } finally {
    deps.settings.environments.test.registeredOrganizationsOnly = true;
  }
});

test("the list says when each last got a token, also one that has just been issued", async () => {
  const planted = await plantClient(installation);
  const call = await ownCallAs(deps, planted.provider);
  const path = `/scopes/${encodeURIComponent(planted.scope)}/accesses`;
  const unused = await plantOrganization(db);
  await call("PUT", `${path}/${unused}`);
  const uses = async () =>
    new Map(
      (await call("GET", path)).body.items.map((item: { consumer: { number: string }; lastUsedAt: string | null }) => [item.consumer.number, item.lastUsedAt]),
    );
  assert.deepEqual([...(await uses()).values()], [null, null]);
  await fetchToken(installation, grantOf(planted));
  const now = await uses();
  assert.ok(Math.abs(Date.parse(String(now.get(planted.owner))) - Date.now()) < 3_600_000);
  assert.equal(now.get(unused), null);
});

test("what can be undone stands in the list when it is asked for, and no longer than it can be", async () => {
  const { call, path, at, consumer } = await plantAccess(deps);
  const old = await plantOrganization(db);
  for (const number of [old, consumer]) {
    await call("PUT", `${path}/accesses/${number}`);
    await call("DELETE", `${path}/accesses/${number}`);
  }
  await db
    .updateTable("access")
    .set({ ended_at: new Date(Date.now() - 31 * 60_000), valid_from: new Date(Date.now() - 86_400_000) })
    .where("org", "=", Number(old))
    .execute();
  const listed = async (inactive: string) =>
    (await call("GET", `${path}/accesses?inactive=${inactive}`)).body.items.map((access: { consumer: { number: string } }) => access.consumer.number);
  assert.deepEqual([await listed("false"), await listed("undoable"), (await listed("true")).toSorted()], [[], [consumer], [consumer, old].toSorted()]);
  await call("POST", `${at}/undo-removal`);
  assert.deepEqual(await listed("undoable"), [consumer]);
});

test("organisations are found by the first digits or a part of the name, those that begin so first, at most 20, with the unit above", async () => {
  const { call } = await plantOwner(deps);
  const parent = await plantOrganization(db, "Ærlig Sølvfisk kommune");
  const child = await plantOrganization(db, "Skolen til ÆRLIG SØLVFISK");
  await db
    .updateTable("organization")
    .set({ parent: Number(parent), form: "BEDR" })
    .where("number", "=", Number(child))
    .execute();
  const find = async (query: string) => (await call("GET", `/organization-search?query=${encodeURIComponent(query)}`)).body;
  assert.deepEqual(await find("ærlig sølv"), {
    items: [
      { number: parent, name: "Ærlig Sølvfisk kommune", form: "ORGL", parent: null, deletedOn: null },
      { number: child, name: "Skolen til ÆRLIG SØLVFISK", form: "BEDR", parent: { number: parent, name: "Ærlig Sølvfisk kommune" }, deletedOn: null },
    ],
    more: false,
  });
  assert.equal((await find(parent)).items[0].name, "Ærlig Sølvfisk kommune");
  assert.equal((await find(`${parent.slice(0, 3)} ${parent.slice(3, 6)} ${parent.slice(6)}`)).items.length, 1);
  assert.deepEqual(await find("ingen heter dette"), { items: [], more: false });
  for (let i = 0; i < 21; i++) await plantOrganization(db, `Mangfold nr. ${i}`);
  const many = await find("mangfold");
  assert.deepEqual([many.items.length, many.more], [20, true]);
  assert.deepEqual((await find("100%_'\\")).items, []);
  for (const query of ["", "a", " a "]) assert.equal((await find(query)).code, "FM-400", query);
});

test("SEC-173 who only reads finds no organisations; who gives access does", async () => {
  const org = await plantOrganization(db);
  for (const [right, status] of [
    ["viewer", 403],
    ["api_manager", 200],
  ] as const) {
    const { person, cookie } = await logIn({ deps });
    await plantRight(db, "test", org, person, right);
    const answer = await ownCall(deps, null)("GET", "/organization-search?query=31", undefined, asPerson(cookie, org));
    assert.equal(answer.status, status, right);
  }
});

test("a scope is deactivated with a message, which those who are hit get with the name of who wrote it; once, and in the log", async () => {
  const { call, path, consumer, scope, org } = await plantAccess(deps);
  const [nb, en] = [await plantPoint(db, consumer, { kinds: ["access"] }), await plantPoint(db, consumer, { kinds: ["access"], language: "en" })];
  for (const message of ["Se https://ond.example", "se www.ond.example", "x".repeat(301), "a\u202eb"])
    assert.equal((await call("POST", `${path}/deactivation`, { message })).status, 400, message);
  const gone = await call("POST", `${path}/deactivation`, { message: " Bruk <b>v2</b>. " });
  assert.deepEqual([gone.status, gone.body.active], [200, false]);
  assert.equal((await call("POST", `${path}/deactivation`, { message: "En gang til" })).status, 200);
  const patient = openPatientDatabase(installation.databaseUrl);
  try {
    while (await announceChunk(patient));
  } finally {
    await patient.destroy();
  }
  const [[mail, ...more], [english]] = [await mailsTo(db, nb.address), await mailsTo(db, en.address)];
  assert.equal(more.length, 0);
  assert.equal(mail!.content.paragraphs[1], "Beskjed fra Lyngvidda Direktorat: Bruk <b>v2</b>.");
  assert.equal(english!.content.paragraphs[1], "Message from Lyngvidda Direktorat: Bruk <b>v2</b>.");
  const { body: log } = await call("GET", `/audit-entries?scope=${encodeURIComponent(scope)}&action=scope.deactivate`);
  assert.deepEqual(
    log.items.map(({ details, actor, actorName }: { details: object; actor: { org: string }; actorName: string }) => [details, actor.org, actorName]),
    [[{ message: "Bruk <b>v2</b>." }, org, "API"]],
  );
});

test("the log of one scope has what was done to it and to accesses to it, with names for those who acted, and for no others", async () => {
  const { call, path, consumer, scope, org } = await plantAccess(deps);
  await call("POST", "/scopes", { prefix: scope.split(":")[0], subscope: "en.annen", description: "x" });
  const { person, cookie } = await logIn({ deps }, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  await plantRight(db, "test", org, person, "api_manager");
  assert.equal((await ownCall(deps, null)("DELETE", `${path}/accesses/${consumer}`, undefined, asPerson(cookie, org))).status, 200);
  const log = `/audit-entries?scope=${encodeURIComponent(scope)}`;
  const entries = (await call("GET", log)).body.items as { action: string; actorName: string | null }[];
  assert.deepEqual(
    entries.map(({ action, actorName }) => [action, actorName]),
    [
      ["access.remove", "Kvikk Lomvi"],
      ["access.give", "API"],
      ["scope.create", "API"],
    ],
  );
  const theirs = (await (await ownCallAs(deps, consumer))("GET", log)).body.items as { action: string; actorName: string | null }[];
  assert.deepEqual(
    theirs.map(({ action, actorName }) => [action, actorName]),
    [
      ["access.remove", null],
      ["access.give", null],
    ],
  );
  const stranger = await ownCallAs(deps, await plantOrganization(db));
  assert.deepEqual((await stranger("GET", log)).body.items, []);
});
