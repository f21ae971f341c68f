/** What the routes of our own API for scopes, accesses and prefixes have in common. */
import type { Context } from "hono";
import { doerOf } from "../http/caller.ts";
import type { Env } from "../http/hono.ts";
import type { Acting } from "./acting.ts";

/** Who acts: the organisation in the caller's token, and no other (SEC-110). */
export const actingOf = (c: Context<Env>): Acting => {
  const { org, isOperator } = c.get("caller");
  return { env: c.get("environment").name, org, isOperator, doer: doerOf(c) };
};

/** One row more than the page tells whether there is another. */
export function cut<Item>(found: Item[], limit: number): { items: Item[]; last: Item | null } {
  const items = found.slice(0, limit);
  return { items, last: found.length > limit ? (items.at(-1) ?? null) : null };
}
