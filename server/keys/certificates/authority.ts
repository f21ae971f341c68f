/**
 * The test authority: enterprise certificates for developers, since real ones are bought. One root and one issuing authority per environment, made on
 * first use. Development mode only. Its files are its memory: several processes (a server, the command line) may use one folder at once.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from "./x509.ts";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { OrgNumber } from "../../../vocabulary/org-number.ts";
import { CannotStart } from "../../../installation/cannot-start.ts";
import type { Settings } from "../../config.ts";
import { ANY_POLICY, type Certificate, readPem } from "./certificate.ts";

const DAY_MS = 24 * 3_600_000;
const LIST_MS = DAY_MS;
const AUTHORITY_DAYS = 3_650;
const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export type IssuedCertificate = {
  /** The organisation's certificate. */
  certPem: string;
  /** It, and the issuing authority's after it: what goes into x5c. */
  chainPem: string;
  /** PKCS #8. Kept nowhere else. */
  keyPem: string;
  /** Upper-case hex. */
  serial: string;
};

export type Authority = {
  rootPem: string;
  issuingPem: string;
  /** @param wanted.days how long it is valid, from now */
  issue(wanted: { orgNumber: OrgNumber; name: string; days: number; kind: "SEID2" | "SEID1" }): Promise<IssuedCertificate>;
  /** Whether it noted that it issued, or revoked, a certificate with this serial. Of certificates made before it noted them it cannot tell. */
  knows(serial: string): boolean;
  /** Revokes a certificate at once here, and within a second in other processes, also one that it does not know. Again is no error. */
  revoke(serial: string): void;
  isRevoked(serial: string): boolean;
  /** The issuing authority's list, DER: next update within a day, made anew when something was revoked. The same buffer until then. */
  revocationList(): Promise<Buffer>;
  /** The root's list, DER: the issuing authority is never on it. */
  rootRevocationList(): Promise<Buffer>;
};

/**
 * Opens the test authority of an environment, making it where there is none.
 *
 * @throws CannotStart in production mode: nobody proves who they are with a certificate that anyone can make
 */
export async function openAuthority(settings: Pick<Settings, "mode" | "dataFolder" | "environments">, env: EnvironmentName): Promise<Authority> {
  if (settings.mode !== "development") throw new CannotStart("The test authority makes certificates for anyone: it is not for production mode.");
  const folder = join(settings.dataFolder, "authority", env);
  if (!existsSync(folder)) await make(folder, env);
  return open(folder, `${settings.environments[env].issuer}authority/revoked.crl`);
}

/** The policy of its certificates, in the branch for examples (2.999): what a setting that asks for a policy can name in tests. */
export const TEST_POLICY = "2.999.1.1";
const LIST_NUMBER = "2.5.29.20";
const SERIAL = /^[0-9A-F]{2,40}$/;

type Signer = { certificate: Certificate; key: CryptoKey };

function open(folder: string, listUrl: string): Authority {
  const signer = (name: string): Signer & { pem: string } => {
    const pem = readFileSync(join(folder, `${name}.pem`), "utf8");
    return { pem, certificate: only(pem), key: toCryptoKey(createPrivateKey(readFileSync(join(folder, `${name}.key`), "utf8"))) };
  };
  const root = signer("root");
  const issuing = signer("issuing");
  const revokedFolder = join(folder, "revoked");
  const issuedFolder = join(folder, "issued");
  mkdirSync(issuedFolder, { recursive: true, mode: 0o700 }); // missing in one that was made before it noted what it issues
  let seen = { at: Number.NaN, serials: new Set<string>() };
  const list = { ...NO_LIST };
  const rootList = { ...NO_LIST };

  /** The folder's own time tells whether a file was added, once it is older than the grain of the clock that file systems keep. */
  const revoked = (): Set<string> => {
    const at = statSync(revokedFolder).mtimeMs;
    if (at !== seen.at || Date.now() - at < 1_000) {
      const serials = readdirSync(revokedFolder).filter((name) => SERIAL.test(name));
      if (serials.length !== seen.serials.size) seen = { at, serials: new Set(serials) };
      else seen.at = at;
    }
    return seen.serials;
  };
  const current = async (held: HeldList, by: Signer, serials: Set<string>): Promise<Buffer> => {
    if (held.serials !== serials || Date.now() > held.until - LIST_MS / 2) {
      Object.assign(held, { serials, until: Date.now() + LIST_MS, der: makeList(by, serials, revokedFolder) });
      held.der.catch(() => Object.assign(held, NO_LIST)); // the next to ask tries again
    }
    return held.der;
  };

  return {
    rootPem: root.pem,
    issuingPem: issuing.pem,
    async issue({ orgNumber, name, days, kind }) {
      const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const subject: JsonName = [
        { C: ["NO"] },
        { O: [name] },
        kind === "SEID2" ? { "2.5.4.97": [`NTRNO-${orgNumber}`] } : { "2.5.4.5": [orgNumber] },
        { CN: [name] },
      ];
      const { pem, serial } = await makeCertificate({
        subject,
        days,
        publicKey: pair.publicKey,
        by: issuing,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
          new CertificatePolicyExtension([TEST_POLICY]),
          new CRLDistributionPointsExtension([listUrl]),
        ],
      });
      writeFileSync(join(issuedFolder, serial), "", { mode: 0o600 });
      return { certPem: pem, chainPem: pem + issuing.pem, keyPem: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string, serial };
    },
    knows: (serial) => SERIAL.test(serial) && (existsSync(join(issuedFolder, serial)) || existsSync(join(revokedFolder, serial))),
    revoke(serial) {
      if (!SERIAL.test(serial)) throw new RangeError("A serial number is hexadecimal, in capitals");
      // A file per certificate, made if it is not there: two processes that revoke at once both succeed.
      writeFileSync(join(revokedFolder, serial), "", { mode: 0o600, flag: "a" });
    },
    isRevoked: (serial) => revoked().has(serial),
    revocationList: async () => current(list, issuing, revoked()),
    rootRevocationList: async () => current(rootList, root, NOBODY),
  };
}

type HeldList = { serials: Set<string> | null; until: number; der: Promise<Buffer> };
const NO_LIST: HeldList = { serials: null, until: 0, der: Promise.resolve(Buffer.alloc(0)) };
const NOBODY = new Set<string>();

async function makeList(by: Signer, serials: Set<string>, revokedFolder: string): Promise<Buffer> {
  const list = await X509CrlGenerator.create({
    issuer: new Name(by.certificate.subject),
    thisUpdate: new Date(),
    nextUpdate: new Date(Date.now() + LIST_MS),
    entries: [...serials].map((serialNumber) => ({ serialNumber, revocationDate: statSync(join(revokedFolder, serialNumber)).mtime })),
    // RFC 5280 5.2 asks for both in every list. The number grows: it is the time.
    extensions: [await AuthorityKeyIdentifierExtension.create(spki(by.certificate.publicKey)), new Extension(LIST_NUMBER, false, timeAsInteger())],
    signingAlgorithm: SIGNING,
    signingKey: by.key,
  });
  return Buffer.from(list.rawData);
}

/** Made beside and moved into place: whole or not at all; of two processes that do it at once, one wins and both use it. */
async function make(folder: string, env: EnvironmentName): Promise<void> {
  const beside = `${folder}.${randomUUID()}`;
  mkdirSync(join(beside, "revoked"), { recursive: true, mode: 0o700 });
  try {
    const write = (name: string, pem: string, key: KeyObject) => {
      writeFileSync(join(beside, `${name}.key`), key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
      writeFileSync(join(beside, `${name}.pem`), pem, { mode: 0o600 });
    };
    const authorityUse = new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true);
    const name = (what: string): JsonName => [{ C: ["NO"] }, { O: ["Fullmakt test authority"] }, { CN: [`Fullmakt ${env} ${what} (not for real use)`] }];
    const rootKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const root = await makeCertificate({
      subject: name("root"),
      days: AUTHORITY_DAYS,
      publicKey: rootKeys.publicKey,
      by: { key: toCryptoKey(rootKeys.privateKey) },
      extensions: [new BasicConstraintsExtension(true, 1, true), authorityUse],
    });
    write("root", root.pem, rootKeys.privateKey);
    const issuingKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const issuing = await makeCertificate({
      subject: name("issuing authority"),
      days: AUTHORITY_DAYS,
      publicKey: issuingKeys.publicKey,
      by: { key: toCryptoKey(rootKeys.privateKey), certificate: only(root.pem) },
      extensions: [new BasicConstraintsExtension(true, 0, true), authorityUse, new CertificatePolicyExtension([ANY_POLICY])],
    });
    write("issuing", issuing.pem, issuingKeys.privateKey);
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(folder)) throw new CannotStart(`The test authority could not be made in ${dirname(folder)}: ${(error as Error).message}.`);
  }
}

type Wanted = { subject: JsonName; days: number; publicKey: KeyObject; by: { key: CryptoKey; certificate?: Certificate }; extensions: Extension[] };

async function makeCertificate({ subject, days, publicKey, by, extensions }: Wanted): Promise<{ pem: string; serial: string }> {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40; // positive, and without zeros in front
  // A minute back: the other side's clock may be a little behind.
  const notBefore = new Date(Date.now() - 60_000);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial.toString("hex"),
    subject,
    issuer: by.certificate ? new Name(by.certificate.subject) : subject,
    notBefore,
    notAfter: new Date(Date.now() + days * DAY_MS),
    publicKey: spki(publicKey),
    signingAlgorithm: SIGNING,
    signingKey: by.key,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(spki(publicKey)),
      await AuthorityKeyIdentifierExtension.create(spki(by.certificate?.publicKey ?? publicKey)),
    ],
  });
  return { pem: `${certificate.toString("pem").trim()}\n`, serial: serial.toString("hex").toUpperCase() };
}

/** Milliseconds since 1970 as a DER INTEGER. */
function timeAsInteger(): Buffer<ArrayBuffer> {
  const integer = Buffer.alloc(8);
  integer.set([0x02, 6]);
  integer.writeUIntBE(Date.now(), 2, 6);
  return integer;
}

const spki = (key: KeyObject): Buffer<ArrayBuffer> => Buffer.from(key.export({ type: "spki", format: "der" }));
const toCryptoKey = (key: KeyObject): CryptoKey => key.toCryptoKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]) as CryptoKey;

function only(pem: string): Certificate {
  const [certificate] = readPem(pem);
  if (!certificate) throw new CannotStart("A certificate of the test authority cannot be read: remove its folder, and a new one is made.");
  return certificate;
}
