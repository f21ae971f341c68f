/** The compatible face of the self-service API: today's error body and its habits with bodies and slashes (maskinporten.md 10). */
import type { Context, ErrorHandler } from "hono";
import type { z } from "zod";
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import type { Logger } from "../log.ts";
import { isDatabaseAway } from "../db/away.ts";
import type { Env } from "./hono.ts";
import { fieldErrors } from "./field-errors.ts";
import { refusalHeaders } from "./refusal-headers.ts";
import { Refused } from "./refused.ts";

/** Answers a refusal with today's ApiError: `error` and `error_description` beside `errors[]`, which callers read (compatibility.md 15). */
export function selfServiceErrors(log: Logger): ErrorHandler<Env> {
  return (error, c) => {
    const refused = asRefused(error);
    if (isDefect(refused)) log.error({ trace: c.get("traceId"), err: { message: error.message, stack: error.stack } }, "unexpected error");
    const { code, status, error: name } = refusal(refused.refusal);
    const trace = c.get("traceId");
    const body = {
      status,
      timestamp: new Date().toISOString(),
      correlation_id: trace,
      error: name,
      error_description: `${refused.description} (trace_id: ${trace})`,
      error_uri: `${c.get("environment").issuer}errors/${code}`,
      errors: [
        // What is wrong with the body as a whole is no field's.
        ...refused.fields.map(({ field, message }) => ({
          errorMessage: message,
          isFieldError: field !== "",
          objectName: objectOf(c.req.path),
          fieldIdentifier: field === "" ? null : field,
        })),
        ...(refused.fields.length === 0
          ? [{ errorMessage: refused.description, isFieldError: false, objectName: objectOf(c.req.path), fieldIdentifier: null }]
          : []),
      ],
    };
    return c.json(body, status as 400, refusalHeaders(refused, c.get("environment").issuer));
  };
}

/** What went wrong, as the caller may know it: a database that is away is 503, a value that it cannot digest 400, anything unforeseen 500. */
export function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (isDatabaseAway(error)) return new Refused("temporarily_unavailable", { retryAfter: 1, cause: error });
  return new Refused(isUndigested(error) ? "invalid_request" : "internal_error", { cause: error });
}

/** Whether something of ours has to be mended: a value that came as far as the database and could not be kept there should have been refused before. */
export const isDefect = ({ refusal, cause }: Refused): boolean => refusal === "internal_error" || isUndigested(cause);

/** SQLSTATE class 22: a bad text, number or date. */
const isUndigested = (error: unknown): boolean => /^22[0-9A-Z]{3}$/.test(String((error as { code?: unknown } | null | undefined)?.code));

/** What a path is about, by its first match. */
const OBJECTS = { "/access": "scopeAccess", "/scopes": "scope", "/prefix": "prefix", "/organizations": "organization", "/jwks": "jwk" };
const objectOf = (path: string): string => Object.entries(OBJECTS).find(([part]) => path.includes(part))?.[1] ?? "client";

/**
 * Reads a JSON body by `schema`. Null members count as absent, since today's callers send them (compatibility.md 16); unknown members are left out.
 *
 * @throws Refused malformed_json, invalid_request with a line per field
 */
export async function readBody<Schema extends z.ZodType>(c: Context<Env>, schema: Schema): Promise<z.output<Schema>> {
  let content: unknown;
  try {
    content = withoutNulls(JSON.parse(await c.req.text())); // nested deeper than the stack: not readable either
  } catch (cause) {
    throw new Refused("malformed_json", { cause });
  }
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  throw new Refused("invalid_request", { fields: fieldErrors(read.error, content) });
}

/** Reads the query by `schema`. Of a name that occurs twice the first counts. @throws Refused invalid_request with a line per field */
export function readQuery<Schema extends z.ZodType>(c: Context<Env>, schema: Schema): z.output<Schema> {
  const query = c.req.query();
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  throw new Refused("invalid_request", { fields: fieldErrors(read.error, query) });
}

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
};
