/** Every command of `fullmakt`, without running any: the command line runs it, and its reference is made from it. */
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { addAuditCommands } from "./commands/audit.ts";
import { addDevCommands } from "./commands/dev.ts";
import { addClientCommands } from "./commands/clients.ts";
import { addKeyCommands } from "./commands/keys.ts";
import { addRegisterCommands } from "./commands/registers.ts";
import { addTokenCommands } from "./commands/token.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/** The command line, not yet run. */
export function createProgram(): Command {
  const program = new Command("fullmakt")
    .description("Decides which organisation may call which API, on whose behalf.")
    .version(version, "--version", "print the version")
    .addOption(new Option("--env <environment>", "environment").choices(["test", "prod"]).default("test"))
    .option("--json", "print JSON for programs")
    .option("--client <id>", "call as this client …")
    .option("--key <file>", "… with this private key (JWK or PEM)")
    .option("--kid <kid>", "… which is registered under this key id")
    .option("--as <number>", "call as this organisation of the synthetic set (310800007 or 310801011); without any of these: as the operator")
    .addHelpText(
      "after",
      `
  Examples:
    npx fullmakt token --scope lyngvidda:tilsyn.read
    npx fullmakt explain --of 5f0c2b0e-8f0d-4d0b-9f7e-000000000004 --scope lyngvidda:tilsyn.read
    npx fullmakt access give lyngvidda:tilsyn.read 310803030 --as 310800007
    npx fullmakt dev config --json

  The server is found by PORT (or FULLMAKT_URL), its data by FULLMAKT_DATA, as by npm start. DATABASE_URL is not needed: commands ask the server.
  Exit codes: 0 done, 1 refused or something wrong was found, 2 not understood, 3 the server does not answer.
  With --json a command that fails prints { "error": { "exitCode", "message", "problem" } } on standard output: problem is the problem (RFC 9457) that our own
  API answered with, the refusal of the token endpoint, or null.`,
    )
    .showHelpAfterError("(--help shows how)")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();

  addTokenCommands(program);
  addRegisterCommands(program);
  addClientCommands(program);
  addKeyCommands(program);
  addAuditCommands(program);
  addDevCommands(program);
  for (const command of everyCommand(program)) command.exitOverride().showHelpAfterError("(--help shows how)").configureHelp({ showGlobalOptions: true });
  return program;
}

/** A command's children, and theirs. */
export function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child as Command, ...everyCommand(child as Command)]);
}
