import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { NewPrefix, Prefix as ShownPrefix, PrefixInPath, PrefixPage, PrefixQuery } from "../../contract/prefix.ts";
import { parseOrgNumber } from "../../vocabulary/org-number.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { body, IdempotencyKey, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { organizationNames } from "../organizations/operations.ts";
import { allow } from "../permissions/allow.ts";
import * as scopes from "./operations.ts";
import { actingOf, cut } from "./own-acting.ts";
import { presentPrefix } from "./own-present.ts";
import type { Prefix } from "./prefix.ts";

const tags = ["Prefixes"];
const Position = z.string().max(255);

/** Prefixes: seen by their owner; allotted, and taken out of use, by the operator. */
export function prefixRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = async (prefix: Prefix) => presentPrefix(prefix, await organizationNames(deps.db, [prefix.owner]));

  routes.openapi(
    createRoute({
      method: "get",
      path: "/prefixes",
      operationId: "listPrefixes",
      summary: "The organisation's prefixes, also those taken out of use; for the operator those of all",
      tags,
      security,
      middleware: [allow(deps, "prefix.read")] as const,
      request: { query: PrefixQuery },
      responses: { 200: json(PrefixPage, "A page of prefixes"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, all } = c.req.valid("query");
      const { env, org, isOperator } = actingOf(c);
      if (all && !isOperator) throw new Refused("operator_only");
      const query = ["prefixes", env, all];
      const page = { after: continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position), limit: limit + 1 };
      const found = await (all ? scopes.allPrefixes(deps.db, env, { inactive: true, page }) : scopes.prefixesOf(deps.db, env, org, page));
      const { items, last } = cut(found, limit);
      const names = await organizationNames(
        deps.db,
        items.map(({ owner }) => owner),
      );
      const next = last && deps.continuations.make(org, query, last.prefix);
      return c.json({ items: items.map((prefix) => presentPrefix(prefix, names)), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/prefixes",
      operationId: "allotPrefix",
      summary: "Allots a prefix to an organisation",
      description: "For the operator. One that it has already stays; one of its own that was taken out of use is taken into use again.",
      tags,
      security,
      middleware: [allow(deps, "prefix.administer"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewPrefix) },
      responses: { 201: json(ShownPrefix, "The prefix"), ...problems(400, 401, 403, 409, 422) },
    }),
    async (c) => {
      const wanted = c.req.valid("json");
      const owner = parseOrgNumber(wanted.owner);
      if (!owner) throw new Refused("organization_number_invalid", { fields: [{ field: "owner", message: "It is no organisation number." }] });
      const { env, doer } = actingOf(c);
      return c.json(await shown(await scopes.allotPrefix(deps, env, doer, wanted.prefix, owner)), 201);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/prefixes/{prefix}",
      operationId: "deactivatePrefix",
      summary: "Takes a prefix out of use",
      description: "For the operator. Refused while a scope below it is active. It stays with its owner, and so do the names that look like it.",
      tags,
      security,
      middleware: [allow(deps, "prefix.administer")] as const,
      request: { params: PrefixInPath },
      responses: { 200: json(ShownPrefix, "The prefix"), ...problems(401, 403, 404, 409) },
    }),
    async (c) => {
      const { env, doer } = actingOf(c);
      return c.json(await shown(await scopes.deactivatePrefix(deps, env, doer, c.req.valid("param").prefix)), 200);
    },
  );
  return routes;
}
