import { createHash, createPrivateKey, generateKeyPair, randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { type PrivateJwk, readJsonFile, writePrivateFile } from "../../../installation/key-files.ts";
import type { Settings } from "../../config.ts";

/** The double's own key and the secret of its cookies, and the key that we prove ourselves to it by. */
export type DoubleKeys = { service: PrivateJwk; client: PrivateJwk; cookies: string };

const reading = new Map<string, Promise<DoubleKeys>>();

/** Reads the keys, or makes them. Kept, so that a login outlives a restart of the server: it is ended with its ID token. */
export function readDoubleKeys({ dataFolder }: Pick<Settings, "dataFolder">): Promise<DoubleKeys> {
  const path = join(dataFolder, "development", "login.json");
  let keys = reading.get(path);
  if (!keys) reading.set(path, (keys = readOrMake(path)));
  return keys;
}

async function readOrMake(path: string): Promise<DoubleKeys> {
  const held = readJsonFile<DoubleKeys>(path);
  if (held) return held;
  const [service, client] = await Promise.all([makeJwk(), makeJwk()]);
  const keys = { service, client, cookies: randomBytes(32).toString("base64url") };
  writePrivateFile(path, keys);
  return keys;
}

/** RSA-2048: made in a moment, and nothing of it is worth more. */
async function makeJwk(): Promise<PrivateJwk> {
  // By PEM: exporting a fresh key object as JWK can lock up older Node.
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const jwk = createPrivateKey(privateKey).export({ format: "jwk" }) as Record<string, string>;
  const { e, kty, n } = jwk;
  return { ...jwk, kty: "RSA", kid: createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url"), alg: "RS256", use: "sig" };
}
