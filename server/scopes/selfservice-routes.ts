import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";

/** `/scopes…`, `/prefix…`, `/delegationsources` of today's self-service API (maskinporten.md 10.2). */
export function selfServiceScopeRoutes(deps: Deps): Hono<Env> {
  void deps;
  return new Hono<Env>();
}
