/** Invoice details as they are typed, and what is wrong with them. The server decides (contract/billing.ts); here it is said before anything is sent. */
import { parseEmailAddress } from "../../../vocabulary/email-address.ts";
import { parseOrgNumber } from "../../../vocabulary/org-number.ts";
import type { BillingReplacement, ReadBilling } from "../../api/billing.ts";
import { parseDay, today, writeDay } from "../../text/day.ts";
import type { BILLING } from "./texts.ts";

export type InvoiceDraft = {
  receiver: string;
  ehf: boolean;
  peppol: string;
  email: string;
  postal: string;
  reference: string;
  costBearer: string;
  contactName: string;
  contactEmail: string;
  /** As people write it: 31.12.2027. */
  validFrom: string;
  /** The version that was read when the writing began. */
  etag: string;
};

/** @param org whose invoices they are: it receives them where nothing else has been entered */
export function draftOf({ details, etag }: ReadBilling, org: string): InvoiceDraft {
  const own = `0192:${details?.receiver.number ?? org}`;
  const day = parseDay(details?.validFrom ?? today());
  return {
    receiver: details?.receiver.number ?? org,
    ehf: details?.ehf ?? true,
    peppol: details?.peppolId && details.peppolId !== own ? details.peppolId : "",
    email: details?.email ?? "",
    postal: details?.postalAddress ?? "",
    reference: details?.reference ?? "",
    costBearer: details?.costBearer ?? "",
    contactName: details?.contactName ?? "",
    contactEmail: details?.contactEmail ?? "",
    validFrom: day ? writeDay(day) : "",
    etag,
  };
}

export type InvoiceFault = { field: string; says: keyof typeof BILLING & ("receiverWrong" | "emailMissing" | "emailWrong" | "peppolWrong" | "validFromSays") };

/** What is to be mended before it can be sent, in the order of the fields. */
export function faultsOf({ receiver, ehf, email, contactEmail, peppol, validFrom, postal }: InvoiceDraft): InvoiceFault[] {
  const isAddress = (text: string) => parseEmailAddress(text.trim()) !== null;
  const found: (InvoiceFault | false)[] = [
    parseOrgNumber(receiver.replaceAll(/\s/g, "")) === null && { field: "billing-receiver", says: "receiverWrong" },
    !ehf && email.trim() === "" && postal.trim() === "" && { field: "billing-email", says: "emailMissing" },
    email.trim() !== "" && !isAddress(email) && { field: "billing-email", says: "emailWrong" },
    contactEmail.trim() !== "" && !isAddress(contactEmail) && { field: "billing-contactEmail", says: "emailWrong" },
    parseDay(validFrom) === null && { field: "billing-validFrom", says: "validFromSays" },
    peppol.trim() !== "" && !/^\d{4}:[A-Za-z0-9]{1,50}$/.test(peppol.trim()) && { field: "billing-peppol", says: "peppolWrong" },
  ];
  return found.filter((fault) => fault !== false);
}

/** @param draft without faults */
export function replacementOf(draft: InvoiceDraft): BillingReplacement {
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    receiver: draft.receiver.replaceAll(/\s/g, ""),
    ehf: draft.ehf,
    peppolId: draft.ehf ? orNull(draft.peppol) : null,
    email: orNull(draft.email),
    postalAddress: orNull(draft.postal),
    reference: draft.reference.trim(),
    costBearer: draft.costBearer.trim(),
    contactName: draft.contactName.trim(),
    contactEmail: orNull(draft.contactEmail),
    validFrom: parseDay(draft.validFrom)!,
  };
}
