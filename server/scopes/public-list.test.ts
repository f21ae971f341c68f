import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { createApp } from "../app.ts";
import { plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { createScope, deactivateScope, lockScope, replaceScope } from "./operations.ts";
import { isListed, keepLists, PublicLists, publicListsOf, warmPublicLists } from "./public-list.ts";
import type { Scope } from "./scope.ts";
import { actingFor, ATTRIBUTES, SYSTEM } from "./testing.ts";

const deps = await testDeps();
const { test: environment } = deps.settings.environments;

const scope: Scope = {
  ...ATTRIBUTES,
  id: 1,
  name: "lyngvidda:a" as Scope["name"],
  prefix: "lyngvidda",
  subscope: "a",
  owner: deps.settings.operator.orgNumber,
  locked: null,
  usable: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
const all = { inactive: false };
for (const { says, change = {}, filter = all, listed } of [
  { says: "a public one", listed: true },
  { says: "a private one", change: { visibility: "PRIVATE" as const }, listed: false },
  { says: "an internal one, inactive ones asked for", change: { visibility: "INTERNAL" as const }, filter: { inactive: true }, listed: false },
  { says: "an inactive one", change: { usable: false }, listed: false },
  { says: "an inactive one, asked for", change: { usable: false }, filter: { inactive: true }, listed: true },
  { says: "its prefix", filter: { ...all, prefix: "lyngvidda" }, listed: true },
  { says: "the beginning of its prefix", filter: { ...all, prefix: "lyng" }, listed: false },
  { says: "open ones asked for", filter: { ...all, openToAll: true }, listed: false },
  { says: "open, open ones asked for", change: { openToAll: true }, filter: { ...all, openToAll: true }, listed: true },
  { says: "open, others asked for", change: { openToAll: true }, filter: { ...all, openToAll: false }, listed: false },
  { says: "for every type", filter: { ...all, integrationType: "krr" }, listed: true },
  { says: "for another type", change: { allowedIntegrationTypes: ["idporten" as const] }, filter: { ...all, integrationType: "krr" }, listed: false },
  { says: "for this type", change: { allowedIntegrationTypes: ["krr" as const] }, filter: { ...all, integrationType: "krr" }, listed: true },
  { says: "not delegable, delegable ones asked for", filter: { ...all, delegatedSources: "true" }, listed: false },
  { says: "delegable here", change: { delegationSource: "self" }, filter: { ...all, delegatedSources: "true" }, listed: true },
  { says: "delegable here, by issuer", change: { delegationSource: "self" }, filter: { ...all, delegatedSources: environment.issuer }, listed: true },
  {
    says: "delegable elsewhere",
    change: { delegationSource: "https://tt02.altinn.no/" },
    filter: { ...all, delegatedSources: environment.issuer },
    listed: false,
  },
  {
    says: "delegable at one of two",
    change: { delegationSource: "https://tt02.altinn.no/" },
    filter: { ...all, delegatedSources: `${environment.issuer},https://tt02.altinn.no/` },
    listed: true,
  },
  { says: "delegable, others asked for", change: { delegationSource: "self" }, filter: { ...all, delegatedSources: "false" }, listed: false },
])
  test(`on the open list: ${says} -> ${listed}`, () => {
    assert.equal(isListed(environment, { ...scope, ...change }, filter), listed);
  });

const app = createApp(deps);
const get = (query: string, headers: Record<string, string> = {}) =>
  app.fetch(new Request(`http://localhost:8080/test/api/v1/scopes/all${query}`, { headers }));
const names = async (query: string): Promise<string[]> => ((await (await get(query)).json()) as { name: string }[]).map(({ name }) => name);

async function plantOwner() {
  const org = await plantOrganization(deps.db);
  return { acting: actingFor(org), prefix: await plantPrefix(deps.db, "test", org) };
}

test("every change shows on the open list with the next call, and its ETag changes with it", async () => {
  const { acting, prefix } = await plantOwner();
  const query = `?prefix=${prefix}`;
  const etags: string[] = [];
  const look = async () => {
    const answer = await get(query);
    etags.push(answer.headers.get("etag")!);
    return (await answer.json()) as { name: string; description: string }[];
  };
  assert.deepEqual(await look(), []);
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  assert.deepEqual(
    (await look()).map((one) => one.name),
    [name],
  );
  await replaceScope(deps, acting, name, (before) => ({ ...before, description: "Ny" }));
  assert.equal((await look())[0]!.description, "Ny");
  await replaceScope(deps, acting, name, (before) => ({ ...before, visibility: "PRIVATE" }));
  assert.deepEqual(await look(), []);
  await replaceScope(deps, acting, name, (before) => ({ ...before, visibility: "PUBLIC" }));
  await lockScope(deps, "test", SYSTEM, name, "misuse");
  assert.deepEqual(await look(), []);
  assert.equal(etags[0], etags[3], "the same body has the same ETag");
  assert.equal(new Set(etags).size, 3);
  // Not by our operations: whoever changes a row raises its version.
  await deps.db.updateTable("scope").set({ locked_at: null, lock_reason: null }).where("name", "=", name).execute();
  assert.equal((await look()).length, 1);
});

test("a change that commits after a later one has been seen is not missed", async () => {
  const { acting, prefix } = await plantOwner();
  const [early, late] = [
    await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "early" }),
    await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "late" }),
  ];
  await deps.db.transaction().execute(async (tx) => {
    await tx
      .updateTable("scope")
      .set({ description: "began first", updated_at: sql<Date>`now()` })
      .where("id", "=", early.id)
      .execute();
    await replaceScope(deps, acting, late.name, (before) => ({ ...before, description: "committed first" }));
    assert.deepEqual(await names(`?prefix=${prefix}`), [early.name, late.name]);
  });
  const [first] = (await (await get(`?prefix=${prefix}`)).json()) as { description: string }[];
  assert.equal(first!.description, "began first");
});

test("304 without a body while nothing has changed", async () => {
  const { acting, prefix } = await plantOwner();
  const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
  const query = `?prefix=${prefix}`;
  const etag = (await get(query)).headers.get("etag")!;
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const answer = await get(query, { "if-none-match": header });
    assert.deepEqual([answer.status, await answer.text(), answer.headers.get("etag")], [304, "", etag], header);
  }
  assert.equal((await get(query, { "if-none-match": '"other"' })).status, 200);
  await deactivateScope(deps, acting, name);
  const answer = await get(query, { "if-none-match": etag });
  assert.deepEqual([answer.status, await answer.json()], [200, []]);
  assert.equal(answer.headers.get("cache-control"), "no-cache");
});

test("SEC-052 whatever filters strangers think of, few lists are kept, and long filters count", () => {
  const lists = keepLists();
  const empty = { pieces: [], length: 2, etag: '""', next: null };
  for (let i = 0; i < 5_000; i++) lists.set(`${i}`, empty);
  assert.ok(lists.size <= 500, `${lists.size} are kept`);
  lists.clear();
  lists.set("k".repeat(1_000), empty);
  assert.ok(lists.calculatedSize >= 2_000, "the key takes room, too");
});

test("20,000 scopes: the whole list, in parts, and 50 callers at once after a change", async () => {
  const org = await plantOrganization(deps.db);
  const prefix = await plantPrefix(deps.db, "test", org);
  await sql`insert into scope (env, name, prefix, subscope, owner, description)
    select 1, ${prefix} || ':s' || lpad(i::text, 5, '0'), ${prefix}, 's' || lpad(i::text, 5, '0'), ${Number(org)}, 'Lese' from generate_series(1, 20000) i`.execute(
    deps.db,
  );
  const whole = await names(`?prefix=${prefix}`);
  assert.equal(new Set(whole).size, 20_000);

  const parts: string[] = [];
  let next: string | null = `http://localhost:8080/test/api/v1/scopes/all?prefix=${prefix}&page=`;
  let length = 0;
  while (next) {
    const answer = await app.fetch(new Request(next));
    const part = (await answer.json()) as { name: string }[];
    parts.push(...part.map(({ name }) => name));
    length = Math.max(length, part.length);
    next = /^<(.+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1] ?? null;
    // SEC-113: meanwhile one before the position is changed, and one behind it is not lost
    await deps.db.updateTable("scope").set({ description: "Ny" }).where("name", "=", whole[0]!).execute();
  }
  assert.deepEqual([parts, length], [whole, 1_000]);

  await deps.db.updateTable("scope").set({ description: "Nyere" }).where("name", "=", whole[19_999]!).execute();
  const lists = new PublicLists(deps.db);
  const answers = await Promise.all(Array.from({ length: 50 }, () => lists.read(environment, { ...all, prefix })));
  for (const { etag, pieces } of answers) {
    assert.equal(etag, answers[0]!.etag);
    assert.equal(pieces, answers[0]!.pieces, "written out once");
  }
});

test("the whole list after changes, and new scopes in every place of it, is what a server that has just started writes out", async () => {
  const { acting, prefix } = await plantOwner();
  const plant = (from: number, to: number, step: number) =>
    sql`insert into scope (env, name, prefix, subscope, owner, description)
      select 1, ${prefix} || ':m' || lpad(i::text, 5, '0'), ${prefix}, 'm' || lpad(i::text, 5, '0'), ${Number(acting.org)}, 'Lese'
      from generate_series(${from}::int, ${to}::int, ${step}::int) i`.execute(deps.db);
  const lists = new PublicLists(deps.db);
  const agree = async () => {
    const [old, fresh] = [await lists.read(environment, all), await new PublicLists(deps.db).read(environment, all)];
    assert.equal(old.etag, fresh.etag);
    const body = Buffer.concat(old.pieces);
    assert.ok(body.equals(Buffer.concat(fresh.pieces)));
    assert.equal(body.length, old.length);
    const listed = (JSON.parse(body.toString()) as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(listed, listed.toSorted());
    return new Set(listed).size;
  };
  const before = await agree();
  await plant(10, 10, 1);
  assert.equal(await agree(), before + 1);
  await plant(1_000, 9_000, 10); // more than a chunk takes
  assert.equal(await agree(), before + 802);
  await plant(1_003, 9_003, 100); // one here and there
  await plant(0, 9, 1);
  await plant(99_990, 99_999, 1);
  assert.equal(await agree(), before + 903);
  await deps.db.updateTable("scope").set({ visibility: "PRIVATE" }).where("prefix", "=", prefix).where("name", "like", "%00").execute();
  await deps.db.updateTable("scope").set({ description: "Ny" }).where("prefix", "=", prefix).where("name", "like", "%03").execute();
  assert.ok((await agree()) < before + 903);
});

test("written out ahead, the first caller finds the list there", async () => {
  const own = await testDeps();
  void warmPublicLists(own);
  const [first, second] = await Promise.all([publicListsOf(own.db).read(environment, all), publicListsOf(own.db).read(environment, all)]);
  assert.equal(first.pieces, second.pieces, "one list for all who ask, and for the routes");
});

test("the open list of an environment without scopes is an empty list", async () => {
  const answer = await app.fetch(new Request("http://localhost:8080/prod/api/v1/scopes/all"));
  assert.deepEqual([answer.status, await answer.json()], [200, []]);
});
