/** The code on a client's page, copied and run as it stands. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { SAMPLE_ALGORITHMS, SAMPLES, type SampleAlgorithm, type SampleName } from "../../portal/pages/client/samples/sample.ts";
import { isInstalled, PYTHON } from "../../scripts/python-clients.ts";
import { runningInstallation } from "../../server/test/running.ts";
import { plantClient, type Planted } from "../../server/test/token-client.ts";

const run = promisify(execFile);
const running = await runningInstallation();
const folder = mkdtempSync(join(tmpdir(), "fullmakt-samples-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The programs that a sample needs here, or why it is left out. */
const needs: Record<SampleName, false | string> = {
  curl: ["bash", "curl", "openssl"].every(isInstalled) ? false : "bash, curl or openssl is not installed here.",
  node: false,
  python: process.env.PYTHON_CLIENTS === "1" ? false : "Python's JWT library is not installed here.",
  java: isInstalled("java") ? false : "Java is not installed here.",
  csharp: isInstalled("dotnet") ? false : "The .NET SDK is not installed here.",
};
const KIND = { RS256: "rsa", ES256: "p256", EdDSA: "ed25519" } as const satisfies Record<SampleAlgorithm, string>;

async function runSample(name: SampleName, planted: Planted, alg: SampleAlgorithm) {
  const here = mkdtempSync(join(folder, `${name}-`));
  const sample = SAMPLES[name];
  writeFileSync(join(here, "key.pem"), planted.key.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const issuer = running.issuer("test");
  const facts = { issuer, tokenEndpoint: `${issuer}token`, clientId: planted.clientId, kid: planted.key.kid, alg, scope: planted.scope };
  writeFileSync(join(here, sample.file), sample.code(facts));
  const [program, ...words] = sample.run.split(" ");
  const env = { ...process.env, NO_PROXY: "*", no_proxy: "*", NODE_OPTIONS: "" };
  return run(name === "python" ? PYTHON : program!, words, { cwd: here, env, timeout: 60_000 }).then(
    ({ stdout }) => ({ ok: true, stdout }),
    (error: { stdout: string; stderr: string }) => ({ ok: false, stdout: error.stdout || error.stderr }),
  );
}

for (const name of Object.keys(SAMPLES) as SampleName[])
  for (const alg of SAMPLE_ALGORITHMS.filter((one) => !SAMPLES[name].lacks.includes(one as never)))
    test(`${SAMPLES[name].name} as it stands on the page fetches a token with ${alg}`, { skip: needs[name] }, async () => {
      const planted = await plantClient(running, { kind: KIND[alg], alg });
      const { ok, stdout } = await runSample(name, planted, alg);
      assert.ok(ok, stdout);
      const { access_token, scope } = JSON.parse(stdout) as Record<string, string>;
      assert.equal(scope, planted.scope);
      const claims = JSON.parse(Buffer.from(access_token!.split(".")[1]!, "base64url").toString()) as Record<string, unknown>;
      assert.equal(claims.client_id, planted.clientId);
    });

test("what the code prints when a token is refused is the answer with its reason, and the exit code tells", async () => {
  const planted = await plantClient(running, { access: false });
  const { ok, stdout } = await runSample("node", planted, "RS256");
  assert.equal(ok, false);
  assert.match(stdout, /MP-250/);
});
