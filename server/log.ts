import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/**
 * The log: JSON lines, one chosen set of fields per event. Never whole requests, claims, tokens or keys (SEC-150); redaction below is the second fence.
 * `base: null`, because pino's own field `pid` collides with the identity claim of that name.
 */
export function openLog(level: string = process.env.LOG_LEVEL ?? "info", destination?: DestinationStream): Logger {
  const secret = ["assertion", "access_token", "authorization", "privateJwk", "privateKey", "password", "pid"];
  const options = { base: null, level, timestamp: pino.stdTimeFunctions.isoTime, redact: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]) };
  return destination ? pino(options, destination) : pino(options);
}
