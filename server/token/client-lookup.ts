import { createPublicKey, type KeyObject } from "node:crypto";
import { sql } from "kysely";
import { LRUCache } from "lru-cache";
import { type OrgNumber, orgNumberFromInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { algorithmsOf, type GrantAlgorithm } from "./signature.ts";

/** A client as the steps before the statement need it, with the key that the grant names. Whether they still hold, the statement says. */
export type KnownClient = {
  owner: OrgNumber;
  acceptsTokenEndpointAudience: boolean;
  key: KnownKey | null;
  /** From the cache: what is refused because of it is looked up once more before it is answered. */
  cached: boolean;
};

export type KnownKey = {
  kid: string;
  fingerprint: string;
  publicKey: KeyObject;
  algorithms: readonly GrantAlgorithm[];
  /** The certificate chain that the key is tied to, as in JWK `x5c`; null for a bare key. */
  certificate: string[] | null;
};

export type ClientLookup = {
  /**
   * @param kid the key that the grant names; null for a grant with a certificate
   * @param fresh asks the database even when the cache knows it
   * @returns null when the environment has no such client
   */
  find(env: number, client: string, kid: string | null, fresh: boolean): Promise<KnownClient | null>;
};

/** Prepared keys, 2–3 KB each. No directory in memory (performance.md, learned 5): what is not here is one query away. */
const MAX_CACHED = 20_000;

/** The look-up of clients and their keys, with a bounded cache of prepared keys. The cache only saves work: it never decides. */
export function createClientLookup(db: Database): ClientLookup {
  const cache = new LRUCache<string, Omit<KnownClient, "cached">>({ max: MAX_CACHED, ttl: 10 * 60_000 });
  return {
    async find(env, client, kid, fresh) {
      const name = `${env} ${client} ${kid ?? ""}`;
      const held = fresh ? undefined : cache.get(name);
      if (held) return { ...held, cached: true };
      const found = await read(db, env, client, kid);
      if (found === null || (kid !== null && found.key === null)) cache.delete(name);
      else cache.set(name, found);
      return found && { ...found, cached: false };
    },
  };
}

async function read(db: Database, env: number, client: string, kid: string | null): Promise<Omit<KnownClient, "cached"> | null> {
  const { rows } = await sql<{
    org: number;
    accepts: boolean;
    kid: string | null;
    fingerprint: string;
    jwk: Record<string, unknown>;
    alg: string;
    pinned: boolean;
  }>`
    select c.org, c.accepts_token_endpoint_audience as accepts, k.kid, k.fingerprint, k.jwk, k.alg, k.pinned
    from client c left join client_key k on k.env = c.env and k.client = c.id and k.kid = ${kid} and k.ended_at is null
    where c.env = ${env} and c.id = ${client}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const owner = orgNumberFromInt(row.org);
  if (row.kid === null) return { owner, acceptsTokenEndpointAudience: row.accepts, key: null };
  const { x5c, ...members } = row.jwk;
  const publicKey = createPublicKey({ key: members, format: "jwk" });
  const certificate = Array.isArray(x5c) ? (x5c as string[]) : null;
  const key = { kid: row.kid, fingerprint: row.fingerprint, publicKey, algorithms: algorithmsOf(publicKey, row.pinned ? row.alg : null), certificate };
  return { owner, acceptsTokenEndpointAudience: row.accepts, key };
}
