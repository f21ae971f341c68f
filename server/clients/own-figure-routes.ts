import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { AccessFigures, ClientFigures, ClientFiguresQuery } from "../../contract/client-figures.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { allow } from "../permissions/allow.ts";
import { figuresOfClients, figuresOfScopes, MOST_REFUSALS } from "./figures.ts";
import { ownerOf } from "./own-routes.ts";

const tags = ["Clients"];

/** Figures beside the lists of clients and of accesses. */
export function clientFigureRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/client-figures",
      operationId: "readClientFigures",
      summary: "Keys, last token and refusals of several clients at a glance",
      tags,
      security,
      middleware: [allow(deps, "token_request.read")] as const,
      request: { query: ClientFiguresQuery },
      responses: { 200: json(ClientFigures, "The figures, in no particular order"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const found = await figuresOfClients(deps.db, ownerOf(c), c.req.valid("query").clientIds);
      const items = found.map(({ client, key, lastTokenAt, refused }) => ({
        clientId: client,
        key: { state: key.state, endsAt: key.endsAt?.toISOString() ?? null },
        lastTokenAt: lastTokenAt?.toISOString() ?? null,
        refused,
        refusedOrMore: refused >= MOST_REFUSALS,
      }));
      return c.json({ items }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/access-figures",
      operationId: "readAccessFigures",
      summary: "Which of the organisation's clients carry which scope, and when it was last used",
      description: "Of its 200 newest active clients. What suppliers' clients got in its name is not counted: see `GET /token-requests`.",
      tags,
      security,
      middleware: [allow(deps, "token_request.read")] as const,
      responses: { 200: json(AccessFigures, "The figures, by scope"), ...problems(401, 403) },
    }),
    async (c) => {
      const found = await figuresOfScopes(deps.db, ownerOf(c));
      return c.json({ items: found.map((figures) => ({ ...figures, lastTokenAt: figures.lastTokenAt?.toISOString() ?? null })) }, 200);
    },
  );
  return routes;
}
