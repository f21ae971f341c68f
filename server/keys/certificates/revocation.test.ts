import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { openLog } from "../../log.ts";
import { certify, certifyLeaf, DAY, type Holder, listOf, NOW } from "./certificates-under-test.ts";
import { isSignedBy, readRevocationList } from "./revocation-list.ts";
import { openRevocationLists } from "./revocation.ts";
import { Extension, X509CrlGenerator } from "./x509.ts";

let root: Holder, leaf: Holder, other: Holder;
let server: Server;
let answer: RequestListener;
let url: string;
before(async () => {
  root = await certify(null);
  other = await certify(null);
  leaf = await certifyLeaf(root);
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.crl`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const open = () => {
  const lists = openRevocationLists({ urls: [url], authorities: [root.certificate] }, openLog("fatal"), () => NOW);
  return { ...lists, of: () => lists.status(root.certificate, leaf.certificate, NOW) };
};
const serve = (body: Buffer) => {
  answer = (_, response) => response.end(body);
};

test("SEC-056 a list is fetched ahead of requests, and asking for a certificate fetches nothing", async () => {
  let fetched = 0;
  const list = await listOf(root);
  answer = (_, response) => {
    fetched += 1;
    response.end(list);
  };
  const lists = open();
  assert.equal(await lists.of(), "unavailable");
  assert.equal(fetched, 0);
  await lists.refresh();
  assert.equal(await lists.of(), "good");
  assert.equal(fetched, 1);
  serve(await listOf(root, { revoked: [leaf] }));
  await lists.refresh();
  assert.equal(await lists.of(), "revoked");
  lists.close();
});

test("SEC-056 the last good list stays when the next is missing, broken, signed by another, older, or sent elsewhere", async () => {
  const lists = open();
  serve(await listOf(root));
  await lists.refresh();
  const forged = await listOf(root, { signedBy: other, revoked: [leaf] });
  const older = await listOf(root, { from: NOW - 2 * DAY, revoked: [leaf] });
  const strangers = await listOf(other, { revoked: [leaf] });
  const elsewhere = `${url}/elsewhere`;
  const newer = await listOf(root, { revoked: [leaf] });
  for (const [says, listener] of [
    ["HTTP 500", (_, response) => response.writeHead(500).end()],
    ["a page", (_, response) => response.end("<html>")],
    ["nothing", (_, response) => response.end()],
    ["a broken connection", (request) => request.socket.destroy()],
    ["another's signature", (_, response) => response.end(forged)],
    ["an older list", (_, response) => response.end(older)],
    ["another authority's list", (_, response) => response.end(strangers)],
    ["a redirect", (request, response) => (request.url === "/list.crl" ? response.writeHead(302, { location: elsewhere }).end() : response.end(newer))],
  ] satisfies [string, RequestListener][]) {
    answer = listener;
    await lists.refresh();
    assert.equal(await lists.of(), "good", says);
  }
  lists.close();
});

test("SEC-056 more than 32 MiB is not read to the end", async () => {
  let sent = 0;
  answer = (_, response) => {
    const part = Buffer.alloc(1024 * 1024);
    const send = () => {
      while (!response.destroyed && sent < 200) {
        sent += 1;
        if (!response.write(part)) return void response.once("drain", send);
      }
    };
    send();
  };
  const lists = open();
  await lists.refresh();
  assert.equal(await lists.of(), "unavailable");
  assert.ok(sent < 150, `${sent} MiB were taken`);
  lists.close();
});

test("SEC-056 an answer that does not come is given up after five seconds", { timeout: 20_000 }, async () => {
  answer = () => {};
  const lists = open();
  const from = performance.now();
  await lists.refresh();
  assert.ok(performance.now() - from < 10_000);
  assert.equal(await lists.of(), "unavailable");
  lists.close();
});

test("a list of an authority that becomes known later counts from then on", async () => {
  const issuing = await certify(root);
  const below = await certifyLeaf(issuing);
  serve(await listOf(issuing, { revoked: [below] }));
  const lists = open();
  await lists.refresh();
  assert.equal(await lists.status(issuing.certificate, below.certificate, NOW), "unavailable");
  lists.learn(issuing.certificate);
  assert.equal(await lists.status(issuing.certificate, below.certificate, NOW), "revoked");
  lists.close();
});

test("an authority that got a new certificate for the same key keeps its list; one with the same name and another key does not", async () => {
  serve(await listOf(root));
  const lists = open();
  await lists.refresh();
  const renewed = await certify(null, { subject: root.subject, keys: { publicKey: root.publicKey, privateKey: root.key } });
  const namesake = await certify(null, { subject: root.subject });
  assert.equal(await lists.status(renewed.certificate, leaf.certificate, NOW), "good");
  assert.equal(await lists.status(namesake.certificate, leaf.certificate, NOW), "unavailable");
  lists.close();
});

/** Issuing distribution point (RFC 5280 5.2.5) with the members given in hex. */
const idp = (members: string) => new Extension("2.5.29.28", true, Buffer.from(`30${(members.length / 2).toString(16).padStart(2, "0")}${members}`, "hex"));

for (const [says, extension, covers] of [
  ["without limits", undefined, "all"],
  ["for ends only", idp("8101ff"), "ends"],
  ["for authorities only", idp("8201ff"), "authorities"],
  ["for ends, said not to be so", idp("810100"), "all"],
  ["for some reasons only", idp("83020640"), null],
  ["for several authorities", idp("8401ff"), null],
  ["that tells differences only", new Extension("2.5.29.27", true, Buffer.from("020101", "hex")), null],
  ["with a number", new Extension("2.5.29.20", false, Buffer.from("020101", "hex")), "all"],
] as const)
  test(`a list ${says} ${covers ? `speaks of: ${covers}` : "is not used"}`, async () => {
    const der = await listOf(root, { extensions: extension ? [extension] : [], revoked: [leaf] });
    if (!covers) return assert.throws(() => readRevocationList(der), RangeError);
    const list = readRevocationList(der);
    assert.equal(list.covers, covers);
    assert.deepEqual([...list.revoked], [leaf.certificate.serial]);
    assert.deepEqual([list.thisUpdate, list.nextUpdate], [NOW - DAY, NOW + DAY]);
  });

test("SEC-044 a list cut short or with one byte flipped is read or refused, and nothing else happens", async () => {
  const der = await listOf(root, { revoked: [leaf, other] });
  for (let at = 0; at < der.length; at++) {
    const changed = Buffer.from(der);
    changed[at]! ^= 0xff;
    for (const bytes of [der.subarray(0, at), changed])
      try {
        readRevocationList(bytes);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
  }
});

for (const [hash, saltLength, taken] of [
  ["SHA-1", 20, false],
  ["SHA-256", 20, true],
  ["SHA-256", 32, true],
  ["SHA-384", 48, true],
  ["SHA-512", 64, true],
] as const)
  test(`a list that is signed with RSA-PSS over ${hash} and a salt of ${saltLength} bytes is ${taken ? "taken" : "not taken"}`, async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const signingAlgorithm = { name: "RSA-PSS", hash, saltLength };
    const made = await X509CrlGenerator.create({
      issuer: "CN=PSS",
      thisUpdate: new Date(NOW),
      nextUpdate: new Date(NOW + DAY),
      signingAlgorithm,
      signingKey: privateKey.toCryptoKey({ name: "RSA-PSS", hash }, false, ["sign"]) as CryptoKey,
    });
    assert.equal(isSignedBy(readRevocationList(Buffer.from(made.rawData)), publicKey), taken);
  });
