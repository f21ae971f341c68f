/** Sends the portal: one page for all of its addresses, and the files that it loads. What the page shows it asks our API for; here nobody is logged in. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { chooseLanguage, type Language, LANGUAGES } from "../../vocabulary/language.ts";
import { describe as describeRefusal } from "../../vocabulary/refusals/refusals.ts";
import { environmentsOf, isLoopback, type Settings } from "../config.ts";
import { cookieIn, sessionCookieName } from "../login/cookies.ts";
import { OWN_BASE } from "./own-face.ts";
import { ENVIRONMENT } from "./refusal-page-texts.ts";

/** Made by scripts/portal-build.ts. */
const BUILT = fileURLToPath(new URL("../../portal/dist", import.meta.url));

/** Addresses of the portal. Those of an environment name an organisation next, nine digits, or what needs none: no API has such addresses. */
const ADDRESS = new RegExp(`^/(?:${ENVIRONMENTS.join("|")})/(?:notices|organizations(?:/ask)?|[0-9]{9}(?:/.*)?)$|^/operator/.+$|^/me/?$|^/help(?:/.*)?$`);

/** Addresses that nobody else answers, whatever is asked there. */
const OURS_ALONE = /^\/(?:installation\.json|assets\/.*|me)?$/;

const YEAR_SECONDS = 31_536_000;
const COLORS = ["light", "dark"] as const;

export type Portal = {
  /** @returns null for what is no address of the portal, or does not want a page */
  answer(request: Request, path: string): Promise<Response> | null;
};

/** @param folder of the built portal */
export function portal(settings: Settings, folder = BUILT): Portal {
  const headers = shellHeaders(settings);
  const described = JSON.stringify(describe(settings));
  const asset = assets(join(folder, "assets"));
  const shell = fileAsItIs(join(folder, "index.html"));
  const sessionCookie = sessionCookieName(settings);
  return {
    answer(request, path) {
      if (request.method !== "GET" && request.method !== "HEAD") return OURS_ALONE.test(path) ? Promise.resolve(onlyToRead()) : null;
      if (path === "/installation.json") return Promise.resolve(new Response(described, { headers: OPEN_JSON }));
      if (path.startsWith("/assets/")) return asset(path.slice("/assets/".length), request.headers.get("accept-encoding") ?? "");
      // The front page is nobody else's, so it is sent to programs that take anything as well.
      if (path !== "/" && !(ADDRESS.test(path) && acceptsPages(request))) return null;
      const page = shell();
      return Promise.resolve(page === null ? NOT_BUILT.clone() : new Response(dress(page, request, path, sessionCookie), { headers }));
    },
  };
}

const OPEN_JSON = { "content-type": "application/json", "cache-control": "public, max-age=60", "x-content-type-options": "nosniff" };

/** SEC-057. */
const onlyToRead = (): Response =>
  Response.json(
    { error: "invalid_request", error_description: describeRefusal("method_not_offered") },
    { status: 405, headers: { allow: "GET, HEAD", "cache-control": "no-store", "x-content-type-options": "nosniff" } },
  );

const NOT_BUILT = new Response("The portal is not built yet. npm start builds it: ask again in a moment.\n", {
  status: 503,
  headers: { "content-type": "text/plain; charset=utf-8", "retry-after": "3", "cache-control": "no-store", "x-content-type-options": "nosniff" },
});

const acceptsPages = (request: Request): boolean => (request.headers.get("accept") ?? "").toLowerCase().includes("text/html");

/** What everybody may know of the installation. The portal calls its own origin, whatever the issuers are: the session's cookie holds nowhere else. */
function describe(settings: Settings) {
  return {
    mode: settings.mode,
    operator: { name: settings.operator.name, number: settings.operator.orgNumber },
    support: settings.support ?? null,
    /** Whether mails leave this installation, or are shown to developers: without it no address can be verified. */
    mail: settings.mode === "development" || settings.mail !== undefined,
    terms: { version: settings.terms.version, address: settings.terms.address ?? null },
    /** What a prefix in production costs; null: nothing. */
    prefixPrice: settings.prefixPrice,
    accessibilityStatement: settings.accessibilityStatement ?? null,
    privacyStatement: settings.privacyStatement ?? null,
    environments: environmentsOf(settings).map(({ name, issuer }) => ({ name, api: `/${name}${OWN_BASE}`, issuer })),
    loginServices: settings.login.map(({ id, name, kind, environments }) => ({ id, name, kind, environments })),
  };
}

/** SEC-124. */
function shellHeaders({ publicUrl, login }: Settings): Record<string, string> {
  const { protocol, hostname } = new URL(publicUrl);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...login.flatMap((service) => ("issuer" in service ? originsOf(service.issuer) : []))].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store, private",
    ...(protocol === "https:" && !isLoopback(hostname) ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
  };
}

/** A login begins with a form of ours, which is led on to the service: to its issuer's host or one below it (login.idporten.no of idporten.no). */
function originsOf(issuer: string): string[] {
  const { origin, protocol, host, hostname } = new URL(issuer);
  return isLoopback(hostname) ? [origin] : [origin, `${protocol}//*.${host}`];
}

/** The page with the language, the colours and the title of this reader, so that they are right before any script has run. */
function dress(page: string, request: Request, path: string, sessionCookie: string): string {
  const cookies = request.headers.get("cookie") ?? undefined;
  const chosen = LANGUAGES.find((language) => language === cookieIn(cookies, "fullmakt-language"));
  const language = chosen ?? chooseLanguage(request.headers.get("accept-language") ?? undefined);
  const colors = COLORS.find((scheme) => scheme === cookieIn(cookies, "fullmakt-colors")) ?? "auto";
  // A mark that there is a cookie, good or not, spares everybody else the question who is logged in.
  const session = cookieIn(cookies, sessionCookie) === undefined ? "" : " data-session";
  return page
    .replace(/<html lang="[a-z]+" data-color-scheme="[a-z]+"/, `<html lang="${language}" data-color-scheme="${colors}"${session}`)
    .replace(/<title>[^<]*<\/title>/, `<title>${titleOf(path, language)}</title>`);
}

function titleOf(path: string, language: Language): string {
  const name = path.split("/")[1] as EnvironmentName;
  return ENVIRONMENTS.includes(name) ? `${ENVIRONMENT[name][language]} – Fullmakt` : "Fullmakt";
}

/** Reads a file once for each time that it was written: a new build is found without a new start. @returns null while it is not there */
function fileAsItIs(path: string): () => string | null {
  let held: { text: string; writtenAt: number } | null = null;
  return () => {
    const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenAt === undefined) return null;
    if (held?.writtenAt !== writtenAt) held = { text: readFileSync(path, "utf8"), writtenAt };
    return held.text;
  };
}

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const COMPRESSED = new Set([".js", ".css", ".svg"]);
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** The files of the built portal. Their names hold a hash of what is in them, so each may be kept for ever, and here too. */
function assets(folder: string): (name: string, accepted: string) => Promise<Response> {
  const held = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const known = () => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  };
  const readCoded = async (name: string, coding: string): Promise<Uint8Array<ArrayBuffer>> => {
    const content = readFileSync(join(folder, name));
    if (coding === "br") return new Uint8Array(await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    return new Uint8Array(coding === "gzip" ? await gzipped(content) : content);
  };
  return async (name, accepted) => {
    const type = TYPES[extname(name)];
    const wanted = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : "";
    const coding = COMPRESSED.has(extname(name)) ? wanted : "";
    const key = `${coding} ${name}`;
    // Only what a listing of the folder shows is read: a name is no path.
    if (!held.has(key) && (type === undefined || !known().includes(name)))
      return new Response("There is nothing at this address.\n", {
        status: 404,
        headers: { "content-type": "text/plain", "cache-control": "no-store", "x-content-type-options": "nosniff" },
      });
    let body = held.get(key);
    if (!body) held.set(key, (body = readCoded(name, coding)));
    return new Response(await body, {
      headers: {
        "content-type": type!,
        ...(coding ? { "content-encoding": coding } : {}),
        vary: "accept-encoding",
        "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
        "x-content-type-options": "nosniff",
      },
    });
  };
}
