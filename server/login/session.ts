import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { Level } from "../../vocabulary/level.ts";

/** Somebody who is logged in (SEC-120). One session serves all environments that its login service is trusted for. */
export type Session = {
  /** Names it in lists and logs; the secret in the cookie is another. */
  id: string;
  person: string;
  /** Which login service of the settings. */
  provider: string;
  level: Level;
  environments: readonly EnvironmentName[];
  /** When the person last proved who he or she is, and how long ago that is by the database's clock, milliseconds. */
  authenticatedAt: Date;
  loginAgeMs: number;
  lastSeenAt: Date;
  /** The end whatever is done. */
  expiresAt: Date;
};

/** Ends when nothing was done for so long (SEC-120). */
export const IDLE_MS = 30 * 60_000;
/** Ends after so long whatever is done (SEC-120). */
export const LONGEST_MS = 8 * 3_600_000;
