import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AccessUsePage, AccessUseQuery, OwnUseQuery } from "../../contract/access-use.ts";
import { ScopeInPath } from "../../contract/scope.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import { parseScopeName } from "../../vocabulary/scope-name.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { json, ownFace, problems, security } from "../http/own-face.ts";
import { organizationNames } from "../organizations/operations.ts";
import { readOwnScope } from "../scopes/operations.ts";
import { allow } from "../permissions/allow.ts";
import { type UseOf, usesOf } from "./access-use.ts";
import { LogPlace } from "./log.ts";

const tags = ["Token requests"];
const BOUNDS =
  "Newest first. Each page looks through at most 7 days of the log, and less where it is dense, so a page may be short or empty: the list has ended when `next` is null. Where one page's time holds more than the database reads in its time limit, it is answered 503: ask for a shorter period.";

/** Who used an organisation's accesses: for the owner of a scope, and for the consumer in whose name a supplier acted (SEC-134). */
export function accessUseRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}/token-requests",
      operationId: "listUsesOfScope",
      summary: "Who got tokens with a scope of the organisation, and who was refused for want of access to it",
      description: `For the owner of the scope. Refusals for other reasons stand with the client. ${BOUNDS}`,
      tags,
      security,
      middleware: [allow(deps, "token_request.read_of_scope")] as const,
      request: { params: ScopeInPath, query: AccessUseQuery },
      responses: { 200: json(AccessUsePage, "A page of uses"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { name } = await readOwnScope(deps.db, c.get("environment").name, c.get("caller").org, parseScopeName(c.req.valid("param").scope));
      return c.json(await pageOfUses(deps, c, { scope: name }, c.req.valid("query")), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/token-requests",
      operationId: "listUsesByOthers",
      summary: "Tokens that others got in the name of the organisation",
      description: `For the consumer: what its suppliers' clients got. What its own clients got stands with each client. ${BOUNDS}`,
      tags,
      security,
      middleware: [allow(deps, "token_request.read_of_others")] as const,
      request: { query: OwnUseQuery },
      responses: { 200: json(AccessUsePage, "A page of uses"), ...problems(400, 401, 403) },
    }),
    async (c) => c.json(await pageOfUses(deps, c, { consumer: c.get("caller").org }, c.req.valid("query")), 200),
  );
  return routes;
}

async function pageOfUses(deps: Deps, c: Context<Env>, use: UseOf, asked: z.output<typeof AccessUseQuery>): Promise<z.input<typeof AccessUsePage>> {
  const { limit, continuation, from, to } = asked;
  const { org } = c.get("caller");
  const env = ENVIRONMENT_NUMBER[c.get("environment").name];
  const query = ["access-uses", env, use, from, to];
  const after = continuation === undefined ? undefined : deps.continuations.read(org, query, continuation, LogPlace);
  const period = { from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to), after, limit };
  const { items, next } = await usesOf(deps.db, env, use, period, { keepDays: deps.settings.logRetentionDays, now: deps.now() });
  const numbers = items.flatMap(({ consumer, supplier, clientOwner }) => [consumer, supplier, clientOwner]).filter((number) => number !== null);
  const names = await organizationNames(deps.db, [...new Set(numbers)]);
  const named = (number: OrgNumber | null) => number && { number, name: names.get(number) ?? null };
  return {
    items: items.map(({ at, outcome, traceId, scopes, consumer, supplier, client: clientId, clientOwner }) => ({
      at: at.toISOString(),
      outcome,
      traceId,
      scopes,
      consumer: named(consumer),
      supplier: named(supplier),
      clientId,
      clientOwner: named(clientOwner),
      code: outcome === "refused" ? refusal("no_access").code : null,
    })),
    next: next && deps.continuations.make(org, query, next),
  };
}
