/** Keys in the bodies of today's self-service API: how they are read, and how they are shown (maskinporten.md 9). */
import type { Context } from "hono";
import { type KeyAnswer, KeySetBody } from "../../contract/selfservice-client.ts";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { MAXIMUM_KEY_TEXT, readJwk, readNamed, type SuppliedKey } from "./client-key.ts";
import type { ClientKey } from "./key-set.ts";
import { presentKey } from "./selfservice-face.ts";

/** Expired keys are left out: a caller that reads the set and puts it back with one more must not stumble over them. */
export const presentKeys = (keys: ClientKey[]): { keys: KeyAnswer[] } => ({ keys: keys.filter(({ expired }) => !expired).map(presentKey) });

/** One key of a set. @throws Refused not_found, also for one that has expired */
export function presentOneKey(keys: ClientKey[], kid: string): KeyAnswer {
  const found = keys.find((key) => key.kid === kid);
  if (!found || found.expired) throw new Refused("not_found");
  return presentKey(found);
}

/**
 * Reads a whole set. @throws Refused malformed_json, invalid_request, and as {@link readWholeJwk}, with the place of the key that is wrong
 */
export async function readKeySet(c: Context<Env>): Promise<SuppliedKey[]> {
  const read = KeySetBody.safeParse(parseKeyJson(await readKeyBody(c)));
  if (!read.success) throw new Refused("invalid_request", { fields: [{ field: "keys", message: "must be a list of keys" }] });
  return read.data.keys.map((key, position) => readNamed(`keys.${position}`, () => readWholeJwk(key, c)));
}

/**
 * Reads one JWK as these APIs take it: `use` must be there, and `kid` unless the address names it. Today's API has asked for both since May 2025; our own face
 * and PEM do without.
 *
 * @throws Refused as readJwk does
 */
export function readWholeJwk(value: unknown, c: Context<Env>, kid?: string): SuppliedKey {
  const key = readJwk(value, c.get("environment"), kid);
  const { use, kid: named = kid } = value as { use?: unknown; kid?: unknown };
  if (use === undefined || use === null)
    throw new Refused("key_kind_not_allowed", { members: { what: "use must be sig." }, fields: [{ field: "use", message: "is required, and must be sig" }] });
  if (named === undefined || named === null) throw new Refused("key_identifier_invalid", { fields: [{ field: "kid", message: "is required" }] });
  return key;
}

/**
 * The text of a body that holds keys. A private key is found before anything is parsed: what a parser says of text that it does not understand quotes it.
 *
 * @throws Refused private_key_sent, invalid_request
 */
export async function readKeyBody(c: Context<Env>): Promise<string> {
  const text = await c.req.text();
  if (text.length > MAXIMUM_KEY_TEXT)
    throw new Refused("invalid_request", { fields: [{ field: "", message: `The body is longer than ${MAXIMUM_KEY_TEXT} characters.` }] });
  if (/PRIVATE KEY/i.test(text)) throw new Refused("private_key_sent");
  return text;
}

/** What stands in the text of a body. @throws Refused malformed_json */
export function parseKeyJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("malformed_json");
  }
}

/** Whether a set in a body is the one that is there: then a caller has put back what it read, and wants nothing of the keys. */
export function isKeySetReadBack(sent: unknown, held: ClientKey[]): boolean {
  const keys = (sent as { keys?: unknown } | null | undefined)?.keys;
  if (!Array.isArray(keys)) return false;
  const named = (jwk: unknown) => {
    const { kid, n, x } = (jwk ?? {}) as { kid?: unknown; n?: unknown; x?: unknown };
    return JSON.stringify([kid, n ?? x]);
  };
  return JSON.stringify(keys.map(named).toSorted()) === JSON.stringify(presentKeys(held).keys.map(named).toSorted());
}
