import { constants, type KeyObject, verify } from "node:crypto";

/** Algorithms a grant may be signed with, in the order of the metadata: those of today first (maskinporten.md 1.2). */
export const GRANT_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"] as const;
export type GrantAlgorithm = (typeof GRANT_ALGORITHMS)[number];

const CURVE_ALGORITHM: Record<string, GrantAlgorithm> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };

/**
 * The algorithms a key may be used with. The key decides, never the header of the message (SEC-011): a JWK's `alg` pins it, a key without one takes its
 * family (design.md §8). EdDSA and Ed25519 name the same thing for an Ed25519 key (RFC 9864).
 *
 * @param pinned the JWK's own `alg`, or null
 */
export function algorithmsOf(key: KeyObject, pinned: string | null): readonly GrantAlgorithm[] {
  const edwards: GrantAlgorithm[] = ["EdDSA", "Ed25519"];
  const family: readonly GrantAlgorithm[] =
    key.asymmetricKeyType === "rsa"
      ? ["RS256", "RS384", "RS512"]
      : key.asymmetricKeyType === "ed25519"
        ? edwards
        : [CURVE_ALGORITHM[key.asymmetricKeyDetails?.namedCurve ?? ""]].filter((alg) => alg !== undefined);
  if (pinned === null) return family;
  if (edwards.includes(pinned as GrantAlgorithm)) return family.filter((alg) => edwards.includes(alg));
  if (pinned === "PS256") return key.asymmetricKeyType === "rsa" ? ["PS256"] : [];
  return family.filter((alg) => alg === pinned);
}

/** Checks a JWS signature (RFC 7518 section 3, RFC 8037). `alg` must be one of {@link algorithmsOf} the key. Never throws. */
export function isSignedBy(key: KeyObject, alg: GrantAlgorithm, signingInput: string, signature: Buffer): boolean {
  const data = Buffer.from(signingInput);
  const hash = `sha${alg.slice(2)}`;
  try {
    switch (alg) {
      case "RS256":
      case "RS384":
      case "RS512":
        return verify(hash, data, key, signature);
      case "PS256":
        return verify(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
      case "ES256":
      case "ES384":
      case "ES512":
        return verify(hash, data, { key, dsaEncoding: "ieee-p1363" }, signature);
      case "EdDSA":
      case "Ed25519":
        return verify(null, data, key, signature);
    }
  } catch {
    return false; // a signature of the wrong length for its curve
  }
}
