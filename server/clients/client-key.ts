/**
 * Reads a public key that someone sends for a client: a JWK, a public key in PEM, or a certificate. Pure: the same text gives the same answer.
 *
 * A private key is refused without being parsed, and no refusal here carries a cause: the message of a parser may quote what it was given (SEC-150).
 */
import { createPublicKey, X509Certificate } from "node:crypto";
import { identifier } from "../../contract/selfservice-client.ts";
import { Refused } from "../http/refused.ts";
import { algorithmsFor, type KeyMembers, membersOfKeyObject, readKeyMembers, thumbprintOf } from "./public-key.ts";

/** A key in the one form in which it is kept and shown. */
export type PublicJwk = KeyMembers & { use: "sig"; kid: string; alg: string; x5c?: string[] };

export type SuppliedKey = {
  kid: string;
  /** Public members only. `alg` is always there; whether it binds says `pinned`. */
  jwk: PublicJwk;
  alg: string;
  /** true: the sender named `alg`, and signatures with another are refused. false: `alg` is the first of the family. */
  pinned: boolean;
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: string;
  /** Has `x5c`: the client is tied to that certificate, which is checked when it is used. */
  certificate: boolean;
  /** When the sender, or the certificate, lets it end. null: neither says. */
  endsAt: Date | null;
};

/** Longest body with keys, in characters: five RSA-8192 keys with chains of certificates fit. */
export const MAXIMUM_KEY_TEXT = 65_536;
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const MAXIMUM_CERTIFICATES = 10;
const LAST_MOMENT_SECONDS = 8_640_000_000_000; // the largest JavaScript Date

type Limits = { minimumClientKeyBits: number };

/**
 * Reads one JWK.
 *
 * @param value anything that came out of JSON
 * @param kid the key id where the JWK names none (the one in the path); else the thumbprint becomes it
 * @throws Refused private_key_sent, key_not_readable, key_kind_not_allowed, key_too_weak, key_identifier_invalid; never anything else
 */
export function readJwk(value: unknown, { minimumClientKeyBits }: Limits, kid?: string): SuppliedKey {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refused("key_not_readable");
  const jwk: Record<string, unknown> = Object.assign(Object.create(null), value);
  if (PRIVATE_MEMBERS.some((name) => given(jwk[name]))) throw new Refused("private_key_sent");
  const members = readKeyMembers(jwk, minimumClientKeyBits);
  if (given(jwk.use) && jwk.use !== "sig") throw new Refused("key_kind_not_allowed", { members: { what: "use must be sig." } });
  const certificates = readChain(jwk.x5c);
  const leaf = certificates[0];
  if (leaf && thumbprintOf(membersOf(leaf, minimumClientKeyBits)) !== thumbprintOf(members)) throw new Refused("key_not_readable");
  const ends = [readExp(jwk.exp), leaf ? leaf.validToDate : null].filter((end) => end !== null);
  const endsAt = ends.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return supplied(members, { kid: given(jwk.kid) ? jwk.kid : kid, alg: jwk.alg, chain: certificates.map((one) => one.raw.toString("base64")), endsAt });
}

/**
 * Reads a key in whatever form it comes: JSON that begins with `{`, a PEM block, or either as a JSON string. Of several blocks the first counts.
 *
 * A certificate in PEM is only the wrapping of a key: the client is tied to a certificate by a JWK with `x5c`. Its last day still ends the key.
 *
 * @throws as {@link readJwk}
 */
export function readKeyText(text: string, limits: Limits): SuppliedKey {
  if (text.length > MAXIMUM_KEY_TEXT) throw new Refused("key_not_readable");
  if (/PRIVATE KEY/i.test(text)) throw new Refused("private_key_sent");
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return readJwk(parseJson(trimmed), limits);
  if (trimmed.startsWith('"')) {
    const inner = parseJson(trimmed);
    if (typeof inner !== "string" || inner.trimStart().startsWith('"')) throw new Refused("key_not_readable");
    return readKeyText(inner, limits);
  }
  return readPem(trimmed, limits);
}

/** A key id that may stand in a path. @throws Refused key_identifier_invalid */
export function readKid(kid: unknown): string {
  const read = identifier.safeParse(kid);
  if (!read.success) throw new Refused("key_identifier_invalid", { fields: [{ field: "kid", message: "is missing or has other characters" }] });
  return read.data;
}

/** Reads one key of several, and names it in what is thrown. @param field where it stands, such as `keys.1` */
export function readNamed<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const inner = error.fields.splice(0).map((one) => ({ field: `${field}.${one.field}`, message: one.message }));
    error.fields.push(...(inner.length > 0 ? inner : [{ field, message: error.description }]));
    throw error;
  }
}

function readPem(whole: string, { minimumClientKeyBits }: Limits): SuppliedKey {
  const text = whole.slice(Math.max(0, whole.indexOf("-----BEGIN "))); // programs write lines about the certificate above it
  const label = /^-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----/.exec(text)?.[1];
  const end = `-----END ${label}-----`;
  const until = text.indexOf(end);
  if (label === undefined || until < 0) throw new Refused("key_not_readable");
  const block = text.slice(0, until + end.length);
  if (label === "CERTIFICATE") {
    const certificate = parseCertificate(block);
    return supplied(membersOf(certificate, minimumClientKeyBits), { endsAt: certificate.validToDate });
  }
  const key = parsing(() => createPublicKey({ key: block, format: "pem" }));
  return supplied(membersOfKeyObject(key, minimumClientKeyBits), { endsAt: null });
}

function supplied(members: KeyMembers, { kid, alg, chain = [], endsAt }: { kid?: unknown; alg?: unknown; chain?: string[]; endsAt: Date | null }): SuppliedKey {
  const thumbprint = thumbprintOf(members);
  const chosen = readKid(kid ?? thumbprint);
  const possible = algorithmsFor(members);
  const pinned = given(alg) && alg !== "";
  if (pinned && !possible.includes(alg as string))
    throw new Refused("key_kind_not_allowed", { members: { what: `alg of this key must be ${possible.join(" or ")}.` } });
  const shown = pinned ? (alg as string) : possible[0]!;
  const jwk: PublicJwk = { ...members, use: "sig", kid: chosen, alg: shown, ...(chain.length > 0 ? { x5c: chain } : {}) };
  return { kid: chosen, jwk, alg: shown, pinned, thumbprint, certificate: chain.length > 0, endsAt };
}

/** Certificates of `x5c`: standard base64 of DER (RFC 7517 section 4.7). */
function readChain(x5c: unknown): X509Certificate[] {
  if (!given(x5c)) return [];
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MAXIMUM_CERTIFICATES) throw new Refused("key_not_readable");
  return x5c.map((one: unknown) => {
    if (typeof one !== "string" || one.length > 16_384 || !/^[A-Za-z0-9+/]+={0,2}$/.test(one)) throw new Refused("key_not_readable");
    return parseCertificate(Buffer.from(one, "base64"));
  });
}

const parseCertificate = (source: string | Buffer): X509Certificate =>
  parsing(() => {
    const certificate = new X509Certificate(source);
    if (Number.isNaN(certificate.validToDate.getTime())) throw new Error("no date");
    return certificate;
  });

const membersOf = (certificate: X509Certificate, minimumBits: number): KeyMembers =>
  membersOfKeyObject(
    parsing(() => certificate.publicKey),
    minimumBits,
  );

/** `exp` in seconds since 1970. One beyond what a clock can show is as good as none: a key lives a year at most. */
function readExp(exp: unknown): Date | null {
  if (!given(exp)) return null;
  if (typeof exp !== "number" || !Number.isFinite(exp))
    throw new Refused("key_not_readable", { fields: [{ field: "exp", message: "is not a number of seconds since 1970" }] });
  return exp >= LAST_MOMENT_SECONDS ? null : new Date(Math.max(0, Math.floor(exp)) * 1_000);
}

const parseJson = (text: string): unknown => parsing(() => JSON.parse(text) as unknown);

function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new Refused("key_not_readable");
  }
}

const given = (value: unknown): boolean => value !== undefined && value !== null;
