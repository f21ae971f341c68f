import { Hono } from "hono";
import type { EnvironmentSettings } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { JWKS_MAX_AGE_SECONDS } from "../keys/signing-keys.ts";
import { AUTHORIZATION_DETAILS_TYPES } from "./authorization-details.ts";
import { GRANT_ALGORITHMS } from "./signature.ts";

/**
 * The metadata document (RFC 8414): the seven members that Maskinporten serves (maskinporten.md 1.2). `response_types_supported` is left out as there:
 * this server has no authorization endpoint, and the clients in the field live without it.
 */
export const metadataOf = ({ issuer }: EnvironmentSettings) => ({
  issuer,
  token_endpoint: `${issuer}token`,
  jwks_uri: `${issuer}jwk`,
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
  grant_types_supported: ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
  token_endpoint_auth_signing_alg_values_supported: GRANT_ALGORITHMS,
  authorization_details_types_supported: AUTHORIZATION_DETAILS_TYPES,
});

/** Metadata and key set below an issuer. Their twins at the root (RFC 8414 section 3.1) are led here by app.ts. */
export function metadataRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get("/.well-known/oauth-authorization-server", (c) => c.json(metadataOf(c.get("environment")), 200, { "cache-control": "public, max-age=3600" }));
  routes.get("/jwk", (c) => {
    const keys = deps.signingKeys.published(c.get("environment").name).map(({ jwk }) => jwk);
    return c.json({ keys }, 200, { "cache-control": `public, max-age=${JWKS_MAX_AGE_SECONDS}` });
  });
  return routes;
}
