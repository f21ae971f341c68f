import { type Context, Hono } from "hono";
import { ClientBody, KeySetBody } from "../../contract/selfservice-client.ts";
import type { Deps } from "../deps.ts";
import { authenticate, doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { readBody } from "../http/selfservice-face.ts";
import { MAY_CHANGE, MAY_CREATE_AND_REMOVE, MAY_READ } from "./caller-scopes.ts";
import { MAXIMUM_KEY_TEXT, readJwk, readKeyText, readKid, readNamed } from "./client-key.ts";
import { addKey, type ClientKeys, listKeys, removeAllKeys, removeKey, replaceKeys } from "./key-operations.ts";
import { createClient, deactivateClient, listClients, type Owner, readClient, replaceClient } from "./operations.ts";
import { presentClient, presentKey, wishOf } from "./selfservice-face.ts";

const PAGE = 1_000;

/** The organisation in the token owns whatever is named; no other can be asked for (SEC-110). */
const ownerOf = (c: Context<Env>): Owner => ({ env: c.get("environment").name, org: c.get("caller").org });

/** `/clients…` of today's self-service API (maskinporten.md 10.2). Every success is 200 with the object, POST and DELETE too. No body is read by GET and DELETE. */
export function selfServiceClientRoutes(deps: Deps): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get("/clients", authenticate(deps, ...MAY_READ), async (c) => {
    const inactive = readFlag("inactive", c.req.query("inactive"));
    const all = [];
    let after = null;
    do {
      const page: Awaited<ReturnType<typeof listClients>> = await listClients(deps.db, ownerOf(c), { inactive, after, limit: PAGE });
      all.push(...page.clients.map(presentClient));
      after = page.next;
    } while (after);
    return c.json(all);
  });

  routes.post("/clients", authenticate(deps, ...MAY_CREATE_AND_REMOVE), async (c) => {
    const owner = ownerOf(c);
    const body = await readBody(c, ClientBody);
    const client = await createClient(deps, doerOf(c), owner, { ...wishOf(body, owner.org), id: body.client_id });
    return c.json(presentClient(client));
  });

  routes.get("/clients/:id", authenticate(deps, ...MAY_READ), async (c) => c.json(presentClient(await readClient(deps.db, ownerOf(c), c.req.param("id")))));

  routes.put("/clients/:id", authenticate(deps, ...MAY_CHANGE), async (c) => {
    const owner = ownerOf(c);
    const id = c.req.param("id");
    // Whose it is comes before what is wrong with the body.
    await readClient(deps.db, owner, id);
    const body = await readBody(c, ClientBody);
    if (body.client_id !== undefined && body.client_id !== id)
      throw new Refused("invalid_request", { fields: [{ field: "client_id", message: "is another than the one in the address, and cannot be changed" }] });
    return c.json(presentClient(await replaceClient(deps, doerOf(c), owner, id, wishOf(body, owner.org))));
  });

  routes.delete("/clients/:id", authenticate(deps, ...MAY_CREATE_AND_REMOVE), async (c) =>
    c.json(presentClient(await deactivateClient(deps, doerOf(c), ownerOf(c), c.req.param("id")))),
  );

  routes.get("/clients/:id/jwks", authenticate(deps, ...MAY_READ), async (c) => c.json(presentKeys(await listKeys(deps.db, ownerOf(c), c.req.param("id")))));

  routes.post("/clients/:id/jwks", authenticate(deps, ...MAY_CHANGE), async (c) => {
    const { keys } = readKeySet(await readKeyBody(c));
    const sent = keys.map((key, position) => readNamed(`keys.${position}`, () => readJwk(key, c.get("environment"))));
    return c.json(presentKeys(await replaceKeys(deps, doerOf(c), ownerOf(c), c.req.param("id"), sent)));
  });

  routes.delete("/clients/:id/jwks", authenticate(deps, ...MAY_CHANGE), async (c) =>
    c.json(presentKeys(await removeAllKeys(deps, doerOf(c), ownerOf(c), c.req.param("id")))),
  );

  routes.get("/clients/:id/jwks/:kid", authenticate(deps, ...MAY_READ), async (c) =>
    c.json(presentOne(await listKeys(deps.db, ownerOf(c), c.req.param("id")), c.req.param("kid"))),
  );

  routes.put("/clients/:id/jwks/:kid", authenticate(deps, ...MAY_CHANGE), async (c) => {
    const kid = readKid(c.req.param("kid"));
    const sent = readJwk(parseKeyJson(await readKeyBody(c)), c.get("environment"), kid);
    if (sent.kid !== kid) throw new Refused("key_identifier_invalid", { fields: [{ field: "kid", message: "is another than the one in the address" }] });
    return c.json(presentOne(await addKey(deps, doerOf(c), ownerOf(c), c.req.param("id"), sent, { replacing: true }), kid));
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
    return c.json(presentOne(await addKey(deps, doerOf(c), ownerOf(c), c.req.param("id"), sent), sent.kid));
  });
  return routes;
}

/** Expired keys are left out: a caller that reads the set and puts it back with one more must not stumble over them. */
const presentKeys = ({ keys }: ClientKeys) => ({ keys: keys.filter(({ expired }) => !expired).map(presentKey) });

function presentOne({ keys }: ClientKeys, kid: string) {
  const found = keys.find((key) => key.kid === kid);
  if (!found || found.expired) throw new Refused("not_found");
  return presentKey(found);
}

/** `true`, `false`, or nothing, as a query parameter. */
function readFlag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === "" || text === "false") return false;
  if (text === "true") return true;
  throw new Refused("invalid_request", { fields: [{ field: name, message: "must be true or false" }] });
}

/**
 * The text of a body that holds keys. A private key is found before anything is parsed: what a parser says of text that it does not understand quotes it.
 *
 * @throws Refused private_key_sent, invalid_request
 */
async function readKeyBody(c: Context<Env>): Promise<string> {
  const text = await c.req.text();
  if (text.length > MAXIMUM_KEY_TEXT)
    throw new Refused("invalid_request", { fields: [{ field: "", message: `is longer than ${MAXIMUM_KEY_TEXT} characters` }] });
  if (/PRIVATE KEY/i.test(text)) throw new Refused("private_key_sent");
  return text;
}

function readKeySet(text: string): { keys: unknown[] } {
  const read = KeySetBody.safeParse(parseKeyJson(text));
  if (!read.success) throw new Refused("invalid_request", { fields: [{ field: "keys", message: "must be a list of keys" }] });
  return read.data;
}

function parseKeyJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("malformed_json");
  }
}
