/** What a scope is, and the rules that need no database. */
import type { EnvironmentSettings } from "../config.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { RefusalName } from "../../vocabulary/refusals/refusals.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";

/** Kinds of clients that a scope may be reserved for (maskinporten.md 5.2). Only `maskinporten` and `krr` clients exist here; the others are kept. */
export type IntegrationType = "ansattporten" | "api_klient" | "eformidling" | "idporten" | "idporten_saml2" | "krr" | "maskinporten";

/** PUBLIC: on the open list. PRIVATE: seen by its owner and those it is given to. INTERNAL: the same, and only the operator may choose it. */
type Visibility = "PUBLIC" | "PRIVATE" | "INTERNAL";

/** What the owner of a scope decides about it. */
export type ScopeAttributes = {
  description: string;
  longDescription: string | null;
  /** Members with a language tag as callers send them: `description#nn`. */
  translations: Record<string, string>;
  active: boolean;
  visibility: Visibility;
  /** Empty: every type. */
  allowedIntegrationTypes: IntegrationType[];
  /** Every organisation may use it without having been given access. */
  openToAll: boolean;
  /** Issuer of the register of delegations; {@link OURSELVES} for this installation; null: cannot be delegated. */
  delegationSource: string | null;
  tokenType: "SELF_CONTAINED" | "OPAQUE";
  /** Cap on the life of tokens with this scope, in seconds; 0: the client's own. */
  maxTokenAgeSeconds: number;
  /** In seconds. */
  maxAuthorizationSeconds: number;
  requiresUserConsent: boolean;
  requiresUserAuthentication: boolean;
  requiresPseudonymousTokens: boolean;
  /** Put into `aud` of every token, whatever was asked for. */
  enforcedAudience: string | null;
  /** Tokens carry the header `typ: at+jwt` (RFC 9068). */
  typedTokens: boolean;
  supportsEuropeanBusinesses: boolean;
  protected: boolean;
};

export type Scope = ScopeAttributes & {
  id: number;
  name: ScopeName;
  prefix: string;
  subscope: string;
  owner: OrgNumber;
  /** By the operator. */
  locked: { at: Date; reason: string } | null;
  /** Active and not locked: can be given, registered on clients, and used. */
  usable: boolean;
  /** Rises with every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** Stands in the database for this installation as delegation source, so that no row keeps our address (design.md §3). */
const OURSELVES = "self";

/** The delegation sources that a scope of this environment may name: those of the settings, and this installation. */
export const delegationSourcesOf = (environment: EnvironmentSettings): { name: string; issuer: string }[] => [
  ...environment.delegationSources.filter(({ issuer }) => issuer !== environment.issuer),
  { name: "fullmakt", issuer: environment.issuer },
];

/** A delegation source as callers write it, turned into what is kept. Null: it is none of ours. */
export function readDelegationSource(environment: EnvironmentSettings, issuer: string): string | null {
  if (issuer === environment.issuer) return OURSELVES;
  return delegationSourcesOf(environment).some((source) => source.issuer === issuer) ? issuer : null;
}

/** A delegation source as callers read it. */
export const showDelegationSource = (environment: EnvironmentSettings, kept: string): string => (kept === OURSELVES ? environment.issuer : kept);

/**
 * Whether an organisation may give a scope these attributes. What only the operator may choose can be kept by an owner who had it before.
 *
 * @param before null for a new scope
 */
export function judgeAttributes(
  wanted: Pick<ScopeAttributes, "visibility" | "protected">,
  before: Pick<ScopeAttributes, "visibility" | "protected"> | null,
  isOperator: boolean,
): RefusalName | null {
  if (isOperator) return null;
  if (wanted.visibility === "INTERNAL" && before?.visibility !== "INTERNAL") return "operator_only";
  if (wanted.protected && before?.protected !== true) return "operator_only";
  return null;
}

/** Names the deed that an update amounts to, for the log. */
export function nameOfChange(before: { active: boolean }, after: { active: boolean }): "scope.change" | "scope.deactivate" | "scope.reactivate" {
  if (before.active === after.active) return "scope.change";
  return after.active ? "scope.reactivate" : "scope.deactivate";
}

/** The attributes that differ, for the log. */
export const changedAttributes = (before: ScopeAttributes, after: ScopeAttributes): (keyof ScopeAttributes)[] =>
  (Object.keys(after) as (keyof ScopeAttributes)[]).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

/** Why an organisation may, or may not, put a scope on a client. */
export type Availability = "given" | "open" | "delegable" | "unknown" | "inactive" | "not_given";

/**
 * Whether an organisation may put a scope on a client. A delegable scope may be registered by anyone: whether somebody has delegated it to them is asked
 * at each token (maskinporten.md 2.6).
 */
export function judgeAvailability(scope: Pick<Scope, "usable" | "openToAll" | "delegationSource"> | undefined, given: boolean): Availability {
  if (!scope) return "unknown";
  if (!scope.usable) return "inactive";
  if (given) return "given";
  if (scope.openToAll) return "open";
  return scope.delegationSource === null ? "not_given" : "delegable";
}
