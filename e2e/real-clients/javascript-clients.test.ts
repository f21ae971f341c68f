import assert from "node:assert/strict";
import { test } from "node:test";
import * as jose from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { runningInstallation, grantFor } from "../../server/test/running.ts";
import { plantClient, type Planted } from "../../server/test/token-client.ts";
import { grantByJose } from "./grants.ts";

const running = await runningInstallation();
const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** The test installation speaks http, on loopback only. Nothing else is set that a caller of ours would not set. */
const plainHttp = { [oauth.allowInsecureRequests]: true };

async function discover(issuer: URL): Promise<oauth.AuthorizationServer> {
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...plainHttp }));
}

async function grant(as: oauth.AuthorizationServer, planted: Planted, assertion: string): Promise<oauth.TokenEndpointResponse> {
  const client = { client_id: planted.clientId };
  const parameters = { assertion, scope: planted.scope };
  const response = await oauth.genericTokenEndpointRequest(as, client, oauth.None(), JWT_BEARER, parameters, plainHttp);
  return oauth.processGenericTokenEndpointResponse(as, client, response);
}

const configure = (server: URL, planted: Planted): Promise<openid.Configuration> =>
  openid.discovery(server, planted.clientId, undefined, openid.None(), { algorithm: "oauth2", execute: [openid.allowInsecureRequests] });

for (const env of ["test", "prod"] as const)
  test(`oauth4webapi discovers ${env}, gets a token and verifies it over the key set`, async () => {
    const issuer = new URL(running.issuer(env));
    const planted = await plantClient(running, { env });
    const as = await discover(issuer);
    assert.equal(as.issuer, running.issuer(env));
    assert.equal(as.token_endpoint, `${running.issuer(env)}token`);
    const answer = await grant(as, planted, await grantByJose(running, planted));
    assert.equal(answer.token_type, "bearer"); // the library's own lower case
    assert.equal(answer.expires_in, 120);
    assert.equal(answer.scope, planted.scope);
    const keys = jose.createRemoteJWKSet(new URL(as.jwks_uri!));
    const { payload, protectedHeader } = await jose.jwtVerify(answer.access_token, keys, { issuer: as.issuer, requiredClaims: ["client_id", "scope", "jti"] });
    assert.equal(payload.client_id, planted.clientId);
    assert.deepEqual(Object.keys(protectedHeader).toSorted(), ["alg", "kid"]);
  });

test("oauth4webapi: an issuer written without its slash is not the issuer that answers", async () => {
  await assert.rejects(discover(new URL(running.issuer("test").replace(/\/$/, ""))), { code: oauth.JSON_ATTRIBUTE_COMPARISON });
});

test("openid-client finds the metadata at both addresses and gets a token by either", async () => {
  const planted = await plantClient(running);
  const inFront = new URL(running.issuer("test")); // the library puts the well-known path in front of the issuer's
  const below = new URL(".well-known/oauth-authorization-server", running.issuer("test")); // and takes an address as it is when it has one
  for (const server of [inFront, below]) {
    const config = await configure(server, planted);
    assert.equal(config.serverMetadata().issuer, running.issuer("test"));
    const answer = await openid.genericGrantRequest(config, JWT_BEARER, { assertion: grantFor(running, planted), scope: planted.scope });
    assert.equal(answer.scope, planted.scope);
    assert.equal(answer.expires_in, 120); // not expiresIn(), which counts down
  }
});

test("every address of the metadata names the same issuer, with its slash", async () => {
  for (const path of ["/.well-known/oauth-authorization-server/test", "/test/.well-known/oauth-authorization-server"])
    for (const slash of ["", "/"]) {
      const response = await fetch(`${running.origin}${path}${slash}`);
      const as = await oauth.processDiscoveryResponse(new URL(running.issuer("test")), response);
      assert.equal(as.issuer, running.issuer("test"), `${path}${slash}`);
    }
});

const REFUSALS = {
  "MP-250": {
    error: "forbidden",
    status: 403,
    text: /Consumer has not been granted access to the scope \S+\..* \(trace_id: [0-9a-f]{32}\)$/,
  },
  "MP-012": { error: "invalid_grant", status: 400, text: /Grant is used before.* \(trace_id: [0-9a-f]{32}\)$/ },
};

/** What a program finds in what these libraries throw. */
function surfaces(code: keyof typeof REFUSALS): (thrown: unknown) => true {
  const { error, status, text } = REFUSALS[code];
  return (thrown) => {
    assert.ok(thrown instanceof oauth.ResponseBodyError, String(thrown));
    assert.deepEqual([thrown.error, thrown.status], [error, status]);
    assert.match(thrown.error_description!, text);
    assert.equal(thrown.cause.error_uri, `${running.issuer("test")}errors/${code}`);
    return true;
  };
}

test("oauth4webapi says why there was no token: no access, used before", async () => {
  const as = await discover(new URL(running.issuer("test")));
  const without = await plantClient(running, { access: false });
  await assert.rejects(grant(as, without, grantFor(running, without)), surfaces("MP-250"));
  const planted = await plantClient(running);
  const assertion = grantFor(running, planted);
  await grant(as, planted, assertion);
  await assert.rejects(grant(as, planted, assertion), surfaces("MP-012"));
});

test("openid-client says why there was no token: no access, used before", async () => {
  const without = await plantClient(running, { access: false });
  const config = await configure(new URL(running.issuer("test")), without);
  const ask = (assertion: string) => openid.genericGrantRequest(config, JWT_BEARER, { assertion });
  await assert.rejects(ask(grantFor(running, without)), surfaces("MP-250"));
  const planted = await plantClient(running);
  const assertion = grantFor(running, planted);
  await ask(assertion);
  await assert.rejects(ask(assertion), surfaces("MP-012"));
});

test("a grant that jose signs is taken, with each algorithm of a Maskinporten client", async () => {
  for (const [kind, alg] of [
    ["rsa", "RS256"],
    ["rsa", "RS384"],
    ["rsa", "RS512"],
    ["p256", "ES256"],
    ["ed25519", "EdDSA"],
    ["ed25519", "Ed25519"],
  ] as const) {
    const planted = await plantClient(running, { kind, alg });
    const as = await discover(new URL(running.issuer("test")));
    assert.equal((await grant(as, planted, await grantByJose(running, planted))).scope, planted.scope, alg);
  }
});
