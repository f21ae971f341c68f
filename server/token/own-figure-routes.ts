import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { TokenFigures, TokenFiguresQuery } from "../../contract/token-figures.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import { readClient } from "../clients/operations.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { figuresOfClient } from "./client-figures.ts";

/** What the page of a client shows at a glance. */
export function tokenFigureRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients/{clientId}/token-figures",
      operationId: "readTokenFigures",
      summary: "How many tokens a client got and was refused, day by day",
      tags: ["Token requests"],
      security,
      middleware: [allow(deps, "token_request.read")] as const,
      request: { params: z.object({ clientId: z.string() }), query: TokenFiguresQuery },
      responses: { 200: json(TokenFigures, "The figures"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const environment = c.get("environment");
      const { id } = await readClient(deps.db, { env: environment.name, org: c.get("caller").org }, c.req.valid("param").clientId);
      const { lastTokenAt, ...figures } = await figuresOfClient(deps.db, ENVIRONMENT_NUMBER[environment.name], id, c.req.valid("query").days);
      return c.json({ ...figures, lastTokenAt: lastTokenAt?.toISOString() ?? null }, 200);
    },
  );
  return routes;
}
