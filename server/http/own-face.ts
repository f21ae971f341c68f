/** The frame of our own API, `<issuer>api/fullmakt/v1`: problems, ETags, opaque continuation tokens, and schemas that make the OpenAPI description. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, ErrorHandler } from "hono";
import { chooseLanguage } from "../../vocabulary/language.ts";
import { REFUSALS, refusal } from "../../vocabulary/refusals/refusals.ts";
import { Problem } from "../../contract/problem.ts";
import type { Deps } from "../deps.ts";
import type { Logger } from "../log.ts";
import { bodyOfAtMost, MAX_BODY_BYTES } from "./body-size.ts";
import type { Env } from "./hono.ts";
import { fieldErrors } from "./field-errors.ts";
import { refusalHeaders } from "./refusal-headers.ts";
import { Refused } from "./refused.ts";
import { asRefused, isDefect } from "./selfservice-face.ts";

/** Where our own API stands below an issuer. */
export const OWN_BASE = "/api/fullmakt/v1";
/** How long a continuation token is good for. */
const CONTINUATION_MS = 24 * 3_600_000;

/** A part of our own API. Requests are checked by the schemas of its routes; what does not fit is refused with a line per field. */
export function ownFace(deps: Deps): OpenAPIHono<Env> {
  const routes = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return;
      throw new Refused("invalid_request", { fields: fieldErrors(result.error, (result as { data?: unknown }).data) });
    },
  });
  routes.onError(ownErrors(deps.log));
  routes.use("*", bodyOfAtMost(MAX_BODY_BYTES));
  return routes;
}

/** Answers a refusal as RFC 9457 problem; title and remedy in the language the caller reads. */
export function ownErrors(log: Logger): ErrorHandler<Env> {
  return (error, c) => {
    const refused = httpException(error) ?? asRefused(error);
    // Somebody else's object and one that does not exist are answered alike (SEC-110).
    const name = refused.refusal === "not_yours" ? "not_found" : refused.refusal;
    const trace = c.get("traceId");
    if (isDefect(refused)) log.error({ trace, err: { message: error.message, stack: error.stack } }, "unexpected error");
    const { code, status } = refusal(name);
    // Who has no wish gets the language of `detail`, so that the answer is of one piece.
    const wish = c.req.header("accept-language")?.trim() || "*";
    const language = wish === "*" ? "en" : chooseLanguage(wish);
    const problem: z.input<typeof Problem> = {
      type: `${c.get("environment").issuer}errors/${code}`,
      title: REFUSALS[name].title[language],
      status,
      detail: name === refused.refusal ? refused.description : REFUSALS[name].description,
      code,
      remedy: REFUSALS[name].remedy[language],
      whoCanMend: REFUSALS[name].who,
      traceId: trace,
      ...(refused.fields.length > 0 ? { errors: refused.fields } : {}),
    };
    const headers = { ...refusalHeaders(refused, c.get("environment").issuer), "content-type": "application/problem+json", "content-language": language };
    return c.body(JSON.stringify(problem), status as 400, headers);
  };
}

/** What Hono itself refuses: a body that is not JSON, or does not say what it is. */
function httpException(error: Error): Refused | null {
  const status = (error as { status?: number }).status;
  if (status === 415) return new Refused("json_expected", { cause: error });
  return status === 400 && error.message.includes("JSON") ? new Refused("malformed_json", { cause: error }) : null;
}

const MEANING: Record<number, string> = {
  400: "The request is not valid",
  401: "No token, or not a good one",
  403: "Not allowed",
  404: "Not there, or not yours",
  409: "In conflict with what is there",
  412: "Changed by someone else meanwhile",
  422: "The Idempotency-Key was used for another request",
  428: "Something has to come first: If-Match, or signed terms",
};

/** The refusals that a route may answer with, for its description. */
export const problems = <Status extends 400 | 401 | 403 | 404 | 409 | 412 | 422 | 428>(...statuses: Status[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { description: MEANING[status]!, content: { "application/problem+json": { schema: Problem } } }]),
  ) as unknown as Record<Status, { description: string; content: { "application/problem+json": { schema: typeof Problem } } }>;

/** Who may call: a program with a token, or somebody who is logged in. */
export const security: { [scheme: string]: string[] }[] = [{ token: [] }, { session: [] }];

/** A JSON body of a route, for its description. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { "application/json": { schema } } }) as const;

/** A JSON body that may be left out. */
export const optionalBody = <Schema extends z.ZodType>(schema: Schema) => ({ required: false, content: { "application/json": { schema } } }) as const;

/** A JSON answer of a route, for its description. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({ description, content: { "application/json": { schema } } });

/** Header of a change of something that has a version. */
export const IfMatch = z.object({
  "if-match": z.string().optional().describe("Required: the ETag that you read, or * to overwrite whatever is there."),
});

/** Header of a change that is in order without it, too. */
export const MayMatch = z.object({
  "if-match": z.string().optional().describe("The ETag that you read: then the change is refused when another came between."),
});

/** Header of a request that must not be carried out twice. */
export const IdempotencyKey = z.object({
  "idempotency-key": z
    .string()
    .max(255)
    .optional()
    .describe("Sent again within 24 hours with the same request, the first answer comes back and nothing is done twice."),
});

/** The ETag of a thing with a version, to which conditional-get.ts adds what is shown of it. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that the caller has read, from `If-Match`. `*` means: whatever it is now.
 *
 * @throws Refused if_match_required without the header, changed_meanwhile for one that is no version of ours
 */
export function expectedVersion(c: Context<Env>): number | undefined {
  const header = c.req.header("if-match");
  if (header === undefined) throw new Refused("if_match_required");
  if (header.trim() === "*") return undefined;
  const version = /^(?:W\/)?"([0-9]{1,9})(?:\.[A-Za-z0-9_-]+)?"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Refused("changed_meanwhile");
  return Number(version);
}

/** The address of something on our own API. From the issuer, so that it is right behind a proxy too (design.md §3). @param parts of the path, not encoded */
export const addressOf = (c: Context<Env>, ...parts: string[]): string =>
  `${c.get("environment").issuer}${OWN_BASE.slice(1)}/${parts.map((part) => encodeURIComponent(part)).join("/")}`;

/** The version that the caller has read, where `If-Match` may be left out: then whatever it is now. @throws as {@link expectedVersion} */
export const versionIfSent = (c: Context<Env>): number | undefined => (c.req.header("if-match") === undefined ? undefined : expectedVersion(c));

/**
 * Makes and reads continuation tokens: opaque, authenticated, bound to the tenant, the query and an end date (SEC-111). The content is only ever used as
 * typed values.
 */
export type Continuations = {
  /** @param query everything the list depends on but the position */
  make(tenant: string, query: unknown, position: unknown): string;
  /** @throws Refused invalid_request for a token that is not ours, of another tenant or query, or past its date */
  read<Position>(tenant: string, query: unknown, token: string, schema: z.ZodType<Position>): Position;
};

/** @param secret at least 32 random bytes, kept with the signing keys */
export function continuations(secret: Buffer, now: () => number): Continuations {
  const macOf = (tenant: string, query: unknown, body: string) =>
    createHmac("sha256", secret)
      .update(
        createHash("sha256")
          .update(JSON.stringify([tenant, query]))
          .digest(),
      )
      .update(body)
      .digest();
  return {
    make(tenant, query, position) {
      const body = Buffer.from(JSON.stringify([now() + CONTINUATION_MS, position])).toString("base64url");
      return `${body}.${macOf(tenant, query, body).toString("base64url")}`;
    },
    read(tenant, query, token, schema) {
      const invalid = new Refused("invalid_request", {
        fields: [{ field: "continuation", message: "is not a continuation of this list, or is too old: begin anew" }],
      });
      const [body = "", mac = ""] = token.split(".");
      const [given, right] = [Buffer.from(mac, "base64url"), macOf(tenant, query, body)];
      if (given.length !== right.length || !timingSafeEqual(given, right)) throw invalid;
      const [until, position] = JSON.parse(Buffer.from(body, "base64url").toString()) as [number, unknown];
      const read = schema.safeParse(position);
      if (until < now() || !read.success) throw invalid;
      return read.data;
    },
  };
}
