/** The page of the double on which one chooses who to be (picture login-desktop). Works without a script. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Provider } from "oidc-provider";
import { type Language, LANGUAGES } from "../../../vocabulary/language.ts";
import { type Level, LEVELS } from "../../../vocabulary/level.ts";
import type { Deps } from "../../deps.ts";
import { answerPage, answerStylesheet, type Html, wishedLanguage } from "../../http/page-frame.ts";
import { type IdentityNumber, isSynthetic, parseIdentityNumber } from "../../people/identity-number.ts";
import { acrValueOf } from "../acr.ts";
import { DOUBLE_PATH } from "../login-service.ts";
import { findPeople, numberOf, type ShownPerson } from "./people.ts";
import { DOUBLE, LEVEL_NAME } from "./texts.ts";

/** Where the page stands, as the whole server sees paths. */
export const CHOOSER_PATH = `${DOUBLE_PATH}/choose`;
const STYLESHEET = `${CHOOSER_PATH}/style.css`;

type Raw = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };
type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

export function chooserRoutes({ db, settings }: Pick<Deps, "db" | "settings">, provider: Provider): Hono<Raw> {
  const routes = new Hono<Raw>();
  const interactionOf = (c: Context<Raw>): Promise<Interaction | null> => provider.interactionDetails(c.env.incoming, c.env.outgoing).catch(() => null);

  /** Goes back into the login with who was chosen. */
  const logIn = async (c: Context<Raw>, accountId: IdentityNumber, level: Level) => {
    const login = { accountId, acr: acrValueOf("double", level), amr: ["TestID"] };
    return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, { login }), 303);
  };
  const show = async (c: Context<Raw>, interaction: Interaction, { refused = false, level = "high" as Level } = {}) => {
    const language = languageOf(c, interaction);
    const search = (c.req.query("q") ?? "").slice(0, 100);
    const people = await findPeople(db, language, search);
    const page = { title: `${DOUBLE.title[language]} – Fullmakt`, main: chooser(language, people, search, { refused, level }), translated: true };
    return answer(c, language, page, refused ? 400 : 200);
  };
  const answer = (c: Context<Raw>, language: Language, page: { title: string; main: Html; translated: boolean }, status: 200 | 400) =>
    answerPage(
      c,
      {
        ...page,
        language,
        stylesheet: STYLESHEET,
        banner: html`<div class="environment test" role="region" aria-label="${DOUBLE.environment[language]}">
          <p><strong>${DOUBLE.banner[language]}</strong></p>
        </div>`,
        operator: settings.operator.name,
        maxAgeSeconds: 0,
        formAction: "'self'", // to itself, and by redirects to the callback, which stands at the same origin
      },
      status,
    );
  const over = (c: Context<Raw>) => {
    const { language } = wishedLanguage(c);
    const main = html`<h1>${DOUBLE.over[language]}</h1>
      <p>${DOUBLE.overLead[language]}</p>
      <p><a href="/">${DOUBLE.front[language]}</a></p>`;
    return answer(c, language, { title: `${DOUBLE.over[language]} – Fullmakt`, main, translated: false }, 400);
  };

  routes.get(STYLESHEET, answerStylesheet);
  routes.get(`${CHOOSER_PATH}/:uid`, async (c) => {
    const interaction = await interactionOf(c);
    if (!interaction) return over(c);
    const hinted = settings.headlessLogin ? hintedIn(interaction.params.login_hint) : null;
    return hinted ? logIn(c, hinted.number, hinted.level) : show(c, interaction);
  });
  routes.post(`${CHOOSER_PATH}/:uid`, async (c) => {
    const interaction = await interactionOf(c);
    if (!interaction) return over(c);
    const form = new URLSearchParams((await c.req.text()).slice(0, 4_096));
    if (form.has("cancel")) {
      const result = { error: "access_denied", error_description: "the person went back" };
      return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, result), 303);
    }
    const level = levelNamed(form.get("level"));
    const chosen = form.get("person");
    const number = chosen === null ? parseIdentityNumber(form.get("number") ?? "") : await numberOf(db, chosen);
    return number && isSynthetic(number) ? logIn(c, number, level) : show(c, interaction, { refused: true, level });
  });
  return routes;
}

const levelNamed = (text: unknown): Level => LEVELS.find((level) => level === text) ?? "high";

/** `number:level`, for tests. */
function hintedIn(hint: unknown): { number: IdentityNumber; level: Level } | null {
  const [text = "", level] = typeof hint === "string" ? hint.split(":") : [];
  const number = parseIdentityNumber(text);
  return number && isSynthetic(number) ? { number, level: levelNamed(level) } : null;
}

/** Chosen on the page, else wished by whoever sent the browser here, else by the browser. */
function languageOf(c: Context, { params }: Interaction): Language {
  const { language, query } = wishedLanguage(c);
  const wished = typeof params.ui_locales === "string" ? params.ui_locales.split(" ") : [];
  return query ? language : (LANGUAGES.find((known) => wished.includes(known)) ?? language);
}

function chooser(language: Language, people: readonly ShownPerson[], search: string, { refused, level }: { refused: boolean; level: Level }): Html {
  const of = (name: keyof typeof DOUBLE) => DOUBLE[name][language];
  const chosenLanguage = html`<input type="hidden" name="lang" value="${language}" />`;
  return html`
    <h1>${of("title")}</h1>
    <p>${of("lead")}</p>
    <form class="search" method="get" role="search">
      ${chosenLanguage}
      <input type="search" name="q" value="${search}" maxlength="100" placeholder="${of("search")}" aria-label="${of("search")}" />
      <button class="plain">${of("find")}</button>
    </form>
    <form method="post">
      <button class="default" name="typed" value="1" tabindex="-1" aria-hidden="true"></button>
      ${
        people.length > 0
          ? html`<ul class="people">
              ${people.map(
                ({ id, name, initials, role, organization }) =>
                  html`<li>
                    <button name="person" value="${id}">
                      <span class="initials" aria-hidden="true">${initials}</span>
                      <span class="who"><strong>${name}</strong><br />${role}</span>
                      <span class="where">${organization}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : html`<p role="status">${of("none")} <a href="?lang=${language}">${of("clear")}</a></p>`
      }
      <details ${refused ? "open" : ""}>
        <summary>${of("other")}</summary>
        ${refused ? html`<p id="refused" class="fault" role="alert">${of("refused")}</p>` : ""}
        <p>
          <label for="number">${of("number")}</label>
          <input
            id="number"
            name="number"
            inputmode="numeric"
            autocomplete="off"
            maxlength="20"
            aria-describedby="${refused ? "refused help" : "help"}"
            ${refused ? html`aria-invalid="true"` : ""}
          />
        </p>
        <p id="help" class="help">${of("numberHelp")}</p>
        <fieldset>
          <legend>${of("level")}</legend>
          ${LEVELS.map(
            (one) => html`<label><input type="radio" name="level" value="${one}" ${one === level ? "checked" : ""} /> ${LEVEL_NAME[one][language]}</label>`,
          )}
        </fieldset>
        <p><button class="filled" name="typed" value="1">${of("logIn")}</button></p>
      </details>
      <p><button class="plain" name="cancel" value="1">${of("cancel")}</button></p>
    </form>
  `;
}
