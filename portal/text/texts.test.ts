/** Every text of the portal, wherever it stands: whole in each language, with the same members, in the words we use. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { translator } from "./text.ts";
import { TEXT_MODULES, textsOf } from "./texts-under-test.ts";

const found = await textsOf([...TEXT_MODULES, "pages/help/guides/*.ts"]);

const membersOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted();

test("there are texts to look at", () => assert.ok(found.length > 100, String(found.length)));

test("each text says something in each language, with the same members", () => {
  for (const { where, text } of found)
    for (const language of LANGUAGES) {
      assert.notEqual(text[language].trim(), "", `${where} ${language}`);
      assert.deepEqual(membersOf(text[language]), membersOf(text.nb), `${where} ${language}`);
    }
});

/** portal.md §9, glossary §5. */
const AVOIDED = /\bugyldig|\bfeil format|\bvennligst|\bver venleg|\binvalid\b|\bplease\b|\bavgiver\b|\bomfang\b|\bbedrift\b|\benkeltrettighet/i;
test("no text blames, pleads, or uses a word that confuses", () => {
  for (const { where, text } of found) for (const language of LANGUAGES) assert.doesNotMatch(text[language], AVOIDED, where);
});

/** Bokmål in the column of nynorsk: what is copied and not translated. */
const BOKMAL = /\b(ikke|hvordan|hvilke[nt]?|hvem|hva|noen|fra nå|virksomhet(en|er)?|rettighet(en|er)?|tilganger|gjøre|være|siden|nettleseren)\b/i;
test("nynorsk is written in nynorsk", () => {
  for (const { where, text } of found) assert.doesNotMatch(text.nn, BOKMAL, `${where}: ${text.nn}`);
});

test("members are filled in, numbers as the language writes them", () => {
  const texts = { many: { nb: "{n} token for {org}", nn: "{n} token for {org}", en: "{n} tokens for {org}" } } as const;
  assert.equal(translator(texts, "nb")("many", { n: 12345, org: "Å AS" }), "12\u00A0345 token for Å AS");
  assert.equal(translator(texts, "en")("many", { n: 12345, org: "{n}" }), "12,345 tokens for {n}", "what is filled in is not read again");
  assert.deepEqual(translator(texts, "nn").parts("many", { n: 1, org: "B" }), ["", 1, " token for ", "B", ""]);
});
