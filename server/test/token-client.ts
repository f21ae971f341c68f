import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { after } from "node:test";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberToInt } from "../../vocabulary/org-number.ts";
import { createApp } from "../app.ts";
import type { Settings } from "../config.ts";
import { listen } from "../http/listener.ts";
import { createTokenBatcher } from "../token/batch.ts";
import { createClientLookup } from "../token/client-lookup.ts";
import { createTokenLimits } from "../token/limits.ts";
import { makePartitions } from "../token/log-partitions.ts";
import type { TokenDeps } from "../token/pipeline.ts";
import { plantOrganization, plantPrefix, testDeps } from "./installation.ts";

export type TokenInstallation = {
  deps: TokenDeps;
  databaseUrl: string;
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
};

/**
 * An installation with its token endpoint, on a database of its own and asked over HTTP as callers do, on a free port. Its public address keeps the port of
 * the settings: what tokens and refusals say does not depend on which port was free.
 */
export async function tokenInstallation(change: (settings: Settings) => void = () => {}): Promise<TokenInstallation> {
  const base = await testDeps(change);
  await makePartitions(base.db, Date.now());
  const deps: TokenDeps = {
    ...base,
    batcher: createTokenBatcher(base.databaseUrl, base.log),
    clients: createClientLookup(base.db),
    certificates: { check: async () => ({ ok: false, refusal: "untrusted_certificate", what: "None is trusted here." }) },
    authorities: null,
    limits: createTokenLimits(base.settings),
    observe: () => {},
  };
  after(() => deps.batcher.close());
  const listener = await listen({ host: "127.0.0.1", port: 0, trustedProxies: [] }, createApp(deps));
  after(() => listener.close());
  return { deps, databaseUrl: base.databaseUrl, fetch: (path, init) => fetch(`http://127.0.0.1:${listener.port}${path}`, init) };
}

/** A private key with the `alg` its grants are signed with. */
export type TestKey = { kid: string; alg: string; privateKey: KeyObject };

const pairs = new Map<string, { privateKey: KeyObject; publicKey: KeyObject }>();

/** A key pair of a kind, made once per file; by PEM, since exporting a fresh key object as JWK can lock up Node 20. */
export function keyPair(kind: "rsa" | "rsa-2" | "p256" | "p384" | "p521" | "ed25519"): { privateKey: KeyObject; publicKey: KeyObject } {
  let pair = pairs.get(kind);
  if (!pair) {
    const curves: Record<string, string> = { p256: "P-256", p384: "P-384", p521: "P-521" };
    const made = kind.startsWith("rsa")
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : kind === "ed25519"
        ? generateKeyPairSync("ed25519")
        : generateKeyPairSync("ec", { namedCurve: curves[kind]! });
    const privateKey = createPrivateKey(made.privateKey.export({ type: "pkcs8", format: "pem" }));
    pair = { privateKey, publicKey: createPublicKey(privateKey) };
    pairs.set(kind, pair);
  }
  return pair;
}

export type Planted = { env: EnvironmentName; clientId: string; owner: OrgNumber; provider: OrgNumber; scope: string; key: TestKey };

/** A provider with a scope, a consumer with access to it, and the consumer's client with the scope and a key: a grant for it gets a token. */
export async function plantClient(
  { deps }: TokenInstallation,
  { env = "test" as EnvironmentName, kind = "rsa" as Parameters<typeof keyPair>[0], alg = "RS256", pinned = false, access = true } = {},
): Promise<Planted> {
  const { db } = deps;
  const number = ENVIRONMENT_NUMBER[env];
  const [provider, owner] = [await plantOrganization(db, "Tilbyder"), await plantOrganization(db, "Konsument")];
  const prefix = await plantPrefix(db, env, provider);
  const scope = `${prefix}:tilsyn.read`;
  const clientId = randomUUID();
  await db
    .insertInto("client")
    .values({ env: number, id: clientId, org: orgNumberToInt(owner) })
    .execute();
  const key = await plantKey(deps, env, clientId, { kind, alg, pinned });
  await plantScope(deps, env, provider, scope, clientId, access ? owner : null);
  return { env, clientId, owner, provider, scope, key };
}

/** A key of a client, straight into the table. */
export async function plantKey(
  { db }: Pick<TokenDeps, "db">,
  env: EnvironmentName,
  clientId: string,
  {
    kind = "rsa" as Parameters<typeof keyPair>[0],
    alg = "RS256",
    pinned = false,
    kid = `k${randomUUID().slice(0, 8)}`,
    expiresAt = new Date(Date.now() + 86_400_000),
  } = {},
): Promise<TestKey> {
  const { privateKey, publicKey } = keyPair(kind);
  const bare = publicKey.export({ format: "jwk" });
  // RFC 7638: the members in the order of their names, and nothing else.
  const members = Object.fromEntries(Object.entries(bare).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const thumbprint = createHash("sha256").update(JSON.stringify(members)).digest("base64url");
  const jwk = { ...bare, kid, use: "sig", alg };
  await db
    .insertInto("client_key")
    .values({ env: ENVIRONMENT_NUMBER[env], id: randomUUID(), client: clientId, kid, jwk: JSON.stringify(jwk), alg, pinned, thumbprint, expires_at: expiresAt })
    .execute();
  return { kid, alg, privateKey };
}

/** A scope, on a client if named, with access for `consumer` if named. */
export async function plantScope(
  { db }: Pick<TokenDeps, "db">,
  env: EnvironmentName,
  provider: OrgNumber,
  name: string,
  clientId: string | null,
  consumer: OrgNumber | null,
  more: Partial<{
    open_to_all: boolean;
    at_max_age: number;
    active: boolean;
    allowed_integration_types: string[];
    enforced_audience: string;
    typed_tokens: boolean;
  }> = {},
): Promise<number> {
  const number = ENVIRONMENT_NUMBER[env];
  const [prefix = "", ...rest] = name.split(":");
  const { id } = await db
    .insertInto("scope")
    .values({ env: number, name, prefix, subscope: rest.join(":"), owner: orgNumberToInt(provider), description: name, ...more })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (clientId) await db.insertInto("client_scope").values({ env: number, client: clientId, scope: id }).execute();
  if (consumer)
    await db
      .insertInto("access")
      .values({ env: number, id: randomUUID(), scope: id, org: orgNumberToInt(consumer) })
      .execute();
  return id;
}

const encode = (value: unknown): string => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Signs any header and claims (or text in their place) the way `alg` says: what a careless or hostile client would send, too. */
export function signJwt(header: Record<string, unknown> | string, claims: Record<string, unknown> | string, key: Pick<TestKey, "alg" | "privateKey">): string {
  const input = Buffer.from(`${encode(header)}.${encode(claims)}`);
  const { alg, privateKey } = key;
  const hash = alg.startsWith("Ed") ? null : `sha${alg.slice(2)}`;
  const options = alg.startsWith("PS")
    ? { key: privateKey, padding: 6, saltLength: 32 }
    : alg.startsWith("ES")
      ? { key: privateKey, dsaEncoding: "ieee-p1363" as const }
      : privateKey;
  return `${input.toString()}.${sign(hash, input, options).toString("base64url")}`;
}

/** The claims of a good grant, with changes; `undefined` leaves one out. */
export function grantClaims(planted: Planted, change: Record<string, unknown> = {}, issuer = `http://localhost:8080/${planted.env}/`): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { aud: issuer, iss: planted.clientId, scope: planted.scope, iat: now, exp: now + 120, jti: randomUUID(), ...change };
}

export const grantOf = (planted: Planted, change: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string =>
  signJwt({ alg: planted.key.alg, kid: planted.key.kid, ...header }, grantClaims(planted, change), planted.key);

export type TokenAnswer = { status: number; body: Record<string, unknown>; headers: Headers; code: string | undefined };

/** Sends a grant as a client does. */
export async function fetchToken(installation: TokenInstallation, assertion: string, env: EnvironmentName = "test"): Promise<TokenAnswer> {
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  return readAnswer(await installation.fetch(`/${env}/token`, { method: "POST", body }));
}

/** Status, body, and the code at the end of `error_uri`. */
export async function readAnswer(response: Response): Promise<TokenAnswer> {
  const body = (await response.json()) as Record<string, unknown>;
  const code = typeof body.error_uri === "string" ? body.error_uri.split("/").at(-1) : undefined;
  return { status: response.status, body, headers: response.headers, code };
}

/** The claims of a token, unchecked. */
export const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split(".")[1]!, "base64url").toString()) as Record<string, unknown>;
