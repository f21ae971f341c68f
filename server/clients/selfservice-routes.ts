import { type Context, Hono } from "hono";
import { ClientBody } from "../../contract/selfservice-client.ts";
import { inactiveQuery } from "../../contract/selfservice-scope.ts";
import type { Deps } from "../deps.ts";
import { authenticate, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { readBody, readQuery } from "../http/selfservice-face.ts";
import { MAY_CHANGE, MAY_CREATE_AND_REMOVE, MAY_READ } from "./caller-scopes.ts";
import { readKeyText, readKid } from "./client-key.ts";
import type { Client } from "./client.ts";
import { addKey, keysOfClients, listKeys, removeAllKeys, removeKey, replaceKeys } from "./key-operations.ts";
import { createClient, deactivateClient, listClients, type Owner, readClient, replaceClient } from "./operations.ts";
import { presentClient, presentKey, wishOf } from "./selfservice-face.ts";
import { isKeySetReadBack, parseKeyJson, presentKeys, presentOneKey, readKeyBody, readKeySet, readWholeJwk } from "./selfservice-keys.ts";

const PAGE = 1_000;

/** The organisation in the token owns whatever is named; no other can be asked for (SEC-110). */
export const ownerOf = (c: Context<Env>): Owner => ({ env: c.get("environment").name, org: c.get("caller").org });

/** Clients as they are shown, each with its keys. */
async function show(deps: Deps, owner: Owner, clients: Client[]) {
  const keys = await keysOfClients(
    deps.db,
    owner.env,
    clients.map(({ id }) => id),
  );
  return clients.map((client) => presentClient(client, keys.get(client.id) ?? []));
}
const showOne = async (deps: Deps, owner: Owner, client: Client) => (await show(deps, owner, [client]))[0]!;

/** All clients of the caller's organisation, newest first, as they are shown; only those that one client made, if it is named. */
export async function listShown(deps: Deps, c: Context<Env>, { inactive, createdBy }: { inactive: boolean; createdBy?: string }) {
  const owner = ownerOf(c);
  const all = [];
  let after = null;
  do {
    const page: Awaited<ReturnType<typeof listClients>> = await listClients(deps.db, owner, { inactive, createdBy, after, limit: PAGE });
    all.push(...(await show(deps, owner, page.clients)));
    after = page.next;
  } while (after);
  return all;
}

/** Creates the client that the body describes. @throws Refused as readBody, wishOf and createClient do */
export async function createShown(deps: Deps, c: Context<Env>) {
  const owner = ownerOf(c);
  const body = await readBody(c, ClientBody);
  return showOne(deps, owner, await createClient(deps, doerOf(c), owner, { ...wishOf(body, owner.org), id: body.client_id }));
}

/** Makes a client what the body describes. @throws Refused as readBody, wishOf and replaceClient do */
export async function replaceShown(deps: Deps, c: Context<Env>, id: string) {
  const owner = ownerOf(c);
  // Whose it is comes before what is wrong with the body.
  const { keys } = await listKeys(deps.db, owner, id);
  const { jwks, ...body } = await readBody(c, ClientBody);
  if (body.client_id !== undefined && body.client_id !== id)
    throw new Refused("invalid_request", { fields: [{ field: "client_id", message: "is another than the one in the address, and cannot be changed" }] });
  const wish = wishOf({ ...body, jwks: isKeySetReadBack(jwks, keys) ? undefined : jwks }, owner.org);
  return showOne(deps, owner, await replaceClient(deps, doerOf(c), owner, id, wish));
}

/** Replaces the whole set of a client's keys by that in the body. @throws Refused as readKeySet and replaceKeys do */
export async function replaceKeysShown(deps: Deps, c: Context<Env>, id: string) {
  const sent = await readKeySet(c);
  return presentKeys((await replaceKeys(deps, doerOf(c), ownerOf(c), id, sent)).keys);
}

/** `/clients…` of today's self-service API (maskinporten.md 10.2). Every success is 200 with the object, POST and DELETE too. No body is read by GET and DELETE. */
export function selfServiceClientRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get("/clients", authenticate(deps, ...MAY_READ), async (c) =>
    c.json(await listShown(deps, c, { inactive: readQuery(c, inactiveQuery).inactive ?? false })),
  );

  routes.post("/clients", authenticate(deps, ...MAY_CREATE_AND_REMOVE), async (c) => c.json(await createShown(deps, c)));

  routes.get("/clients/:id", authenticate(deps, ...MAY_READ), async (c) =>
    c.json(await showOne(deps, ownerOf(c), await readClient(deps.db, ownerOf(c), c.req.param("id")))),
  );

  routes.put("/clients/:id", authenticate(deps, ...MAY_CHANGE), async (c) => c.json(await replaceShown(deps, c, c.req.param("id"))));

  routes.delete("/clients/:id", authenticate(deps, ...MAY_CREATE_AND_REMOVE), async (c) =>
    c.json(await showOne(deps, ownerOf(c), await deactivateClient(deps, doerOf(c), ownerOf(c), c.req.param("id")))),
  );

  routes.get("/clients/:id/jwks", authenticate(deps, ...MAY_READ), async (c) =>
    c.json(presentKeys((await listKeys(deps.db, ownerOf(c), c.req.param("id"))).keys)),
  );

  // PUT as in old documents: both replace the set.
  for (const method of ["POST", "PUT"])
    routes.on(method, "/clients/:id/jwks", authenticate(deps, ...MAY_CHANGE), async (c) => c.json(await replaceKeysShown(deps, c, c.req.param("id"))));

  routes.delete("/clients/:id/jwks", authenticate(deps, ...MAY_CHANGE), async (c) =>
    c.json(presentKeys((await removeAllKeys(deps, doerOf(c), ownerOf(c), c.req.param("id"))).keys)),
  );

  routes.get("/clients/:id/jwks/:kid", authenticate(deps, ...MAY_READ), async (c) =>
    c.json(presentOneKey((await listKeys(deps.db, ownerOf(c), c.req.param("id"))).keys, c.req.param("kid"))),
  );

  routes.put("/clients/:id/jwks/:kid", authenticate(deps, ...MAY_CHANGE), async (c) => {
    const kid = readKid(c.req.param("kid"));
    const sent = readWholeJwk(parseKeyJson(await readKeyBody(c)), c, kid);
    if (sent.kid !== kid) throw new Refused("key_identifier_invalid", { fields: [{ field: "kid", message: "is another than the one in the address" }] });
    return c.json(presentOneKey((await addKey(deps, doerOf(c), ownerOf(c), c.req.param("id"), sent, { replacing: true })).keys, kid));
  });

  routes.delete("/clients/:id/jwks/:kid", authenticate(deps, ...MAY_CHANGE), async (c) =>
    c.json(presentKey((await removeKey(deps, doerOf(c), ownerOf(c), c.req.param("id"), c.req.param("kid"))).removed)),
  );
  return routes;
}

/** `POST /api/v2/clients/{id}/key`: adds one key in any form, whatever the content type says, and answers with its JWK. */
export function selfServiceKeyRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post("/clients/:id/key", authenticate(deps, ...MAY_CHANGE), async (c) => {
    const sent = readKeyText(await readKeyBody(c), c.get("environment"));
    return c.json(presentOneKey((await addKey(deps, doerOf(c), ownerOf(c), c.req.param("id"), sent)).keys, sent.kid));
  });
  return routes;
}
