import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CannotStart } from "../installation/cannot-start.ts";
import { readSettings, type Settings } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "fullmakt-config-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (content: unknown, env: Record<string, string> = {}): Settings => {
  writeFileSync(join(folder, "config.json"), JSON.stringify(content));
  return readSettings({ FULLMAKT_DATA: folder, ...env }, () => folder);
};

const MAIL = { smtp: { host: "smtp.example.no" }, from: "post@example.no" };

for (const { says, content = {}, env } of [
  { says: /environments\.prod\.issuer: an issuer ends with a slash\.$/, content: { environments: { prod: { issuer: "https://a.example.no" } } } },
  { says: /environments\.test\.signing: Invalid option/, content: { environments: { test: { signing: "RSA-1024" } } } },
  {
    says: /environments\.prod\.trustRoots\.0\.policies: name the accepted policies as object identifiers/,
    content: { environments: { prod: { trustRoots: [{ file: "a.pem", policies: ["enterprise"] }] } } },
  },
  {
    says: /environments\.prod\.trustRoots\.1\.policies: name the accepted policies/,
    content: { environments: { prod: { trustRoots: ["b.pem", { file: "a.pem", policies: [] }] } } },
  },
  { says: /environments\.test\.trustRoots\.0: write a file/, content: { environments: { test: { trustRoots: [{ policies: ["2.5.29.32.0"] }] } } } },
  { says: /^The operator's organisation number 310800008 in config\.json is not valid/, content: { operator: { orgNumber: "310800008", name: "X" } } },
  { says: /prefixPrice\.perAccess: numbers of upTo go up/, content: { prefixPrice: { perYear: 1, perAccess: [{ upTo: 5, each: 1 }] } } },
  ...[
    [{ domain: "example.no", selector: "s1" }, "keyFile"],
    [{ domain: "example.no", keyFile: "dkim.pem" }, "selector"],
    [{ selector: "s1", keyFile: "dkim.pem" }, "domain"],
    [{}, "domain"],
  ].map(([half, missing]) => ({
    says: new RegExp(`mail\\.dkim\\.${missing as string}: signing mails needs domain, selector and keyFile, all three\\.$`),
    content: { mail: { ...MAIL, dkim: half } },
  })),
  { says: /mail\.dkim\.domain: write a domain/, content: { mail: { ...MAIL, dkim: { domain: "example.no; s=x", selector: "s1", keyFile: "dkim.pem" } } } },
  { says: /mail\.dkim\.selector: write the name/, content: { mail: { ...MAIL, dkim: { domain: "example.no", selector: "s1\r\nX: y", keyFile: "dkim.pem" } } } },
  { says: /^PORT is eighty: it must be a port number, 0 to 65535\.$/, env: { PORT: "eighty" } },
  { says: /^METRICS_PORT is 70000: it must be a port number, 0 to 65535\.$/, env: { METRICS_PORT: "70000" } },
  { says: /^FULLMAKT_MODE is staging: it must be development or production\.$/, env: { FULLMAKT_MODE: "staging" } },
  { says: /^FULLMAKT_CONFIG names \/nowhere\.json, which does not exist\.$/, env: { FULLMAKT_CONFIG: "/nowhere.json" } },
  { says: /^PUBLIC_URL is nowhere: it must be an address such as https:/, env: { PUBLIC_URL: "nowhere" } },
] as { says: RegExp; content?: unknown; env?: Record<string, string> }[])
  test(`a setting that cannot be is one sentence that names it: ${says.source}`, () => {
    assert.throws(
      () => read(content, env),
      (error) => error instanceof CannotStart && says.test(error.message),
    );
  });

test("the folder of the keys is below the data folder, or where the settings say", () => {
  assert.equal(read({}).keysFolder, join(folder, "keys"));
  assert.equal(read({ keysFolder: "/srv/keys" }).keysFolder, "/srv/keys");
  assert.equal(read({ keysFolder: "common" }).keysFolder, join(folder, "common"));
});

test("a prefix costs what the settings say; nothing in production without them, and in development what Maskinporten takes", () => {
  const production = { FULLMAKT_MODE: "production", PUBLIC_URL: "https://fullmakt.example.no" };
  const base = { operator: { orgNumber: "310806064", name: "Nordlys" } };
  assert.equal(read({}).prefixPrice?.cap, 799_500);
  assert.equal(read({ prefixPrice: null }).prefixPrice, null);
  assert.equal(read(base, production).prefixPrice, null);
  assert.deepEqual(read({ ...base, prefixPrice: { perYear: 5, perAccess: [{ upTo: 2, each: 2 }, { each: 1 }] } }, production).prefixPrice, {
    currency: "NOK",
    perYear: 5,
    perAccess: [
      { upTo: 2, each: 2 },
      { upTo: null, each: 1 },
    ],
    cap: null,
  });
});

test("every address is built from the public one", () => {
  const { environments } = read({}, { PUBLIC_URL: "https://fullmakt.example.no/", PORT: "9" });
  assert.deepEqual([environments.test.issuer, environments.prod.issuer], ["https://fullmakt.example.no/test/", "https://fullmakt.example.no/prod/"]);
});
