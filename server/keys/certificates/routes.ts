import { Hono } from "hono";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Env } from "../../http/hono.ts";
import type { Authority } from "./authority.ts";

/**
 * What the test authority publishes below an environment: its certificates and revocation lists. In production mode there is no authority, and so nothing here.
 */
export function authorityRoutes({ authorities }: { authorities: Record<EnvironmentName, Authority> | null }): Hono<Env> {
  const routes = new Hono<Env>();
  if (!authorities) return routes;
  const fresh = { "cache-control": "no-cache" };
  const pem = { "content-type": "application/x-pem-file", ...fresh };
  const list = { "content-type": "application/pkix-crl", ...fresh };
  routes.get("/authority/root.pem", (c) => c.body(authorities[c.get("environment").name].rootPem, 200, pem));
  routes.get("/authority/issuing.pem", (c) => c.body(authorities[c.get("environment").name].issuingPem, 200, pem));
  routes.get("/authority/revoked.crl", async (c) => c.body(new Uint8Array(await authorities[c.get("environment").name].revocationList()), 200, list));
  routes.get("/authority/root.crl", async (c) => c.body(new Uint8Array(await authorities[c.get("environment").name].rootRevocationList()), 200, list));
  return routes;
}
