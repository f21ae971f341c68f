/** From a caller's certificate to a root that we trust: everything that stays true, apart from time and revocation. */
import { createHash } from "node:crypto";
import type { OrgNumber } from "../../../vocabulary/org-number.ts";
import { ANY_POLICY, type Certificate, KEY_USAGE, readCertificate } from "./certificate.ts";
import type { Authorities, Trust } from "./trust.ts";

/** What an x5c header turned out to be. `chains`: leaf first, root last; several when authorities certified each other. */
export type Reading =
  | { ok: true; leaf: Certificate; organization: OrgNumber; chains: Certificate[][] }
  | { ok: false; refusal: "malformed_x5c" | "untrusted_certificate"; what: string };

const MAX_CERTIFICATES = 6;
/** Characters of base64. Enterprise certificates have about 2,500. */
const MAX_LENGTH = 16_384;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAX_CHAINS = 8;
const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

const malformed = (what: string): Reading => ({ ok: false, refusal: "malformed_x5c", what });
const untrusted = (what: string): Reading => ({ ok: false, refusal: "untrusted_certificate", what });

/** Reads an x5c header and looks for its way to a root, in {@link Trust.readings} first. */
export function readChain(trust: Trust, x5c: unknown): Reading {
  if (!Array.isArray(x5c)) return malformed("It is not a list of certificates.");
  if (x5c.length === 0 || x5c.length > MAX_CERTIFICATES) return malformed(`It is not a list of 1 to ${MAX_CERTIFICATES} certificates.`);
  const texts = x5c as unknown[];
  if (!texts.every((text): text is string => typeof text === "string" && text.length > 0 && text.length <= MAX_LENGTH && BASE64.test(text)))
    return malformed("A certificate is not in base64 (the ordinary alphabet, not base64url).");
  const key = createHash("sha256").update(texts.join()).digest("base64url");
  const known = trust.readings.get(key);
  if (known) return known;
  const reading = read(trust, texts);
  trust.readings.set(key, reading);
  return reading;
}

function read(trust: Trust, texts: string[]): Reading {
  const sent: Certificate[] = [];
  for (const text of texts) {
    const certificate = readCertificate(Buffer.from(text, "base64"));
    if (!certificate) return malformed("A certificate cannot be read.");
    sent.push(certificate);
  }
  const [leaf, ...others] = sent as [Certificate, ...Certificate[]];
  if (leaf.isAuthority) return untrusted("The first certificate in x5c is that of a certificate authority, not of an organisation.");

  const { chains: all, why } = findChains(leaf, others, trust);
  if (all.length === 0) {
    if (findChains(leaf, others, trust.elsewhere).chains.length > 0)
      return untrusted(`It seems to be from the other environment (${trust.environment === "test" ? "production" : "test"}).`);
    if (why) return untrusted(why);
    return untrusted(
      leaf.x509.issuer === leaf.x509.subject && isSigned(leaf, leaf) ? "It is signed by itself." : "Its issuer is not trusted in this environment.",
    );
  }
  const chains = all.filter((chain) => isUnderAcceptedPolicy(chain, trust));
  if (chains.length === 0) return untrusted("It was issued under another certificate policy than those that are accepted here.");
  if (leaf.hasUnknownCritical) return untrusted("It has a critical extension that is not known here.");
  if (leaf.usages !== null && !(leaf.usages & (KEY_USAGE.digitalSignature | KEY_USAGE.nonRepudiation))) return untrusted("Its key is not for signatures.");
  const weakness = weaknessOf(leaf);
  if (weakness) return untrusted(weakness);
  if (leaf.organization === null) return untrusted("It names no Norwegian organisation number.");
  for (const authority of chains.flatMap((chain) => chain.slice(1))) trust.revocation.learn(authority);
  return { ok: true, leaf, organization: leaf.organization, chains };
}

/**
 * Every way from `leaf` to a root over the given authorities and those that were sent. Each link's signature is verified; each issuer is an authority that
 * may sign certificates and may have as many authorities below it as it has (RFC 5280 6.1). Order and superfluous certificates do not matter.
 *
 * @returns the ways, and when there is none, what stopped the one that got furthest
 */
function findChains(
  leaf: Certificate,
  sent: Certificate[],
  { roots, intermediates }: Pick<Authorities, "roots" | "intermediates">,
): { chains: Certificate[][]; why: string | null } {
  const chains: Certificate[][] = [];
  const isRoot = new Set(roots.map(({ digest }) => digest));
  const candidates = [...new Map([...roots, ...intermediates, ...sent].map((candidate) => [candidate.digest, candidate])).values()];
  let why: string | null = null;
  // Once per pair: certificates that certify each other in a ring would otherwise cost a signature on every way through it.
  const signed = new Map<string, boolean>();
  const isSignedBy = (child: Certificate, issuer: Certificate): boolean => {
    const pair = `${child.digest} ${issuer.digest}`;
    if (!signed.has(pair)) signed.set(pair, child.x509.issuer === issuer.x509.subject && isSigned(child, issuer));
    return signed.get(pair)!;
  };
  const climb = (chain: Certificate[]) => {
    const child = chain.at(-1)!;
    for (const issuer of candidates) {
      if (chains.length >= MAX_CHAINS || chain.includes(issuer) || chain.length > MAX_CERTIFICATES) continue;
      if (!isSignedBy(child, issuer)) continue;
      const fault = child.hasWeakDigest ? "It, or a certificate above it, is signed with SHA-1." : faultOf(issuer, chain.length - 1);
      if (fault) why = fault;
      else if (isRoot.has(issuer.digest)) chains.push([...chain, issuer]);
      else climb([...chain, issuer]);
    }
  };
  climb([leaf]);
  return { chains, why };
}

/** Whether the certificate names a policy that is accepted below its root. An authority between the two that names policies must have been allowed it. */
function isUnderAcceptedPolicy(chain: readonly Certificate[], { policies }: Pick<Trust, "policies">): boolean {
  const accepted = policies.get(chain.at(-1)!.digest);
  if (!accepted) return true;
  const [leaf, ...authorities] = chain.slice(0, -1);
  return accepted.some(
    (policy) => leaf!.policies?.includes(policy) && authorities.every(({ policies: own }) => own === null || own.includes(policy) || own.includes(ANY_POLICY)),
  );
}

const isSigned = (child: Certificate, issuer: Certificate): boolean => {
  try {
    return child.x509.verify(issuer.publicKey);
  } catch {
    return false; // a key of another kind than the signature
  }
};

/** @param below authorities between the issuer and the leaf */
function faultOf(issuer: Certificate, below: number): string | null {
  if (!issuer.isAuthority) return "A certificate above it is not that of a certificate authority.";
  if (issuer.usages !== null && !(issuer.usages & KEY_USAGE.keyCertSign)) return "A certificate above it may not sign certificates.";
  if (issuer.pathLength !== null && below > issuer.pathLength) return "There are more certificate authorities above it than one of them allows.";
  if (issuer.hasUnknownCritical) return "A certificate above it has a critical extension that is not known here.";
  return null;
}

function weaknessOf({ publicKey }: Certificate): string | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === "rsa") {
    const bits = details?.modulusLength ?? 0;
    return bits < 2048 ? "Its RSA key has less than 2048 bits." : bits > 8192 ? "Its RSA key has more than 8192 bits." : null;
  }
  if (type === "ec") return CURVES.includes(details?.namedCurve ?? "") ? null : "Its key is on a curve that is not used here.";
  return type === "ed25519" ? null : "Its key is of a kind that is not used here.";
}
