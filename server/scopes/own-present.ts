/** Prefixes, scopes and accesses in the form of our own API. Only what is listed here leaves the server. */
import type { z } from "@hono/zod-openapi";
import type { Access as ShownAccess } from "../../contract/access.ts";
import type { Prefix as ShownPrefix } from "../../contract/prefix.ts";
import type { AvailableScope as ShownAvailableScope, Scope as ShownScope } from "../../contract/scope.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { undoUntil } from "../audit/removal.ts";
import type { Remover } from "../audit/remover.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Contact } from "../organizations/contact.ts";
import type { ShownAccess as Access } from "./access-operations.ts";
import type { AvailableScope } from "./operations.ts";
import type { Prefix } from "./prefix.ts";
import { type Scope, showDelegationSource } from "./scope.ts";

type Names = ReadonlyMap<OrgNumber, string>;
const named = (number: OrgNumber, names: Names) => ({ number: number as string, name: names.get(number) ?? null });

export const presentScope = (environment: EnvironmentSettings, scope: Scope, names: Names): z.output<typeof ShownScope> => ({
  name: scope.name,
  prefix: scope.prefix,
  subscope: scope.subscope,
  owner: named(scope.owner, names),
  description: scope.description,
  longDescription: scope.longDescription,
  translations: showTranslations(scope.translations),
  active: scope.active,
  locked: scope.locked && { at: scope.locked.at.toISOString(), reason: scope.locked.reason },
  usable: scope.usable,
  visibility: scope.visibility,
  allowedIntegrationTypes: scope.allowedIntegrationTypes,
  openToAll: scope.openToAll,
  delegationSource: scope.delegationSource === null ? null : showDelegationSource(environment, scope.delegationSource),
  tokenType: scope.tokenType,
  maxTokenAgeSeconds: scope.maxTokenAgeSeconds,
  maxAuthorizationSeconds: scope.maxAuthorizationSeconds,
  requiresUserConsent: scope.requiresUserConsent,
  requiresUserAuthentication: scope.requiresUserAuthentication,
  requiresPseudonymousTokens: scope.requiresPseudonymousTokens,
  enforcedAudience: scope.enforcedAudience,
  typedTokens: scope.typedTokens,
  supportsEuropeanBusinesses: scope.supportsEuropeanBusinesses,
  protected: scope.protected,
  createdAt: scope.createdAt.toISOString(),
  updatedAt: scope.updatedAt.toISOString(),
});

/** Only what a reader needs to choose: what else the owner has decided is the owner's. */
export const presentAvailableScope = (
  { scope, why }: AvailableScope,
  names: Names,
  contacts: ReadonlyMap<OrgNumber, Contact>,
): z.output<typeof ShownAvailableScope> => ({
  name: scope.name,
  description: scope.description,
  longDescription: scope.longDescription,
  translations: showTranslations(scope.translations),
  provider: { ...named(scope.owner, names), contact: contacts.get(scope.owner) ?? null },
  // The list holds no others (judgeAvailability).
  why: why as "given" | "open" | "delegable",
  allowedIntegrationTypes: scope.allowedIntegrationTypes,
});

/** @param removedBy for the owner of the scope, of what can be undone */
export const presentAccess = (access: Access, removedBy: Remover | null = null): z.output<typeof ShownAccess> => ({
  id: access.publicId,
  scope: access.scope,
  owner: { number: access.owner, name: access.ownerName || null },
  consumer: {
    number: access.consumer,
    name: access.consumerName || null,
    ...(access.consumerDeletedOn !== undefined && { deletedOn: access.consumerDeletedOn }),
  },
  state: access.state,
  validFrom: access.validFrom.toISOString(),
  validTo: access.validTo?.toISOString() ?? null,
  givenAt: access.givenAt.toISOString(),
  reason: access.reason,
  endedAt: access.ended?.at.toISOString() ?? null,
  endedWhy: access.ended?.why ?? null,
  undoUntil: undoUntil(access)?.toISOString() ?? null,
  removedBy,
  lastChangedAt: access.lastChangedAt.toISOString(),
});

export const presentPrefix = (prefix: Prefix, names: Names): z.output<typeof ShownPrefix> => ({
  prefix: prefix.prefix,
  owner: named(prefix.owner, names),
  active: prefix.active,
  createdAt: prefix.createdAt.toISOString(),
  updatedAt: prefix.updatedAt.toISOString(),
});

type Translations = z.output<typeof ShownScope>["translations"];

/** The members with a language tag, as today's callers send them and as they are kept (`long_description#nn`), by language. */
export function showTranslations(kept: Record<string, string>): Translations {
  const shown: Translations = {};
  for (const [member, text] of Object.entries(kept)) {
    const [name, tag = ""] = member.split("#");
    shown[tag] = { ...shown[tag], [name === "description" ? "description" : "longDescription"]: text };
  }
  return shown;
}

/** The opposite of {@link showTranslations}. Empty texts are none. */
export function keepTranslations(translations: Translations): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [tag, { description, longDescription }] of Object.entries(translations)) {
    if (description) kept[`description#${tag}`] = description;
    if (longDescription) kept[`long_description#${tag}`] = longDescription;
  }
  return kept;
}
