import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "../../installation/cannot-start.ts";
import { z } from "zod";
import { parseEmailAddress } from "../../vocabulary/email-address.ts";
import type { Settings } from "../config.ts";

/** `drift@example.no`, or `Fullmakt <drift@example.no>`. */
const mailbox = z.string().refine((text) => {
  const [, name = "", address = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  return parseEmailAddress(address) !== null && !/[\p{Cc}\p{Zl}\p{Zp}"\\]/u.test(name);
}, "write an e-mail address, or a name and then the address in < >");

/** Names of the DNS: letters, digits and hyphens between dots. */
const DNS_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
const ALL_OF_DKIM = "signing mails needs domain, selector and keyFile, all three";
const dkim = z.strictObject({
  domain: z.string({ error: ALL_OF_DKIM }).max(253).regex(DNS_NAME, "write a domain, such as example.no"),
  selector: z.string({ error: ALL_OF_DKIM }).max(63).regex(DNS_NAME, "write the name before ._domainkey in the DNS, such as fullmakt2026"),
  keyFile: z.string({ error: ALL_OF_DKIM }).min(1, ALL_OF_DKIM),
});

/** How mails leave, as config.json says it. */
export const mailSettings = z
  .strictObject({
    smtp: z.strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      secure: z.boolean().default(false),
      user: z.string().min(1).optional(),
      passwordFile: z.string().min(1).optional(),
    }),
    from: mailbox,
    replyTo: mailbox.optional(),
    dkim: dkim.optional(),
  })
  .optional()
  .describe(
    "The mail server (SMTP): smtp with host, port (587), secure (TLS from the first byte; otherwise STARTTLS, which production requires beyond this machine), user " +
      "and passwordFile; from and replyTo, each an address or a name with an address in < >; dkim, when mails are to be signed (docs/guides/operate.md): domain, which is that of from or above it, selector and keyFile, a private RSA key (PEM). Default: in development mails are kept and shown at /dev/mail; in " +
      "production nobody gets any, which the start says.",
  );

/** The password of the mail server, from the file that the settings name; null when it asks for none. @throws CannotStart with one sentence */
export function readMailPassword({ mail, dataFolder }: Pick<Settings, "mail" | "dataFolder">): string | null {
  if (mail?.smtp.user === undefined) return null;
  const { passwordFile } = mail.smtp;
  if (passwordFile === undefined) throw new CannotStart("mail.smtp.user in config.json needs mail.smtp.passwordFile, a file with the password.");
  try {
    return readFileSync(resolve(dataFolder, passwordFile), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new CannotStart(`The file of mail.smtp.passwordFile, ${passwordFile}, cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
