import type { Settings } from "./config.ts";
import type { Database } from "./db/open.ts";
import type { Continuations } from "./http/own-face.ts";
import type { SigningKeys } from "./keys/signing-keys.ts";
import type { Logger } from "./log.ts";

/** What operations and routes stand on. Made once at start (main.ts) or by a test. */
export type Deps = {
  settings: Settings;
  db: Database;
  signingKeys: SigningKeys;
  log: Logger;
  /** Continuation tokens of our own lists. */
  continuations: Continuations;
  /** Milliseconds since 1970: the clock of everything that is decided in the process. Decisions in the database use its own. */
  now: () => number;
};
