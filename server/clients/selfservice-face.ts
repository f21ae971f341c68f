/** Clients and keys as the compatible self-service API writes them (maskinporten.md 8, 9): from its bodies to ours, and back. Pure. */
import { type ClientAnswer, type ClientBody, type KeyAnswer, LOGIN_MEMBERS } from "../../contract/selfservice-client.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";
import { parseScopeName, type ScopeName } from "../../vocabulary/scope-name.ts";
import { type FieldError, Refused } from "../http/refused.ts";
import { type Client, CLIENT_TYPES, type ClientType, type ClientWish } from "./client.ts";
import type { ClientKey } from "./key-set.ts";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * Reads what a body wants a client of `org` to be.
 *
 * @throws Refused client_for_another, combination_invalid (maskinporten.md 8.2, by field), invalid_request
 */
export function wishOf(body: ClientBody, org: OrgNumber): ClientWish {
  refuseOtherOrganization(body, org);
  const wrong = combinationErrors(body);
  if (wrong.length > 0) throw new Refused("combination_invalid", { fields: wrong });
  return {
    name: body.client_name,
    description: body.description,
    uri: body.client_uri || null,
    accessTokenLifetimeSeconds: body.access_token_lifetime,
    authorizationLifetimeSeconds: body.authorization_lifetime,
    refreshTokenLifetimeSeconds: body.refresh_token_lifetime,
    refreshTokenUsage: body.refresh_token_usage ?? "ONETIME",
    type: body.integration_type as ClientType | undefined,
    active: body.active,
    scopes: readScopes(body.scopes),
  };
}

/** A client for somebody else is refused rather than made the caller's own: whoever asks for it means something that we would not do. */
function refuseOtherOrganization({ client_orgno: client, supplier_orgno: supplier }: ClientBody, org: OrgNumber): void {
  const fields: FieldError[] = [];
  if (client !== undefined && client !== org) fields.push({ field: "client_orgno", message: "is not the organisation of the caller" });
  if (supplier !== undefined) fields.push({ field: "supplier_orgno", message: "cannot be set" });
  if (fields.length > 0) throw new Refused("client_for_another", { fields });
}

/** What a machine client cannot have (maskinporten.md 8.2). Members that say nothing are no error. */
export function combinationErrors(body: ClientBody): FieldError[] {
  const { integration_type: type, application_type: application, token_endpoint_auth_method: method, grant_types: grants } = body;
  const errors: FieldError[] = [];
  if (type !== undefined && !(CLIENT_TYPES as readonly string[]).includes(type))
    errors.push({ field: "integration_type", message: `must be ${CLIENT_TYPES.join(" or ")}` });
  if (application !== undefined && application !== "web") errors.push({ field: "application_type", message: "must be web" });
  if (method !== undefined && method !== "private_key_jwt") errors.push({ field: "token_endpoint_auth_method", message: "must be private_key_jwt" });
  if (grants.some((grant) => grant !== JWT_BEARER)) errors.push({ field: "grant_types", message: `must be ${JWT_BEARER} alone` });
  for (const field of LOGIN_MEMBERS) {
    if (saysNothing(body[field])) continue;
    const keys = field === "jwks" || field === "jwks_uri";
    errors.push({ field, message: keys ? "cannot be set here: send keys to the client's jwks" : "is for clients that people log in through" });
  }
  return errors;
}

/** Null, empty, false and `none` say nothing, and so does a key set without keys. */
const saysNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  value === "none" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && !Array.isArray(value) && Object.values(value).every(saysNothing));

function readScopes(texts: string[]): ScopeName[] {
  const fields: FieldError[] = [];
  const names = texts.flatMap((text, position) => {
    const name = parseScopeName(text);
    if (name === null) fields.push({ field: `scopes.${position}`, message: "is not the name of a scope" });
    return name === null ? [] : [name];
  });
  if (fields.length > 0) throw new Refused("invalid_request", { fields });
  return names;
}

/** A client as callers read it: these members and no others (SEC-112). Of clients without suppliers and key addresses those members are null, as documented. */
export const presentClient = (client: Client, keys: ClientKey[]): ClientAnswer => ({
  client_id: client.id,
  client_name: client.name,
  ...(client.uri === null ? {} : { client_uri: client.uri }),
  description: client.description,
  client_orgno: client.org,
  supplier_orgno: null,
  active: client.active,
  application_type: "web",
  integration_type: client.type,
  scopes: client.scopes,
  grant_types: [JWT_BEARER],
  token_endpoint_auth_method: "private_key_jwt",
  access_token_lifetime: client.accessTokenLifetimeSeconds,
  authorization_lifetime: client.authorizationLifetimeSeconds,
  refresh_token_lifetime: client.refreshTokenLifetimeSeconds,
  refresh_token_usage: client.refreshTokenUsage,
  onbehalfof: [],
  jwks: { keys: keys.filter(({ expired }) => !expired).map(presentKey) },
  jwks_uri: null,
  created: client.createdAt.toISOString(),
  last_updated: client.updatedAt.toISOString(),
});

/** A key as callers read it: the public members, and its times. */
export function presentKey({ jwk, expiresAt, createdAt, updatedAt }: ClientKey): KeyAnswer {
  const times = { exp: Math.floor(expiresAt.getTime() / 1_000), created: createdAt.toISOString(), last_updated: updatedAt.toISOString() };
  const { use, kid, alg, x5c } = jwk;
  const about = { use, kid, alg, ...(x5c === undefined ? {} : { x5c }) };
  switch (jwk.kty) {
    case "RSA":
      return { kty: jwk.kty, n: jwk.n, e: jwk.e, ...about, ...times };
    case "EC":
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, ...about, ...times };
    case "OKP":
      return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, ...about, ...times };
  }
}
