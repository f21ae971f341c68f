/** The rows of scopes. Connection or transaction first; no rules. */
import { type SelectQueryBuilder, sql, type Updateable, type UpdateObject } from "kysely";
import { ENVIRONMENT_NUMBER, type EnvironmentName } from "../../vocabulary/environment.ts";
import { type OrgNumber, orgNumberFromInt, orgNumberToInt } from "../../vocabulary/org-number.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { Database } from "../db/open.ts";
import type { Row, Tables } from "../db/tables.ts";
import type { IntegrationType, Scope, ScopeAttributes } from "./scope.ts";

const COLUMNS = [
  "id",
  "name",
  "prefix",
  "subscope",
  "owner",
  "description",
  "long_description",
  "translations",
  "active",
  "locked_at",
  "lock_reason",
  "usable",
  "visibility",
  "allowed_integration_types",
  "open_to_all",
  "delegation_source",
  "token_type",
  "at_max_age",
  "authorization_max_lifetime",
  "requires_user_consent",
  "requires_user_authentication",
  "requires_pseudonymous_tokens",
  "enforced_audience",
  "typed_tokens",
  "supports_european_businesses",
  "protected",
  "version",
  "created_at",
  "updated_at",
] as const satisfies (keyof Row<"scope">)[];

const scopeOf = (row: Pick<Row<"scope">, (typeof COLUMNS)[number]>): Scope => ({
  id: row.id,
  name: row.name as ScopeName,
  prefix: row.prefix,
  subscope: row.subscope,
  owner: orgNumberFromInt(row.owner),
  description: row.description,
  longDescription: row.long_description,
  translations: row.translations,
  active: row.active,
  locked: row.locked_at && row.lock_reason !== null ? { at: row.locked_at, reason: row.lock_reason } : null,
  usable: row.usable,
  visibility: row.visibility,
  allowedIntegrationTypes: row.allowed_integration_types as IntegrationType[],
  openToAll: row.open_to_all,
  delegationSource: row.delegation_source,
  tokenType: row.token_type,
  maxTokenAgeSeconds: row.at_max_age,
  maxAuthorizationSeconds: row.authorization_max_lifetime,
  requiresUserConsent: row.requires_user_consent,
  requiresUserAuthentication: row.requires_user_authentication,
  requiresPseudonymousTokens: row.requires_pseudonymous_tokens,
  enforcedAudience: row.enforced_audience,
  typedTokens: row.typed_tokens,
  supportsEuropeanBusinesses: row.supports_european_businesses,
  protected: row.protected,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const columnsOf = (attributes: ScopeAttributes) =>
  ({
    description: attributes.description,
    long_description: attributes.longDescription,
    translations: JSON.stringify(attributes.translations),
    active: attributes.active,
    visibility: attributes.visibility,
    allowed_integration_types: attributes.allowedIntegrationTypes,
    open_to_all: attributes.openToAll,
    delegation_source: attributes.delegationSource,
    token_type: attributes.tokenType,
    at_max_age: attributes.maxTokenAgeSeconds,
    authorization_max_lifetime: attributes.maxAuthorizationSeconds,
    requires_user_consent: attributes.requiresUserConsent,
    requires_user_authentication: attributes.requiresUserAuthentication,
    requires_pseudonymous_tokens: attributes.requiresPseudonymousTokens,
    enforced_audience: attributes.enforcedAudience,
    typed_tokens: attributes.typedTokens,
    supports_european_businesses: attributes.supportsEuropeanBusinesses,
    protected: attributes.protected,
  }) satisfies Updateable<Tables["scope"]>;

const scopes = (db: Database, env: EnvironmentName) => db.selectFrom("scope").select(COLUMNS).where("env", "=", ENVIRONMENT_NUMBER[env]);

/** The scope with this name, or null. */
export async function findScope(db: Database, env: EnvironmentName, name: ScopeName): Promise<Scope | null> {
  const row = await scopes(db, env).where("name", "=", name).executeTakeFirst();
  return row ? scopeOf(row) : null;
}

/**
 * The scope with this name, held until the transaction ends: `share` lets others read and give below it, `change` is for whoever will update it.
 * `change` is `for no key update`, which does not stand in the way of the foreign keys of others (concurrency.md §12).
 */
export async function holdScope(tx: Database, env: EnvironmentName, name: ScopeName, as: "share" | "change"): Promise<Scope | null> {
  const one = scopes(tx, env).where("name", "=", name);
  const row = await (as === "share" ? one.forShare() : one.forNoKeyUpdate()).executeTakeFirst();
  return row ? scopeOf(row) : null;
}

/** Those of the named scopes that exist, held `for share` in the order of their keys. */
export async function holdScopes(tx: Database, env: EnvironmentName, names: ScopeName[]): Promise<Scope[]> {
  const rows = await scopes(tx, env).where("name", "in", names).orderBy("id").forShare().execute();
  return rows.map(scopeOf);
}

/** Adds a scope. Null when one with this name exists, active or not. */
export async function insertScope(
  tx: Database,
  env: EnvironmentName,
  { name, prefix, subscope, owner, ...attributes }: ScopeAttributes & { name: ScopeName; prefix: string; subscope: string; owner: OrgNumber },
): Promise<Scope | null> {
  const row = await tx
    .insertInto("scope")
    .values({ env: ENVIRONMENT_NUMBER[env], name, prefix, subscope, owner: orgNumberToInt(owner), ...columnsOf(attributes) })
    .onConflict((conflict) => conflict.columns(["env", "name"]).doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? scopeOf(row) : null;
}

/** Writes all attributes of a scope that the transaction holds. The version rises by itself (migration 0002). */
export async function updateScope(tx: Database, env: EnvironmentName, id: number, attributes: ScopeAttributes): Promise<Scope> {
  return scopeOf(await change(tx, env, id, columnsOf(attributes)));
}

/** Locks a scope for `reason`, or unlocks it (null). */
export async function setScopeLock(tx: Database, env: EnvironmentName, id: number, reason: string | null): Promise<Scope> {
  return scopeOf(await change(tx, env, id, { locked_at: reason === null ? null : sql<Date>`now()`, lock_reason: reason }));
}

const change = (tx: Database, env: EnvironmentName, id: number, columns: UpdateObject<Tables, "scope", "scope">) =>
  tx
    .updateTable("scope")
    .set(columns)
    .set({ updated_at: sql<Date>`now()` })
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();

/** A part of a list in the order of names: those after `after`, at most `limit`. */
export type NamePage = { after: ScopeName | null; limit: number };

const paged = <Q extends SelectQueryBuilder<Tables, "scope", object>>(query: Q, page: NamePage | undefined): Q => {
  if (!page) return query;
  const rest = page.after === null ? query : query.where("name", ">", page.after);
  return rest.limit(page.limit) as Q;
};

/** The scopes of one owner in the order of their names; the inactive and locked ones only when asked for. */
export async function listScopesOf(
  db: Database,
  env: EnvironmentName,
  owner: OrgNumber,
  { inactive, page }: { inactive: boolean; page?: NamePage | undefined },
): Promise<Scope[]> {
  const own = scopes(db, env).where("owner", "=", orgNumberToInt(owner)).orderBy("name");
  const rows = await paged(inactive ? own : own.where("usable", "=", true), page).execute();
  return rows.map(scopeOf);
}

/** Whether an active scope stands below a prefix. */
export async function hasActiveScope(db: Database, env: EnvironmentName, prefix: string): Promise<boolean> {
  const row = await db
    .selectFrom("scope")
    .select("id")
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .where("prefix", "=", prefix)
    .where("active", "=", true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Scopes are compared with what is known of them block by block, so that of 20,000 a few numbers travel and not the scopes. */
const BLOCK = 256;
export const blockOf = (scopeId: number): number => Math.floor(scopeId / BLOCK);

/** For each block of an environment the sum of the versions of its scopes, which rises with every change for the reason of {@link scopesVersion}. */
export async function blockVersions(db: Database, env: EnvironmentName): Promise<{ block: number; version: number }[]> {
  return db
    .selectFrom("scope")
    .select([sql<number>`id / ${sql.lit(BLOCK)}`.as("block"), sql<number>`sum(version)::bigint`.as("version")])
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .groupBy("block")
    .execute();
}

/** All scopes of some blocks, whoever owns them. */
export async function listBlocks(db: Database, env: EnvironmentName, blocks: number[]): Promise<Scope[]> {
  const rows = await scopes(db, env)
    .where((has) => has.or(blocks.map((block) => has.between("id", block * BLOCK, (block + 1) * BLOCK - 1))))
    .execute();
  return rows.map(scopeOf);
}

/**
 * A number that rises with every change of any scope of the environment, also one whose transaction began before another's that is already seen:
 * rows are never deleted, and each update raises the version of its row (a trigger), so the sum cannot stay the same.
 */
export async function scopesVersion(db: Database, env: EnvironmentName): Promise<number> {
  const row = await db
    .selectFrom("scope")
    .select(sql<number>`coalesce(sum(version), 0)::bigint`.as("version"))
    .where("env", "=", ENVIRONMENT_NUMBER[env])
    .executeTakeFirstOrThrow();
  return row.version;
}

/** The usable scopes that `org` may put on a client: given to it (whoever sees them), or public and open to all or delegable. */
export async function listAvailableScopes(
  db: Database,
  env: EnvironmentName,
  org: OrgNumber,
  page: NamePage | undefined,
): Promise<{ scope: Scope; given: boolean }[]> {
  const given = sql<boolean>`exists (select from access a where a.env = scope.env and a.org = ${orgNumberToInt(org)} and a.scope = scope.id
    and a.ended_at is null and (a.valid_to is null or a.valid_to > now()))`;
  const query = scopes(db, env)
    .select(given.as("given"))
    .where("usable", "=", true)
    .where((has) =>
      has.or([given, has.and([has("visibility", "=", "PUBLIC"), has.or([has("open_to_all", "=", true), has("delegation_source", "is not", null)])])]),
    )
    .orderBy("name");
  const rows = await paged(query, page).execute();
  return rows.map((row) => ({ scope: scopeOf(row), given: row.given }));
}
