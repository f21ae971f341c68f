/**
 * The open list of all public scopes, `/scopes/all`: without a token, asked for whole, and long. It is kept written out, and each request asks the database
 * for one number that rises with every change, so a change shows at once and on every node.
 */
import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { type IntegrationType, type Scope, showDelegationSource } from "./scope.ts";
import { listScopesBeyond, scopesVersion } from "./scope-store.ts";
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
  body: Buffer<ArrayBuffer>;
  /** Strong (RFC 9110 section 8.8.3): equal bodies on every node have the same one. */
  etag: string;
  /** Where the next part begins, or null. */
  next: string | null;
};

/** Scopes in a part. */
const PART = 1_000;
const LIST_BYTES = 64 * 1024 * 1024;

/** Scopes read in one statement: all at once could take longer than a statement may. */
const READ_AT_ONCE = 5_000;

/**
 * A scope as it stands on the list, with a comma behind it: bytes, since joining texts takes longer than all else. The SHA-256 is kept so that the ETag of
 * eleven megabytes need not be made from eleven megabytes after each change.
 */
type Written = { scope: Scope; bytes: Buffer; digest: Buffer };
type Contents = {
  version: number;
  /** Every scope of the environment by name, byte by byte, so that after a change only what is new is read and written out. */
  ordered: Written[];
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

/** The open lists of one installation. */
export class PublicLists {
  readonly #db: Database;
  readonly #contents = new Map<EnvironmentName, Promise<Contents>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** The list as it stands in the database now. */
  async read(environment: EnvironmentSettings, filter: PublicListFilter): Promise<PublicList> {
    const { ordered, lists } = await this.#current(environment);
    const key = JSON.stringify([filter.prefix, filter.inactive, filter.delegatedSources, filter.openToAll, filter.integrationType, filter.after]);
    const kept = lists.get(key);
    if (kept) return kept;
    const list = writeList(environment, ordered, filter);
    lists.set(key, list);
    return list;
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
      const written = this.#write(environment, version, contents?.ordered ?? []);
      this.#contents.set(name, written);
      return written;
    }
  }

  async #write(environment: EnvironmentSettings, version: number, before: Written[]): Promise<Contents> {
    let ordered = before;
    for (let more = true; more;) {
      const fresh = await listScopesBeyond(
        this.#db,
        environment.name,
        ordered.map(({ scope }) => scope),
        READ_AT_ONCE,
      );
      ordered = merge(
        ordered,
        fresh.map((scope) => writeScope(environment, scope)),
      );
      more = fresh.length === READ_AT_ONCE;
    }
    // Anyone may ask for any filter: what is kept is bounded by its size.
    return { version, ordered, lists: new LRUCache({ maxSize: LIST_BYTES, sizeCalculation: ({ body }) => Math.max(1, body.length) }) };
  }
}

const lists = new WeakMap<Database, PublicLists>();

/** The open lists of the installation on this database: made once, so that they can be written out before somebody asks. */
export function publicListsOf(db: Database): PublicLists {
  const made = lists.get(db) ?? new PublicLists(db);
  lists.set(db, made);
  return made;
}

/** Writes the open lists out in the background: after the start of a server nobody waits a second for the first one. */
export function warmPublicLists({ db, settings, log }: Pick<Deps, "db" | "settings" | "log">): void {
  for (const environment of Object.values(settings.environments))
    publicListsOf(db)
      .read(environment, { inactive: false })
      .catch((error: Error) => log.warn({ err: { message: error.message } }, "the open list of scopes was not written out ahead"));
}

function writeScope(environment: EnvironmentSettings, scope: Scope): Written {
  const bytes = Buffer.from(`${JSON.stringify(presentScope(environment, scope))},`);
  return { scope, bytes, digest: hash("sha256", bytes, "buffer") };
}

/** Puts new ones in their places. Names never change, so a change of known ones leaves the order as it is. */
function merge(ordered: Written[], fresh: Written[]): Written[] {
  if (fresh.length === 0) return ordered;
  const changed = new Map(fresh.map((one) => [one.scope.id, one]));
  const merged = ordered.map((one) => {
    const instead = changed.get(one.scope.id);
    changed.delete(one.scope.id);
    return instead ?? one;
  });
  if (changed.size === 0) return merged;
  return [...merged, ...changed.values()].sort((a, b) => (a.scope.name < b.scope.name ? -1 : 1));
}

function writeList(environment: EnvironmentSettings, scopes: Written[], filter: PublicListFilter): PublicList {
  const { after } = filter;
  const listed = scopes.filter(({ scope }) => (after === undefined || scope.name > after) && isListed(environment, scope, filter));
  const part = after === undefined ? listed : listed.slice(0, PART);
  const body = part.length === 0 ? Buffer.from("[]") : Buffer.concat([Buffer.from("["), ...part.map(({ bytes }) => bytes)]);
  if (part.length > 0) body[body.length - 1] = "]".charCodeAt(0); // in place of the last comma
  const etag = `"${hash("sha256", Buffer.concat(part.map(({ digest }) => digest)), "base64url").slice(0, 27)}"`;
  return { body, etag, next: part.length < listed.length ? (part.at(-1)?.scope.name ?? null) : null };
}
