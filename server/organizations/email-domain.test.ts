/** Domains of e-mail: proven in the DNS, suggesting whom to ask, giving nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { EmailDomain } from "../../vocabulary/email-domain.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { nameServer } from "../test/name-server.ts";
import { plantRight, plantRole } from "../test/people.ts";
import { proves, recordOf, suggestionFor } from "./email-domain.ts";

const names = await nameServer();
const deps = await testDeps((settings) => void (settings.dnsServers = [names.address]));
const { db } = deps;
const app = createApp(deps);
// oxlint-disable-next-line typescript/no-explicit-any -- tests read what came back member by member
type Json = any;

let planted = 0;
/** A domain that no other test uses. */
const freshDomain = () => `virksomhet${(planted += 1)}.example.no`;

async function plantLed(name = "Lyngvidda direktorat") {
  const org = await plantOrganization(db, name);
  const leader = await logIn({ deps });
  await plantRole(db, org, "DAGL", { person: leader.person });
  return { org, ...leader, call: callsOf(leader.cookie, org) };
}
const callsOf =
  (cookie: string, org: OrgNumber | null, env = "prod") =>
  async (method: string, path: string): Promise<{ status: number; body: Json }> => {
    const { "fullmakt-organization": _, ...nobody } = asPerson(cookie, "310801011" as OrgNumber);
    const headers = org ? asPerson(cookie, org) : nobody;
    const response = await app.fetch(new Request(`http://localhost:8080/${env}/api/fullmakt/v1${path}`, { method, headers }));
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };

/** Enters and proves a domain. */
async function prove({ call }: { call: ReturnType<typeof callsOf> }, domain: string): Promise<{ status: number; body: Json }> {
  const { record } = (await call("PUT", `/email-domains/${domain}`)).body;
  names.records.set(record.name, [...(names.records.get(record.name) ?? []), record.value]);
  return call("POST", `/email-domains/${domain}/check`);
}
/** Somebody with a verified address of the domain, who represents nobody. */
async function plantEmployee(domain: string, { verified = true } = {}) {
  const employee = await logIn({ deps });
  const address = `kari@${domain}`;
  await sql`insert into person_email (person, address, verified_at) values (${employee.person}, ${verified ? address : null}, ${verified ? new Date() : null})`.execute(
    db,
  );
  return { ...employee, suggested: async () => (await callsOf(employee.cookie, null)("GET", "/me/organization-suggestion")).body };
}

test("a domain is entered, proven by what stands in the DNS, and taken out; each is on record", async () => {
  const mine = await plantLed();
  const domain = freshDomain();
  const added = await mine.call("PUT", `/email-domains/kari@${domain.toUpperCase()}`);
  assert.deepEqual([added.status, added.body.domain, added.body.provenUntil], [200, domain, null]);
  assert.deepEqual(added.body.record.name, `_fullmakt.${domain}`);
  assert.deepEqual((await mine.call("PUT", `/email-domains/${domain}`)).body, added.body, "once more changes nothing");

  const check = () => mine.call("POST", `/email-domains/${domain}/check`);
  assert.deepEqual([(await check()).status, (await check()).body.code], [409, "FM-496"], "there is no such name");
  names.records.set(added.body.record.name, ["v=spf1 -all", "fullmakt-domain=another"]);
  assert.equal((await check()).body.code, "FM-496", "others' records stand there");
  names.records.set(added.body.record.name, ["fullmakt-domain=another", ` ${added.body.record.value}`]);
  const proven = await check();
  assert.equal(proven.status, 200);
  assert.ok(Math.abs(Date.parse(proven.body.provenUntil) - Date.now() - 365 * 86_400_000) < 60_000);
  names.silence(true);
  assert.equal((await check()).body.code, "FM-497");
  names.silence(false);
  assert.equal((await mine.call("GET", "/email-domains")).body.items[0].provenUntil, proven.body.provenUntil, "what was proven stays so");

  assert.equal((await mine.call("DELETE", `/email-domains/${domain}`)).status, 204);
  assert.equal((await mine.call("DELETE", `/email-domains/${domain}`)).status, 204);
  assert.deepEqual((await mine.call("GET", "/email-domains")).body.items, []);
  assert.equal((await check()).status, 404);
  const { items } = (await mine.call("GET", "/audit-entries?q=e-postdomenet")).body;
  assert.deepEqual(
    items.map(({ action, object }: Json) => [action, object.domain]),
    [
      ["email_domain.remove", domain],
      ["email_domain.prove", domain],
      ["email_domain.add", domain],
    ],
  );
});

test("SEC-087 a proven domain suggests its organisation to whoever has a verified address of it, and gives no right", async () => {
  const mine = await plantLed();
  const domain = freshDomain();
  const employee = await plantEmployee(domain);
  const unverified = await plantEmployee(domain, { verified: false });
  const none = { kind: "none", domain, organization: null };
  assert.deepEqual(await employee.suggested(), none);
  await mine.call("PUT", `/email-domains/${domain}`);
  assert.deepEqual(await employee.suggested(), none, "entered is not proven");
  await prove(mine, domain);
  assert.deepEqual(await employee.suggested(), { kind: "one", domain, organization: { number: mine.org, name: "Lyngvidda direktorat" } });
  assert.deepEqual(await unverified.suggested(), { kind: "none", domain: null, organization: null });
  for (const env of ["test", "prod"])
    for (const path of ["/people", "/clients", "/permissions"]) {
      const { status, body } = await callsOf(employee.cookie, mine.org, env)("GET", path);
      assert.ok(status === 403 || body.items.every(({ allowed }: Json) => allowed === false), `${env}${path}: ${status}`);
    }
  assert.deepEqual((await callsOf(employee.cookie, null)("GET", "/me/organizations")).body.items, []);

  await sql`update organization_domain set proven_until = now() - interval '1 second' where domain = ${domain}`.execute(db);
  assert.deepEqual(await employee.suggested(), none, "a proof ends");
  await prove(mine, domain);
  await plantRight(db, "prod", mine.org, employee.person, "viewer");
  assert.deepEqual(await employee.suggested(), none, "who acts for it needs no suggestion");
});

test("SEC-087 of a domain that several use none is named; one that is locked is not among them", async () => {
  const [one, other] = [await plantLed(), await plantLed("Fjordvik kommune")];
  const domain = freshDomain();
  const employee = await plantEmployee(domain);
  assert.deepEqual([(await prove(one, domain)).status, (await prove(other, domain)).status], [200, 200]);
  assert.deepEqual(await employee.suggested(), { kind: "several", domain, organization: null });
  await sql`update organization set locked_at = now(), lock_reason = 'x' where number = ${orgNumberToInt(one.org)}`.execute(db);
  assert.equal((await employee.suggested()).organization.number, other.org);
});

test("SEC-087 where anybody gets an address is no organisation's; SEC-110 the domains of one are not another's", async () => {
  const [one, other] = [await plantLed(), await plantLed()];
  for (const wrong of ["gmail.com", "GMAIL.com", "kari@outlook.com", "no", "a%2Fb.no", "%00.no"])
    assert.deepEqual([wrong, (await one.call("PUT", `/email-domains/${wrong}`)).status], [wrong, 400]);
  const domain = freshDomain();
  await one.call("PUT", `/email-domains/${domain}`);
  assert.deepEqual((await other.call("GET", "/email-domains")).body.items, []);
  assert.equal((await other.call("POST", `/email-domains/${domain}/check`)).status, 404);
  await other.call("DELETE", `/email-domains/${domain}`);
  assert.equal((await one.call("GET", "/email-domains")).body.items.length, 1);
  const gmail = await plantEmployee("gmail.com");
  assert.deepEqual(await gmail.suggested(), { kind: "none", domain: null, organization: null });
});

test("SEC-086 what is shared with production is changed in test by those alone who may in production", async () => {
  const org = await plantOrganization(db);
  const tester = await logIn({ deps });
  await plantRight(db, "test", org, tester.person, "main_administrator");
  assert.equal((await callsOf(tester.cookie, org, "test")("PUT", `/email-domains/${freshDomain()}`)).status, 403);
  const led = await plantLed();
  assert.equal((await callsOf(led.cookie, led.org, "test")("PUT", `/email-domains/${freshDomain()}`)).status, 200);
});

test("SEC-175 fifty enter the same domain at once: it is entered once; the 51st domain is refused", async () => {
  const mine = await plantLed();
  const domain = freshDomain();
  const answers = await Promise.all(Array.from({ length: 50 }, () => mine.call("PUT", `/email-domains/${domain}`)));
  assert.deepEqual([new Set(answers.map(({ status }) => status)), new Set(answers.map(({ body }) => body.record.value)).size], [new Set([200]), 1]);
  const others = await Promise.all(Array.from({ length: 50 }, (_, i) => mine.call("PUT", `/email-domains/d${i}.${domain}`)));
  assert.deepEqual(
    others.map(({ status }) => status).toSorted((a, b) => a - b),
    [...Array.from({ length: 49 }, () => 200), 400],
  );
  assert.equal((await mine.call("GET", "/email-domains")).body.items.length, 50);
});

test("the rules by themselves", () => {
  const domain = "a.example.no" as EmailDomain;
  assert.deepEqual(recordOf(domain, "s"), { name: "_fullmakt.a.example.no", value: "fullmakt-domain=s" });
  for (const [found, answer] of [
    [[], false],
    [["fullmakt-domain=t", "s"], false],
    [["FULLMAKT-DOMAIN=s"], false],
    [["x", "fullmakt-domain=s"], true],
  ] as const)
    assert.equal(proves(found, "s"), answer);
  for (const [using, held, kind] of [
    [[], [], "none"],
    [["a"], [], "one"],
    [["a"], ["a"], "none"],
    [["a", "b"], [], "several"],
    [["a", "b"], ["b"], "none"],
  ] as const)
    assert.equal(suggestionFor<string>(using, (one) => (held as readonly string[]).includes(one)).kind, kind);
});
