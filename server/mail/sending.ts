import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { readDkimKey } from "./dkim.ts";
import { readMailPassword } from "./mail-settings.ts";

/**
 * Sending, as a server starts and ends it. What it needs is loaded once the server answers: a good part of a second of work.
 *
 * @throws CannotStart when the settings name a password or a key that cannot be read
 */
export function mailSending(
  { settings, log, db }: Pick<Deps, "settings" | "log"> & { db: Database },
  databaseUrl: string,
): { begin(): void; stop(): Promise<void> } {
  const password = readMailPassword(settings);
  const dkim = readDkimKey(settings);
  if (settings.mode === "production" && !settings.mail)
    log.warn("No mail server is set (mail in config.json): nobody gets mail, and no address can be verified.");
  let service: Promise<{ stop(): Promise<void> }> | null = null;
  let stopped: Promise<void> | null = null;
  return {
    begin() {
      service = Promise.all([import("./carrier.ts"), import("./mail-service.ts")]).then(([{ openCarrier }, { startMailService }]) =>
        startMailService({ settings, log, db, databaseUrl, carrier: openCarrier(settings, password, dkim) }),
      );
      service.catch((error: Error) => log.error({ err: { message: error.message, stack: error.stack } }, "mail cannot be sent"));
    },
    stop: () => (stopped ??= (async () => (await service?.catch(() => null))?.stop())()),
  };
}
