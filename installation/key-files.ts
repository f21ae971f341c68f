import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A private key as JWK, with its id. Lies in a file of the data folder, never in the database. */
export type PrivateJwk = { kty: "RSA"; kid: string; alg: "RS256"; use: "sig"; [member: string]: string };

/** A new RSA-3072 key for a client of ours. The kid is its thumbprint (RFC 7638). */
export function makePrivateJwk(): PrivateJwk {
  // By PEM: exporting a fresh key object as JWK can lock up older Node.
  const pem = generateKeyPairSync("rsa", { modulusLength: 3072 }).privateKey.export({ type: "pkcs8", format: "pem" });
  const jwk = createPrivateKey(pem).export({ format: "jwk" }) as Record<string, string>;
  const { e, kty, n } = jwk;
  return { ...jwk, kty: "RSA", kid: createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url"), alg: "RS256", use: "sig" };
}

/** The public part. */
export function publicJwkOf(key: PrivateJwk): Record<string, string> {
  const { kid, alg, use } = key;
  const jwk = createPublicKey({ key: key as Record<string, string>, format: "jwk" }).export({ format: "jwk" });
  return { ...(jwk as Record<string, string>), kid, alg, use };
}

/** Reads a JSON file of ours; null when there is none. */
export function readJsonFile<Content>(path: string): Content | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, path);
}
