/** `/scopes…`, `/prefix…`, `/delegationsources` of today's self-service API (maskinporten.md 10.2 to 10.4). Every success is 200 with the object. */
import { type Context, Hono } from "hono";
import { newScopeBody, oneScopeQuery, publicScopesQuery, scopeBody, scopesQuery, inactiveQuery, accessesQuery } from "../../contract/selfservice-scope.ts";
import { parseScopeName } from "../../vocabulary/scope-name.ts";
import type { Deps } from "../deps.ts";
import { authenticate, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { isNamedBy } from "../http/conditional-get.ts";
import { Refused } from "../http/refused.ts";
import { readBody, readQuery } from "../http/selfservice-face.ts";
import { organizationNames } from "../organizations/operations.ts";
import {
  accessesGivenBy,
  accessesGivenTo,
  type Acting,
  allPrefixes,
  createScope,
  deactivateScope,
  giveAccess,
  prefixesOf,
  readConsumer,
  readOwnScope,
  removeAccess,
  replaceScope,
  scopesOf,
} from "./operations.ts";
import { publicListsOf } from "./public-list.ts";
import { delegationSourcesOf, readDelegationSource, showDelegationSource } from "./scope.ts";
import { presentAccess, presentPrefix, presentScope } from "./selfservice-present.ts";

/** Of the lists that need no token: may be kept, but asked about every time, since a change shows at once. */
const OPEN = { "cache-control": "no-cache" };

/** When each source became one. Sources are settings, which have no history; a moment that never changes makes nobody believe that something has. */
const SOURCES_SINCE = "2026-01-01T00:00:00.000Z";

/** The routes, below every base of the self-service API. */
export function selfServiceScopeRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  const publicLists = publicListsOf(deps.db);
  const reading = authenticate(deps, "idporten:scopes.read", "idporten:scopes.write");
  const writing = authenticate(deps, "idporten:scopes.write");
  const present = (c: Context<Env>, scope: Parameters<typeof presentScope>[1]) => c.json(presentScope(c.get("environment"), scope));

  routes.get("/scopes", reading, async (c) => {
    const { scope, inactive } = readQuery(c, scopesQuery);
    const { env, org } = actingOf(c);
    if (scope !== undefined) return present(c, await readOwnScope(deps.db, env, org, parseScopeName(scope)));
    const scopes = await scopesOf(deps.db, env, org, { inactive: inactive ?? false });
    return c.json(scopes.map((one) => presentScope(c.get("environment"), one)));
  });

  routes.get("/scopes/scope", reading, async (c) => {
    const { scope } = readQuery(c, oneScopeQuery);
    const { env, org } = actingOf(c);
    return present(c, await readOwnScope(deps.db, env, org, parseScopeName(scope)));
  });

  routes.post("/scopes", writing, async (c) => {
    const { active = true, ...body } = await readBody(c, newScopeBody);
    const delegationSource = readSource(c, body.delegationSource, null);
    return present(c, await createScope(deps, actingOf(c), { ...body, active, delegationSource, typedTokens: false }));
  });

  routes.put("/scopes", writing, async (c) => {
    const { scope } = readQuery(c, oneScopeQuery);
    const { name, prefix, subscope, active, ...body } = await readBody(c, scopeBody);
    const replaced = await replaceScope(deps, actingOf(c), parseScopeName(scope), (before) => {
      const sent = { name, prefix, subscope };
      const changed = (["name", "prefix", "subscope"] as const).filter((part) => sent[part] !== undefined && sent[part] !== before[part]);
      if (changed.length > 0)
        throw new Refused("invalid_request", { fields: changed.map((field) => ({ field, message: "The name of a scope cannot be changed." })) });
      return { ...body, ...(active !== undefined && { active }), delegationSource: readSource(c, body.delegationSource, before.delegationSource) };
    });
    return present(c, replaced);
  });

  routes.delete("/scopes", writing, async (c) => {
    const { scope } = readQuery(c, oneScopeQuery);
    return present(c, await deactivateScope(deps, actingOf(c), parseScopeName(scope)));
  });

  routes.get("/scopes/all", async (c) => {
    const query = readQuery(c, publicScopesQuery);
    const { pieces, length, etag, next } = await publicLists.read(c.get("environment"), {
      prefix: query.prefix,
      inactive: query.inactive ?? false,
      delegatedSources: query.delegated_sources,
      openToAll: query.accessible_for_all,
      integrationType: query.integration_type,
      after: query.page,
    });
    const headers: Record<string, string> = { etag, ...OPEN };
    if (next !== null) headers.link = `<${pageAddress(c, next)}>; rel="next"`;
    if (isNamedBy(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
    return c.body(inOrder(pieces), 200, { ...headers, "content-type": "application/json", "content-length": String(length) });
  });

  routes.get("/scopes/access", reading, async (c) => {
    const { scope, consumer_orgno: consumer, inactive } = readQuery(c, accessesQuery);
    const { env, org } = actingOf(c);
    const given = await accessesGivenBy(deps.db, env, org, {
      ...(scope !== undefined && { scope: parseScopeName(scope) }),
      ...(consumer !== undefined && { consumer: readConsumer(consumer) }),
      inactive: inactive ?? false,
    });
    return c.json(given.map(presentAccess));
  });

  routes.get("/scopes/access/all", reading, async (c) => {
    const { inactive } = readQuery(c, inactiveQuery);
    const { env, org } = actingOf(c);
    return c.json((await accessesGivenTo(deps.db, env, org, { inactive: inactive ?? false })).map(presentAccess));
  });

  routes.put("/scopes/access/:orgno", writing, async (c) => {
    const { scope } = readQuery(c, oneScopeQuery);
    return c.json(presentAccess(await giveAccess(deps, actingOf(c), parseScopeName(scope), readConsumer(c.req.param("orgno")))));
  });

  routes.delete("/scopes/access/:orgno", writing, async (c) => {
    const { scope } = readQuery(c, oneScopeQuery);
    return c.json(presentAccess(await removeAccess(deps, actingOf(c), parseScopeName(scope), readConsumer(c.req.param("orgno")))));
  });

  routes.get("/prefix", reading, async (c) => {
    const { env, org } = actingOf(c);
    const names = await organizationNames(deps.db, [org]);
    return c.json((await prefixesOf(deps.db, env, org)).map((prefix) => presentPrefix(prefix, names)));
  });

  routes.get("/prefix/all", async (c) => {
    const { inactive } = readQuery(c, inactiveQuery);
    const prefixes = await allPrefixes(deps.db, c.get("environment").name, { inactive: inactive ?? false });
    const names = await organizationNames(
      deps.db,
      prefixes.map(({ owner }) => owner),
    );
    return c.json(
      prefixes.map((prefix) => presentPrefix(prefix, names)),
      200,
      OPEN,
    );
  });

  // camelCase here, as today (maskinporten.md 7.1).
  routes.get("/delegationsources", (c) =>
    c.json(
      delegationSourcesOf(c.get("environment")).map(({ name, issuer }) => ({ name, issuer, created: SOURCES_SINCE, lastUpdated: SOURCES_SINCE })),
      200,
      OPEN,
    ),
  );
  return routes;
}

/** Sends bytes that stand in several places as one body. */
function inOrder(pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[at++];
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}

const actingOf = (c: Context<Env>): Acting => {
  const { org, isOperator } = c.get("caller");
  return { env: c.get("environment").name, org, isOperator, doer: doerOf(c) };
};

/** The delegation source as it is kept. One that the scope has already stays, also when the settings no longer name it. */
function readSource(c: Context<Env>, issuer: string | null, before: string | null): string | null {
  if (issuer === null) return null;
  const environment = c.get("environment");
  const kept = readDelegationSource(environment, issuer);
  if (kept !== null) return kept;
  if (before !== null && showDelegationSource(environment, before) === issuer) return before;
  throw new Refused("invalid_request", { fields: [{ field: "delegation_source", message: "It must be the issuer of one of the delegation sources." }] });
}

/** Where the next part of the open list is: built from the issuer, never from what the request says of its host (design.md §3). */
function pageAddress(c: Context<Env>, next: string): string {
  const query = new URLSearchParams({ ...c.req.query(), page: next });
  return `${c.get("environment").issuer}api/v1/scopes/all?${query}`;
}
