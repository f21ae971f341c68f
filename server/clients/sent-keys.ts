/** Keys in the body of a request of our own API. */
import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "../http/hono.ts";
import { Refused } from "../http/refused.ts";
import { readJwk, readKeyText, readNamed, type SuppliedKey } from "./client-key.ts";

/**
 * Finds a private key before anything is parsed or kept: what a parser says of text that it does not understand quotes it (SEC-150).
 *
 * @param maximum characters of a body that holds keys and nothing else
 */
export function refusePrivateKeys(maximum = Infinity): MiddlewareHandler<Env> {
  return async (c, next) => {
    const text = await c.req.text();
    if (text.length > maximum) throw new Refused("invalid_request", { fields: [{ field: "", message: `is longer than ${maximum} characters` }] });
    if (/PRIVATE KEY/i.test(text)) throw new Refused("private_key_sent");
    await next();
  };
}

/** The keys of a list, each named by its place in what is refused. @throws Refused as readJwk and readKeyText do */
export const readSentKeys = (c: Context<Env>, keys: readonly (string | Record<string, unknown>)[]): SuppliedKey[] =>
  keys.map((key, position) =>
    readNamed(`keys.${position}`, () => (typeof key === "string" ? readKeyText(key, c.get("environment")) : readJwk(key, c.get("environment")))),
  );
