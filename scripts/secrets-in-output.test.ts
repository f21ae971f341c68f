import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openLog } from "../server/log.ts";
import { findSecrets, isIdentityNumber, secretIn } from "./secrets-in-output.ts";

const token =
  [
    { alg: "RS256", kid: "abcdefgh" },
    { iss: "a", scope: "b:c" },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".") +
  "." +
  "x".repeat(40);
const { privateKey } = generateKeyPairSync("ed25519");

for (const [says, text, kind] of [
  ["a token", `"msg":"${token}"`, "a token or a grant"],
  ["a key as PEM", privateKey.export({ type: "pkcs8", format: "pem" }).toString(), "a private key"],
  ["a key as JWK", JSON.stringify(privateKey.export({ format: "jwk" })), "a private key"],
  ["a key as JWK inside a text", JSON.stringify(JSON.stringify(privateKey.export({ format: "jwk" }))), "a private key"],
  ["a person", 'pid "12837149981"', "an identity number"],
  ["a synthetic person in a statement", `ERROR:  invalid input syntax for type date: "24918448086"`, "an identity number"],
  ["a wrong check digit", "12837149982", null],
  ["a day that is none", "99837149981", null],
  ["digits inside a trace id", "trace a12837149981b", null],
  ["digits inside a longer number", "at 1283714998112 and 112837149981", null],
  ["digits of a fraction", "took 0.12837149981 s, 12837149981.5 in all", null],
  ["the end of a UUID", "5f0c2b0e-8f0d-4d0b-9f7e-012837149981", null],
  ["an organisation number and a time", "0192:310801011 at 1795659153000", null],
  ["a public key and a code", '{"n":"abcdefghijklmnopqrstuvwxyz","code":"MP-250"}', null],
] as const)
  test(`SEC-150 the scan of outputs: ${says} -> ${kind ?? "nothing"}`, () => assert.equal(secretIn(text), kind));

/** Made as the register makes them. Here, so that no number that somebody may have stands in the sources. */
function identityNumber(nine: string): string | null {
  const check = (weights: number[], digits: string) => (11 - (weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11)) % 11;
  const first = check([3, 7, 6, 1, 8, 9, 4, 5, 2], nine);
  const second = check([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], `${nine}${first}`);
  return first < 10 && second < 10 ? `${nine}${first}${second}` : null;
}

for (const [says, sixDigits] of [
  ["born in January", "010190"],
  ["born on the last day of a year", "311290"],
  ["with a D-number", "410190"],
  ["with the last day of a D-number", "711290"],
  ["synthetic, month + 40", "014190"],
  ["synthetic, month + 65", "017790"],
  ["synthetic, month + 80", "319290"],
  ["synthetic, with a D-number", "418190"],
] as const)
  test(`SEC-150 the scan knows the number of a person ${says}, and no other check digits`, () => {
    const good = Array.from({ length: 60 }, (_, i) => identityNumber(`${sixDigits}${String(i * 13).padStart(3, "0")}`)).filter((number) => number !== null);
    assert.ok(good.length > 30);
    for (const number of good) {
      assert.ok(isIdentityNumber(number));
      for (const other of [1, 2, 3]) assert.ok(!isIdentityNumber(`${number.slice(0, 10)}${(Number(number[10]) + other) % 10}`));
    }
  });

for (const [says, sixDigits] of [
  ["day 0", "000190"],
  ["day 32", "320190"],
  ["day 40", "400190"],
  ["day 72", "720190"],
  ["month 0", "010090"],
  ["month 13", "011390"],
  ["month 40", "014090"],
  ["month 53", "015390"],
  ["month 65", "016590"],
  ["month 93", "019390"],
] as const)
  test(`SEC-150 ${says} is no number of a person, whatever its check digits`, () => {
    for (let i = 0; i < 60; i++) {
      const number = identityNumber(`${sixDigits}${String(i).padStart(3, "0")}`);
      if (number) assert.ok(!isIdentityNumber(number));
    }
  });

test("SEC-150 a finding names file, line and kind, and does not show the thing", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-scan-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "good.log"), "all is well\n");
  assert.deepEqual(findSecrets(folder), []);
  writeFileSync(join(folder, "bad.log"), `all is well\n${token}\n`);
  const [sentence = ""] = findSecrets(folder);
  assert.match(sentence, /^bad\.log, line 2, holds a token/);
  assert.ok(!sentence.includes(token.slice(10)));
});

test("SEC-150 fields that hold secrets are blanked out of the log, at any of three depths", () => {
  const lines: string[] = [];
  const log = openLog("info", { write: (line: string) => void lines.push(line) });
  for (const name of ["assertion", "access_token", "authorization", "privateJwk", "pid"])
    log.info({ [name]: token, a: { [name]: token, b: { [name]: "12837149981" } } }, "x");
  assert.equal(secretIn(lines.join("")), null);
});
