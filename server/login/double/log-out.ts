/** How the double ends a login: as ID-porten does, without a question where the client says who it is, and telling clients in frames. */
import { html } from "hono/html";
import type { KoaContextWithOIDC } from "oidc-provider";
import { chooseLanguage, type Text } from "../../../vocabulary/language.ts";
import type { Html } from "../../http/page-frame.ts";
import { DOUBLE_CLIENT } from "../login-service.ts";
import { DOUBLE } from "./texts.ts";

/** Said by somebody who was asked. */
const CONFIRMED = "confirmed";

/**
 * Answers at the address for log-out: ends at once, or asks first who came from nowhere.
 *
 * @param frontChannelUrl where our relying party hears of a log-out (OpenID Connect Front-Channel Logout 1.0)
 */
export async function answerLogOut(ctx: KoaContextWithOIDC, frontChannelUrl: string): Promise<void> {
  const { oidc } = ctx;
  if (!oidc.entities.IdTokenHint && !oidc.entities.Client && oidc.params?.logout_hint !== CONFIRMED) return show(ctx, DOUBLE.leave, question(ctx));
  const session = oidc.session!;
  const sid = session.authorizations?.[DOUBLE_CLIENT] ? session.sidFor(DOUBLE_CLIENT) : undefined;
  await session.destroy();
  ctx.cookies.set(oidc.provider.cookieName("session"), null);
  ctx.set("content-security-policy", "default-src 'none'; frame-src 'self'; base-uri 'none'");
  const told = sid && `${frontChannelUrl}?${new URLSearchParams({ iss: oidc.provider.issuer, sid }).toString()}`;
  const back = backTo(ctx);
  const frame = told ? html`<iframe src="${told}" title="Fullmakt" hidden></iframe>` : "";
  if (back === null) return show(ctx, DOUBLE.left, html`${frame}`);
  // The page goes on when it is loaded, its frame too.
  return show(
    ctx,
    DOUBLE.leaving,
    html`${frame}
      <p><a href="${back}">Fullmakt</a></p>`,
    html`<meta http-equiv="refresh" content="0; url=${back}" />`,
  );
}

/** By GET, and so by a parameter that it has: the provider takes no other way to this address. */
function question(ctx: KoaContextWithOIDC): Html {
  const asked = Object.entries(ctx.oidc.params ?? {}).filter(([, value]) => typeof value === "string");
  return html`<form>
    ${asked.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button name="logout_hint" value="${CONFIRMED}">${textIn(ctx, DOUBLE.leave)}</button>
  </form>`;
}

export const answerLoggedOut = (ctx: KoaContextWithOIDC): Promise<void> => show(ctx, DOUBLE.left, html`<p><a href="/">${textIn(ctx, DOUBLE.front)}</a></p>`);

/** Middleware: who is not logged in there has nothing to end, and goes back at once. */
export async function leadBackWithoutSession(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const { oidc } = ctx;
  if (oidc?.route !== "end_session" || ctx.status !== 200 || oidc.session?.accountId !== undefined) return;
  const back = backTo(ctx);
  if (back === null || !oidc.entities.Client) return;
  ctx.status = 303;
  ctx.redirect(back);
}

/** What a browser is shown when a request to the double is in no order. English: it is for whoever develops. */
export const answerFault = (ctx: KoaContextWithOIDC, error: string, description = ""): Promise<void> =>
  show(
    ctx,
    { nb: error, nn: error, en: error },
    html`<p>${description}</p>
      <p><a href="/">Fullmakt</a></p>`,
  );

/** The address of the client to which the browser returns, which was checked; null where it named none. */
function backTo({ oidc }: KoaContextWithOIDC): string | null {
  const { post_logout_redirect_uri: uri, state } = oidc.params ?? {};
  if (typeof uri !== "string") return null;
  const url = new URL(uri);
  if (typeof state === "string") url.searchParams.set("state", state);
  return url.href;
}

const textIn = (ctx: KoaContextWithOIDC, text: Text): string => text[chooseLanguage(ctx.get("accept-language"))];

async function show(ctx: KoaContextWithOIDC, title: Text, main: Html, head?: Html): Promise<void> {
  const page = await html`<!doctype html>
    <html lang="${chooseLanguage(ctx.get("accept-language"))}">
      <meta charset="utf-8" />
      <title>${textIn(ctx, title)}</title>
      ${head ?? ""}
      <h1>${textIn(ctx, title)}</h1>
      ${main}
    </html>`;
  ctx.type = "html";
  ctx.body = page.toString(); // a string that knows of itself that it is HTML: sent as JSON else
}
