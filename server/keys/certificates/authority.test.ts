import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { CannotStart } from "../../../installation/cannot-start.ts";
import { readSettings, type Settings } from "../../config.ts";
import type { Env } from "../../http/hono.ts";
import { openLog } from "../../log.ts";
import { freshOrgNumber } from "../../test/installation.ts";
import { type Authority, openAuthority, TEST_POLICY } from "./authority.ts";
import { readPem } from "./certificate.ts";
import { checkEnterpriseCertificate } from "./check.ts";
import { type Certificates, openCertificates } from "./open.ts";
import { openRevocationLists } from "./revocation.ts";
import { readRevocationList } from "./revocation-list.ts";
import { authorityRoutes } from "./routes.ts";
import { openTrust, readAuthorities } from "./trust.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-authority-"));
const settingsIn = (data: string): Settings => readSettings({ FULLMAKT_DATA: data }, () => data);
const settings = settingsIn(folder);
const x5c = (pem: string) => readPem(pem).map((certificate) => certificate!.der.toString("base64"));
let opened: Certificates;
let authority: Authority;
before(async () => {
  opened = await openCertificates(settings, openLog("fatal"));
  authority = opened.authorities!.test;
});
after(() => {
  opened.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const kind of ["SEID1", "SEID2"] as const)
  test(`SEC-013 a ${kind} certificate of the test authority is good in its environment, alone and with its chain`, async () => {
    const orgNumber = freshOrgNumber();
    const issued = await authority.issue({ orgNumber, name: "Øvre Testing", days: 30, kind });
    for (const pem of [issued.certPem, issued.chainPem]) {
      const answer = await checkEnterpriseCertificate(opened.trust.test, x5c(pem), Date.now());
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.equal(answer.organization, orgNumber);
      assert.equal(answer.serial, issued.serial);
      assert.ok(answer.publicKey.equals(createPublicKey(createPrivateKey(issued.keyPem))));
    }
    assert.equal(readPem(issued.chainPem).length, 2);
  });

test("SEC-013 its certificates name its policy, and are good where that one is asked for", async () => {
  const { certPem, chainPem } = await authority.issue({ orgNumber: freshOrgNumber(), name: "Tindøy kommune", days: 1, kind: "SEID2" });
  assert.deepEqual(readPem(certPem)[0]!.policies, [TEST_POLICY]);
  const file = join(folder, "policy-root.pem");
  writeFileSync(file, authority.rootPem);
  for (const [policies, accepted] of [
    [[TEST_POLICY], true],
    [["2.999.1.2"], false],
  ] satisfies [string[], boolean][]) {
    // Named in the settings, and trusted by itself in development: what the settings ask for counts.
    const own = readAuthorities({ name: "test", trustRoots: [{ file, policies }], trustIntermediates: [] }, { roots: [authority.rootPem] });
    const revocation = openRevocationLists({ authorities: [] }, openLog("fatal"));
    const by = openTrust({ name: "test", requireRevocationLists: false }, { own, elsewhere: { roots: [], intermediates: [] }, revocation });
    assert.equal((await checkEnterpriseCertificate(by, x5c(chainPem), Date.now())).ok, accepted);
  }
});

test("SEC-086 a test certificate is nothing in production, and the other way round", async () => {
  for (const [from, to, named] of [
    ["test", "prod", "test"],
    ["prod", "test", "production"],
  ] as const) {
    const { chainPem } = await opened.authorities![from].issue({ orgNumber: freshOrgNumber(), name: "Feil miljø", days: 1, kind: "SEID2" });
    const answer = await checkEnterpriseCertificate(opened.trust[to], x5c(chainPem), Date.now());
    assert.deepEqual(answer, { ok: false, refusal: "untrusted_certificate", what: `It seems to be from the other environment (${named}).` });
  }
});

test("a certificate ends after the days that were asked for", async () => {
  const { certPem } = await authority.issue({ orgNumber: freshOrgNumber(), name: "Kort", days: 2, kind: "SEID2" });
  const after = (days: number) => checkEnterpriseCertificate(opened.trust.test, x5c(certPem), Date.now() + days * 86_400_000);
  assert.equal((await after(2.01)).ok, false);
  assert.match(JSON.stringify(await after(2.01)), /expired/);
});

test("SEC-013 a revocation holds at the next request in this process", async () => {
  const { certPem, serial } = await authority.issue({ orgNumber: freshOrgNumber(), name: "Trukket", days: 1, kind: "SEID2" });
  const check = () => checkEnterpriseCertificate(opened.trust.test, x5c(certPem), Date.now());
  assert.ok((await check()).ok);
  authority.revoke(serial);
  assert.equal(authority.isRevoked(serial), true);
  assert.match(JSON.stringify(await check()), /has been revoked/);
  authority.revoke(serial); // again is no error
  assert.ok(readRevocationList(await authority.revocationList()).revoked.has(serial));
});

test("SEC-013 a revocation by another process holds within a second, also right after another one", async () => {
  const revokeElsewhere = async (serial: string) => {
    const program = `
      const { openAuthority } = await import(${JSON.stringify(new URL("authority.ts", import.meta.url).href)});
      const { readSettings } = await import(${JSON.stringify(new URL("../../config.ts", import.meta.url).href)});
      (await openAuthority(readSettings({ FULLMAKT_DATA: ${JSON.stringify(folder)} }, () => ""), "test")).revoke(${JSON.stringify(serial)});`;
    const [code] = (await once(spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" }), "exit")) as [number];
    assert.equal(code, 0);
  };
  for (let i = 0; i < 2; i++) {
    const { certPem, serial } = await authority.issue({ orgNumber: freshOrgNumber(), name: "Trukket", days: 1, kind: "SEID2" });
    assert.ok((await checkEnterpriseCertificate(opened.trust.test, x5c(certPem), Date.now())).ok);
    await revokeElsewhere(serial);
    await wait(i * 1_000);
    assert.match(JSON.stringify(await checkEnterpriseCertificate(opened.trust.test, x5c(certPem), Date.now())), /has been revoked/);
  }
});

test("two that revoke at once both succeed", async () => {
  const other = await openAuthority(settings, "test");
  const serials = Array.from({ length: 20 }, (_, i) => `4${i.toString(16).toUpperCase().padStart(15, "0")}`);
  await Promise.all(serials.map(async (serial, i) => (i % 2 ? authority : other).revoke(serial)));
  const listed = readRevocationList(await authority.revocationList()).revoked;
  for (const serial of serials) assert.ok(listed.has(serial) && other.isRevoked(serial), serial);
});

test("SEC-013 a revocation is seen although the folder's time has not moved on since the last look", async () => {
  const other = await openAuthority(settings, "prod");
  for (let i = 0; i < 200; i++) {
    const serial = `5${i.toString(16).toUpperCase().padStart(15, "0")}`;
    other.revoke(serial);
    assert.ok(opened.authorities!.prod.isRevoked(serial), `number ${i}`);
  }
});

test("it knows what it issued, also in another process on the folder and when the folder is from before it noted that", async () => {
  const data = mkdtempSync(join(tmpdir(), "fullmakt-authority-"));
  try {
    const first = await openAuthority(settingsIn(data), "test");
    const issue = async (by: Authority) => (await by.issue({ orgNumber: freshOrgNumber(), name: "Kjent", days: 1, kind: "SEID2" })).serial;
    const old = await issue(first);
    rmSync(join(data, "authority", "test", "issued"), { recursive: true });
    const [one, other] = [await openAuthority(settingsIn(data), "test"), await openAuthority(settingsIn(data), "test")];
    const serial = await issue(one);
    assert.deepEqual(
      [one.knows(serial), other.knows(serial), other.knows(old), other.knows("00"), other.knows("../issued")],
      [true, true, false, false, false],
    );
    other.revoke(old);
    assert.equal(one.knows(old), true);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

for (const serial of ["", "../../escape", "ab", "ABC/..", "A".repeat(41)])
  test(`what is no serial number is not revoked: "${serial}"`, () => assert.throws(() => authority.revoke(serial), RangeError));

test("keys lie in files that nobody else can read", () => {
  const place = join(folder, "authority", "test");
  for (const name of ["root.key", "issuing.key"]) assert.equal(statSync(join(place, name)).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(folder, "authority")).toSorted(), ["prod", "test"]);
});

test("opened by several at once, there is one authority, and it stays the same", async () => {
  const data = mkdtempSync(join(tmpdir(), "fullmakt-authority-"));
  try {
    const several = await Promise.all(Array.from({ length: 4 }, () => openAuthority(settingsIn(data), "prod")));
    assert.equal(new Set(several.map(({ rootPem }) => rootPem)).size, 1);
    assert.equal((await openAuthority(settingsIn(data), "prod")).issuingPem, several[0]!.issuingPem);
    assert.deepEqual(readdirSync(join(data, "authority")), ["prod"]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test("in production mode there is no test authority, and nothing of it is trusted or published", async () => {
  const production: Settings = { ...settings, mode: "production" };
  await assert.rejects(openAuthority(production, "test"), CannotStart);
  const bare = await openCertificates(production, openLog("fatal"));
  assert.equal(bare.authorities, null);
  const { chainPem } = await authority.issue({ orgNumber: freshOrgNumber(), name: "Prøve", days: 1, kind: "SEID2" });
  assert.equal((await checkEnterpriseCertificate(bare.trust.test, [...x5c(chainPem), ...x5c(authority.rootPem)], Date.now())).ok, false);
  assert.equal((await authorityRoutes({ authorities: null }).request("/authority/root.pem")).status, 404);
  bare.close();
});

test("the certificates and lists are published", async () => {
  const routes = new Hono<Env>();
  routes.use("*", async (c, next) => {
    c.set("environment", settings.environments.test);
    await next();
  });
  routes.route("/", authorityRoutes(opened));
  const get = async (name: string) => {
    const answer = await routes.request(`/authority/${name}`);
    assert.equal(answer.status, 200);
    return { type: answer.headers.get("content-type"), body: Buffer.from(await answer.arrayBuffer()) };
  };
  assert.equal((await get("root.pem")).body.toString(), authority.rootPem);
  assert.equal((await get("issuing.pem")).body.toString(), authority.issuingPem);
  const list = await get("revoked.crl");
  assert.equal(list.type, "application/pkix-crl");
  assert.ok(readRevocationList(list.body).nextUpdate > Date.now());
  assert.equal(readRevocationList((await get("root.crl")).body).revoked.size, 0);
});

test("a certificate file in the settings that cannot be used stops the start with one sentence that names it", () => {
  const read = (content: string | null) => {
    const file = join(folder, "roots.pem");
    if (content === null) rmSync(file, { force: true });
    else writeFileSync(file, content);
    return () => readAuthorities({ name: "prod", trustRoots: [file], trustIntermediates: [] });
  };
  for (const [content, sentence] of [
    [null, /trustRoots of prod names .*roots\.pem, which cannot be read/],
    ["nothing", /roots\.pem .* holds no certificate/],
    ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", /cannot be read/],
  ] as const)
    assert.throws(read(content), (error: Error) => error instanceof CannotStart && sentence.test(error.message));
  assert.equal(read(authority.rootPem + authority.issuingPem)().roots.length, 2);
});
