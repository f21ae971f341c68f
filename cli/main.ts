/** `fullmakt <noun> <verb>`: the command line. It speaks to the running server over HTTP, like any other program. */
import { CommanderError } from "commander";
import { EXIT, Failure } from "./exit-codes.ts";
import { createProgram } from "./program.ts";

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (error instanceof Failure) {
    if (process.argv.includes("--json")) console.log(JSON.stringify(error.detail, null, 2));
    console.error(error.message);
    process.exitCode = error.code;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = EXIT.refused;
  }
}
// The launcher's pipe would keep the process alive.
process.disconnect?.();
