import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import { authenticate, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { ALTINN, MAY_CHANGE, MAY_CREATE_AND_REMOVE, MAY_READ } from "./caller-scopes.ts";
import { listKeys } from "./key-operations.ts";
import { deactivateClient } from "./operations.ts";
import { createShown, listShown, ownerOf, replaceKeysShown, replaceShown } from "./selfservice-routes.ts";
import { presentKeys } from "./selfservice-keys.ts";

/**
 * `/altinn/admin/clients…`, the partner API by which Altinn's app platform keeps the clients of its apps (maskinporten.md 10.2): the same operations as
 * `/clients`, with other statuses. 201 for what is made, 204 for what is removed, and no way to ask for one client.
 */
export function altinnRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  const base = "/altinn/admin/clients";

  routes.get(base, authenticate(deps, ...MAY_READ, ALTINN), async (c) => {
    // The caller expects what it has made, and stops at anything else.
    return c.json(await listShown(deps, c, { inactive: false, createdBy: c.get("caller").id }));
  });

  routes.post(base, authenticate(deps, ...MAY_CREATE_AND_REMOVE, ALTINN), async (c) => c.json(await createShown(deps, c), 201));

  routes.put(`${base}/:id`, authenticate(deps, ...MAY_CHANGE, ALTINN), async (c) => c.json(await replaceShown(deps, c, c.req.param("id"))));

  routes.delete(`${base}/:id`, authenticate(deps, ...MAY_CREATE_AND_REMOVE, ALTINN), async (c) => {
    await deactivateClient(deps, doerOf(c), ownerOf(c), c.req.param("id"));
    return c.body(null, 204);
  });

  routes.get(`${base}/:id/jwks`, authenticate(deps, ...MAY_READ, ALTINN), async (c) =>
    c.json(presentKeys((await listKeys(deps.db, ownerOf(c), c.req.param("id"))).keys)),
  );

  routes.post(`${base}/:id/jwks`, authenticate(deps, ...MAY_CHANGE, ALTINN), async (c) => c.json(await replaceKeysShown(deps, c, c.req.param("id")), 201));
  return routes;
}
