/** The picker's question: every scope that one could find, and what is in the way. Never another answer than that of creating a client. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";
import { createApp } from "../app.ts";
import { plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { asPerson, logIn } from "../test/logged-in.ts";
import { plantRight } from "../test/people.ts";
import { allPages, ownCallAs } from "./own-testing.ts";

const deps = await testDeps();
const app = createApp(deps);
const READ = ["idporten:dcr.read"];
type Shown = { name: string; state: string; group: string; elsewhere: string | null; validTo: string | null; provider: { name: string; contact: unknown } };

async function plant(env: EnvironmentName, owner: OrgNumber, name: string, more: Record<string, unknown> = {}): Promise<number> {
  const [prefix = "", subscope = ""] = name.split(":");
  const values = { env: env === "test" ? 1 : 2, name, prefix, subscope, owner: orgNumberToInt(owner), description: `Beskrivelse av ${subscope}`, ...more };
  return (await deps.db.insertInto("scope").values(values).returning("id").executeTakeFirstOrThrow()).id;
}
const give = (env: EnvironmentName, scope: number, org: OrgNumber, more: Record<string, unknown> = {}) =>
  deps.db
    .insertInto("access")
    .values({ env: env === "test" ? 1 : 2, id: randomUUID(), scope, org: orgNumberToInt(org), ...more })
    .execute();

/** A provider with a prefix in both environments. */
async function plantProvider(name = "Lyngvidda direktorat") {
  const owner = await plantOrganization(deps.db, name);
  const prefix = await plantPrefix(deps.db, "test", owner);
  await deps.db
    .insertInto("prefix")
    .values({ env: 2, prefix, likeness: prefix, owner: orgNumberToInt(owner) })
    .execute();
  return { owner, prefix };
}
async function person(org: OrgNumber, rights: readonly (readonly [EnvironmentName, HeldRight])[]) {
  const someone = await logIn({ deps });
  for (const [env, right] of rights) await plantRight(deps.db, env, org, someone.person, right);
  return async (method: string, path: string, body?: unknown) => {
    const response = await app.fetch(
      new Request(`http://localhost:8080/test/api/fullmakt/v1${path}`, {
        method,
        headers: { ...asPerson(someone.cookie, org), "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

test("J9 each state is told with its facts, and what can be chosen is exactly what a client can be created with", async () => {
  const { owner, prefix } = await plantProvider();
  const org = await plantOrganization(deps.db, "Tindøy kommune");
  const own = await plantPrefix(deps.db, "test", org);
  const end = new Date(Date.now() + 86_400_000);
  const scope = (name: string, more = {}) => plant("test", owner, `${prefix}:${name}`, more);
  await give("test", await scope("given"), org, { valid_to: end });
  await give("test", await scope("private", { visibility: "PRIVATE" }), org);
  await scope("open", { open_to_all: true });
  await scope("delegable", { delegation_source: "self" });
  await scope("closed");
  await scope("krr", { allowed_integration_types: ["krr"], open_to_all: true });
  await give("test", await scope("off", { active: false }), org);
  await scope("locked", { locked_at: new Date(), lock_reason: "misbruk", open_to_all: true });
  await scope("hidden", { visibility: "PRIVATE" });
  await scope("there");
  await give("prod", await plant("prod", owner, `${prefix}:there`), org);
  await plant("prod", owner, `${prefix}:only-there`);
  await plant("prod", owner, `${prefix}:hidden-there`, { visibility: "PRIVATE" });
  await give("prod", await plant("prod", owner, `${prefix}:private-there`, { visibility: "PRIVATE" }), org);
  await plant("test", org, `${own}:mine`, { visibility: "PRIVATE" });

  const call = await person(org, [
    ["test", "client_manager"],
    ["prod", "viewer"],
  ]);
  const { status, body } = await call("GET", `/scope-candidates?q=${prefix}`);
  assert.equal(status, 200, JSON.stringify(body));
  const items = body.items as Shown[];
  assert.deepEqual(Object.fromEntries(items.map(({ name, state }) => [name.split(":")[1], state])), {
    given: "given",
    private: "given",
    open: "open",
    delegable: "delegable",
    there: "other_environment",
    "only-there": "other_environment",
    "private-there": "other_environment",
    closed: "must_be_asked_for",
    krr: "wrong_client_type",
    off: "deactivated",
    locked: "deactivated",
  });
  assert.deepEqual(body.counts, { choosable: 4, askable: 4, unusable: 3 });
  const one = (name: string) => items.find((item) => item.name === `${prefix}:${name}`)!;
  assert.deepEqual([one("there").elsewhere, one("only-there").elsewhere, one("closed").elsewhere], ["given", "exists", null]);
  assert.equal(one("given").validTo, end.toISOString());
  assert.equal(one("given").provider.name, "Lyngvidda direktorat");
  const mine = (await call("GET", `/scope-candidates?q=${own}`)).body.items as Shown[];
  assert.deepEqual(
    mine.map(({ state }) => state),
    ["own"],
  );

  const given = (await call("GET", `/scope-candidates?only=given&q=${prefix}`)).body.items as Shown[];
  assert.deepEqual(
    given.map(({ name }) => name.split(":")[1]),
    ["given", "private", "off"],
  );

  for (const { name, group } of [...items, ...mine]) {
    const made = await call("POST", "/clients", { name: "Prøve", scopes: [name] });
    assert.equal(made.status === 201, group === "choosable", `${name}: ${made.status} ${JSON.stringify(made.body)}`);
  }
});

test("SEC-110 SEC-086 another's private scope never shows, and the other environment's accesses show to nobody who may not look there", async () => {
  const { owner, prefix } = await plantProvider();
  const org = await plantOrganization(deps.db);
  await plant("test", owner, `${prefix}:hidden`, { visibility: "PRIVATE" });
  await plant("test", owner, `${prefix}:internal`, { visibility: "INTERNAL" });
  const removed = await plant("test", owner, `${prefix}:removed`, { visibility: "PRIVATE" });
  await give("test", removed, org, { ended_at: new Date(), ended_why: "removed" });
  await give("prod", await plant("prod", owner, `${prefix}:private-there`, { visibility: "PRIVATE" }), org);
  await plant("test", owner, `${prefix}:there`);
  await give("prod", await plant("prod", owner, `${prefix}:there`), org);
  const testerOnly = await person(org, [["test", "client_manager"]]);
  const program = await ownCallAs(deps, org, { scopes: READ });
  for (const [who, call] of [
    ["person", testerOnly],
    ["program", program],
  ] as const) {
    const { items, counts } = (await call("GET", `/scope-candidates?q=${prefix}`)).body as { items: Shown[]; counts: unknown };
    assert.deepEqual(
      items.map(({ name, state }) => [name, state]),
      [[`${prefix}:there`, "must_be_asked_for"]],
      who,
    );
    assert.deepEqual(counts, { choosable: 0, askable: 1, unusable: 0 }, "nor are they counted");
  }
});

test("SEC-080 what opens more than the person may do is told with the right that is lacking; programs are told as before", async () => {
  const operator = deps.settings.operator.orgNumber;
  await plantOrganization(deps.db);
  await sql`insert into organization (number, name) values (${orgNumberToInt(operator)}, 'Nordlys') on conflict do nothing`.execute(deps.db);
  await sql`insert into prefix (env, prefix, likeness, owner) values (1, 'idporten', 'idporten', ${orgNumberToInt(operator)}) on conflict do nothing`.execute(
    deps.db,
  );
  const org = await plantOrganization(deps.db);
  const program = await ownCallAs(deps, org, { scopes: [...READ, "idporten:scopes.write"] });
  const read = async (call: typeof program) =>
    ((await call("GET", "/scope-candidates?q=idporten:scopes.write")).body.items as (Shown & { right: string | null })[]).map(({ state, right }) => [
      state,
      right,
    ]);
  const developer = await person(org, [["test", "client_manager"]]);
  assert.deepEqual(await read(developer as typeof program), [["right_missing", "api_manager"]]);
  const both = await person(org, [
    ["test", "client_manager"],
    ["test", "api_manager"],
  ]);
  assert.deepEqual(await read(both as typeof program), [["given", null]]);
  assert.deepEqual(await read(program), [["given", null]]);
});

test("words of name, description, translation and provider find it, in any order; old words find a kind; what is meant exactly comes first", async () => {
  const { owner, prefix } = await plantProvider("Havsula Fagsystem AS");
  const org = await plantOrganization(deps.db);
  await plant("test", owner, `${prefix}:skole`, {
    description: "Skoleruter og ferier",
    translations: JSON.stringify({ "description#en": "Holidays of schools" }),
  });
  await plant("test", owner, `${prefix}:skole.apen`, { open_to_all: true, description: "Åpne skoler" });
  const call = await ownCallAs(deps, org, { scopes: READ });
  const find = async (q: string, more = "") =>
    ((await call("GET", `/scope-candidates?q=${encodeURIComponent(q)}${more}`)).body.items as Shown[]).map(({ name }) => name.split(":")[1]);
  assert.deepEqual(await find(`${prefix}:skole`), ["skole", "skole.apen"], "the name itself, though it has to be asked for");
  assert.deepEqual(await find(`ferier ${prefix}`), ["skole"]);
  assert.deepEqual(await find(`HOLIDAYS ${prefix}`), ["skole"]);
  assert.deepEqual(await find(`havsula ${owner}`), ["skole.apen", "skole"], "what can be chosen comes first");
  assert.deepEqual(await find(`scopes tilgjengelig for alle ${prefix}`), ["skole.apen"]);
  assert.deepEqual(await find(`${prefix} sykehus`), []);
  assert.deepEqual(await find(prefix, "&group=askable"), ["skole"]);
  assert.deepEqual(await find(prefix, "&only=public"), ["skole.apen", "skole"]);
  const all = await allPages(call, `/scope-candidates?q=${prefix}&limit=1`);
  assert.deepEqual(
    all.map(({ name }) => name.split(":")[1]),
    ["skole.apen", "skole"],
  );
  assert.equal((await call("GET", "/scope-candidates?limit=0")).status, 400);
  assert.equal((await call("GET", "/scope-candidates?group=x")).status, 400);
});

test("a change shows at once: an access that is given, a scope that is deactivated", async () => {
  const { owner, prefix } = await plantProvider();
  const org = await plantOrganization(deps.db);
  const id = await plant("test", owner, `${prefix}:a`);
  const call = await ownCallAs(deps, org, { scopes: READ });
  const state = async () => ((await call("GET", `/scope-candidates?q=${prefix}`)).body.items as Shown[])[0]?.state;
  assert.equal(await state(), "must_be_asked_for");
  await give("test", id, org);
  assert.equal(await state(), "given");
  await deps.db.updateTable("scope").set({ active: false }).where("id", "=", id).execute();
  assert.equal(await state(), "deactivated");
});

test("among 20,000 scopes what is asked for is found, and no more than a page of it", async () => {
  const { owner, prefix } = await plantProvider();
  const org = await plantOrganization(deps.db);
  await sql`insert into scope (env, name, prefix, subscope, owner, description)
    select 1, ${prefix} || ':' || 's' || n || '.read', ${prefix}, 's' || n || '.read', ${orgNumberToInt(owner)}::int, 'Scope nummer ' || n || ' som åpner noe'
    from generate_series(1, 20000) n`.execute(deps.db);
  const call = await ownCallAs(deps, org, { scopes: READ });
  for (const [q, found] of [
    ["", 50],
    ["nummer 19999", 1],
    [`${prefix}:s77.read`, 1],
    ["finnes ikke", 0],
  ] as const) {
    const { status, body } = await call("GET", `/scope-candidates?limit=50&q=${encodeURIComponent(q)}`);
    assert.deepEqual([status, body.items.length], [200, found], q);
  }
});
