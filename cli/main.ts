/** `fullmakt <noun> <verb>`: the command line. It speaks to the running server over HTTP, like any other program. */
import { stripVTControlCharacters } from "node:util";
import { CommanderError } from "commander";
import { EXIT, Failure } from "./exit-codes.ts";
import { createProgram } from "./program.ts";

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = EXIT.ok;
  else {
    const failure = asFailure(error);
    const { code: exitCode, message, problem } = failure;
    if (process.argv.includes("--json")) console.log(JSON.stringify({ error: { exitCode, message: stripVTControlCharacters(message), problem } }, null, 2));
    if (!(error instanceof CommanderError)) console.error(message); // commander has said it
    process.exitCode = exitCode;
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof CommanderError)) return new Failure(error instanceof Error ? error.message : String(error));
  // A noun alone shows its help.
  const sentence = error.code === "commander.help" ? "A command is missing: --help lists them." : error.message.replace(/^error: /, "");
  return new Failure(sentence, EXIT.usage);
}
// The launcher's pipe would keep the process alive.
process.disconnect?.();
