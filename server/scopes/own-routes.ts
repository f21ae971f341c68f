import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { NewLock } from "../../contract/organization.ts";
import {
  AvailableScopePage,
  AvailableScopeQuery,
  NewScope,
  Scope as ShownScope,
  ScopeDeactivation,
  ScopeImpact,
  ScopeInPath,
  ScopePage,
  ScopeQuery,
  ScopeReplacement,
} from "../../contract/scope.ts";
import { parseScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import {
  addressOf,
  body,
  etagOf,
  expectedVersion,
  IdempotencyKey,
  IfMatch,
  json,
  MayMatch,
  ownFace,
  problems,
  security,
  versionIfSent,
} from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { contactsOf } from "../organizations/contact-operations.ts";
import { organizationNames } from "../organizations/operations.ts";
import { allow } from "../permissions/allow.ts";
import * as scopes from "./operations.ts";
import { actingOf, cut } from "./own-acting.ts";
import { keepTranslations, presentAvailableScope, presentScope } from "./own-present.ts";
import { readDelegationSource, type Scope, showDelegationSource } from "./scope.ts";

const tags = ["Scopes"];
const shownWith = { 200: { ...json(ShownScope, "The scope. `ETag` is its version."), headers: z.object({ etag: z.string() }) } };
const Position = z
  .string()
  .max(255)
  .transform((name) => name as ScopeName);

/** Scopes: what their owner does with them, what may be put on a client, and the operator's lock. */
export function scopeRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = async (c: Context<Env>, scope: Scope) => presentScope(c.get("environment"), scope, await organizationNames(deps.db, [scope.owner]));

  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes",
      operationId: "listScopes",
      summary: "The organisation's scopes, by name",
      tags,
      security,
      middleware: [allow(deps, "scope.read")] as const,
      request: { query: ScopeQuery },
      responses: { 200: json(ScopePage, "A page of scopes"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, inactive } = c.req.valid("query");
      const { env, org } = actingOf(c);
      const query = ["scopes", env, inactive];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const { items, last } = cut(await scopes.scopesOf(deps.db, env, org, { inactive, page: { after, limit: limit + 1 } }), limit);
      const names = await organizationNames(deps.db, [org]);
      const next = last && deps.continuations.make(org, query, last.name);
      return c.json({ items: items.map((scope) => presentScope(c.get("environment"), scope, names)), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes",
      operationId: "createScope",
      summary: "Creates a scope below a prefix of the organisation",
      tags,
      security,
      middleware: [allow(deps, "scope.write"), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewScope) },
      responses: {
        201: { ...json(ShownScope, "The new scope"), headers: z.object({ etag: z.string(), location: z.string() }) },
        ...problems(400, 401, 403, 409, 422),
      },
    }),
    async (c) => {
      const { translations, ...wanted } = c.req.valid("json");
      const kept = { translations: keepTranslations(translations), delegationSource: readSource(c, wanted.delegationSource, null) };
      const scope = await scopes.createScope(deps, actingOf(c), { ...wanted, ...kept, active: true });
      return c.json(await shown(c, scope), 201, { etag: etagOf(scope.version), location: addressOf(c, "scopes", scope.name) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}",
      operationId: "readScope",
      summary: "One scope of the organisation",
      tags,
      security,
      middleware: [allow(deps, "scope.read")] as const,
      request: { params: ScopeInPath },
      responses: { ...shownWith, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { env, org } = actingOf(c);
      const scope = await scopes.readOwnScope(deps.db, env, org, nameIn(c));
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/scopes/{scope}",
      operationId: "replaceScope",
      summary: "Replaces what the owner decides about a scope",
      description: "The name stays. Whether it is active stays, too: DELETE and `reactivation` change that.",
      tags,
      security,
      middleware: [allow(deps, "scope.write")] as const,
      request: { params: ScopeInPath, headers: IfMatch, body: body(ScopeReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409, 412, 428) },
    }),
    async (c) => {
      const { translations, ...wanted } = c.req.valid("json");
      const wish = (before: Scope) => ({
        ...wanted,
        translations: keepTranslations(translations),
        delegationSource: readSource(c, wanted.delegationSource, before.delegationSource),
      });
      const scope = await scopes.replaceScope(deps, actingOf(c), nameIn(c), wish, expectedVersion(c));
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/scopes/{scope}",
      operationId: "deactivateScope",
      summary: "Deactivates a scope",
      description: "From the next request on nobody gets a token with it. Everything about it is kept, also who has access, and it can be reactivated.",
      tags,
      security,
      middleware: [allow(deps, "scope.write")] as const,
      request: { params: ScopeInPath, headers: MayMatch },
      responses: { ...shownWith, ...problems(401, 403, 404, 412) },
    }),
    async (c) => {
      const scope = await scopes.deactivateScope(deps, actingOf(c), nameIn(c), versionIfSent(c));
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes/{scope}/deactivation",
      operationId: "deactivateScopeWithMessage",
      summary: "Deactivates a scope, with a message to those who are hit",
      description: "As DELETE. A deactivated one stays as it is, and nobody is told again.",
      tags,
      security,
      middleware: [allow(deps, "scope.write"), idempotent(deps)] as const,
      request: { params: ScopeInPath, headers: MayMatch.extend(IdempotencyKey.shape), body: body(ScopeDeactivation) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 412, 422) },
    }),
    async (c) => {
      const message = c.req.valid("json").message?.trim() || null;
      const scope = await scopes.deactivateScope(deps, actingOf(c), nameIn(c), versionIfSent(c), message);
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/scopes/{scope}/reactivation",
      operationId: "reactivateScope",
      summary: "Takes a deactivated scope into use again",
      description: "With all accesses that remain.",
      tags,
      security,
      middleware: [allow(deps, "scope.write"), idempotent(deps)] as const,
      request: { params: ScopeInPath, headers: MayMatch.extend(IdempotencyKey.shape) },
      responses: { ...shownWith, ...problems(401, 403, 404, 409, 412, 422) },
    }),
    async (c) => {
      const scope = await scopes.replaceScope(deps, actingOf(c), nameIn(c), (before) => ({ ...before, active: true }), versionIfSent(c));
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/scopes/{scope}/impact",
      operationId: "readScopeImpact",
      summary: "Who would be hit if the scope were deactivated",
      tags,
      security,
      middleware: [allow(deps, "scope.read")] as const,
      request: { params: ScopeInPath },
      responses: { 200: json(ScopeImpact, "How many"), ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { env, org } = actingOf(c);
      return c.json(await scopes.impactOfDeactivating(deps.db, env, org, nameIn(c)), 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/available-scopes",
      operationId: "listAvailableScopes",
      summary: "What the organisation may put on a client, and why",
      tags,
      security,
      middleware: [allow(deps, "scope.look_up")] as const,
      request: { query: AvailableScopeQuery },
      responses: { 200: json(AvailableScopePage, "A page of scopes"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation } = c.req.valid("query");
      const { env, org } = actingOf(c);
      const query = ["available-scopes", env];
      const after = continuation === undefined ? null : deps.continuations.read(org, query, continuation, Position);
      const { items, last } = cut(await scopes.scopesAvailableTo(deps.db, env, org, { after, limit: limit + 1 }), limit);
      const owners = items.map(({ scope }) => scope.owner);
      const [names, contacts] = await Promise.all([organizationNames(deps.db, owners), contactsOf(deps.db, owners)]);
      const next = last && deps.continuations.make(org, query, last.scope.name);
      return c.json({ items: items.map((one) => presentAvailableScope(one, names, contacts)), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/scopes/{scope}/lock",
      operationId: "lockScope",
      summary: "Locks a scope, whoever owns it",
      description: "For the operator. It works for nobody, and its owner cannot change it back. A locked one stays as it is, its reason too.",
      tags,
      security,
      middleware: [allow(deps, "scope.administer")] as const,
      request: { params: ScopeInPath, body: body(NewLock) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { env, doer } = actingOf(c);
      const scope = await scopes.lockScope(deps, env, doer, known(nameIn(c)), c.req.valid("json").reason.trim());
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/scopes/{scope}/lock",
      operationId: "unlockScope",
      summary: "Takes the operator's lock from a scope",
      description: "For the operator. What its owner has deactivated stays so.",
      tags,
      security,
      middleware: [allow(deps, "scope.administer")] as const,
      request: { params: ScopeInPath },
      responses: { ...shownWith, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { env, doer } = actingOf(c);
      const scope = await scopes.unlockScope(deps, env, doer, known(nameIn(c)));
      return c.json(await shown(c, scope), 200, { etag: etagOf(scope.version) });
    },
  );
  return routes;
}

/** The name in the address; null for what can be none, which the operations answer as not there. */
const nameIn = (c: Context<Env>): ScopeName | null => parseScopeName(c.req.param("scope"));

function known(name: ScopeName | null): ScopeName {
  if (name === null) throw new Refused("not_found");
  return name;
}

/** The delegation source as it is kept. One that the scope has already stays, also when the settings no longer name it. */
function readSource(c: Context<Env>, issuer: string | null, before: string | null): string | null {
  if (issuer === null) return null;
  const environment = c.get("environment");
  const kept = readDelegationSource(environment, issuer);
  if (kept !== null) return kept;
  if (before !== null && showDelegationSource(environment, before) === issuer) return before;
  throw new Refused("invalid_request", { fields: [{ field: "delegationSource", message: "It must be the issuer of one of the delegation sources." }] });
}
