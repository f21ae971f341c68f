import { constants, type KeyObject, verify } from "node:crypto";
import { type Element, elementAt, elementsIn, inside, oidText, serialText, TAG, timeOf, whole } from "./der.ts";

/** A revocation list (CRL, RFC 5280 section 5) that was read but whose signature says nothing until {@link isSignedBy} did. */
export type RevocationList = {
  /** The name of the authority, DER as it stands in the list. */
  issuer: Buffer;
  /** Milliseconds since 1970. */
  thisUpdate: number;
  nextUpdate: number;
  /** Serial numbers, upper-case hex. */
  revoked: Set<string>;
  /** Whom the list speaks of. */
  covers: "all" | "ends" | "authorities";
  /** It is published at a place of its own (RFC 5280 5.2.5), so there may be others of the same authority that say the rest. */
  isPart: boolean;
  signed: Buffer;
  signature: Buffer;
  /** How it was signed; undefined: in a way that we do not take. */
  algorithm: Algorithm | undefined;
};

/** A digest that goes with the key (null: the key's own), and for RSA-PSS the length of the salt. */
type Algorithm = { digest: string | null; saltLength?: number };

/** Signature algorithms by their object identifier. SHA-1 is not among them. */
const ALGORITHMS: Record<string, Algorithm> = {
  "1.2.840.113549.1.1.11": { digest: "sha256" },
  "1.2.840.113549.1.1.12": { digest: "sha384" },
  "1.2.840.113549.1.1.13": { digest: "sha512" },
  "1.2.840.10045.4.3.2": { digest: "sha256" },
  "1.2.840.10045.4.3.3": { digest: "sha384" },
  "1.2.840.10045.4.3.4": { digest: "sha512" },
  "1.3.101.112": { digest: null }, // Ed25519
};
const RSA_PSS = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
const DIGESTS: Record<string, string> = { "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512" };
const BOOLEAN = 0x01;
const ISSUING_DISTRIBUTION_POINT = "551d1c";

/**
 * Reads a list from DER or PEM.
 *
 * @throws RangeError when it is no revocation list, has no date for the next one, or is of a kind we must not use: a delta list, one for several
 * authorities, one for some reasons only, or with another critical extension that we do not know (RFC 5280 5.2)
 */
export function readRevocationList(file: Buffer): RevocationList {
  const bytes = file.subarray(0, 11).toString("latin1") === "-----BEGIN " ? fromPem(file) : file;
  const list = elementAt(bytes, 0);
  const [signed, algorithm, signature] = elementsIn(bytes, list);
  if (!signed || !algorithm || signature?.tag !== TAG.bitString) throw new RangeError("This is not a revocation list");
  const parts = [...elementsIn(bytes, signed)];
  if (parts[0]?.tag === TAG.integer) parts.shift();
  const [, issuer, thisUpdate, ...rest] = parts;
  if (!issuer || !thisUpdate) throw new RangeError("This is not a revocation list");
  const next = rest[0]?.tag === TAG.utcTime || rest[0]?.tag === TAG.generalizedTime ? rest.shift() : undefined;
  const dates = { thisUpdate: timeOf(bytes, thisUpdate), nextUpdate: next ? timeOf(bytes, next) : Number.NaN };
  if (Number.isNaN(dates.thisUpdate) || Number.isNaN(dates.nextUpdate)) throw new RangeError("The revocation list does not say when it holds");

  const revoked = new Set<string>();
  const entries = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  if (entries) for (const entry of elementsIn(bytes, entries)) revoked.add(serialText(inside(bytes, elementAt(bytes, entry.content, entry.end))));
  const extensions = rest[0]?.tag === 0xa0 ? elementAt(bytes, rest[0].content, rest[0].end) : undefined;
  return {
    issuer: whole(bytes, issuer),
    ...dates,
    revoked,
    ...coverage(bytes, extensions),
    signed: whole(bytes, signed),
    signature: bytes.subarray(signature.content + 1, signature.end),
    algorithm: algorithmOf(bytes, algorithm),
  };
}

/** Whether the owner of `key` signed the list, with an algorithm that we take. */
export function isSignedBy({ signed, signature, algorithm }: RevocationList, key: KeyObject): boolean {
  if (algorithm === undefined) return false;
  const { digest, saltLength } = algorithm;
  try {
    return verify(digest, signed, saltLength === undefined ? key : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
  } catch {
    return false; // an algorithm of another family than the key
  }
}

function algorithmOf(bytes: Buffer, algorithm: Element): Algorithm | undefined {
  const [id, parameters] = elementsIn(bytes, algorithm);
  const name = id ? oidText(inside(bytes, id)) : "";
  return name === RSA_PSS && parameters ? pssOf(bytes, parameters) : ALGORITHMS[name];
}

/** RFC 4055 3.1. Both digests are the same, and none is left out: what is left out is SHA-1. A salt that is left out has 20 bytes. */
function pssOf(bytes: Buffer, parameters: Element): Algorithm | undefined {
  const named = new Map([...elementsIn(bytes, parameters)].map((part) => [part.tag, elementAt(bytes, part.content, part.end)]));
  const [hash, mask, salt] = [named.get(0xa0), named.get(0xa1), named.get(0xa2)];
  if (!hash || !mask) return undefined;
  const [hashId] = elementsIn(bytes, hash);
  const [maskId, maskHash] = elementsIn(bytes, mask);
  const [maskHashId] = maskHash ? elementsIn(bytes, maskHash) : [];
  if (!hashId || !maskId || !maskHashId || oidText(inside(bytes, maskId)) !== MGF1 || !inside(bytes, hashId).equals(inside(bytes, maskHashId)))
    return undefined;
  const digest = DIGESTS[oidText(inside(bytes, hashId))];
  return digest === undefined ? undefined : { digest, saltLength: salt ? Number.parseInt(inside(bytes, salt).toString("hex"), 16) : 20 };
}

function coverage(bytes: Buffer, extensions: Element | undefined): Pick<RevocationList, "covers" | "isPart"> {
  const coverage: Pick<RevocationList, "covers" | "isPart"> = { covers: "all", isPart: false };
  for (const extension of extensions ? elementsIn(bytes, extensions) : []) {
    const [id, critical, value] = elementsIn(bytes, extension);
    if (!id || critical?.tag !== BOOLEAN || bytes[critical.content] === 0) continue;
    if (inside(bytes, id).toString("hex") !== ISSUING_DISTRIBUTION_POINT || !value)
      throw new RangeError("The revocation list has a critical extension that is not known");
    for (const { tag, content } of elementsIn(bytes, elementAt(bytes, value.content, value.end))) {
      if (tag === 0xa0) coverage.isPart = true;
      else if (bytes[content] === 0) continue; // a limit that is said not to be there
      else if (tag === 0x81) coverage.covers = "ends";
      else if (tag === 0x82) coverage.covers = "authorities";
      else throw new RangeError("The revocation list speaks of some reasons only, or of several authorities");
    }
  }
  return coverage;
}

const fromPem = (file: Buffer): Buffer => Buffer.from(file.toString("latin1").replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
