import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createApp } from "../app.ts";
import type { Database } from "../db/open.ts";
import { ownToken, plantOrganization, plantPrefix } from "../test/installation.ts";
import { tokenInstallation } from "../test/token-client.ts";
import { type ChainCheck, checkChain } from "../../contract/audit-chain.ts";
import type { AuditAction } from "../../vocabulary/audit-actions.ts";
import { deed, type Doer } from "./deed.ts";
import { exportChain } from "./export.ts";

const doer = (address = "192.0.2.7"): Doer => ({ actor: { kind: "system", name: "test" }, traceId: "0".repeat(32), address });
const act = (db: Parameters<typeof deed>[0], env: "test" | "prod" | "shared", action: AuditAction, orgs: Parameters<typeof ownToken>[2][] = []) =>
  deed(db, doer(), async (_tx, note) => note({ env, action, object: { n: randomUUID() }, orgs, details: { text: 'æøå "quoted" \\ \u0001' } }));

async function chainWithEntries(count: number) {
  const installation = await tokenInstallation();
  const { deps } = installation;
  for (let i = 0; i < count; i++) await act(deps.db, "test", "scope.create");
  const lines = async () => {
    const all: string[] = [];
    for await (const line of exportChain(deps, deps.settings.environments.test, "test")) all.push(line.trimEnd());
    return all;
  };
  const keyOf = (kid: string) => deps.signingKeys.find("test", kid)?.publicKey ?? null;
  return { installation, deps, lines, check: (copy: string[]): Promise<ChainCheck> => checkChain(copy, keyOf) };
}

test("SEC-132 an exported chain verifies: with the key the head's signature too, without it the links", async () => {
  const { lines, check } = await chainWithEntries(8);
  const copy = await lines();
  const good = await check(copy);
  assert.deepEqual([good.faults, good.entries, good.signatureChecked, good.chain], [[], 8, true, "test"]);
  assert.deepEqual((await checkChain(copy)).faults, []);
});

test("SEC-132 an edit, a removal, an insertion, a swap and a cut are each found", async () => {
  const { lines, check } = await chainWithEntries(8);
  const copy = await lines();
  const damage: Record<string, (lines: string[]) => string[]> = {
    edit: (all) => all.map((line, i) => (i === 3 ? line.replace("scope.create", "scope.change") : line)),
    "edit of a hash": (all) =>
      all.map((line, i) => (i === 3 ? line.replace(/"hash":"./, (found) => found.slice(0, -1) + (found.endsWith("A") ? "B" : "A")) : line)),
    removal: (all) => all.filter((_, i) => i !== 3),
    "removal of the first": (all) => all.filter((_, i) => i !== 1),
    insertion: (all) => [...all.slice(0, 4), all[3]!, ...all.slice(4)],
    swap: (all) => [...all.slice(0, 3), all[4]!, all[3]!, ...all.slice(5)],
    "cut of the end": (all) => all.slice(0, -3),
    "cut of entries before the head": (all) => [...all.slice(0, -3), all.at(-1)!],
    "cut of all entries": (all) => [all[0]!, all.at(-1)!],
    "the other chain's name": (all) => all.map((line, i) => (i === 0 ? line.replace('"chain":"test"', '"chain":"prod"') : line)),
    "an entry after the head": (all) => [...all, all[2]!],
    garbage: (all) => [...all.slice(0, 3), "{}", ...all.slice(3)],
    nothing: () => [],
  };
  for (const [name, change] of Object.entries(damage)) {
    const { faults } = await check(change(copy));
    assert.ok(faults.length > 0, name);
  }
});

test("SEC-132 a chain made anew by someone who can compute hashes, but has no key, is found by the signature", async () => {
  const one = await chainWithEntries(4);
  const other = await chainWithEntries(3);
  await other.deps.signingKeys.rotate("test", 0); // another installation's key, which the first does not publish
  const forged = [];
  for await (const line of exportChain(other.deps, other.deps.settings.environments.test, "test")) forged.push(line.trimEnd());
  assert.deepEqual((await checkChain(forged)).faults, [], "its links hold");
  assert.match((await one.check(forged)).faults[0]!.what, /signature/);
});

test("SEC-130 fifty deeds at once form one chain, in both environments and the shared one", async () => {
  const { deps } = await tokenInstallation();
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      deed(deps.db, doer(), async (_tx, note) => {
        for (const env of i % 2 ? (["prod", "test"] as const) : (["test", "shared", "prod"] as const))
          note({ env, action: "scope.create", object: {}, orgs: [] });
      }),
    ),
  );
  for (const chain of ["test", "prod", "shared"] as const) {
    const lines = [];
    for await (const line of exportChain(deps, deps.settings.environments.test, chain)) lines.push(line);
    const { faults, entries } = await checkChain(lines.map((line) => line.trimEnd()));
    assert.deepEqual([faults, entries], [[], chain === "shared" ? 25 : 50]);
  }
});

test("SEC-130 a deed that fails leaves neither rows nor entry", async () => {
  const { deps } = await tokenInstallation();
  const org = await plantOrganization(deps.db);
  await assert.rejects(
    deed(deps.db, doer(), async (tx, note) => {
      await tx.updateTable("organization").set({ name: "changed" }).where("number", "=", Number(org)).execute();
      note({ env: "test", action: "scope.create", object: {}, orgs: [] });
      throw new Error("no");
    }),
  );
  assert.equal((await deps.db.selectFrom("organization").select("name").where("number", "=", Number(org)).executeTakeFirstOrThrow()).name, "Øvre Testing");
  assert.deepEqual(await deps.db.selectFrom("audit_entry").select("seq").execute(), []);
});

test("SEC-132 entries are only appended: the database refuses update and delete", async () => {
  const { deps } = await chainWithEntries(1);
  await assert.rejects(deps.db.updateTable("audit_entry").set({ body: "{}" }).execute(), /only appended/);
  await assert.rejects(deps.db.deleteFrom("audit_entry").execute(), /only appended/);
});

test("SEC-133 the address stands apart: erased, the chain still verifies", async () => {
  const { deps, lines, check } = await chainWithEntries(3);
  const before = await lines();
  assert.ok(!before.join().includes("192.0.2.7"));
  assert.equal((await deps.db.selectFrom("audit_person").selectAll().execute()).length, 3);
  await deps.db.deleteFrom("audit_person").execute();
  assert.deepEqual((await check(await lines())).faults, []);
});

test("SEC-134 SEC-110 an organisation lists and exports what concerns it, and nothing else; the address only of its own deeds", async () => {
  const installation = await tokenInstallation();
  const { deps, fetch } = installation;
  const [one, other] = [await plantOrganization(deps.db), await plantOrganization(deps.db)];
  await plantPrefix(deps.db, "test", one);
  for (const [env, action, orgs] of [
    ["test", "scope.create", [one]],
    ["shared", "terms.sign", [one]],
    ["prod", "scope.change", [one]],
    ["test", "client.create", [other]],
    ["test", "access.give", [one, other]],
  ] as const)
    await act(deps.db, env, action, [...orgs]);
  const token = await ownToken(deps, "test", one, ["idporten:scopes.read"]);
  const call = async (path: string) => fetch(`/test/api/fullmakt/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  type Entry = { action: string; address: string | null };
  const list = (await (await call("/audit-entries")).json()) as { items: Entry[]; next: null };
  assert.deepEqual(
    list.items.map(({ action }) => action),
    ["access.give", "terms.sign", "scope.create"],
  );
  assert.deepEqual(
    list.items.map(({ address }) => address),
    [null, null, null],
    "not its own deeds",
  );
  const exported = (await (await call("/audit-entries/export")).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Entry);
  assert.deepEqual(
    exported.slice(0, -1).map(({ action }) => action),
    ["audit.export", "access.give", "terms.sign", "scope.create"],
  );
  assert.deepEqual(exported.at(-1), { kind: "end", entries: 4 });
  assert.equal((await call("/audit-chains/test")).status, 403);
  const paged: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const page = (await (await call(`/audit-entries?limit=1${next && `&continuation=${next}`}`)).json()) as { items: Entry[]; next: string | null };
    paged.push(...page.items.map(({ action }) => action));
    next = page.next;
  }
  assert.equal(new Set(paged).size, 4);
});

test("SEC-134 an export ends with a line that counts it; one that the database cuts short does not", async () => {
  const { deps } = await tokenInstallation();
  const org = await plantOrganization(deps.db);
  await deed(deps.db, doer(), async (_tx, note) => {
    for (let i = 0; i < 501; i++) note({ env: "test", action: "scope.create", object: {}, orgs: [org] });
  });
  const token = await ownToken(deps, "test", org, ["idporten:scopes.read"]);
  const exported = async (db: Database) => {
    const request = new Request("http://localhost:8080/test/api/fullmakt/v1/audit-entries/export", { headers: { authorization: `Bearer ${token}` } });
    const response = await createApp({ ...deps, db }).fetch(request);
    assert.equal(response.status, 200);
    return (await response.text()).trim().split("\n");
  };
  assert.equal((await exported(deps.db)).at(-1), '{"kind":"end","entries":502}');
  let reads = 0;
  const failing = deps.db.withPlugin({
    transformQuery({ node }) {
      if (JSON.stringify(node).includes("left join audit_person") && (reads += 1) === 2) throw new Error("the connection was lost");
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const cut = await exported(failing);
  assert.equal(cut.length, 500);
  assert.ok(!cut.some((line) => line.startsWith('{"kind":"end"')));
});

test("the operator exports a whole chain, and that is written into it", async () => {
  const installation = await tokenInstallation();
  const { deps, fetch } = installation;
  await act(deps.db, "test", "scope.create");
  const token = await ownToken(deps, "test", deps.settings.operator.orgNumber, ["fullmakt:operator"]);
  const call = async (path: string) => fetch(`/test/api/fullmakt/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const lines = (await (await call("/audit-chains/test")).text()).trim().split("\n");
  assert.deepEqual((await checkChain(lines, (kid) => deps.signingKeys.find("test", kid)?.publicKey ?? null)).faults, []);
  assert.match(lines.at(-2)!, /audit\.export/);
  assert.equal((await call("/audit-chains/prod")).status, 400);
  assert.deepEqual(((await (await call("/audit-seals")).json()) as { faults: unknown[] }).faults, []);
});
