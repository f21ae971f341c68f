/** What `error_uri` leads to: a page per refusal in three languages, readable without a script, signed in or not. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { chooseLanguage, type Language, LANGUAGES } from "../../vocabulary/language.ts";
import { API_REFUSALS } from "../../vocabulary/refusals/api-refusals.ts";
import { refusal, type RefusalName, refusalOfCode } from "../../vocabulary/refusals/refusals.ts";
import { TOKEN_REFUSALS } from "../../vocabulary/refusals/token-refusals.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import { ENVIRONMENT, MENDER, NAME_OF_LANGUAGE, PAGE } from "./refusal-page-texts.ts";

const stylesheet = readFileSync(new URL("refusal-page.css", import.meta.url), "utf8");
/** In the address of the stylesheet, so that it may be kept for ever. */
const version = createHash("sha256").update(stylesheet).digest("base64url").slice(0, 12);
/** SEC-124. Nothing is loaded but our stylesheet; there is no script and no form. */
const POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

type Page = { language: Language; /** What links keep: a language that was chosen by hand. */ query: string; title: string; code?: string };

/**
 * The pages `errors` and `errors/{code}` below an issuer, and their stylesheet. The codes are those of the catalogue, so the pages cannot lag behind it.
 * The language is that of `?lang=`, else of `Accept-Language`.
 */
export function refusalPageRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get("/errors/style.css", (c) => {
    const current = c.req.query("v") === version;
    return c.body(stylesheet, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": current ? "public, max-age=31536000, immutable" : "public, max-age=300",
    });
  });
  routes.get("/errors", (c) => present(c, deps, indexPage(c), 200));
  routes.get("/errors/:code", (c) => {
    const name = refusalOfCode(c.req.param("code").toUpperCase());
    return name ? present(c, deps, refusalPage(c, deps, name), 200) : present(c, deps, unknownPage(c), 404);
  });
  return routes;
}

function wished(c: Context<Env>): { language: Language; query: string } {
  const chosen = LANGUAGES.find((language) => language === c.req.query("lang"));
  return { language: chosen ?? chooseLanguage(c.req.header("accept-language")), query: chosen ? `?lang=${chosen}` : "" };
}

function refusalPage(c: Context<Env>, deps: Deps, name: RefusalName) {
  const { language, query } = wished(c);
  const { code, status, error, description, who, title, meaning, remedy } = refusal(name);
  const { support } = deps.settings;
  const main = html`
    <p class="code"><code>${code}</code></p>
    <h1>${title[language]}</h1>
    <p>${meaning[language]}</p>
    <div class="panel">
      <h2>${PAGE.who[language]}</h2>
      <p class="who">${MENDER[who][language]}</p>
      <h2>${PAGE.how[language]}</h2>
      <p>${remedy[language]}</p>
    </div>
    <section>
      <h2>${PAGE.technical[language]}</h2>
      <dl>
        <dt>${PAGE.code[language]}</dt>
        <dd><code>${code}</code></dd>
        <dt>${PAGE.status[language]}</dt>
        <dd><code>${status}</code></dd>
        <dt lang="en">error</dt>
        <dd><code lang="en">${error}</code></dd>
        <dt lang="en">error_description</dt>
        <dd><code lang="en">${description.replaceAll(/ ?\{\w+\}/g, " …")}</code></dd>
      </dl>
    </section>
    <section>
      <h2>${PAGE.stuck[language]}</h2>
      <p>${PAGE.trace[language]}</p>
      ${support ? html`<p>${PAGE.ask[language]} ${whereToAsk(support)}</p>` : ""}
    </section>
  `;
  return { page: { language, query, title: `${code} ${title[language]}`, code }, main };
}

function indexPage(c: Context<Env>) {
  const { language, query } = wished(c);
  const list = (names: RefusalName[]) => html`
    <ul class="list">
      ${names
        .map((name) => refusal(name))
        .toSorted((a, b) => (a.code.slice(3) < b.code.slice(3) ? -1 : 1))
        .map(
          ({ code, title }) => html`
            <li>
              <a href="${baseOf(c)}errors/${code}${query}"><code>${code}</code></a> <span>${title[language]}</span>
            </li>
          `,
        )}
    </ul>
  `;
  const main = html`
    <h1>${PAGE.all[language]}</h1>
    <p>${PAGE.allLead[language]}</p>
    <section>
      <h2>${PAGE.tokenCodes[language]}</h2>
      ${list(Object.keys(TOKEN_REFUSALS) as RefusalName[])}
    </section>
    <section>
      <h2>${PAGE.apiCodes[language]}</h2>
      ${list(Object.keys(API_REFUSALS) as RefusalName[])}
    </section>
  `;
  return { page: { language, query, title: PAGE.all[language] }, main };
}

function unknownPage(c: Context<Env>) {
  const { language, query } = wished(c);
  const main = html`
    <h1>${PAGE.unknown[language]}</h1>
    <p>${PAGE.unknownLead[language]}</p>
    <p><a href="${baseOf(c)}errors${query}">${PAGE.all[language]}</a></p>
  `;
  return { page: { language, query, title: PAGE.unknown[language] }, main };
}

/** An e-mail address or a web address becomes a link, everything else (a telephone number, a sentence) stays text. */
function whereToAsk(support: string) {
  if (/^https?:\/\/\S+$/.test(support)) return html`<a href="${support}">${support}</a>`;
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(support)) return html`<a href="mailto:${support}">${support}</a>`;
  return html`${support}`;
}

/** The path of the environment as this request wrote it, so that links and stylesheet hold at every address that leads here. */
const baseOf = (c: Context<Env>): string => c.get("basePath");

function present(c: Context<Env>, deps: Deps, { page, main }: { page: Page; main: ReturnType<typeof html> }, status: 200 | 404) {
  const { language, query, title } = page;
  const environment = c.get("environment").name;
  c.header("content-language", language);
  c.header("vary", "Accept-Language");
  c.header("cache-control", status === 200 ? "public, max-age=300" : "public, max-age=60");
  c.header("content-security-policy", POLICY);
  c.header("cross-origin-opener-policy", "same-origin");
  c.header("referrer-policy", "no-referrer");
  return c.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – ${ENVIRONMENT[environment][language]} – Fullmakt</title>
          <link rel="stylesheet" href="${baseOf(c)}errors/style.css?v=${version}" />
        </head>
        <body>
          <a class="skip" href="#content">${PAGE.skip[language]}</a>
          <div class="environment ${environment}" role="region" aria-label="${PAGE.environment[language]}">
            <p><strong>${ENVIRONMENT[environment][language]}</strong></p>
          </div>
          <header class="top">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <rect class="ground" width="32" height="32" rx="7" />
              <path class="lines" d="M8 23V9h11M8 16h8" stroke-width="3" fill="none" stroke-linecap="round" stroke-linejoin="round" />
              <circle class="lines" cx="22.5" cy="20.5" r="3" fill="none" stroke-width="2.5" />
            </svg>
            Fullmakt
          </header>
          <main id="content">${main}</main>
          <footer>
            <p>${PAGE.runBy[language]} ${deps.settings.operator.name}</p>
            ${page.code ? html`<p><a href="${baseOf(c)}errors${query}">${PAGE.all[language]}</a></p>` : ""}
            <nav aria-label="${PAGE.languages[language]}">
              <ul>
                ${LANGUAGES.map((other) =>
                  other === language
                    ? html`<li><span aria-current="true">${NAME_OF_LANGUAGE[other]}</span></li>`
                    : html`<li><a href="?lang=${other}" lang="${other}" hreflang="${other}">${NAME_OF_LANGUAGE[other]}</a></li>`,
                )}
              </ul>
            </nav>
          </footer>
        </body>
      </html>`,
    status,
  );
}
