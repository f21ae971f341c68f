import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings, Settings } from "../config.ts";

/** Limits of one part of the server. Each answers how long to wait, in whole seconds; 0: go on. */
export type RateLimits = {
  /** Before anything is read: by address. Requests from nowhere (tests) have none. */
  address(environment: EnvironmentSettings, address: string | null): number;
  /** After the signature was checked, so that nobody can use up another's share (SEC-025, SEC-054). */
  client(environment: EnvironmentSettings, client: string): number;
};

type Limit = keyof EnvironmentSettings["rateLimits"];

const WINDOW_MS = 1_000;

/** Limits per process, by the settings that are named: with N processes behind a balancer they are N times as high. */
export function createRateLimits(settings: Settings, perAddress: Limit, perClient: Limit): RateLimits {
  const make = (limit: Limit) =>
    Object.fromEntries(ENVIRONMENTS.map((name) => [name, countPerSecond(settings.environments[name].rateLimits[limit])])) as Record<EnvironmentName, Count>;
  const [addresses, clients] = [make(perAddress), make(perClient)];
  return {
    address: (environment, address) => (address === null ? 0 : addresses[environment.name](address)),
    client: (environment, client) => clients[environment.name](client),
  };
}

/** Those of both our APIs and of what is open beside them. */
export const createApiLimits = (settings: Settings): RateLimits => createRateLimits(settings, "apiPerAddressPerSecond", "apiPerClientPerSecond");

type Count = (key: string) => number;

/**
 * Counts until the second is over, then all start anew: nothing to tidy up, no timer, and as many entries as there were askers in one second. It stands in
 * the way of every token, where a timer and a promise per request cost more than the rest of the checks (docs/decisions/choices.md).
 */
function countPerSecond(most: number): Count {
  const counts = new Map<string, number>();
  let from = Number.NEGATIVE_INFINITY;
  return (key) => {
    const now = Date.now();
    // A clock that was set back begins a new second too: nobody waits for the old time to come again.
    if (now >= from + WINDOW_MS || now < from) {
      counts.clear();
      from = now;
    }
    const count = (counts.get(key) ?? 0) + 1;
    if (count > most) return Math.ceil((from + WINDOW_MS - now) / 1000);
    counts.set(key, count);
    return 0;
  };
}
