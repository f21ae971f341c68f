import { sign } from "node:crypto";
import { iso6523, type OrgNumber } from "../../vocabulary/org-number.ts";
import type { SigningKey } from "../keys/signing-keys.ts";
import { freshBytes } from "./random.ts";

/** How the client proved who it is: the claim `client_amr` (maskinporten.md 4.2). */
export type ClientAmr = "private_key_jwt" | "virksomhetssertifikat";

export type TokenContent = {
  issuer: string;
  clientId: string;
  amr: ClientAmr;
  scopes: readonly string[];
  consumer: OrgNumber;
  /** Set only when acting for another. */
  supplier: { org: OrgNumber; delegationSource: string } | null;
  /** `resource` of the grant, in its shape. */
  resource: string | string[] | null;
  /** Audiences that the scopes enforce. */
  enforcedAudiences: readonly string[];
  pid: string | null;
  /** Prefixes that the consumer owns: read by Altinn to limit delegation look-ups. */
  consumerPrefixes: readonly string[];
  /** Seconds since 1970. */
  issuedAt: number;
  lifetimeSeconds: number;
  jti: string;
};

/** Claims of an access token: exactly maskinporten.md 4.2, in its order, none that was not asked for. */
export function accessTokenClaims(content: TokenContent): Record<string, unknown> {
  const { supplier, pid, consumerPrefixes } = content;
  const aud = audienceOf(content.resource, content.enforcedAudiences);
  return {
    ...(aud === null ? {} : { aud }),
    iss: content.issuer,
    client_amr: content.amr,
    client_id: content.clientId,
    token_type: "Bearer",
    scope: content.scopes.join(" "),
    consumer: iso6523(content.consumer),
    ...(supplier ? { supplier: iso6523(supplier.org), delegation_source: supplier.delegationSource } : {}),
    ...(pid === null ? {} : { pid }),
    ...(consumerPrefixes.length > 0 ? { consumer_prefix: consumerPrefixes } : {}),
    iat: content.issuedAt,
    exp: content.issuedAt + content.lifetimeSeconds,
    jti: content.jti,
  };
}

/**
 * `aud`: what was asked for, in its shape; an audience that a scope enforces is always in it. Both together make a list with the asked ones first
 * (how Maskinporten combines them is not documented).
 */
function audienceOf(resource: string | string[] | null, enforced: readonly string[]): string | string[] | null {
  if (enforced.length === 0) return resource;
  const asked = resource === null ? [] : [resource].flat();
  const all = [...new Set([...asked, ...enforced])];
  return all.length === 1 && !Array.isArray(resource) ? all[0]! : all;
}

/** The token's `jti`: the id of its record, then 128 random bits; 43 base64url characters as callers know them. */
export const jtiOf = (recordId: string): string => Buffer.concat([Buffer.from(recordId.replaceAll("-", ""), "hex"), freshBytes(16)]).toString("base64url");

/** The record that a `jti` or a trace id leads to, or null. */
export function recordIdOf(jtiOrTrace: string): string | null {
  const hex = /^[0-9a-f]{32}$/.test(jtiOrTrace)
    ? jtiOrTrace
    : /^[A-Za-z0-9_-]{43}$/.test(jtiOrTrace)
      ? Buffer.from(jtiOrTrace, "base64url").toString("hex").slice(0, 32)
      : null;
  return hex && `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Headers per key, made once: exactly `kid` and `alg`, and `typ` for scopes that ask for it (design.md §8). */
const headers = new WeakMap<SigningKey, { plain: string; typed: string }>();

function headerOf(key: SigningKey, typed: boolean): string {
  let header = headers.get(key);
  if (!header) {
    const { kid, alg } = key;
    header = { plain: encode({ kid, alg }), typed: encode({ kid, alg, typ: "at+jwt" }) };
    headers.set(key, header);
  }
  return typed ? header.typed : header.plain;
}

/**
 * Signs an access token. RSA in the thread pool, so that the event loop stays free (performance.md, learned 3); P-256 is too quick to be worth the way.
 * @param typed header `typ: at+jwt` (RFC 9068)
 */
export async function signAccessToken(claims: Record<string, unknown>, key: SigningKey, typed: boolean): Promise<string> {
  const input = `${headerOf(key, typed)}.${encode(claims)}`;
  if (key.alg === "ES256") return `${input}.${rawFromDer(sign("sha256", Buffer.from(input), key.privateKey)).toString("base64url")}`;
  const signature = await new Promise<Buffer>((resolve, reject) =>
    sign("sha256", Buffer.from(input), key.privateKey, (error, made) => (error ? reject(error) : resolve(made))),
  );
  return `${input}.${signature.toString("base64url")}`;
}

/** An ECDSA P-256 signature from DER to the two 32-byte numbers of JWS. By hand: an options object around the key costs 20–45 µs (performance.md, learned 4). */
function rawFromDer(der: Buffer): Buffer {
  const raw = Buffer.alloc(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1]!;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.length > 32 ? number.subarray(number.length - 32) : number;
    digits.copy(raw, end - digits.length);
    at += 2 + length;
  }
  return raw;
}
