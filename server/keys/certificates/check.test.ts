import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import fc from "fast-check";
import { certify, certifyLeaf, DAY, type Holder, listOf, NOW, SEID1, SEID2, trusting } from "./certificates-under-test.ts";
import { checkEnterpriseCertificate } from "./check.ts";
import type { Trust } from "./trust.ts";
import { type JsonName, KeyUsageFlags } from "./x509.ts";

let root: Holder, issuing: Holder, leaf: Holder, revoked: Holder, otherRoot: Holder, otherIssuing: Holder;
let lists: Buffer[];
let trust: Trust;
before(async () => {
  root = await certify(null, { to: NOW + 3_000 * DAY });
  issuing = await certify(root, { authority: { pathLength: 0 } });
  leaf = await certifyLeaf(issuing);
  revoked = await certifyLeaf(issuing);
  otherRoot = await certify(null);
  otherIssuing = await certify(otherRoot);
  lists = [await listOf(root), await listOf(issuing, { revoked: [revoked] })];
  const elsewhere = { roots: [otherRoot.certificate], intermediates: [otherIssuing.certificate] };
  trust = trusting([root], [issuing], () => lists, { elsewhere });
});

const check = (x5c: unknown, by: Trust = trust, now = NOW) => checkEnterpriseCertificate(by, x5c, now);
async function refused(x5c: unknown, what: RegExp, { by = trust, now = NOW, refusal = "untrusted_certificate" } = {}) {
  const answer = await check(x5c, by, now);
  assert.ok(!answer.ok, "it was accepted");
  assert.equal(answer.refusal, refusal);
  assert.match(answer.what, what);
  assert.match(answer.what, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/, "SEC-041: it goes into error_description");
}

test("SEC-013 the leaf alone, the chain, the chain with its root, and superfluous or shuffled issuers are all accepted", async () => {
  for (const x5c of [[leaf], [leaf, issuing], [leaf, issuing, root], [leaf, root, issuing], [leaf, otherRoot], [leaf, leaf]]) {
    const answer = await check(x5c.map((holder) => holder.x5c));
    assert.ok(answer.ok);
    assert.equal(answer.organization, "310801011");
    assert.equal(answer.serial, leaf.certificate.serial);
    assert.ok(answer.publicKey.equals(leaf.publicKey));
  }
});

test("SEC-013 an intermediate that is not configured may be sent, and its lists count from then on", async () => {
  const sent = await certify(root);
  const below = await certifyLeaf(sent);
  const listed = [await listOf(root), await listOf(sent)];
  const strict = trusting([root], [], () => listed);
  await refused([below.x5c], /issuer is not trusted/, { by: strict });
  assert.ok((await check([below.x5c, sent.x5c], strict)).ok);
});

test("SEC-013 an intermediate that claims to be below the root, but was not signed by it, is refused", async () => {
  const pretender = await certify(null, { subject: issuing.subject });
  await refused([(await certifyLeaf(pretender)).x5c, pretender.x5c], /issuer is not trusted/);
  const ownRoot = await certify(null, { subject: root.subject });
  const ownIssuing = await certify(ownRoot, { subject: issuing.subject });
  await refused([(await certifyLeaf(ownIssuing)).x5c, ownIssuing.x5c, ownRoot.x5c], /issuer is not trusted/);
});

test("SEC-013 a certificate that signed itself is refused", async () => refused([(await certifyLeaf(null)).x5c], /signed by itself/));

test("SEC-013 a certificate that was changed after signing is refused", async () => {
  const changed = Buffer.from(leaf.certificate.der);
  const at = changed.indexOf("NTRNO-310801011");
  changed.write("NTRNO-310802026", at);
  await refused([changed.toString("base64")], /issuer is not trusted/);
});

test("SEC-013 an authority's certificate first: the order was turned, or an authority speaks for itself", async () => {
  for (const x5c of [[issuing.x5c, leaf.x5c], [root.x5c]]) await refused(x5c, /certificate authority, not of an organisation/);
});

for (const [says, from, to, what] of [
  ["valid until a millisecond ago", NOW - DAY, NOW - 1_000, /has expired/],
  ["valid from next second", NOW + 1_000, NOW + DAY, /not valid yet/],
  ["valid from just now", NOW, NOW + DAY, null],
  ["valid until just now", NOW - DAY, NOW, null],
] as const)
  test(`SEC-013 a certificate ${says} is ${what ? "refused" : "accepted"}`, async () => {
    const { x5c } = await certifyLeaf(issuing, SEID2("310801011"), { from, to });
    if (what) await refused([x5c], what);
    else assert.ok((await check([x5c])).ok);
  });

test("SEC-013 time is asked anew although the chain is remembered", async () => {
  const fresh = await certifyLeaf(issuing, SEID2("310801011"), { to: NOW + 60_000 });
  const listed = [await listOf(root, { to: NOW + 900 * DAY }), await listOf(issuing, { to: NOW + 900 * DAY })];
  const by = trusting([root], [issuing], () => listed);
  assert.ok((await check([fresh.x5c], by)).ok);
  await refused([fresh.x5c], /It has expired/, { by, now: NOW + 61_000 });
  await refused([leaf.x5c], /^It has expired/, { by, now: NOW + 301 * DAY });
});

test("SEC-013 an expired authority takes those below it along", async () => {
  const old = await certify(root, { to: NOW - 1_000 });
  const by = trusting([root], [old], () => lists);
  await refused([(await certifyLeaf(old)).x5c], /above it has expired/, { by });
});

test("SEC-013 a revoked certificate is refused, also from the request after its revocation on", async () => {
  await refused([revoked.x5c], /has been revoked/);
  const listed = [await listOf(root), await listOf(issuing)];
  const by = trusting([root], [issuing], () => listed);
  assert.ok((await check([leaf.x5c], by)).ok);
  listed[1] = await listOf(issuing, { revoked: [leaf] });
  await refused([leaf.x5c], /It has been revoked/, { by });
});

test("SEC-013 a revoked authority takes those below it along", async () => {
  const listed = [await listOf(root, { revoked: [issuing] }), await listOf(issuing)];
  await refused([leaf.x5c], /above it has been revoked/, { by: trusting([root], [issuing], () => listed) });
});

for (const [says, make] of [
  ["no list", async () => []],
  ["only the root's list", async () => [await listOf(root)]],
  ["only the issuer's list", async () => [await listOf(issuing)]],
  ["a list that should have been followed by another", async () => [await listOf(root), await listOf(issuing, { to: NOW - 1_000 })]],
  ["a list that somebody else signed", async () => [await listOf(root), await listOf(issuing, { signedBy: otherIssuing })]],
  ["something that is no list", async () => [Buffer.from("nothing")]],
] as const)
  test(`SEC-013 with ${says} a certificate is refused, unless the setting says otherwise`, async () => {
    const listed = await make();
    await refused([leaf.x5c], /revocation list is not available/, { by: trusting([root], [issuing], () => listed) });
    assert.ok(
      (
        await check(
          [leaf.x5c],
          trusting([root], [issuing], () => listed, { requireRevocationLists: false }),
        )
      ).ok,
    );
  });

test("SEC-013 a list out of date still revokes, whatever the setting", async () => {
  const listed = [await listOf(root), await listOf(issuing, { revoked: [leaf], to: NOW - 1_000 })];
  await refused([leaf.x5c], /has been revoked/, { by: trusting([root], [issuing], () => listed, { requireRevocationLists: false }) });
});

test("SEC-086 a certificate of the other environment is refused, and the answer tells the mix-up", async () => {
  const theirs = await certifyLeaf(otherIssuing);
  await refused([theirs.x5c], /other environment \(production\)/);
  await refused([theirs.x5c, otherIssuing.x5c, otherRoot.x5c], /other environment/);
});

for (const [says, identity, organization] of [
  ["SEID 2", SEID2("310802026"), "310802026"],
  ["SEID 1", SEID1("310803030"), "310803030"],
  ["both, where the newer counts", [...SEID1("310803030"), ...SEID2("310802026")], "310802026"],
  ["a wrong check digit", SEID2("310802027"), null],
  ["a wrong check digit in SEID 1", SEID1("310803031"), null],
  ["another country's register", [{ "2.5.4.97": ["NTRSE-310802026"] }], null],
  ["a VAT number", [{ "2.5.4.97": ["VATNO-310802026"] }], null],
  ["an identifier of another kind beside a SEID 1 number", [{ "2.5.4.97": ["VATNO-310802026"] }, ...SEID1("310803030")], null],
  ["two identifiers", [...SEID2("310802026"), ...SEID2("310803030")], null],
  ["a person's serial number", SEID1("UN:NO-9578-4050-127091783"), null],
  ["a number in the common name only", [{ CN: ["NTRNO-310802026"] }], null],
  ["a line break in the common name", [{ CN: ["x\norganizationIdentifier=NTRNO-310802026"] }], null],
  ["nothing", [], null],
] satisfies [string, JsonName, string | null][])
  test(`MP-122 the organisation of a certificate with ${says}: ${organization ?? "refused"}`, async () => {
    const { x5c } = await certifyLeaf(issuing, identity);
    if (organization === null) return refused([x5c], /no Norwegian organisation number/);
    const answer = await check([x5c]);
    assert.ok(answer.ok);
    assert.equal(answer.organization, organization);
  });

for (const [says, keys, lawful] of [
  ["RSA with 2048 bits", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), true],
  ["RSA with 2047 bits", () => generateKeyPairSync("rsa", { modulusLength: 2047 }), false],
  ["P-384", () => generateKeyPairSync("ec", { namedCurve: "P-384" }), true],
  ["P-521", () => generateKeyPairSync("ec", { namedCurve: "P-521" }), true],
  ["secp256k1", () => generateKeyPairSync("ec", { namedCurve: "secp256k1" }), false],
  ["Ed25519", () => generateKeyPairSync("ed25519"), true],
  ["Ed448", () => generateKeyPairSync("ed448"), false],
  ["RSA-PSS", () => generateKeyPairSync("rsa-pss", { modulusLength: 2048 }), false],
] as const)
  test(`a certificate with a key of ${says} is ${lawful ? "accepted" : "refused"}`, async () => {
    const { x5c } = await certifyLeaf(issuing, SEID2("310801011"), { keys: keys() });
    if (lawful) assert.ok((await check([x5c])).ok);
    else await refused([x5c], /key/);
  });

for (const [says, usages, lawful] of [
  ["no limit", null, true],
  ["signatures", KeyUsageFlags.digitalSignature, true],
  ["seals only", KeyUsageFlags.nonRepudiation, true],
  ["encryption only", KeyUsageFlags.keyEncipherment, false],
] as const)
  test(`a certificate whose key is for ${says} is ${lawful ? "accepted" : "refused"}`, async () => {
    const { x5c } = await certifyLeaf(issuing, SEID2("310801011"), { usages });
    if (lawful) assert.ok((await check([x5c])).ok);
    else await refused([x5c], /not for signatures/);
  });

test("MP-123 anything but a list of one to six certificates in ordinary base64", async () => {
  const der = leaf.certificate.der;
  for (const [says, x5c] of [
    ["nothing", undefined],
    ["null", null],
    ["a string", leaf.x5c],
    ["an object", { 0: leaf.x5c, length: 1 }],
    ["an empty list", []],
    ["seven", Array.from({ length: 7 }, () => leaf.x5c)],
    ["a list in a list", [[leaf.x5c]]],
    ["numbers", [1]],
    ["an empty text", [""]],
    ["base64url", [`${der.toString("base64url")}-_`]],
    [
      "base64 without its padding",
      [
        Buffer.concat([der, Buffer.alloc(der.length % 3 === 1 ? 0 : 1)])
          .toString("base64")
          .replace(/=+$/, ""),
      ],
    ],
    ["line breaks", [leaf.x5c.replace(/(.{64})/g, "$1\n")]],
    ["PEM", [`-----BEGIN CERTIFICATE-----\n${leaf.x5c}\n-----END CERTIFICATE-----`]],
    ["garbage", [Buffer.from("garbage").toString("base64")]],
    ["a certificate cut short", [der.subarray(0, -3).toString("base64")]],
    ["bytes after the certificate", [Buffer.concat([der, Buffer.from([0, 0, 0])]).toString("base64")]],
    ["a key instead of a certificate", [leaf.publicKey.export({ type: "spki", format: "der" }).toString("base64")]],
    ["a good one and garbage", [leaf.x5c, "AAAA"]],
    ["far too long", ["A".repeat(20_000)]],
  ] as const)
    await refused(x5c, /./, { refusal: "malformed_x5c" }).catch((error: Error) => {
      throw new Error(`${says}: ${error.message}`);
    });
});

test("SEC-044 one flipped byte anywhere never throws, and is never accepted with another meaning", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(leaf.certificate.der.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(leaf.certificate.der);
      changed[at]! ^= flip;
      const answer = await check([changed.toString("base64")]);
      assert.equal(answer.ok, false);
    }),
    { numRuns: 300 },
  );
});
