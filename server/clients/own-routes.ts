import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { UndoRemoval } from "../../contract/access.ts";
import { Client as ShownClient, ClientLock, ClientPage, ClientQuery, ClientReplacement, NewClient, ScopeInPath } from "../../contract/client.ts";
import type { Deps } from "../deps.ts";
import { doerOf, toldOf } from "../http/caller.ts";
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
  optionalBody,
  ownFace,
  problems,
  security,
  versionIfSent,
} from "../http/own-face.ts";
import { allow, also } from "../permissions/allow.ts";
import { effective } from "../permissions/may.ts";
import type { Client } from "./client.ts";
import * as clients from "./operations.ts";
import { showClient, showClients } from "./own-present.ts";
import { undoScopeRemoval } from "./scope-undo.ts";
import { readSentKeys, refusePrivateKeys } from "./sent-keys.ts";

const tags = ["Clients"];
const ClientInPath = z.object({ clientId: z.string() });
const Position = z.object({ createdAt: z.iso.datetime(), id: z.string() });
const shownWith = { 200: { ...json(ShownClient, "The client. `ETag` is its version."), headers: z.object({ etag: z.string() }) } };

/** Whose clients a caller sees and changes: those of the organisation in its token, or that a person acts for, and no other's (SEC-110). */
export function ownerOf(c: Context<Env>): clients.Owner {
  const caller = c.get("caller");
  const { name: env } = c.get("environment");
  return { env, org: caller.org, holds: caller.kind === "person" ? effective(caller.holder.rights, env) : undefined };
}

/** Clients: what their owner does with them, and the operator's lock. */
export function clientRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const shown = async (c: Context<Env>, client: Client) => ({ body: await showClient(deps.db, client, toldOf(c.get("caller"))), etag: etagOf(client.version) });

  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients",
      operationId: "listClients",
      summary: "The organisation's clients, newest first",
      tags,
      security,
      middleware: [allow(deps, "client.read")] as const,
      request: { query: ClientQuery },
      responses: { 200: json(ClientPage, "A page of clients"), ...problems(400, 401, 403) },
    }),
    async (c) => {
      const { limit, continuation, inactive } = c.req.valid("query");
      const owner = ownerOf(c);
      const query = ["clients", owner.env, inactive];
      const from = continuation === undefined ? null : deps.continuations.read(owner.org, query, continuation, Position);
      const after = from && { createdAt: new Date(from.createdAt), id: from.id };
      const page = await clients.listClients(deps.db, owner, { inactive, after, limit });
      const next = page.next && deps.continuations.make(owner.org, query, { createdAt: page.next.createdAt.toISOString(), id: page.next.id });
      return c.json({ items: await showClients(deps.db, owner, page.clients, toldOf(c.get("caller"))), next }, 200);
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/clients",
      operationId: "createClient",
      summary: "Creates a client",
      tags,
      security,
      middleware: [allow(deps, "client.create"), refusePrivateKeys(), idempotent(deps)] as const,
      request: { headers: IdempotencyKey, body: body(NewClient) },
      responses: {
        201: { ...json(ShownClient, "The new client"), headers: z.object({ etag: z.string(), location: z.string() }) },
        ...problems(400, 401, 403, 409, 422, 428),
      },
    }),
    async (c) => {
      const { keys: sent, ...wish } = c.req.valid("json");
      if (sent.length > 0) also(c.get("caller"), "key.change");
      const client = await clients.createClient(deps, doerOf(c), ownerOf(c), { ...wish, keys: readSentKeys(c, sent) });
      const { body: created, etag } = await shown(c, client);
      return c.json(created, 201, { etag, location: addressOf(c, "clients", client.id) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients/{clientId}",
      operationId: "readClient",
      summary: "One client",
      tags,
      security,
      middleware: [allow(deps, "client.read")] as const,
      request: { params: ClientInPath },
      responses: { ...shownWith, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { body: client, etag } = await shown(c, await clients.readClient(deps.db, ownerOf(c), c.req.valid("param").clientId));
      return c.json(client, 200, { etag });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/clients/{clientId}",
      operationId: "replaceClient",
      summary: "Replaces what the owner decides about a client",
      description: "Its scopes too, all of them. Whether it is active stays: DELETE and `reactivation` change that.",
      tags,
      security,
      middleware: [allow(deps, "client.change")] as const,
      request: { params: ClientInPath, headers: IfMatch, body: body(ClientReplacement) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409, 412, 428) },
    }),
    async (c) => {
      const expectation = { expectedVersion: expectedVersion(c) };
      const replaced = await clients.replaceClient(deps, doerOf(c), ownerOf(c), c.req.valid("param").clientId, c.req.valid("json"), expectation);
      const { body: client, etag } = await shown(c, replaced);
      return c.json(client, 200, { etag });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/clients/{clientId}",
      operationId: "deactivateClient",
      summary: "Deactivates a client",
      description: "From the next request on it gets no token. Everything about it is kept, and it can be reactivated.",
      tags,
      security,
      middleware: [allow(deps, "client.remove")] as const,
      request: { params: ClientInPath, headers: MayMatch },
      responses: { ...shownWith, ...problems(401, 403, 404, 409, 412) },
    }),
    async (c) => {
      const expectation = { expectedVersion: versionIfSent(c) };
      const { body: client, etag } = await shown(c, await clients.deactivateClient(deps, doerOf(c), ownerOf(c), c.req.valid("param").clientId, expectation));
      return c.json(client, 200, { etag });
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/clients/{clientId}/reactivation",
      operationId: "reactivateClient",
      summary: "Takes a deactivated client into use again",
      description: "With its scopes, and the keys that have not expired.",
      tags,
      security,
      middleware: [allow(deps, "client.create"), idempotent(deps)] as const,
      request: { params: ClientInPath, headers: MayMatch.extend(IdempotencyKey.shape) },
      responses: { ...shownWith, ...problems(401, 403, 404, 409, 412, 422) },
    }),
    async (c) => {
      const expectation = { expectedVersion: versionIfSent(c) };
      const { body: client, etag } = await shown(c, await clients.reactivateClient(deps, doerOf(c), ownerOf(c), c.req.valid("param").clientId, expectation));
      return c.json(client, 200, { etag });
    },
  );

  for (const [method, operationId, change, summary, description] of [
    ["put", "addClientScope", clients.addScope, "Puts one scope on a client", "The others stay. One that is on the client already stays, too."],
    ["delete", "removeClientScope", clients.removeScope, "Takes one scope from a client", "The others stay. Can be undone within 30 minutes."],
  ] as const)
    routes.openapi(
      createRoute({
        method,
        path: "/clients/{clientId}/scopes/{scope}",
        operationId,
        summary,
        description,
        tags,
        security,
        middleware: [allow(deps, "client.change")] as const,
        request: { params: ScopeInPath, headers: MayMatch },
        responses: { ...shownWith, ...problems(400, 401, 403, 404, 409, 412) },
      }),
      async (c) => {
        const { clientId, scope } = c.req.valid("param");
        const { body: client, etag } = await shown(c, await change(deps, doerOf(c), ownerOf(c), clientId, scope, { expectedVersion: versionIfSent(c) }));
        return c.json(client, 200, { etag });
      },
    );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/clients/{clientId}/scopes/{scope}/undo-removal",
      operationId: "undoClientScopeRemoval",
      summary: "Undoes within 30 minutes that a scope was taken from a client",
      description: "Checked like adding it: refused when the scope cannot be had any longer. Once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "client.change"), idempotent(deps)] as const,
      request: { params: ScopeInPath, headers: IdempotencyKey, body: optionalBody(UndoRemoval) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { clientId, scope } = c.req.valid("param");
      const { body: client, etag } = await shown(c, await undoScopeRemoval(deps, doerOf(c), ownerOf(c), clientId, scope, c.req.valid("json").endedAt));
      return c.json(client, 200, { etag });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/clients/{clientId}/lock",
      operationId: "lockClient",
      summary: "Locks a client, whoever owns it",
      description: "For the operator. It gets no tokens, and its owner cannot change it. A locked one gets the new reason.",
      tags,
      security,
      middleware: [allow(deps, "client.administer")] as const,
      request: { params: ClientInPath, body: body(ClientLock) },
      responses: { ...shownWith, ...problems(400, 401, 403, 404) },
    }),
    async (c) => {
      const { name } = c.get("environment");
      const locked = await clients.lockClient(deps, doerOf(c), name, c.req.valid("param").clientId, c.req.valid("json").reason.trim());
      const { body: client, etag } = await shown(c, locked);
      return c.json(client, 200, { etag });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/clients/{clientId}/lock",
      operationId: "unlockClient",
      summary: "Takes the operator's lock from a client",
      description: "For the operator. What its owner has deactivated stays so.",
      tags,
      security,
      middleware: [allow(deps, "client.administer")] as const,
      request: { params: ClientInPath },
      responses: { ...shownWith, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { body: client, etag } = await shown(c, await clients.unlockClient(deps, doerOf(c), c.get("environment").name, c.req.valid("param").clientId));
      return c.json(client, 200, { etag });
    },
  );
  return routes;
}
