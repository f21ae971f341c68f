/**
 * The open list of all public scopes, `/scopes/all`: without a token, asked for whole, and long. It is kept written out, and each request asks the database
 * for one number that rises with every change, so a change shows at once and on every node.
 */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { type IntegrationType, type Scope, showDelegationSource } from "./scope.ts";
import { blockOf, blockVersions, listBlocks, scopesVersion } from "./scope-store.ts";
import { presentScope } from "./selfservice-present.ts";

export type PublicListFilter = {
  prefix?: string | undefined;
  /** With the inactive ones. */
  inactive: boolean;
  /** Issuers with commas between them; `true`: any source; `false`: none. */
  delegatedSources?: string | undefined;
  openToAll?: boolean | undefined;
  /** Those that clients of this type may have. */
  integrationType?: string | undefined;
  /** In parts: the scopes whose names come after this one. Names never change, so the parts together hold each scope once (SEC-113). */
  after?: string | undefined;
};

export type PublicList = {
  /** In pieces, one after the other: to put eleven megabytes together takes longer than all else. */
  pieces: readonly Buffer<ArrayBuffer>[];
  /** Bytes in all. */
  length: number;
  /** Strong (RFC 9110 section 8.8.3): equal bodies on every node have the same one. */
  etag: string;
  /** Where the next part begins, or null. */
  next: string | null;
};

/** Scopes in a part. */
const PART = 1_000;
const OPENING = Buffer.from("[");
const CLOSING = Buffer.from("]");
const LIST_BYTES = 64 * 1024 * 1024;
/** Lists kept of one environment. Programs ask for a handful. */
const LISTS = 500;

/** Blocks read in one statement, some 4,000 scopes: all at once could take longer than a statement may. */
const BLOCKS_AT_ONCE = 16;

/** A scope as it stands on the list, with a comma behind it: bytes, since joining texts takes longer than all else. */
type Written = { scope: Scope; bytes: Buffer<ArrayBuffer> };
/** Scopes that follow each other. One that has not changed is kept as it is, and with it its bytes in one piece: joining twenty thousand takes long. */
type Chunk = readonly Written[];
const CHUNK = 256;
type Contents = {
  version: number;
  /** Every scope of the environment by name, byte by byte, so that after a change only what is new is read and written out. */
  chunks: readonly Chunk[];
  lists: LRUCache<string, PublicList>;
};

/** Whether a scope is on the list as filtered. */
export function isListed(environment: EnvironmentSettings, scope: Scope, filter: PublicListFilter): boolean {
  if (scope.visibility !== "PUBLIC") return false;
  if (!filter.inactive && !scope.usable) return false;
  if (filter.prefix !== undefined && scope.prefix !== filter.prefix) return false;
  if (filter.openToAll !== undefined && scope.openToAll !== filter.openToAll) return false;
  const { allowedIntegrationTypes: types, delegationSource } = scope;
  if (filter.integrationType !== undefined && types.length > 0 && !types.includes(filter.integrationType as IntegrationType)) return false;
  if (filter.delegatedSources === "false") return delegationSource === null;
  if (filter.delegatedSources === undefined) return true;
  if (delegationSource === null) return false;
  return filter.delegatedSources === "true" || filter.delegatedSources.split(",").includes(showDelegationSource(environment, delegationSource));
}

/** Where written lists are kept by their filters. Anyone may ask for any filter: what is kept is bounded by number and by size, the filters included. */
export const keepLists = (): LRUCache<string, PublicList> =>
  new LRUCache({ max: LISTS, maxSize: LIST_BYTES, sizeCalculation: ({ length }, filter) => length + 2 * filter.length });

/** The open lists of one installation. */
export class PublicLists {
  readonly #db: Database;
  readonly #contents = new Map<EnvironmentName, Promise<Contents>>();
  /** What of each chunk is on the list without filter, in one piece. */
  readonly #joined = new WeakMap<Chunk, Buffer<ArrayBuffer>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** The list as it stands in the database now. */
  async read(environment: EnvironmentSettings, filter: PublicListFilter): Promise<PublicList> {
    const { chunks, lists } = await this.#current(environment);
    const key = JSON.stringify([filter.prefix, filter.inactive, filter.delegatedSources, filter.openToAll, filter.integrationType, filter.after]);
    const kept = lists.get(key);
    if (kept) return kept;
    const list = this.#compose(environment, chunks, filter);
    lists.set(key, list);
    return list;
  }

  /** Every scope of the environment as it stands in the database now, private ones among them: whoever asks shows each to those alone who may see it. */
  async all(environment: EnvironmentSettings): Promise<readonly Scope[]> {
    const { chunks } = await this.#current(environment);
    return chunks.flatMap((chunk) => chunk.map(({ scope }) => scope));
  }

  /**
   * The version is asked for before the scopes are read, so what is kept under a version is at least that new. Requests that come while a new one is being
   * written out wait for it.
   */
  async #current(environment: EnvironmentSettings): Promise<Contents> {
    const { name } = environment;
    const version = await scopesVersion(this.#db, name);
    for (;;) {
      const latest = this.#contents.get(name);
      const contents = await latest?.catch(() => undefined);
      if (contents && contents.version >= version) return contents;
      if (latest !== this.#contents.get(name)) continue; // somebody has begun a newer one while we waited
      const written = this.#write(environment, version, contents?.chunks ?? []);
      this.#contents.set(name, written);
      return written;
    }
  }

  async #write(environment: EnvironmentSettings, version: number, before: readonly Chunk[]): Promise<Contents> {
    const held = new Map<number, number>();
    for (const { scope } of before.flat()) held.set(blockOf(scope.id), (held.get(blockOf(scope.id)) ?? 0) + scope.version);
    const changed = (await blockVersions(this.#db, environment.name)).filter((one) => held.get(one.block) !== one.version).map(({ block }) => block);
    const known = new Map<number, number>();
    for (const { scope } of before.flat()) if (changed.includes(blockOf(scope.id))) known.set(scope.id, scope.version);
    const fresh: Written[] = [];
    for (let i = 0; i < changed.length; i += BLOCKS_AT_ONCE)
      for (const scope of await listBlocks(this.#db, environment.name, changed.slice(i, i + BLOCKS_AT_ONCE)))
        if (known.get(scope.id) !== scope.version) fresh.push({ scope, bytes: Buffer.from(`${JSON.stringify(presentScope(environment, scope))},`) });
    return { version, chunks: merge(before, fresh), lists: keepLists() };
  }

  #compose(environment: EnvironmentSettings, chunks: readonly Chunk[], filter: PublicListFilter): PublicList {
    const { after } = filter;
    const pieces: Buffer<ArrayBuffer>[] = [];
    let next: string | null = null;
    if (after !== undefined) {
      const listed = chunks.flat().filter(({ scope }) => scope.name > after && isListed(environment, scope, filter));
      const part = listed.slice(0, PART);
      pieces.push(...part.map(({ bytes }) => bytes));
      if (part.length < listed.length) next = part.at(-1)?.scope.name ?? null;
    } else {
      const isWhole = Object.values({ ...filter, inactive: filter.inactive || undefined }).every((value) => value === undefined);
      for (const chunk of chunks) {
        const piece =
          (isWhole && this.#joined.get(chunk)) || Buffer.concat(chunk.filter(({ scope }) => isListed(environment, scope, filter)).map(({ bytes }) => bytes));
        if (isWhole) this.#joined.set(chunk, piece);
        pieces.push(piece);
      }
    }
    const listed = pieces.filter(({ length }) => length > 0);
    const last = listed.pop();
    const whole = [OPENING, ...listed, ...(last ? [last.subarray(0, -1)] : []), CLOSING]; // without the last comma
    const digest = createHash("sha256");
    for (const piece of whole) digest.update(piece);
    return { pieces: whole, length: whole.reduce((sum, { length }) => sum + length, 0), etag: `"${digest.digest("base64url").slice(0, 27)}"`, next };
  }
}

/** Puts new ones in their places. Names never change, so a change of known ones leaves the order as it is. */
function merge(chunks: readonly Chunk[], fresh: Written[]): readonly Chunk[] {
  if (fresh.length === 0) return chunks;
  const changed = new Map(fresh.map((one) => [one.scope.id, one]));
  const merged: Chunk[] = chunks.map((chunk) => {
    if (!chunk.some(({ scope }) => changed.has(scope.id))) return chunk;
    return chunk.map((one) => {
      const instead = changed.get(one.scope.id);
      changed.delete(one.scope.id);
      return instead ?? one;
    });
  });
  const added = [...changed.values()].toSorted(byName);
  if (added.length === 0) return merged;
  // Each new one goes to the chunk that its name falls into; chunks that became too long are cut.
  let from = 0;
  const first = merged.length === 0 ? [[]] : merged;
  return first.flatMap((chunk, i) => {
    const following = first[i + 1]?.[0];
    const until = following ? added.findIndex((one, at) => at >= from && byName(one, following) > 0) : added.length;
    const mine = added.slice(from, until < 0 ? added.length : until);
    from += mine.length;
    if (mine.length === 0) return [chunk];
    const all = [...chunk, ...mine].toSorted(byName);
    if (all.length <= 2 * CHUNK) return [all];
    return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, part) => all.slice(part * CHUNK, (part + 1) * CHUNK));
  });
}

const byName = (a: Written, b: Written): number => (a.scope.name < b.scope.name ? -1 : 1);

const lists = new WeakMap<Database, PublicLists>();

/** The open lists of the installation on this database: made once, so that they can be written out before somebody asks. */
export function publicListsOf(db: Database): PublicLists {
  const made = lists.get(db) ?? new PublicLists(db);
  lists.set(db, made);
  return made;
}

/** Writes the open lists out in the background: after the start of a server nobody waits a second for the first one. */
export async function warmPublicLists({ db, settings, log }: Pick<Deps, "db" | "settings" | "log">): Promise<void> {
  const warm = (environment: EnvironmentSettings) =>
    publicListsOf(db)
      .read(environment, { inactive: false })
      .catch((error: Error) => {
        log.info({ err: { message: error.message } }, "the open list of scopes was not written out ahead");
      });
  await Promise.all(Object.values(settings.environments).map(warm));
}
