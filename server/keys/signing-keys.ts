/**
 * The keys that sign our tokens. Which one signs now follows from the `useFrom` of each, so servers that share the folder need no coordination. A key is
 * published from the moment it counts, and for as long after its successor took over as a token signed with it may live and a verifier may have cached
 * (SEC-071); one that is withdrawn neither signs nor is published any more.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { CannotStart } from "../../installation/cannot-start.ts";
import {
  addKey,
  complete,
  drop,
  finalNames,
  type KeyFile,
  makeKey,
  prepare,
  type Prepared,
  preparedIn,
  readKeys,
  type SigningKey,
  type SigningKind,
  type Step,
} from "./key-folder.ts";

export type { SigningKey } from "./key-folder.ts";

/** How long verifiers may hold the key set: our `max-age`, and the day that the field caches it by habit. */
export const JWKS_MAX_AGE_SECONDS = 3_600;
const HELD_BY_VERIFIERS_MS = 24 * 3_600_000;
const LONGEST_TOKEN_MS = 24 * 3_600_000;
/** Default time between publication and first use. */
export const PUBLISHED_AHEAD_MS = HELD_BY_VERIFIERS_MS + JWKS_MAX_AGE_SECONDS * 1_000;

export type SigningKeys = {
  /** The key that signs now. */
  current(env: EnvironmentName): SigningKey;
  /** The key set of the environment: next, current, and previous ones that may still be needed. */
  published(env: EnvironmentName): SigningKey[];
  /** A published key by its id. */
  find(env: EnvironmentName, kid: string): SigningKey | undefined;
  /** A withdrawn key by its id. */
  withdrawn(env: EnvironmentName, kid: string): SigningKey | undefined;
  /**
   * Makes and publishes the next key without an entry in any log: what a start does when another kind is wanted.
   * @throws Error EEXIST when another server just did the same
   */
  rotate(env: EnvironmentName, inMs: number): Promise<SigningKey>;
  /** A new key, kept nowhere yet. @param inMs time until it signs, from now */
  make(env: EnvironmentName, inMs: number): Promise<KeyFile>;
  /**
   * Keeps a step for when `transaction` is committed: see operations.ts.
   * @throws Error EEXIST when another server just did the same
   */
  prepare(env: EnvironmentName, step: Step, transaction: string): string;
  prepared(env: EnvironmentName): Prepared[];
  /** Ends what was prepared: it counts from now on, or never did. */
  settle(env: EnvironmentName, name: string, committed: boolean): void;
  /** Looks into the folder again. Done each second as well. */
  reload(): void;
  close(): void;
};

/**
 * Opens the keys below `folder`, making the first one of each environment where there is none.
 * @param kinds wanted kind of key per environment; where the newest key is of another kind, the next one is made and published
 * @throws CannotStart when the folder cannot be used
 */
export async function openSigningKeys(folder: string, kinds: Record<EnvironmentName, SigningKind>, now: () => number = Date.now): Promise<SigningKeys> {
  const held = new Map<EnvironmentName, SigningKey[]>();
  const seen = new Map<EnvironmentName, string>();
  const folderOf = (env: EnvironmentName): string => join(folder, env);

  const reload = () => {
    for (const env of ENVIRONMENTS) {
      const names = finalNames(folderOf(env));
      const listing = names.join();
      if (seen.get(env) === listing) continue;
      held.set(env, readKeys(folderOf(env), names));
      seen.set(env, listing);
    }
  };
  const keysOf = (env: EnvironmentName) => held.get(env) ?? [];
  const living = (env: EnvironmentName) => keysOf(env).filter(({ withdrawnAt }) => withdrawnAt === null);
  const signing = (env: EnvironmentName) => living(env).findLast((key) => key.useFrom <= now());
  const published = (env: EnvironmentName) => {
    const keys = keysOf(env);
    const current = signing(env);
    // A key signs until any later one is due; one that was overtaken before its time never does. A later one that was withdrawn before it was due overtook none.
    const overtakenAt = (i: number) =>
      Math.min(...keys.slice(i + 1).map(({ useFrom, withdrawnAt }) => (withdrawnAt === null || useFrom <= withdrawnAt ? useFrom : Number.POSITIVE_INFINITY)));
    const isNeeded = (key: SigningKey, i: number) => key === current || now() < overtakenAt(i) + LONGEST_TOKEN_MS + HELD_BY_VERIFIERS_MS;
    return keys.filter((key, i) => key.withdrawnAt === null && isNeeded(key, i));
  };

  const rotate = async (env: EnvironmentName, inMs: number) => {
    reload();
    addKey(folderOf(env), (keysOf(env).at(-1)?.number ?? 0) + 1, await makeKey(kinds[env], now() + inMs));
    reload();
    return keysOf(env).at(-1)!;
  };

  try {
    for (const env of ENVIRONMENTS) mkdirSync(folderOf(env), { recursive: true, mode: 0o700 });
    reload();
    const makeFirst = async (env: EnvironmentName) => {
      const newest = living(env).at(-1);
      if (newest?.kind === kinds[env]) return;
      try {
        await rotate(env, newest ? PUBLISHED_AHEAD_MS : 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another server was first: its key serves as well
        reload();
      }
    };
    await Promise.all(ENVIRONMENTS.map(makeFirst));
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(`The folder of the signing keys, ${folder}, cannot be used: ${(error as Error).message}.`);
  }

  const timer = setInterval(() => {
    try {
      reload();
    } catch {
      // The folder is gone for a moment (a network drive): the keys we hold go on.
    }
  }, 1_000).unref();
  return {
    current: (env) => {
      const due = signing(env);
      if (!due) throw new Error(`No signing key of ${env} is in use yet`);
      return due;
    },
    published,
    find: (env, kid) => published(env).find((key) => key.kid === kid),
    withdrawn: (env, kid) => keysOf(env).find((key) => key.kid === kid && key.withdrawnAt !== null),
    rotate,
    make: (env, inMs) => makeKey(kinds[env], now() + inMs),
    prepare: (env, step, transaction) => prepare(folderOf(env), step, transaction),
    prepared: (env) => preparedIn(folderOf(env)),
    settle: (env, name, committed) => {
      if (committed) complete(folderOf(env), name);
      else drop(folderOf(env), name);
      reload();
    },
    reload,
    close: () => clearInterval(timer),
  };
}
