/** The plain page of an installation: the description of our own API to read. The front page is the portal's. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { Settings } from "../config.ts";
import { type Description, describeOperations, type ShownOperation } from "./api-description.ts";
import { answerPage, answerStylesheet, type Html } from "./page-frame.ts";

const STYLESHEET = "/pages/style.css";

/** @param description the OpenAPI document, as /openapi.json serves it */
export function pageRoutes(settings: Settings, description: object): Hono {
  const routes = new Hono();
  const frame = { stylesheet: STYLESHEET, operator: settings.operator.name, maxAgeSeconds: 60 };
  routes.get(STYLESHEET, answerStylesheet);
  routes.get("/api-reference", (c) =>
    answerPage(c, { ...frame, language: "en", title: "API reference – Fullmakt", home: "/", main: referenceOf(description as Description), translated: false }),
  );
  return routes;
}

function referenceOf(description: Description): Html {
  const groups = Map.groupBy(describeOperations(description), ({ tag }) => tag);
  return html`
    <h1>Fullmakt's own API</h1>
    <p>${prose(description.info.description)}</p>
    <p>It stands below the issuer of each environment:</p>
    <ul>
      ${description.servers.map(({ url }) => html`<li><code>${url}</code></li>`)}
    </ul>
    <p>
      A token of that environment goes into the header <code>Authorization: Bearer</code>. Refusals are problems (RFC 9457) whose <code>type</code> leads to a
      page that explains them. For programs: <a href="/openapi.json">OpenAPI 3.1</a>.
    </p>
    <nav class="contents" aria-label="Contents">
      <ul>
        ${[...groups.keys()].map((tag) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}
      </ul>
    </nav>
    ${[...groups].map(
      ([tag, operations]) => html`
        <section id="${anchor(tag)}">
          <h2>${tag}</h2>
          <ul class="list">
            ${operations.map(({ id, method, path, summary }) => html`<li><code>${method} ${path}</code> <a href="#${id}">${prose(summary)}</a></li>`)}
          </ul>
          ${operations.map(operationOf)}
        </section>
      `,
    )}
  `;
}

function operationOf({ id, method, path, summary, text, inputs, body, answers }: ShownOperation): Html {
  return html`
    <section id="${id}" class="operation">
      <h3>${prose(summary)}</h3>
      <p><code>${method} ${path}</code></p>
      ${text ? html`<p>${prose(text)}</p>` : ""}
      ${
        inputs.length > 0
          ? html`<h4>Address and headers</h4>
              <dl>
                ${inputs.map(
                  ({ name, where, required, says }) =>
                    html`<dt><code>${name}</code> (${where}${required ? ", required" : ""})</dt>
                      <dd>${prose(says)}</dd>`,
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
                    html`<dt><code>${name}</code>${required ? " (required)" : ""}</dt>
                      <dd>${prose(says)} <code>${type}</code></dd>`,
                )}
              </dl>`
          : ""
      }
      <h4>Answers</h4>
      <dl>
        ${answers.map(
          ({ status, says, members }) =>
            html`<dt><code>${status}</code></dt>
              <dd>${prose(says)}${members ? html`: <code>${members}</code>` : ""}</dd>`,
        )}
      </dl>
    </section>
  `;
}

/** The one thing of Markdown that our descriptions use: names in backticks. OpenAPI's descriptions are Markdown (4.8), a page is not. */
const prose = (text: string): Html[] => text.split("`").map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));

const anchor = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
