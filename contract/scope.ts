/** Scopes as our own API has them. */
import { z } from "@hono/zod-openapi";
import { Lock, NamedOrganization } from "./organization.ts";
import { Paging, pageOf } from "./paging.ts";
import { NamedProvider } from "./provider-contact.ts";
import { audience, description, INTEGRATION_TYPES, longDescription, MAX_TRANSLATIONS, plainText, requiredDescription, seconds } from "./selfservice-scope.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

const TRANSLATION = z.strictObject({ description: description.optional(), longDescription: longDescription.optional() });

const attributes = {
  description: requiredDescription.describe("What the scope opens, for people."),
  longDescription: longDescription.nullable(),
  translations: z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, "A language tag, such as nn."), TRANSLATION)
    .refine((translations) => Object.keys(translations).length <= MAX_TRANSLATIONS, `At most ${MAX_TRANSLATIONS} languages.`)
    .describe("By language tag (BCP 47)."),
  visibility: z
    .enum(["PUBLIC", "PRIVATE", "INTERNAL"])
    .describe("PUBLIC: on the open list. PRIVATE: seen by its owner and those it is given to. INTERNAL: the same; only the operator may choose it."),
  allowedIntegrationTypes: z
    .array(z.enum(INTEGRATION_TYPES))
    .max(INTEGRATION_TYPES.length)
    .transform((types) => [...new Set(types)])
    .describe("Types of clients that may have it. Empty: every type."),
  openToAll: z.boolean().describe("Every organisation may use it without having been given access."),
  delegationSource: z.string().max(1_000).nullable().describe("Issuer of the register of powers of attorney for it; null: it cannot be delegated."),
  tokenType: z.enum(["SELF_CONTAINED", "OPAQUE"]),
  maxTokenAgeSeconds: seconds.describe("Longest life of a token with it; 0: the client decides."),
  maxAuthorizationSeconds: seconds,
  requiresUserConsent: z.boolean(),
  requiresUserAuthentication: z.boolean(),
  requiresPseudonymousTokens: z.boolean(),
  enforcedAudience: audience.nullable().describe("Put into `aud` of every token, whatever was asked for."),
  typedTokens: z.boolean().describe("Tokens carry the header `typ: at+jwt` (RFC 9068)."),
  supportsEuropeanBusinesses: z.boolean(),
  protected: z.boolean().describe("Only the operator may choose it."),
};

export const Scope = z
  .object({
    ...attributes,
    name: z.string(),
    prefix: z.string(),
    subscope: z.string(),
    owner: NamedOrganization,
    active: z.boolean().describe("false: deactivated by its owner."),
    locked: Lock.nullable().describe("By the operator: it works for nobody, and its owner cannot change it."),
    usable: z.boolean().describe("Active and not locked."),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .openapi("Scope");
export const ScopePage = pageOf("ScopePage", Scope);

const inactive = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");
export const ScopeQuery = z.object({ ...Paging, inactive: inactive.describe("Also those that are deactivated or locked.") });

export const ScopeInPath = z.object({ scope: z.string().describe("`/` and `:` percent-encoded, as in `lyngvidda%3Atilsyn.read`.") });

export const NewScope = z
  .strictObject({
    ...attributes,
    prefix: z.string().max(255).describe("One that the organisation owns."),
    subscope: z.string().max(255).describe("Lower-case letters, digits and . _ - / :"),
    longDescription: attributes.longDescription.default(null),
    translations: attributes.translations.default({}),
    visibility: attributes.visibility.default("PUBLIC"),
    allowedIntegrationTypes: attributes.allowedIntegrationTypes.default([]),
    openToAll: attributes.openToAll.default(false),
    delegationSource: attributes.delegationSource.default(null),
    tokenType: attributes.tokenType.default("SELF_CONTAINED"),
    maxTokenAgeSeconds: attributes.maxTokenAgeSeconds.default(0),
    maxAuthorizationSeconds: attributes.maxAuthorizationSeconds.default(0),
    requiresUserConsent: attributes.requiresUserConsent.default(false),
    requiresUserAuthentication: attributes.requiresUserAuthentication.default(false),
    requiresPseudonymousTokens: attributes.requiresPseudonymousTokens.default(false),
    enforcedAudience: attributes.enforcedAudience.default(null),
    typedTokens: attributes.typedTokens.default(false),
    supportsEuropeanBusinesses: attributes.supportsEuropeanBusinesses.default(false),
    protected: attributes.protected.default(false),
  })
  .openapi("NewScope");

/** Every member is required: one that was forgotten would else be emptied. */
export const ScopeReplacement = z.strictObject(attributes).openapi("ScopeReplacement");

export const ScopeDeactivation = z
  .strictObject({
    message: plainText(300)
      .refine((text) => !/\/\/|www\./i.test(text), "must not hold web addresses")
      .nullable()
      .default(null)
      .describe("Told to those who are hit, with who sent it: what comes instead. No web addresses, so that nobody can be led astray by mail."),
  })
  .openapi("ScopeDeactivation");

export const ScopeImpact = z
  .object({
    consumers: z.int().describe("Organisations with a living access, also one that begins later."),
    toldConsumers: z.int().describe("Those of them with a verified notification point that is told of it."),
    clients: z.int().describe("Active clients that carry the scope."),
    tokens: z
      .object({ days: z.int(), count: z.int() })
      .nullable()
      .describe("Tokens issued with it in the last days. Null: they could not be counted while you wait."),
    mostActive: z.array(z.object({ consumer: NamedOrganization, tokens: z.int() })).describe("The three that got most of them."),
  })
  .openapi("ScopeImpact");

export const AvailableScope = z
  .object({
    name: z.string(),
    description: z.string(),
    longDescription: z.string().nullable(),
    translations: attributes.translations,
    provider: NamedProvider,
    why: z
      .enum(["given", "open", "delegable"])
      .describe("Given to the organisation; open to all; or delegable: whether somebody has delegated it is asked at each token."),
    allowedIntegrationTypes: z.array(z.string()).describe("Empty: every type."),
  })
  .openapi("AvailableScope");
export const AvailableScopePage = pageOf("AvailableScopePage", AvailableScope);
export const AvailableScopeQuery = z.object(Paging);
