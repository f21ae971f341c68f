declare const isEmailAddress: unique symbol;
/** An address that mail can be sent to, as it was written, with the domain in small letters. */
export type EmailAddress = string & { readonly [isEmailAddress]: true };

/** RFC 5321 section 4.1.2 without quoted names and address literals, which no mailbox of an organisation has. */
const NAME = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an e-mail address. Whether a mailbox is behind it, only a mail to it can tell.
 *
 * @param text spaces around it do not matter; a domain with other letters than ASCII has to be written as `xn--…`
 * @returns null for everything that is not exactly one address
 */
export function parseEmailAddress(text: string): EmailAddress | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  const [name, domain] = [trimmed.slice(0, at), trimmed.slice(at + 1).toLowerCase()];
  const labels = domain.split(".");
  const fits = at > 0 && name.length <= 64 && trimmed.length <= 254 && NAME.test(name);
  if (!fits || labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^[0-9]+$/.test(labels.at(-1)!)) return null;
  return `${name}@${domain}` as EmailAddress;
}
