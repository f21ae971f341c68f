import type { Settings } from "../config.ts";
import { createRateLimits, type RateLimits } from "../http/rate-limits.ts";

/** Limits of the token endpoint, apart from those of the APIs: neither uses up the other's. */
export type TokenLimits = RateLimits;

/** The limits of the token endpoint. */
export const createTokenLimits = (settings: Settings): TokenLimits => createRateLimits(settings, "perAddressPerSecond", "perClientPerSecond");
