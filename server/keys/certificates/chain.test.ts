import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import { certify, certifyLeaf, DAY, type Holder, listOf, NOW, SEID2, trusting, type Wanted } from "./certificates-under-test.ts";
import { checkEnterpriseCertificate } from "./check.ts";
import type { Trust } from "./trust.ts";
import { CertificatePolicyExtension, Extension, KeyUsageFlags } from "./x509.ts";

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

const GOOD = "2.16.578.1.26.1.3.2";
const OTHER = "2.16.578.1.26.1.3.5";
const UUID_ARC = "2.25.329800735698586629295641978511506172918";
const under = (...policies: string[]): Wanted => ({ extensions: [new CertificatePolicyExtension(policies)] });

for (const [says, certificate, authority, accepted, lawful] of [
  ["none, where none is asked for", {}, {}, null, true],
  ["another one, where none is asked for", under(OTHER), {}, null, true],
  ["the one that is asked for", under(GOOD), {}, [GOOD], true],
  ["one of those that are asked for, among others", under(OTHER, GOOD), {}, [UUID_ARC, GOOD], true],
  ["a very long one", under(UUID_ARC), {}, [UUID_ARC], true],
  ["another one", under(OTHER), {}, [GOOD], false],
  ["one that only begins the same", under(`${GOOD}.1`), {}, [GOOD], false],
  ["any policy, which is for authorities", under("2.5.29.32.0"), {}, [GOOD], false],
  ["none", {}, {}, [GOOD], false],
  ["the right one, below an authority that has it", under(GOOD), under(GOOD), [GOOD], true],
  ["the right one, below an authority that may use any", under(GOOD), under("2.5.29.32.0"), [GOOD], true],
  ["the right one, below an authority that has only another", under(GOOD), under(OTHER), [GOOD], false],
] satisfies [string, Wanted, Wanted, string[] | null, boolean][])
  test(`SEC-013 a certificate with ${says}, as policy: ${lawful ? "accepted" : "refused"}`, async () => {
    const above = await certify(root, authority);
    const below = await certifyLeaf(above, SEID2("310801011"), certificate);
    const listed = [await listOf(root), await listOf(above)];
    const by = trusting([root], [above], () => listed, accepted ? { policies: [[root, accepted]] } : {});
    if (lawful) assert.ok((await check([below.x5c], by)).ok);
    else await refused([below.x5c], /another certificate policy/, { by });
  });

test("SEC-013 what is asked for below one root is not asked for below another", async () => {
  const free = await certify(null);
  const above = await certify(free);
  const below = await certifyLeaf(above);
  const listed = [await listOf(free), await listOf(above), await listOf(root), await listOf(issuing)];
  const by = trusting([root, free], [issuing, above], () => listed, { policies: [[root, [GOOD]]] });
  assert.ok((await check([below.x5c], by)).ok);
  await refused([leaf.x5c], /another certificate policy/, { by });
});
