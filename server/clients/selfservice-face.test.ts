import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientBody } from "../../contract/selfservice-client.ts";
import { Refused } from "../http/refused.ts";
import { freshOrgNumber } from "../test/installation.ts";
import { JWT_BEARER } from "./clients-under-test.ts";
import { combinationErrors, wishOf } from "./selfservice-face.ts";

const org = freshOrgNumber();

for (const { says, body, wrong } of [
  { says: "nothing at all", body: {}, wrong: [] },
  {
    says: "all that a machine client has",
    body: { application_type: "web", integration_type: "maskinporten", token_endpoint_auth_method: "private_key_jwt", grant_types: [JWT_BEARER] },
    wrong: [],
  },
  {
    says: "login members that say nothing",
    body: {
      redirect_uris: [],
      post_logout_redirect_uris: null,
      frontchannel_logout_uri: "",
      sso_disabled: false,
      code_challenge_method: "none",
      jwks: { keys: [] },
    },
    wrong: [],
  },
  {
    says: "empty words",
    body: { application_type: "", integration_type: "", token_endpoint_auth_method: "", refresh_token_usage: "", client_orgno: "" },
    wrong: [],
  },
  { says: "a login client", body: { integration_type: "idporten" }, wrong: ["integration_type"] },
  { says: "a browser", body: { application_type: "browser" }, wrong: ["application_type"] },
  { says: "a secret", body: { token_endpoint_auth_method: "client_secret_basic" }, wrong: ["token_endpoint_auth_method"] },
  { says: "a login grant", body: { grant_types: [JWT_BEARER, "authorization_code"] }, wrong: ["grant_types"] },
  { says: "return addresses", body: { redirect_uris: ["https://havsula.example/"] }, wrong: ["redirect_uris"] },
  {
    says: "log-out",
    body: { post_logout_redirect_uris: ["https://a.example/"], frontchannel_logout_uri: "https://a.example/", frontchannel_logout_session_required: true },
    wrong: ["post_logout_redirect_uris", "frontchannel_logout_uri", "frontchannel_logout_session_required"],
  },
  {
    says: "a picture, PKCE and no single sign-on",
    body: { logo_uri: "https://a.example/l.png", code_challenge_method: "S256", sso_disabled: true },
    wrong: ["logo_uri", "sso_disabled", "code_challenge_method"],
  },
  { says: "keys, which would be lost", body: { jwks: { keys: [{ kty: "RSA" }] }, jwks_uri: "https://a.example/jwks" }, wrong: ["jwks", "jwks_uri"] },
])
  test(`a machine client with ${says}: ${wrong.join(", ") || "fine"}`, () => {
    assert.deepEqual(
      combinationErrors(ClientBody.parse(withoutNulls(body))).map(({ field }) => field),
      wrong,
    );
  });

const withoutNulls = (body: object) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

for (const { says, body, refusal } of [
  { says: "its own number", body: { client_orgno: org }, refusal: null },
  { says: "a customer's number", body: { client_orgno: "310800007" }, refusal: "client_for_another" },
  { says: "its own number as supplier", body: { supplier_orgno: org }, refusal: "client_for_another" },
  { says: "a scope that has no prefix", body: { scopes: ["openid"] }, refusal: "invalid_request" },
  { says: "a scope with a line feed", body: { scopes: ["a:b\n"] }, refusal: "invalid_request" },
])
  test(`SEC-110 a client with ${says}: ${refusal ?? "fine"}`, () => {
    const read = () => wishOf(ClientBody.parse(body), org);
    if (refusal === null) read();
    else assert.throws(read, (error) => error instanceof Refused && error.refusal === refusal && error.fields.length === 1);
  });
