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

/** Where a login in a window of its own ends. */
export const DONE = "/login/done";

const TEXT = {
  title: { nb: "Du er logget inn", nn: "Du er logga inn", en: "You are logged in" },
  text: {
    nb: "Du kan lukke dette vinduet og gå tilbake til det du holdt på med.",
    nn: "Du kan lukke dette vindauget og gå tilbake til det du heldt på med.",
    en: "You can close this window and go back to what you were doing.",
  },
  failedTitle: { nb: "Innloggingen ble ikke fullført", nn: "Innlogginga vart ikkje fullført", en: "The login was not completed" },
  failedText: {
    nb: "Lukk dette vinduet og prøv igjen fra siden du kom fra. Det du har skrevet der, er ikke borte.",
    nn: "Lukk dette vindauget og prøv igjen frå sida du kom frå. Det du har skrive der, er ikkje borte.",
    en: "Close this window and try again from the page you came from. What you have written there is not lost.",
  },
  other_person: {
    nb: "En annen person enn den som var innlogget, logget inn.",
    nn: "Ein annan person enn den som var innlogga, logga inn.",
    en: "Somebody else than the person who was logged in has logged in.",
  },
  level: {
    nb: "Sikkerhetsnivået var lavere enn det som trengs.",
    nn: "Tryggleiksnivået var lågare enn det som trengst.",
    en: "The level of assurance was lower than what is needed.",
  },
  down: { nb: "Innloggingstjenesten svarte ikke.", nn: "Innloggingstenesta svarte ikkje.", en: "The login service did not answer." },
} as const satisfies Record<string, Text>;

/** Where a login in a window of its own ends: the page behind it hears of it, and its forms stand as they were. */
export function answerDone(c: Context, { operator }: Settings) {
  const { language } = wishedLanguage(c);
  const failure = c.req.query("failed");
  const title = TEXT[failure === undefined ? "title" : "failedTitle"][language];
  const why = failure === "other_person" || failure === "level" || failure === "down" ? `${TEXT[failure][language]} ` : "";
  const main = html`<h1>${title}</h1>
    <p>${why}${TEXT[failure === undefined ? "text" : "failedText"][language]}</p>`;
  return answerPage(c, {
    language,
    title: `${title} – Fullmakt`,
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
