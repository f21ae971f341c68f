/** An organisation, shared by the environments, and the rules that need no database. */
import type { OrgNumber } from "../../vocabulary/org-number.ts";

export type Organization = {
  number: OrgNumber;
  name: string;
  /** Form of organisation as the register writes it: ORGL, AS, KOMM … */
  form: string;
  /** The unit above, or null. */
  parent: OrgNumber | null;
  /** The day on which the register deleted it, or null. It keeps what it has, and nothing new is given to it. */
  deletedOn: string | null;
  /** By the operator: its clients get no tokens and call no API of ours. */
  locked: { at: Date; reason: string } | null;
  createdAt: Date;
  updatedAt: Date;
};

/** What to look for: the first digits of a number, or a part of a name, small and capital letters alike. */
export type OrganizationSearch = { digits: string } | { text: string };

/** Reads what somebody typed to find an organisation; null: nothing was typed. Numbers may be written with spaces. */
export function readSearch(typed: string): OrganizationSearch | null {
  const text = typed.trim();
  if (text === "") return null;
  const digits = text.replaceAll(/\s/g, "");
  return /^[0-9]{1,9}$/.test(digits) ? { digits } : { text };
}

/** The terms of use come in a variant for each kind of organisation. */
export type TermsVariant = "public" | "private" | "supplier";

const MAX_NAME_LENGTH = 500;

/**
 * Reads the name of an organisation: trimmed, 1 to 500 characters, without control characters (also those that change the direction of text).
 *
 * @returns the name, or null
 */
export function readOrganizationName(text: string): string | null {
  const name = text.trim();
  if (name.length === 0 || name.length > MAX_NAME_LENGTH || !name.isWellFormed()) return null;
  return /[\p{Cc}\p{Bidi_Control}]/u.test(name) ? null : name;
}
