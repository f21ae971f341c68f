/** Whom those who use an organisation's APIs turn to. The rules need no database. */
import type { EmailAddress } from "../../vocabulary/email-address.ts";

export type Contact = { name: string; email: EmailAddress | null; url: string | null };
export type KeptContact = Contact & { version: number; updatedAt: Date; updatedBy: string | null };

/** What keeps a contact from leading anywhere, or null. */
export function faultOfContact({ email, url }: Pick<Contact, "email" | "url">): { field: string; message: string } | null {
  if (email === null && url === null) return { field: "email", message: "An e-mail address or a web address is needed." };
  return url === null || isWebAddress(url) ? null : { field: "url", message: "It must be a web address that begins with https://." };
}

/** Shown as a link to everybody: what is no plain https address, or carries a password, is none. */
function isWebAddress(text: string): boolean {
  if (!/^https:\/\/[^\s"<>\\^`{|}]+$/.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname.includes(".") && username === "" && password === "";
}
