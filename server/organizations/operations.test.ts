import assert from "node:assert/strict";
import { test } from "node:test";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import { type Doer, deed } from "../audit/deed.ts";
import { freshOrgNumber, ownToken, plantApiClient, plantOrganization, testDeps } from "../test/installation.ts";
import { untilWaiting } from "../test/waiting.ts";
import {
  holdOrganizations,
  listOrganizations,
  lockOrganization,
  organizationNames,
  readOrganization,
  registerOrganization,
  replaceOrganization,
  signTerms,
  termsSignedBy,
  unlockOrganization,
} from "./operations.ts";

const deps = await testDeps();
const SYSTEM: Doer = { actor: { kind: "system", name: "test" }, traceId: "00", address: null };

const logOf = async (org: OrgNumber) => {
  const rows = await deps.db.selectFrom("audit_entry").select(["env", "body", "orgs"]).orderBy("env").orderBy("seq").execute();
  return rows
    .filter(({ orgs }) => orgs.includes(Number(org)))
    .map(({ env, body }) => ({ chain: env, ...(JSON.parse(body) as { action: string; details: Record<string, unknown> }) }));
};

test("an organisation is registered once, renamed, and signs the terms, in the chain that the environments share", async () => {
  const number = freshOrgNumber();
  const registered = await registerOrganization(deps, SYSTEM, { number, name: " Tindøy Kommune ", form: "KOMM" });
  assert.deepEqual([registered.name, registered.form, registered.locked], ["Tindøy Kommune", "KOMM", null]);
  await assert.rejects(registerOrganization(deps, SYSTEM, { number, name: "Another" }), { refusal: "already_exists" });
  await replaceOrganization(deps, SYSTEM, number, { name: "Tindøy" });
  await replaceOrganization(deps, SYSTEM, number, { name: "Tindøy" }); // nothing happens
  await signTerms(deps, SYSTEM, number, "public", "1");
  await signTerms(deps, SYSTEM, number, "public", "1"); // nothing happens
  await signTerms(deps, SYSTEM, number, "public", "2");
  assert.deepEqual((await termsSignedBy(deps.db, number)).map(({ version }) => version).toSorted(), ["1", "2"]);
  assert.equal((await readOrganization(deps.db, number)).name, "Tindøy");
  assert.deepEqual([...(await organizationNames(deps.db, [number, freshOrgNumber()]))], [[number, "Tindøy"]]);
  assert.deepEqual(
    (await logOf(number)).map(({ chain, action }) => `${chain} ${action}`),
    ["0 organization.register", "0 organization.rename", "0 terms.sign", "0 terms.sign"],
  );
});

test("a unit stands below one that is registered", async () => {
  const parent = await plantOrganization(deps.db);
  const unit = await registerOrganization(deps, SYSTEM, { number: freshOrgNumber(), name: "Havn", parent });
  assert.equal(unit.parent, parent);
  await assert.rejects(registerOrganization(deps, SYSTEM, { number: freshOrgNumber(), name: "Havn", parent: freshOrgNumber() }), {
    refusal: "organization_unknown",
  });
});

test("what nobody knows cannot be renamed, locked or sign; a name and a reason are required", async () => {
  const [unknown, known] = [freshOrgNumber(), await plantOrganization(deps.db)];
  for (const attempt of [
    () => replaceOrganization(deps, SYSTEM, unknown, { name: "X" }),
    () => lockOrganization(deps, SYSTEM, unknown, "X"),
    () => unlockOrganization(deps, SYSTEM, unknown),
    () => signTerms(deps, SYSTEM, unknown, "public", "1"),
    () => readOrganization(deps.db, unknown),
  ])
    await assert.rejects(attempt, { refusal: "not_found" });
  for (const attempt of [
    () => replaceOrganization(deps, SYSTEM, known, { name: " " }),
    () => lockOrganization(deps, SYSTEM, known, ""),
    () => registerOrganization(deps, SYSTEM, { number: unknown, name: "" }),
  ])
    await assert.rejects(attempt, { refusal: "invalid_request" });
});

test("50 who register the same number at the same instant: one does, the others are told", async () => {
  const number = freshOrgNumber();
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => registerOrganization(deps, SYSTEM, { number, name: `Name ${i}` })));
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const outcome of outcomes) if (outcome.status === "rejected") assert.equal(outcome.reason.refusal, "already_exists");
});

test("a locked organisation loses its clients in every environment at once, and gets them back as they were", async () => {
  const [org, other] = [await plantOrganization(deps.db), await plantOrganization(deps.db)];
  const clients: string[] = [];
  for (const env of ["test", "prod"] as EnvironmentName[]) clients.push(await plantApiClient(deps, env, org, []), await plantApiClient(deps, env, org, []));
  const bystander = await plantApiClient(deps, "test", other, []);
  await deps.db.updateTable("client").set({ active: false }).where("id", "=", clients[0]!).execute();
  const usable = async () => {
    const rows = await deps.db
      .selectFrom("client")
      .select("usable")
      .where("id", "in", [...clients, bystander])
      .where("usable", "=", true)
      .execute();
    return rows.length;
  };
  assert.equal(await usable(), 4);
  const locked = await lockOrganization(deps, SYSTEM, org, "misuse");
  assert.equal(locked.locked?.reason, "misuse");
  assert.equal(await usable(), 1, "the bystander's");
  assert.equal((await lockOrganization(deps, SYSTEM, org, "another reason")).locked?.reason, "misuse");
  assert.equal((await unlockOrganization(deps, SYSTEM, org)).locked, null);
  assert.equal(await usable(), 4, "the one that was inactive before stays so");
  const log = await logOf(org);
  assert.deepEqual(
    log.map(({ chain, action, details }) => [chain, action, details]),
    [
      [0, "organization.lock", { clients: 4, reason: "misuse" }],
      [0, "organization.unlock", { clients: 4 }],
    ],
  );
});

test("a locked organisation's tokens open none of our APIs, from the next call on", async () => {
  const org = await plantOrganization(deps.db);
  const token = await ownToken(deps, "test", org, ["idporten:scopes.read"]);
  const app = createApp(deps);
  const call = async () => (await app.fetch(new Request("http://localhost:8080/test/api/v1/scopes", { headers: { authorization: `Bearer ${token}` } }))).status;
  assert.equal(await call(), 200);
  await lockOrganization(deps, SYSTEM, org, "misuse");
  assert.ok([401, 403].includes(await call()));
  await unlockOrganization(deps, SYSTEM, org);
  assert.equal(await call(), 200);
});

test("50 who lock and unlock at the same instant: the clients agree with the organisation", async () => {
  const org = await plantOrganization(deps.db);
  const client = await plantApiClient(deps, "test", org, []);
  await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? lockOrganization(deps, SYSTEM, org, "misuse") : unlockOrganization(deps, SYSTEM, org))));
  const { owner_locked } = await deps.db.selectFrom("client").select("owner_locked").where("id", "=", client).executeTakeFirstOrThrow();
  assert.equal(owner_locked, (await readOrganization(deps.db, org)).locked !== null);
});

test("SEC-080 an organisation held in a deed is not locked before the deed is done, and after it none begins", async () => {
  const org = await plantOrganization(deps.db);
  const order: string[] = [];
  let lock: Promise<unknown> | undefined;
  await deed(deps.db, SYSTEM, async (tx) => {
    await holdOrganizations(tx, org);
    lock = lockOrganization(deps, SYSTEM, org, "misuse").then(() => order.push("locked"));
    await Promise.race([untilWaiting(deps, 1), lock]);
    order.push("done");
  });
  await lock;
  assert.deepEqual(order, ["done", "locked"]);
  await assert.rejects(
    deps.db.transaction().execute((tx) => holdOrganizations(tx, org)),
    { refusal: "organization_locked" },
  );
});

test("50 who lock an organisation at the same instant lock it once, for one reason", async () => {
  const org = await plantOrganization(deps.db);
  const locked = await Promise.all(Array.from({ length: 50 }, (_, i) => lockOrganization(deps, SYSTEM, org, `reason ${i}`)));
  assert.equal(new Set(locked.map(({ locked: lock }) => lock?.reason)).size, 1);
  assert.equal((await logOf(org)).length, 1);
});

test("SEC-113 organisations followed page by page come exactly once while others are registered and renamed", async () => {
  const own = new Set<OrgNumber>();
  for (let i = 0; i < 15; i++) own.add(await plantOrganization(deps.db, `Side ${i}`));
  const seen: OrgNumber[] = [];
  let after: OrgNumber | null = null;
  do {
    const page: Awaited<ReturnType<typeof listOrganizations>> = await listOrganizations(deps.db, { after, limit: 4 });
    assert.ok(page.organizations.length <= 4);
    seen.push(...page.organizations.map(({ number }) => number));
    after = page.next;
    await plantOrganization(deps.db);
    await replaceOrganization(deps, SYSTEM, page.organizations[0]!.number, { name: `Aa ${seen.length}` });
  } while (after !== null && seen.length < 1_000);
  assert.equal(new Set(seen).size, seen.length);
  assert.ok([...own].every((number) => seen.includes(number)));
});
