import type { KeyObject } from "node:crypto";
import type { OrgNumber } from "../../../vocabulary/org-number.ts";
import type { Certificate } from "./certificate.ts";
import { readChain } from "./chain.ts";
import type { Trust } from "./trust.ts";

export type CertificateCheck =
  | { ok: true; publicKey: KeyObject; organization: OrgNumber; serial: string }
  | { ok: false; refusal: "malformed_x5c" | "untrusted_certificate"; what: string };

/**
 * Decides whether an x5c header holds an enterprise certificate that this environment accepts (SEC-013).
 *
 * The organisation's own certificate stands first; it may stand alone. The chain to a configured root is built from the configured intermediates and those
 * that were sent; every link's signature, authority and dates are checked, and every certificate but the root must not be revoked. Nothing that the message
 * names is fetched.
 *
 * @param x5c RFC 7515 4.1.6: a list of certificates, DER in ordinary base64
 * @param now milliseconds since 1970
 * @returns `what`, a sentence in ASCII without anything from the certificate, for the caller. Never throws because of `x5c`.
 */
export async function checkEnterpriseCertificate(trust: Trust, x5c: unknown, now: number): Promise<CertificateCheck> {
  const reading = readChain(trust, x5c);
  if (!reading.ok) return reading;
  let first: string | null = null;
  for (const chain of reading.chains) {
    const fault = await faultNow(trust, chain, now);
    if (!fault) return { ok: true, publicKey: reading.leaf.publicKey, organization: reading.organization, serial: reading.leaf.serial };
    first ??= fault;
  }
  return { ok: false, refusal: "untrusted_certificate", what: first! };
}

/** What may change from one request to the next: dates and revocation. */
async function faultNow(trust: Trust, chain: Certificate[], now: number): Promise<string | null> {
  for (const [i, { validFrom, validTo }] of chain.entries()) {
    const subject = i === 0 ? "It" : "A certificate above it";
    if (now < validFrom) return `${subject} is not valid yet.`;
    if (now > validTo) return `${subject} has expired.`;
  }
  for (const [i, certificate] of chain.slice(0, -1).entries()) {
    const status = await trust.revocation.status(chain[i + 1]!, certificate, now);
    if (status === "revoked") return i === 0 ? "It has been revoked." : "A certificate above it has been revoked.";
    if (status === "unavailable" && trust.requireRevocationLists) return "Its revocation list is not available.";
  }
  return null;
}
