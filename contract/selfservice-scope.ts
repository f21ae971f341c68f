/** Bodies and queries of today's self-service API for scopes: which members there are and what each may hold (maskinporten.md 5.2, 10.3). */
import { z } from "zod";

export const INTEGRATION_TYPES = ["ansattporten", "api_klient", "eformidling", "idporten", "idporten_saml2", "krr", "maskinporten"] as const;

/** The database's int. */
const MAX_SECONDS = 2_147_483_647;
export const MAX_TRANSLATIONS = 40;

/** NUL and unpaired surrogates cannot be stored; other controls, and those that turn text around, have no place in a text that others read. */
const isPlain = (text: string): boolean => text.isWellFormed() && !/[\p{Bidi_Control}]|(?![\n\r\t])\p{Cc}/u.test(text);
/** Said here since translations are read one by one, far from whoever has the words. */
const NOT_TEXT = { error: ({ input }: { input?: unknown }) => (input === undefined ? undefined : "It must be text.") };

export const plainText = (max: number) =>
  z.string(NOT_TEXT).max(max, `It must have at most ${max} characters.`).refine(isPlain, "Control characters are not allowed.");

/** The portal of today takes 255 and 1,023 characters; its API took more, so ours does. */
export const description = plainText(1_000);
export const longDescription = plainText(4_000);

export const requiredDescription = description.refine((text) => text.trim() !== "", "A description is required.");

/** Callers send absent members as empty strings too (compatibility.md 16). */
const emptyIsAbsent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const seconds = z.int().min(0).max(MAX_SECONDS);
const integrationTypes = z
  .array(z.enum(INTEGRATION_TYPES))
  .transform((types) => [...new Set(types)])
  .optional();
const flag = z.boolean().default(false);
export const audience = z
  .string()
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/, "An audience is printable ASCII without spaces.");

const members = {
  description: requiredDescription,
  long_description: emptyIsAbsent(longDescription),
  active: z.boolean().optional(),
  visibility: emptyIsAbsent(z.enum(["PUBLIC", "PRIVATE", "INTERNAL"])),
  allowed_integration_types: integrationTypes,
  /** The name in the documents of the previous one. */
  allowable_integration_types: integrationTypes,
  accessible_for_all: flag,
  delegation_source: emptyIsAbsent(z.string().max(1_000)),
  token_type: emptyIsAbsent(z.enum(["SELF_CONTAINED", "OPAQUE"])),
  at_max_age: seconds.default(0),
  authorization_max_lifetime: seconds.optional(),
  /** The name in the documents of the previous one. */
  authorization_max_age: seconds.optional(),
  requires_user_consent: flag,
  requires_user_authentication: flag,
  requires_pseudonymous_tokens: flag,
  enforced_aud_for_access_token: emptyIsAbsent(audience),
  supports_european_businesses: flag,
  protected: flag,
};

const TRANSLATION = /^(description|long_description)#[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** The members with a language tag, such as `description#nn`. Empty ones are left out; members of any other name are not read (SEC-112). */
function readTranslations(body: Record<string, unknown>, context: z.RefinementCtx): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const kind = TRANSLATION.exec(name)?.[1];
    if (!kind || value === "") continue;
    const read = (kind === "description" ? description : longDescription).safeParse(value);
    if (read.success) found[name] = read.data;
    else context.addIssue({ code: "custom", path: [name], message: read.error.issues[0]!.message });
  }
  if (Object.keys(found).length > MAX_TRANSLATIONS) context.addIssue({ code: "custom", message: `At most ${MAX_TRANSLATIONS} translations.` });
  return found;
}

type Read<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** What both bodies have in common, with today's two names for one thing made one. */
const toAttributes = (body: Read<typeof members>, context: z.RefinementCtx) => ({
  description: body.description,
  longDescription: body.long_description ?? null,
  translations: readTranslations(body, context),
  active: body.active,
  visibility: body.visibility ?? "PUBLIC",
  allowedIntegrationTypes: body.allowed_integration_types ?? body.allowable_integration_types ?? [],
  openToAll: body.accessible_for_all,
  delegationSource: body.delegation_source ?? null,
  tokenType: body.token_type ?? "SELF_CONTAINED",
  maxTokenAgeSeconds: body.at_max_age,
  maxAuthorizationSeconds: body.authorization_max_lifetime ?? body.authorization_max_age ?? 0,
  requiresUserConsent: body.requires_user_consent,
  requiresUserAuthentication: body.requires_user_authentication,
  requiresPseudonymousTokens: body.requires_pseudonymous_tokens,
  enforcedAudience: body.enforced_aud_for_access_token ?? null,
  supportsEuropeanBusinesses: body.supports_european_businesses,
  protected: body.protected,
});

/** Body of POST `/scopes`. The grammar of the name is checked where the prefix is. */
export const newScopeBody = z
  .looseObject({ ...members, prefix: z.string(), subscope: z.string() })
  .transform((body, context) => ({ prefix: body.prefix, subscope: body.subscope, ...toAttributes(body, context) }));

/**
 * Body of PUT `/scopes`: the whole object. Absent members get their defaults, but `active` stays as it is. Name parts may be sent, and must be those of
 * the scope; what only the server writes (owner_orgno, created, last_updated) is not read.
 */
export const scopeBody = z
  .looseObject({ ...members, name: emptyIsAbsent(z.string()), prefix: emptyIsAbsent(z.string()), subscope: emptyIsAbsent(z.string()) })
  .transform((body, context) => ({ name: body.name, prefix: body.prefix, subscope: body.subscope, ...toAttributes(body, context) }));

/** `true` and `false` in a query, in capitals too; absent and empty mean that it was not asked for. */
const queryFlag = z
  .string()
  .regex(/^(true|false|)$/i, "It must be true or false.")
  .optional()
  .transform((text) => (text ? text.toLowerCase() === "true" : undefined));
const queryText = z
  .string()
  .max(255)
  .optional()
  .transform((text) => text || undefined);

/** Query of the lists that hide what is inactive. */
export const inactiveQuery = z.object({ inactive: queryFlag });

/** Query of GET `/scopes`, and of whatever names one scope. */
export const scopesQuery = z.object({ scope: queryText, inactive: queryFlag });
export const oneScopeQuery = z.object({ scope: z.string({ error: "The scope is required." }).min(1, "The scope is required.") });

/** Query of GET `/scopes/all`. `page` is ours: a list in parts, beginning with an empty value; each part's Link header leads to the next. */
export const publicScopesQuery = z.object({
  prefix: queryText,
  inactive: queryFlag,
  delegated_sources: queryText,
  accessible_for_all: queryFlag,
  integration_type: queryText,
  page: z.string().max(255).optional(),
});

/** Query of GET `/scopes/access`. */
export const accessesQuery = z
  .object({ scope: queryText, consumer_orgno: queryText, inactive: queryFlag })
  .refine(({ scope, consumer_orgno }) => scope !== undefined || consumer_orgno !== undefined, {
    path: ["scope"],
    message: "scope or consumer_orgno is required.",
  });
