import { idnr } from "@navikt/fnrvalidator";

/** An eleven-digit number of a person: national identity number or D-number. Sent in, never shown, never logged (SEC-150, SEC-151). */
export type IdentityNumber = string & { readonly identityNumber: unique symbol };

const REAL = ["fnr", "dnr"];
const SYNTHETIC = ["tnr", "dnr-and-tnr"];

/**
 * Reads an identity number: of a person, by the rules until and from 2032, a D-number, and the synthetic ones (month + 80). Numbers that only one hospital
 * knows (H-numbers) are none.
 *
 * @param text as typed: spaces are left out
 * @returns null for everything else
 */
export function parseIdentityNumber(text: string): IdentityNumber | null {
  const digits = text.replaceAll(/\s/g, "");
  if (!/^[0-9]{11}$/.test(digits)) return null;
  const found = idnr(digits);
  return found.status === "valid" && [...REAL, ...SYNTHETIC].includes(found.type) ? (digits as IdentityNumber) : null;
}

/** Whether the number is of somebody who cannot exist: 80 is added to the month (the test population of Skatteetaten). */
export function isSynthetic(number: IdentityNumber): boolean {
  const found = idnr(number);
  return found.status === "valid" && SYNTHETIC.includes(found.type);
}
