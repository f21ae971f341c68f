import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings, Settings } from "../config.ts";

/** How long to wait, in whole seconds; 0: go on. */
type Wait = Promise<number>;

export type TokenLimits = {
  /** Before anything is read: by address. */
  address(environment: EnvironmentSettings, address: string | null): Wait;
  /** After the signature was checked, so that nobody can use up another's share (SEC-025, SEC-054). */
  client(environment: EnvironmentSettings, client: string): Wait;
};

/** Rate limits of the token endpoint, per process: with N processes behind a balancer the limit is N times as high. */
export function createTokenLimits(settings: Settings): TokenLimits {
  const make = (limit: keyof EnvironmentSettings["rateLimits"]) =>
    Object.fromEntries(
      ENVIRONMENTS.map((name) => [name, new RateLimiterMemory({ points: settings.environments[name].rateLimits[limit], duration: 1 })]),
    ) as Record<EnvironmentName, RateLimiterMemory>;
  const [addresses, clients] = [make("perAddressPerSecond"), make("perClientPerSecond")];
  return {
    address: (environment, address) => (address === null ? Promise.resolve(0) : consume(addresses[environment.name], address)),
    client: (environment, client) => consume(clients[environment.name], client),
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Wait {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}
