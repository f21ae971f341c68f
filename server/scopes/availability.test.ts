import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import { untilWaiting } from "../test/waiting.ts";
import { scopeAvailability } from "./availability.ts";
import { createScope, deactivateScope, giveAccess, lockScope, removeAccess } from "./operations.ts";
import { actingFor, ATTRIBUTES, scopeName, SYSTEM } from "./testing.ts";

const deps = await testDeps();

async function plantOwner() {
  const acting = actingFor(await plantOrganization(deps.db));
  return { acting, prefix: await plantPrefix(deps.db, "test", acting.org), consumer: await plantOrganization(deps.db) };
}

test("each name is answered: given, open, delegable, not given, inactive, locked, unknown, removed, run out, and given ahead", async () => {
  const { acting, prefix, consumer } = await plantOwner();
  const make = async (subscope: string, wish = {}) => (await createScope(deps, acting, { ...ATTRIBUTES, ...wish, prefix, subscope })).name;
  const scopes = {
    given: await make("given", { allowedIntegrationTypes: ["krr"] }),
    ahead: await make("ahead"),
    open: await make("open", { openToAll: true }),
    delegable: await make("delegable", { delegationSource: "self" }),
    closed: await make("closed"),
    inactive: await make("inactive"),
    locked: await make("locked", { openToAll: true }),
    removed: await make("removed"),
    expired: await make("expired"),
  };
  for (const name of [scopes.given, scopes.inactive, scopes.removed, scopes.expired]) await giveAccess(deps, acting, name, consumer);
  await giveAccess(deps, acting, scopes.ahead, consumer, { validFrom: new Date(Date.now() + 3_600_000) });
  await deactivateScope(deps, acting, scopes.inactive);
  await lockScope(deps, "test", SYSTEM, scopes.locked, "misuse");
  await removeAccess(deps, acting, scopes.removed, consumer);
  const { id: expired } = await deps.db.selectFrom("scope").select("id").where("name", "=", scopes.expired).executeTakeFirstOrThrow();
  await deps.db
    .updateTable("access")
    .set({ valid_from: sql<Date>`now() - interval '2 hours'`, valid_to: sql<Date>`now() - interval '1 hour'` })
    .where("scope", "=", expired)
    .execute();

  const unknown = scopeName("nobody:nothing");
  const names = [...Object.values(scopes), unknown];
  const answers = await deps.db.transaction().execute((tx) => scopeAvailability(tx, "test", consumer, names));
  assert.deepEqual(
    names.map((name) => [answers.get(name)?.why, answers.get(name)?.available]),
    [
      ["given", true],
      ["given", true],
      ["open", true],
      ["delegable", true],
      ["not_given", false],
      ["inactive", false],
      ["inactive", false],
      ["not_given", false],
      ["not_given", false],
      ["unknown", false],
    ],
  );
  assert.deepEqual([answers.get(scopes.given)?.allowedIntegrationTypes, answers.get(unknown)?.id], [["krr"], 0]);
  const inProd = await deps.db.transaction().execute((tx) => scopeAvailability(tx, "prod", consumer, names));
  assert.ok(
    [...inProd.values()].every(({ why }) => why === "unknown"),
    "SEC-086: nothing of test exists in prod",
  );
  assert.equal((await deps.db.transaction().execute((tx) => scopeAvailability(tx, "test", consumer, []))).size, 0);
});

for (const [says, end] of [
  ["a removal of the access", removeAccess],
  ["a deactivation of the scope", (...[at, acting, name]: Parameters<typeof removeAccess>) => deactivateScope(at, acting, name)],
] as const)
  test(`SEC-080 what was found available holds until the transaction ends: ${says} waits for it`, async () => {
    const { acting, prefix, consumer } = await plantOwner();
    const { name } = await createScope(deps, acting, { ...ATTRIBUTES, prefix, subscope: "a" });
    await giveAccess(deps, acting, name, consumer);
    const order: string[] = [];
    let waiting: Promise<unknown> | undefined;
    await deps.db.transaction().execute(async (tx) => {
      assert.equal((await scopeAvailability(tx, "test", consumer, [name])).get(name)?.available, true);
      waiting = end(deps, acting, name, consumer).then(() => order.push("ended"));
      await Promise.race([untilWaiting(deps, 1), waiting]);
      order.push("committed");
    });
    await waiting;
    assert.deepEqual(order, ["committed", "ended"]);
  });
