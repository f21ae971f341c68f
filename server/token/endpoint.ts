import { type Context, Hono } from "hono";
import { asDescription, describe, refusal, type RefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { Env } from "../http/hono.ts";
import { asRefused } from "../http/selfservice-face.ts";
import { readForm, type TokenForm } from "./form.ts";
import { newRecordId, takeGrant, type TokenDeps } from "./pipeline.ts";

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** Largest body, in bytes (SEC-003). */
export const MAX_BODY = 64 * 1024;

/** `POST /token`: RFC 7521 and RFC 7523 as Maskinporten speaks them (maskinporten.md 3). */
export function tokenRoutes(deps: TokenDeps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.onError((error, c) => {
    const { refusal: name, cause, retryAfter } = asRefused(error);
    const known = name === "internal_error" ? "temporarily_unavailable" : name;
    const trace = c.get("traceId");
    if (name === "internal_error") deps.log.error({ trace, err: { message: error.message, stack: error.stack } }, "unexpected error on /token");
    else deps.log.warn({ trace, cause: (cause as Error | undefined)?.message }, "no answer from the database");
    deps.observe(c.get("environment").name, refusal(known).code);
    return answerRefusal(c, known, {}, retryAfter);
  });
  routes.all("/token", async (c) => {
    // The id of the record is the trace id: what support is told leads to the log of tokens and refusals.
    const recordId = newRecordId();
    c.set("traceId", recordId.replaceAll("-", ""));
    const refuse = (name: RefusalName, members: Record<string, string> = {}, retryAfter?: number) => {
      deps.observe(c.get("environment").name, refusal(name).code);
      return answerRefusal(c, name, members, retryAfter);
    };
    const environment = c.get("environment");
    const address = c.get("address");
    const wait = await deps.limits.address(environment, address);
    if (wait > 0) return refuse("too_many_requests", {}, wait);
    const form = await readRequest(c, environment.acceptQueryParameters);
    if ("refused" in form) return refuse(form.refused);
    if (form.deprecated) deps.log.warn({ env: environment.name, address }, "deprecated: parameters of /token in the address");
    const { grant_type: grantType, assertion } = form;
    if (grantType === undefined) return refuse("grant_type_missing");
    if (grantType !== GRANT_TYPE) return refuse("unsupported_grant_type");
    if (assertion === undefined) return refuse("assertion_missing");

    const outcome = await takeGrant(deps, { environment, recordId, address }, assertion);
    if ("refused" in outcome) {
      const { refusal: name, members, clientId } = outcome.refused;
      deps.log.info({ trace: c.get("traceId"), env: environment.name, client: clientId, code: refusal(name).code }, "refused");
      return refuse(name, members, outcome.refused.retryAfter);
    }
    const { accessToken, lifetimeSeconds, scope, clientId } = outcome.issued;
    deps.observe(environment.name, "issued");
    deps.log.info({ trace: c.get("traceId"), env: environment.name, client: clientId, scope }, "issued");
    // Exactly these four members: two strict parsers in the field break on a fifth (compatibility.md 5).
    return c.json({ access_token: accessToken, token_type: "Bearer", expires_in: lifetimeSeconds, scope }, 200, {
      "cache-control": "no-store",
      pragma: "no-cache",
    });
  });
  return routes;
}

/** The parameters of a request, after everything about it that can be refused without reading them. */
async function readRequest(c: Context<Env>, acceptQuery: boolean): Promise<(TokenForm & { deprecated?: boolean }) | { refused: RefusalName }> {
  if (c.req.method !== "POST") return { refused: "method_not_allowed" };
  const query = new URL(c.req.url).search.slice(1);
  const inQuery = query === "" ? {} : readForm(Buffer.from(query));
  if ("refused" in inQuery) return inQuery as { refused: RefusalName };
  const usesQuery = Object.keys(inQuery).length > 0;
  if (usesQuery && !acceptQuery) return { refused: "parameter_in_url" };
  const encoding = c.req.header("content-encoding");
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") return { refused: "encoded_body" };
  const type = c.req.header("content-type");
  if (!isForm(type) && !usesQuery) return { refused: "unsupported_media_type" };
  if (Number(c.req.header("content-length") ?? 0) > MAX_BODY) return { refused: "body_too_large" };
  const body = await readLimited(c.req.raw);
  if (body === null) return { refused: "body_too_large" };
  const form = readForm(body);
  if ("refused" in form) return form as { refused: RefusalName };
  if (!usesQuery) return form;
  if (Object.keys(form).some((name) => name in inQuery)) return { refused: "repeated_parameter" };
  return { ...inQuery, ...form, deprecated: true };
}

/** `application/x-www-form-urlencoded`, with or without a charset in either case; of charsets only UTF-8. */
function isForm(type: string | undefined): boolean {
  const [media = "", ...parameters] = (type ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find((found) => found !== undefined);
  return media === "application/x-www-form-urlencoded" && (charset === undefined || charset === "utf-8" || charset === "utf8");
}

/** The body, or null when it is larger than allowed; a body without a length is cut off as soon as it is too large. */
async function readLimited(request: Request): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_BODY) return null;
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** RFC 6749 section 5.2, with the trace id in the text and the code in `error_uri`, where callers of today look for it (maskinporten.md 3.3). */
function answerRefusal(c: Context<Env>, name: RefusalName, members: Record<string, string>, retryAfter: number | undefined): Response {
  const { status, error, code } = refusal(name);
  const headers: Record<string, string> = { "cache-control": "no-store", pragma: "no-cache" };
  if (status === 405) headers.allow = "POST";
  if (status === 429 || status === 503) headers["retry-after"] = String(retryAfter ?? 1);
  if (status === 413) headers.connection = "close";
  const description = asDescription(`${describe(name, members)} (trace_id: ${c.get("traceId")})`);
  return c.json({ error, error_description: description, error_uri: `${c.get("environment").issuer}errors/${code}` }, status as 400, headers);
}
