/** Clients and keys as our own API shows them: these members and no others (SEC-112). */
import { createPublicKey, X509Certificate } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { type Client as ShownClient, SCOPE_CAUSES } from "../../contract/client.ts";
import type { ClientKey as ShownKey, PublicJwk as ShownJwk } from "../../contract/client-key.ts";
import type { Cause } from "../../vocabulary/explanations.ts";
import type { Database } from "../db/open.ts";
import { organizationNames } from "../organizations/operations.ts";
import { judgeStanding, scopeStandings } from "../scopes/operations.ts";
import { algorithmsOf } from "../token/signature.ts";
import type { Client } from "./client.ts";
import type { PublicJwk } from "./client-key.ts";
import type { ClientKeys } from "./key-operations.ts";
import { countKeys } from "./key-store.ts";
import type { Owner } from "./operations.ts";
import { removersIn, type ToldOf } from "../audit/remover.ts";
import { sizeBitsOf } from "./public-key.ts";
import type { Undoable } from "./removal-store.ts";
import { removedScopes } from "./scope-undo.ts";

const SOON_MS = 30 * 86_400_000;

/** Clients of one owner with what stands elsewhere: names, whether their scopes can be used now, and how many keys they have. */
export async function showClients(db: Database, { env, org }: Owner, clients: Client[], told: ToldOf): Promise<z.input<typeof ShownClient>[]> {
  const names = await organizationNames(db, [org]);
  const standings = await scopeStandings(
    db,
    env,
    org,
    clients.flatMap(({ scopes }) => scopes),
  );
  const keys = await countKeys(
    db,
    env,
    clients.map(({ id }) => id),
  );
  const removed = await removedScopes(
    db,
    env,
    clients.map(({ id }) => id),
  );
  const removerOf = removed.size > 0 ? await removersIn(db, { env, owner: org, told }, ["client.change"]) : () => null;
  return clients.map((client) => ({
    clientId: client.id,
    name: client.name,
    description: client.description,
    uri: client.uri,
    type: client.type,
    active: client.active,
    locked: client.locked && { at: client.locked.at.toISOString(), reason: client.locked.reason },
    owner: { number: org, name: names.get(org) ?? null },
    scopes: client.scopes.map((name) => {
      const standing = standings.get(name)!; // scopes are never deleted
      const { usable, why } = judgeStanding(standing, client.type);
      return { name, usable, why: asScopeCause(why), delegable: standing.delegable };
    }),
    removedScopes: (removed.get(client.id) ?? []).map(({ name, ...times }) => ({
      name,
      ...showTimes(times),
      by: removerOf(times.endedAt, ({ object, details }) => object.client === client.id && (details.scopes_removed as string[]).includes(name)),
    })),
    accessTokenLifetimeSeconds: client.accessTokenLifetimeSeconds,
    acceptsTokenEndpointAudience: client.acceptsTokenEndpointAudience,
    createdAt: client.createdAt.toISOString(),
    updatedAt: client.updatedAt.toISOString(),
    keys: { count: keys.get(client.id)?.count ?? 0, nextExpiry: keys.get(client.id)?.nextExpiry.toISOString() ?? null },
  }));
}

/** When something was removed, and until when this can be undone. */
export const showTimes = ({ endedAt, undoUntil }: Omit<Undoable, "name">) => ({ endedAt: endedAt.toISOString(), undoUntil: undoUntil.toISOString() });

/** One client of whomever. */
export async function showClient(db: Database, client: Client, told: ToldOf): Promise<z.input<typeof ShownClient>> {
  return (await showClients(db, client, [client], told))[0]!;
}

function asScopeCause(cause: Cause): (typeof SCOPE_CAUSES)[number] {
  const found = SCOPE_CAUSES.find((one) => one === cause);
  if (!found) throw new Error(`the cause ${cause} is not one of a scope's`);
  return found;
}

/** One key. @param now milliseconds since 1970: tells what ends soon; whether it has ended, the database has said */
export function showKey(key: ClientKeys["keys"][number], now: number): z.input<typeof ShownKey> {
  return {
    kid: key.kid,
    algorithm: key.alg,
    algorithms: [...algorithmsOf(createPublicKey({ key: { ...membersOf(key.jwk) }, format: "jwk" }), key.pinned ? key.alg : null)],
    kind: key.jwk.kty === "RSA" ? "RSA" : key.jwk.crv,
    sizeBits: sizeBitsOf(key.jwk),
    thumbprint: key.thumbprint,
    certificate: showCertificate(key.jwk.x5c?.[0]),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    status: key.expired ? "expired" : key.expiresAt.getTime() - now < SOON_MS ? "expiring_soon" : "valid",
    warnings: key.warnings,
    jwk: showJwk(key.jwk),
  };
}

/** The members that are the key itself. */
function membersOf(jwk: PublicJwk) {
  switch (jwk.kty) {
    case "RSA":
      return { kty: jwk.kty, n: jwk.n, e: jwk.e };
    case "EC":
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
    case "OKP":
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
  }
}

const showJwk = (jwk: PublicJwk): z.input<typeof ShownJwk> => ({
  ...membersOf(jwk),
  use: jwk.use,
  kid: jwk.kid,
  alg: jwk.alg,
  ...(jwk.x5c === undefined ? {} : { x5c: jwk.x5c }),
});

function showCertificate(der: string | undefined): z.input<typeof ShownKey>["certificate"] {
  if (der === undefined) return null;
  const { subject, issuer, serialNumber, validFromDate, validToDate } = new X509Certificate(Buffer.from(der, "base64"));
  return { subject, issuer, serialNumber, notBefore: validFromDate.toISOString(), notAfter: validToDate.toISOString() };
}
