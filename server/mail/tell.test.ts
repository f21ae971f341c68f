/** Who is told what of a deed: in its own transaction, in the language of each, and only at verified addresses. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deactivateClient } from "../clients/operations.ts";
import { openPatientDatabase } from "../db/open.ts";
import type { Language } from "../../vocabulary/language.ts";
import { answerRightRequest, askForRight } from "../people/right-request-operations.ts";
import { giveRights, removeRight, undoRightRemoval } from "../people/right-operations.ts";
import { giveAccess, removeAccess, undoRemoval } from "../scopes/operations.ts";
import { deactivateScope, replaceScope } from "../scopes/scope-operations.ts";
import type { Acting } from "../scopes/acting.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { plantApiClient, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { actingPerson, plantPerson, plantRight, plantRole } from "../test/people.ts";
import { announceChunk } from "./announce.ts";
import { mailsTo, plantEmail, plantPoint } from "./mail-under-test.ts";
import { MOST_A_DAY } from "./mail.ts";

const deps = await testDeps();
const { db } = deps;
const patient = openPatientDatabase(deps.databaseUrl);
const { after } = await import("node:test");
after(() => patient.destroy());

const speak = (person: string, language: Language) => db.updateTable("person").set({ language }).where("id", "=", person).execute();

/** An organisation with its managing director, who has an address. */
async function organization(name = "Tindøy kommune") {
  const org = await plantOrganization(db, name);
  const director = await plantPerson(db, { firstName: "Blid", lastName: "Rype" });
  await plantRole(db, org, "DAGL", { person: director });
  return { org, director, address: await plantEmail(db, director) };
}

test("a request for a right is told to those who can give it, in their language, and to points that want to know; its answer to who asked", async () => {
  const { org, director, address } = await organization();
  const second = await plantPerson(db);
  await plantRole(db, org, "LEDE", { person: second });
  const english = await plantEmail(db, second);
  await speak(second, "en");
  const silent = await plantPerson(db);
  await plantRole(db, org, "DAGL", { person: silent }); // has entered no address
  const pending = await plantPerson(db);
  await plantRole(db, org, "DAGL", { person: pending });
  await db.insertInto("person_email").values({ person: pending, pending: "venter@tindoy.example", pending_at: new Date() }).execute();
  const viewer = await plantPerson(db);
  await plantRight(db, "test", org, viewer, "viewer");
  const notHers = await plantEmail(db, viewer);
  const [wants, doesNot] = [await plantPoint(db, org, { kinds: ["request"], language: "nn" }), await plantPoint(db, org, { kinds: ["access"] })];
  const asker = await plantPerson(db, { firstName: "Modig", lastName: "Måke" });
  const hers = await plantEmail(db, asker);
  const asking = actingPerson("test", org, asker);
  const request = await askForRight(deps, asking, { organization: org, right: "client_manager", message: "http://ond.example <b>skynd deg</b>" });
  const [mail] = await mailsTo(db, address);
  assert.equal(mail!.content.subject, "Modig Måke ber om en rettighet for Tindøy kommune");
  assert.match(
    mail!.content.paragraphs[0]!,
    new RegExp(`Modig Måke ber om rettigheten «Integrasjonsansvarlig» for Tindøy kommune \\(${org}\\) i testmiljøet\\.`),
  );
  assert.deepEqual(mail!.content.link, { label: "Se forespørselen", path: `/test/${org}/requests/${request.id}` });
  assert.doesNotMatch(JSON.stringify(mail!.content), /ond\.example|skynd/, "what a stranger wrote is not carried to a mailbox");
  assert.equal((await mailsTo(db, english))[0]!.content.subject, "Modig Måke asks for a right for Tindøy kommune");
  assert.match((await mailsTo(db, wants.address))[0]!.content.subject, /ber om ein rett/);
  for (const other of [notHers, doesNot.address, hers, "venter@tindoy.example"]) assert.deepEqual(await mailsTo(db, other), []);

  await answerRightRequest(deps, actingPerson("test", org, director), request.id, { approve: true, validTo: null, answer: "" });
  const answers = await mailsTo(db, hers);
  assert.deepEqual(
    answers.map(({ kind }) => kind),
    ["right_request_answered"],
    "once, and not a second time for the right itself",
  );
  assert.equal(answers[0]!.content.subject, "Du har fått rettigheten «Integrasjonsansvarlig» for Tindøy kommune");
  const again = await askForRight(deps, asking, { organization: org, right: "api_manager", message: "" });
  await answerRightRequest(deps, actingPerson("test", org, director), again.id, { approve: false, validTo: null, answer: "Nei" });
  assert.equal((await mailsTo(db, hers))[0]!.content.subject, "Forespørselen din til Tindøy kommune er avslått");
});

test("whoever gets rights or loses them is told, once for all that were given together, and not by his or her own hand", async () => {
  const { org, director } = await organization();
  const person = await plantPerson(db);
  const address = await plantEmail(db, person);
  await speak(person, "nn");
  const acting = actingPerson("test", org, director);
  const gifts = await giveRights(deps, acting, {
    person,
    rights: ["api_manager", "client_manager"],
    validTo: new Date("2031-03-05T12:00:00Z"),
    environments: ["test", "prod"],
  });
  const given = await mailsTo(db, address);
  assert.deepEqual(new Set(given.map(({ env }) => env)), new Set(["prod", "test"]));
  const inTest = given.find(({ env }) => env === "test")!;
  assert.equal(inTest.content.subject, "Du har fått rettar for Tindøy kommune");
  assert.match(inTest.content.paragraphs[0]!, /i testmiljøet: «API-ansvarleg» og «Integrasjonsansvarleg»\. Gjeld til 5\. mars 2031\./);
  await giveRights(deps, acting, { person, rights: ["api_manager"], validTo: new Date("2031-03-05T12:00:00Z"), environments: ["test"] });
  assert.equal((await mailsTo(db, address)).length, 2, "what was had already is not told");
  const { id } = { id: gifts[0]!.right.publicId };
  const inEnv = { ...acting, env: gifts[0]!.env };
  await removeRight(deps, inEnv, id);
  await removeRight(deps, inEnv, id);
  assert.deepEqual((await mailsTo(db, address)).map(({ kind }) => kind).slice(0, 2), ["right_removed", "right_given"]);
  await undoRightRemoval(deps, inEnv, id);
  assert.equal((await mailsTo(db, address))[0]!.kind, "right_given");
  const count = (await mailsTo(db, address)).length;
  await removeRight(deps, { ...inEnv, session: { ...inEnv.session, person } }, id); // given up
  assert.equal((await mailsTo(db, address)).length, count);
});

/** A provider with a scope. */
async function provider(): Promise<{ acting: Acting; scope: ScopeName }> {
  const org = await plantOrganization(db, "Lyngvidda direktorat");
  const prefix = await plantPrefix(db, "test", org);
  const scope = `${prefix}:tilsyn.read` as ScopeName;
  await db
    .insertInto("scope")
    .values({ env: ENVIRONMENT_NUMBER.test, name: scope, prefix, subscope: "tilsyn.read", owner: orgNumberToInt(org), description: "Tilsyn" })
    .execute();
  return {
    acting: { env: "test", org, isOperator: false, doer: { actor: { kind: "client", client: "c", org }, traceId: "0".repeat(32), address: null } },
    scope,
  };
}

test("points of kind access are told when access is given, changed, removed and brought back: of the consumer, in that environment, verified", async () => {
  const { acting, scope } = await provider();
  const consumer = await plantOrganization(db, "Bjørkelia borettslag");
  const told = await plantPoint(db, consumer, { language: "en", kinds: ["access"] });
  const others = [
    await plantPoint(db, consumer, { kinds: ["incident", "key_expiry"] }),
    await plantPoint(db, consumer, { environments: ["prod"] }),
    await plantPoint(db, consumer, { verified: false }),
    await plantPoint(db, await plantOrganization(db)),
    await plantPoint(db, acting.org),
  ];
  await giveAccess(deps, acting, scope, consumer);
  await giveAccess(deps, acting, scope, consumer);
  await giveAccess(deps, acting, scope, consumer, { validTo: new Date("2031-01-01T00:00:00Z") });
  await removeAccess(deps, acting, scope, consumer);
  await removeAccess(deps, acting, scope, consumer);
  await undoRemoval(deps, acting, scope, consumer);
  const mails = (await mailsTo(db, told.address)).toReversed();
  assert.deepEqual(
    mails.map(({ kind }) => kind),
    ["access_given", "access_changed", "access_removed", "access_given"],
  );
  assert.equal(mails[0]!.content.subject, `Bjørkelia borettslag now has access to ${scope}`);
  assert.match(mails[0]!.content.paragraphs[0]!, new RegExp(`Lyngvidda direktorat \\(${acting.org}\\) has granted Bjørkelia borettslag access`));
  assert.match(mails[1]!.content.paragraphs[0]!, /It is valid until 1 January 2031\./);
  assert.deepEqual(mails[0]!.content.stop, { label: "Billing and notifications", path: `/test/${consumer}/billing` });
  for (const { address } of others) assert.deepEqual(await mailsTo(db, address), []);
});

test("when a scope is deactivated all its consumers are told once, by a job that goes on where it was", async () => {
  const { acting, scope } = await provider();
  const consumers: { org: OrgNumber; address: string }[] = [];
  for (let i = 0; i < 3; i += 1) {
    const org = await plantOrganization(db, `Konsument ${i}`);
    await giveAccess(deps, acting, scope, org);
    consumers.push({ org, address: (await plantPoint(db, org, { kinds: ["access"] })).address });
  }
  const without = await plantPoint(db, await plantOrganization(db));
  await deactivateScope(deps, acting, scope);
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      while (await announceChunk(patient));
    }),
  );
  for (const { address } of consumers)
    assert.deepEqual(
      (await mailsTo(db, address)).map(({ kind, content }) => [kind, content.subject]),
      [["scope_deactivated", `${scope} er deaktivert`]],
    );
  assert.deepEqual(await mailsTo(db, without.address), []);
  await replaceScope(deps, acting, scope, (before) => ({ ...before, active: true }));
  while (await announceChunk(patient));
  for (const { address } of consumers)
    assert.deepEqual(
      (await mailsTo(db, address)).map(({ kind }) => kind),
      ["scope_reactivated", "scope_deactivated"],
    );
});

test("a client that is deactivated is told of to the organisation's own points of kind change, with a name that breaks no line", async () => {
  const { org } = await organization();
  const client = await plantApiClient(deps, "test", org, []);
  await db.updateTable("client").set({ name: "Lønn\r\nBcc: a@b.no" }).where("id", "=", client).execute();
  const [told, not] = [await plantPoint(db, org, { kinds: ["change"] }), await plantPoint(db, org, { kinds: ["access"] })];
  const doer = { actor: { kind: "client" as const, client, org }, traceId: "0".repeat(32), address: null };
  await deactivateClient(deps, doer, { env: "test", org }, client);
  await deactivateClient(deps, doer, { env: "test", org }, client);
  const mails = await mailsTo(db, told.address);
  assert.deepEqual(
    mails.map(({ content }) => content.subject),
    ["Klienten Lønn Bcc: a@b.no er deaktivert"],
  );
  assert.deepEqual(await mailsTo(db, not.address), []);
});

test("SEC-105 who has had a hundred mails today gets no more at once: a point in its daily mail, a person in the portal", async () => {
  const { acting, scope } = await provider();
  const consumer = await plantOrganization(db);
  const point = await plantPoint(db, consumer, { kinds: ["access"] });
  const { org, director } = await organization();
  const person = await plantPerson(db);
  const address = await plantEmail(db, person);
  await db
    .insertInto("mail_event")
    .values(
      [point.address, address].flatMap((to) =>
        Array.from({ length: MOST_A_DAY }, () => ({
          id: crypto.randomUUID(),
          kind: "access_given",
          env: 1,
          organization: null,
          address: to,
          language: "nb" as const,
          content: JSON.stringify({ subject: "", paragraphs: [], why: "" }),
          state: "sent" as const,
        })),
      ),
    )
    .execute();
  await giveAccess(deps, acting, scope, consumer);
  await giveRights(deps, actingPerson("test", org, director), { person, rights: ["viewer"], validTo: null, environments: ["test"] });
  const states = async (to: string) =>
    (await mailsTo(db, to)).map(({ state, droppedWhy }) => `${state} ${droppedWhy}`).filter((state) => !state.startsWith("sent"));
  assert.deepEqual(await states(point.address), ["held null"]);
  assert.deepEqual(await states(address), ["dropped too_many"]);
});
