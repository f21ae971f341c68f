import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  Access as ShownAccess,
  AccessCheckResults,
  AccessChecks,
  AccessInPath,
  AccessPage,
  AccessQuery,
  AccessResults,
  AccessTerms,
  ListedAccessPage,
  ListedAccessQuery,
  NewAccesses,
  UndoRemoval,
} from "../../contract/access.ts";
import { ScopeInPath } from "../../contract/scope.ts";
import { ENVIRONMENT_NUMBER } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { parseScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import { undoUntil } from "../audit/removal.ts";
import { removersIn } from "../audit/remover.ts";
import type { Deps } from "../deps.ts";
import { toldOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import { IdempotencyKey, json, ownFace, problems, security } from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { lastUses } from "../token/use-figures.ts";
import { allow } from "../permissions/allow.ts";
import * as scopes from "./operations.ts";
import { actingOf, cut } from "./own-acting.ts";
import { presentAccess } from "./own-present.ts";

const tags = ["Accesses"];
const Position = z.object({ scope: z.string().transform((name) => name as ScopeName), consumer: z.string().transform((number) => number as OrgNumber) });
const body = <Schema extends z.ZodType>(schema: Schema, required: boolean) => ({ required, content: { "application/json": { schema } } });

/** Accesses: given and removed by the owner of the scope, seen by both sides. */
export function accessRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = { 200: json(ShownAccess, "The access as it stands") };

  /** A page of one of the lists of accesses: where it begins, and how it goes on. */
  const paging = (c: Context<Env>, query: unknown, { limit, continuation }: { limit: number; continuation?: string | undefined }) => {
    const { org } = c.get("caller");
    const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
    const present = (found: scopes.ShownAccess[]) => {
      const { items, last } = cut(found, limit);
      return {
        items: items.map((access) => presentAccess(access)),
        found: items,
        next: last && deps.continuations.make(org, query, { scope: last.scope, consumer: last.consumer }),
      };
    };
    return { page: { after, limit: limit + 1 }, present };
  };

  /** Accesses that the acting organisation has given, with who removed those that can be brought back. */
  const showGiven = async (c: Context<Env>, found: scopes.ShownAccess[]) => {
    const { env, org } = actingOf(c);
    if (!found.some((access) => (undoUntil(access)?.getTime() ?? 0) > deps.now())) return found.map((access) => presentAccess(access));
    const removerOf = await removersIn(deps.db, { env, owner: org, told: toldOf(c.get("caller")) }, ["access.remove"]);
    return found.map((access) => {
      const { ended, id } = access;
      return presentAccess(access, ended?.why === "removed" ? removerOf(ended.at, ({ details }) => details.access === id) : null);
    });
  };

  routes.openapi(
    createRoute({
      method: "get",
      path: "/accesses",
      operationId: "listAccessesGivenToMe",
      summary: "What the organisation has been given, by scope",
      description: "Scopes that are deactivated or locked are not on the list.",
      tags,
      security,
      middleware: [allow(deps, "access.read")] as const,
      request: { query: AccessQuery },
      responses: { 200: json(AccessPage, "A page of accesses"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { inactive, ...wanted } = c.req.valid("query");
      const { env, org } = actingOf(c);
      const { page, present } = paging(c, ["accesses", env, inactive], wanted);
      const { items, next } = present(await scopes.accessesGivenTo(deps.db, env, org, { inactive, page }));
      return c.json({ items, next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}/accesses",
      operationId: "listAccesses",
      summary: "Who has access to a scope of the organisation, by number",
      tags,
      security,
      middleware: [allow(deps, "access.read")] as const,
      request: { params: ScopeInPath, query: ListedAccessQuery },
      responses: { 200: json(ListedAccessPage, "A page of accesses"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { inactive: wish, ...wanted } = c.req.valid("query");
      const { env, org } = actingOf(c);
      const scope = await scopes.readOwnScope(deps.db, env, org, nameIn(c));
      const inactive = wish === "undoable" ? wish : wish === "true";
      const { page, present } = paging(c, ["accesses", env, scope.name, inactive], wanted);
      const { found, next } = present(await scopes.accessesGivenBy(deps.db, env, org, { scope: scope.name, inactive, page }));
      const items = await showGiven(c, found);
      const consumers = items.map(({ consumer }) => consumer.number as OrgNumber);
      const used = await lastUses(deps.db, ENVIRONMENT_NUMBER[env], scope, consumers);
      const withUse = items.map((access) => ({ ...access, lastUsedAt: used.get(access.consumer.number as OrgNumber)?.toISOString() ?? null }));
      return c.json({ items: withUse, next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes/{scope}/access-checks",
      operationId: "checkAccesses",
      summary: "Tells what giving up to 500 organisations access would come to",
      description: "With their names, and what they have already. Nothing is done.",
      tags,
      security,
      middleware: [allow(deps, "access.write")] as const,
      request: { params: ScopeInPath, body: body(AccessChecks, true) },
      responses: { 200: json(AccessCheckResults, "Each line, in the order of the request"), ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const lines = await scopes.checkAccesses(deps, actingOf(c), nameIn(c), c.req.valid("json").organizations);
      return c.json({ items: lines.map((line) => ({ ...line, access: line.access && presentAccess(line.access) })) }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes/{scope}/accesses",
      operationId: "giveAccesses",
      summary: "Gives up to 500 organisations access to a scope",
      description: "Each line is a deed of its own: one that is refused does not stand in the way of the others. Sent again, nothing is given twice.",
      tags,
      security,
      middleware: [allow(deps, "access.write"), idempotent(deps)] as const,
      request: { params: ScopeInPath, headers: IdempotencyKey, body: body(NewAccesses, true) },
      responses: { 200: json(AccessResults, "What became of each line, in the order of the request"), ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { organizations, ...terms } = c.req.valid("json");
      const results = await scopes.giveAccessToAll(deps, actingOf(c), nameIn(c), organizations, terms);
      const items = results.map((line) => {
        const { organization, result } = line;
        return line.result === "refused"
          ? { organization, result, access: null, code: line.code, detail: line.detail }
          : { organization, result, access: presentAccess(line.access), code: null, detail: null };
      });
      return c.json({ items }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}/accesses/{orgNumber}",
      operationId: "readAccess",
      summary: "The access of one organisation to a scope",
      description: "The living one, else the newest that has ended.",
      tags,
      security,
      middleware: [allow(deps, "access.read")] as const,
      request: { params: AccessInPath },
      responses: { ...shown, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { env, org } = actingOf(c);
      const consumer = scopes.readConsumer(c.req.valid("param").orgNumber);
      const [access] = await scopes.accessesGivenBy(deps.db, env, org, { scope: nameIn(c), consumer, inactive: true });
      if (!access) throw new Refused("not_found");
      return c.json((await showGiven(c, [access]))[0]!, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/scopes/{scope}/accesses/{orgNumber}",
      operationId: "giveAccess",
      summary: "Gives an organisation access to a scope",
      description: "One that lives already stays, with terms that it does not have it is ended and given anew. It works from the next token on.",
      tags,
      security,
      middleware: [allow(deps, "access.write")] as const,
      request: { params: AccessInPath, body: body(AccessTerms, false) },
      responses: { ...shown, ...problems(400, 401, 403, 404, 409) },
    }),
    async (c) => {
      const consumer = scopes.readConsumer(c.req.valid("param").orgNumber);
      return c.json(presentAccess(await scopes.giveAccess(deps, actingOf(c), nameIn(c), consumer, c.req.valid("json"))), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/scopes/{scope}/accesses/{orgNumber}",
      operationId: "removeAccess",
      summary: "Removes the access of an organisation",
      description: "From the next request on it gets no token by it. Can be undone within 30 minutes.",
      tags,
      security,
      middleware: [allow(deps, "access.write")] as const,
      request: { params: AccessInPath },
      responses: { ...shown, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const consumer = scopes.readConsumer(c.req.valid("param").orgNumber);
      return c.json((await showGiven(c, [await scopes.removeAccess(deps, actingOf(c), nameIn(c), consumer)]))[0]!, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes/{scope}/accesses/{orgNumber}/undo-removal",
      operationId: "undoAccessRemoval",
      summary: "Undoes the removal of an access within 30 minutes",
      description: "With the same id and dates. Refused when access has been given anew meanwhile; once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "access.write"), idempotent(deps)] as const,
      request: { params: AccessInPath, headers: IdempotencyKey, body: body(UndoRemoval, false) },
      responses: { ...shown, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const consumer = scopes.readConsumer(c.req.valid("param").orgNumber);
      return c.json(presentAccess(await scopes.undoRemoval(deps, actingOf(c), nameIn(c), consumer, c.req.valid("json").endedAt)), 200);
    },
  );
  return routes;
}

/** The name in the address; null for what can be none, which the operations answer as not there. */
const nameIn = (c: Context<Env>): ScopeName | null => parseScopeName(c.req.param("scope"));
