import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";

/** `/organizations/{orgnr}` of today's self-service API. */
export function selfServiceOrganizationRoutes(deps: Deps): Hono<Env> {
  void deps;
  return new Hono<Env>();
}
