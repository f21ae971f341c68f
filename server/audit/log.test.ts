/** The activity log over the API: what is found by which words, by whom, and its copy as CSV. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { plantOrganization, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantPerson, plantRole } from "../test/people.ts";
import { type AuditNote, deed, type Doer } from "./deed.ts";

const deps = await testDeps();
const { db } = deps;
const app = createApp(deps);
type Entry = { action: string; names: Record<string, string>; actorName: string | null };
type Search = { items: Entry[]; total: number; pages: number; searchedBackTo: string | null };

async function plant(name = "Lyngvidda direktorat") {
  const org = await plantOrganization(db, name);
  const leader = await logIn({ deps }, { person: { firstName: "Kvikk", lastName: "Lomvi" } });
  await plantRole(db, org, "DAGL", { person: leader.person });
  const call = async (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`http://localhost:8080/test/api/fullmakt/v1${path}`, { headers: { ...asPerson(leader.cookie, org), ...headers } }));
  const search = async (query: Record<string, string>) => (await (await call(`/audit-entries/search?${new URLSearchParams(query)}`)).json()) as Search;
  const found = async (query: Record<string, string>) => (await search(query)).items.map(({ action }) => action);
  return { org, ...leader, call, search, found };
}
const doerOf = (org: OrgNumber, person: string): Doer => ({ actor: { kind: "person", person, org }, traceId: "ab".repeat(16), address: null });
const write = (doer: Doer, note: AuditNote) => deed(db, doer, async (_tx, add) => add(note));

test("an entry is found by who did it, whom and what it was done to, the words for it, a reason, and its trace id", async () => {
  const { org, person, found } = await plant();
  const tindoy = await plantOrganization(db, "Tindøy kommune");
  const colleague = await plantPerson(db, { firstName: "Glad", lastName: "Ørret" });
  const doer = doerOf(org, person);
  await write(doer, {
    env: "test",
    action: "access.give",
    object: { scope: "lyngvidda:skole_rute", organization: tindoy },
    orgs: [org, tindoy],
    details: { reason: "Avtale 8812" },
  });
  await write(doer, { env: "test", action: "right.give", object: { organization: org, person: colleague, right: "viewer" }, orgs: [org] });
  await write({ ...doer, traceId: "cd".repeat(16) }, { env: "test", action: "scope.deactivate", object: { scope: "lyngvidda:annet" }, orgs: [org] });
  for (const [q, actions] of [
    ["kvikk lomvi", ["scope.deactivate", "right.give", "access.give"]],
    ["Tindøy", ["access.give"]],
    [tindoy.slice(3), ["access.give"]],
    [tindoy.replace(/(...)(...)(...)/, "$1 $2 $3"), ["access.give"]],
    ["glad  ørret", ["right.give"]],
    ["skole_rute", ["access.give"]],
    ["skole%rute", []],
    ["skole.rute", []],
    ["8812", ["access.give"]],
    ["Deaktiverte", ["scope.deactivate"]],
    ["gave", ["right.give", "access.give"]],
    ["cd".repeat(16), ["scope.deactivate"]],
    ["reason", []],
  ] as const)
    assert.deepEqual(await found({ q }), actions, q);
});

test("a log is narrowed by kind and by days in Norway, and by all of it together", async () => {
  const { org, person, found } = await plant();
  const doer = doerOf(org, person);
  for (const action of ["scope.create", "client.create", "terms.sign"] as const) await write(doer, { env: "test", action, object: {}, orgs: [org] });
  const day = (offset: number) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(Date.now() + offset * 86_400_000);
  const all = ["terms.sign", "client.create", "scope.create"];
  for (const [query, actions] of [
    [{}, all],
    [{ kind: "clients" }, ["client.create"]],
    [{ kind: "clients", q: "kvikk" }, ["client.create"]],
    [{ kind: "clients", q: "opprettet scopet" }, []],
    [{ from: day(-1), to: day(1) }, all],
    [{ to: day(-2) }, []],
    [{ from: day(2) }, []],
  ] as const)
    assert.deepEqual(await found(query), actions, JSON.stringify(query));
});

test("SEC-110 SEC-134 nothing is found by what the reader is not shown: names of people and clients elsewhere, entries of others", async () => {
  const [mine, theirs] = [await plant("Fjordvik kommune"), await plant("Havsula Fagsystem AS")];
  const client = `client-${theirs.org}`;
  await sql`insert into client (env, id, org, name) values (1, ${client}, ${orgNumberToInt(theirs.org)}, 'Hemmelig system')`.execute(db);
  await write(doerOf(theirs.org, theirs.person), {
    env: "test",
    action: "access.give",
    object: { scope: "havsula:a", organization: mine.org },
    orgs: [mine.org],
  });
  await write(
    { actor: { kind: "client", client, org: theirs.org }, traceId: "0".repeat(32), address: null },
    { env: "test", action: "access.remove", object: { scope: "havsula:a", organization: mine.org }, orgs: [mine.org] },
  );
  await write(doerOf(theirs.org, theirs.person), { env: "test", action: "scope.create", object: { scope: "havsula:a" }, orgs: [] });
  assert.deepEqual(await mine.found({ q: "Kvikk" }), [], "who did it elsewhere");
  assert.deepEqual(await mine.found({ q: "Hemmelig" }), []);
  assert.deepEqual(await mine.found({ q: "Havsula" }), ["access.remove", "access.give"]);
  const { items } = await mine.search({});
  assert.deepEqual(
    items.map(({ actorName, names }) => [actorName, names]),
    items.map(() => [null, { [mine.org]: "Fjordvik kommune", [theirs.org]: "Havsula Fagsystem AS" }]),
  );
  await write(
    { actor: { kind: "system", name: "test" }, traceId: "0".repeat(32), address: null },
    { env: "test", action: "client.lock", object: { client }, orgs: [theirs.org, mine.org] },
  );
  assert.deepEqual([(await mine.search({})).items[0]!.names[client], (await theirs.search({})).items[0]!.names[client]], [undefined, "Hemmelig system"]);
  assert.deepEqual((await theirs.found({ q: "Hemmelig" })).slice(1), ["access.remove"]);
  assert.deepEqual(await theirs.found({ q: "Kvikk" }), ["scope.create", "access.give"]);
});

test("pages are numbered, with how many fit; one beyond the last is empty", async () => {
  const { org, person, search } = await plant();
  await deed(db, doerOf(org, person), async (_tx, note) => {
    for (let i = 0; i < 51; i += 1) note({ env: "test", action: "scope.create", object: { scope: `a:${i}` }, orgs: [org] });
  });
  const pages = [await search({}), await search({ page: "2" }), await search({ page: "3" }), await search({ q: "a:1", page: "1" })];
  assert.deepEqual(
    pages.map(({ items, total, pages: count, searchedBackTo }) => [items.length, total, count, searchedBackTo]),
    [
      [50, 51, 2, null],
      [1, 51, 2, null],
      [0, 51, 2, null],
      [11, 11, 1, null],
    ],
  );
});

test("SEC-141 a search in a log of 30,000 entries looks at the newest 20,000 and says how far back; a page of the log reads its own rows alone", async () => {
  const { org, person, search, call } = await plant();
  await write(doerOf(org, person), { env: "test", action: "terms.sign", object: {}, orgs: [org] });
  await sql`
    insert into audit_entry (env, seq, body, hash, orgs, at)
    select 1, 1000000 + i, jsonb_build_object('action', 'scope.create', 'actor', '{"kind":"system","name":"test"}'::jsonb, 'object', jsonb_build_object('scope', 'a:' || i), 'details', '{}'::jsonb,
      'orgs', '[]'::jsonb, 'at', '2026-01-01T00:00:00.000Z', 'trace_id', '')::text, '\\x00'::bytea, ${[orgNumberToInt(org)]}::int[], now() - interval '1 day' + i * interval '1 second'
    from generate_series(1, 30000) i`.execute(db);
  const { total, searchedBackTo } = await search({ q: "a:29999" });
  assert.deepEqual([total, searchedBackTo !== null], [1, true]);
  assert.equal(
    (await search({ q: "a:17" })).items.every(({ action }) => action === "scope.create"),
    true,
  );
  assert.equal((await search({ to: searchedBackTo!.slice(0, 10) })).total > 0, true, "the days before can be asked for");
  const first = (await (await call("/audit-entries?limit=2")).json()) as { items: Entry[]; next: string };
  assert.equal(first.items.length, 2);
  const plan = await sql<{ "QUERY PLAN": string }>`
    explain (analyze, costs off, timing off, summary off) select at, env, seq from audit_entry_org e where e.org = ${orgNumberToInt(org)} and e.env in (0, 1)
    order by e.at desc, e.env desc, e.seq desc limit 50`.execute(db);
  const lines = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
  assert.doesNotMatch(lines, /Sort|Seq Scan/, lines);
});

test("SEC-134 SEC-153 the copy as CSV has words and codes, is narrowed as asked, counts itself and is itself on record", async () => {
  const { org, person, call, found } = await plant();
  const doer = doerOf(org, person);
  await write(doer, { env: "test", action: "scope.create", object: { scope: "lyngvidda:a" }, orgs: [org] });
  await write(doer, { env: "test", action: "scope.deactivate", object: { scope: "lyngvidda:a" }, orgs: [org], details: { message: '=cmd() "x"' } });
  await write(doer, { env: "test", action: "client.create", object: { client: "c" }, orgs: [org] });
  const response = await call("/audit-entries/export?kind=scopes", { accept: "text/csv", "accept-language": "nn" });
  assert.equal(response.headers.get("content-disposition"), `attachment; filename="log-${org}-test.csv"`);
  const lines = (await response.text()).trimEnd().split("\r\n");
  assert.equal(lines[0], '"Tidspunkt (Noreg)","Kven","Kva","time","action","actor_organization","object","trace_id"');
  assert.equal(lines.length, 4);
  assert.match(lines[1]!, /^"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d","Kvikk Lomvi","deaktiverte scopet lyngvidda:a\. Beskjed: «=cmd\(\) ""x""»","20/);
  assert.match(lines[2]!, /"oppretta scopet lyngvidda:a".*"scope\.create",/);
  assert.equal(lines[3], '"end",2');
  assert.equal((await found({}))[0], "audit.export");
});
