/** Looks through all that a run has written for what must never be written (SEC-150): tokens and grants, private keys, identity numbers. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The synthetic persons of the examples: their numbers stand in grants of the tests. */
const PERSONS = ["12837149981", "24918448086", "05869242987", "17896547003", "30819945019", "49927846038", "12837149639", "24918447969"];

const KINDS: Record<string, RegExp> = {
  "a token or a grant": /eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  "a private key": /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|"(?:d|p|q)\\?":\s*\\?"[A-Za-z0-9_-]{20,}/,
  "an identity number": new RegExp(`(?<![0-9a-f])(?:${PERSONS.join("|")})(?![0-9a-f])`),
};

/** What a text holds that it must not, or null. */
export const secretIn = (text: string): string | null => Object.entries(KINDS).find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/**
 * Looks through every file of a folder.
 * @returns a sentence per file that holds something, naming the kind and the line, never the thing
 */
export function findSecrets(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const lines = readFileSync(join(folder, name), "utf8").split("\n");
    const at = lines.findIndex((line) => secretIn(line) !== null);
    return at < 0 ? [] : [`${name}, line ${at + 1}, holds ${secretIn(lines[at]!)}: ${shape(lines[at]!)}`];
  });
}

/** The line with every long word made unreadable, so that the finding can be shown. */
const shape = (line: string): string => line.replaceAll(/[A-Za-z0-9_.-]{11,}/g, (word) => `${word.slice(0, 3)}…`).slice(0, 200);
