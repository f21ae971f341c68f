import { parseEmailAddress } from "./email-address.ts";

declare const isEmailDomain: unique symbol;
/** What stands after the @ of an organisation's addresses, in small letters. */
export type EmailDomain = string & { readonly [isEmailDomain]: true };

/** Reads a domain; an `@` or an address before it does not matter. @returns null for everything that no address can end with */
export function parseEmailDomain(text: string): EmailDomain | null {
  const domain = text.trim().slice(text.trim().lastIndexOf("@") + 1);
  return parseEmailAddress(`a@${domain}`) === null ? null : (domain.toLowerCase() as EmailDomain);
}

/** Where anybody gets an address: it says nothing of where somebody works (SEC-087). */
const OPEN_TO_ANYBODY: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com outlook.com hotmail.com hotmail.no hotmail.co.uk live.com live.no msn.com
  passport.com yahoo.com yahoo.no ymail.com rocketmail.com aol.com icloud.com me.com mac.com
  proton.me protonmail.com pm.me gmx.com gmx.net gmx.de web.de mail.com mail.ru
  yandex.com yandex.ru zoho.com fastmail.com hey.com tuta.io tutanota.com online.no getmail.no
  broadpark.no start.no frisurf.no lyse.net altiboxmail.no c2i.net tele2.no chello.no ebnett.no
  haugnett.no
`
    .trim()
    .split(/\s+/),
);

export const isOpenToAnybody = (domain: EmailDomain): boolean => OPEN_TO_ANYBODY.has(domain);
