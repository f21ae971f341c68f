import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as jose from "jose";
import { isInstalled } from "../../scripts/python-clients.ts";
import { runningInstallation } from "../../server/test/running.ts";
import { plantClient, type Planted } from "../../server/test/token-client.ts";

const run = promisify(execFile);
const missing = ["curl", "openssl"].filter((program) => !isInstalled(program));
const skip = missing.length > 0 && `This needs ${missing.join(" and ")}, which is not installed here.`;

const running = await runningInstallation();
const folder = mkdtempSync(join(tmpdir(), "fullmakt-curl-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const environment = { ...process.env, NO_PROXY: "*", no_proxy: "*" };

/** Runs the script as a developer does. */
async function token(planted: Planted, grant?: string): Promise<{ body: Record<string, unknown>; status: string; grant: string }> {
  const key = join(folder, `${planted.clientId}.pem`);
  writeFileSync(key, planted.key.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const script = fileURLToPath(new URL("token-with-curl.sh", import.meta.url));
  const words = [script, running.issuer(planted.env), planted.clientId, planted.key.kid, key, planted.scope];
  const { stdout, stderr } = await run("/bin/sh", words, { env: grant ? { ...environment, GRANT: grant } : environment });
  const [body = "", status = ""] = stdout.trimEnd().split("\n");
  return { body: JSON.parse(body) as Record<string, unknown>, status, grant: stderr.trim() };
}

test("curl and openssl get a token that verifies", { skip }, async () => {
  const planted = await plantClient(running);
  const { body, status } = await token(planted);
  assert.equal(status, "200");
  assert.deepEqual(Object.keys(body), ["access_token", "token_type", "expires_in", "scope"]);
  const keys = jose.createRemoteJWKSet(new URL("jwk", running.issuer("test")));
  const { payload } = await jose.jwtVerify(body.access_token as string, keys, { issuer: running.issuer("test") });
  assert.equal(payload.client_id, planted.clientId);
});

test("curl shows why there was no token: used before, no access", { skip }, async () => {
  const planted = await plantClient(running);
  const { grant } = await token(planted);
  const again = await token(planted, grant);
  assert.deepEqual([again.status, again.body.error, again.body.error_uri], ["400", "invalid_grant", `${running.issuer("test")}errors/MP-012`]);
  const without = await token(await plantClient(running, { access: false }));
  assert.deepEqual([without.status, without.body.error, without.body.error_uri], ["403", "forbidden", `${running.issuer("test")}errors/MP-250`]);
});

test("curl: HEAD, verbose answers and the page behind error_uri", { skip }, async () => {
  const { stdout } = await run("curl", ["--silent", "--head", `${running.issuer("test")}jwk`], { env: environment });
  assert.match(stdout, /^HTTP\/1\.1 200 /);
  assert.match(stdout, /^x-content-type-options: nosniff\r$/im);
  const page = await run("curl", ["--silent", "--fail", `${running.issuer("test")}errors/MP-250`], { env: environment });
  assert.match(page.stdout, /MP-250/);
});
