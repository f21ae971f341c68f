/** What `error_uri` leads to: a page per refusal in three languages, readable without a script, signed in or not. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { API_REFUSALS } from "../../vocabulary/refusals/api-refusals.ts";
import { refusal, type RefusalName, refusalOfCode } from "../../vocabulary/refusals/refusals.ts";
import { TOKEN_REFUSALS } from "../../vocabulary/refusals/token-refusals.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "./hono.ts";
import { answerPage, answerStylesheet, type Html, wishedLanguage } from "./page-frame.ts";
import { ENVIRONMENT, MENDER, PAGE } from "./refusal-page-texts.ts";

type Shown = { title: string; code?: string; main: Html };

/**
 * The pages `errors` and `errors/{code}` below an issuer, and their stylesheet. The codes are those of the catalogue, so the pages cannot lag behind it.
 * The language is that of `?lang=`, else of `Accept-Language`.
 */
export function refusalPageRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get("/errors/style.css", answerStylesheet);
  routes.get("/errors", (c) => present(c, deps, indexPage(c), 200));
  routes.get("/errors/:code", (c) => {
    const name = refusalOfCode(c.req.param("code").toUpperCase());
    return name ? present(c, deps, refusalPage(c, deps, name), 200) : present(c, deps, unknownPage(c), 404);
  });
  return routes;
}

function refusalPage(c: Context<Env>, deps: Deps, name: RefusalName): Shown {
  const { language } = wishedLanguage(c);
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
  return { title: `${code} ${title[language]}`, code, main };
}

function indexPage(c: Context<Env>): Shown {
  const { language, query } = wishedLanguage(c);
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
  return { title: PAGE.all[language], main };
}

function unknownPage(c: Context<Env>): Shown {
  const { language, query } = wishedLanguage(c);
  const main = html`
    <h1>${PAGE.unknown[language]}</h1>
    <p>${PAGE.unknownLead[language]}</p>
    <p><a href="${baseOf(c)}errors${query}">${PAGE.all[language]}</a></p>
  `;
  return { title: PAGE.unknown[language], main };
}

/** An e-mail address or a web address becomes a link, everything else (a telephone number, a sentence) stays text. */
function whereToAsk(support: string) {
  if (/^https?:\/\/\S+$/.test(support)) return html`<a href="${support}">${support}</a>`;
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(support)) return html`<a href="mailto:${support}">${support}</a>`;
  return html`${support}`;
}

/** The path of the environment as this request wrote it, so that links and stylesheet hold at every address that leads here. */
const baseOf = (c: Context<Env>): string => c.get("basePath");

function present(c: Context<Env>, deps: Deps, { title, code, main }: Shown, status: 200 | 404) {
  const { language, query } = wishedLanguage(c);
  const environment = c.get("environment").name;
  const name = ENVIRONMENT[environment][language];
  return answerPage(
    c,
    {
      language,
      title: `${title} – ${name} – Fullmakt`,
      stylesheet: `${baseOf(c)}errors/style.css`,
      banner: html`<div class="environment ${environment}" role="region" aria-label="${PAGE.environment[language]}">
        <p><strong>${name}</strong></p>
      </div>`,
      main,
      operator: deps.settings.operator.name,
      link: code ? html`<a href="${baseOf(c)}errors${query}">${PAGE.all[language]}</a>` : undefined,
      translated: true,
      maxAgeSeconds: status === 200 ? 300 : 60,
    },
    status,
  );
}
