/** Clients as our own API has them. */
import { z } from "@hono/zod-openapi";
import type { Cause } from "../vocabulary/explanations.ts";
import { parseScopeName, type ScopeName } from "../vocabulary/scope-name.ts";
import { SentJwk } from "./client-key.ts";
import { Paging, pageOf } from "./paging.ts";
import { seconds, text } from "./selfservice-client.ts";
import { RemovedBy } from "./removed-by.ts";

const Timestamp = z.iso.datetime().describe("RFC 3339, UTC.");

/** Why a scope can be used by a client now, or not: those causes of an explanation that are about scope, type and access. */
export const SCOPE_CAUSES = [
  "access_given",
  "access_open",
  "scope_deactivated",
  "scope_locked",
  "type_not_allowed",
  "access_never_given",
  "access_removed",
  "access_expired",
  "access_not_yet",
] as const satisfies readonly Cause[];

const ClientScope = z
  .object({
    name: z.string(),
    usable: z.boolean().describe("Whether a token for this scope, for the client's own organisation, would pass the access check now."),
    why: z.enum(SCOPE_CAUSES).describe("Stable name of the cause; `POST /explanations` tells it in words, and who can mend it."),
    delegable: z.boolean().describe("Others may give a power of attorney for it, so that a supplier uses it for them without an access of its own."),
  })
  .openapi("ClientScope");

export const Client = z
  .object({
    clientId: z.string(),
    name: z.string(),
    description: z.string(),
    uri: z.string().nullable().describe("Address of a page about the client. Text: it was not checked."),
    type: z.enum(["maskinporten", "krr"]),
    active: z.boolean().describe("false: deactivated by its owner. It gets no tokens."),
    locked: z.object({ at: Timestamp, reason: z.string() }).nullable().describe("By the operator: it gets no tokens, and its owner cannot change it."),
    owner: z.object({ number: z.string(), name: z.string().nullable() }),
    scopes: z.array(ClientScope),
    removedScopes: z
      .array(z.object({ name: z.string(), endedAt: Timestamp, undoUntil: Timestamp, by: RemovedBy }))
      .describe("Those that were taken off it so lately that this can be undone: within 30 minutes."),
    accessTokenLifetimeSeconds: z.int(),
    acceptsTokenEndpointAudience: z
      .boolean()
      .describe("Grants may name the token endpoint as `aud` instead of the issuer. Deprecated: for a client that migrates."),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    keys: z
      .object({ count: z.int(), nextExpiry: Timestamp.nullable().describe("When the first of them expires.") })
      .describe("Those that have neither been removed nor expired."),
  })
  .openapi("Client");

export const ClientPage = pageOf("ClientPage", Client);

export const ClientQuery = z.object({
  ...Paging,
  inactive: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .describe("Also those that were deactivated."),
});

export const scopeName = z
  .string()
  .refine((value) => parseScopeName(value) !== null, "is not the name of a scope")
  .transform((value) => value as ScopeName);

const attributes = {
  name: text(255).min(1).describe("A name that colleagues recognise."),
  description: text(2_000),
  uri: text(2_000).min(1).nullable(),
  scopes: z.array(scopeName).max(1_000),
  accessTokenLifetimeSeconds: seconds(1),
  acceptsTokenEndpointAudience: z.boolean(),
};

export const NewClient = z
  .strictObject({
    ...attributes,
    type: z.enum(["maskinporten", "krr"]).default("maskinporten").describe("Cannot be changed later."),
    description: attributes.description.default(""),
    uri: attributes.uri.default(null),
    scopes: attributes.scopes.default([]).describe("Scopes of a `krr` client are fixed: leave them out."),
    accessTokenLifetimeSeconds: attributes.accessTokenLifetimeSeconds.default(120),
    acceptsTokenEndpointAudience: attributes.acceptsTokenEndpointAudience.default(false),
    keys: z
      .array(z.union([SentJwk, z.string()]))
      .max(100)
      .default([])
      .describe("Its first keys, at most five: they come with the client, or neither does. As `PUT …/keys` takes them, from whoever may add keys."),
  })
  .openapi("NewClient");

/** Every member is required: one that was forgotten would else be emptied. */
export const ClientReplacement = z.strictObject(attributes).openapi("ClientReplacement");

export const ScopeInPath = z.object({
  clientId: z.string(),
  scope: scopeName.openapi({ param: { name: "scope", in: "path" }, example: "lyngvidda%3Atilsyn.read" }).describe("`/` and `:` percent-encoded."),
});

export const ClientLock = z.strictObject({ reason: text(500).regex(/\p{L}/u, "must hold a letter").describe("Shown to the owner.") }).openapi("ClientLock");
