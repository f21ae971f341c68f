import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings, Settings } from "../config.ts";

/** How long to wait, in whole seconds; 0: go on. */
type Wait = Promise<number>;

/** Limits of one part of the server. */
export type RateLimits = {
  /** Before anything is read: by address. Requests from nowhere (tests) have none. */
  address(environment: EnvironmentSettings, address: string | null): Wait;
  /** After the signature was checked, so that nobody can use up another's share (SEC-025, SEC-054). */
  client(environment: EnvironmentSettings, client: string): Wait;
};

type Limit = keyof EnvironmentSettings["rateLimits"];

/** Limits per process, by the settings that are named: with N processes behind a balancer they are N times as high. */
export function createRateLimits(settings: Settings, perAddress: Limit, perClient: Limit): RateLimits {
  const make = (limit: Limit) =>
    Object.fromEntries(
      ENVIRONMENTS.map((name) => [name, new RateLimiterMemory({ points: settings.environments[name].rateLimits[limit], duration: 1 })]),
    ) as Record<EnvironmentName, RateLimiterMemory>;
  const [addresses, clients] = [make(perAddress), make(perClient)];
  return {
    address: (environment, address) => (address === null ? Promise.resolve(0) : consume(addresses[environment.name], address)),
    client: (environment, client) => consume(clients[environment.name], client),
  };
}

/** Those of both our APIs and of what is open beside them. */
export const createApiLimits = (settings: Settings): RateLimits => createRateLimits(settings, "apiPerAddressPerSecond", "apiPerClientPerSecond");

async function consume(limiter: RateLimiterMemory, key: string): Wait {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}
