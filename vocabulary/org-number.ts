/** A Norwegian organisation number (organisasjonsnummer): nine digits, the last one a check digit. */
export type OrgNumber = string & { readonly orgNumber: unique symbol };

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/**
 * Reads an organisation number.
 *
 * @returns the number, or null when it is not exactly nine digits or the check digit is wrong (mod 11, weights 3 2 7 6 5 4 3 2; a remainder of 1 has no
 * check digit, so such numbers do not exist). A first digit of 0 is refused: no number has it, and the database keeps numbers as integers.
 * Source: Brønnøysund Register Centre's description of the number.
 */
export function parseOrgNumber(text: unknown): OrgNumber | null {
  if (typeof text !== "string" || !/^[1-9][0-9]{8}$/.test(text)) return null;
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(text[position]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(text[8]) ? (text as OrgNumber) : null;
}

/** The number as the database keeps it. Trusts its caller: the type says that it was parsed. */
export const orgNumberToInt = (number: OrgNumber): number => Number(number);

/** The number back from the database. */
export const orgNumberFromInt = (number: number): OrgNumber => String(number) as OrgNumber;

/** The ISO 6523 form in tokens: `{authority, ID}` with the upper-case member name that callers read (maskinporten.md 4.3). */
export const iso6523 = (number: OrgNumber): { authority: "iso6523-actorid-upis"; ID: string } => ({
  authority: "iso6523-actorid-upis",
  ID: `0192:${number}`,
});

/** Reads `0192:<organisation number>`. Returns null for any other form. */
export function parseIso6523Id(id: unknown): OrgNumber | null {
  return typeof id === "string" && id.startsWith("0192:") ? parseOrgNumber(id.slice("0192:".length)) : null;
}

/** `310 801 011`: in groups as people read it, with spaces where no line breaks. What is no number stays as it is. */
export const writeOrgNumber = (number: string): string => number.replace(/^(\d{3})(\d{3})(\d{3})$/, "$1\u00A0$2\u00A0$3");
