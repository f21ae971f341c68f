/** The mails of an installation that sends none: a developer reads them here and follows their links. In development only, and only from this machine. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Text } from "../../vocabulary/language.ts";
import type { Deps } from "../deps.ts";
import { answerPage, type Html, wishedLanguage } from "../http/page-frame.ts";
import { addressesOf } from "./delivery.ts";
import { findMail, type Mail, newestMails } from "./event-store.ts";
import { messageOf } from "./message.ts";
import type { PageEnv } from "./pages.ts";
import { moment } from "./texts/words.ts";

const MOST = 100;
const PATH = "/dev/mail";

const TEXT = {
  title: { nb: "E-post fra denne installasjonen", nn: "E-post frå denne installasjonen", en: "Mail from this installation" },
  lead: {
    nb: "Uten en e-postserver i innstillingene blir e-post liggende her. Siden finnes bare i utvikling, og bare på denne maskinen.",
    nn: "Utan ein e-postserver i innstillingane blir e-post liggjande her. Sida finst berre i utvikling, og berre på denne maskina.",
    en: "Without a mail server in the settings, mail stays here. This page exists in development only, and only on this machine.",
  },
  none: {
    nb: "Ingen e-post ennå. Legg inn en e-postadresse på Din side, så kommer den første.",
    nn: "Ingen e-post enno. Legg inn ei e-postadresse på Di side, så kjem den første.",
    en: "No mail yet. Enter an e-mail address on Your page, and the first one comes.",
  },
  to: { nb: "Til", nn: "Til", en: "To" },
  written: { nb: "Skrevet", nn: "Skrive", en: "Written" },
  state: { nb: "Tilstand", nn: "Tilstand", en: "State" },
  all: { nb: "Alle e-poster", nn: "Alle e-postar", en: "All mails" },
  missing: { nb: "Den e-posten finnes ikke", nn: "Den e-posten finst ikkje", en: "There is no such mail" },
} as const satisfies Record<string, Text>;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

export function devMailRoutes(deps: Deps, stylesheet: string): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();
  const answer = (c: Context<PageEnv>, title: string, main: Html, status: 200 | 404 = 200) => {
    const { language } = wishedLanguage(c);
    return answerPage(
      c,
      { language, title: `${title} – Fullmakt`, stylesheet, main, operator: deps.settings.operator.name, translated: status === 200, maxAgeSeconds: 0 },
      status,
    );
  };
  routes.use(`${PATH}/*`, async (c, next) => {
    const address = c.env?.address ?? null; // of a request without a socket (tests): none
    if (address !== null && !LOOPBACK.test(address)) return c.json({ error: "not_found" }, 404);
    return next();
  });
  routes.get(PATH, async (c) => {
    const { language, query } = wishedLanguage(c);
    const of = (name: keyof typeof TEXT) => TEXT[name][language];
    const mails = await newestMails(deps.db, MOST);
    const line = ({ id, content, address, createdAt, state, tries }: Mail) => html`
      <li>
        <a href="${PATH}/${id}${query}">${content.subject}</a><br />
        ${of("to")} ${address}, ${moment(createdAt, language)}, <code>${state}${tries > 1 ? ` (${tries})` : ""}</code>
      </li>
    `;
    const list =
      mails.length > 0
        ? html`<ul class="links">
            ${mails.map(line)}
          </ul>`
        : html`<p>${of("none")}</p>`;
    return answer(
      c,
      of("title"),
      html`<h1>${of("title")}</h1>
        <p>${of("lead")}</p>
        ${list}`,
    );
  });
  routes.get(`${PATH}/:id{[0-9a-f-]{36}}`, async (c) => {
    const { language, query } = wishedLanguage(c);
    const of = (name: keyof typeof TEXT) => TEXT[name][language];
    const mail = await findMail(deps.db, c.req.param("id"));
    if (!mail)
      return answer(
        c,
        of("missing"),
        html`<h1>${of("missing")}</h1>
          <p><a href="${PATH}${query}">${of("all")}</a></p>`,
        404,
      );
    const { subject, text } = messageOf(mail.content, mail.language, await addressesOf(deps, mail.content));
    const main = html`<p><a href="${PATH}${query}">${of("all")}</a></p>
      <h1 lang="${mail.language}">${subject}</h1>
      <p>
        ${of("to")} <strong>${mail.address}</strong><br />${of("written")} ${moment(mail.createdAt, language)}<br />${of("state")} <code>${mail.state}</code>
      </p>
      <div lang="${mail.language}">
        ${text.split("\n\n").map((paragraph) => html`<p>${paragraph.split("\n").map((one) => html`${linked(one)}<br />`)}</p>`)}
      </div>`;
    return answer(c, subject, main);
  });

  /** A line that is an address of ours can be followed. */
  const linked = (line: string): Html | string => (line.startsWith(`${deps.settings.publicUrl}/`) ? html`<a href="${line}">${line}</a>` : line);
  return routes;
}
