import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import { plantOrganization, plantPrefix } from "../test/installation.ts";
import { tokenInstallation } from "../test/token-client.ts";
import { type BatchRequest, createTokenBatcher } from "./batch.ts";
import { openTokenConnection } from "./connection.ts";
import { decideToken, type TokenFacts } from "./decide.ts";
import { STATEMENT } from "./statement.ts";

const { deps, databaseUrl } = await tokenInstallation();
const { db, batcher } = deps;

/** A random world: clients in every state, keys in every state, scopes in every state, accesses in every state. Small, so that requests meet all of it. */
const past = "2026-01-01T00:00:00Z";
const later = "2099-01-01T00:00:00Z";
const ACCESS = ["living", "until_later", "ended", "expired", "not_yet", "none"] as const;
const KEY = ["living", "expired", "ended", "other_fingerprint"] as const;
type AccessState = (typeof ACCESS)[number];

const world = {
  owners: await Promise.all(Array.from({ length: 6 }, () => plantOrganization(db))),
  clients: [] as { id: string; owner: OrgNumber; usable: boolean; keys: { kid: string; state: (typeof KEY)[number] }[]; type: string; scopes: Set<string> }[],
  scopes: [] as { name: ScopeName; id: number; usable: boolean; open: boolean; types: string[]; access: Map<OrgNumber, AccessState> }[],
};

const random = fc.sample(fc.integer({ min: 0, max: 1_000_000 }), 20_000);
let drawn = 0;
const pick = <T>(choices: readonly T[]): T => choices[random[drawn++ % random.length]! % choices.length]!;
const chance = (share: number): boolean => random[drawn++ % random.length]! % 100 < share * 100;

const prefix = await plantPrefix(db, "test", world.owners[0]!);
for (let i = 0; i < 14; i++) {
  const name = `${prefix}:s${i}` as ScopeName;
  // The first ones are usable and of every kind, so that each answer is met often enough whatever is drawn.
  const plain = i < 5;
  const [active, locked, open] = [plain || chance(0.85), !plain && chance(0.1), i % 4 === 3];
  const types = i % 5 === 0 ? ["krr"] : i % 5 === 1 ? ["maskinporten", "krr"] : [];
  const { id } = await db
    .insertInto("scope")
    .values({
      env: 1,
      name,
      prefix,
      subscope: `s${i}`,
      owner: orgNumberToInt(world.owners[0]!),
      description: name,
      active,
      open_to_all: open,
      allowed_integration_types: types,
      ...(locked ? { locked_at: past, lock_reason: "x" } : {}),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const access = new Map<OrgNumber, AccessState>();
  for (const org of world.owners) {
    const state = pick(ACCESS);
    access.set(org, state);
    if (state === "none") continue;
    const dates = { living: {}, until_later: { valid_to: later }, ended: {}, expired: { valid_to: "2026-02-01T00:00:00Z" }, not_yet: { valid_from: later } }[
      state
    ];
    await db
      .insertInto("access")
      .values({ env: 1, id: randomUUID(), scope: id, org: orgNumberToInt(org), valid_from: past, ...dates })
      .execute();
    if (state === "ended")
      await db.updateTable("access").set({ ended_at: past, ended_why: "removed" }).where("scope", "=", id).where("org", "=", orgNumberToInt(org)).execute();
  }
  world.scopes.push({ name, id, usable: active && !locked, open, types, access });
}
for (let i = 0; i < 24; i++) {
  const plain = i < 8;
  const [id, owner, type] = [randomUUID(), pick(world.owners), i % 5 === 4 ? "krr" : "maskinporten"];
  const [active, locked, ownerLocked] = [plain || chance(0.85), !plain && chance(0.08), !plain && chance(0.08)];
  await db
    .insertInto("client")
    .values({
      env: 1,
      id,
      org: orgNumberToInt(owner),
      active,
      owner_locked: ownerLocked,
      integration_type: type as "krr",
      ...(locked ? { locked_at: past, lock_reason: "x" } : {}),
    })
    .execute();
  // Usable clients without a key, with good ones, and with one of every kind.
  const states = i < 4 ? KEY.slice(0, i).map(() => "living" as const) : plain ? KEY : KEY.slice(0, pick([0, 1, 2, 3])).map(() => pick(KEY));
  const keys = states.map((state, n) => ({ kid: `k${n}`, state }));
  for (const { kid, state } of keys)
    await db
      .insertInto("client_key")
      .values({
        env: 1,
        id: randomUUID(),
        client: id,
        kid,
        jwk: "{}",
        alg: "RS256",
        pinned: false,
        thumbprint: state === "other_fingerprint" ? "another" : `${id} ${kid}`,
        expires_at: state === "expired" ? past : later,
        ...(state === "ended" ? { ended_at: past } : {}),
      })
      .execute();
  const scopes = new Set(world.scopes.filter(() => chance(0.7)).map(({ name }) => name as string));
  for (const scope of world.scopes.filter(({ name }) => scopes.has(name)))
    await db.insertInto("client_scope").values({ env: 1, client: id, scope: scope.id }).execute();
  world.clients.push({ id, owner, usable: active && !locked && !ownerLocked, keys, type, scopes });
}

type Case = { request: BatchRequest; facts: TokenFacts };
const usedMarks: Buffer[] = [];

const usable = world.clients.filter((client) => client.usable && client.scopes.size > 0);

function makeCase(): Case {
  // A tenth asks as a well-kept client does, so that the last links of the chain are met as often as the first.
  const careful = chance(0.1);
  const client = careful ? pick(usable) : chance(0.03) ? null : pick(world.clients);
  const livingKey = careful ? client?.keys.find(({ state }) => state === "living") : undefined;
  const kid = livingKey ? livingKey.kid : chance(0.25) ? null : client?.keys.length && chance(0.95) ? pick(client.keys).kid : "nobody";
  const key = client?.keys.find((one) => one.kid === kid);
  const anyName = (): ScopeName => (chance(0.04) ? (`${prefix}:none` as ScopeName) : pick(world.scopes).name);
  const names = careful && client ? [pick([...client.scopes]) as ScopeName] : [...new Set(Array.from({ length: pick([1, 1, 1, 2, 3, 5]) }, anyName))];
  const consumerOrg = chance(0.25) ? pick(world.owners.filter((org) => org !== client?.owner)) : null;
  const reused = usedMarks.length > 0 && chance(0.08) ? pick(usedMarks) : null;
  const mark = reused ?? Buffer.from(randomUUID());
  const id = client?.id ?? randomUUID();
  const request = {
    token: randomUUID(),
    env: 1,
    client: id,
    key: kid === null ? null : { kid, fingerprint: `${id} ${kid}` },
    consumerOrg,
    scopes: names,
    mark,
    maxLifetime: 7200,
    address: "127.0.0.1",
  };
  const facts: TokenFacts = {
    client: client && { owner: client.owner, usable: client.usable },
    key: !key || key.state === "ended" || key.state === "other_fingerprint" ? "gone" : key.state,
    clientHasKeys: client?.keys.some(({ state }) => state !== "ended") ?? false,
    usedBefore: reused !== null,
    scope: (name) => {
      const scope = world.scopes.find((one) => one.name === name);
      if (!scope || !client) return undefined;
      return {
        usable: scope.usable,
        onClient: client.scopes.has(name),
        typeAllowed: scope.types.length === 0 || scope.types.includes(client.type),
        openToAll: scope.open,
      };
    },
    accessGivenTo: (name, organization) =>
      ["living", "until_later"].includes(world.scopes.find((one) => one.name === name)?.access.get(organization) ?? "none"),
    delegated: () => false,
  };
  return { request, facts };
}

test("SEC-030 SEC-032 the statement and the pure rule say the same: 10,000 random sets of facts", async () => {
  const seen = new Map<string, number>();
  for (let round = 0; round < 100; round++) {
    const cases = Array.from({ length: 100 }, makeCase);
    const answers = await Promise.all(cases.map(({ request }) => batcher.decide(request)));
    // A mark counts as used from the next round on; one twice in a round is another test.
    const taken = new Set<string>();
    cases.forEach(({ request, facts }, i) => {
      const mark = request.mark.toString("hex");
      const usedBefore = facts.usedBefore || taken.has(mark);
      const expected = decideToken(
        { signedWith: request.key ? "key" : "certificate", consumerOrg: request.consumerOrg, scopes: request.scopes },
        { ...facts, usedBefore },
      );
      const got = answers[i]!;
      const burns = expected.granted || !["client_not_found", "unknown_kid", "expired_key", "kid_required", "grant_used"].includes(expected.refusal);
      if (burns) {
        taken.add(mark);
        usedMarks.push(request.mark);
      }
      const short = (answer: typeof got | typeof expected) => (answer.granted ? "granted" : `${answer.refusal} ${answer.scope ?? ""}`);
      assert.equal(short(got), short(expected), JSON.stringify({ request, client: world.clients.find(({ id }) => id === request.client) }));
      const name = got.granted ? "granted" : (got.refusal ?? "outdated");
      seen.set(name, (seen.get(name) ?? 0) + 1);
    });
  }
  // A table that never meets an answer proves nothing about it.
  for (const name of [
    "granted",
    "client_not_found",
    "unknown_kid",
    "expired_key",
    "kid_required",
    "grant_used",
    "scope_not_on_client",
    "scope_of_other_type",
    "no_access",
    "not_delegated",
  ])
    assert.ok((seen.get(name) ?? 0) > 10, `${name}: ${seen.get(name) ?? 0} of 10,000`);
});

test("nothing asked for is nothing granted", async () => {
  const client = world.clients.find(({ usable, keys }) => usable && keys.length === 0)!;
  const base = { env: 1, client: client.id, key: null, consumerOrg: null, maxLifetime: 7200, address: null };
  const answer = await batcher.decide({ ...base, token: randomUUID(), scopes: [], mark: Buffer.from(randomUUID()) });
  assert.equal(answer.granted, false);
});

test("SEC-131 every granted token and every refusal of a known client is on record, with its writer's chain", async () => {
  const cases = Array.from({ length: 60 }, makeCase);
  const other = createTokenBatcher(databaseUrl, deps.log);
  after(() => other.close());
  const answers = await Promise.all(cases.map(({ request }) => other.decide(request)));
  const tokens = cases.map(({ request }) => request.token);
  const issued = await db.selectFrom("token_issuance").select("token").where("token", "in", tokens).execute();
  const refused = await db.selectFrom("token_refusal").select("token").where("token", "in", tokens).execute();
  const known = cases.filter((_, i) => answers[i]!.granted || answers[i]!.owner !== null);
  assert.equal(issued.length, answers.filter(({ granted }) => granted).length);
  assert.equal(issued.length + refused.length, known.length);
});

test("the plan looks everything up by index: no table is read whole", async () => {
  const connection = await openTokenConnection(databaseUrl);
  after(() => connection.close());
  // Filled tables: of a few rows any plan reads all.
  const fills = [
    `insert into organization (number, name) select 200000000 + g, 'o' || g from generate_series(1, 3000) g`,
    `insert into client (env, id, org) select 2, 'c' || g, ${orgNumberToInt(world.owners[0]!)} from generate_series(1, 8000) g`,
    `insert into prefix (env, prefix, owner, likeness) select 2, 'p' || g, 200000000 + g, 'p' || g from generate_series(1, 3000) g`,
    `insert into scope (env, name, prefix, subscope, owner, description) select 2, 'p' || g || ':s', 'p' || g, 's', ${orgNumberToInt(world.owners[0]!)}, 'x' from generate_series(1, 3000) g`,
    `insert into client_scope (env, client, scope) select 2, 'c' || g, (select min(id) from scope where env = 2) from generate_series(1, 8000) g`,
    `insert into client_key (env, id, client, kid, jwk, alg, pinned, thumbprint, expires_at) select 2, gen_random_uuid(), 'c' || g, 'k', '{}', 'RS256', false, 't', now() from generate_series(1, 8000) g`,
    `insert into access (env, id, scope, org) select 2, gen_random_uuid(), id, ${orgNumberToInt(world.owners[1]!)} from scope where env = 2`,
  ];
  // Analyzed after each: a foreign key's check of an empty table is planned to read it whole, and stays so until then.
  for (const fill of fills) await sql.raw(`${fill}; analyze ${/into (\w+)/.exec(fill)![1]!}`).execute(db);
  await connection.query({ text: `prepare checked as ${STATEMENT}` });
  const values = Array.from({ length: 13 }, () => "'{}'").concat(["'00000000-0000-0000-0000-000000000000'", "1", "''", "''"]);
  const rows = await connection.query<{ "QUERY PLAN": unknown }>({ text: `explain (format json) execute checked(${values.join(", ")})` });
  const plan = JSON.stringify(rows[0]?.["QUERY PLAN"]);
  for (const table of ["client", "client_key", "scope", "client_scope", "access", "prefix"])
    assert.ok(!new RegExp(`"Node Type":"Seq Scan"[^}]*"Relation Name":"${table}"`).test(plan), `${table} is read whole`);
});
