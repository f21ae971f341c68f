/** Production mode: none of what development has, and one key for whoever runs it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeGrant, readKeyFile } from "../../cli/grant.ts";
import { fullmakt } from "../../server/test/command-line.ts";
import { ask, dataFolder, databaseUrl, startServerProcess } from "../../server/test/server-process.ts";

const ISSUER = "https://fullmakt.example.no/test/";

test("production mode plants nothing, has no test authority, and makes the operator's key", async () => {
  const folder = dataFolder({ operator: { orgNumber: "310806064", name: "Nordlys Plattform" } });
  const server = await startServerProcess({ folder, npm: true, env: { FULLMAKT_MODE: "production", PUBLIC_URL: "https://fullmakt.example.no" } });
  await server.ready();
  assert.doesNotMatch(server.output().stdout, /The main job/, "no walk-through");

  const organizations = await ask<{ number: number }>(databaseUrl(folder), "select number from organization");
  assert.deepEqual(organizations, [{ number: 310806064 }]);
  const clients = await ask<{ name: string }>(databaseUrl(folder), "select name from client");
  assert.deepEqual(
    clients.map(({ name }) => name),
    ["Fullmakt drift", "Fullmakt drift"],
    "one in each environment",
  );
  assert.equal(existsSync(join(folder, "development")), false);
  assert.equal(existsSync(join(folder, "authority")), false);

  const keyFile = join(folder, "operator", "test.json");
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const metadata = (await (await fetch(`${server.origin}/test/.well-known/oauth-authorization-server`)).json()) as { issuer: string };
  assert.equal(metadata.issuer, ISSUER);
  const { clientId } = JSON.parse(readFileSync(keyFile, "utf8")) as { clientId: string };
  const assertion = await makeGrant({ issuer: ISSUER, clientId, scope: "fullmakt:operator" }, await readKeyFile(keyFile));
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  const answer = await fetch(`${server.origin}/test/token`, { method: "POST", body });
  assert.equal(answer.status, 200);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const issue = await fetch(`${server.origin}/test/api/fullmakt/v1/enterprise-certificates`, {
    method: "POST",
    headers,
    body: JSON.stringify({ orgNumber: "310806064" }),
  });
  assert.equal(issue.status, 404, "no test authority to ask");
  for (const path of ["authority/root.pem", "authority/issuing.pem", "authority/revoked.crl", "authority/root.crl"])
    assert.equal((await fetch(`${server.origin}/test/${path}`)).status, 404, path);

  const listed = await fullmakt(server, "org", "list", "--json");
  assert.equal(listed.code, 0, listed.stderr);
  assert.equal((await fullmakt(server, "dev", "config")).code, 2);
  server.kill("SIGINT", "group");
  assert.equal((await server.ended).code, 0);
});

test("production mode refuses data that were planted for development", async () => {
  const folder = dataFolder();
  const first = await startServerProcess({ folder });
  await first.ready();
  assert.equal((await first.stop()).code, 0);
  writeFileSync(join(folder, "config.json"), JSON.stringify({ operator: { orgNumber: "310806064", name: "Nordlys Plattform" } }));
  const second = await startServerProcess({ folder, env: { FULLMAKT_MODE: "production", PUBLIC_URL: "https://fullmakt.example.no" } });
  assert.deepEqual(await second.ended, { code: 1, signal: null });
  assert.match(second.output().stderr, /^[^\n]+\n$/);
});
