import type { EmailAddress } from "../../vocabulary/email-address.ts";
import type { OrgNumber } from "../../vocabulary/org-number.ts";

/** Where invoices of an organisation go. */
export type BillingDetails = {
  receiver: OrgNumber;
  ehf: boolean;
  peppolId: string | null;
  email: EmailAddress | null;
  postalAddress: string | null;
  reference: string;
  costBearer: string;
  contactName: string;
  contactEmail: EmailAddress | null;
  /** YYYY-MM-DD */
  validFrom: string;
};

export type KeptBilling = BillingDetails & { version: number; updatedAt: Date };

/** What is missing for an invoice to get anywhere, or null. */
export function faultOf({ ehf, email, postalAddress }: Pick<BillingDetails, "ehf" | "email" | "postalAddress">): { field: string; message: string } | null {
  return ehf || email !== null || postalAddress !== null ? null : { field: "email", message: "Without EHF an e-mail address or a postal address is needed." };
}

/** The Peppol id of a Norwegian organisation: scheme 0192 and its number. */
export const peppolIdOf = (organization: OrgNumber): string => `0192:${organization}`;

/** The first day of a month, and of the next one. @param month YYYY-MM */
export function monthBounds(month: string): { from: string; to: string } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { from: `${month}-01`, to: `${next}-01` };
}
