/** Clients and their keys on the compatible self-service API (maskinporten.md 8.1, 9): what callers send, and what they get. */
import { z } from "zod";

/** A client id or a key id. A lone `.` or `..` could not be addressed: a path loses it on the way. */
const IDENTIFIER = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,255}$/;
const LARGEST_INT = 2_147_483_647;

/** Text for people: any letters, and no control characters besides tab and line feed (PostgreSQL cannot keep U+0000). */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value.replaceAll(/[\t\n\r]/g, "")), "holds control characters or broken letters");

/** Members that callers also send empty when they have nothing to say (compatibility.md 16). */
const emptyIsAbsent = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const seconds = (smallest: number) => z.int().min(smallest).max(LARGEST_INT);

export const identifier = z.string().regex(IDENTIFIER, "is 1 to 255 letters, digits, full stops, underscores and hyphens");

/** Members that only clients people log in through have. Taken when they say nothing, else refused by name. */
export const LOGIN_MEMBERS = [
  "redirect_uris",
  "post_logout_redirect_uris",
  "frontchannel_logout_uri",
  "frontchannel_logout_session_required",
  "logo_uri",
  "sso_disabled",
  "code_challenge_method",
  "jwks",
  "jwks_uri",
] as const;
export type LoginMember = (typeof LOGIN_MEMBERS)[number];
const loginMembers = Object.fromEntries(LOGIN_MEMBERS.map((name) => [name, z.unknown().optional()])) as Record<LoginMember, z.ZodOptional<z.ZodUnknown>>;

/** The body of POST and PUT. Whether the members fit together is decided by the rules of clients, not here. */
export const ClientBody = z.object({
  client_id: emptyIsAbsent(identifier),
  client_name: text(255).default(""),
  client_uri: text(2_000).default(""),
  description: text(2_000).default(""),
  client_orgno: emptyIsAbsent(z.string().max(64)),
  supplier_orgno: emptyIsAbsent(z.string().max(64)),
  active: z.boolean().optional(),
  application_type: emptyIsAbsent(z.string().max(64)),
  integration_type: emptyIsAbsent(z.string().max(64)),
  scopes: z.array(z.string().max(255)).max(1_000).default([]),
  grant_types: z.array(z.string().max(255)).max(20).default([]),
  token_endpoint_auth_method: emptyIsAbsent(z.string().max(64)),
  access_token_lifetime: seconds(1).default(120),
  authorization_lifetime: seconds(0).default(7_200),
  refresh_token_lifetime: seconds(0).default(600),
  refresh_token_usage: emptyIsAbsent(z.enum(["ONETIME", "REUSE"])),
  ...loginMembers,
});
export type ClientBody = z.output<typeof ClientBody>;

const keyMembers = { use: z.literal("sig"), kid: z.string(), alg: z.string(), x5c: z.array(z.string()).optional() };
export const KeyAnswer = z
  .discriminatedUnion("kty", [
    z.object({ kty: z.literal("RSA"), n: z.string(), e: z.string(), ...keyMembers }),
    z.object({ kty: z.literal("EC"), crv: z.enum(["P-256", "P-384", "P-521"]), x: z.string(), y: z.string(), ...keyMembers }),
    z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), ...keyMembers }),
  ])
  .and(
    z.object({
      /** Seconds since 1970 at which the key stops to hold: at most a year after it was sent. */
      exp: z.int(),
      created: z.iso.datetime(),
      last_updated: z.iso.datetime(),
    }),
  );
export type KeyAnswer = z.output<typeof KeyAnswer>;

export const KeySetAnswer = z.object({ keys: z.array(KeyAnswer) });
export type KeySetAnswer = z.output<typeof KeySetAnswer>;

export const ClientAnswer = z.object({
  client_id: z.string(),
  client_name: z.string(),
  client_uri: z.string().optional(),
  description: z.string(),
  client_orgno: z.string(),
  supplier_orgno: z.null(),
  active: z.boolean(),
  application_type: z.literal("web"),
  integration_type: z.enum(["maskinporten", "krr"]),
  scopes: z.array(z.string()),
  grant_types: z.array(z.literal("urn:ietf:params:oauth:grant-type:jwt-bearer")),
  token_endpoint_auth_method: z.literal("private_key_jwt"),
  access_token_lifetime: z.int(),
  authorization_lifetime: z.int(),
  refresh_token_lifetime: z.int(),
  refresh_token_usage: z.enum(["ONETIME", "REUSE"]),
  /** Registrations below a client, which machine clients have none of. */
  onbehalfof: z.array(z.never()),
  jwks: KeySetAnswer,
  jwks_uri: z.null(),
  created: z.iso.datetime(),
  last_updated: z.iso.datetime(),
});
export type ClientAnswer = z.output<typeof ClientAnswer>;

/** The body of POST `jwks`; `keys` may be missing in an empty set. Each key is read by server/clients/client-key.ts, which knows what a key is. */
export const KeySetBody = z.object({
  keys: z
    .array(z.unknown())
    .max(100)
    .nullish()
    .transform((keys) => keys ?? []),
});
