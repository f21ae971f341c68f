/** How most commands are made: one call of our own API, and what comes back is printed. */
import type { Command } from "commander";
import { EXIT, Failure } from "../exit-codes.ts";
import { good, print, record, table } from "../output.ts";
import { Api, type GlobalOptions } from "../server.ts";

export type Thing = Record<string, unknown>;
/** Options as commander reads them: texts, and true for a flag. */
type Options = Record<string, string | undefined>;

/** A part of a path. Names of scopes hold `/` and `:`. */
export const part = (text: string): string => encodeURIComponent(text);

/**
 * Adds a verb that makes one call and prints what comes back.
 * @param usage as commander has it: `give <scope> <number>`
 * @param show what is printed without --json; left out: one member a line
 */
export function verb(
  noun: Command,
  usage: string,
  description: string,
  example: string,
  work: (api: Api, args: string[], options: Options) => Promise<unknown>,
  show: (result: unknown) => string = (result) => record(result as Thing),
): Command {
  return noun
    .command(usage)
    .description(description)
    .addHelpText("after", `\nExample:\n  npx fullmakt ${example}`)
    .action(async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<GlobalOptions>();
      const result = await work(await Api.open(options), given.slice(0, -2).map(String), command.opts<Options>());
      print(options.json, result, () => show(result));
    });
}

/** Checks that an option is a number before anything is asked of the server. @throws Failure with the option's name */
export const wholeNumber =
  (option: string) =>
  (text: string): string => {
    if (!/^\d{1,9}$/.test(text)) throw new Failure(`${option} takes a whole number, not ${text}.`, EXIT.usage);
    return text;
  };

/** Shows a list as a table of these members. */
export const rows =
  (...columns: string[]) =>
  (result: unknown) =>
    table(result as Thing[], columns);
export const done = (sentence: string) => () => good(sentence);
