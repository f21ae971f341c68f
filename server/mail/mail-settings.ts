import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Settings } from "../config.ts";

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
