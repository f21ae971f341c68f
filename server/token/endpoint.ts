/**
 * `POST /token`: RFC 7521 and RFC 7523 as Maskinporten speaks them (maskinporten.md 3). What is asked of a request and what is answered stands here once;
 * it is reached through Hono like every other route, and in front of it by a thin listener (http/listener.ts), since web requests and streams cost more
 * than the whole decision (performance.md).
 */
import { type Context, Hono } from "hono";
import { asDescription, describe, refusal, type RefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Env } from "../http/hono.ts";
import { asRefused, isDefect } from "../http/selfservice-face.ts";
import { readForm, type TokenForm } from "./form.ts";
import { newRecordId, takeGrant, type TokenDeps } from "./pipeline.ts";

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** Largest body, in bytes (SEC-003). */
export const MAX_BODY = 64 * 1024;

/** A request to the token endpoint, whatever it came in by. */
export type TokenHttpRequest = {
  environment: EnvironmentSettings;
  address: string | null;
  method: string;
  /** Without the question mark. */
  query: string;
  /** One header, by its lower-case name. */
  header(name: string): string | undefined;
  /** The body; null when it is larger than {@link MAX_BODY}. Not called before everything that can be refused without it. */
  body(): Promise<Uint8Array | null>;
};

export type TokenHttpAnswer = { status: number; headers: Record<string, string>; body: string };

/** Answers a request. Never throws: what is unforeseen is logged and answered 503. */
export async function answerTokenRequest(deps: TokenDeps, request: TokenHttpRequest): Promise<TokenHttpAnswer> {
  // The id of the record is the trace id: what support is told leads to the log of tokens and refusals.
  const recordId = newRecordId();
  try {
    return await answer(deps, request, recordId);
  } catch (error) {
    const refused = asRefused(error);
    const trace = traceOf(recordId);
    const { message, stack } = error as Error;
    if (isDefect(refused)) deps.log.error({ trace, err: { message, stack } }, "unexpected error on /token");
    else deps.log.warn({ trace, cause: (refused.cause as Error | undefined)?.message }, "no answer from the database");
    return refuse(deps, request.environment, recordId, "temporarily_unavailable", {}, refused.retryAfter);
  }
}

const traceOf = (recordId: string): string => recordId.replaceAll("-", "");

async function answer(deps: TokenDeps, request: TokenHttpRequest, recordId: string): Promise<TokenHttpAnswer> {
  const { environment, address } = request;
  const no = (name: RefusalName, members: Record<string, string> = {}, retryAfter?: number) => refuse(deps, environment, recordId, name, members, retryAfter);
  const wait = deps.limits.address(environment, address);
  if (wait > 0) return no("too_many_requests", {}, wait);
  const form = await readRequest(request);
  if ("refused" in form) return no(form.refused);
  if (form.deprecated) deps.log.warn({ env: environment.name, address }, "deprecated: parameters of /token in the address");
  const { grant_type: grantType, assertion } = form;
  if (grantType === undefined) return no("grant_type_missing");
  if (grantType !== GRANT_TYPE) return no("unsupported_grant_type");
  if (assertion === undefined) return no("assertion_missing");

  const outcome = await takeGrant(deps, { environment, recordId, address }, assertion);
  if ("refused" in outcome) {
    const { refusal: name, members, clientId, retryAfter } = outcome.refused;
    deps.log.info({ trace: traceOf(recordId), env: environment.name, client: clientId, code: refusal(name).code }, "refused");
    return no(name, members, retryAfter);
  }
  const { accessToken, lifetimeSeconds, scope, clientId } = outcome.issued;
  deps.observe(environment.name, "issued");
  // Its record is in the database; the log of the process tells only those who ask for it.
  deps.log.debug({ trace: traceOf(recordId), env: environment.name, client: clientId, scope }, "issued");
  // Exactly these four members: two strict parsers in the field break on a fifth (compatibility.md 5).
  const body = JSON.stringify({ access_token: accessToken, token_type: "Bearer", expires_in: lifetimeSeconds, scope });
  return { status: 200, headers: NEVER_STORED, body };
}

const NEVER_STORED: Record<string, string> = {
  "content-type": "application/json",
  "cache-control": "no-store",
  pragma: "no-cache",
  "x-content-type-options": "nosniff",
};

/** RFC 6749 section 5.2, with the trace id in the text and the code in `error_uri`, where callers of today look for it (maskinporten.md 3.3). */
function refuse(
  deps: TokenDeps,
  environment: EnvironmentSettings,
  recordId: string,
  name: RefusalName,
  members: Record<string, string>,
  retryAfter: number | undefined,
): TokenHttpAnswer {
  const { status, error, code } = refusal(name);
  deps.observe(environment.name, code);
  const headers: Record<string, string> = { ...NEVER_STORED };
  if (status === 405) headers.allow = "POST";
  if (status === 429 || status === 503) headers["retry-after"] = String(retryAfter ?? 1);
  if (status === 413) headers.connection = "close";
  const description = asDescription(`${describe(name, members)} (trace_id: ${traceOf(recordId)})`);
  return { status, headers, body: JSON.stringify({ error, error_description: description, error_uri: `${environment.issuer}errors/${code}` }) };
}

/** The parameters of a request, after everything about it that can be refused without reading them. */
async function readRequest(request: TokenHttpRequest): Promise<(TokenForm & { deprecated?: boolean }) | { refused: RefusalName }> {
  if (request.method !== "POST") return { refused: "method_not_allowed" };
  const inQuery = request.query === "" ? {} : readForm(Buffer.from(request.query));
  if ("refused" in inQuery) return inQuery as { refused: RefusalName };
  const usesQuery = Object.keys(inQuery).length > 0;
  if (usesQuery && !request.environment.acceptQueryParameters) return { refused: "parameter_in_url" };
  const encoding = request.header("content-encoding");
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") return { refused: "encoded_body" };
  if (!isForm(request.header("content-type")) && !usesQuery) return { refused: "unsupported_media_type" };
  if (Number(request.header("content-length") ?? 0) > MAX_BODY) return { refused: "body_too_large" };
  const body = await request.body();
  if (body === null) return { refused: "body_too_large" };
  const form = readForm(body);
  if ("refused" in form) return form as { refused: RefusalName };
  if (!usesQuery) return form;
  if (Object.keys(form).some((name) => name in inQuery)) return { refused: "repeated_parameter" };
  return { ...inQuery, ...form, deprecated: true };
}

const FORM = "application/x-www-form-urlencoded";

/** `application/x-www-form-urlencoded`, with or without a charset in either case; of charsets only UTF-8. */
function isForm(type: string | undefined): boolean {
  if (type === FORM) return true;
  const [media = "", ...parameters] = (type ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find((found) => found !== undefined);
  return media === FORM && (charset === undefined || charset === "utf-8" || charset === "utf8");
}

/** The endpoint as a route. */
export function tokenRoutes(deps: TokenDeps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.all("/token", async (c) => {
    const { status, headers, body } = await answerTokenRequest(deps, requestOf(c));
    return c.body(body, status as 200, headers);
  });
  return routes;
}

const requestOf = (c: Context<Env>): TokenHttpRequest => ({
  environment: c.get("environment"),
  address: c.get("address"),
  method: c.req.method,
  query: new URL(c.req.url).search.slice(1),
  header: (name) => c.req.header(name),
  body: () => (c.req.raw.body ? readLimited(c.req.raw.body as unknown as AsyncIterable<Uint8Array>) : Promise.resolve(new Uint8Array())),
});

/** A body in pieces, or null when it is larger than allowed; one without a length is cut off as soon as it is too large. */
export async function readLimited(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of pieces) {
    size += part.length;
    if (size > MAX_BODY) return null;
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
