/** A scope as it stands in the form: everything that is typed is text until it is sent. */
import { newScopeName } from "../../../vocabulary/scope-name.ts";
import type { NewScope, Scope, ScopeReplacement } from "../../api/scopes.ts";
import type { FIELDS } from "./form-texts.ts";

/** Languages that a description can be written in, beside bokmål. */
export const LANGUAGE_TAGS = ["nn", "en", "se"] as const;
export type LanguageTag = (typeof LANGUAGE_TAGS)[number];
export const INTEGRATION_TYPES = ["maskinporten", "krr", "api_klient", "ansattporten", "idporten", "idporten_saml2", "eformidling"] as const;
type IntegrationType = (typeof INTEGRATION_TYPES)[number];
/** Clients of these log people in. */
const LOGIN_TYPES: readonly IntegrationType[] = ["ansattporten", "idporten", "idporten_saml2"];

export const DESCRIPTION_LENGTH = 255;
export const LONG_LENGTH = 1_023;
const MAX_SECONDS = 2_147_483_647;

export type ScopeDraft = {
  prefix: string;
  subscope: string;
  description: string;
  longDescription: string;
  translations: Record<string, { description?: string | undefined; longDescription?: string | undefined }>;
  visibility: Scope["visibility"];
  allowedIntegrationTypes: string[];
  openToAll: boolean;
  delegationSource: string | null;
  tokenType: Scope["tokenType"];
  maxTokenAgeSeconds: string;
  maxAuthorizationSeconds: string;
  requiresUserConsent: boolean;
  requiresUserAuthentication: boolean;
  requiresPseudonymousTokens: boolean;
  enforcedAudience: string;
  typedTokens: boolean;
  supportsEuropeanBusinesses: boolean;
  protected: boolean;
};

export const EMPTY_SCOPE: ScopeDraft = {
  prefix: "",
  subscope: "",
  description: "",
  longDescription: "",
  translations: {},
  visibility: "PUBLIC",
  allowedIntegrationTypes: [],
  openToAll: false,
  delegationSource: null,
  tokenType: "SELF_CONTAINED",
  maxTokenAgeSeconds: "0",
  maxAuthorizationSeconds: "0",
  requiresUserConsent: false,
  requiresUserAuthentication: false,
  requiresPseudonymousTokens: false,
  enforcedAudience: "",
  typedTokens: false,
  supportsEuropeanBusinesses: false,
  protected: false,
};

export const draftOf = (scope: Scope): ScopeDraft => ({
  prefix: scope.prefix,
  subscope: scope.subscope,
  description: scope.description,
  longDescription: scope.longDescription ?? "",
  translations: scope.translations,
  visibility: scope.visibility,
  allowedIntegrationTypes: scope.allowedIntegrationTypes,
  openToAll: scope.openToAll,
  delegationSource: scope.delegationSource,
  tokenType: scope.tokenType,
  maxTokenAgeSeconds: String(scope.maxTokenAgeSeconds),
  maxAuthorizationSeconds: String(scope.maxAuthorizationSeconds),
  requiresUserConsent: scope.requiresUserConsent,
  requiresUserAuthentication: scope.requiresUserAuthentication,
  requiresPseudonymousTokens: scope.requiresPseudonymousTokens,
  enforcedAudience: scope.enforcedAudience ?? "",
  typedTokens: scope.typedTokens,
  supportsEuropeanBusinesses: scope.supportsEuropeanBusinesses,
  protected: scope.protected,
});

/** What the API takes. Of a draft without faults. */
export function replacementOf(draft: ScopeDraft): ScopeReplacement {
  const { prefix: _, subscope: __, ...rest } = draft;
  const written = Object.entries(draft.translations).flatMap(([tag, { description = "", longDescription = "" }]) => {
    const texts = {
      ...(description.trim() && { description: description.trim() }),
      ...(longDescription.trim() && { longDescription: longDescription.trim() }),
    };
    return Object.keys(texts).length > 0 ? [[tag, texts] as const] : [];
  });
  return {
    ...rest,
    description: draft.description.trim(),
    longDescription: draft.longDescription.trim() || null,
    translations: Object.fromEntries(written),
    allowedIntegrationTypes: draft.allowedIntegrationTypes as IntegrationType[],
    maxTokenAgeSeconds: Number(draft.maxTokenAgeSeconds.trim() || "0"),
    maxAuthorizationSeconds: Number(draft.maxAuthorizationSeconds.trim() || "0"),
    enforcedAudience: draft.enforcedAudience.trim() || null,
  };
}

export const newScopeOf = (draft: ScopeDraft): NewScope => ({ ...replacementOf(draft), prefix: draft.prefix, subscope: draft.subscope.trim() });

export const nameOfDraft = ({ prefix, subscope }: Pick<ScopeDraft, "prefix" | "subscope">): string | null => newScopeName(prefix, subscope.trim());

export const logsPeopleIn = ({ allowedIntegrationTypes }: Pick<ScopeDraft, "allowedIntegrationTypes">): boolean =>
  allowedIntegrationTypes.some((type) => (LOGIN_TYPES as readonly string[]).includes(type));

/** What is to be mended: the field and the key of its words. `of`: the field that the words name, `n`: its limit. */
export type DraftFault = { field: string; says: keyof typeof FIELDS; of?: keyof typeof FIELDS; n?: number };

/** @param taken names that the organisation has already; null when the name is not the form's to change */
export function faultsOf(draft: ScopeDraft, taken: ReadonlySet<string> | null): DraftFault[] {
  const faults: DraftFault[] = [];
  if (taken !== null) {
    if (draft.prefix === "") faults.push({ field: "scope-prefix", says: "prefixMissing" });
    const name = nameOfDraft(draft);
    if (draft.subscope.trim() === "") faults.push({ field: "scope-subscope", says: "subscopeMissing" });
    else if (draft.prefix !== "" && name === null) faults.push({ field: "scope-subscope", says: "subscopeWrong" });
    else if (name !== null && taken.has(name)) faults.push({ field: "scope-subscope", says: "nameTaken" });
  }
  if (draft.description.trim() === "") faults.push({ field: "scope-description", says: "descriptionMissing" });
  if (draft.description.length > DESCRIPTION_LENGTH) faults.push({ field: "scope-description", says: "tooLong", of: "description", n: DESCRIPTION_LENGTH });
  for (const [field, value, of] of [
    ["scope-max-age", draft.maxTokenAgeSeconds, "maxAge"],
    ["scope-max-authorization", draft.maxAuthorizationSeconds, "maxAuthorization"],
  ] as const)
    if (!/^\d{0,10}$/.test(value.trim()) || Number(value) > MAX_SECONDS) faults.push({ field, says: "secondsWrong", of });
  if (!/^[\x21-\x7e]*$/.test(draft.enforcedAudience.trim())) faults.push({ field: "scope-audience", says: "audienceWrong" });
  if (draft.longDescription.length > LONG_LENGTH) faults.push({ field: "scope-long", says: "tooLong", of: "long", n: LONG_LENGTH });
  for (const tag of LANGUAGE_TAGS) {
    if ((draft.translations[tag]?.description ?? "").length > DESCRIPTION_LENGTH)
      faults.push({ field: `scope-description-${tag}`, says: "tooLong", of: tag, n: DESCRIPTION_LENGTH });
    if ((draft.translations[tag]?.longDescription ?? "").length > LONG_LENGTH)
      faults.push({ field: `scope-long-${tag}`, says: "tooLong", of: tag, n: LONG_LENGTH });
  }
  return faults;
}

/** Fields that stand behind «Flere valg»: it opens when one of them is to be mended. */
export const isBehindMore = ({ field }: DraftFault): boolean => !["scope-prefix", "scope-subscope", "scope-description"].includes(field);
