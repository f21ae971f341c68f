/** What the tests of clients and keys stand on: an installation, calls of the self-service API, scopes, and keys of every kind. */
import "reflect-metadata";
import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID, webcrypto } from "node:crypto";
import { X509CertificateGenerator } from "@peculiar/x509";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { prefixOf, type ScopeName, subscopeOf } from "../../vocabulary/scope-name.ts";
import { createApp } from "../app.ts";
import type { Doer } from "../audit/deed.ts";
import type { Settings } from "../config.ts";
import type { Deps } from "../deps.ts";
import { openLog } from "../log.ts";
import { ownToken, plantOrganization, plantPrefix, testDeps } from "../test/installation.ts";
import type { ClientWish } from "./client.ts";

export const DCR = ["idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify"];
export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** An answer, its body read. `body` is whatever JSON came. */
export type Answer = { status: number; body: Record<string, any>; headers: Headers }; // oxlint-disable-line typescript/no-explicit-any -- tests look into answers of any shape

export type Call = (method: string, path: string, body?: unknown, options?: { env?: EnvironmentName; base?: string; contentType?: string }) => Promise<Answer>;

/** An installation of its own with a self-service API. `logged`: every line of its log. */
export async function clientsInstallation(change: (settings: Settings) => void = () => {}) {
  const logged: string[] = [];
  const deps = { ...(await testDeps(change)), log: openLog("trace", { write: (line) => void logged.push(line) }) };
  const app = createApp(deps);
  return { deps, logged, ...callsOf(deps, (path, init) => app.fetch(new Request(`http://localhost:8080${path}`, init))) };
}

/** Calls of the self-service API of an installation. */
export function callsOf(deps: Deps, fetch: (path: string, init?: RequestInit) => Promise<Response>) {
  const send = async (token: string | null, method: string, path: string, body?: unknown, contentType = "application/json"): Promise<Answer> => {
    const headers: Record<string, string> = { "content-type": contentType };
    if (token !== null) headers.authorization = `Bearer ${token}`;
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(path, { method, headers, body: text });
    const read = await response.text();
    return { status: response.status, body: read === "" ? {} : JSON.parse(read), headers: response.headers };
  };
  /** Calls as `org`, with one token for all calls. */
  const as = async (org: OrgNumber, { scopes = DCR, env = "test" }: { scopes?: string[]; env?: EnvironmentName } = {}): Promise<Call> => {
    const token = await ownToken(deps, env, org, scopes);
    return (method, path, body, options = {}) => send(token, method, `/${options.env ?? env}${options.base ?? "/api/v1"}${path}`, body, options.contentType);
  };
  return { send, as };
}

/** An organisation with signed terms, and calls in its name. */
export async function caller(installation: { deps: Deps } & ReturnType<typeof callsOf>) {
  const org = await plantOrganization(installation.deps.db);
  return { org, call: await installation.as(org) };
}

/** A scope of a new API provider. `givenTo`: who has access. */
export async function plantScope(
  { db }: Pick<Deps, "db">,
  {
    env = "test",
    givenTo = [],
    name,
    ...columns
  }: {
    env?: EnvironmentName;
    givenTo?: OrgNumber[];
    name?: ScopeName;
    open_to_all?: boolean;
    delegation_source?: string;
    allowed_integration_types?: string[];
    active?: boolean;
  } = {},
): Promise<ScopeName> {
  const owner = await plantOrganization(db, "Fjell API");
  const number = ENVIRONMENT_NUMBER[env];
  const prefix = name ? prefixOf(name) : await plantPrefix(db, env, owner);
  if (name)
    await db
      .insertInto("prefix")
      .values({ env: number, prefix, owner: orgNumberToInt(owner), likeness: prefix })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const whole = name ?? (`${prefix}:tilsyn.read` as ScopeName);
  const { id } = await db
    .insertInto("scope")
    .values({ env: number, name: whole, prefix, subscope: subscopeOf(whole), owner: orgNumberToInt(owner), description: "Tilsyn", ...columns })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const org of givenTo)
    await db
      .insertInto("access")
      .values({ env: number, id: randomUUID(), scope: id, org: orgNumberToInt(org) })
      .execute();
  return whole;
}

/** The organisation's own machine, as the one who acts. */
export const doerFor = (org: OrgNumber): Doer => ({
  actor: { kind: "client", client: "a-machine", org },
  traceId: randomBytes(16).toString("hex"),
  address: null,
});

/** The attributes of a client that nobody wanted anything special of. */
export const plainWish = (wish: Partial<ClientWish> = {}): ClientWish => ({
  name: "",
  description: "",
  uri: null,
  accessTokenLifetimeSeconds: 120,
  authorizationLifetimeSeconds: 7_200,
  refreshTokenLifetimeSeconds: 600,
  refreshTokenUsage: "ONETIME",
  scopes: [],
  ...wish,
});

export type KeyKind = "RSA-1024" | "RSA-2048" | "RSA-3072" | "P-256" | "P-384" | "P-521" | "secp256k1" | "Ed25519" | "X25519";

const made = new Map<string, { publicPem: string; privatePem: string }>();

/**
 * A key pair in PEM, made once for each kind and number. As PEM from the start: taking a JWK from a key fresh from its maker can lock up (Node 20),
 * from one that was read in it cannot.
 */
export function pemPair(kind: KeyKind, number = 1): { publicPem: string; privatePem: string } {
  const name = `${kind} ${number}`;
  const held = made.get(name);
  if (held) return held;
  const publicKeyEncoding = { type: "spki", format: "pem" } as const;
  const privateKeyEncoding = { type: "pkcs8", format: "pem" } as const;
  const make = () => {
    if (kind.startsWith("RSA")) return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)), publicKeyEncoding, privateKeyEncoding });
    if (kind === "Ed25519") return generateKeyPairSync("ed25519", { publicKeyEncoding, privateKeyEncoding });
    if (kind === "X25519") return generateKeyPairSync("x25519", { publicKeyEncoding, privateKeyEncoding });
    return generateKeyPairSync("ec", { namedCurve: kind, publicKeyEncoding, privateKeyEncoding });
  };
  const { publicKey, privateKey } = make();
  const pair = { publicPem: publicKey, privatePem: privateKey };
  made.set(name, pair);
  return pair;
}

/** The public key as a JWK, as callers send it. */
export function jwkOf(kid: string, kind: KeyKind = "P-256", number = 1, more: Record<string, unknown> = {}): Record<string, unknown> {
  const jwk = createPublicKey(pemPair(kind, number).publicPem).export({ format: "jwk" });
  return { ...jwk, kid, use: "sig", ...more };
}

/** A self-signed certificate over a P-256 key of its own: PEM, and what stands in `x5c`. */
export async function certificate({ notAfter = new Date(Date.now() + 90 * 86_400_000) } = {}) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
  const made = await X509CertificateGenerator.createSelfSigned(
    { name: "CN=Havsula", notBefore: new Date(Date.now() - 365 * 86_400_000), notAfter, keys, signingAlgorithm: algorithm },
    webcrypto as Crypto,
  );
  const pem = made.toString("pem");
  const jwk = createPublicKey(pem).export({ format: "jwk" });
  return { pem, jwk, x5c: [Buffer.from(made.rawData).toString("base64")] };
}

/** The audit entries about one client, oldest first. */
export async function entriesAbout({ db }: Pick<Deps, "db">, client: string): Promise<{ action: string; details: Record<string, unknown> }[]> {
  const rows = await db.selectFrom("audit_entry").select("body").orderBy("env").orderBy("seq").execute();
  return rows.map(({ body }) => JSON.parse(body)).filter(({ object }) => object.client === client);
}

/** Fifty at the same instant. */
export const fifty = <T>(what: (number: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 50 }, (_, number) => what(number)));
