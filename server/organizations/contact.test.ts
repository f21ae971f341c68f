/** Whom those who use an organisation's APIs turn to: entered once, shown wherever the provider is named. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "../../vocabulary/email-address.ts";
import { createApp } from "../app.ts";
import { ownCallAs, plantAccess } from "../scopes/own-testing.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { faultOfContact } from "./contact.ts";
import { setContact } from "./contact-operations.ts";
import { signTerms } from "./operations.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
const SYSTEM = { actor: { kind: "system" as const, name: "test" }, traceId: "0".repeat(32), address: null };
const WISH = { name: "Team tilsyn", email: "api@lyngvidda.example", url: "https://lyngvidda.example.no/api?emne=tilgang#form" };

const mail = "a@b.no" as EmailAddress;
for (const { says, contact, field } of [
  { says: "mail alone", contact: { email: mail, url: null }, field: undefined },
  { says: "a web address alone", contact: { email: null, url: "https://a.example.no/hjelp" }, field: undefined },
  { says: "neither", contact: { email: null, url: null }, field: "email" },
  { says: "plain http", contact: { email: mail, url: "http://a.example.no" }, field: "url" },
  { says: "a script", contact: { email: mail, url: "javascript:alert(1)" }, field: "url" },
  { says: "a password in it", contact: { email: mail, url: "https://kari:hemmelig@a.example.no" }, field: "url" },
  { says: "a host without a dot", contact: { email: mail, url: "https://localhost/" }, field: "url" },
  { says: "a space", contact: { email: mail, url: "https://a.example.no/ en" }, field: "url" },
])
  test(`contact: ${says} -> ${field ?? "in order"}`, () => assert.equal(faultOfContact(contact)?.field, field));

async function call(headers: Record<string, string>, method: string, body?: object, env = "prod") {
  const answer = await app.fetch(
    new Request(`http://localhost:8080/${env}/api/fullmakt/v1/provider-contact`, {
      method,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  type Details = { name: string; email: string | null; url: string | null; updatedBy: string | null };
  const read = (await answer.json()) as { details: Details | null; code: string; errors: { field: string }[] };
  return { status: answer.status, body: read, etag: answer.headers.get("etag")! };
}

async function manager() {
  const org = await plantOrganization(db, "Lyngvidda direktorat");
  const { person, cookie } = await logIn({ deps }, { person: { firstName: "Snar", lastName: "Tiur" } });
  await plantRight(db, "prod", org, person, "api_manager");
  await plantRight(db, "test", org, person, "api_manager");
  return { org, headers: asPerson(cookie, org) };
}

test("a contact is entered once for both environments, says who changed it, and is changed only by who has read it", async () => {
  const { headers } = await manager();
  const empty = await call(headers, "GET");
  assert.deepEqual([empty.status, empty.body.details], [200, null]);
  assert.equal((await call(headers, "PUT", WISH)).status, 428);
  const put = await call({ ...headers, "if-match": empty.etag }, "PUT", WISH);
  assert.equal(put.status, 200);
  assert.equal(put.body.details!.updatedBy, "Snar Tiur");
  assert.equal((await call({ ...headers, "if-match": empty.etag }, "PUT", { ...WISH, name: "En annen" })).status, 412);
  const inTest = await call(headers, "GET", undefined, "test");
  assert.deepEqual([inTest.body.details!.name, inTest.body.details!.url], [WISH.name, WISH.url]);
  assert.deepEqual((await call({ ...headers, "if-match": "*" }, "PUT", { name: " ", email: "api@a.no" })).status, 400);
  assert.deepEqual((await call({ ...headers, "if-match": "*" }, "PUT", { name: "Team" })).body.errors[0]!.field, "email");
  const bodies = (await db.selectFrom("audit_entry").select("body").execute()).map(({ body }) => body).join("\n");
  assert.match(bodies, /provider_contact\.change/);
  assert.doesNotMatch(bodies, /Team tilsyn|api@lyngvidda/);
});

test("SEC-086 who may in test alone does not change what production shows", async () => {
  const org = await plantOrganization(db);
  const { person, cookie } = await logIn({ deps });
  await plantRight(db, "test", org, person, "api_manager");
  const put = await call({ ...asPerson(cookie, org), "if-match": "*" }, "PUT", WISH, "test");
  assert.deepEqual([put.status, put.body.code], [403, "FM-464"]);
});

test("of 50 who write at once one does", async () => {
  const { headers } = await manager();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => call({ ...headers, "if-match": '"0"' }, "PUT", { ...WISH, name: `nr ${i}` })));
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, ...Array.from({ length: 49 }, () => 412)],
  );
});

test("consumers see whom to ask: with the scopes they may use, and in the answer to why a token is refused", async () => {
  const { org, consumer, scope } = await plantAccess(deps);
  const asConsumer = await ownCallAs(deps, consumer, { scopes: ["idporten:dcr.write", "idporten:scopes.read"] });
  const providerOf = async () =>
    (await asConsumer("GET", "/available-scopes?limit=100")).body.items.find(({ name }: { name: string }) => name === scope).provider;
  assert.deepEqual((await providerOf()).contact, null);
  await setContact(deps, SYSTEM, org, { name: "Team tilsyn", email: "api@lyngvidda.example" as EmailAddress, url: null }, { expectedVersion: 0 });
  const contact = { name: "Team tilsyn", email: "api@lyngvidda.example", url: null };
  assert.deepEqual(await providerOf(), { number: org, name: "Lyngvidda Direktorat", contact });
  await signTerms(deps, SYSTEM, consumer, "public", "1");
  const made = await asConsumer("POST", "/clients", { type: "maskinporten", name: "tindoy-tilsyn", description: "Henter tilsynsrapporter", scopes: [scope] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const why = await asConsumer("POST", "/explanations", { clientId: made.body.clientId, scope });
  assert.equal(why.status, 200, JSON.stringify(why.body));
  const link = why.body.links.find(({ link: name }: { link: string }) => name === "access");
  assert.deepEqual(link.organization, { number: org, name: "Lyngvidda Direktorat", contact });
});
