/** `dev config`: what other programs are told of the development installation is all they need, and true. */
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { SignJWT } from "jose";
import { fullmakt } from "../server/test/command-line.ts";
import { readyServer } from "../server/test/server-process.ts";

const MEMBERS = [
  "environment",
  "issuer",
  "tokenEndpoint",
  "jwksUri",
  "selfServiceBase",
  "clientId",
  "kid",
  "privateJwk",
  "resource",
  "inactiveClient",
  "otherClient",
  "scopePrefix",
  "accessOrg",
  "strangerOrg",
  "clientOrg",
  "inactiveScope",
  "foreignScope",
  "scope",
  "x5c",
  "portal",
  "people",
];
type Config = Record<Exclude<(typeof MEMBERS)[number], "privateJwk" | "x5c" | "people">, string> & {
  people: { identityNumber: string; name: string; is: string; may: { organization: string; by: string }[] }[];
  privateJwk: Record<string, string>;
  x5c: { clientId: string; certPem: string; keyPem: string };
};

const server = await readyServer();

for (const env of ["test", "prod"])
  test(`dev config of ${env}: exactly the documented members, and they work`, async () => {
    const said = await fullmakt(server, "dev", "config", "--json", "--env", env);
    assert.equal(said.code, 0, said.stderr);
    const config = JSON.parse(said.stdout) as Config;
    assert.deepEqual(Object.keys(config).toSorted(), MEMBERS.toSorted());
    assert.deepEqual([config.environment, config.issuer, config.resource], [env, `${server.origin}/${env}/`, config.selfServiceBase]);

    assert.equal(config.portal, server.origin);
    const rightsOf = (name: string) => config.people.find((person) => person.name === name)!.may.map(({ organization, by }) => `${organization} ${by}`);
    assert.deepEqual(rightsOf("Stødig Elg"), env === "test" ? ["310801011 right client_manager"] : []);
    assert.ok(rightsOf("Blid Rype").includes("310801011 role DAGL"));
    assert.deepEqual(rightsOf("Modig Måke"), []);

    const ask = async (
      change: Record<string, unknown> = {},
      { client = config.clientId!, header = { kid: config.kid! } as Record<string, unknown>, pem = "" } = {},
    ) => {
      const privateKey = pem ? createPrivateKey(pem) : createPrivateKey({ key: config.privateJwk, format: "jwk" });
      const assertion = await new SignJWT({ scope: config.scope, jti: crypto.randomUUID(), ...change })
        .setProtectedHeader({ alg: "RS256", ...header })
        .setIssuer(client)
        .setAudience(config.issuer!)
        .setIssuedAt()
        .setExpirationTime("100 s")
        .sign(privateKey);
      const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
      const answer = await fetch(config.tokenEndpoint!, { method: "POST", body });
      const read = (await answer.json()) as Record<string, string>;
      return { status: answer.status, code: read.error_uri?.split("/").at(-1), token: read.access_token };
    };
    const { token } = await ask({ resource: config.resource });
    const see = async (path: string): Promise<number> =>
      (await fetch(`${config.selfServiceBase}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    assert.equal(await see("/clients"), 200);
    assert.equal(await see("/scopes"), 200);
    assert.equal(await see(`/clients/${config.otherClient}`), 403);
    assert.equal(await see(`/scopes?scope=${encodeURIComponent(config.foreignScope!)}`), 403);

    const certificate = config.x5c.certPem.replaceAll(/-----[^-]+-----|\s/g, "");
    const byCertificate = await ask({}, { client: config.x5c.clientId, header: { x5c: [certificate] }, pem: config.x5c.keyPem });
    assert.equal(byCertificate.status, 200, byCertificate.code);
    assert.equal((await ask({}, { client: config.inactiveClient! })).code, "MP-100");
    assert.equal((await ask({ scope: config.inactiveScope })).code, "MP-200");
    assert.equal((await ask({ scope: `${config.scopePrefix}:tilsyn.read`, consumer_org: config.strangerOrg })).status, 403);
    assert.equal(((await (await fetch(config.jwksUri!)).json()) as { keys: unknown[] }).keys.length > 0, true);
  });

test("a command that looks for its key in the wrong folder says which, and what to set", async () => {
  for (const command of [
    ["token", "--scope", "a:b"],
    ["grant", "--scope", "a:b"],
    ["scope", "list", "--as", "310800007"],
    ["dev", "config"],
  ]) {
    const { code, stderr } = await fullmakt({ port: server.port, folder: "/nowhere" }, ...command);
    assert.deepEqual([code, stderr.includes("no development set in /nowhere: set FULLMAKT_DATA")], [2, true], stderr);
  }
});

test("without --json it shows no private key", async () => {
  const said = await fullmakt(server, "dev", "config");
  assert.equal(said.code, 0);
  assert.doesNotMatch(said.stdout, /PRIVATE KEY|"d"/);
});
