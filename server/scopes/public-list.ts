/**
 * The open list of all public scopes, `/scopes/all`: without a token, asked for whole, and long. It is kept written out, and each request asks the database
 * for one number that rises with every change, so a change shows at once and on every node.
 */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Database } from "../db/open.ts";
import { type IntegrationType, type Scope, showDelegationSource } from "./scope.ts";
import { listPublicScopes, scopesVersion } from "./scope-store.ts";
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

type Written = { scope: Scope; json: string };
type Contents = { version: number; scopes: Written[]; lists: LRUCache<string, PublicList> };

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
    const { scopes, lists } = await this.#current(environment);
    const key = JSON.stringify([filter.prefix, filter.inactive, filter.delegatedSources, filter.openToAll, filter.integrationType, filter.after]);
    const kept = lists.get(key);
    if (kept) return kept;
    const list = writeList(environment, scopes, filter);
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
    const kept = this.#contents.get(name);
    if (kept) {
      const contents = await kept.catch(() => null);
      if (contents && contents.version >= version) return contents;
      const meanwhile = this.#contents.get(name);
      if (meanwhile && meanwhile !== kept) {
        const newer = await meanwhile;
        if (newer.version >= version) return newer;
      }
    }
    const written = this.#write(environment, version);
    this.#contents.set(name, written);
    return written;
  }

  async #write(environment: EnvironmentSettings, version: number): Promise<Contents> {
    const scopes = await listPublicScopes(this.#db, environment.name);
    return {
      version,
      scopes: scopes.map((scope) => ({ scope, json: JSON.stringify(presentScope(environment, scope)) })),
      // Anyone may ask for any filter: what is kept is bounded by its size.
      lists: new LRUCache({ maxSize: LIST_BYTES, sizeCalculation: ({ body }) => Math.max(1, body.length) }),
    };
  }
}

function writeList(environment: EnvironmentSettings, scopes: Written[], filter: PublicListFilter): PublicList {
  const { after } = filter;
  const listed = scopes.filter(({ scope }) => (after === undefined || scope.name > after) && isListed(environment, scope, filter));
  const part = after === undefined ? listed : listed.slice(0, PART);
  const body = Buffer.from(`[${part.map(({ json }) => json).join(",")}]`);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  return { body, etag, next: part.length < listed.length ? (part.at(-1)?.scope.name ?? null) : null };
}
