import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import * as jose from "jose";
import { runningInstallation } from "../../server/test/running.ts";
import { plantClient, type Planted } from "../../server/test/token-client.ts";
import { python, WITHOUT_PYTHON } from "./python.ts";

const running = await runningInstallation();
const issuer = running.issuer("test");
const keys = jose.createRemoteJWKSet(new URL("jwk", issuer));

/** A provider's API: shows the claims of a token that verifies, else 401. */
const api = createServer((request, response) => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const answer = (status: number, body: unknown) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  void jose.jwtVerify(token, keys, { issuer }).then(
    ({ payload }) => answer(200, payload),
    (error: Error) => answer(401, { error: error.message }),
  );
}).listen(0, "127.0.0.1");
await once(api, "listening");
after(() => void api.close());
const apiAddress = `http://127.0.0.1:${(api.address() as AddressInfo).port}/`;

type Said = Record<string, Record<string, unknown> & { token?: Record<string, unknown>; body?: Record<string, unknown> }>;

async function authlib(planted: Planted): Promise<Said> {
  const key = planted.key.privateKey.export({ type: "pkcs8", format: "pem" });
  const asked = { issuer, client_id: planted.clientId, scope: planted.scope, kid: planted.key.kid, key, api: apiAddress };
  return (await python("tokens_with_authlib.py", asked)) as Said;
}

test("Authlib gets tokens by OAuth2Session and by AssertionSession, and an API takes them", { skip: WITHOUT_PYTHON }, async () => {
  const planted = await plantClient(running);
  const said = await authlib(planted);
  const { access_token: token, expires_at: _, ...rest } = said.oauth2_session!;
  assert.deepEqual(rest, { token_type: "Bearer", expires_in: 120, scope: planted.scope });
  assert.equal((await jose.jwtVerify(token as string, keys, { issuer })).payload.client_id, planted.clientId);

  assert.equal(said.assertion_session!.status, 200);
  assert.equal(said.assertion_session!.body!.scope, planted.scope);
  assert.equal(said.assertion_session!.token!.token_type, "Bearer");
});

test("Authlib says why there was no token: used before, an hour's life, no access", { skip: WITHOUT_PYTHON }, async () => {
  const said = await authlib(await plantClient(running));
  assert.equal(said.oauth2_session_again!.error, "invalid_grant");
  assert.match(String(said.oauth2_session_again!.description), /Grant is used before/);
  assert.equal(said.assertion_session_an_hour!.error, "invalid_grant", "the library's own default");
  assert.match(String(said.assertion_session_an_hour!.description), /JWT has too long lifetime\./);

  const without = await authlib(await plantClient(running, { access: false }));
  for (const way of ["oauth2_session", "assertion_session"]) {
    assert.equal(without[way]!.error, "forbidden", way);
    assert.match(String(without[way]!.description), /Consumer has not been granted access to the scope /, way);
  }
});
