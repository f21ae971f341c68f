import { type KeyObject, verify } from "node:crypto";
import { type Element, elementAt, elementsIn, inside, serialText, TAG, timeOf, whole } from "./der.ts";

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
  digest: string | null | undefined;
};

/** Signature algorithms by their DER object identifier in hex, with the digest that goes with the key. Ed25519 needs none. SHA-1 is not among them. */
const DIGESTS: Record<string, string | null> = {
  "2a864886f70d01010b": "sha256",
  "2a864886f70d01010c": "sha384",
  "2a864886f70d01010d": "sha512",
  "2a8648ce3d040302": "sha256",
  "2a8648ce3d040303": "sha384",
  "2a8648ce3d040304": "sha512",
  "2b6570": null,
};
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
  const [algorithmId] = elementsIn(bytes, algorithm);
  return {
    issuer: whole(bytes, issuer),
    ...dates,
    revoked,
    ...coverage(bytes, extensions),
    signed: whole(bytes, signed),
    signature: bytes.subarray(signature.content + 1, signature.end),
    digest: algorithmId ? DIGESTS[inside(bytes, algorithmId).toString("hex")] : undefined,
  };
}

/** Whether the owner of `key` signed the list, with an algorithm that we take. */
export function isSignedBy({ signed, signature, digest }: RevocationList, key: KeyObject): boolean {
  if (digest === undefined) return false;
  try {
    return verify(digest, signed, key, signature);
  } catch {
    return false; // an algorithm of another family than the key
  }
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
