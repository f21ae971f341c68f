/** The dress of the pages that people read without the portal: API reference, refusals, the login double. One stylesheet; script and form only where a page says so. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context } from "hono";
import { html } from "hono/html";
import { chooseLanguage, type Language, LANGUAGES, type Text } from "../../vocabulary/language.ts";

const stylesheet = readFileSync(new URL("page-frame.css", import.meta.url), "utf8");
/** In the address of the stylesheet, so that it may be kept for ever. */
const version = createHash("sha256").update(stylesheet).digest("base64url").slice(0, 12);
/** SEC-124. Nothing is loaded but our stylesheet, and a script of ours where the page has one; forms lead where the page says, else nowhere. */
const policyOf = ({ script, formAction }: Pick<Page, "script" | "formAction">): string =>
  `default-src 'none'; style-src 'self'; ${script ? "script-src 'self'; " : ""}frame-ancestors 'none'; base-uri 'none'; form-action ${formAction ?? "'none'"}`;

/** Each language in its own words: it is for those who do not read the others. */
const NAME_OF_LANGUAGE: Record<Language, string> = { nb: "Bokmål", nn: "Nynorsk", en: "English" };
const FRAME = {
  skip: { nb: "Hopp til innholdet", nn: "Hopp til innhaldet", en: "Skip to content" },
  runBy: { nb: "Driftes av", nn: "Blir drifta av", en: "Run by" },
  languages: { nb: "Språk", nn: "Språk", en: "Language" },
} as const satisfies Record<string, Text>;

export type Html = ReturnType<typeof html>;

export type Page = {
  language: Language;
  title: string;
  /** Path of the stylesheet, as this request reaches it. */
  stylesheet: string;
  /** Where the name at the top leads; without it, it is no link. */
  home?: string;
  main: Html;
  /** Above everything: the environment. */
  banner?: Html;
  /** Who runs the installation. */
  operator: string;
  /** In the foot, after who runs it. */
  link?: Html | undefined;
  /** Whether there are other languages to choose from. */
  translated: boolean;
  /** 0: never kept. */
  maxAgeSeconds: number;
  /** Path of a script of ours. */
  script?: string;
  /** Source list of CSP: where the page's forms lead, redirects after them included (Chromium follows them). */
  formAction?: string;
};

/** The language of `?lang=`, else of `Accept-Language`. `query` is what links keep: a language that was chosen by hand. */
export function wishedLanguage(c: Context): { language: Language; query: string } {
  const chosen = LANGUAGES.find((language) => language === c.req.query("lang"));
  return { language: chosen ?? chooseLanguage(c.req.header("accept-language")), query: chosen ? `?lang=${chosen}` : "" };
}

/** Answers with the stylesheet: to be kept for ever at the address that pages name, for a while without its version. */
export function answerStylesheet(c: Context) {
  const current = c.req.query("v") === version;
  return c.body(stylesheet, 200, {
    "content-type": "text/css; charset=utf-8",
    "cache-control": current ? "public, max-age=31536000, immutable" : "public, max-age=300",
  });
}

/** Answers with a page. */
export function answerPage(c: Context, page: Page, status: 200 | 400 | 404 = 200) {
  const { language, title } = page;
  c.header("content-language", language);
  c.header("vary", "Accept-Language");
  c.header("cache-control", page.maxAgeSeconds === 0 ? "no-store" : `public, max-age=${page.maxAgeSeconds}`);
  c.header("content-security-policy", policyOf(page));
  c.header("cross-origin-opener-policy", "same-origin");
  c.header("referrer-policy", "no-referrer");
  return c.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <link rel="stylesheet" href="${page.stylesheet}?v=${version}" />
          ${page.script ? html`<script src="${page.script}" defer></script>` : ""}
        </head>
        <body>
          <a class="skip" href="#content">${FRAME.skip[language]}</a>
          ${page.banner ?? ""}
          <header class="top">${page.home ? html`<a href="${page.home}">${mark} Fullmakt</a>` : html`${mark} Fullmakt`}</header>
          <main id="content" tabindex="-1">${page.main}</main>
          <footer>
            <p>${FRAME.runBy[language]} ${page.operator}</p>
            ${page.link ? html`<p>${page.link}</p>` : ""} ${page.translated ? languageLinks(language) : ""}
          </footer>
        </body>
      </html>`,
    status,
  );
}

const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect class="ground" width="32" height="32" rx="7" />
  <path class="lines" d="M8 23V9h11M8 16h8" stroke-width="3" fill="none" stroke-linecap="round" stroke-linejoin="round" />
  <circle class="lines" cx="22.5" cy="20.5" r="3" fill="none" stroke-width="2.5" />
</svg>`;

const languageLinks = (language: Language) => html`
  <nav aria-label="${FRAME.languages[language]}">
    <ul>
      ${LANGUAGES.map((other) =>
        other === language
          ? html`<li><span aria-current="true">${NAME_OF_LANGUAGE[other]}</span></li>`
          : html`<li><a href="?lang=${other}" lang="${other}" hreflang="${other}">${NAME_OF_LANGUAGE[other]}</a></li>`,
      )}
    </ul>
  </nav>
`;
