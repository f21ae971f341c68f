import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { callAsOperator, ownCallAs } from "../scopes/own-testing.ts";
import { plantOrganization } from "../test/installation.ts";
import { tokenInstallation } from "../test/token-client.ts";
import { openAuthority } from "./certificates/authority.ts";
import { PUBLISHED_AHEAD_MS } from "./signing-keys.ts";

type Key = { kid: string; state: string; useFrom: string };
const rotations = async (deps: Awaited<ReturnType<typeof tokenInstallation>>["deps"]) => {
  const rows = await deps.db.selectFrom("audit_entry").select("body").orderBy("seq").execute();
  return rows
    .map(({ body }) => JSON.parse(body) as { env: string; action: string; object: { signing_key: string } })
    .filter(({ action }) => action === "signing_key.rotate");
};

test("SEC-071 the next key is published ahead of its use; at once after a compromise; each stands in the chain, none shows its private half", async () => {
  const { deps, fetch } = await tokenInstallation();
  const call = await callAsOperator(deps);
  const [first] = (await call("GET", "/signing-keys")).body.items as Key[];
  assert.equal(first!.state, "current");
  const before = Date.now();
  const made = await call("POST", "/signing-keys");
  assert.deepEqual([made.status, made.body.state], [201, "next"]);
  assert.ok(Date.parse(made.body.useFrom) >= before + PUBLISHED_AHEAD_MS);
  const { keys } = (await (await fetch("/test/jwk")).json()) as { keys: { kid: string }[] };
  assert.ok(keys.some(({ kid }) => kid === made.body.kid));

  const emergency = await call("POST", "/signing-keys", { useInSeconds: 0 });
  assert.equal(emergency.body.state, "current");
  const listed = await call("GET", "/signing-keys");
  assert.deepEqual(
    (listed.body.items as Key[]).map(({ kid, state }) => [kid, state]),
    [
      [first!.kid, "previous"],
      [made.body.kid, "previous"],
      [emergency.body.kid, "current"],
    ],
  );
  for (const key of listed.body.items) assert.deepEqual(Object.keys(key).toSorted(), ["alg", "kid", "kind", "state", "useFrom"]);
  assert.deepEqual(
    (await rotations(deps)).map(({ env, object }) => [env, object.signing_key]),
    [
      ["test", made.body.kid],
      ["test", emergency.body.kid],
    ],
  );
  assert.equal((await (await callAsOperator(deps, "prod"))("GET", "/signing-keys")).body.items.length, 1, "SEC-086 the other environment keeps its key");
});

test("a rotation sent again with its Idempotency-Key makes one key; wrong times make none", async () => {
  const { deps } = await tokenInstallation();
  const call = await callAsOperator(deps);
  const send = () => call("POST", "/signing-keys", { useInSeconds: 60 }, { "idempotency-key": "rotate-1" });
  assert.equal((await send()).body.kid, (await send()).body.kid);
  for (const useInSeconds of [-1, 1.5, 2_592_001, "60"]) assert.equal((await call("POST", "/signing-keys", { useInSeconds })).status, 400);
  assert.equal((await call("GET", "/signing-keys")).body.items.length, 2);
  assert.equal((await rotations(deps)).length, 1);
});

test("the test authority issues and revokes for the operator, in its environment; the private key is kept nowhere", async () => {
  const { deps } = await tokenInstallation();
  const authorities = { test: await openAuthority(deps.settings, "test"), prod: await openAuthority(deps.settings, "prod") };
  const call = await callAsOperator({ ...deps, authorities } as typeof deps);
  const orgNumber = await plantOrganization(deps.db, "Tindøy Kommune");
  const issued = await call("POST", "/enterprise-certificates", { orgNumber }, { "idempotency-key": "c1" });
  assert.equal(issued.status, 201);
  const certificate = new X509Certificate(issued.body.certPem);
  assert.equal(certificate.serialNumber, issued.body.serial);
  assert.match(certificate.subject, /Tind/);
  assert.match(certificate.subject, new RegExp(orgNumber));
  assert.ok(certificate.verify(new X509Certificate(authorities.test.issuingPem).publicKey));
  assert.ok(certificate.checkPrivateKey((await import("node:crypto")).createPrivateKey(issued.body.keyPem)));
  for (const table of ["idempotency_key", "audit_entry"] as const) {
    const rows = await deps.db.selectFrom(table).select("body").execute();
    assert.ok(
      rows.every(({ body }) => !body.includes("PRIVATE KEY")),
      table,
    );
  }

  const revoked = await call("POST", `/enterprise-certificates/${issued.body.serial.toLowerCase()}/revocation`);
  assert.deepEqual(revoked.body, { serial: issued.body.serial, revoked: true });
  assert.deepEqual([authorities.test.isRevoked(issued.body.serial), authorities.prod.isRevoked(issued.body.serial)], [true, false]);
  assert.equal((await call("POST", `/enterprise-certificates/${issued.body.serial}/revocation`)).status, 200);
  for (const serial of ["x", "..%2Fx", "ABC"]) assert.equal((await call("POST", `/enterprise-certificates/${serial}/revocation`)).status, 400, serial);
  assert.equal((await call("POST", "/enterprise-certificates", { orgNumber: "310801012" })).body.code, "FM-420");
  const foreign = await ownCallAs({ ...deps, authorities } as typeof deps, orgNumber, { scopes: ["fullmakt:operator"] });
  assert.equal((await foreign("POST", "/enterprise-certificates", { orgNumber })).status, 403);
});

test("a serial number that was never issued is not revoked, unless it is asked for anyway; one from before serials were noted can be", async () => {
  const { deps } = await tokenInstallation();
  const authorities = { test: await openAuthority(deps.settings, "test"), prod: await openAuthority(deps.settings, "prod") };
  const call = await callAsOperator({ ...deps, authorities } as typeof deps);
  const orgNumber = await plantOrganization(deps.db);
  const { serial } = (await call("POST", "/enterprise-certificates", { orgNumber })).body as { serial: string };
  const mistyped = `${serial.slice(0, -2)}${serial.endsWith("00") ? "01" : "00"}`;
  const revoke = async (text: string, query = "") => {
    const answer = await call("POST", `/enterprise-certificates/${text}/revocation${query}`);
    return [answer.status, answer.body.code];
  };
  const elsewhere = await authorities.prod.issue({ orgNumber, name: "Feil miljø", days: 1, kind: "SEID2" });
  for (const unknown of ["00", mistyped, elsewhere.serial]) {
    assert.deepEqual(await revoke(unknown), [404, "FM-459"], unknown);
    assert.equal(authorities.test.isRevoked(unknown), false, unknown);
  }
  assert.equal(authorities.test.isRevoked(serial), false);
  assert.deepEqual(await revoke(mistyped, "?anyway=yes"), [400, "FM-400"]);

  // As an authority that was made before it noted what it issues.
  rmSync(join(deps.settings.dataFolder, "authority", "test", "issued", serial));
  assert.deepEqual(await revoke(serial), [404, "FM-459"]);
  assert.deepEqual(await revoke(serial, "?anyway=true"), [200, undefined]);
  assert.equal(authorities.test.isRevoked(serial), true);
  assert.deepEqual(await revoke(serial), [200, undefined], "what is revoked is known");
  const entries = await deps.db.selectFrom("audit_entry").select("body").where("body", "like", "%enterprise_certificate.revoke%").execute();
  assert.equal(entries.length, 2, "what was refused stands on no record as revoked");
});

test("without a test authority, as in production mode, there is nothing", async () => {
  const { deps } = await tokenInstallation();
  const call = await callAsOperator(deps);
  assert.equal((await call("POST", "/enterprise-certificates", { orgNumber: deps.settings.operator.orgNumber })).status, 404);
  assert.equal((await call("POST", "/enterprise-certificates/AB/revocation")).status, 404);
});
