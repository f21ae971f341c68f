/** How organisations stand in a list, and which of them a search finds. */
import type { MyOrganization } from "../../api/session.ts";

/** Search from so many on: fewer are seen at once. */
export const SEARCH_FROM = 8;
/** Recent ones are shown apart where the list is longer than this. */
const RECENT_FROM = 5;
const RECENT = 3;

export type Placed = { organization: MyOrganization; depth: number };

/** Sub-units stand below the unit above them; otherwise the order is as it was. */
export function asTree(organizations: readonly MyOrganization[]): Placed[] {
  const numbers = new Set(organizations.map(({ number }) => number));
  const children = Map.groupBy(organizations, ({ parent }) => (parent !== null && numbers.has(parent) ? parent : null));
  const below = (parent: string | null, depth: number): Placed[] =>
    (children.get(parent) ?? []).flatMap((organization) => [{ organization, depth }, ...below(organization.number, depth + 1)]);
  return below(null, 0);
}

/** The last ones chosen, the latest first; none in a list that is short anyway. */
export function recentOf(organizations: readonly MyOrganization[]): MyOrganization[] {
  if (organizations.length <= RECENT_FROM) return [];
  const chosen = organizations.filter(({ lastChosenAt }) => lastChosenAt !== null);
  return chosen.toSorted((a, b) => b.lastChosenAt!.localeCompare(a.lastChosenAt!)).slice(0, RECENT);
}

/** Those with the words in their name, or the digits at the beginning of their number. */
export function search(organizations: readonly MyOrganization[], query: string): MyOrganization[] {
  const wanted = query.trim().toLowerCase();
  const digits = wanted.replaceAll(/\s/g, "");
  const isNumber = /^\d+$/.test(digits);
  const words = wanted.split(/\s+/);
  return organizations.filter(({ name, number }) => (isNumber ? number.startsWith(digits) : words.every((word) => name.toLowerCase().includes(word))));
}

/** The one to go to when nothing else is said: the latest chosen, else the first. */
export const firstChoice = (organizations: readonly MyOrganization[]): MyOrganization | undefined =>
  organizations.toSorted((a, b) => (b.lastChosenAt ?? "").localeCompare(a.lastChosenAt ?? ""))[0];
