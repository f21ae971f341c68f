/**
 * The main job, done against the live server over HTTP as outside programs would: a provider and a consumer set themselves up, a token is fetched and
 * checked, and taken-away access is refused at the very next request. Told in plain words; done again it uses what is there.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { makeGrant, readKeyFile, type GrantKey } from "../cli/grant.ts";

type Json = Record<string, unknown>;
type Answer = { status: number; body: Json };

const PREFIX = "provetur";
const SCOPE = `${PREFIX}:hilsen.read`;
const OTHER_SCOPE = "lyngvidda:tilsyn.write";
const PROVIDER = { number: "310800007", name: "Lyngvidda direktorat", client: "5f0c2b0e-8f0d-4d0b-9f7e-000000000001" };
const CONSUMER = { number: "310801011", name: "Tindøy kommune", client: "5f0c2b0e-8f0d-4d0b-9f7e-000000000006" };

/**
 * @param base where the server answers, without a slash at the end
 * @param dataFolder where the keys of the operator and of the synthetic set lie
 * @param say receives one line at a time
 * @throws Error naming the step that did not go as it should
 */
export async function walkThrough(base: string, dataFolder: string, say: (line: string) => void): Promise<void> {
  const send = async (method: string, address: string, token?: string, body?: unknown): Promise<Answer> => {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const response = await fetch(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const expect = (answer: Answer, step: string, ...statuses: number[]): Json => {
    if (!statuses.includes(answer.status)) throw new Error(`${step}: HTTP ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const metadata = expect(await send("GET", `${base}/test/.well-known/oauth-authorization-server`), "metadata", 200) as {
    issuer: string;
    token_endpoint: string;
    jwks_uri: string;
  };
  const { issuer } = metadata;
  const ask = async (clientId: string, key: GrantKey, scope: string): Promise<Answer> => {
    const assertion = await makeGrant({ issuer, clientId, scope }, key);
    const form = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
    const response = await fetch(metadata.token_endpoint, { method: "POST", body: form });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const tokenOf = async (clientId: string, key: GrantKey, scope: string): Promise<string> =>
    String(expect(await ask(clientId, key, scope), `token for ${scope}`, 200).access_token);

  const operatorFile = join(dataFolder, "operator", "test.json");
  const operator = JSON.parse(readFileSync(operatorFile, "utf8")) as { clientId: string };
  const developmentFile = join(dataFolder, "development", "test.json");
  const developmentKey = await readKeyFile(developmentFile);

  say(`The issuer is ${issuer}`);
  const operatorToken = await tokenOf(operator.clientId, await readKeyFile(operatorFile), "fullmakt:operator");
  expect(await send("POST", `${issuer}api/fullmakt/v1/prefixes`, operatorToken, { prefix: PREFIX, owner: PROVIDER.number }), "allot a prefix", 200, 201);
  say(`1. The operator, Nordlys Plattform, allots the prefix ${PREFIX} to ${PROVIDER.name} (${PROVIDER.number}).`);

  const api = `${issuer}api/v1`;
  const provider = await tokenOf(PROVIDER.client, developmentKey, "idporten:scopes.write");
  const scopeAddress = `${api}/scopes?scope=${encodeURIComponent(SCOPE)}`;
  const wish = { prefix: PREFIX, subscope: "hilsen.read", description: "Lese en hilsen", visibility: "PUBLIC", active: true };
  const created = await send("POST", `${api}/scopes`, provider, wish);
  if (created.status === 409) expect(await send("PUT", scopeAddress, provider, wish), "take the scope into use again", 200);
  else expect(created, "create a scope", 200);
  say(`2. ${PROVIDER.name} creates the scope ${SCOPE}.`);
  expect(await send("PUT", `${api}/scopes/access/${CONSUMER.number}?scope=${encodeURIComponent(SCOPE)}`, provider), "give access", 200);
  say(`3. ${PROVIDER.name} gives ${CONSUMER.name} (${CONSUMER.number}) access to it.`);

  const consumer = await tokenOf(CONSUMER.client, developmentKey, "idporten:dcr.write");
  const mine = (await (await fetch(`${api}/clients`, { headers: { authorization: `Bearer ${consumer}` } })).json()) as Json[];
  const there = mine.find((client) => client.client_name === "provetur");
  const client = {
    client_name: "provetur",
    description: "Klienten i gjennomgangen",
    integration_type: "maskinporten",
    application_type: "web",
    scopes: [SCOPE],
    active: true,
  };
  const grants = { grant_types: ["urn:ietf:params:oauth:grant-type:jwt-bearer"], token_endpoint_auth_method: "private_key_jwt" };
  const clientId = String((there ?? expect(await send("POST", `${api}/clients`, consumer, { ...client, ...grants }), "create a client", 200)).client_id);
  say(`4. ${CONSUMER.name} creates a client with that scope: ${clientId}`);

  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  const key: GrantKey = { kid: "provetur-1", alg: "EdDSA", privateKey: createPrivateKey(pem) };
  const publicJwk = { ...(createPublicKey(key.privateKey).export({ format: "jwk" }) as Json), kid: key.kid, alg: "EdDSA", use: "sig" };
  expect(await send("POST", `${api}/clients/${clientId}/jwks`, consumer, { keys: [publicJwk] }), "upload a key", 200);
  say(`5. ${CONSUMER.name} makes a key pair, keeps the private key and uploads the public one as ${key.kid}.`);

  const token = await tokenOf(clientId, key, SCOPE);
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), { issuer });
  const life = Number(payload.exp) - Number(payload.iat);
  say(
    `6. It signs a grant and gets a token, good for ${life} s. Checked with the published keys, it says: consumer ${JSON.stringify(payload.consumer)}, scope ${String(payload.scope)}`,
  );

  const refused = expect(await ask(clientId, key, OTHER_SCOPE), "be refused", 400);
  say(`7. For ${OTHER_SCOPE} it is refused, and told why: ${String(refused.error_description)}`);
  say(`   What that means, and who can mend it: ${String(refused.error_uri)}`);

  expect(await send("DELETE", `${api}/scopes/access/${CONSUMER.number}?scope=${encodeURIComponent(SCOPE)}`, provider), "remove the access", 200);
  const after = expect(await ask(clientId, key, SCOPE), "be refused at the next request", 403);
  say(`8. ${PROVIDER.name} takes the access away. The very next request is refused: ${String(after.error_description)}`);
}
