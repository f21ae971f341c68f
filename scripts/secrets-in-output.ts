/** Looks through all that a run has written for what must never be written (SEC-150): tokens and grants, private keys, identity numbers. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const KINDS: Record<string, (text: string) => boolean> = {
  "a token or a grant": (text) => /eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/.test(text),
  "a private key": (text) => /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|"(?:d|p|q)\\?":\s*\\?"[A-Za-z0-9_-]{20,}/.test(text),
  "an identity number": (text) => [...text.matchAll(ELEVEN_DIGITS)].some(([digits]) => isIdentityNumber(digits)),
};

/** Not a part of a longer number, of an id or of a decimal fraction. */
const ELEVEN_DIGITS = /(?<![0-9A-Za-z_]|[0-9][.-])[0-9]{11}(?![0-9A-Za-z_]|[.-][0-9])/g;
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * Whether eleven digits are a Norwegian identity number: day, month, year, three digits, and two check digits modulo 11 (Skatteetaten, "Fødselsnummer"). The day
 * is + 40 in a D-number; the month + 80, 65 or 40 in synthetic ones. Of 500 other numbers one passes, so those that are not meant to be one seldom do.
 */
export function isIdentityNumber(digits: string): boolean {
  const [day, month] = [Number(digits.slice(0, 2)) % 40, Number(digits.slice(2, 4))];
  const isDate = Number(digits.slice(0, 2)) <= 71 && day >= 1 && day <= 31 && [0, 40, 65, 80].some((more) => month > more && month <= more + 12);
  const holds = (weights: number[]) => weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0;
  return isDate && holds(FIRST_WEIGHTS) && holds(SECOND_WEIGHTS);
}

/** What a text holds that it must not, or null. */
export const secretIn = (text: string): string | null => Object.entries(KINDS).find(([, isIn]) => isIn(text))?.[0] ?? null;

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
