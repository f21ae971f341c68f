/** Login and log-out as browsers meet them: outside the environments, one session for all of them. */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { LANGUAGES } from "../../vocabulary/language.ts";
import { LEVELS } from "../../vocabulary/level.ts";
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import type { Doer } from "../audit/deed.ts";
import type { Deps } from "../deps.ts";
import { answerStylesheet } from "../http/page-frame.ts";
import { createApiLimits } from "../http/rate-limits.ts";
import { Refused } from "../http/refused.ts";
import { asRefused, isDefect } from "../http/selfservice-face.ts";
import { ATTEMPT_MINUTES } from "./attempt-store.ts";
import { attemptCookieName, cookieIn, cookieWith, cookieWithout, sessionCookieName } from "./cookies.ts";
import { beginLogin, endLogin } from "./log-in.ts";
import { openLoginServices } from "./login-service.ts";
import { answerDone, answerDoneScript, answerEmpty, DONE, DONE_SCRIPT, STYLESHEET } from "./pages.ts";
import { type Failure, LoginFailed, relyingParty } from "./relying-party.ts";
import { returnPathOf } from "./return-path.ts";
import { isFromOurselves } from "./same-site.ts";
import { freshSecret, isSecret } from "./secrets.ts";
import { endAtService, logOut, readSession } from "./sessions.ts";

type LoginEnv = { Bindings: { address?: string | null }; Variables: { traceId: string } };

/** What `POST /login` takes. What is none of these counts as left out: people do not type this, and the front page is where they end up then. */
const Wanted = z.object({
  service: z.string().catch(""),
  return: z.unknown().optional().transform(returnPathOf),
  level: z.enum(LEVELS).catch("substantial"),
  step_up: z
    .unknown()
    .optional()
    .transform((value) => value === "1" || value === 1 || value === true),
  language: z.enum(LANGUAGES).nullable().catch(null),
});
/** Far more than a form of ours holds. */
const MAX_FORM_BYTES = 16 * 1024;

/** Whether the routes here are asked for. */
export const isLoginPath = (path: string): boolean => /^\/(login|logout)(\/|$)/.test(path);

export function loginRoutes(deps: Deps): Hono<LoginEnv> {
  const { settings, log } = deps;
  const routes = new Hono<LoginEnv>();
  const parties = new Map(openLoginServices(settings).map((service) => [service.id, relyingParty(service, settings.publicUrl)]));
  const limits = createApiLimits(settings);
  const [sessionCookie, attemptCookie] = [sessionCookieName(settings), attemptCookieName(settings)];
  const setCookie = (c: Context, cookie: string) => c.header("set-cookie", cookie, { append: true });
  const originOf = (c: Context<LoginEnv>): Omit<Doer, "actor"> => ({ traceId: c.get("traceId"), address: c.env?.address ?? null });

  /** Back to the front page, which says what happened. The reason goes to the log: it is for whoever runs this. */
  const failed = (c: Context<LoginEnv>, failure: Failure, reason: string, { service, returnTo }: { service?: string; returnTo?: string | undefined } = {}) => {
    log[failure === "down" ? "warn" : "info"]({ trace: c.get("traceId"), service, failure, reason }, "a login came to nothing");
    // In a window of its own there is no portal: the page behind it goes on.
    return c.redirect(returnTo === DONE ? `${DONE}?failed=${failure}` : `/?login=${failure}`, 303);
  };
  routes.onError((error, c) => {
    if (error instanceof LoginFailed) return failed(c, error.failure, error.message, { returnTo: error.returnTo });
    const refused = asRefused(error);
    if (isDefect(refused)) log.error({ trace: c.get("traceId"), err: { message: error.message, stack: error.stack } }, "unexpected error");
    const { status, error: name } = refusal(refused.refusal);
    // People who log in are led to a page that can be read. A log-out that was not done must not look as if it were.
    if (status >= 500 && c.req.path.startsWith("/login")) return c.redirect(`/?login=${status === 503 ? "down" : "failed"}`, 303);
    const retry: Record<string, string> = status === 503 || status === 429 ? { "retry-after": String(refused.retryAfter ?? 1) } : {};
    return c.json({ error: name, error_description: refused.description }, status as 400, retry);
  });
  const guard = async (c: Context<LoginEnv>, next: () => Promise<void>) => {
    c.set("traceId", randomBytes(16).toString("hex"));
    const wait = limits.address(settings.environments.test, c.env?.address ?? null);
    if (wait > 0) throw new Refused("too_many_requests", { retryAfter: wait });
    if (!isFromOurselves(c.req.method, c.req.raw.headers, settings.publicUrl)) throw new Refused("cross_site");
    await next();
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    c.header("referrer-policy", "no-referrer"); // addresses here hold codes and states
  };
  for (const path of ["/login/*", "/logout/*"]) routes.use(path, guard); // these match the paths without more, too
  const smallBody = bodyLimit({
    maxSize: MAX_FORM_BYTES,
    onError: () => {
      throw new Refused("body_too_large");
    },
  });

  routes.get(STYLESHEET, answerStylesheet);
  routes.get(DONE, (c) => answerDone(c, settings));
  routes.get(DONE_SCRIPT, answerDoneScript);

  routes.post("/login", smallBody, async (c) => {
    const wanted = Wanted.parse(await fieldsOf(c));
    const party = parties.get(wanted.service);
    if (!party) return failed(c, "failed", "no such login service");
    const stepUpOf = wanted.step_up ? await readSession(deps, c.req.header("cookie")) : null;
    // One secret for all logins of a browser: whoever begins in two tabs can end both.
    const held = cookieIn(c.req.header("cookie"), attemptCookie);
    const browser = isSecret(held) ? held : freshSecret();
    const there = await beginLogin(deps, party, browser, { level: wanted.level, returnTo: wanted.return, stepUpOf, language: wanted.language });
    setCookie(c, cookieWith(attemptCookie, browser, ATTEMPT_MINUTES * 60));
    return c.redirect(there.href, 303);
  });

  // The one address that changes something by GET: a browser is sent here by the service, and what it brings works once, in the browser that set out.
  routes.get("/login/callback/:service", async (c) => {
    const party = parties.get(c.req.param("service"));
    if (!party) return failed(c, "failed", "no such login service");
    const cookies = c.req.header("cookie");
    const { secret, returnTo } = await endLogin(deps, party, originOf(c), {
      query: new URL(c.req.url).searchParams,
      browser: cookieIn(cookies, attemptCookie),
      session: await readSession(deps, cookies),
      userAgent: c.req.header("user-agent") ?? "",
    });
    setCookie(c, cookieWith(sessionCookie, secret));
    return c.redirect(returnTo, 303);
  });

  routes.post("/logout", smallBody, async (c) => {
    const session = await readSession(deps, c.req.header("cookie"));
    let there: URL | null = null;
    if (session) {
      const doer: Doer = { ...originOf(c), actor: { kind: "person", person: session.person, org: null } };
      await logOut(deps, doer, session);
      there = (await parties.get(session.provider)?.logOut(freshSecret())) ?? null;
    }
    setCookie(c, cookieWithout(sessionCookie));
    return c.redirect(there?.href ?? "/", 303);
  });

  // From a page of the service, in a frame: no cookie of ours comes with it, so the session is found by the name that the service has for it.
  routes.get("/logout/front-channel/:service", async (c) => {
    const { iss, sid } = c.req.query();
    const party = parties.get(c.req.param("service"));
    if (party && sid && isIssuer(iss, party.service.issuer)) await endAtService(deps, originOf(c), party.service.id, sid);
    return answerEmpty(c);
  });
  return routes;
}

/** Whether an address is the issuer's, as discovery compares them: a slash at the end of a host does not matter. */
const isIssuer = (text: string | undefined, issuer: string): boolean => URL.canParse(text ?? "") && new URL(text!).href === new URL(issuer).href;

/** The members of a form or of a JSON object; none of anything else. */
async function fieldsOf(c: Context): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type") ?? "";
  if (type.includes("json")) {
    const body: unknown = await c.req.json().catch(() => null);
    return body !== null && typeof body === "object" && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  }
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
