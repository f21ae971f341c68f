import type { Given } from "../audit/removal.ts";
import type { HeldRight } from "../../vocabulary/rights.ts";

/** One time that a right was given to a person. */
export type GivenRight = Given & {
  /** What callers know it by: one that was brought back has that of the removed one. */
  publicId: string;
  person: string;
  right: HeldRight;
  validFrom: Date;
  givenAt: Date;
  /** Null: at set-up. */
  givenBy: string | null;
  endedBy: string | null;
};

const LONGEST_YEARS = 20;

/** Why a right cannot end then, or null. Null as an end: until somebody removes it. */
export function faultOfEnd(validTo: Date | null, now: Date): string | null {
  if (validTo === null) return null;
  if (validTo <= now) return "The end has passed already.";
  return validTo.getTime() > now.getTime() + LONGEST_YEARS * 366 * 86_400_000 ? `It must end within ${LONGEST_YEARS} years.` : null;
}

/** What giving does when the right lives already: with the same end nothing, else it is ended and given anew with the new one. */
export const answerToGivingAgain = (living: Pick<GivenRight, "validTo">, validTo: Date | null): "keep" | "replace" =>
  (living.validTo?.getTime() ?? null) === (validTo?.getTime() ?? null) ? "keep" : "replace";
