/** What a notification point is limited to, and what reaches it then. */
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";

/** The clients and scopes that a point has chosen, by id and name: in each of the environments that it is told of. At least one. */
export type PointLimits = { clients: readonly string[]; scopes: readonly ScopeName[] };

/** What an event is about, where it is about a client or a scope of the organisation's use. Of a scope: with the clients of the organisation that carry it. */
export type About = { client: string } | { scope: string; carriers: readonly string[] };

/**
 * Whether an event reaches a point, which has chosen its kind and its environment already.
 *
 * An event about a scope reaches those who have chosen the scope, and those who have chosen a client that carries it: it is the client that stops when the
 * scope does. An event about a client reaches those who have chosen the client alone: other clients of the scope go on.
 *
 * What is about no client and no scope (service notices, requests) reaches a limited point as it reaches every other one. An incident hits the chosen clients
 * too, and silence costs more than a mail; who does not want that kind does not choose it.
 *
 * @param limits null: everything of the organisation
 * @param about null: no client and no scope
 */
export function reaches(limits: PointLimits | null, about: About | null): boolean {
  if (limits === null || about === null) return true;
  if ("client" in about) return limits.clients.includes(about.client);
  return limits.scopes.some((name) => name === about.scope) || about.carriers.some((client) => limits.clients.includes(client));
}

/** One of what an organisation can choose, in one environment. */
export type Choosable = { env: number; id: string; active: boolean };
export type LimitState = "active" | "deactivated" | "gone";

/** How what was chosen stands now in the environments of the point. What is gone stays chosen: a point is never told more because something went. */
export function limitState(id: string, choosable: readonly Choosable[], environments: readonly EnvironmentName[]): LimitState {
  const numbers = environments.map((name) => ENVIRONMENT_NUMBER[name]);
  const found = choosable.filter((one) => one.id === id && numbers.includes(one.env as 1 | 2));
  return found.some(({ active }) => active) ? "active" : found.length > 0 ? "deactivated" : "gone";
}

/** Where in a list stands what cannot be chosen. What was chosen before stays, whatever has become of it. */
export const wrongChoices = (
  wanted: readonly string[],
  before: readonly string[],
  choosable: readonly Choosable[],
  environments: readonly EnvironmentName[],
): number[] => wanted.flatMap((id, i) => (before.includes(id) || limitState(id, choosable, environments) !== "gone" ? [] : [i]));
