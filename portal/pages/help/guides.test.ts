/** What the guides say: the portal's own words, in every language, and to each page its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_KIND_NAMES } from "../../../vocabulary/event-kinds.ts";
import { LANGUAGES, type Text } from "../../../vocabulary/language.ts";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { GUIDE_NAMES, GUIDES_OF_PAGES } from "../../frame/guides-of-pages.ts";
import { TEXT_MODULES, textsOf } from "../../text/texts-under-test.ts";
import { findGuides } from "./find.ts";
import { GUIDES } from "./guides/all.ts";

const portal: Text[] = [
  ...(await textsOf(TEXT_MODULES)).filter(({ where }) => !where.startsWith("pages/help/")).map(({ text }) => text),
  ...Object.values(RIGHT_TEXTS).map(({ name }) => name),
  ...Object.values(EVENT_KIND_NAMES),
];
/** With whatever may stand in place of its members, where there are words around them. */
const patterns = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    portal
      .filter((text) => /\p{L}{3}/u.test(text[language].replaceAll(/\{\w+\}/g, "")))
      .map(
        (text) =>
          new RegExp(
            `^${text[language]
              .split(/\{\w+\}/)
              .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
              .join(".+")}$`,
            "u",
          ),
      ),
  ]),
);

test("what stands in «» in a guide is a word of the portal, letter by letter", () => {
  const wrong: string[] = [];
  for (const { name, title, lead, steps, trouble } of GUIDES)
    for (const text of [title, lead, ...steps.flatMap((step) => [step.heading, step.text]), ...trouble.flatMap(({ sees, remedy }) => [sees, remedy])])
      for (const language of LANGUAGES)
        for (const [, word] of text[language].matchAll(/«([^»]+)»/g))
          if (!patterns[language]!.some((pattern) => pattern.test(word!))) wrong.push(`${name} ${language}: «${word}»`);
  assert.deepEqual(wrong, []);
});

test("every guide has a name of its own, is explained by one page at least, and every page's guides are there", () => {
  const names = GUIDES.map(({ name }) => name);
  assert.deepEqual(names.toSorted(), GUIDE_NAMES.toSorted());
  assert.deepEqual([...new Set(Object.values(GUIDES_OF_PAGES).flat())].toSorted(), names.toSorted());
  for (const { name, steps } of GUIDES) assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length, name);
});

for (const [query, language, expected] of [
  ["ny integrasjon", "nb", ["new-client"]],
  ["Mine API", "nn", ["new-scope"]],
  ["virksomhetens tjenester", "en", ["new-scope", "new-client"]],
  ["administrasjon av tjenester", "nb", ["new-scope"]],
  ["rediger integrasjon", "nb", ["add-scopes", "billing"]],
  ["legg til tilgang", "nb", ["give-access"]],
  ["padlock", "en", ["new-client", "ask-right"]],
  ["padlock", "nb", []],
] as const)
  test(`«${query}» (${language}) finds ${expected.join(", ") || "nothing"}`, () => {
    assert.deepEqual(
      findGuides(GUIDES, query, language).map(({ name }) => name),
      expected,
    );
  });
