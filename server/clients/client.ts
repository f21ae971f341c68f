/** What a client is, and the rules that need no database. */
import type { AuditMember } from "../../vocabulary/audit-members.ts";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { type HeldRight, OPERATOR_RIGHT } from "../../vocabulary/rights.ts";
import type { ScopeName } from "../../vocabulary/scope-name.ts";
import type { FieldError } from "../http/refused.ts";
import type { ScopeAvailability } from "../scopes/availability.ts";

export const CLIENT_TYPES = ["maskinporten", "krr"] as const;
/** `krr`: for the contact register, with scopes of its own that cannot be chosen. */
export type ClientType = (typeof CLIENT_TYPES)[number];

/** The scopes of every krr client (maskinporten.md 8.2). */
export const KRR_SCOPES = ["krr:global/kontaktinformasjon.read", "krr:global/digitalpost.read"] as ScopeName[];

/** What the owner of a client decides about it. */
export type ClientAttributes = {
  name: string;
  description: string;
  /** Address of a page about the client. Shown as text only. */
  uri: string | null;
  accessTokenLifetimeSeconds: number;
  /** Grants may name the token endpoint as their audience: for a client that is on its way to naming the issuer (design.md §8). */
  acceptsTokenEndpointAudience: boolean;
  /** The next three are kept for callers that compare; nothing is decided by them. */
  authorizationLifetimeSeconds: number;
  refreshTokenLifetimeSeconds: number;
  refreshTokenUsage: "ONETIME" | "REUSE";
};

export type Client = ClientAttributes & {
  env: EnvironmentName;
  id: string;
  org: OrgNumber;
  type: ClientType;
  active: boolean;
  /** By the operator, this client alone. */
  locked: { at: Date; reason: string } | null;
  /** By the operator, with its whole organisation. */
  ownerLocked: boolean;
  /** In the order of their names. Scopes that were deactivated meanwhile are among them, so that reading and putting back loses none. */
  scopes: ScopeName[];
  version: number;
  keysVersion: number;
  createdAt: Date;
  updatedAt: Date;
};

/** Attributes that only one of the APIs knows: the other one leaves them as they are. */
const FOR_A_NEW_CLIENT = {
  acceptsTokenEndpointAudience: false,
  authorizationLifetimeSeconds: 7_200,
  refreshTokenLifetimeSeconds: 600,
  refreshTokenUsage: "ONETIME",
} as const satisfies Partial<ClientAttributes>;
type Optional = keyof typeof FOR_A_NEW_CLIENT;

/** What someone wants a client to be. What is left out is as it was; a new client is then `maskinporten`, active, and has {@link FOR_A_NEW_CLIENT}. */
export type ClientWish = Omit<ClientAttributes, Optional> & { [Name in Optional]?: ClientAttributes[Name] | undefined } & {
  type?: ClientType | undefined;
  active?: boolean | undefined;
  scopes: ScopeName[];
};

/** The attributes that a client has when the wish is carried out. `before` is null for a new one. */
export function attributesOf(wish: ClientWish, before: ClientAttributes | null): ClientAttributes {
  const kept = before ?? FOR_A_NEW_CLIENT;
  return {
    name: wish.name,
    description: wish.description,
    uri: wish.uri,
    accessTokenLifetimeSeconds: wish.accessTokenLifetimeSeconds,
    acceptsTokenEndpointAudience: wish.acceptsTokenEndpointAudience ?? kept.acceptsTokenEndpointAudience,
    authorizationLifetimeSeconds: wish.authorizationLifetimeSeconds ?? kept.authorizationLifetimeSeconds,
    refreshTokenLifetimeSeconds: wish.refreshTokenLifetimeSeconds ?? kept.refreshTokenLifetimeSeconds,
    refreshTokenUsage: wish.refreshTokenUsage ?? kept.refreshTokenUsage,
  };
}

/**
 * The scopes a client of this type gets when these are asked for. A krr client gets its two whatever part of them was named.
 *
 * @returns the names without doubles, or those that a client of this type cannot have
 */
export function scopesFor(type: ClientType, asked: ScopeName[]): { scopes: ScopeName[] } | { wrong: ScopeName[] } {
  if (type === "maskinporten") return { scopes: [...new Set(asked)] };
  const wrong = asked.filter((name) => !KRR_SCOPES.includes(name));
  return wrong.length > 0 ? { wrong } : { scopes: [...KRR_SCOPES] };
}

/**
 * Tells which of the scopes asked for a client cannot get, and why, as one field error each.
 *
 * A scope that stands on the client already stays allowed when it has become unavailable, so that another change of the client is possible meanwhile;
 * tokens are refused for it all the same.
 */
export function unavailableScopes(
  type: ClientType,
  asked: ScopeName[],
  alreadyOn: ReadonlySet<ScopeName>,
  availability: ReadonlyMap<ScopeName, ScopeAvailability>,
): (FieldError & { scope: ScopeName })[] {
  return asked.flatMap((scope, position) => {
    if (alreadyOn.has(scope)) return [];
    const found = availability.get(scope);
    const complain = (message: string) => [{ scope, field: `scopes.${position}`, message: `${scope}: ${message}` }];
    if (!found || found.why === "unknown") return complain("there is no such scope in this environment.");
    if (found.why === "inactive") return complain("its owner has deactivated it.");
    if (!found.available) return complain("the organisation has no access to it. The owner of the scope can give it.");
    if (found.allowedIntegrationTypes.length > 0 && !found.allowedIntegrationTypes.includes(type))
      return complain(`it is not for clients of the type ${type}, but for ${found.allowedIntegrationTypes.join(", ")}.`);
    return [];
  });
}

/** The right of a person that a scope of our own APIs opens to a client; null for every other scope. */
export function rightOpenedBy(scope: string): HeldRight | null {
  if (/^idporten:scopes[./]/.test(scope)) return "api_manager";
  if (/^idporten:dcr[./]/.test(scope)) return "client_manager";
  return scope.startsWith("fullmakt:") ? OPERATOR_RIGHT : null;
}

const NAME_OF_ATTRIBUTE: Record<keyof ClientAttributes, AuditMember> = {
  name: "client_name",
  description: "description",
  uri: "client_uri",
  accessTokenLifetimeSeconds: "access_token_lifetime",
  acceptsTokenEndpointAudience: "accepts_token_endpoint_audience",
  authorizationLifetimeSeconds: "authorization_lifetime",
  refreshTokenLifetimeSeconds: "refresh_token_lifetime",
  refreshTokenUsage: "refresh_token_usage",
};
const ATTRIBUTES = Object.keys(NAME_OF_ATTRIBUTE) as (keyof ClientAttributes)[];

/** What a replacement changes: names of members as the API has them, and scopes. */
export type ClientChange = { attributes: AuditMember[]; added: ScopeName[]; removed: ScopeName[]; activity: "activated" | "deactivated" | null };

/** Compares a client with what is wanted of it. */
export function changeOf(before: Client, wish: ClientAttributes & { active: boolean; scopes: ScopeName[] }): ClientChange {
  return {
    attributes: ATTRIBUTES.filter((name) => before[name] !== wish[name]).map((name) => NAME_OF_ATTRIBUTE[name]),
    added: wish.scopes.filter((scope) => !before.scopes.includes(scope)),
    removed: before.scopes.filter((scope) => !wish.scopes.includes(scope)),
    activity: before.active === wish.active ? null : wish.active ? "activated" : "deactivated",
  };
}

/** Whether nothing would change: then nothing is written, and no entry is made. */
export const isNoChange = ({ attributes, added, removed, activity }: ClientChange): boolean =>
  attributes.length === 0 && added.length === 0 && removed.length === 0 && activity === null;
