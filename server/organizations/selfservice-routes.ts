import { Hono } from "hono";
import { parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { readOrganization } from "./operations.ts";

/** `/organizations/{orgnr}` of today's self-service API: the name behind a number, without a token (maskinporten.md 10.2). */
export function selfServiceOrganizationRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get("/organizations/:orgnr", async (c) => {
    const number = parseOrgNumber(c.req.param("orgnr"));
    if (!number) throw new Refused("organization_number_invalid");
    const { name } = await readOrganization(deps.db, number);
    return c.json({ orgnr: number, name }, 200, { "cache-control": "no-cache" });
  });
  return routes;
}
