import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../language.ts";
import { numberOfCode, type RefusalEntry } from "./refusal.ts";
import { asDescription, describe, refusal, refusalNumber, refusalOfCode, refusalOfNumber, REFUSALS, type RefusalName } from "./refusals.ts";

const names = Object.keys(REFUSALS) as RefusalName[];
const entries = names.map((name) => [name, refusal(name)] as const);

test("no two refusals share a code, and each is found by code and by number", () => {
  assert.equal(new Set(entries.map(([, { code }]) => code)).size, names.length);
  assert.equal(new Set(entries.map(([, { code }]) => numberOfCode(code))).size, names.length);
  for (const [name, { code }] of entries) {
    assert.equal(refusalOfCode(code), name);
    assert.equal(refusalOfNumber(refusalNumber(name)), name);
  }
});

test("parts of the catalogue do not hide each other's names", async () => {
  const parts = await Promise.all(
    ["authentication", "caller", "decision", "domain", "form", "grant", "key", "mail", "people", "prefix", "request", "scope"].map(
      (part) => import(`./${part}-refusals.ts`) as Promise<object>,
    ),
  );
  const all = parts.flatMap((part) => Object.values(part) as Record<string, RefusalEntry>[]).flatMap((part) => Object.keys(part));
  assert.deepEqual(all.toSorted(), names.toSorted());
});

test("codes have the form MP-nnn or FM-nnn, and numbers below 2000", () => {
  for (const [, { code }] of entries) {
    assert.match(code, /^(MP|FM)-[0-9]{3}$/);
    assert.ok(numberOfCode(code) > 0 && numberOfCode(code) < 2_000, code);
  }
  assert.equal(numberOfCode("MP-012"), 12);
  assert.equal(numberOfCode("FM-120"), 1_120);
});

test('SEC-041 descriptions are printable ASCII without " and \\ (RFC 6749 5.2)', () => {
  for (const [name, { description }] of entries) assert.match(description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/, name);
  assert.equal(asDescription('Ærlig "tøys"\n\\å'), "aerlig 'toys'??a");
});

test("SEC-040 statuses are those that an OAuth or API caller expects", () => {
  for (const [name, { status, error }] of entries) {
    assert.ok([400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503].includes(status), name);
    if (error === "invalid_grant" || error === "invalid_scope") assert.equal(status, 400, name);
  }
});

// maskinporten.md 3.4: what callers of today match on.
for (const [code, status, error, text] of [
  ["MP-011", 400, "invalid_request", "Invalid assertion. Invalid parameter value"],
  ["MP-012", 400, "invalid_grant", "Grant is used before"],
  ["MP-100", 400, "invalid_grant", "Invalid assertion. Client authentication failed."],
  ["MP-100", 400, "invalid_grant", "Client not found"],
  ["MP-110", 400, "invalid_grant", "Invalid assertion. Client authentication failed. Invalid JWT claim aud"],
  ["MP-120", 400, "invalid_grant", "The JWT is signed with an invalid certificate."],
  ["MP-121", 400, "invalid_grant", "Expired key."],
  ["MP-122", 400, "invalid_grant", "Invalid JWT. Invalid organization number for client. Does not match certificate orgno"],
  ["MP-123", 400, "invalid_grant", "Invalid JWT header x5c"],
  ["MP-124", 400, "invalid_grant", "Invalid JWT signature"],
  ["FM-120", 400, "invalid_grant", "Unknown key identifier (kid) for client."],
  ["FM-121", 400, "invalid_grant", "Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided"],
  ["MP-130", 400, "invalid_grant", "JWT has expired."],
  ["FM-131", 400, "invalid_grant", "Issue time is in the future."],
  ["FM-132", 400, "invalid_grant", "JWT has too long lifetime."],
  ["FM-140", 400, "invalid_request", "Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid"],
  ["MP-200", 400, "invalid_scope", "Token request contains invalid scopes for client, {scope}"],
  ["MP-201", 400, "invalid_scope", "Token request contains scopes not allowed for maskinporten"],
  ["MP-250", 403, "forbidden", "Consumer has not been granted access to the scope {scope}."],
  ["MP-251", 403, "forbidden", "Consumer {consumer} has not delegated access to the scope {scope} to supplier {supplier}."],
  ["MP-301", 400, "invalid_authorization_details", "Unknown authorization details type"],
  ["MP-302", 400, "invalid_authorization_details", "Unknown fields in the authorization details"],
  ["MP-303", 400, "invalid_authorization_details", "Invalid authorization details values"],
] as const) {
  test(`${code} says "${text}"`, () => {
    const name = refusalOfCode(code);
    assert.ok(name);
    const entry = refusal(name);
    assert.equal(entry.status, status);
    assert.equal(entry.error, error);
    assert.ok(entry.description.includes(text), entry.description);
  });
}

test("no MP code is made up: they are those of maskinporten.md 3.4", () => {
  const documented = "011 012 100 110 120 121 122 123 124 130 200 201 250 251 301 302 303".split(" ").map((number) => `MP-${number}`);
  assert.deepEqual(
    entries
      .map(([, { code }]) => code)
      .filter((code) => code.startsWith("MP"))
      .toSorted(),
    documented,
  );
});

test("every refusal has title, meaning and remedy in three languages, whole sentences, and no language is a copy of another", () => {
  for (const [name, entry] of entries) {
    for (const language of LANGUAGES) {
      assert.match(entry.title[language], /^.{5,80}[^.]$/, `${name} title ${language}`);
      for (const part of ["meaning", "remedy"] as const) assert.match(entry[part][language], /^.{25,}[.:}/]$/, `${name} ${part} ${language}`);
    }
    for (const part of ["meaning", "remedy"] as const) assert.equal(new Set(LANGUAGES.map((language) => entry[part][language])).size, 3, `${name} ${part}`);
    assert.notEqual(entry.title.nb, entry.title.en, name);
  }
});

test("words of the glossary: each Norwegian has its own forms and not the other's", () => {
  const notBokmal =
    /(?<![\p{L}-])(verksemd\p{L}*|ikkje|frå|berre|korleis|noko|nokon|førespurnad\p{L}*|nøklar|leverandøren si|blei|høgst|utgått|eit|dei|tek|merkt|skildring\p{L}*)(?!\p{L})/iu;
  const notNynorsk =
    /(?<![\p{L}-])(virksomhet\p{L}*|ikke|fra|bare|hvordan|noe|noen|forespørsel\p{L}*|nøkler|ble|høyst|et|de sifrene|tar|merket|beskrivelse\p{L}*|hvilke[nt]?)(?!\p{L})/iu;
  for (const [name, entry] of entries)
    for (const part of ["title", "meaning", "remedy"] as const) {
      assert.doesNotMatch(entry[part].nb, notBokmal, `${name} ${part}`);
      assert.doesNotMatch(entry[part].nn, notNynorsk, `${name} ${part}`);
    }
});

test("a description is filled in, and a member that is not given leaves nothing behind", () => {
  assert.equal(describe("no_access", { scope: "a:b" }), "Consumer has not been granted access to the scope a:b.");
  assert.equal(describe("expired"), "Invalid assertion. JWT has expired.");
});
