import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The system's own Python: Debian installs its modules for that one, whatever else stands first in PATH. */
export const PYTHON = "/usr/bin/python3";
const MODULES = "import authlib, jwt, requests, cryptography";
const COMMAND = "apt-get update && apt-get install -y --no-install-recommends python3-authlib python3-jwt python3-requests python3-cryptography";

/** What the user is told where they are missing. */
export const LEFT_OUT = `The tests with Python's OAuth clients are left out: ${PYTHON} lacks them (sudo sh -c '${COMMAND}').`;

/**
 * Whether Authlib and PyJWT are there, OAuth and JWT clients that nobody here wrote; installs Debian's when run as root. Without them the tests run, and
 * `sentence` tells the user which were left out.
 */
export function ensurePythonClients(): { available: true } | { available: false; sentence: string } {
  if (hasModules()) return { available: true };
  if (process.getuid?.() !== 0 || !isInstalled("apt-get")) return { available: false, sentence: LEFT_OUT };
  console.log("Installing Python's OAuth clients for the tests …");
  const done = spawnSync("/bin/sh", ["-c", COMMAND], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (hasModules()) return { available: true };
  const reason = done.error?.message ?? done.stderr.trim().split("\n").at(-1);
  return { available: false, sentence: `${LEFT_OUT} Installing them failed: ${reason}.` };
}

/** Whether a program stands in PATH. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const hasModules = (): boolean => spawnSync(PYTHON, ["-c", MODULES], { timeout: 20_000 }).status === 0;
