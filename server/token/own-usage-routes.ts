import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { ScopeInPath } from "../../contract/scope.ts";
import { ScopeFiguresPage, ScopeFiguresQuery, ScopeUsage, ScopeUsageQuery } from "../../contract/scope-use.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { parseScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { organizationNames } from "../organizations/operations.ts";
import { allow } from "../permissions/allow.ts";
import { readOwnScope, scopesOf } from "../scopes/operations.ts";
import { periodOf } from "./use-period.ts";
import { dayInNorway, figuresOf, usageOf } from "./use-figures.ts";

const tags = ["Scopes"];
const Position = z
  .string()
  .max(255)
  .transform((name) => name as ScopeName);
/** The figures of a list are of so many days. */
const DAYS = 30;
const MOST_CONSUMERS = 200;

/** How much the scopes of an organisation are used. */
export function scopeUsageRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}/usage",
      operationId: "readScopeUsage",
      summary: "How much a scope is used, by day and by consumer",
      description: "For the owner of the scope. At most 400 days at a time.",
      tags,
      security,
      middleware: [allow(deps, "token_request.read_of_scope")] as const,
      request: { params: ScopeInPath, query: ScopeUsageQuery },
      responses: { 200: json(ScopeUsage, "The use"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { name: env } = c.get("environment");
      const scope = await readOwnScope(deps.db, env, c.get("caller").org, parseScopeName(c.req.valid("param").scope));
      const period = periodOf(c.req.valid("query"), await dayInNorway(deps.db));
      if ("field" in period) throw new Refused("invalid_request", { fields: [period] });
      const { days, consumers, countedTo } = await usageOf(deps.db, ENVIRONMENT_NUMBER[env], scope, period);
      const shown = consumers.slice(0, MOST_CONSUMERS);
      const names = await organizationNames(
        deps.db,
        shown.map(({ consumer }) => consumer),
      );
      const sum = (of: "tokens" | "refused") => days.reduce((total, figures) => total + figures[of], 0);
      return c.json(
        {
          ...period,
          countedTo: countedTo.toISOString(),
          total: { tokens: sum("tokens"), refused: sum("refused"), consumers: consumers.length },
          days,
          consumers: shown.map(({ consumer, lastUsedAt, tokens, refused }) => ({
            consumer: { number: consumer, name: names.get(consumer) ?? null },
            tokens,
            refused,
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
          })),
        },
        200,
      );
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/scope-figures",
      operationId: "listScopeFigures",
      summary: "How many use the organisation's scopes, and how much, by name",
      description: "In the order of `GET /scopes`, which tells what they are.",
      tags,
      security,
      middleware: [allow(deps, "token_request.read_of_scope")] as const,
      request: { query: ScopeFiguresQuery },
      responses: { 200: json(ScopeFiguresPage, "A page of figures"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, inactive } = c.req.valid("query");
      const { name: env } = c.get("environment");
      const { org } = c.get("caller");
      const query = ["scope-figures", env, inactive];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const found = await scopesOf(deps.db, env, org, { inactive, page: { after, limit: limit + 1 } });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const figures = await figuresOf(deps.db, ENVIRONMENT_NUMBER[env], page, DAYS);
      const byName = new Map(figures.map((one) => [one.scope, one]));
      const items = page.map(({ name }) => {
        const { lastUsedAt, ...rest } = byName.get(name)!;
        return { ...rest, lastUsedAt: lastUsedAt?.toISOString() ?? null };
      });
      return c.json({ items, next: last ? deps.continuations.make(org, query, last.name) : null }, 200);
    },
  );
  return routes;
}
