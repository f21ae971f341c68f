import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { UndoRemoval } from "../../contract/access.ts";
import { ClientKey as ShownKey, ClientKeyReplacement, ClientKeySet, SentJwk } from "../../contract/client-key.ts";
import type { Deps } from "../deps.ts";
import { removersIn } from "../audit/remover.ts";
import { doerOf, toldOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { idempotent } from "../http/idempotency.ts";
import {
  addressOf,
  etagOf,
  expectedVersion,
  IdempotencyKey,
  IfMatch,
  json,
  MayMatch,
  optionalBody,
  ownFace,
  problems,
  versionIfSent,
  security,
} from "../http/own-face.ts";
import { Refused } from "../http/refused.ts";
import { allow } from "../permissions/allow.ts";
import { MAXIMUM_KEY_TEXT, readJwk, readKeyText } from "./client-key.ts";
import { addKey, type ClientKeys, listKeys, removedKeys, removeKey, replaceKeys, undoKeyRemoval } from "./key-operations.ts";
import { showKey, showTimes } from "./own-present.ts";
import { ownerOf } from "./own-routes.ts";
import { readSentKeys, refusePrivateKeys } from "./sent-keys.ts";

const tags = ["Client keys"];
const ClientInPath = z.object({ clientId: z.string() });
const KeyInPath = z.object({ clientId: z.string(), kid: z.string() });
const headers = z.object({ etag: z.string() });

/** The keys of a client. One version covers them all, so that two who rotate at once never lose a key in silence (concurrency.md §9). */
export function clientKeyRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = ownFace(deps);
  const showRemoved = async (c: Context<Env>, client: string) => {
    const { env, org } = ownerOf(c);
    const removed = await removedKeys(deps.db, env, client);
    const removerOf =
      removed.length > 0
        ? await removersIn(deps.db, { env, owner: org, told: toldOf(c.get("caller")) }, ["client_key.remove", "client_key.replace"])
        : () => null;
    return removed.map(({ name: kid, ...times }) => {
      const by = removerOf(
        times.endedAt,
        ({ object, details }) => object.client === client && (details.removed as { kid: string }[]).some((key) => key.kid === kid),
      );
      return { kid, ...showTimes(times), by };
    });
  };
  const shownSet = async (c: Context<Env>, client: string, { keys }: ClientKeys) => ({
    keys: keys.map((key) => showKey(key, deps.now())),
    removed: await showRemoved(c, client),
  });

  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients/{clientId}/keys",
      operationId: "listClientKeys",
      summary: "The keys of a client",
      description: "Those that have not been removed, expired ones among them. The `ETag` is the version of the whole set.",
      tags,
      security,
      middleware: [allow(deps, "key.read")] as const,
      request: { params: ClientInPath },
      responses: { 200: { ...json(ClientKeySet, "The keys"), headers }, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { clientId } = c.req.valid("param");
      const found = await listKeys(deps.db, ownerOf(c), clientId);
      return c.json(await shownSet(c, clientId, found), 200, { etag: etagOf(found.version) });
    },
  );

  const kept = { ...json(ShownKey, "The key"), headers: z.object({ etag: z.string(), location: z.string() }) };
  routes.openapi(
    createRoute({
      method: "post",
      path: "/clients/{clientId}/keys",
      operationId: "addClientKey",
      summary: "Adds a key to a client",
      description:
        "The others stay. A key that is there already is renewed for a year: then the answer is 200. Text is a public key or a certificate in PEM; to tie the client to a certificate, send a JWK with `x5c`.",
      tags,
      security,
      middleware: [allow(deps, "key.change"), refusePrivateKeys(MAXIMUM_KEY_TEXT), idempotent(deps)] as const,
      request: {
        params: ClientInPath,
        headers: MayMatch.extend(IdempotencyKey.shape),
        // Not required: else text would be read as JSON.
        body: { content: { "application/json": { schema: SentJwk }, "text/plain": { schema: z.string().openapi("SentPem") } } },
      },
      responses: {
        201: { ...kept, description: "The new key" },
        200: { ...kept, description: "The renewed key" },
        ...problems(400, 401, 403, 404, 409, 412, 422),
      },
    }),
    async (c) => {
      const { clientId } = c.req.valid("param");
      const isJson = /^application\/json\b/i.test(c.req.header("content-type") ?? "");
      const sent = isJson ? readJwk(c.req.valid("json"), c.get("environment")) : readKeyText(await c.req.text(), c.get("environment"));
      const left = await addKey(deps, doerOf(c), ownerOf(c), clientId, sent, { expectedVersion: versionIfSent(c) });
      const key = keyNamed(left, sent.kid);
      const isNew = key.createdAt.getTime() === key.updatedAt.getTime();
      const location = addressOf(c, "clients", clientId, "keys", key.kid);
      return c.json(showKey(key, deps.now()), isNew ? 201 : 200, { etag: etagOf(left.version), location });
    },
  );

  routes.openapi(
    createRoute({
      method: "put",
      path: "/clients/{clientId}/keys",
      operationId: "replaceClientKeys",
      summary: "Replaces all keys of a client",
      description: "Keys that are sent again are renewed for a year, others end at once: what they sign is refused from the next request on.",
      tags,
      security,
      middleware: [allow(deps, "key.change"), refusePrivateKeys(MAXIMUM_KEY_TEXT)] as const,
      request: { params: ClientInPath, headers: IfMatch, body: { required: true, content: { "application/json": { schema: ClientKeyReplacement } } } },
      responses: { 200: { ...json(ClientKeySet, "The keys as they are now"), headers }, ...problems(400, 401, 403, 404, 409, 412, 428) },
    }),
    async (c) => {
      const expectation = { expectedVersion: expectedVersion(c) };
      const sent = readSentKeys(c, c.req.valid("json").keys);
      const { clientId } = c.req.valid("param");
      const left = await replaceKeys(deps, doerOf(c), ownerOf(c), clientId, sent, expectation);
      return c.json(await shownSet(c, clientId, left), 200, { etag: etagOf(left.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "get",
      path: "/clients/{clientId}/keys/{kid}",
      operationId: "readClientKey",
      summary: "One key of a client",
      tags,
      security,
      middleware: [allow(deps, "key.read")] as const,
      request: { params: KeyInPath },
      responses: { 200: { ...json(ShownKey, "The key"), headers }, ...problems(401, 403, 404) },
    }),
    async (c) => {
      const { clientId, kid } = c.req.valid("param");
      const found = await listKeys(deps.db, ownerOf(c), clientId);
      return c.json(showKey(keyNamed(found, kid), deps.now()), 200, { etag: etagOf(found.version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "delete",
      path: "/clients/{clientId}/keys/{kid}",
      operationId: "removeClientKey",
      summary: "Removes a key from a client",
      description: "What it signs is refused from the next request on. Can be undone within 30 minutes.",
      tags,
      security,
      middleware: [allow(deps, "key.change")] as const,
      request: { params: KeyInPath, headers: MayMatch },
      responses: { 200: { ...json(ShownKey, "The key as it was"), headers }, ...problems(401, 403, 404, 409, 412) },
    }),
    async (c) => {
      const { clientId, kid } = c.req.valid("param");
      const { removed, version } = await removeKey(deps, doerOf(c), ownerOf(c), clientId, kid, { expectedVersion: versionIfSent(c) });
      return c.json(showKey(removed, deps.now()), 200, { etag: etagOf(version) });
    },
  );

  routes.openapi(
    createRoute({
      method: "post",
      path: "/clients/{clientId}/keys/{kid}/undo-removal",
      operationId: "undoClientKeyRemoval",
      summary: "Undoes the removal of a key within 30 minutes",
      description: "It is as it was, with its end. Refused when a key with the kid was added meanwhile, or the client has five; once more changes nothing.",
      tags,
      security,
      middleware: [allow(deps, "key.change"), idempotent(deps)] as const,
      request: { params: KeyInPath, headers: IdempotencyKey, body: optionalBody(UndoRemoval) },
      responses: { 200: { ...json(ShownKey, "The key"), headers }, ...problems(400, 401, 403, 404, 409, 422) },
    }),
    async (c) => {
      const { clientId, kid } = c.req.valid("param");
      const left = await undoKeyRemoval(deps, doerOf(c), ownerOf(c), clientId, kid, c.req.valid("json").endedAt);
      return c.json(showKey(keyNamed(left, kid), deps.now()), 200, { etag: etagOf(left.version) });
    },
  );
  return routes;
}

function keyNamed({ keys }: ClientKeys, kid: string): ClientKeys["keys"][number] {
  const found = keys.find((key) => key.kid === kid);
  if (!found) throw new Refused("not_found");
  return found;
}
