import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, X509Certificate as ParsedCertificate } from "./x509.ts";
import { type OrgNumber, parseOrgNumber } from "../../../vocabulary/org-number.ts";
import { elementAt, elementsIn, inside, oidText, whole } from "./der.ts";

/** What we need to know of one certificate. Reading says nothing about trust. */
export type Certificate = {
  der: Buffer<ArrayBuffer>;
  /** SHA-256 of the whole certificate, base64url. */
  digest: string;
  x509: X509Certificate;
  publicKey: KeyObject;
  /** The subject's name, DER as it stands in the certificate. */
  subject: Buffer<ArrayBuffer>;
  /** Upper-case hex. */
  serial: string;
  /** Milliseconds since 1970. */
  validFrom: number;
  validTo: number;
  isAuthority: boolean;
  /** How many authorities may stand between it and the end of the chain; null: no limit. */
  pathLength: number | null;
  /** Key usages (RFC 5280 4.2.1.3), null when the certificate does not limit them. */
  usages: number | null;
  /** The policies under which it was issued (RFC 5280 4.2.1.4), null when it names none. */
  policies: readonly string[] | null;
  /** A critical extension that we do not process: such a certificate must not be trusted (RFC 5280 4.2). */
  hasUnknownCritical: boolean;
  /** The algorithm of its signature uses SHA-1 or MD5. */
  hasWeakDigest: boolean;
  /** The organisation it names, null when it names none, several, or no Norwegian one. */
  organization: OrgNumber | null;
};

export { KeyUsageFlags as KEY_USAGE };

const ORGANIZATION_IDENTIFIER = "2.5.4.97";
const SERIAL_NUMBER = "2.5.4.5";
const POLICIES = "2.5.29.32";
/** RFC 5280 4.2.1.4: an authority that may issue under whatever policy. */
export const ANY_POLICY = "2.5.29.32.0";

/** Basic constraints, key usage, extended key usage, policies, alternative name: read here, or without meaning for our question. */
const PROCESSED = new Set(["2.5.29.19", "2.5.29.15", "2.5.29.37", POLICIES, "2.5.29.17"]);

/** Reads a certificate from DER. Returns null for anything that is not exactly one certificate. */
export function readCertificate(der: Buffer<ArrayBuffer>): Certificate | null {
  try {
    const x509 = new X509Certificate(der);
    if (!x509.raw.equals(der)) return null;
    const parsed = new ParsedCertificate(der);
    const constraints = parsed.getExtension(BasicConstraintsExtension);
    return {
      der,
      digest: createHash("sha256").update(der).digest("base64url"),
      x509,
      publicKey: x509.publicKey,
      subject: subjectOf(der),
      serial: x509.serialNumber,
      validFrom: x509.validFromDate.getTime(),
      validTo: x509.validToDate.getTime(),
      isAuthority: constraints?.ca ?? false,
      pathLength: constraints?.pathLength ?? null,
      usages: parsed.getExtension(KeyUsagesExtension)?.usages ?? null,
      policies: policiesOf(parsed),
      hasUnknownCritical: parsed.extensions.some(({ critical, type }) => critical && !PROCESSED.has(type)),
      hasWeakDigest: /sha-?1$|md5/i.test(hashOf(parsed)),
      organization: organizationOf(parsed),
    };
  } catch {
    return null;
  }
}

/** All certificates of a PEM file. */
export function readPem(pem: string): (Certificate | null)[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => readCertificate(Buffer.from(block.replaceAll(/-----[^-]+-----|\s/g, ""), "base64")));
}

const hashOf = ({ signatureAlgorithm }: ParsedCertificate): string => (signatureAlgorithm as { hash?: { name?: string } }).hash?.name ?? "";

/**
 * The organisation number in the subject. SEID 2 has it in organizationIdentifier, `NTRNO-310801011` (ETSI EN 319 412-1, 5.1.4); SEID 1 as nine digits in
 * serialNumber. Where the newer one is there, only it counts.
 */
function organizationOf(parsed: ParsedCertificate): OrgNumber | null {
  const identifiers = parsed.subjectName.getField(ORGANIZATION_IDENTIFIER);
  if (identifiers.length > 0) return identifiers.length === 1 && identifiers[0]!.startsWith("NTRNO-") ? parseOrgNumber(identifiers[0]!.slice(6)) : null;
  const serials = parsed.subjectName.getField(SERIAL_NUMBER);
  return serials.length === 1 ? parseOrgNumber(serials[0]) : null;
}

function policiesOf(parsed: ParsedCertificate): string[] | null {
  const extension = parsed.getExtension(POLICIES);
  if (!extension) return null;
  const bytes = Buffer.from(extension.value);
  return [...elementsIn(bytes, elementAt(bytes, 0))].map((policy) => oidText(inside(bytes, elementAt(bytes, policy.content, policy.end))));
}

/** The sixth part of the signed part (RFC 5280 4.1), the fifth when the version is left out. */
function subjectOf(der: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const [signed] = elementsIn(der, elementAt(der, 0));
  const parts = [...elementsIn(der, signed!)];
  return Buffer.from(whole(der, parts[parts[0]!.tag === 0xa0 ? 5 : 4]!));
}
