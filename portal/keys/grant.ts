/** A grant (RFC 7523) signed in the browser: what a system of the organisation's own would make, to try a client with. */
import { base64UrlOf } from "./base64.ts";
import type { SignatureAlgorithm } from "./key-pair.ts";

export type Grant = {
  key: CryptoKey;
  kid: string;
  alg: SignatureAlgorithm;
  clientId: string;
  /** The issuer of the environment, with its last slash. */
  audience: string;
  scope: string;
  resource?: string | undefined;
  /** Nine digits: for whom, where it is not the client's own organisation. */
  consumerOrg?: string | undefined;
  /** Milliseconds since 1970, by the server's clock where it is known: this machine's may be wrong. */
  now?: number | undefined;
};

/** A grant lives at most this long (maskinporten.md §2). */
const LIFETIME_SECONDS = 120;

const SIGNATURE: Record<SignatureAlgorithm, Algorithm | EcdsaParams> = {
  RS256: { name: "RSASSA-PKCS1-v1_5" },
  ES256: { name: "ECDSA", hash: "SHA-256" },
  EdDSA: { name: "Ed25519" },
};

const encode = (value: unknown): string => base64UrlOf(new TextEncoder().encode(JSON.stringify(value)));

/** The claims of a grant, to show beside the code that makes them. */
export function claimsOf({ clientId, audience, scope, resource, consumerOrg, now = Date.now() }: Omit<Grant, "key" | "kid" | "alg">): Record<string, unknown> {
  const iat = Math.floor(now / 1_000);
  return {
    aud: audience,
    iss: clientId,
    scope,
    ...(resource === undefined ? {} : { resource }),
    ...(consumerOrg === undefined ? {} : { consumer_org: consumerOrg }),
    iat,
    exp: iat + LIFETIME_SECONDS,
    jti: crypto.randomUUID(),
  };
}

/** @returns a compact JWS: three parts with dots between */
export async function signGrant({ key, kid, alg, ...about }: Grant): Promise<string> {
  const input = `${encode({ alg, kid, typ: "JWT" })}.${encode(claimsOf(about))}`;
  const signature = await crypto.subtle.sign(SIGNATURE[alg], key, new TextEncoder().encode(input));
  return `${input}.${base64UrlOf(new Uint8Array(signature))}`;
}
