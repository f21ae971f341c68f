/** Prefixes, scopes and accesses in the form of today's self-service API (maskinporten.md 5.2, 6, 10.3). Only what is listed here leaves the server. */
import type { EnvironmentSettings } from "../config.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import type { ShownAccess } from "./access-operations.ts";
import type { Prefix } from "./prefix.ts";
import { type Scope, showDelegationSource } from "./scope.ts";

/** A locked scope shows as inactive: that is what it is to everybody but the operator. */
export const presentScope = (environment: EnvironmentSettings, scope: Scope) => ({
  name: scope.name,
  prefix: scope.prefix,
  subscope: scope.subscope,
  description: scope.description,
  ...(scope.longDescription !== null && { long_description: scope.longDescription }),
  ...scope.translations,
  active: scope.usable,
  visibility: scope.visibility,
  allowed_integration_types: scope.allowedIntegrationTypes,
  accessible_for_all: scope.openToAll,
  ...(scope.delegationSource !== null && { delegation_source: showDelegationSource(environment, scope.delegationSource) }),
  token_type: scope.tokenType,
  at_max_age: scope.maxTokenAgeSeconds,
  authorization_max_lifetime: scope.maxAuthorizationSeconds,
  requires_user_consent: scope.requiresUserConsent,
  requires_user_authentication: scope.requiresUserAuthentication,
  requires_pseudonymous_tokens: scope.requiresPseudonymousTokens,
  ...(scope.enforcedAudience !== null && { enforced_aud_for_access_token: scope.enforcedAudience }),
  supports_european_businesses: scope.supportsEuropeanBusinesses,
  protected: scope.protected,
  owner_orgno: scope.owner,
  created: scope.createdAt.toISOString(),
  last_updated: scope.updatedAt.toISOString(),
});

/**
 * One record for each scope and organisation, as callers know it: taken away and given again, it was still created when it was given first.
 * The dates are ours, shown only where somebody chose them: an access is otherwise from when it was given, and without end.
 */
export const presentAccess = (access: ShownAccess) => ({
  scope: access.scope,
  state: access.state,
  owner_orgno: access.owner,
  owner_organization_name: access.ownerName,
  consumer_orgno: access.consumer,
  consumer_organization_name: access.consumerName,
  created: access.firstGivenAt.toISOString(),
  last_updated: access.lastChangedAt.toISOString(),
  ...(access.validFrom.getTime() !== access.givenAt.getTime() && { valid_from: access.validFrom.toISOString() }),
  ...(access.validTo !== null && { valid_to: access.validTo.toISOString() }),
});

export const presentPrefix = (prefix: Prefix, names: ReadonlyMap<OrgNumber, string>) => ({
  prefix: prefix.prefix,
  owner_orgno: prefix.owner,
  organization_name: names.get(prefix.owner) ?? "",
  active: prefix.active,
  created: prefix.createdAt.toISOString(),
  last_updated: prefix.updatedAt.toISOString(),
});
