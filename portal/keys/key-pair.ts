/** Key pairs made in the browser. The private half is in the memory of this page and nowhere else, until its owner saves it. */
import { pemOf } from "./base64.ts";
import { thumbprintOf } from "./pasted.ts";

/** The first is what most systems can use, and the last what the fewest can. */
export const KEY_KINDS = ["RSA-3072", "RSA-2048", "P-256", "Ed25519"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export type SignatureAlgorithm = "RS256" | "ES256" | "EdDSA";
export type PublicJwk = { kty: string; kid: string; use: "sig"; alg: SignatureAlgorithm; n?: string; e?: string; crv?: string; x?: string; y?: string };

export type MadeKeyPair = {
  kind: KeyKind;
  alg: SignatureAlgorithm;
  /** The thumbprint, as the server would choose it too. */
  kid: string;
  /** What is sent. */
  publicJwk: PublicJwk;
  /** PKCS#8, which every library reads. */
  privatePem: string;
  /** The same as a JWK, with `kid` and `alg`. */
  privateJwk: string;
  /** To sign with in this page. */
  privateKey: CryptoKey;
};

const rsa = (modulusLength: number) => ({ name: "RSASSA-PKCS1-v1_5", modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" });
const HOW: Record<KeyKind, { alg: SignatureAlgorithm; algorithm: RsaHashedKeyGenParams | EcKeyGenParams | Algorithm }> = {
  "RSA-3072": { alg: "RS256", algorithm: rsa(3_072) },
  "RSA-2048": { alg: "RS256", algorithm: rsa(2_048) },
  "P-256": { alg: "ES256", algorithm: { name: "ECDSA", namedCurve: "P-256" } },
  Ed25519: { alg: "EdDSA", algorithm: { name: "Ed25519" } },
};

const generate = async (kind: KeyKind): Promise<CryptoKeyPair> =>
  (await crypto.subtle.generateKey(HOW[kind].algorithm, true, ["sign", "verify"])) as CryptoKeyPair;

/** The kinds that this browser can make. Empty where it makes none: WebCrypto is there on https and this machine only. */
export async function possibleKinds(): Promise<KeyKind[]> {
  if (globalThis.crypto?.subtle === undefined) return [];
  const hasEd25519 = await generate("Ed25519").then(
    () => true,
    () => false,
  );
  return KEY_KINDS.filter((kind) => kind !== "Ed25519" || hasEd25519);
}

export async function makeKeyPair(kind: KeyKind): Promise<MadeKeyPair> {
  const { alg } = HOW[kind];
  const { privateKey } = await generate(kind);
  const jwk = await crypto.subtle.exportKey("jwk", privateKey);
  const members = membersOf(jwk);
  const kid = await thumbprintOf(members);
  const { key_ops: _operations, ext: _extractable, ...whole } = jwk;
  return {
    kind,
    alg,
    kid,
    publicJwk: { ...(members as { kty: string }), use: "sig", kid, alg },
    privatePem: pemOf("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey))),
    privateJwk: `${JSON.stringify({ ...whole, use: "sig", kid, alg }, null, 2)}\n`,
    privateKey,
  };
}

/** The members that are the public key itself, of a JWK that may hold more. */
export function membersOf({ kty, n, e, crv, x, y }: JsonWebKey): Record<string, string> {
  const all = kty === "RSA" ? { kty, n, e } : kty === "EC" ? { kty, crv, x, y } : { kty, crv, x };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
