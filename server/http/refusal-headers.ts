import { refusal } from "../../vocabulary/refusals/refusals.ts";
import type { Refused } from "./refused.ts";

/** The headers of a refusal, the same on both faces of our APIs. @param issuer of the environment: the realm in which tokens hold */
export function refusalHeaders({ refusal: name, retryAfter, scope, allow }: Refused, issuer: string): Record<string, string> {
  const { status, error } = refusal(name);
  const headers: Record<string, string> = { "cache-control": "no-store" };
  // Who sent no token has made no error: the challenge then names none (RFC 6750 section 3).
  if (name === "no_token") headers["www-authenticate"] = `Bearer realm="${issuer}"`;
  else if (status === 401) headers["www-authenticate"] = `Bearer realm="${issuer}", error="${error}"`;
  if (scope !== undefined) headers["www-authenticate"] = `Bearer realm="${issuer}", error="${error}", scope="${scope}"`;
  if (allow) headers.allow = allow.join(", ");
  if (status === 503 || status === 429) headers["retry-after"] = String(retryAfter ?? 1);
  return headers;
}
