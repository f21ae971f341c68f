/** The plain pages of an installation: the front page, and the description of our own API to read. HTML without script; the look is the refusal pages'. */
import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { chooseLanguage, type Language, type Text } from "../../vocabulary/language.ts";
import { environmentsOf, type Settings } from "../config.ts";
import { type Description, describeOperations } from "./api-description.ts";

const stylesheet = readFileSync(new URL("refusal-page.css", import.meta.url), "utf8");
const POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const TEXT = {
  lead: {
    nb: "Denne tjenesten avgjør hvilken virksomhet som kan kalle hvilket API, og på vegne av hvem.",
    nn: "Denne tenesta avgjer kva verksemd som kan kalle kva API, og på vegner av kven.",
    en: "This service decides which organisation may call which API, and on whose behalf.",
  },
  environments: { nb: "Miljøer", nn: "Miljø", en: "Environments" },
  test: { nb: "Test", nn: "Test", en: "Test" },
  prod: { nb: "Produksjon", nn: "Produksjon", en: "Production" },
  metadata: { nb: "Metadata", nn: "Metadata", en: "Metadata" },
  scopes: { nb: "Offentlige scopes", nn: "Offentlege scopes", en: "Public scopes" },
  refusals: { nb: "Avslag forklart", nn: "Avslag forklarte", en: "Refusals explained" },
  apis: { nb: "For utviklere", nn: "For utviklarar", en: "For developers" },
  reference: { nb: "API-et, til å lese", nn: "API-et, til å lese", en: "The API, to read" },
  machine: { nb: "API-et, for programmer (OpenAPI 3.1)", nn: "API-et, for program (OpenAPI 3.1)", en: "The API, for programs (OpenAPI 3.1)" },
} satisfies Record<string, Text>;

/** @param description the OpenAPI document, as /openapi.json serves it */
export function pageRoutes(settings: Settings, description: object): Hono {
  const routes = new Hono();
  routes.get("/pages/style.css", (c) => c.body(stylesheet, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=300" }));
  routes.get("/", (c) => {
    const language = chooseLanguage(c.req.header("accept-language"));
    const of = (name: keyof typeof TEXT) => TEXT[name][language];
    const main = html`
      <h1>Fullmakt</h1>
      <p>${of("lead")}</p>
      ${environmentsOf(settings).map(
        ({ name, issuer }) => html`
          <section>
            <h2>${of(name)}</h2>
            <p><code>${issuer}</code></p>
            <ul class="links">
              <li><a href="${issuer}.well-known/oauth-authorization-server">${of("metadata")}</a></li>
              <li><a href="${issuer}api/v1/scopes/all">${of("scopes")}</a></li>
              <li><a href="${issuer}errors">${of("refusals")}</a></li>
            </ul>
          </section>
        `,
      )}
      <section>
        <h2>${of("apis")}</h2>
        <ul class="links">
          <li><a href="/api-reference">${of("reference")}</a></li>
          <li><a href="/openapi.json">${of("machine")}</a></li>
        </ul>
      </section>
    `;
    return present(c, language, "Fullmakt", main);
  });
  routes.get("/api-reference", (c) => present(c, "en", "API reference", referenceOf(description as Description)));
  return routes;
}

function referenceOf(description: Description) {
  const groups = Map.groupBy(describeOperations(description), ({ tag }) => tag);
  return html`
    <h1>Fullmakt's own API</h1>
    <p>${description.info.description}</p>
    <p>
      Below the issuer of each environment: ${description.servers.map(({ url }, i) => html`${i > 0 ? ", " : ""}<code>${url}</code>`)}. A token of that
      environment goes into the header
      <code>Authorization: Bearer</code>. Refusals are problems (RFC 9457) whose <code>type</code> leads to a page that explains them.
    </p>
    <nav aria-label="Contents">
      <ul class="links">
        ${[...groups.keys()].map((tag) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}
      </ul>
    </nav>
    ${[...groups].map(
      ([tag, operations]) => html`
        <section id="${anchor(tag)}">
          <h2>${tag}</h2>
          ${operations.map(
            ({ id, method, path, summary, text, inputs, body, answers }) => html`
              <section id="${id}">
                <h3>${summary}</h3>
                <p><code>${method} ${path}</code></p>
                ${text ? html`<p>${text}</p>` : ""}
                ${
                  inputs.length > 0
                    ? html`<dl>
                        ${inputs.map(
                          ({ name, where, required, says }) =>
                            html`<dt><code>${name}</code> (${where}${required ? ", required" : ""})</dt>
                              <dd>${says}</dd>`,
                        )}
                      </dl>`
                    : ""
                }
                ${
                  body.length > 0
                    ? html`<h4>Body</h4>
                        <dl>
                          ${body.map(
                            ({ name, type, required, says }) =>
                              html`<dt><code>${name}</code> ${type}${required ? ", required" : ""}</dt>
                                <dd>${says}</dd>`,
                          )}
                        </dl>`
                    : ""
                }
                <h4>Answers</h4>
                <dl>
                  ${answers.map(
                    ({ status, says, members }) =>
                      html`<dt><code>${status}</code></dt>
                        <dd>${says}${members ? html`: <code>${members}</code>` : ""}</dd>`,
                  )}
                </dl>
              </section>
            `,
          )}
        </section>
      `,
    )}
  `;
}

const anchor = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

function present(c: Context, language: Language, title: string, main: ReturnType<typeof html>) {
  c.header("content-language", language);
  c.header("vary", "Accept-Language");
  c.header("cache-control", "public, max-age=60");
  c.header("content-security-policy", POLICY);
  c.header("cross-origin-opener-policy", "same-origin");
  return c.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title === "Fullmakt" ? title : `${title} – Fullmakt`}</title>
          <link rel="stylesheet" href="/pages/style.css" />
        </head>
        <body>
          <header class="top">Fullmakt</header>
          <main id="content">${main}</main>
        </body>
      </html>`,
  );
}
