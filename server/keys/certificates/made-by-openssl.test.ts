import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openLog } from "../../log.ts";
import { readPem } from "./certificate.ts";
import { checkEnterpriseCertificate } from "./check.ts";
import { isSignedBy, readRevocationList } from "./revocation-list.ts";
import { openRevocationLists } from "./revocation.ts";
import { openTrust, readAuthorities } from "./trust.ts";

const path = (name: string) => fileURLToPath(new URL(`made-by-openssl/${name}`, import.meta.url));
const x5c = (name: string) => readPem(readFileSync(path(name), "utf8")).map((certificate) => certificate!.der.toString("base64"));

// Well after they were made, well before they end.
const NOW = Date.UTC(2050, 0, 1);
const own = readAuthorities({ name: "test", trustRoots: [path("root.pem")], trustIntermediates: [path("issuing.pem")] });
const lists = [readFileSync(path("issuing.crl")), readFileSync(path("root.crl"))];
const revocation = openRevocationLists({ authorities: [...own.roots, ...own.intermediates], local: async () => lists }, openLog("fatal"), () => NOW);
const trust = openTrust({ name: "test", requireRevocationLists: true }, { own, elsewhere: { roots: [], intermediates: [] }, revocation });

for (const [file, organization] of [
  ["seid1.pem", "310803030"],
  ["seid2.pem", "310801011"],
  ["seid2-p256.pem", "310802026"],
] as const)
  test(`SEC-013 a certificate that OpenSSL made is accepted: ${file}`, async () => {
    for (const sent of [x5c(file), [...x5c(file), ...x5c("issuing.pem"), ...x5c("root.pem")]]) {
      const answer = await checkEnterpriseCertificate(trust, sent, NOW);
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.equal(answer.organization, organization);
    }
  });

test("SEC-013 a list that OpenSSL made, in PEM, revokes", async () => {
  assert.deepEqual(await checkEnterpriseCertificate(trust, x5c("revoked.pem"), NOW), {
    ok: false,
    refusal: "untrusted_certificate",
    what: "It has been revoked.",
  });
});

test("SEC-013 below a root for which policies are named, a certificate that OpenSSL made needs one of them", async () => {
  for (const [policies, accepted] of [
    [["0.4.0.194112.1.1"], ["seid2.pem", "seid2-p256.pem"]],
    [
      ["2.16.578.1.26.1.3.2", "0.4.0.194112.1.1"],
      ["seid2.pem", "seid2-p256.pem"],
    ],
    [["0.4.0.194112.1"], []],
  ] satisfies [string[], string[]][]) {
    const asking = readAuthorities({ name: "test", trustRoots: [{ file: path("root.pem"), policies }], trustIntermediates: [path("issuing.pem")] });
    const by = openTrust({ name: "test", requireRevocationLists: true }, { own: asking, elsewhere: { roots: [], intermediates: [] }, revocation });
    for (const file of ["seid1.pem", "seid2.pem", "seid2-p256.pem"]) {
      const answer = await checkEnterpriseCertificate(by, x5c(file), NOW);
      assert.equal(answer.ok, accepted.includes(file), `${file} under ${policies.join()}: ${JSON.stringify(answer)}`);
      if (!answer.ok) assert.match(answer.what, /another certificate policy/);
    }
  }
});

test("SEC-013 a list that OpenSSL signed with RSA-PSS counts, and one of its bytes changed does not", () => {
  const [authority] = readPem(readFileSync(path("pss.pem"), "utf8"));
  const list = readRevocationList(readFileSync(path("pss.crl")));
  assert.ok(isSignedBy(list, authority!.publicKey));
  assert.deepEqual([...list.revoked], [readPem(readFileSync(path("revoked.pem"), "utf8"))[0]!.serial]);
  const changed = Buffer.from(list.signed);
  changed[changed.length - 1]! ^= 1;
  assert.equal(isSignedBy({ ...list, signed: changed }, authority!.publicKey), false);
  assert.equal(isSignedBy(list, own.roots[0]!.publicKey), false);
});
