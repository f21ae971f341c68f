/** Where private keys must not be: everything that a running installation has written to its database and its logs, and answered with. */
import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, databaseUrl, readyServer } from "../test/server-process.ts";
import { signJwt } from "../test/token-client.ts";

const server = await readyServer();
type Jwk = Record<string, string>;

/** All that was answered where keys are the matter. */
const answers: string[] = [];
async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const content = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const type = typeof body === "object" ? { "content-type": "application/json" } : {};
  const answer = await fetch(`${server.origin}${path}`, { method, ...content, headers: { ...type, ...headers } });
  const text = await answer.text();
  answers.push(`${method} ${path}: ${answer.status}\n${text}`);
  return /^application\/(problem\+)?json/.test(answer.headers.get("content-type") ?? "") ? (JSON.parse(text) as Record<string, string>) : {};
}

/** A token of a client whose key lies in the data folder. */
async function tokenOf(clientId: string, jwk: Jwk, scope: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, aud: `${server.origin}/test/`, scope, jti: randomUUID(), iat: now, exp: now + 100 };
  const assertion = signJwt({ alg: "RS256", kid: jwk.kid }, claims, { alg: "RS256", privateKey: createPrivateKey({ key: jwk, format: "jwk" }) });
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  const answer = (await (await fetch(`${server.origin}/test/token`, { method: "POST", body })).json()) as { access_token?: string };
  assert.ok(answer.access_token, JSON.stringify(answer));
  return answer.access_token;
}
const fileOf = (path: string): string => readFileSync(join(server.folder, path), "utf8");

// What the owners of keys do: rotate, withdraw, make certificates, add public keys, and send a private one by mistake.
const operator = JSON.parse(fileOf("operator/test.json")) as { clientId: string; key: Jwk };
const development = JSON.parse(fileOf("development/test.json")) as { key: Jwk; names: Record<string, string> };
const asOperator = { authorization: `Bearer ${await tokenOf(operator.clientId, operator.key, "fullmakt:operator")}` };
const asOwner = {
  authorization: `Bearer ${await tokenOf(development.names.ready!, development.key, "idporten:dcr.write idporten:scopes.write")}`,
};
const own = "/test/api/fullmakt/v1";
const selfService = "/test/api/v1";
const { kid: rotated } = await call("POST", `${own}/signing-keys`, { useInSeconds: 0 }, asOperator);
await call("POST", `${own}/signing-keys/${rotated}/withdrawal`, { replace: true }, asOperator);
await call("GET", `${own}/signing-keys`, undefined, asOperator);
const issued = await call("POST", `${own}/enterprise-certificates`, { orgNumber: "310800007" }, asOperator);
// The one answer that holds a private key, since it is kept nowhere.
assert.match(answers.pop()!, /PRIVATE KEY/);
await call("POST", `${own}/enterprise-certificates/${issued.serial}/revocation`, undefined, asOperator);
const { clientId = "" } = await call("POST", `${own}/clients`, { name: "nøkler", scopes: [] }, asOwner);
const [right, mistake] = [generateKeyPairSync("rsa", { modulusLength: 2048 }), generateKeyPairSync("rsa", { modulusLength: 2048 })];
const asPem = (key: KeyObject): string => key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }) as string;
await call("POST", `${own}/clients/${clientId}/keys`, asPem(right.publicKey), { ...asOwner, "content-type": "text/plain", "idempotency-key": "good" });
for (const [body, type] of [
  [asPem(mistake.privateKey), "text/plain"],
  [JSON.stringify(mistake.privateKey.export({ format: "jwk" })), "application/json"],
])
  await call("POST", `${own}/clients/${clientId}/keys`, body, { ...asOwner, "content-type": type!, "idempotency-key": `mistake-${type}` });
const jwk = { ...mistake.privateKey.export({ format: "jwk" }), kid: "mistake", use: "sig", alg: "RS256" };
await call("POST", `${selfService}/clients/${clientId}/jwks`, { keys: [jwk] }, asOwner);
assert.equal(answers.filter((answer) => answer.includes("FM-450")).length, 3, "what was sent by mistake was refused as a private key");
await call("GET", `${own}/clients/${clientId}/keys`, undefined, asOwner);
for (const path of [`/clients/${clientId}`, `/clients/${clientId}/jwks`]) await call("GET", `${selfService}${path}`, undefined, asOwner);
for (const chain of ["test", "shared"]) await call("GET", `${own}/audit-chains/${chain}`, undefined, asOperator);
await call("GET", `${own}/audit-entries`, undefined, asOperator);
for (const path of ["jwk", ".well-known/oauth-authorization-server", "authority/root.pem", "authority/issuing.pem", "authority/revoked.crl"])
  await call("GET", `/test/${path}`);

/** The numbers that only the owner of a key knows, in every writing that a table, a log or JSON may have. */
function writingsOf(privateKey: KeyObject): string[] {
  const { d = "", p, q } = privateKey.export({ format: "jwk" });
  const numbers = [d, p, q].filter((number) => number !== undefined).map((number) => Buffer.from(number, "base64url"));
  const der = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64").replace(/=+$/, "");
  return [...numbers.flatMap((number) => [number.toString("base64url"), number.toString("base64").replace(/=+$/, ""), number.toString("hex")]), der];
}

/** Every private key and secret of the data folder, and those that were here for a moment, by where they come from. */
const secrets = new Map<string, string[]>([
  ["the key of a certificate that was issued", writingsOf(createPrivateKey(issued.keyPem!))],
  ["a private key that was sent by mistake", writingsOf(mistake.privateKey)],
]);
for (const path of globSync("{keys,authority,operator,development}/**/*.{json,key,secret}", { cwd: server.folder })) {
  const content = fileOf(path);
  if (path.endsWith(".secret")) {
    const secret = readFileSync(join(server.folder, path));
    secrets.set(path, [secret.toString("base64url"), secret.toString("base64").replace(/=+$/, ""), secret.toString("hex")]);
    continue;
  }
  const held = path.endsWith(".json") ? (JSON.parse(content) as { key?: Jwk; privateKey?: string; certificate?: { keyPem: string } | null }) : null;
  const keys = [
    held?.key && createPrivateKey({ key: held.key, format: "jwk" }),
    ...[held?.privateKey, held?.certificate?.keyPem, held ? undefined : content].map((pem) => pem && createPrivateKey(pem)),
  ].filter((key): key is KeyObject => typeof key === "object");
  assert.ok(keys.length > 0, `${path} holds a key that this test does not know how to read`);
  secrets.set(path, keys.flatMap(writingsOf));
}

/** Which secrets a text holds. Line breaks may stand anywhere in base64. */
function foundIn(text: string): string[] {
  const joined = text.replaceAll(/\\n|\s/g, "");
  const named = [...secrets].filter(([, writings]) => writings.some((writing) => joined.includes(writing))).map(([path]) => path);
  return /"d\\*":|PRIVATE KEY/.test(text) ? [...named, "something that looks like one"] : named;
}

test("SEC-072 there are signing keys, authorities and clients whose private keys are looked for, and they are found where they lie", () => {
  const names = [...secrets.keys()];
  for (const part of ["keys/test/0001.json", "keys/test/0003.json", "keys/prod/", "authority/test/root.key", "operator/test", "development/prod", ".secret"])
    assert.ok(
      names.some((name) => name.includes(part)),
      part,
    );
  for (const name of names.filter((path) => /\.(json|key)$/.test(path))) assert.ok(foundIn(fileOf(name)).includes(name), name);
  assert.ok(foundIn(mistake.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64")).includes("a private key that was sent by mistake"));
});

test("SEC-072 no private key is in any table of the database", async () => {
  const url = databaseUrl(server.folder);
  const tables = await ask<{ name: string }>(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  assert.ok(tables.some(({ name }) => name.endsWith(".client_key")) && tables.some(({ name }) => name.endsWith(".idempotency_key")));
  let rows = 0;
  for (const { name } of tables) {
    const dumped = await ask<{ row: string }>(url, `select t::text as row from ${name} t`);
    rows += dumped.length;
    assert.deepEqual(foundIn(dumped.map(({ row }) => row).join("\n")), [], name);
  }
  assert.ok(rows > 100);
});

test("SEC-072 no private key is in an answer where keys are the matter", () => {
  assert.ok(answers.some((answer) => answer.startsWith("GET /test/jwk: 200")));
  for (const answer of answers) assert.deepEqual(foundIn(answer), [], answer.split("\n")[0]);
});

test("SEC-072 no private key is in what the server or its database has logged", () => {
  const { stdout, stderr } = server.output();
  assert.ok(stdout.includes(`"level"`));
  for (const text of [stdout, stderr, fileOf("postgres.log")]) assert.deepEqual(foundIn(text), []);
});
