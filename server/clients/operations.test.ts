import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { deed, type Doer } from "../audit/deed.ts";
import { Refused } from "../http/refused.ts";
import { freshOrgNumber, plantOrganization } from "../test/installation.ts";
import { readJwk } from "./client-key.ts";
import { caller, clientsInstallation, doerFor, entriesAbout, fifty, jwkOf, plainWish, plantScope } from "./clients-under-test.ts";
import { addKey, listKeys, removeAllKeys, removeKey, replaceKeys } from "./key-operations.ts";
import {
  createClient,
  deactivateClient,
  listClients,
  lockClient,
  markOwnerLocked,
  type Owner,
  reactivateClient,
  readClient,
  replaceClient,
  unlockClient,
} from "./operations.ts";

const on = await clientsInstallation();
const { deps } = on;
const system: Doer = { actor: { kind: "system", name: "set-up" }, traceId: "0".repeat(32), address: null };
const operator = doerFor(deps.settings.operator.orgNumber);

async function owner(options?: { termsSigned?: boolean }): Promise<{ org: OrgNumber; mine: Owner; doer: Doer }> {
  const org = await plantOrganization(deps.db, "Havsula", options);
  return { org, mine: { env: "test", org }, doer: doerFor(org) };
}
const refused = (name: string) => (error: unknown) => error instanceof Refused && error.refusal === name;
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Refused ? error.refusal : Promise.reject(error as Error)),
  );
const tally = (outcomes: string[]) =>
  Object.fromEntries([...new Set(outcomes)].toSorted().map((name) => [name, outcomes.filter((one) => one === name).length]));
const key = (kid: string, number = 1) => readJwk(jwkOf(kid, "P-256", number), { minimumClientKeyBits: 2_048 });

/** Locks an organisation as the operation for that will: its row first, then its clients, in one deed. */
const lockOrganization = (org: OrgNumber, reason: string | null) =>
  deed(deps.db, operator, async (tx, note) => {
    await tx
      .updateTable("organization")
      .set({ locked_at: reason === null ? null : new Date(), lock_reason: reason })
      .where("number", "=", orgNumberToInt(org))
      .execute();
    const clients = await markOwnerLocked(tx, org, reason !== null);
    note({ env: "shared", action: "organization.lock", object: { organization: org }, orgs: [org], details: { clients } });
    return clients;
  });

test("SEC-113 the pages of a list, followed to their end while clients are added, miss and repeat none", async () => {
  const { mine, doer } = await owner();
  const ids: string[] = [];
  for (let number = 0; number < 7; number++) ids.push((await createClient(deps, doer, mine, plainWish())).id);
  await deactivateClient(deps, doer, mine, ids[3]!);
  // Made in the same millisecond, so that the id decides their order.
  await deps.db
    .updateTable("client")
    .set({ created_at: new Date("2026-01-05T09:00:00Z") })
    .where("org", "=", orgNumberToInt(mine.org))
    .execute();
  for (const inactive of [false, true]) {
    const seen: string[] = [];
    let after = null;
    for (let page = 0; page < 10; page++) {
      const { clients, next }: Awaited<ReturnType<typeof listClients>> = await listClients(deps.db, mine, { inactive, after, limit: 2 });
      seen.push(...clients.map(({ id }) => id));
      await createClient(deps, doer, mine, plainWish());
      if (!next) break;
      after = next;
    }
    const expected = ids.filter((id) => inactive || id !== ids[3]);
    assert.deepEqual(seen.filter((id) => ids.includes(id)).toSorted(), expected.toSorted());
    assert.equal(new Set(seen).size, seen.length);
  }
});

test("a list of exactly one page has no next", async () => {
  const { mine, doer } = await owner();
  for (let number = 0; number < 2; number++) await createClient(deps, doer, mine, plainWish());
  assert.equal((await listClients(deps.db, mine, { limit: 2 })).next, null);
  assert.notEqual((await listClients(deps.db, mine, { limit: 1 })).next, null);
  assert.deepEqual(await listClients(deps.db, { ...mine, env: "prod" }), { clients: [], next: null });
});

test("with the expected version, one of fifty replacements of a client is done", async () => {
  const { mine, doer } = await owner();
  const { id, version } = await createClient(deps, doer, mine, plainWish());
  const outcomes = await fifty((number) => outcome(replaceClient(deps, doer, mine, id, plainWish({ name: `n${number}` }), { expectedVersion: version })));
  assert.deepEqual(tally(outcomes), { changed_meanwhile: 49, done: 1 });
  assert.equal((await readClient(deps.db, mine, id)).version, version + 1);
});

test("with the expected version, one of fifty replacements of the keys is done, and its keys are all that is there", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  const { version } = await listKeys(deps.db, mine, id);
  const outcomes = await fifty((number) => outcome(replaceKeys(deps, doer, mine, id, [key(`a${number}`), key(`b${number}`, 2)], { expectedVersion: version })));
  assert.deepEqual(tally(outcomes), { changed_meanwhile: 49, done: 1 });
  const left = await listKeys(deps.db, mine, id);
  const winner = outcomes.indexOf("done");
  assert.deepEqual(
    left.keys.map(({ kid }) => kid),
    [`a${winner}`, `b${winner}`],
  );
  assert.equal(left.version, version + 1);
});

test("with an old version no key is added or removed", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  const { version } = await listKeys(deps.db, mine, id);
  const added = await addKey(deps, doer, mine, id, key("a"), { expectedVersion: version });
  assert.equal(added.version, version + 1);
  for (const late of [
    () => addKey(deps, doer, mine, id, key("b"), { expectedVersion: version }),
    () => removeKey(deps, doer, mine, id, "a", { expectedVersion: version }),
    () => removeAllKeys(deps, doer, mine, id, { expectedVersion: version }),
    () => deactivateClient(deps, doer, mine, id, { expectedVersion: 99 }),
    () => reactivateClient(deps, doer, mine, id, { expectedVersion: 99 }),
  ])
    await assert.rejects(late(), refused("changed_meanwhile"));
  assert.deepEqual(await listKeys(deps.db, mine, id), added);
  await removeKey(deps, doer, mine, id, "a", { expectedVersion: added.version });
});

test("SEC-017 a key under 3072 bits is taken with a warning", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  const rsa = readJwk(jwkOf("rsa", "RSA-2048"), { minimumClientKeyBits: 2_048 });
  await addKey(deps, doer, mine, id, rsa);
  const { keys } = await addKey(deps, doer, mine, id, key("ec"));
  assert.deepEqual(
    keys.map(({ kid, warnings }) => [kid, warnings]),
    [
      ["rsa", ["rsa_under_3072"]],
      ["ec", []],
    ],
  );
});

test("SEC-083 deactivation and revival are deeds of their own, and keep scopes and keys", async () => {
  const { org, mine, doer } = await owner();
  const scope = await plantScope(deps, { givenTo: [org] });
  const { id } = await createClient(deps, doer, mine, plainWish({ scopes: [scope] }));
  await addKey(deps, doer, mine, id, key("a"));
  const usable = async () => (await deps.db.selectFrom("client").select("usable").where("id", "=", id).executeTakeFirstOrThrow()).usable;
  assert.equal((await deactivateClient(deps, doer, mine, id)).active, false);
  assert.equal(await usable(), false, "what the token statement asks for");
  const revived = await reactivateClient(deps, doer, mine, id);
  assert.deepEqual([revived.active, revived.scopes, await usable()], [true, [scope], true]);
  await reactivateClient(deps, doer, mine, id);
  assert.equal((await listKeys(deps.db, mine, id)).keys.length, 1);
  assert.deepEqual(
    (await entriesAbout(deps, id)).map(({ action }) => action),
    ["client.create", "client_key.add", "client.deactivate", "client.reactivate"],
  );
});

test("a client that the operator has locked is not changed by its owner, in any way", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  await addKey(deps, doer, mine, id, key("a"));
  assert.equal((await lockClient(deps, operator, "test", id, "Mistanke om misbruk")).locked?.reason, "Mistanke om misbruk");
  for (const change of [
    () => replaceClient(deps, doer, mine, id, plainWish({ name: "Endret" })),
    () => deactivateClient(deps, doer, mine, id),
    () => addKey(deps, doer, mine, id, key("b")),
    () => replaceKeys(deps, doer, mine, id, [key("b")]),
    () => removeKey(deps, doer, mine, id, "a"),
    () => removeAllKeys(deps, doer, mine, id),
  ])
    await assert.rejects(change(), (error) => refused("wrong_state")(error) && (error as Refused).description.includes("Mistanke om misbruk"));
  assert.equal((await readClient(deps.db, mine, id)).locked?.reason, "Mistanke om misbruk", "but seen");
  assert.equal((await replaceClient(deps, operator, mine, id, plainWish({ name: "Av operatøren" }))).name, "Av operatøren");
  assert.equal((await unlockClient(deps, operator, "test", id)).locked, null);
  assert.equal((await replaceClient(deps, doer, mine, id, plainWish({ name: "Endret" }))).name, "Endret");
  assert.deepEqual(
    (await entriesAbout(deps, id)).map(({ action }) => action),
    ["client.create", "client_key.add", "client.lock", "client.change", "client.unlock", "client.change"],
  );
});

test("a lock is the operator's alone; setting it again gives it a new reason, and nothing twice", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  await assert.rejects(lockClient(deps, doer, "test", id, "Selv"), refused("operator_only"));
  await assert.rejects(unlockClient(deps, doer, "test", id), refused("operator_only"));
  await assert.rejects(lockClient(deps, operator, "test", randomUUID(), "Ingen"), refused("not_found"));
  await assert.rejects(lockClient(deps, operator, "prod", id, "Et annet miljø"), refused("not_found"));
  await unlockClient(deps, operator, "test", id);
  await lockClient(deps, operator, "test", id, "Først");
  await lockClient(deps, system, "test", id, "Først");
  await lockClient(deps, system, "test", id, "Så");
  assert.deepEqual(
    (await entriesAbout(deps, id)).map(({ action, details }) => [action, details.reason]),
    [
      ["client.create", undefined],
      ["client.lock", "Først"],
      ["client.lock", "Så"],
    ],
  );
});

test("a locked organisation creates and changes nothing; what is created for it is locked with it", async () => {
  const { org, mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  assert.equal(await lockOrganization(org, "Konkurs"), 1);
  for (const change of [
    () => createClient(deps, doer, mine, plainWish()),
    () => replaceClient(deps, doer, mine, id, plainWish({ name: "Endret" })),
    () => deactivateClient(deps, doer, mine, id),
    () => addKey(deps, doer, mine, id, key("a")),
  ])
    await assert.rejects(change(), refused("organization_locked"));
  const inherited = await createClient(deps, system, mine, plainWish());
  assert.equal(inherited.ownerLocked, true);
  assert.equal(await lockOrganization(org, null), 2);
  assert.equal((await readClient(deps.db, mine, inherited.id)).ownerLocked, false);
  await replaceClient(deps, doer, mine, id, plainWish({ name: "Endret" }));
});

test("SEC-080 no client is created past a lock of its organisation that comes at the same instant", async () => {
  const { org, mine, doer } = await owner();
  const [, ...outcomes] = await Promise.all([
    lockOrganization(org, "Konkurs"),
    ...Array.from({ length: 50 }, () => outcome(createClient(deps, doer, mine, plainWish()))),
  ]);
  for (const one of outcomes) assert.ok(one === "done" || one === "organization_locked", String(one));
  const { clients } = await listClients(deps.db, mine, { limit: 100 });
  assert.ok(clients.every(({ ownerLocked }) => ownerLocked));
});

test("SEC-080 no scope is put on past a removal of its access that comes at the same instant", async () => {
  const { org, mine, doer } = await owner();
  const scope = await plantScope(deps, { givenTo: [org] });
  const ended = deps.db.transaction().execute(async (tx) => {
    await tx.updateTable("access").set({ ended_at: new Date(), ended_why: "removed" }).where("org", "=", orgNumberToInt(org)).execute();
    return (await createdBefore(tx as unknown as typeof deps.db, org)).length;
  });
  const [visible, ...outcomes] = await Promise.all([
    ended,
    ...Array.from({ length: 50 }, () => outcome(createClient(deps, doer, mine, plainWish({ scopes: [scope] })))),
  ]);
  const done = outcomes.filter((one) => one === "done").length;
  assert.equal(done, visible, "what was created is seen by the removal; what comes after it is refused");
  assert.equal(outcomes.filter((one) => one === "scope_not_available").length, 50 - done);
});
const createdBefore = (db: typeof deps.db, org: OrgNumber) => db.selectFrom("client").select("id").where("org", "=", orgNumberToInt(org)).execute();

test("an organisation that nobody knows, and one without signed terms, creates none", async () => {
  const org = freshOrgNumber();
  await assert.rejects(createClient(deps, doerFor(org), { env: "test", org }, plainWish()), refused("organization_unknown"));
  const { mine, doer } = await owner({ termsSigned: false });
  await assert.rejects(createClient(deps, doer, mine, plainWish()), refused("terms_not_signed"));
});

test("SEC-110 operations on another organisation's client change nothing", async () => {
  const { mine, doer } = await owner();
  const other = await caller(on);
  const theirs: Owner = { env: "test", org: other.org };
  const client = await createClient(deps, doer, mine, plainWish());
  const thief = doerFor(other.org);
  for (const attempt of [
    () => readClient(deps.db, theirs, client.id),
    () => replaceClient(deps, thief, theirs, client.id, plainWish({ name: "Min nå" })),
    () => deactivateClient(deps, thief, theirs, client.id),
    () => listKeys(deps.db, theirs, client.id),
    () => addKey(deps, thief, theirs, client.id, key("a")),
    () => replaceKeys(deps, thief, theirs, client.id, [key("a")]),
    () => removeAllKeys(deps, thief, theirs, client.id),
  ])
    await assert.rejects(attempt(), refused("not_yours"));
  assert.deepEqual(await readClient(deps.db, mine, client.id), client);
  assert.deepEqual((await entriesAbout(deps, client.id)).length, 1);
});

test("a deed that is refused leaves no entry, no row and no version behind", async () => {
  const { mine, doer } = await owner();
  const { id } = await createClient(deps, doer, mine, plainWish());
  const before = await listKeys(deps.db, mine, id);
  await assert.rejects(removeKey(deps, doer, mine, id, "none"), refused("not_found"));
  assert.deepEqual(await listKeys(deps.db, mine, id), before);
  assert.equal((await entriesAbout(deps, id)).length, 1);
});
