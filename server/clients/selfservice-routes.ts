import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";

/** `/clients…` of today's self-service API (maskinporten.md 10.2). */
export function selfServiceClientRoutes(deps: Deps): Hono<Env> {
  void deps;
  return new Hono<Env>();
}

/** `POST /api/v2/clients/{id}/key`: one key in any format. */
export function selfServiceKeyRoutes(deps: Deps): Hono<Env> {
  void deps;
  return new Hono<Env>();
}
