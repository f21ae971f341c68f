/** An installation for measuring: server and PostgreSQL as processes of their own, in a folder that goes afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

const repository = fileURLToPath(new URL("..", import.meta.url));

export type Installation = {
  port: number;
  folder: string;
  server: ChildProcess;
  databasePid: number;
  databaseUrl: string;
  /** From the start of the process until it was ready, milliseconds. */
  readyMs: number;
  sql(text: string): Promise<unknown[]>;
  stop(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/**
 * @param config what config.json holds
 * @param folder an existing one, to start on its data again
 * @param databaseUrl a PostgreSQL that runs already
 */
export async function startInstallation(config: object, folder = mkdtempSync(join(tmpdir(), "fullmakt-bench-")), databaseUrl = ""): Promise<Installation> {
  const port = await freePort();
  chmodSync(folder, 0o711); // root's database runs as another account
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const log = openSync(join(folder, "server.log"), "a");
  const from = performance.now();
  // The same options as scripts/launch.mjs gives npm start.
  const server = spawn(process.execPath, ["--max-semi-space-size=16", join(repository, "server/main.ts")], {
    cwd: repository,
    stdio: ["ignore", log, log],
    env: {
      ...process.env,
      ...(process.env.SERVER_NODE_OPTIONS ? { NODE_OPTIONS: process.env.SERVER_NODE_OPTIONS } : {}),
      FULLMAKT_DATA: folder,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
    },
  });
  await untilReady(port, () => server.exitCode !== null).catch(() => {
    throw new Error(`The server did not start: ${readFileSync(join(folder, "server.log"), "utf8")}`);
  });
  const readyMs = performance.now() - from;
  const [databasePid = "", , , databasePort = ""] = readFileSync(join(folder, "postgres-18/cluster/postmaster.pid"), "utf8").split("\n");
  const password = readFileSync(join(folder, "postgres-18/password"), "utf8");
  return {
    port,
    folder,
    server,
    databasePid: Number(databasePid),
    databaseUrl: `postgres://fullmakt:${encodeURIComponent(password)}@127.0.0.1:${Number(databasePort)}/postgres`,
    readyMs,
    async sql(text) {
      const client = new Client({ host: "127.0.0.1", port: Number(databasePort), user: "fullmakt", password, database: "postgres" });
      await client.connect();
      try {
        const result = await client.query(text);
        return [result].flat().at(-1)?.rows ?? [];
      } finally {
        await client.end();
      }
    },
    stop: () => stopped(server, "SIGTERM"),
  };
}

/** Waits until the server on this port is ready. @throws Error when it has ended instead */
export async function untilReady(port: number, hasEnded: () => boolean): Promise<void> {
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await isReady())) {
    if (hasEnded()) throw new Error(`What should answer on port ${port} has ended.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Sends the signal and waits for the end; at once when it has ended before. */
export async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

export const removeInstallation = (folder: string): void => rmSync(folder, { recursive: true, force: true });
