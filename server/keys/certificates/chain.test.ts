import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import { certify, certifyLeaf, DAY, type Holder, listOf, NOW, SEID2, trusting, type Wanted } from "./certificates-under-test.ts";
import { checkEnterpriseCertificate } from "./check.ts";
import type { Trust } from "./trust.ts";
import { Extension, KeyUsageFlags } from "./x509.ts";

let root: Holder, issuing: Holder, leaf: Holder;
let trust: Trust;
before(async () => {
  root = await certify(null);
  issuing = await certify(root, { authority: { pathLength: 0 } });
  leaf = await certifyLeaf(issuing);
  const lists = [await listOf(root), await listOf(issuing)];
  trust = trusting([root], [issuing], () => lists);
});

const check = (x5c: unknown, by: Trust = trust) => checkEnterpriseCertificate(by, x5c, NOW);
async function refused(x5c: unknown, what: RegExp, { by = trust } = {}) {
  const answer = await check(x5c, by);
  assert.ok(!answer.ok, "it was accepted");
  assert.equal(answer.refusal, "untrusted_certificate");
  assert.match(answer.what, what);
}

for (const [says, wanted, what] of [
  ["without the authority mark", { authority: false }, /not that of a certificate authority/],
  ["without basic constraints", { authority: null }, /not that of a certificate authority/],
  ["that may not sign certificates", { usages: KeyUsageFlags.digitalSignature }, /may not sign certificates/],
  ["with an extension nobody here knows, marked critical", { extensions: [new Extension("1.2.3.4", true, Buffer.from("0500", "hex"))] }, /critical extension/],
] satisfies [string, Wanted, RegExp][])
  test(`SEC-013 an intermediate ${says} is refused`, async () => {
    const bad = await certify(root, wanted);
    await refused([(await certifyLeaf(bad)).x5c, bad.x5c], what);
  });

test("SEC-013 a certificate with an extension nobody here knows, marked critical, is refused; not marked, it does no harm", async () => {
  const bearing = (critical: boolean) =>
    certifyLeaf(issuing, SEID2("310801011"), { extensions: [new Extension("1.2.3.4", critical, Buffer.from("0500", "hex"))] });
  await refused([(await bearing(true)).x5c], /critical extension/);
  assert.ok((await check([(await bearing(false)).x5c])).ok);
});

test("SEC-013 a signature over SHA-1 is refused, on the certificate and above it", async () => {
  await refused([(await certifyLeaf(issuing, SEID2("310801011"), { hash: "SHA-1" })).x5c], /SHA-1/);
  const old = await certify(root, { hash: "SHA-1" });
  await refused([(await certifyLeaf(old)).x5c, old.x5c], /SHA-1/);
});

test("SEC-013 an authority that may not sign lists has none", async () => {
  const mute = await certify(root, { usages: KeyUsageFlags.keyCertSign });
  const listed = [await listOf(root), await listOf(mute)];
  await refused([(await certifyLeaf(mute)).x5c], /revocation list is not available/, { by: trusting([root], [mute], () => listed) });
});

test("SEC-013 a leaf cannot be an issuer: an organisation cannot make certificates for others", async () => {
  const forged = await certifyLeaf(leaf, SEID2("310802026"));
  await refused([forged.x5c, leaf.x5c], /not that of a certificate authority/);
});

test("SEC-013 both sides of a path length", async () => {
  const [none, one] = [await certify(root, { authority: { pathLength: 0 } }), await certify(root, { authority: { pathLength: 1 } })];
  for (const [top, lawful] of [
    [none, false],
    [one, true],
  ] as const) {
    const middle = await certify(top);
    const below = await certifyLeaf(middle);
    const listed = [await listOf(root), await listOf(top), await listOf(middle)];
    const by = trusting([root], [top, middle], () => listed);
    if (lawful) assert.ok((await check([below.x5c], by)).ok);
    else await refused([below.x5c], /more certificate authorities/, { by });
  }
});

test("SEC-013 authorities that certified each other: an expired way does not hide a good one, and a ring ends", async () => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = [{ CN: ["Crossed"] }];
  const expired = await certify(root, { subject, keys, to: NOW - DAY });
  const good = await certify(root, { subject, keys });
  const below = await certifyLeaf(good);
  const listed = [await listOf(root), await listOf(good)];
  assert.ok(
    (
      await check(
        [below.x5c, expired.x5c, good.x5c],
        trusting([root], [], () => listed),
      )
    ).ok,
  );
  const ring = await Promise.all(Array.from({ length: 5 }, () => certify(null, { subject, keys })));
  await refused([below.x5c, ...ring.map(({ x5c }) => x5c)], /issuer is not trusted/, { by: trusting([root], [], () => listed) });
});
