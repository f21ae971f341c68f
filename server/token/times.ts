import type { TokenRefusalName } from "../../vocabulary/refusals/refusals.ts";

export type Wrong = { refusal: TokenRefusalName; what?: string };

/** Later than any real time and far below 2^53: a grant in milliseconds is caught here. */
const MAX_SECONDS = 10_000_000_000;

/**
 * Checks the times of a JWT grant.
 *
 * @param times `iat`, `exp` and `nbf` as they stand in the claims: seconds since 1970 (NumericDate, RFC 7519 section 2)
 * @param now whole seconds since 1970, on the caller's clock so that a test can choose it
 * @param limits.maxLifetime longest `exp - iat` in seconds; documented limit 120, 180 in the server's source
 * @param limits.skew seconds two clocks may differ; documented limit 10
 * @returns the first thing wrong with how many seconds and which way, or null. Never throws.
 *
 * Limits from maskinporten.md 2.3 and SEC-021. Both sides of each are in times.test.ts.
 */
export function checkTimes(times: { iat: unknown; exp: unknown; nbf: unknown }, now: number, limits: { maxLifetime: number; skew: number }): Wrong | null {
  const { iat, exp, nbf } = times;
  if (!isTime(iat)) return { refusal: "invalid_assertion", what: "The claim iat is missing or not whole seconds since 1970." };
  if (!isTime(exp)) return { refusal: "invalid_assertion", what: "The claim exp is missing or not whole seconds since 1970." };
  if (nbf !== undefined && !isTime(nbf)) return { refusal: "invalid_assertion", what: "The claim nbf is not whole seconds since 1970." };
  if (exp <= iat) return { refusal: "invalid_assertion", what: "The claim exp is not after iat." };
  if (iat > now + limits.skew) return { refusal: "issued_in_future", what: `Your clock seems to be ${seconds(iat - now)} ahead of ours.` };
  if (exp - iat > limits.maxLifetime)
    return { refusal: "lifetime_too_long", what: `exp is ${seconds(exp - iat)} after iat, at most ${seconds(limits.maxLifetime)} is allowed.` };
  if (exp < now - limits.skew)
    return { refusal: "expired", what: `It expired ${seconds(now - exp)} ago. If it was just made, your clock is behind ours by about ${seconds(now - iat)}.` };
  if (nbf !== undefined && nbf > now + limits.skew)
    return { refusal: "not_yet_valid", what: `It is valid from ${seconds(nbf - now)} ahead; your clock may be ahead of ours.` };
  return null;
}

const isTime = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0 && (value as number) < MAX_SECONDS;

/** More than a day is no clock that is off: milliseconds for seconds, or a time that was written into the program. */
const seconds = (count: number): string => (count > 86_400 ? `${count} s (${Math.floor(count / 86_400)} days)` : `${count} s`);
