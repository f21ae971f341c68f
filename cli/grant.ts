import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, SignJWT } from "jose";
import { EXIT, Failure } from "./exit-codes.ts";
import { readInput } from "./files.ts";

/** A private key to sign grants with. */
export type GrantKey = { kid: string; alg: string; privateKey: KeyObject };

/**
 * Reads a private key from a file: a JWK, a JSON file of ours that holds one as `key` or `privateJwk`, or PEM.
 * @param kid needed for a PEM whose key was not registered under its thumbprint
 * @throws Failure when the file cannot be read or holds no private key
 */
export async function readKeyFile(path: string, kid?: string): Promise<GrantKey> {
  const text = readInput(path);
  try {
    if (!text.trimStart().startsWith("{")) return await keyOf(createPrivateKey(text), kid);
    const content = JSON.parse(text) as Record<string, unknown>;
    const jwk = (content.key ?? content.privateJwk ?? content) as Record<string, string>;
    return await keyOf(createPrivateKey({ key: jwk, format: "jwk" }), kid ?? jwk.kid, jwk.alg);
  } catch (error) {
    throw new Failure(`The key file ${path} holds no private key as JWK or PEM (${(error as Error).message}).`, EXIT.usage);
  }
}

const CURVES: Record<string, string> = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512", Ed25519: "EdDSA" };

async function keyOf(privateKey: KeyObject, kid: string | undefined, alg?: string): Promise<GrantKey> {
  const jwk = await exportJWK(createPublicKey(privateKey));
  return { kid: kid ?? (await calculateJwkThumbprint(jwk)), alg: alg ?? CURVES[jwk.crv ?? ""] ?? "RS256", privateKey };
}

export type GrantWish = {
  issuer: string;
  clientId: string;
  scope: string;
  consumerOrg?: string | undefined;
  resource?: string | undefined;
  pid?: string | undefined;
};

/** A signed JWT grant, good for two minutes and for one token. */
export function makeGrant({ issuer, clientId, scope, consumerOrg, resource, pid }: GrantWish, key: GrantKey): Promise<string> {
  const claims = { scope, ...(consumerOrg ? { consumer_org: consumerOrg } : {}), ...(resource ? { resource: [resource] } : {}), ...(pid ? { pid } : {}) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime("120 s")
    .setJti(randomUUID())
    .sign(key.privateKey);
}
