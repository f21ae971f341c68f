/** The pages of a login that are ours and not the portal's: where a second window ends, and the empty one that a login service loads to log somebody out. */
import { readFileSync } from "node:fs";
import type { Context } from "hono";
import { html } from "hono/html";
import type { Text } from "../../vocabulary/language.ts";
import type { Settings } from "../config.ts";
import { answerPage, wishedLanguage } from "../http/page-frame.ts";

export const STYLESHEET = "/login/style.css";
export const DONE_SCRIPT = "/login/done.js";
const doneScript = readFileSync(new URL("done.js", import.meta.url), "utf8");

const DONE = {
  title: { nb: "Du er logget inn", nn: "Du er logga inn", en: "You are logged in" },
  text: {
    nb: "Du kan lukke dette vinduet og gå tilbake til det du holdt på med.",
    nn: "Du kan lukke dette vindauget og gå tilbake til det du heldt på med.",
    en: "You can close this window and go back to what you were doing.",
  },
} as const satisfies Record<string, Text>;

/** Where a login in a window of its own ends: the page behind it hears of it, and its forms stand as they were. */
export function answerDone(c: Context, { operator }: Settings) {
  const { language } = wishedLanguage(c);
  const main = html`<h1>${DONE.title[language]}</h1>
    <p>${DONE.text[language]}</p>`;
  return answerPage(c, {
    language,
    title: `${DONE.title[language]} – Fullmakt`,
    stylesheet: STYLESHEET,
    script: DONE_SCRIPT,
    main,
    operator: operator.name,
    translated: false,
    maxAgeSeconds: 0,
  });
}

export const answerDoneScript = (c: Context) =>
  c.body(doneScript, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=300" });

/** For the frame in which a login service loads it, so without `frame-ancestors`; there is nothing in it to be tricked into. */
export const answerEmpty = (c: Context) =>
  c.html("<!doctype html><title>Fullmakt</title>", 200, { "cache-control": "no-store", "content-security-policy": "default-src 'none'" });
