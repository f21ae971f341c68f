/** Mails that are signed, checked as a mail server that gets them checks them (RFC 6376), with nothing of what signed them. */
import assert from "node:assert/strict";
import { createHash, createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CannotStart } from "../../installation/cannot-start.ts";
import { openLog } from "../log.ts";
import { mailServer } from "../test/mail-server.ts";
import { openCarrier } from "./carrier.ts";
import { readDkimKey } from "./dkim.ts";
import { mailSending } from "./sending.ts";
import { overServer } from "./mail-under-test.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-dkim-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }) as string;
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
written("dkim.pem", pem(privateKey));
const server = await mailServer();
const settingsWith = (dkim?: { domain: string; selector: string; keyFile: string }) => ({
  mode: "production" as const,
  dataFolder: folder,
  mail: { ...overServer(server, "Fullmakt <post@lyngvidda.example.no>"), ...(dkim && { dkim }) },
});
const DKIM = { domain: "lyngvidda.example.no", selector: "f2026", keyFile: "dkim.pem" };

/** Sends a mail as the product does. @returns the bytes that the mail server got */
async function send(
  settings: ReturnType<typeof settingsWith>,
  body = "Et avsnitt med æøå.\n\n.  Linje som begynner med punktum\t \nSlutt  \n\n\n",
): Promise<Buffer> {
  const html = `<p>${body}</p>`;
  const messageId = `<${crypto.randomUUID()}@lyngvidda.example.no>`;
  const envelope = {
    to: "drift@tindoy.example",
    subject: "Nøkkelen på Lønn går ut 5. mars 2027 kl. 14.30",
    text: body,
    html,
    language: "nb" as const,
    messageId,
  };
  assert.deepEqual(await openCarrier(settings, null, readDkimKey(settings))!.carry(envelope), { taken: true });
  const raw = server.raw.find((one) => one.includes(messageId));
  return raw!;
}

/** Header lines as they came, folds and all, and the body. */
function partsOf(message: Buffer): { headers: string[]; body: string } {
  const text = message.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  return { headers: text.slice(0, end).split(/\r\n(?![ \t])/), body: text.slice(end + 4) };
}

/** RFC 6376 section 3.4.2. */
const relaxedHeader = (line: string): string => {
  const at = line.indexOf(":");
  return `${line.slice(0, at).trim().toLowerCase()}:${line
    .slice(at + 1)
    .replaceAll("\r\n", "")
    .replaceAll(/[ \t]+/g, " ")
    .trim()}`;
};
/** RFC 6376 section 3.4.4. */
const relaxedBody = (body: string): string => {
  const lines = body.split("\r\n").map((line) => line.replaceAll(/[ \t]+/g, " ").replace(/ $/, ""));
  const text = lines.join("\r\n").replace(/(\r\n)*$/, "");
  return text === "" ? "" : `${text}\r\n`;
};

/** What a mail server finds: the tags, and whether body and headers are as they were signed. */
function check(message: Buffer, key: KeyObject) {
  const { headers, body } = partsOf(message);
  const [line, ...more] = headers.filter((each) => /^dkim-signature:/i.test(each));
  assert.ok(line && more.length === 0, "there is one signature");
  const tags = Object.fromEntries(
    relaxedHeader(line)
      .slice("dkim-signature:".length)
      .split(";")
      .map((tag) => [tag.slice(0, tag.indexOf("=")).trim(), tag.slice(tag.indexOf("=") + 1).trim()]),
  );
  const left = [...headers];
  const signed = tags.h!.split(":").map((name) => {
    const at = left.findLastIndex((each) => each.toLowerCase().startsWith(`${name.trim().toLowerCase()}:`));
    return at === -1 ? "" : `${relaxedHeader(left.splice(at, 1)[0]!)}\r\n`;
  });
  const unsigned = relaxedHeader(line).replace(/([;\s]b=)[^;]*/, "$1");
  const verifier = createVerify("RSA-SHA256").update(Buffer.from(`${signed.join("")}${unsigned}`, "latin1"));
  return {
    tags,
    isBody:
      createHash("sha256")
        .update(Buffer.from(relaxedBody(body), "latin1"))
        .digest("base64") === tags.bh,
    isSigned: verifier.verify(key, tags.b!.replaceAll(/\s/g, ""), "base64"),
  };
}

test("a mail is signed for the domain and selector of the settings, and whoever gets it can check body and headers", async () => {
  const message = await send(settingsWith(DKIM));
  const { tags, isBody, isSigned } = check(message, publicKey);
  assert.deepEqual([tags.v, tags.a, tags.c, tags.d, tags.s], ["1", "rsa-sha256", "relaxed/relaxed", "lyngvidda.example.no", "f2026"]);
  assert.deepEqual([isBody, isSigned], [true, true]);
  for (const name of ["from", "to", "subject", "date", "message-id"]) assert.ok(tags.h!.split(":").includes(name), `${name} is signed`);
  const text = message.toString("latin1");
  const changed = (from: string | RegExp, to: string) => check(Buffer.from(text.replace(from, to), "latin1"), publicKey);
  assert.equal(changed(/^From: .*$/m, "From: Ond <ond@elsewhere.example>").isSigned, false);
  assert.equal(changed("begynner", "slutter").isBody, false);
  assert.equal(check(message, generateKeyPairSync("rsa", { modulusLength: 2_048 }).publicKey).isSigned, false);
});

test("without the setting nothing is signed", async () => {
  assert.equal(readDkimKey(settingsWith()), null);
  assert.doesNotMatch((await send(settingsWith())).toString("latin1"), /dkim-signature/i);
});

const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const short = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey;
const locked = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "hemmelig" }) as string;
for (const [says, keyFile, sentence] of [
  ["that is not there", "nowhere.pem", /^The file of mail\.dkim\.keyFile, nowhere\.pem, cannot be read \(ENOENT\)\.$/],
  ["with a public key", written("public.pem", publicKey.export({ type: "spki", format: "pem" }) as string), /must hold a private RSA key/],
  ["with another kind of key", written("ec.pem", pem(elliptic)), /must hold a private RSA key/],
  ["with a short key", written("short.pem", pem(short)), /at least 2048 bits/],
  ["with a key behind a password", written("locked.pem", locked), /without a password/],
  ["with something else", written("text.pem", "hello"), /must hold a private RSA key/],
] as const)
  test(`a file ${says} is one sentence at the start, and nothing is sent unsigned`, () => {
    assert.throws(
      () => readDkimKey(settingsWith({ ...DKIM, keyFile })),
      (error) => error instanceof CannotStart && sentence.test(error.message) && !/hemmelig|BEGIN/.test(error.message),
    );
    assert.throws(() => mailSending({ settings: settingsWith({ ...DKIM, keyFile }) as never, log: openLog("fatal"), db: null as never }, ""), CannotStart);
  });
