/** Certificates and lists of every kind, also those that no authority should make. */
import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { BasicConstraintsExtension, Extension, type JsonName, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator, X509CrlGenerator } from "./x509.ts";
import { openLog } from "../../log.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { openRevocationLists } from "./revocation.ts";
import { type Authorities, openTrust, type Trust } from "./trust.ts";

export const NOW = Date.UTC(2026, 5, 1, 12);
export const DAY = 24 * 3_600_000;
const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A certificate with the key that belongs to it. */
export type Holder = { certificate: Certificate; publicKey: KeyObject; key: KeyObject; subject: JsonName; x5c: string };

export type Wanted = {
  subject?: JsonName;
  /** null leaves the extension out. */
  authority?: { pathLength?: number } | false | null;
  usages?: number | null;
  from?: number;
  to?: number;
  keys?: { publicKey: KeyObject; privateKey: KeyObject };
  extensions?: Extension[];
  hash?: "SHA-1";
};

let next = 0;
const p256 = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** @param issuer who signs it; null: it signs itself */
export async function certify(issuer: Holder | null, wanted: Wanted = {}): Promise<Holder> {
  const { publicKey, privateKey: key } = wanted.keys ?? p256();
  const { authority = {}, usages = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign } = wanted;
  const subject = wanted.subject ?? [{ C: ["NO"] }, { CN: [`Authority ${++next}`] }];
  const extensions = [...(wanted.extensions ?? [])];
  if (authority !== null)
    extensions.push(authority === false ? new BasicConstraintsExtension(false) : new BasicConstraintsExtension(true, authority.pathLength, true));
  if (usages !== null) extensions.push(new KeyUsagesExtension(usages, true));
  const made = await X509CertificateGenerator.create({
    serialNumber: `40${randomBytes(8).toString("hex")}`,
    subject,
    issuer: issuer?.subject ?? subject,
    notBefore: new Date(wanted.from ?? NOW - 30 * DAY),
    notAfter: new Date(wanted.to ?? NOW + 300 * DAY),
    publicKey: Buffer.from(publicKey.export({ type: "spki", format: "der" })),
    signingAlgorithm: { ...SIGNING, hash: wanted.hash ?? SIGNING.hash },
    signingKey: signingKey(issuer?.key ?? key),
    extensions,
  });
  const der = Buffer.from(made.rawData);
  const certificate = readCertificate(der);
  if (!certificate) throw new Error("what was made cannot be read");
  return { certificate, publicKey, key, subject, x5c: der.toString("base64") };
}

/** An enterprise certificate. @param identity the attributes that name the organisation */
export const certifyLeaf = (issuer: Holder | null, identity: JsonName = SEID2("310801011"), wanted: Wanted = {}): Promise<Holder> =>
  certify(issuer, {
    subject: [{ C: ["NO"] }, { O: ["Tindøy kommune"] }, ...identity],
    authority: false,
    usages: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation,
    ...wanted,
  });

export const SEID2 = (orgNumber: string): JsonName => [{ "2.5.4.97": [`NTRNO-${orgNumber}`] }];
export const SEID1 = (orgNumber: string): JsonName => [{ "2.5.4.5": [orgNumber] }];

/** A revocation list. */
export async function listOf(
  issuer: Holder,
  wanted: { revoked?: Holder[]; from?: number; to?: number; signedBy?: Holder; extensions?: Extension[] } = {},
): Promise<Buffer> {
  const list = await X509CrlGenerator.create({
    issuer: issuer.subject,
    thisUpdate: new Date(wanted.from ?? NOW - DAY),
    nextUpdate: new Date(wanted.to ?? NOW + DAY),
    entries: (wanted.revoked ?? []).map(({ certificate }) => ({ serialNumber: certificate.serial, revocationDate: new Date(NOW - DAY) })),
    extensions: wanted.extensions ?? [],
    signingAlgorithm: SIGNING,
    signingKey: signingKey((wanted.signedBy ?? issuer).key),
  });
  return Buffer.from(list.rawData);
}

const signingKey = (key: KeyObject): CryptoKey => key.toCryptoKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]) as CryptoKey;

/** Trust in `roots`, with the lists given. */
export function trusting(
  roots: Holder[],
  intermediates: Holder[],
  lists: () => readonly Buffer[],
  more: { elsewhere?: Trust["elsewhere"]; requireRevocationLists?: boolean; policies?: [root: Holder, accepted: string[]][] } = {},
): Trust {
  const own: Authorities = {
    roots: roots.map(({ certificate }) => certificate),
    intermediates: intermediates.map(({ certificate }) => certificate),
    policies: new Map(more.policies?.map(([root, accepted]) => [root.certificate.digest, accepted])),
  };
  const revocation = openRevocationLists({ authorities: [...own.roots, ...own.intermediates], local: async () => lists() }, openLog("fatal"), () => NOW);
  const { elsewhere = { roots: [], intermediates: [] }, requireRevocationLists = true } = more;
  return openTrust({ name: "test", requireRevocationLists }, { own, elsewhere, revocation });
}
