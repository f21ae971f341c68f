/** An installation for whoever takes pictures of the portal. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CannotStart } from "../installation/cannot-start.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** An installation with the synthetic set, in a data folder that goes with it. @returns its address, and how it ends */
export async function startInstallation(): Promise<{ origin: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "fullmakt-pictures-"));
  chmodSync(folder, 0o711); // root's database runs as another account
  const port = await freePort();
  const server = spawn(process.execPath, [join(repository, "server/main.ts")], {
    cwd: repository,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, FULLMAKT_DATA: folder, PORT: String(port), LOG_LEVEL: "error", FULLMAKT_MODE: "development" },
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const origin = `http://localhost:${port}`;
  const until = performance.now() + 60_000;
  while (
    !(await fetch(`${origin}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null || performance.now() > until) throw new CannotStart("The installation for the pictures did not start.");
    await pause(100);
  }
  return {
    origin,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
