import { createPublicKey, type KeyObject } from "node:crypto";
import { sql } from "kysely";
import { LRUCache } from "lru-cache";
import { type OrgNumber, orgNumberFromInt } from "../../vocabulary/org-number.ts";
import type { Database } from "../db/open.ts";
import { numbersLiteral, textsLiteral } from "./array-literal.ts";
import { algorithmsOf, type GrantAlgorithm } from "./signature.ts";

/** A client as the steps before the statement need it, with the key that the grant names. Whether they still hold, the statement says. */
export type KnownClient = {
  owner: OrgNumber;
  acceptsTokenEndpointAudience: boolean;
  key: KnownKey | null;
  /** From the cache: what rests on it alone is looked up once more before it is answered. */
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

type Found = KnownClient | null;
type Wanted = { env: number; client: string; kid: string | null; resolve: (found: Found) => void; reject: (error: unknown) => void };

/** Prepared keys, 4 KB each once used. No directory in memory (performance.md, learned 5): what is not here is one query away. */
const MAX_CACHED = 12_000;
const MAX_BATCH = 200;

/**
 * The look-up of clients and their keys, with a bounded cache of prepared keys. The cache only saves work: it never decides. What is not in it is asked of
 * the database together with all that is wanted while the question before is under way.
 */
export function createClientLookup(db: Database): ClientLookup {
  const cache = new LRUCache<string, KnownClient>({ max: MAX_CACHED });
  let wanted: Wanted[] = [];
  let working = false;

  async function work(): Promise<void> {
    working = true;
    await Promise.resolve(); // what comes in this turn of the event loop goes together
    while (wanted.length > 0) {
      const batch = wanted.slice(0, MAX_BATCH);
      wanted = wanted.slice(MAX_BATCH);
      try {
        const found = await read(db, batch);
        batch.forEach(({ resolve }, i) => resolve(found[i] ?? null));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  const ask = (env: number, client: string, kid: string | null) =>
    new Promise<Found>((resolve, reject) => {
      wanted.push({ env, client, kid, resolve, reject });
      if (!working) void work();
    });

  return {
    async find(env, client, kid, fresh) {
      const name = `${env} ${client} ${kid ?? ""}`;
      const held = fresh ? undefined : cache.get(name);
      if (held) return held;
      const found = await ask(env, client, kid);
      if (found === null || (kid !== null && found.key === null)) cache.delete(name);
      else cache.set(name, { ...found, cached: true });
      return found;
    },
  };
}

type Row = {
  n: number;
  org: number | null;
  accepts: boolean;
  kid: string | null;
  fingerprint: string;
  jwk: Record<string, unknown>;
  alg: string;
  pinned: boolean;
};

async function read(db: Database, wanted: readonly Wanted[]): Promise<Found[]> {
  const columns = [numbersLiteral(wanted.map(({ env }) => env)), textsLiteral(wanted.map(({ client }) => client)), textsLiteral(wanted.map(({ kid }) => kid))];
  const { rows } = await sql<Row>`
    select q.n::int, c.org, c.accepts, k.kid, k.fingerprint, k.jwk, k.alg, k.pinned
    from unnest(${columns[0]}::smallint[], ${columns[1]}::text[], ${columns[2]}::text[]) with ordinality as q(env, client, kid, n)
    left join lateral (select c.org, c.accepts_token_endpoint_audience as accepts from client c where c.env = q.env and c.id = q.client limit 1) c on true
    left join lateral (select k.kid, k.fingerprint, k.jwk, k.alg, k.pinned from client_key k
      where k.env = q.env and k.client = q.client and k.kid = q.kid and k.ended_at is null limit 1) k on true
    order by q.n`.execute(db);
  return rows.map(prepare);
}

function prepare({ org, accepts, kid, fingerprint, jwk, alg, pinned }: Row): Found {
  if (org === null) return null;
  const client = { owner: orgNumberFromInt(org), acceptsTokenEndpointAudience: accepts, cached: false };
  if (kid === null) return { ...client, key: null };
  const { x5c, ...members } = jwk;
  const publicKey = createPublicKey({ key: members, format: "jwk" });
  const certificate = Array.isArray(x5c) ? (x5c as string[]) : null;
  return { ...client, key: { kid, fingerprint, publicKey, algorithms: algorithmsOf(publicKey, pinned ? alg : null), certificate } };
}
