/** The key that mails are signed with, so that other mail servers can tell that they are ours (DKIM, RFC 6376). */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Settings } from "../config.ts";

/** As the mail library takes it. */
export type DkimKey = { domainName: string; keySelector: string; privateKey: string };

/** RFC 8301 section 3.2: signers should use at least this. */
const FEWEST_BITS = 2_048;

/**
 * Reads the key that the settings name; null when mails are not signed. A key that the mail library cannot sign with is refused here: it would send without
 * a signature and say nothing.
 *
 * @throws CannotStart with one sentence
 */
export function readDkimKey({ mail, dataFolder }: Pick<Settings, "mail" | "dataFolder">): DkimKey | null {
  if (!mail?.dkim) return null;
  const { domain, selector, keyFile } = mail.dkim;
  let text: string;
  try {
    text = readFileSync(resolve(dataFolder, keyFile), "utf8");
  } catch (error) {
    throw new CannotStart(`The file of mail.dkim.keyFile, ${keyFile}, cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const key = privateKeyOf(text);
  if (key?.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < FEWEST_BITS)
    throw new CannotStart(`The file of mail.dkim.keyFile, ${keyFile}, must hold a private RSA key (PEM) of at least ${FEWEST_BITS} bits, without a password.`);
  return { domainName: domain, keySelector: selector, privateKey: key.export({ type: "pkcs8", format: "pem" }) as string };
}

function privateKeyOf(text: string): KeyObject | null {
  try {
    return createPrivateKey(text);
  } catch {
    return null; // what the library says may hold parts of the key
  }
}
