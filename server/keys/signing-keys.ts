/**
 * The keys that sign our tokens: one folder per environment, one file per key (0600), numbered. A file never changes, so several servers can share the
 * folder: which key signs now follows from the `useFrom` of each. A key is published from the moment its file is there, and for as long after its
 * successor took over as a token signed with it may live and a verifier may have cached (SEC-071).
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomUUID } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENVIRONMENTS, type EnvironmentName } from "../../vocabulary/environment.ts";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { EnvironmentSettings } from "../config.ts";

export type SigningAlgorithm = "RS256" | "ES256";
export type SigningKind = EnvironmentSettings["signing"];
export type PublishedJwk = { kty: string; use: "sig"; alg: SigningAlgorithm; kid: string; [member: string]: string };
export type SigningKey = {
  kid: string;
  kind: SigningKind;
  alg: SigningAlgorithm;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: PublishedJwk;
  /** Milliseconds since 1970 from which it signs. */
  useFrom: number;
};

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
  /**
   * Makes and publishes the next key.
   * @param inMs time until it signs, from now; 0 after a key was compromised
   * @throws Error when another server just did the same
   */
  rotate(env: EnvironmentName, inMs: number): Promise<SigningKey>;
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

  const reload = () => {
    for (const env of ENVIRONMENTS) {
      const names = keyFiles(join(folder, env));
      const listing = names.join();
      if (seen.get(env) === listing) continue;
      held.set(
        env,
        names.map((name) => readKey(join(folder, env, name))),
      );
      seen.set(env, listing);
    }
  };
  const keysOf = (env: EnvironmentName) => held.get(env) ?? [];
  const published = (env: EnvironmentName) => {
    const keys = keysOf(env);
    // A key signs until any later one is due; one that was overtaken before its time never does.
    return keys.filter((_, i) => now() < Math.min(...keys.slice(i + 1).map((later) => later.useFrom)) + LONGEST_TOKEN_MS + HELD_BY_VERIFIERS_MS);
  };
  const rotate = async (env: EnvironmentName, inMs: number) => {
    reload();
    const number = keysOf(env).length + 1;
    const key = await makeKey(kinds[env], now() + inMs);
    writeKey(join(folder, env), number, key);
    reload();
    return keysOf(env).at(-1)!;
  };

  try {
    for (const env of ENVIRONMENTS) mkdirSync(join(folder, env), { recursive: true, mode: 0o700 });
    reload();
    for (const env of ENVIRONMENTS) {
      const newest = keysOf(env).at(-1);
      if (newest?.kind === kinds[env]) continue;
      try {
        await rotate(env, newest ? PUBLISHED_AHEAD_MS : 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another server was first: its key serves as well
        reload();
      }
    }
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
      const due = keysOf(env).findLast((key) => key.useFrom <= now());
      if (!due) throw new Error(`No signing key of ${env} is in use yet`);
      return due;
    },
    published,
    find: (env, kid) => published(env).find((key) => key.kid === kid),
    rotate,
    reload,
    close: () => clearInterval(timer),
  };
}

type KeyFile = { kind: SigningKind; useFrom: string; privateKey: string };

const keyFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .toSorted();

const generateKey = promisify(generateKeyPair);

/** Made in the thread pool: an RSA key takes up to a second, and tokens go on being issued meanwhile. */
async function makeKey(kind: SigningKind, useFromMs: number): Promise<KeyFile> {
  const { privateKey } = await (kind === "ES256"
    ? generateKey("ec", { namedCurve: "P-256" })
    : generateKey("rsa", { modulusLength: kind === "RSA-3072" ? 3072 : 2048 }));
  return { kind, useFrom: new Date(useFromMs).toISOString(), privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** Written beside and linked into place: whole or not at all, and of two servers only one gets the number. */
function writeKey(folder: string, number: number, key: KeyFile): void {
  const beside = join(folder, `.${randomUUID()}`);
  writeFileSync(beside, JSON.stringify(key, null, 2), { mode: 0o600 });
  try {
    linkSync(beside, join(folder, `${String(number).padStart(4, "0")}.json`));
  } finally {
    rmSync(beside);
  }
}

function readKey(path: string): SigningKey {
  if ((statSync(path).mode & 0o077) !== 0) {
    try {
      chmodSync(path, 0o600);
    } catch {
      throw new CannotStart(`The signing key ${path} can be read by others: chmod 600 it.`);
    }
  }
  const { kind, useFrom, privateKey: pem } = JSON.parse(readFileSync(path, "utf8")) as KeyFile;
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const alg = kind === "ES256" ? "ES256" : "RS256";
  const { kty, n, e, crv, x, y } = publicKey.export({ format: "jwk" });
  // RFC 7638: the members in this order, nothing else.
  const members: Record<string, string> = alg === "ES256" ? { crv: crv!, kty: kty!, x: x!, y: y! } : { e: e!, kty: kty!, n: n! };
  const kid = createHash("sha256").update(JSON.stringify(members)).digest("base64url");
  return { kid, kind, alg, privateKey, publicKey, jwk: { ...members, kty: kty!, use: "sig", alg, kid }, useFrom: Date.parse(useFrom) };
}
