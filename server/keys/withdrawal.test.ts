import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import type { Completion, Doer, Tx } from "../audit/deed.ts";
import { callAsOperator } from "../scopes/own-testing.ts";
import { fetchToken, grantOf, plantClient, tokenInstallation, type TokenInstallation } from "../test/token-client.ts";
import { rotateSigningKey, settleSigningKeys, withdrawSigningKey } from "./operations.ts";
import { openSigningKeys } from "./signing-keys.ts";

const DAY = 24 * 3_600_000;

/** What an API does with a token: it fetches the key set and verifies. */
async function isVerified(installation: TokenInstallation, token: string): Promise<boolean> {
  const keySet = createLocalJWKSet((await (await installation.fetch("/test/jwk")).json()) as JSONWebKeySet);
  return jwtVerify(token, keySet).then(
    () => true,
    () => false,
  );
}

async function freshToken(installation: TokenInstallation, planted: Awaited<ReturnType<typeof plantClient>>): Promise<string> {
  const { status, body } = await fetchToken(installation, grantOf(planted));
  assert.equal(status, 200);
  return String(body.access_token);
}

const entries = async ({ deps }: TokenInstallation): Promise<[string, string][]> =>
  (await deps.db.selectFrom("audit_entry").select("body").orderBy("seq").execute())
    .map(({ body }) => JSON.parse(body) as { action: string; object: { signing_key: string } })
    .filter(({ action }) => action.startsWith("signing_key."))
    .map(({ action, object }) => [action, object.signing_key]);

const transactionOf = async (tx: Tx): Promise<string> => (await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx)).rows[0]!.id;
const doer = (completion?: Completion): Doer => ({ actor: { kind: "system", name: "test" }, traceId: "0", address: null, completion });
const filesOf = ({ deps }: TokenInstallation): string[] => readdirSync(join(deps.settings.dataFolder, "test")).toSorted();
const kidOf = ({ deps }: TokenInstallation): string => deps.signingKeys.current("test").kid;

test("SEC-071 a withdrawn key leaves the key set at once: what it signed fails there and at our own APIs, the rest goes on", async () => {
  const installation = await tokenInstallation();
  const { deps } = installation;
  const planted = await plantClient(installation);
  const [stolen, before, oldCaller] = [kidOf(installation), await freshToken(installation, planted), await callAsOperator(deps)];
  assert.equal((await oldCaller("POST", "/signing-keys", { useInSeconds: 0 })).status, 201);
  const [next, afterwards, call] = [kidOf(installation), await freshToken(installation, planted), await callAsOperator(deps)];
  assert.deepEqual([await isVerified(installation, before), await isVerified(installation, afterwards)], [true, true]);

  const withdrawn = await call("POST", `/signing-keys/${stolen}/withdrawal`, {}, { "idempotency-key": "w1" });
  assert.deepEqual([withdrawn.status, withdrawn.body.kid, withdrawn.body.signsNow], [200, stolen, next]);
  assert.deepEqual([await isVerified(installation, before), await isVerified(installation, afterwards)], [false, true]);
  assert.equal((await oldCaller("GET", "/signing-keys")).status, 401);
  assert.deepEqual(
    (await call("GET", "/signing-keys")).body.items.map(({ kid, state }: { kid: string; state: string }) => [kid, state]),
    [[next, "current"]],
  );

  const again = await call("POST", `/signing-keys/${stolen}/withdrawal`, {}, { "idempotency-key": "w1" });
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.body], [200, "true", withdrawn.body]);
  assert.deepEqual(
    (await call("POST", `/signing-keys/${stolen}/withdrawal`, { replace: true })).body,
    withdrawn.body,
    "it stays withdrawn, and no key is made",
  );
  assert.deepEqual(await entries(installation), [
    ["signing_key.rotate", next],
    ["signing_key.withdraw", stolen],
  ]);
});

test("the key that signs now is withdrawn only together with a new one, which signs at once", async () => {
  const installation = await tokenInstallation();
  const planted = await plantClient(installation);
  const [stolen, before] = [kidOf(installation), await freshToken(installation, planted)];
  const call = await callAsOperator(installation.deps);
  for (const body of [undefined, {}, { replace: false }]) {
    const refused = await call("POST", `/signing-keys/${stolen}/withdrawal`, body);
    assert.deepEqual([refused.status, refused.body.code], [409, "FM-458"]);
    assert.match(refused.body.detail, /replace/);
  }
  assert.ok(await isVerified(installation, before), "and nothing is half done");

  const { body } = await call("POST", `/signing-keys/${stolen}/withdrawal`, { replace: true });
  assert.notEqual(body.signsNow, stolen);
  assert.equal(await isVerified(installation, before), false);
  assert.ok(await isVerified(installation, await freshToken(installation, planted)));
  assert.deepEqual(await entries(installation), [
    ["signing_key.rotate", body.signsNow],
    ["signing_key.withdraw", stolen],
  ]);
});

test("what is no published key is 404, another body 400, and who is not the operator 403; nothing is withdrawn", async () => {
  const installation = await tokenInstallation();
  const call = await callAsOperator(installation.deps);
  const twin = (await (await callAsOperator(installation.deps, "prod"))("GET", "/signing-keys")).body.items[0].kid;
  assert.notEqual(twin, kidOf(installation));
  for (const kid of ["none", "..%2F0001", twin]) assert.equal((await call("POST", `/signing-keys/${kid}/withdrawal`, { replace: true })).status, 404, kid);
  for (const body of [{ replace: "yes" }, { force: true }]) assert.equal((await call("POST", `/signing-keys/${twin}/withdrawal`, body)).status, 400);
  assert.deepEqual(await entries(installation), []);
});

test("SEC-175 of 50 who withdraw the same key at once all are told that it is withdrawn, and it is, once", async () => {
  const installation = await tokenInstallation();
  const { deps } = installation;
  const stolen = kidOf(installation);
  await rotateSigningKey(deps, doer(), "test", 0);
  await Promise.all(Array.from({ length: 50 }, () => withdrawSigningKey(deps, doer(), "test", stolen, { replace: false })));
  assert.deepEqual(
    (await entries(installation)).map(([action]) => action),
    ["signing_key.rotate", "signing_key.withdraw"],
  );
});

test("another server on the same folder follows, and a next key that is withdrawn does not end the one before it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-keys-"));
  after(() => rmSync(folder, { recursive: true }));
  cpSync(process.env.TEST_KEYS!, folder, { recursive: true });
  let now = Date.now();
  const kinds = { test: "RSA-2048", prod: "RSA-2048" } as const;
  const [one, other] = [await openSigningKeys(folder, kinds, () => now), await openSigningKeys(folder, kinds, () => now)];
  after(() => [one, other].forEach((each) => each.close()));
  const current = one.current("test");
  const next = await one.rotate("test", DAY);
  one.settle("test", one.prepare("test", { withdraw: next.number, withdrawnAt: new Date(now).toISOString() }, "0"), true);
  other.reload();
  for (now of [now, now + 2 * DAY, now + 10 * DAY])
    for (const server of [one, other]) {
      assert.equal(server.current("test").kid, current.kid);
      assert.deepEqual(
        server.published("test").map(({ kid }) => kid),
        [current.kid],
      );
    }
});

for (const [says, fail] of [
  ["is refused at its end", () => Promise.reject(new Error("cut off"))],
  ["loses its connection", async (tx) => void (await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))],
] satisfies [string, Completion][])
  test(`SEC-140 a rotation whose transaction ${says} leaves no key and no entry, and the next one goes through`, async () => {
    const installation = await tokenInstallation();
    const { deps } = installation;
    const before = [filesOf(installation), kidOf(installation)];
    await assert.rejects(rotateSigningKey(deps, doer(fail), "test", 0));
    await assert.rejects(withdrawSigningKey(deps, doer(fail), "test", kidOf(installation), { replace: true }));
    assert.deepEqual([filesOf(installation), kidOf(installation)], before);
    assert.deepEqual(await entries(installation), []);
    const made = await rotateSigningKey(deps, doer(), "test", 0);
    assert.deepEqual([kidOf(installation), await entries(installation)], [made.kid, [["signing_key.rotate", made.kid]]]);
  });

test("SEC-140 a server that dies between commit and publication: the next start does what is on record, and only that", async () => {
  const installation = await tokenInstallation();
  const { deps } = installation;
  const stolen = kidOf(installation);
  const dead = { ...deps, signingKeys: { ...deps.signingKeys, settle: () => assert.fail("dead") } };
  await assert.rejects(withdrawSigningKey(dead, doer(), "test", stolen, { replace: true }), /dead/);
  const recorded = await entries(installation);
  assert.deepEqual(
    recorded.map(([action]) => action),
    ["signing_key.rotate", "signing_key.withdraw"],
  );
  // And one that died before its commit.
  const halfMade = await deps.signingKeys.make("test", 0);
  const cutOff = deps.db.transaction().execute(async (tx) => {
    deps.signingKeys.prepare("test", { make: halfMade }, await transactionOf(tx));
    throw new Error("dead");
  });
  await assert.rejects(cutOff, /dead/);
  assert.deepEqual(
    filesOf(installation).map((name) => name.split(".")[1]),
    ["json", "withdrawing", "making", "making"],
  );
  assert.equal(kidOf(installation), stolen, "what is only prepared counts for nothing");

  await settleSigningKeys(deps);
  assert.deepEqual(filesOf(installation), ["0001.json", "0001.withdrawn", "0002.json"]);
  assert.deepEqual(
    deps.signingKeys.published("test").map(({ kid }) => kid),
    [recorded[0]![1]],
  );
});

test("a change that is prepared and still under way is left alone by others", async () => {
  const installation = await tokenInstallation();
  const { deps } = installation;
  let transaction = "";
  await deps.db.transaction().execute(async (tx) => {
    transaction = await transactionOf(tx);
    deps.signingKeys.prepare("test", { make: await deps.signingKeys.make("test", 0) }, transaction);
    await settleSigningKeys(deps);
    assert.deepEqual(filesOf(installation), ["0001.json", "0002.making"]);
  });
  await settleSigningKeys(deps);
  assert.deepEqual(filesOf(installation), ["0001.json", "0002.json"]);
  // A number of the future: prepared on another cluster, which a back-up has replaced.
  deps.signingKeys.prepare("test", { make: await deps.signingKeys.make("test", 0) }, String(BigInt(transaction) + 1_000_000n));
  await settleSigningKeys(deps);
  assert.deepEqual(filesOf(installation), ["0001.json", "0002.json", "0003.making"]);
});
