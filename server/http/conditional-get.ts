import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Env } from "./hono.ts";

/** A version alone, as routes write it: see {@link etagOf} in own-face.ts. */
const VERSION = /^"(\d+)"$/;

/** Whether If-None-Match names the ETag: any of a list, weak or strong (RFC 9110 section 13.1.2). */
export const isNamedBy = (header: string | undefined, etag: string): boolean =>
  header !== undefined && (header.trim() === "*" || header.split(",").some((one) => one.trim().replace(/^W\//, "") === etag));

/**
 * Completes ETags, and answers 304 to a GET whose caller has what it would get.
 *
 * What is shown of a thing also rests on others (an access, a name, when a key was last used), which leave its version alone. So the ETag names the version,
 * which is what changes are refused by, and behind it a digest of what is shown, which is what 304 has to rest on.
 */
export const conditionalGet: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const version = VERSION.exec(c.res.headers.get("etag") ?? "")?.[1];
  if (version === undefined) return;
  const digest = createHash("sha256").update(await c.res.clone().text());
  const etag = `"${version}.${digest.digest("base64url").slice(0, 16)}"`;
  c.header("etag", etag);
  const asked = c.req.method === "GET" || c.req.method === "HEAD";
  if (asked && c.res.status === 200 && isNamedBy(c.req.header("if-none-match"), etag)) c.res = new Response(null, { status: 304, headers: { etag } });
};
