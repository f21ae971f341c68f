import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { LEFT_OUT, PYTHON } from "../../scripts/python-clients.ts";

/** Why tests with Python are skipped; false when it has what they need. */
export const WITHOUT_PYTHON = process.env.PYTHON_CLIENTS === "1" ? false : LEFT_OUT;

/** Runs one of the scripts beside this file. It reads JSON from its input and writes JSON. @throws Error with what it complained of */
export async function python(script: string, input: unknown): Promise<unknown> {
  const running = spawn(PYTHON, [fileURLToPath(new URL(script, import.meta.url))], {
    env: { PATH: process.env.PATH, NO_PROXY: "*", PYTHONDONTWRITEBYTECODE: "1" },
  });
  running.stdin.end(JSON.stringify(input));
  const [answer, complaint, [code]] = await Promise.all([text(running.stdout), text(running.stderr), once(running, "exit")]);
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${complaint}`);
  return JSON.parse(answer);
}
