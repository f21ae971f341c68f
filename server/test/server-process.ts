/** The product as its users run it: `node server/main.ts` or `npm start` as processes of their own, each with its data folder and port. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** Far above what any machine needs; only a server that never comes reaches it. */
const DEADLINE_MS = 90_000;

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

export type ServerProcess = {
  child: ChildProcess;
  port: number;
  folder: string;
  /** `http://localhost:<port>` */
  origin: string;
  /** Waits until it is ready. @returns milliseconds since its start. @throws Error with its output when it ended instead */
  ready(): Promise<number>;
  /** Waits until it has ended, whoever ended it. */
  ended: Promise<Ended>;
  /** Sends a signal to this process alone; `group` sends it to all that were started with it, as a terminal does with Ctrl-C. */
  kill(signal: NodeJS.Signals, to?: "process" | "group"): void;
  /** SIGTERM, and waits. */
  stop(): Promise<Ended>;
  /** All it has written to stdout and stderr so far. */
  output(): { stdout: string; stderr: string };
};

export type StartOptions = {
  folder?: string;
  port?: number;
  /** Environment variables beside those of the folder and port; undefined takes one away. */
  env?: Record<string, string | undefined>;
  /** `npm start` instead of the server alone: with launcher and walk-through. */
  npm?: boolean;
  /** Runs as another user. */
  account?: { uid: number; gid: number };
};

/** A data folder that goes when the calling test file ends. Root's PostgreSQL runs as another account, which must get through. */
export function dataFolder(config?: object): string {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-process-"));
  chmodSync(folder, 0o711);
  // Smaller keys are made several times as fast, and nothing here depends on their size.
  const quick = { environments: { test: { signing: "RSA-2048", rateLimits: UNLIMITED }, prod: { signing: "RSA-2048", rateLimits: UNLIMITED } } };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config ?? quick));
  after(async () => {
    for (const pid of processesOf(folder)) kill(pid, "SIGKILL"); // a failed test leaves things running
    await untilNothingRuns(folder);
    keepDatabaseLog(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Keeps what the PostgreSQL of a data folder has logged, failed statements among it, for the scan at the end of the run (SEC-150). */
export function keepDatabaseLog(folder: string): void {
  const [kept, log] = [process.env.TEST_LOG_FOLDER, join(folder, "postgres.log")];
  if (kept && existsSync(log)) copyFileSync(log, join(kept, `postgres-${basename(folder)}.log`));
}

const UNLIMITED = { perClientPerSecond: 1_000_000, perAddressPerSecond: 1_000_000 };

/** A port that is free on both loopback addresses, below those that the system gives to outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    if ((await isFree(port, "127.0.0.1")) && (await isFree(port, "::1"))) return port;
  }
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRNOTAVAIL"));
    server.listen(port, host, () => resolve(true));
  });
  if (server.listening) {
    server.close();
    await once(server, "close");
  }
  return free;
}

/** Starts a server; does not wait. What is left of it is ended when the calling test file ends, or dies. */
export async function startServerProcess({ folder = dataFolder(), port, env = {}, npm = false, account }: StartOptions = {}): Promise<ServerProcess> {
  const chosen = port ?? (await freePort());
  const logs = process.env.TEST_LOG_FOLDER ?? tmpdir();
  const name = `server-${process.pid}-${chosen}-${(started += 1)}`;
  const [stdout, stderr] = [join(logs, `${name}.out.log`), join(logs, `${name}.err.log`)];
  const from = performance.now();
  const [program, ...rest] = npm ? ["npm", "start"] : [process.execPath, join(repository, "server/main.ts")];
  const child = spawn(program!, rest, {
    cwd: repository,
    detached: true, // a group of its own, so that signals to it do not reach the tests
    stdio: ["ignore", openSync(stdout, "a"), openSync(stderr, "a")],
    ...account,
    env: variables({ FULLMAKT_DATA: folder, PORT: String(chosen), LOG_LEVEL: "debug", ...env }),
  });
  const ended = new Promise<Ended>((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  await once(child, "spawn");
  // Ends the group when this process dies without its after(): a pipe tells it.
  const guard = spawn("/bin/sh", ["-c", 'read -r done || kill -s TERM -- "-$1"', "sh", String(child.pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  void ended.then(() => guard.stdin.end("done\n"));
  const killIt = (signal: NodeJS.Signals, to: "process" | "group" = "process") => kill(to === "group" ? -child.pid! : child.pid!, signal);
  after(async () => {
    killIt("SIGKILL", "group");
    await ended;
  });
  const output = () => ({ stdout: readFileSync(stdout, "utf8"), stderr: readFileSync(stderr, "utf8") });
  return {
    child,
    port: chosen,
    folder,
    origin: `http://localhost:${chosen}`,
    ended,
    kill: killIt,
    output,
    async stop() {
      killIt("SIGTERM");
      return ended;
    },
    async ready() {
      while (!(await isReady(chosen))) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`The server ended instead of becoming ready:\n${Object.values(output()).join("\n")}`);
        if (performance.now() - from > DEADLINE_MS) throw new Error(`The server is not ready:\n${Object.values(output()).join("\n")}`);
        await pause(20);
      }
      return performance.now() - from;
    },
  };
}

let started = 0;

/** Sends a signal to a process, or to a group by its negative number, if it is still there. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Starts a server and waits until it is ready. */
export async function readyServer(options: StartOptions = {}): Promise<ServerProcess> {
  const server = await startServerProcess(options);
  await server.ready();
  return server;
}

/** The environment of a process of ours: the machine's, without what the tests or a user's shell would tell it. */
export function variables(more: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const ours = [
    "NODE_TEST_CONTEXT",
    "NODE_ENV",
    "DATABASE_URL",
    "HOST",
    "PORT",
    "METRICS_PORT",
    "PUBLIC_URL",
    "FULLMAKT_MODE",
    "FULLMAKT_CONFIG",
    "FULLMAKT_URL",
  ];
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.includes(name) && !name.startsWith("npm_")));
  return { ...rest, NO_COLOR: "1", ...more };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

const cluster = (folder: string): string => join(folder, "postgres-18", "cluster");

/** Process id of the PostgreSQL in a data folder. */
export const databasePid = (folder: string): number => Number(readFileSync(join(cluster(folder), "postmaster.pid"), "utf8").split("\n")[0]);

/** The address of the running PostgreSQL in a data folder. */
export function databaseUrl(folder: string): string {
  const [, , , port] = readFileSync(join(cluster(folder), "postmaster.pid"), "utf8").split("\n");
  const password = readFileSync(join(folder, "postgres-18", "password"), "utf8");
  return `postgres://fullmakt:${password}@127.0.0.1:${port}/postgres`;
}

/** Asks a database one thing over a connection of its own. */
export async function ask<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end().catch(() => {});
  }
}

/** Processes that work in a data folder or were started for it (Linux; elsewhere none are found). */
export function processesOf(folder: string): number[] {
  let names: string[] = [];
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.map(Number).filter((pid) => {
    if (pid === process.pid) return false;
    try {
      const state = readFileSync(`/proc/${pid}/stat`, "utf8");
      if (state.slice(state.lastIndexOf(")") + 2).startsWith("Z")) return false; // ended, and not yet asked for by its parent
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)) return true;
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`FULLMAKT_DATA=${folder}`);
    } catch {
      return false; // ended meanwhile
    }
  });
}

/** Waits until nothing runs for a data folder any more. @throws Error naming what still does */
export async function untilNothingRuns(folder: string): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  for (let left = processesOf(folder); left.length > 0; left = processesOf(folder)) {
    if (performance.now() > until) throw new Error(`Still running for ${folder}: ${left.map((pid) => `${pid} ${commandOf(pid)}`).join(", ")}`);
    await pause(20);
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
