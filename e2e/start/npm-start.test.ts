/** `npm start` as a newcomer does it, Ctrl-C, and every way of dying: the next start heals itself. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  ask,
  dataFolder,
  databasePid,
  databaseUrl,
  processesOf,
  readyServer,
  type ServerProcess,
  startServerProcess,
  untilNothingRuns,
  variables,
} from "../../server/test/server-process.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** The development set as it comes, at default settings but for smaller keys. */
const folder = dataFolder();

/** Waits until the walk-through has come to its end. */
async function untilShown(server: ServerProcess): Promise<string> {
  while (!server.output().stdout.includes("Ctrl-C stops everything.")) {
    assert.equal(server.child.exitCode, null, Object.values(server.output()).join("\n"));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server.output().stdout;
}

const scopes = async (server: ServerProcess): Promise<string[]> =>
  ((await (await fetch(`${server.origin}/test/api/v1/scopes/all`)).json()) as { name: string }[]).map(({ name }) => name);

/** The process that runs a file of ours below an npm. */
function processOf(server: ServerProcess, file: string): number {
  const found = processesOf(server.folder).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8")
      .split("\0")
      .some((argument) => argument.endsWith(file)),
  );
  assert.ok(found, `${file} runs`);
  return found;
}

test("npm start shows the main job done, stays up, keeps its data, and Ctrl-C ends all of it", async () => {
  const first = await startServerProcess({ folder, npm: true });
  const shown = await untilShown(first);
  for (let step = 1; step <= 8; step++) assert.match(shown, new RegExp(`^ {2}${step}\\. .+`, "m"));
  for (const address of ["/test/.well-known/oauth-authorization-server", "/test/api/v1/", "/openapi.json", "/test/errors", "/prod/"])
    assert.ok(shown.includes(`${first.origin}${address}`), address);
  assert.match(shown, /metrics +http:\/\/127\.0\.0\.1:\d+\/metrics/);
  const addresses = [...shown.matchAll(/(http:\/\/\S+)$/gm)].map(([, address]) => address!).filter((address) => !address.endsWith("/"));
  for (const address of addresses) assert.notEqual((await fetch(address)).status, 404, address);
  assert.ok((await scopes(first)).includes("provetur:hilsen.read"));
  // Copied into a shell that knows nothing of this start. (explain ends with 1: it tells of a refusal.)
  const lines = shown.split("\n").filter((line) => /^ {2}(PORT=|FULLMAKT_DATA=|npx |curl )/.test(line));
  assert.equal(lines.length, 5);
  for (const line of lines) {
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", line], { cwd: repository, env: variables({}), encoding: "utf8" });
    assert.equal(status, line.includes(" explain ") ? 1 : 0, `${line}: ${stdout}${stderr}`);
    if (line.includes("/test/token ")) assert.match(stdout, /"access_token"/);
  }

  first.kill("SIGINT", "group");
  assert.equal((await first.ended).code, 0, Object.values(first.output()).join("\n"));
  await untilNothingRuns(folder);
  assert.match(first.output().stdout, /Stopping \(SIGINT\) …\nStopped\.\n/);

  const second = await startServerProcess({ folder, npm: true });
  await untilShown(second);
  assert.ok((await scopes(second)).includes("provetur:hilsen.read"), "what was made before is there");
  const [planted] = await ask<{ entries: number }>(
    databaseUrl(folder),
    "select count(*)::int as entries from audit_entry where body like '%synthetic set%' and at > (select max(at) from audit_entry where body like '%setup%') + interval '1 minute'",
  );
  assert.equal(planted!.entries, 0, "nothing was planted again");
  second.kill("SIGINT", "group");
  assert.equal((await second.ended).code, 0);
  await untilNothingRuns(folder);
});

test(
  "SIGKILL of the server, of the launcher, of npm or of PostgreSQL: nothing is left running, and the next start is ready",
  { timeout: 600_000 },
  async () => {
    const victims: [string, (server: ServerProcess) => number][] = [
      ["server", (server) => processOf(server, "/scripts/start.ts")],
      ["launcher", (server) => processOf(server, "scripts/launch.mjs")],
      ["npm", (server) => server.child.pid!],
      ["postgres", () => databasePid(folder)],
    ];
    for (const [name, pidOf] of victims) {
      const server = await readyServer({ folder, npm: true });
      await untilShown(server);
      process.kill(pidOf(server), "SIGKILL");
      const { code, signal } = await server.ended;
      assert.ok(code !== 0 || signal !== null, `${name}: not a good end`);
      await untilNothingRuns(folder);
    }
    const last = await readyServer({ folder });
    assert.ok((await scopes(last)).includes("provetur:hilsen.read"));
    assert.equal((await last.stop()).code, 0);
  },
);

test("two installations stand side by side, which differ in PORT and FULLMAKT_DATA only", async () => {
  const both = await Promise.all([readyServer(), readyServer()]);
  const issuers = await Promise.all(
    both.map(async ({ origin }) => ((await (await fetch(`${origin}/test/.well-known/oauth-authorization-server`)).json()) as { issuer: string }).issuer),
  );
  assert.deepEqual(
    issuers,
    both.map(({ origin }) => `${origin}/test/`),
  );
  assert.notEqual(readFileSync(`${both[0].folder}/ports.json`, "utf8"), readFileSync(`${both[1].folder}/ports.json`, "utf8"));
  assert.ok(readdirSync(both[0].folder).includes("postgres-18"));
  for (const one of both) assert.equal((await one.stop()).code, 0);
});
