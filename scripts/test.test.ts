/** The run of tests as a whole: what it looks through at its end. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { variables } from "../server/test/server-process.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

test("SEC-150 an identity number in a statement that failed is found, in the database of the run and in that of an installation of its own", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-run-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "writes-secrets.test.ts");
  const from = (path: string) => JSON.stringify(join(repository, path));
  writeFileSync(
    file,
    `import { test } from "node:test";
    import { startPostgres } from ${from("server/db/embedded.ts")};
    import { testDatabase } from ${from("server/test/database.ts")};
    import { ask, dataFolder } from ${from("server/test/server-process.ts")};
    const fails = (url: string) => ask(url, "select '12837149981'::date").catch(() => {});
    test("writes secrets", async () => {
      await fails((await testDatabase()).url);
      const postgres = await startPostgres(dataFolder(), { durable: false });
      await fails(postgres.url("postgres"));
      await postgres.stop();
    });`,
  );
  const run = spawn(process.execPath, ["scripts/test.ts", file], { cwd: repository, env: variables({}), stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([text(run.stdout), text(run.stderr), once(run, "exit")]);
  assert.match(stdout, /pass 1/);
  assert.equal(code, 1);
  assert.match(stderr, /^SEC-150: postgres\.log, line \d+, holds an identity number/m);
  assert.match(stderr, /^SEC-150: postgres-fullmakt-process-\w+\.log, line \d+, holds an identity number/m);
  assert.ok(!stderr.includes("12837149981"));
});
