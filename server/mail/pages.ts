/** The pages of mail that are ours and not the portal's: where the link of a verification leads and, in development, the mails themselves. */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import type { Deps } from "../deps.ts";
import { answerPage, answerStylesheet, type Html, wishedLanguage } from "../http/page-frame.ts";
import { createApiLimits } from "../http/rate-limits.ts";
import { Refused } from "../http/refused.ts";
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import { asRefused, isDefect } from "../http/selfservice-face.ts";
import { isFromOurselves } from "../login/same-site.ts";
import { devMailRoutes } from "./dev-pages.ts";
import { PROOF_PAGE } from "./texts/proof.ts";
import { type Proof, PROOF_PATH, prove, readProof } from "./verification.ts";

export type PageEnv = { Bindings: { address?: string | null }; Variables: { traceId: string } };

const STYLESHEET = `${PROOF_PATH}/style.css`;

/** Whether the routes here are asked for. */
export const isMailPath = (path: string): boolean => /^\/(verify|dev\/mail)(\/|$)/.test(path);

export function mailPageRoutes(deps: Deps): Hono<PageEnv> {
  const { settings, log } = deps;
  const routes = new Hono<PageEnv>();
  const limits = createApiLimits(settings);
  routes.onError((error, c) => {
    const refused = asRefused(error);
    if (isDefect(refused)) log.error({ trace: c.get("traceId"), err: { message: error.message, stack: error.stack } }, "unexpected error");
    const { status, error: name } = refusal(refused.refusal);
    const retry: Record<string, string> = status === 503 || status === 429 ? { "retry-after": String(refused.retryAfter ?? 1) } : {};
    return c.json({ error: name, error_description: refused.description }, status as 400, { "cache-control": "no-store", ...retry });
  });
  routes.use(`${PROOF_PATH}/*`, async (c, next) => {
    c.set("traceId", randomBytes(16).toString("hex"));
    const wait = limits.address(settings.environments.test, c.env?.address ?? null);
    if (wait > 0) throw new Refused("too_many_requests", { retryAfter: wait });
    if (!isFromOurselves(c.req.method, c.req.raw.headers, settings.publicUrl)) throw new Refused("cross_site");
    await next();
  });
  routes.get(STYLESHEET, answerStylesheet);

  // Programs that read mails follow links: nothing is changed before somebody presses the button.
  routes.get(PROOF_PATH, async (c) => answerProof(c, deps, await readProof(deps.db, c.req.query("token") ?? ""), c.req.query("token")));
  routes.post(PROOF_PATH, bodyLimit({ maxSize: 4_096 }), async (c) => {
    const token = new URLSearchParams(await c.req.text()).get("token") ?? "";
    return answerProof(c, deps, await prove(deps, { traceId: c.get("traceId"), address: c.env?.address ?? null }, token));
  });
  if (settings.mode === "development") routes.route("/", devMailRoutes(deps, STYLESHEET));
  return routes;
}

function answerProof(c: Context<PageEnv>, { settings }: Deps, { outcome, address, language: theirs }: Proof, token?: string) {
  const language = theirs ?? wishedLanguage(c).language;
  const of = (name: keyof typeof PROOF_PAGE) => PROOF_PAGE[name][language];
  const title = of(outcome === "open" ? "title" : `${outcome}Title`);
  const form: Html | string =
    outcome === "open" && token !== undefined
      ? html`<form method="post" action="${PROOF_PATH}">
          <input type="hidden" name="token" value="${token}" />
          <p><button class="filled">${of("confirm")}</button></p>
        </form>`
      : html`<p><a href="/">${of("front")}</a></p>`;
  const main = html`<h1>${title}</h1>
    ${address === null ? "" : html`<p><strong>${address}</strong></p>`}
    <p>${of(outcome)}</p>
    ${form}`;
  const page = { language, title: `${title} – Fullmakt`, stylesheet: STYLESHEET, main, operator: settings.operator.name, translated: false, maxAgeSeconds: 0 };
  return answerPage(c, { ...page, formAction: "'self'" }, outcome === "open" || outcome === "confirmed" ? 200 : 400);
}
