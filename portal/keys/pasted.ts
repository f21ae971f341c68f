/**
 * Reads in the browser what somebody pasted as the key of a client, to say it back in plain words before it is sent. The server reads it again and decides
 * (server/clients/client-key.ts). A private key is seen here, and goes no further. Pure.
 */
import { base64UrlOf, bytesOfBase64, pemOf } from "./base64.ts";
import { bitsOf, type Der, hexOf, readAll, readOne } from "./der.ts";

/** As the API takes one: a JWK, or text in PEM. */
export type SentKey = Record<string, unknown> | string;

export type ReadKey = {
  sent: SentKey;
  form: "jwk" | "pem" | "certificate";
  kind: "RSA" | "P-256" | "P-384" | "P-521" | "Ed25519";
  bits: number;
  /** The key id that the sender chose. Without one the server takes the thumbprint. */
  kid: string | null;
  /** The end that the key brings itself: of the certificate, or `exp`. */
  endsAt: Date | null;
  /** How long it will work when it is sent now: a year at most. */
  until: Date;
  /** Whose certificate it is. */
  holder: string | null;
};

export type Pasted =
  | { state: "empty" }
  | { state: "read"; keys: ReadKey[] }
  | { state: "private" }
  | { state: "unreadable" }
  | { state: "not_allowed" }
  | { state: "too_weak"; bits: number }
  | { state: "ended"; endedAt: Date }
  | { state: "too_many" };

/** What a client can have at once. */
const MAXIMUM_KEYS = 5;
const YEAR_MS = 365 * 86_400_000;
const MINIMUM_RSA_BITS = 2_048;
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

class Stop extends Error {
  readonly pasted: Pasted;
  constructor(pasted: Pasted) {
    super(pasted.state);
    this.pasted = pasted;
  }
}
const unreadable = () => new Stop({ state: "unreadable" });
const notAllowed = () => new Stop({ state: "not_allowed" });

/** @param now milliseconds since 1970 */
export function readPasted(text: string, now: number = Date.now()): Pasted {
  const trimmed = text.trim();
  if (trimmed === "") return { state: "empty" };
  try {
    if (/PRIVATE KEY/i.test(trimmed)) throw new Stop({ state: "private" });
    const keys = /^[{["]/.test(trimmed) ? readJson(trimmed) : [readText(trimmed)];
    if (keys.length === 0) throw unreadable();
    if (keys.length > MAXIMUM_KEYS) throw new Stop({ state: "too_many" });
    const ended = keys.find(({ endsAt }) => endsAt !== null && endsAt.getTime() <= now);
    if (ended) return { state: "ended", endedAt: ended.endsAt! };
    return { state: "read", keys: keys.map((key) => ({ ...key, until: new Date(Math.min(key.endsAt?.getTime() ?? Infinity, now + YEAR_MS)) })) };
  } catch (error) {
    // What a reader throws may quote what it was given: nothing of it is kept.
    return error instanceof Stop ? error.pasted : { state: "unreadable" };
  }
}

type Found = Omit<ReadKey, "until">;

function readJson(text: string): Found[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A private key that was cut off in the copying is one still.
    throw /"d"\s*:/.test(text) ? new Stop({ state: "private" }) : unreadable();
  }
  if (typeof value === "string" && !value.trim().startsWith('"')) return valueOf(readPasted(value, 0));
  const set = Array.isArray(value) ? value : isObject(value) && Array.isArray(value.keys) ? value.keys : [value];
  const jwks = set.map((one: unknown) => {
    if (!isObject(one)) throw unreadable();
    return one;
  });
  if (jwks.some((jwk) => PRIVATE_MEMBERS.some((name) => jwk[name] !== undefined && jwk[name] !== null))) throw new Stop({ state: "private" });
  return jwks.map(readJwk);
}

/** Of what stood within something else. */
function valueOf(pasted: Pasted): Found[] {
  if (pasted.state === "read") return pasted.keys;
  throw new Stop(pasted);
}

function readJwk(jwk: Record<string, unknown>): Found {
  if (jwk.use !== undefined && jwk.use !== null && jwk.use !== "sig") throw notAllowed();
  const [leaf] = Array.isArray(jwk.x5c) ? jwk.x5c : [];
  const certificate = typeof leaf === "string" ? readCertificate(bytesOfBase64(leaf)) : null;
  const ends = [typeof jwk.exp === "number" ? jwk.exp * 1_000 : null, certificate?.endsAt.getTime() ?? null].filter((end) => end !== null);
  return {
    sent: jwk,
    form: "jwk",
    ...kindOfJwk(jwk),
    kid: typeof jwk.kid === "string" ? jwk.kid : null,
    endsAt: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    holder: certificate?.holder ?? null,
  };
}

type Kind = Pick<ReadKey, "kind" | "bits">;

function kindOfJwk({ kty, crv, n, x, y }: Record<string, unknown>): Kind {
  if (kty === "RSA") return typeof n === "string" ? rsa(bytesOfBase64(n)) : stop(unreadable());
  if (typeof crv !== "string" || typeof x !== "string") throw kty === "oct" ? new Stop({ state: "private" }) : unreadable();
  if (kty === "OKP" && crv === "Ed25519") return { kind: "Ed25519", bits: 256 };
  const curve = Object.values(CURVES).find(({ kind }) => kind === crv);
  if (kty !== "EC" || !curve) throw notAllowed();
  return typeof y === "string" ? curve : stop(unreadable());
}

function stop(reason: Stop): never {
  throw reason;
}

function rsa(modulus: Uint8Array): Kind {
  const bits = bitsOf(modulus);
  if (bits < MINIMUM_RSA_BITS) throw new Stop({ state: "too_weak", bits });
  return { kind: "RSA", bits };
}

/** A block of PEM, with or without what programs write above it; or its inside alone, as some people copy it. */
function readText(text: string): Found {
  const block = /-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \1-----/.exec(text);
  const [label, inside] = block ? [block[1]!, block[2]!] : [null, text];
  const bytes = bytesOfBase64(inside);
  if (isPrivate(bytes)) throw new Stop({ state: "private" });
  const pem = (name: string) => ({ sent: pemOf(name, bytes), kid: null });
  if (label === "CERTIFICATE" || (label === null && isCertificate(bytes))) {
    const { endsAt, holder, ...kind } = readCertificate(bytes);
    return { ...pem("CERTIFICATE"), ...kind, form: "certificate", endsAt, holder };
  }
  const bare = { form: "pem", endsAt: null, holder: null } as const;
  if (label === "RSA PUBLIC KEY") return { ...pem(label), ...rsaOfPkcs1(bytes), ...bare };
  if (label === "PUBLIC KEY" || label === null) return { ...pem("PUBLIC KEY"), ...kindOfInfo(bytes), ...bare };
  throw unreadable();
}

const SEQUENCE = 0x30;
const OID_RSA = "2a864886f70d010101";
const OID_EC = "2a8648ce3d0201";
const OID_ED25519 = "2b6570";
const CURVES: Record<string, Kind> = {
  "2a8648ce3d030107": { kind: "P-256", bits: 256 },
  "2b81040022": { kind: "P-384", bits: 384 },
  "2b81040023": { kind: "P-521", bits: 521 },
};

/** SubjectPublicKeyInfo (RFC 5280 section 4.1). */
function kindOfInfo(bytes: Uint8Array): Kind {
  return kindOfParts(readAll(readOne(bytes, SEQUENCE).content));
}

function kindOfParts([algorithm, key]: Der[]): Kind {
  if (algorithm?.tag !== SEQUENCE || key?.tag !== 0x03) throw unreadable();
  const [name, parameters] = readAll(algorithm.content);
  switch (hexOf(name!.content)) {
    case OID_RSA:
      return rsaOfPkcs1(key.content.subarray(1));
    case OID_EC:
      return CURVES[hexOf(parameters!.content)] ?? stop(notAllowed());
    case OID_ED25519:
      return { kind: "Ed25519", bits: 256 };
    default:
      throw notAllowed();
  }
}

const rsaOfPkcs1 = (bytes: Uint8Array): Kind => rsa(readAll(readOne(bytes, SEQUENCE).content)[0]!.content);

/** Private keys of every form begin with their version, a number, and go on with more than one thing. */
function isPrivate(bytes: Uint8Array): boolean {
  const parts = readAll(readOne(bytes, SEQUENCE).content);
  return parts[0]?.tag === 0x02 && parts.length > 2;
}

/** A certificate is a sequence of three; a public key one of two. */
const isCertificate = (bytes: Uint8Array): boolean => readAll(readOne(bytes, SEQUENCE).content).length === 3;

function readCertificate(bytes: Uint8Array): Kind & { endsAt: Date; holder: string | null } {
  const [signed] = readAll(readOne(bytes, SEQUENCE).content);
  const parts = readAll(signed!.content);
  // The version stands first, where it is not the oldest one.
  const [, , , validity, subject, key] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  if (!validity || !subject || !key) throw unreadable();
  return { ...kindOfParts(readAll(key.content)), endsAt: timeOf(readAll(validity.content)[1]), holder: nameOf(subject) };
}

/** UTCTime has two figures for the year: from 50 on it is the 1900s (RFC 5280 section 4.1.2.5.1). */
function timeOf(der: Der | undefined): Date {
  const text = der ? new TextDecoder().decode(der.content) : "";
  const long = der?.tag === 0x17 ? (Number(text.slice(0, 2)) < 50 ? "20" : "19") + text : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(long) ?? stop(unreadable());
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)));
}

const OID_COMMON_NAME = "550403";
const OID_ORGANIZATION = "55040a";

/** The name by which people know the holder of a certificate. */
function nameOf(subject: Der): string | null {
  const names = new Map(
    readAll(subject.content)
      .flatMap(({ content }) => readAll(content))
      .map(({ content }) => {
        const [type, value] = readAll(content);
        return [hexOf(type!.content), new TextDecoder().decode(value!.content)] as const;
      }),
  );
  return names.get(OID_COMMON_NAME) ?? names.get(OID_ORGANIZATION) ?? null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The id that a key without one gets: RFC 7638, SHA-256. @param members those that are the key itself */
export async function thumbprintOf(members: Record<string, string>): Promise<string> {
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  return base64UrlOf(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical))));
}
