/** What makes a public key one that a client may register: kind, size, and the one form in which it is kept. Pure. */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { Refused } from "../http/refused.ts";

/** The members that are the key itself (RFC 7518 section 6, RFC 8037), in their shortest form. */
export type KeyMembers =
  | { kty: "RSA"; n: string; e: string }
  | { kty: "EC"; crv: "P-256" | "P-384" | "P-521"; x: string; y: string }
  | { kty: "OKP"; crv: "Ed25519"; x: string };

const CURVES = {
  "P-256": { alg: "ES256", bytes: 32, bits: 256 },
  "P-384": { alg: "ES384", bytes: 48, bits: 384 },
  "P-521": { alg: "ES512", bytes: 66, bits: 521 },
} as const;

/** Largest RSA key: checking a signature with a larger one costs as much as many grants. */
const MAXIMUM_RSA_BITS = 8_192;
/** Under this an RSA key is taken with a warning (design.md §8). */
const ADVISED_RSA_BITS = 3_072;

export type KeyWarning = "rsa_under_3072";

const unreadable = () => new Refused("key_not_readable");
const tooWeak = (what: string) => new Refused("key_too_weak", { members: { what } });
const notAllowed = (what: string) => new Refused("key_kind_not_allowed", { members: { what } });

/** Points of the curve whose order is 8 or less, the sign bit off: with such a key anyone can make signatures. List of libsodium. */
const ED25519_SMALL_ORDER = new Set([
  `01${"00".repeat(31)}`,
  "00".repeat(32),
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/**
 * Reads the members of a JWK that are the key.
 *
 * @param jwk any object; only own members are looked at
 * @param minimumRsaBits setting `minimumClientKeyBits`
 * @throws Refused key_not_readable, key_too_weak, key_kind_not_allowed (SEC-017)
 */
export function readKeyMembers(jwk: Record<string, unknown>, minimumRsaBits: number): KeyMembers {
  switch (jwk.kty) {
    case "RSA":
      return readRsa(jwk, minimumRsaBits);
    case "EC":
      return readEc(jwk);
    case "OKP":
      return readOkp(jwk);
    default:
      throw typeof jwk.kty === "string" ? notAllowed("kty must be RSA, EC or OKP.") : unreadable();
  }
}

function readRsa(jwk: Record<string, unknown>, minimumBits: number): KeyMembers {
  const n = withoutLeadingZeros(bytesOf(jwk.n));
  const e = withoutLeadingZeros(bytesOf(jwk.e));
  const bits = bitsOf(n);
  if (bits < minimumBits) throw tooWeak(`RSA keys have at least ${minimumBits} bits, this one has ${bits}.`);
  if (bits > MAXIMUM_RSA_BITS) throw notAllowed(`RSA keys have at most ${MAXIMUM_RSA_BITS} bits.`);
  if ((n.at(-1)! & 1) === 0) throw tooWeak("the RSA modulus is an even number.");
  if (e.length === 0 || (e.at(-1)! & 1) === 0 || (e.length === 1 && e[0]! < 3)) throw tooWeak("the RSA exponent must be odd and at least 3.");
  if (e.length > 8) throw notAllowed("the RSA exponent has at most 64 bits.");
  return { kty: "RSA", n: n.toString("base64url"), e: e.toString("base64url") };
}

function readEc(jwk: Record<string, unknown>): KeyMembers {
  const { crv } = jwk;
  if (typeof crv !== "string") throw unreadable();
  if (!isOwn(CURVES, crv)) throw notAllowed("the curve must be P-256, P-384 or P-521.");
  const coordinate = (value: unknown) => {
    const bytes = withoutLeadingZeros(bytesOf(value));
    if (bytes.length > CURVES[crv].bytes) throw unreadable();
    return Buffer.concat([Buffer.alloc(CURVES[crv].bytes - bytes.length), bytes]).toString("base64url");
  };
  const members: KeyMembers = { kty: "EC", crv, x: coordinate(jwk.x), y: coordinate(jwk.y) };
  keyObjectOf(members); // is the point on the curve?
  return members;
}

function readOkp(jwk: Record<string, unknown>): KeyMembers {
  if (typeof jwk.crv !== "string") throw unreadable();
  if (jwk.crv !== "Ed25519") throw notAllowed("the curve must be Ed25519.");
  const x = bytesOf(jwk.x);
  if (x.length !== 32) throw unreadable();
  const unsigned = Buffer.from(x);
  unsigned[31]! &= 0x7f;
  if (ED25519_SMALL_ORDER.has(unsigned.toString("hex"))) throw tooWeak("the Ed25519 point has a small order.");
  return { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") };
}

/** The members of a key that came as PEM or in a certificate. @throws as {@link readKeyMembers} */
export function membersOfKeyObject(key: KeyObject, minimumRsaBits: number): KeyMembers {
  // rsa-pss and EC keys with their own parameters have no JWK; x25519 and the like cannot sign.
  if (!["rsa", "ec", "ed25519"].includes(key.asymmetricKeyType ?? "")) throw notAllowed("it must be RSA, EC (P-256, P-384, P-521) or Ed25519.");
  let jwk: Record<string, unknown>;
  try {
    jwk = key.export({ format: "jwk" }) as Record<string, unknown>;
  } catch {
    throw notAllowed("the curve must be P-256, P-384 or P-521.");
  }
  return readKeyMembers(jwk, minimumRsaBits);
}

function keyObjectOf(members: KeyMembers): KeyObject {
  try {
    return createPublicKey({ key: members, format: "jwk" });
  } catch {
    throw unreadable();
  }
}

/** Algorithms that a JWK may name for such a key (design.md §8). The first is shown where it names none. */
export function algorithmsFor(members: KeyMembers): readonly string[] {
  if (members.kty === "RSA") return ["RS256", "RS384", "RS512", "PS256"];
  return members.kty === "EC" ? [CURVES[members.crv].alg] : ["EdDSA", "Ed25519"];
}

/** SHA-256 over the required members in the order of their names (RFC 7638 section 3), base64url. */
export function thumbprintOf(members: KeyMembers): string {
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  return createHash("sha256").update(canonical).digest("base64url");
}

/** The size by which a key is known: of the modulus, or of the curve. */
export function sizeBitsOf(members: KeyMembers): number {
  if (members.kty === "RSA") return bitsOf(Buffer.from(members.n, "base64url"));
  return members.kty === "EC" ? CURVES[members.crv].bits : 256;
}

/** Of a number without zero bytes in front. */
const bitsOf = (number: Buffer): number => (number.length === 0 ? 0 : number.length * 8 - Math.clz32(number[0]!) + 24);

/** What the owner should know about a key that was taken. */
export function warningsOf(members: { kty: string; n?: string }): KeyWarning[] {
  const bits = members.kty === "RSA" ? Buffer.from(members.n ?? "", "base64url").length * 8 : Infinity;
  return bits < ADVISED_RSA_BITS ? ["rsa_under_3072"] : [];
}

/** Unpadded base64url, as RFC 7515 section 2 has it. The length is bounded before anything is decoded. */
function bytesOf(value: unknown): Buffer {
  if (typeof value !== "string" || value.length > 4_096 || !/^[A-Za-z0-9_-]+$/.test(value) || value.length % 4 === 1) throw unreadable();
  return Buffer.from(value, "base64url");
}

/** Numbers often come with a zero byte in front, as two's complement has it. */
function withoutLeadingZeros(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
}

const isOwn = <Name extends string>(table: Record<Name, unknown>, name: string): name is Name => Object.hasOwn(table, name);
