/** Organisation numbers as people paste them: one or many, with spaces in them, from a sheet with names beside. */

const NUMBER = /(?<!\d)\d{3}[ \u00A0]?\d{3}[ \u00A0]?\d{3}(?!\d)/g;
const WORDS = 60;

/**
 * The numbers in a text, each once, in the order written. A line or field without one is passed over when it holds no digit (a heading, a name); with digits it
 * is kept as it stands, so that somebody is told that it is no number.
 */
export function readOrganizationLines(text: string): string[] {
  const found = text.split(/[\n\r]+/).flatMap((line) => {
    const numbers = line.match(NUMBER);
    if (numbers) return numbers.map((number) => number.replaceAll(/\D/g, ""));
    const pieces = line.split(/[,;\t]/).map((piece) => piece.trim());
    return pieces.filter((piece) => /\d/.test(piece)).map((piece) => piece.slice(0, WORDS));
  });
  return [...new Set(found)];
}

/** Whether somebody looks for a name, and not for a number. */
export const isName = (typed: string): boolean => /\p{L}/u.test(typed) && typed.match(NUMBER) === null;
