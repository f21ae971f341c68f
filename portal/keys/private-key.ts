/** Reads a private key that its owner gives to this page to sign with, here and now. It is kept in memory alone and never sent. */
import { bytesOfBase64 } from "./base64.ts";
import { hexOf, readAll, readOne, wrap } from "./der.ts";
import { membersOf, type PublicJwk, type SignatureAlgorithm } from "./key-pair.ts";
import { thumbprintOf } from "./pasted.ts";

export type GivenKey = {
  privateKey: CryptoKey;
  alg: SignatureAlgorithm;
  /** What it names itself by, else the thumbprint. Which key of the client it is tells the thumbprint. */
  kid: string;
  thumbprint: string;
  publicJwk: PublicJwk;
};

type Importable = { alg: SignatureAlgorithm; algorithm: RsaHashedImportParams | EcKeyImportParams | Algorithm };
const RSA: Importable = { alg: "RS256", algorithm: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } };
const P256: Importable = { alg: "ES256", algorithm: { name: "ECDSA", namedCurve: "P-256" } };
const ED25519: Importable = { alg: "EdDSA", algorithm: { name: "Ed25519" } };

const SEQUENCE = 0x30;
const RSA_ALGORITHM = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/**
 * @param text PKCS#8 or PKCS#1 in PEM, or a private JWK: RSA, P-256 or Ed25519
 * @returns null for anything else: an encrypted key, a public one, other text
 */
export async function readPrivateKey(text: string): Promise<GivenKey | null> {
  try {
    const trimmed = text.trim();
    return trimmed.startsWith("{") ? await ofJwk(JSON.parse(trimmed) as JsonWebKey & { kid?: string }) : await ofPem(trimmed);
  } catch {
    // The reasons of parsers may quote the key.
    return null;
  }
}

async function ofJwk(jwk: JsonWebKey & { kid?: string }): Promise<GivenKey | null> {
  const how = jwk.kty === "RSA" ? RSA : jwk.crv === "P-256" ? P256 : jwk.crv === "Ed25519" ? ED25519 : null;
  if (!how || jwk.d === undefined) return null;
  // Without what says how it may be used: many programs write it in their own way.
  const { key_ops: _operations, use: _use, alg: _alg, ext: _extractable, kid: _kid, ...rest } = jwk;
  return given(await crypto.subtle.importKey("jwk", rest, how.algorithm, true, ["sign"]), how.alg, jwk.kid);
}

async function ofPem(text: string): Promise<GivenKey | null> {
  const [, label, inside] = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END \1-----/.exec(text) ?? [];
  if (inside === undefined) return null;
  const bytes = bytesOfBase64(inside);
  // PKCS#1 is the inside of PKCS#8.
  const info = label === "RSA PRIVATE KEY" ? wrap(SEQUENCE, new Uint8Array([0x02, 0x01, 0x00]), new Uint8Array(RSA_ALGORITHM), wrap(0x04, bytes)) : bytes;
  const how = howOf(info);
  return how && given(await crypto.subtle.importKey("pkcs8", info, how.algorithm, true, ["sign"]), how.alg, undefined);
}

function howOf(info: Uint8Array): Importable | null {
  const [, algorithm] = readAll(readOne(info, SEQUENCE).content);
  const [name, parameters] = readAll(algorithm!.content);
  const oid = hexOf(name!.content);
  if (oid === "2a864886f70d010101") return RSA;
  if (oid === "2b6570") return ED25519;
  return oid === "2a8648ce3d0201" && parameters && hexOf(parameters.content) === "2a8648ce3d030107" ? P256 : null;
}

async function given(privateKey: CryptoKey, alg: SignatureAlgorithm, kid: string | undefined): Promise<GivenKey> {
  const members = membersOf(await crypto.subtle.exportKey("jwk", privateKey));
  const thumbprint = await thumbprintOf(members);
  const named = kid ?? thumbprint;
  return { privateKey, alg, kid: named, thumbprint, publicJwk: { ...(members as { kty: string }), use: "sig", kid: named, alg } };
}
