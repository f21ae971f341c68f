import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { type ZodObject, z } from "zod";
import type { Env } from "./hono.ts";
import { Refused } from "./refused.ts";

/**
 * Refuses query parameters that the operation does not have, as unknown members of bodies are refused: whoever pages by a wrong name would else read the
 * first page for ever. The known ones are those of the description.
 *
 * @param base where the operations stand, as routes see paths
 */
export function refuseUnknownQueries(api: OpenAPIHono<Env>, base: string): MiddlewareHandler<Env> {
  let known: Map<string, string[]> | null = null;
  return async (c, next) => {
    known ??= queriesOf(api, base);
    const sent = Object.keys(c.req.queries());
    if (sent.length > 0) {
      const names = matchedRoutes(c)
        .map(({ path }) => known!.get(`${c.req.method === "HEAD" ? "GET" : c.req.method} ${path}`))
        .find((found) => found !== undefined);
      const unknown = names ? sent.filter((name) => !names.includes(name)) : [];
      if (names && unknown.length > 0) {
        const there = names.length > 0 ? `There are ${names.join(", ")}.` : "This operation has none.";
        throw new Refused("invalid_request", { fields: unknown.map((field) => ({ field, message: `There is no such query parameter. ${there}` })) });
      }
    }
    await next();
  };
}

function queriesOf(api: OpenAPIHono<Env>, base: string): Map<string, string[]> {
  const routes = api.openAPIRegistry.definitions.flatMap((definition) => (definition.type === "route" ? [definition.route] : []));
  return new Map(
    routes.map(({ method, path, request }) => {
      const query = request?.query;
      const names = query instanceof z.ZodObject ? Object.keys((query as ZodObject).shape) : [];
      return [`${method.toUpperCase()} ${base}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, names];
    }),
  );
}
