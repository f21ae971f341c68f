/**
 * `npm test [-- files or options of node --test]`: everything the tests stand on, then node:test.
 *
 * One PostgreSQL for the run; its database `template` is migrated once, and each test file copies it. Order is random; a seed repeats it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, createWriteStream, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { CannotStart, giveUp } from "../installation/cannot-start.ts";
import { defaultDataFolder } from "../installation/data-folder.ts";
import { startPostgres } from "../server/db/embedded.ts";
import { migrate } from "../server/db/migrate.ts";
import { openPatientDatabase } from "../server/db/open.ts";
import { onStop } from "../server/stopping.ts";
import { openSigningKeys } from "../server/keys/signing-keys.ts";
import { findSecrets } from "./secrets-in-output.ts";
import { findChromium } from "./chromium.ts";
import { buildPortal } from "./portal-build.ts";
import { stepsIn } from "./steps-in-output.ts";
import { ensurePythonClients } from "./python-clients.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
/** Memory where there is enough of it (containers often give /dev/shm 64 MB): copying a database takes 30 ms there, on a busy disk ten times that. */
function roomiest(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    if (bavail * bsize > 2 * 1024 ** 3) return "/dev/shm";
  } catch {
    // not Linux
  }
  return tmpdir();
}

const folder = mkdtempSync(join(roomiest(), "fullmakt-test-"));
chmodSync(folder, 0o711); // root's database runs as another account
const logs = join(folder, "logs");
mkdirSync(logs);
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

try {
  const chosen = process.argv.slice(2);
  const named = chosen.some((argument) => !argument.startsWith("-"));
  const files = named ? [] : ["{vocabulary,contract,server,portal,cli,e2e,scripts,bench}/**/*.test.ts"];
  const matched = globSync(named ? chosen.filter((argument) => !argument.startsWith("-")) : files, { cwd: repository });
  if (matched.length === 0) throw new CannotStart(`No test file matches ${chosen.join(" ")}.`); // node --test would call that a success

  const chromium = findChromium();
  if ("sentence" in chromium) throw new CannotStart(chromium.sentence);
  await buildPortal();
  const python = ensurePythonClients();
  if (!python.available) console.log(python.sentence);
  (await openSigningKeys(join(folder, "keys"), { test: "RSA-2048", prod: "RSA-2048" })).close();
  const postgres = await startPostgres(folder, { durable: false, programs: defaultDataFolder() });
  const admin = openPatientDatabase(postgres.url("postgres"));
  await sql`create database template`.execute(admin);
  await admin.destroy();
  const template = openPatientDatabase(postgres.url("template"));
  await migrate(template);
  await template.destroy(); // a template can be copied only while nobody is connected to it

  const seed = process.env.TEST_SEED ?? String(Math.floor(Math.random() * 4_294_967_296));
  const options = ["--test", "--test-randomize", `--test-random-seed=${seed}`, `--test-concurrency=${availableParallelism()}`, "--test-timeout=200000"];
  console.log(`Running the tests in random order; TEST_SEED=${seed} npm test repeats it.`);
  const tests = spawn(process.execPath, [...options, ...chosen, ...files], {
    cwd: repository,
    stdio: ["inherit", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      TEST_POSTGRES_URL: postgres.url("postgres"),
      CHROMIUM: chromium.path,
      PYTHON_CLIENTS: python.available ? "1" : "0",
      TEST_KEYS: join(folder, "keys"),
      TEST_SEED: seed,
      TEST_LOG_FOLDER: logs,
      // Every test file is a process of its own: what one has read of our TypeScript, the next need not.
      NODE_COMPILE_CACHE: join(folder, "compiled"),
    },
  });
  // Shown as it comes, and kept: what the run has written is looked through at its end.
  const output = createWriteStream(join(logs, "output.log"));
  for (const [from, to] of [
    [tests.stdout!, process.stdout],
    [tests.stderr!, process.stderr],
  ] as const)
    from.on("data", (data: Buffer) => {
      to.write(data);
      output.write(data);
    });
  onStop(async () => {
    tests.kill("SIGTERM");
    await postgres.stop();
    process.exitCode = 130;
  });
  const [code, signal] = (await once(tests, "close")) as [number | null, NodeJS.Signals | null];
  await new Promise((resolve) => output.end(resolve));
  await postgres.stop();
  copyFileSync(join(folder, "postgres.log"), join(logs, "postgres.log")); // it holds the statements that failed
  const steps = stepsIn(readFileSync(join(logs, "output.log"), "utf8"));
  if (steps) console.log(steps);
  const secrets = findSecrets(logs);
  for (const sentence of secrets) console.error(`SEC-150: ${sentence}`);
  // A run that was ended from outside has shown nothing, however many tests had passed.
  if (signal) console.error(`The tests were ended by ${signal} before they were done.`);
  process.exit(code === 0 && secrets.length === 0 ? 0 : 1);
} catch (error) {
  giveUp(error);
}
