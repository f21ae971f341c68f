import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openLog } from "../server/log.ts";
import { findSecrets, secretIn } from "./secrets-in-output.ts";

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
  ["digits inside a trace id", "trace a12837149981b", null],
  ["a public key and a code", '{"n":"abcdefghijklmnopqrstuvwxyz","code":"MP-250"}', null],
] as const)
  test(`SEC-150 the scan of outputs: ${says} -> ${kind ?? "nothing"}`, () => assert.equal(secretIn(text), kind));

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
