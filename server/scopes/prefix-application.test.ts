/** Applications for prefixes: allotted at once in test, decided by the operator in production (J2). */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt, parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { PrefixPrice } from "../../vocabulary/prefix-price.ts";
import { setBilling } from "../billing/operations.ts";
import { mailsTo, plantEmail, plantPoint } from "../mail/mail-under-test.ts";
import { lockOrganization } from "../organizations/operations.ts";
import { OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import { freshOrgNumber, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { actingPerson, plantPerson, plantRight } from "../test/people.ts";
import { callAsOperator, ownCallAs } from "./own-testing.ts";
import { checkPrefix, fitsName } from "./prefix-application.ts";
import { applyForPrefix, decideOnApplication, withdrawApplication } from "./prefix-application-operations.ts";
import { allotPrefix } from "./prefix-operations.ts";
import { actingFor, logOf, SYSTEM } from "./testing.ts";

const deps = await testDeps();
const { db } = deps;
const operatorNumber = deps.settings.operator.orgNumber;
const [inTest, inProduction] = [await callAsOperator(deps), await callAsOperator(deps, "prod")];
const freshPrefix = () => `q${randomBytes(6).toString("hex").replaceAll(/[015]/g, "x")}`;

const [operator, me, other] = [parseOrgNumber("310806064")!, freshOrgNumber(), freshOrgNumber()];
const theirs = { prefix: "lyngvidda", owner: other, active: true };
for (const { says, prefix, alike = [], near = [], state, like = 0, others = 0 } of [
  { says: "nobody's", prefix: "lyngvidda", state: "free" },
  { says: "one's own", prefix: "lyngvidda", alike: [{ ...theirs, owner: me }], state: "own" },
  { says: "one's own out of use", prefix: "lyngvidda", alike: [{ ...theirs, owner: me, active: false }], state: "unused" },
  { says: "another's", prefix: "lyngvidda", alike: [theirs], state: "taken" },
  { says: "read as another's", prefix: "1yngvidda", alike: [theirs], near: [theirs], state: "like", like: 1 },
  { says: "the beginning of another's", prefix: "lyng", near: [theirs], state: "free", others: 1 },
  { says: "the beginning of one's own", prefix: "lyng", near: [{ ...theirs, owner: me }], state: "free" },
  { says: "another's number", prefix: other, state: "number" },
  { says: "one's own number", prefix: me, state: "free" },
  { says: "a reserved one", prefix: "maskinporten", state: "reserved" },
  { says: "read as a reserved one", prefix: "idp0rten", state: "reserved" },
  { says: "capital letters", prefix: "Lyngvidda", near: [theirs], state: "invalid" },
  { says: "nothing", prefix: "", state: "invalid" },
])
  test(`check of a prefix: ${says} -> ${state}`, () => {
    const check = checkPrefix(prefix, me, operator, alike, near);
    assert.deepEqual([check.state, check.like.length, check.near.length, check.owner], [state, like, others, state === "taken" ? other : null]);
  });

for (const { prefix, name, fits } of [
  { prefix: "tindoy", name: "Tindøy kommune", fits: true },
  { prefix: "tindoy.skole", name: "Tindøy kommune", fits: true },
  { prefix: "skole", name: "Tindøy kommune", fits: false },
  { prefix: "lyng", name: "Havsula Fagsystem AS", fits: false },
  { prefix: "hfa", name: "Havsula Fagsystem AS", fits: true },
  { prefix: "baerum", name: "Bærum kommune", fits: true },
  { prefix: "ks", name: "KS", fits: true },
  { prefix: me, name: "Noe helt annet", fits: true },
  { prefix: other, name: "Noe helt annet", fits: false },
])
  test(`a prefix and a name: ${prefix === me ? "its number" : prefix === other ? "another's number" : prefix} for ${name} -> ${fits}`, () =>
    assert.equal(fitsName(prefix, { number: me, name }), fits));

const BILLING = {
  ehf: true,
  peppolId: null,
  email: null,
  postalAddress: null,
  reference: "4410",
  costBearer: "",
  contactName: "",
  contactEmail: null,
  validFrom: "2026-01-01",
};

/** An organisation that has done all that comes first. */
async function applicant({ env = "prod" as EnvironmentName, terms = true, billing = true, name = "Tindøy kommune" } = {}) {
  const org = await plantOrganization(db, name, { termsSigned: terms });
  if (billing) await setBilling(deps, SYSTEM, org, { ...BILLING, receiver: org }, { expectedVersion: 0, mayChange: async () => {} });
  const call = await ownCallAs(deps, org, { env });
  const wish = {
    prefix: freshPrefix(),
    purpose: "Byggesak for fagsystemer",
    expectedConsumers: "up_to_5",
    contactName: "Kontaktperson",
    contactEmail: "k@tindoy.example",
  };
  const apply = (more: object = {}, headers: Record<string, string> = {}) =>
    call("POST", "/prefix-applications", { ...wish, acceptsPrice: true, ...more }, headers);
  return { org, call, wish, apply, prefix: wish.prefix };
}
const priced = (perYear: number): PrefixPrice => ({ currency: "NOK", perYear, perAccess: [{ upTo: null, each: 1_000 }], cap: 2_000 });

test("J2 the price is accepted in production, and kept as it was then; one that was shown and is another by now is refused", async () => {
  const of = await applicant();
  const price = structuredClone(deps.settings.prefixPrice);
  assert.equal((await of.apply({ acceptedPrice: priced(1) })).body.code, "FM-486");
  assert.equal((await of.apply({ acceptedPrice: null })).body.code, "FM-486", "free of charge was shown");
  const { id } = (await of.apply({ acceptedPrice: price })).body;
  const later = { ...deps, settings: { ...deps.settings, prefixPrice: priced(99) } };
  const stored = async () => (await of.call("GET", `/prefix-applications/${id}`)).body.acceptedPrice;
  assert.deepEqual(await stored(), price);
  const other = await applyForPrefix(later, actingFor(of.org, "prod"), { ...WISH, prefix: freshPrefix() });
  assert.deepEqual(other.acceptedPrice, priced(99));
  assert.deepEqual(await stored(), price, "a new price changes nothing that was accepted");
});

test("J2 where a prefix costs nothing, nothing has to be accepted and no billing details be there; in test it never does", async () => {
  const free = { ...deps, settings: { ...deps.settings, prefixPrice: null } };
  const { org } = await applicant({ billing: false });
  const wish = { ...WISH, acceptsPrice: false };
  const { state, acceptedPrice } = await applyForPrefix(free, actingFor(org, "prod"), { ...wish, prefix: freshPrefix() });
  assert.deepEqual([state, acceptedPrice], ["submitted", null]);
  assert.equal((await applyForPrefix(deps, actingFor(org), { ...wish, prefix: freshPrefix() })).acceptedPrice, null);
});

const WISH = {
  purpose: "Byggesak",
  legalBasis: "",
  expectedConsumers: "up_to_5" as const,
  contactName: "K",
  contactEmail: "k@tindoy.example",
  acceptsPrice: true,
};

test("J2 in test a prefix is allotted at once, without a price and billing details; the same once more is refused", async () => {
  const { org, call, apply, prefix } = await applicant({ env: "test", billing: false });
  const check = await call("GET", `/prefix-checks?prefix=${prefix}`);
  assert.deepEqual([check.status, check.body.state, check.body.mayApply], [200, "free", true]);
  const applied = await apply({ acceptsPrice: false });
  assert.deepEqual([applied.status, applied.body.state, applied.body.prefix], [201, "allotted", prefix]);
  assert.equal((await call("GET", "/prefixes")).body.items[0].prefix, prefix);
  assert.equal((await call("POST", "/scopes", { prefix, subscope: "a.read", description: "Lese" })).status, 201);
  assert.deepEqual([(await apply()).status, (await apply()).body.code], [409, "FM-409"]);
  assert.equal((await call("GET", `/prefix-checks?prefix=${prefix}`)).body.state, "own");
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action }) => action).filter((action) => action.startsWith("prefix")),
    ["prefix.allot", "prefix_application.allot"],
  );
});

test("J2 what has to come first is named: the terms in both environments, billing details and the price in production", async () => {
  const unsigned = await applicant({ terms: false });
  assert.deepEqual([(await unsigned.apply()).status, (await unsigned.apply()).body.code], [428, "FM-423"]);
  assert.equal((await (await applicant({ env: "test", terms: false })).apply()).body.code, "FM-423");
  const unbilled = await applicant({ billing: false });
  assert.deepEqual([(await unbilled.apply()).status, (await unbilled.apply()).body.code], [428, "FM-495"]);
  const { apply } = await applicant();
  assert.deepEqual((await apply({ acceptsPrice: false })).body.errors, [{ field: "acceptsPrice", message: "In production the price has to be accepted." }]);
  assert.equal((await apply({ contactEmail: "ingen" })).body.errors[0].field, "contactEmail");
  for (const field of ["purpose", "contactName"]) assert.equal((await apply({ [field]: " " })).body.errors[0].field, field);
});

test("J2 in production it waits for the operator, who rejects with a reason; applied for anew it is allotted, and all of it stays to be read", async () => {
  const { org, call, apply, prefix } = await applicant();
  const first = await apply();
  assert.deepEqual([first.status, first.body.state, first.body.check.state, first.body.applicant], [201, "submitted", "free", null]);
  assert.equal((await apply()).body.code, "FM-409", "one waits for the same prefix");
  const queue = await inProduction("GET", "/prefix-applications?all=true&state=submitted&order=oldest");
  const seen = queue.body.items.find(({ id }: { id: string }) => id === first.body.id);
  assert.deepEqual(
    [seen.organization, seen.applicant],
    [
      { number: org, name: "Tindøy kommune" },
      { termsSigned: true, billing: true, locked: false, nameFits: false },
    ],
  );
  const at = `/prefix-applications/${first.body.id}`;
  assert.equal((await inProduction("POST", `${at}/decision`, { allot: false, reason: " " })).body.errors[0].field, "reason");
  const rejected = await inProduction("POST", `${at}/decision`, { allot: false, reason: "Velg et navn som ligner på kommunens." });
  assert.deepEqual([rejected.body.state, rejected.body.reason], ["rejected", "Velg et navn som ligner på kommunens."]);
  assert.equal((await inProduction("POST", `${at}/decision`, { allot: false, reason: "En gang til" })).body.reason, "Velg et navn som ligner på kommunens.");
  assert.equal((await inProduction("POST", `${at}/decision`, { allot: true })).status, 409);
  assert.equal((await call("DELETE", at)).status, 409);
  const anew = await apply();
  assert.equal(anew.status, 201);
  const allotted = await inProduction("POST", `/prefix-applications/${anew.body.id}/decision`, { allot: true });
  assert.deepEqual([allotted.status, allotted.body.state], [200, "allotted"]);
  assert.equal((await call("POST", "/scopes", { prefix, subscope: "a.read", description: "Lese" })).status, 201);
  const own = await call("GET", "/prefix-applications");
  assert.deepEqual(
    own.body.items.map(({ state, purpose }: { state: string; purpose: string }) => [state, purpose]),
    [
      ["allotted", "Byggesak for fagsystemer"],
      ["rejected", "Byggesak for fagsystemer"],
    ],
  );
  assert.deepEqual(
    (await logOf(deps, org)).map(({ action }) => action).filter((action) => action.startsWith("prefix")),
    ["prefix_application.submit", "prefix_application.reject", "prefix_application.submit", "prefix.allot", "prefix_application.allot"],
  );
  assert.doesNotMatch(JSON.stringify(await logOf(deps, org)), /Kontaktperson|k@tindoy|ligner på/, "the log holds no words of people");
});

test("SEC-084 taken, reserved and wrong names cannot be applied for; what looks like another's can, and is allotted only by who has seen it", async () => {
  const owner = await plantOrganization(db, "Lyngvidda direktorat");
  const prefix = await plantPrefix(db, "prod", owner, `${freshPrefix()}l0`);
  const { apply, call } = await applicant();
  for (const [wanted, code] of [
    [prefix, "FM-432"],
    ["maskinporten", "FM-431"],
    ["idp0rten", "FM-433"],
    [owner, "FM-433"],
    ["Store Bokstaver", "FM-430"],
  ])
    assert.equal((await apply({ prefix: wanted })).body.code, code, wanted);
  const alike = prefix.replace("l0", "1o");
  const check = (await call("GET", `/prefix-checks?prefix=${alike}`)).body;
  assert.deepEqual([check.state, check.mayApply, check.like], ["like", true, [{ prefix, owner: { number: owner, name: "Lyngvidda direktorat" } }]]);
  const { body: waiting } = await apply({ prefix: alike });
  assert.equal(waiting.state, "submitted");
  const decide = (decision: object) => inProduction("POST", `/prefix-applications/${waiting.id}/decision`, decision);
  assert.equal((await decide({ allot: true })).body.code, "FM-433");
  assert.equal((await decide({ allot: true, acceptLikenessTo: ["noe-annet"] })).body.code, "FM-433");
  assert.equal((await decide({ allot: true, acceptLikenessTo: [prefix] })).body.state, "allotted");

  const tester = await applicant({ env: "test" });
  const inTestToo = await plantPrefix(db, "test", owner, `${freshPrefix()}l0`);
  const inTestCheck = (await tester.call("GET", `/prefix-checks?prefix=${inTestToo.replace("l0", "1o")}`)).body;
  assert.deepEqual([inTestCheck.state, inTestCheck.mayApply], ["like", false]);
  assert.equal((await tester.apply({ prefix: inTestToo.replace("l0", "1o") })).body.code, "FM-433", "nobody decides in test");
});

test("what became another's while the application waited is refused to the operator, and the application waits on; so it does while the organisation is locked", async () => {
  const { apply, prefix } = await applicant();
  const { id } = (await apply()).body;
  await allotPrefix(deps, "prod", SYSTEM, prefix, await plantOrganization(db));
  const decide = (of: string) => inProduction("POST", `/prefix-applications/${of}/decision`, { allot: true });
  assert.equal((await decide(id)).body.code, "FM-432");
  const still = await inProduction("GET", `/prefix-applications/${id}`);
  assert.deepEqual([still.body.state, still.body.check.state], ["submitted", "taken"]);
  const locked = await applicant();
  const waits = (await locked.apply()).body.id;
  await lockOrganization(deps, SYSTEM, locked.org, "Under gransking");
  assert.equal((await decide(waits)).status, 403);
  assert.equal((await inProduction("GET", `/prefix-applications/${waits}`)).body.applicant.locked, true);
});

test("SEC-110 an application is seen and withdrawn by its organisation alone; all of them are the operator's to see", async () => {
  const { apply, call } = await applicant();
  const { id } = (await apply()).body;
  const stranger = await applicant();
  for (const method of ["GET", "DELETE"]) assert.equal((await stranger.call(method, `/prefix-applications/${id}`)).status, 404);
  assert.equal((await stranger.call("GET", "/prefix-applications?all=true")).body.code, "FM-408");
  assert.deepEqual((await stranger.call("GET", "/prefix-applications")).body.items, []);
  for (let again = 0; again < 2; again++) assert.equal((await call("DELETE", `/prefix-applications/${id}`)).body.state, "withdrawn");
  assert.equal((await inProduction("POST", `/prefix-applications/${id}/decision`, { allot: true })).status, 409);
  assert.equal((await inTest("GET", `/prefix-applications/${id}`)).status, 404, "in the other environment there is none");
});

test("sent once more with its Idempotency-Key an application is the same, and pages follow each other to the end", async () => {
  const { apply, call } = await applicant();
  const key = { "idempotency-key": `"${randomBytes(8).toString("hex")}"` };
  assert.deepEqual((await apply({}, key)).body.id, (await apply({}, key)).body.id);
  for (let i = 0; i < 4; i++) await apply({ prefix: freshPrefix() });
  const ids: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { body } = await call("GET", `/prefix-applications?limit=2&order=oldest${next && `&continuation=${next}`}`);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    next = body.next;
  }
  assert.deepEqual([ids.length, new Set(ids).size], [5, 5]);
  assert.deepEqual(ids, ids.toSorted());
});

test("no more than ten of one organisation wait", async () => {
  const { apply } = await applicant();
  const answers = [];
  for (let i = 0; i < 11; i++) answers.push((await apply({ prefix: freshPrefix() })).status);
  assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 201), 409]);
});

const counted = <T>(results: PromiseSettledResult<T>[]) => results.filter(({ status }) => status === "fulfilled").length;

test("50 applications for the same prefix at once come to one, in test and in production", async () => {
  for (const env of ["test", "prod"] as const) {
    const { org, prefix } = await applicant({ env });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => applyForPrefix(deps, actingFor(org, env), { ...WISH, prefix })));
    assert.equal(counted(results), 1, env);
    const rows = await db
      .selectFrom("prefix_application")
      .select("state")
      .where("env", "=", ENVIRONMENT_NUMBER[env])
      .where("organization", "=", orgNumberToInt(org))
      .execute();
    assert.equal(rows.length, 1);
  }
});

test("50 who decide and withdraw at once come to one outcome, and a prefix is there exactly when it was allotted", async () => {
  const { org, prefix } = await applicant();
  const { id } = await applyForPrefix(deps, actingFor(org, "prod"), { ...WISH, prefix });
  const acting = actingFor(operatorNumber, "prod", true);
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) =>
      i % 3 === 0
        ? withdrawApplication(deps, actingFor(org, "prod"), id)
        : decideOnApplication(deps, acting, id, { allot: i % 3 === 1, reason: "Nei", acceptLikenessTo: [] }),
    ),
  );
  const outcomes = new Set(results.flatMap((result) => (result.status === "fulfilled" ? [result.value.state] : [])));
  assert.equal(outcomes.size, 1);
  const found = await db.selectFrom("prefix").select("owner").where("env", "=", ENVIRONMENT_NUMBER.prod).where("prefix", "=", prefix).execute();
  assert.equal(found.length, outcomes.has("allotted") ? 1 : 0);
  assert.equal((await logOf(deps, org)).filter(({ action }) => /prefix_application\.(allot|reject|withdraw)/.test(action)).length, 1);
});

test("50 applications for look-alikes, allotted at once: one owner gets it, the others wait on", async () => {
  const stem = freshPrefix();
  const orgs: OrgNumber[] = await Promise.all(Array.from({ length: 50 }, async () => (await applicant()).org));
  const waiting = await Promise.all(orgs.map((org, i) => applyForPrefix(deps, actingFor(org, "prod"), { ...WISH, prefix: `${stem}${i % 2 ? "l" : "1"}` })));
  const acting = actingFor(operatorNumber, "prod", true);
  const results = await Promise.allSettled(waiting.map(({ id }) => decideOnApplication(deps, acting, id, { allot: true, reason: "", acceptLikenessTo: [] })));
  assert.equal(counted(results), 1);
  const rows = await db
    .selectFrom("prefix_application")
    .select("state")
    .where(
      "id",
      "in",
      waiting.map(({ id }) => id),
    )
    .execute();
  assert.equal(rows.filter(({ state }) => state === "submitted").length, 49);
});

test("the operator's people are told of a new application, and the applicant of every outcome that is not by his or her own hand", async () => {
  const decider = await plantPerson(db, { firstName: "Klok", lastName: "Ugle" });
  await plantRight(db, "prod", operatorNumber, decider, OPERATOR_RIGHT);
  const toOperator = await plantEmail(db, decider);
  const { org, prefix } = await applicant();
  const [person, colleague] = [await plantPerson(db), await plantPerson(db)];
  const [address, point] = [await plantEmail(db, person), await plantPoint(db, org, { kinds: ["request"], language: "en" })];
  const acting = { ...actingFor(org, "prod"), doer: actingPerson("prod", org, person).doer };
  const told = async () => (await mailsTo(db, address)).map(({ content }) => content.subject);
  const apply = () => applyForPrefix(deps, acting, { ...WISH, purpose: "Se http://ond.example", prefix });
  const by = { ...actingFor(operatorNumber, "prod", true), doer: actingPerson("prod", operatorNumber, decider).doer };

  const first = await apply();
  const [mail] = await mailsTo(db, toOperator);
  assert.deepEqual(
    [mail!.content.subject, mail!.content.link!],
    [`Tindøy kommune søker om prefikset ${prefix}`, { label: "Se søknaden", path: "/operator/prod/prefix-applications" }],
  );
  assert.doesNotMatch(JSON.stringify(mail!.content), /ond\.example/, "what a stranger wrote is not carried to a mailbox");
  assert.deepEqual(await told(), []);
  await decideOnApplication(deps, by, first.id, { allot: false, reason: "Velg et\nannet", acceptLikenessTo: [] });
  assert.deepEqual(await told(), [`Søknaden om prefikset ${prefix} er avslått`]);
  assert.ok((await mailsTo(db, address))[0]!.content.paragraphs.includes("Begrunnelse: Velg et annet"));
  const own = await apply();
  await withdrawApplication(deps, acting, own.id);
  assert.equal((await told()).length, 1, "who withdrew knows");
  const other = await apply();
  await withdrawApplication(deps, { ...acting, doer: actingPerson("prod", org, colleague).doer }, other.id);
  assert.equal((await told())[0], `Søknaden om prefikset ${prefix} er trukket`);
  await decideOnApplication(deps, by, (await apply()).id, { allot: true, reason: "", acceptLikenessTo: [] });
  assert.equal((await told())[0], `Tindøy kommune har fått prefikset ${prefix}`);
  assert.equal((await mailsTo(db, point.address))[0]!.content.subject, `Tindøy kommune has got the prefix ${prefix}`);
});
