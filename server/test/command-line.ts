/** The command line as a process, against a server process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { variables } from "./server-process.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export type Said = { code: number; stdout: string; stderr: string };

type Where = { port: number; folder: string; variables?: Record<string, string> };

/** Runs `fullmakt …` where the server with this port and data folder runs, or with other variables. */
export async function fullmakt({ port, folder, variables: others = {} }: Where, ...commandLine: string[]): Promise<Said> {
  const env = variables({ PORT: String(port), FULLMAKT_DATA: folder, ...others });
  const child = spawn(process.execPath, ["cli/main.ts", ...commandLine], { cwd: repository, env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number, stdout, stderr };
}
