/** Sends one mail of the outbox, once. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "../db/away.ts";
import type { Database } from "../db/open.ts";
import type { Settings } from "../config.ts";
import type { Logger } from "../log.ts";
import { findMail, type Mail, markDead, markDropped, markSent, markTried } from "./event-store.ts";
import { type MailContent, type MailLink, provesAddress } from "./mail.ts";
import { type Message, messageOf } from "./message.ts";
import { findPoint } from "./point-store.ts";
import type { Carrier } from "./carrier.ts";
import { drawToken, mayBeProved, proofPath } from "./verification.ts";
import { findPersonEmail } from "./verification-store.ts";

export type DeliveryDeps = { db: Database; settings: Pick<Settings, "publicUrl">; log: Logger; carrier: Carrier };

/** The mail was not taken, and can be tried again. Says what kind of error it was, and nothing that the other side wrote. */
export class NotSent extends Error {}

/** How often it is tried to write down that a mail was sent: a mail that was taken and is not marked is sent again. */
const MARK_TRIES = 10;

/**
 * Sends a mail unless it is sent already, and marks it in a transaction of its own right after the mail server has taken it. Between those two it can be sent
 * a second time, with the same Message-ID: SMTP has no way to ask (concurrency.md §10).
 *
 * @throws NotSent when it makes sense to try again
 */
export async function deliver(deps: DeliveryDeps, id: string, signal?: AbortSignal): Promise<void> {
  const { db, carrier, log } = deps;
  const mail = await findMail(db, id);
  if (!mail || (mail.state !== "queued" && mail.state !== "waiting")) return;
  if (!(await mayReceive(db, mail))) return markDropped(db, id, provesAddress(mail.kind) ? "expired" : "not_verified");
  const message = messageOf(mail.content, mail.language, await addressesOf(deps, mail.content));
  const outcome = await carrier.carry(envelopeOf(deps, mail, message), signal);
  if (outcome.taken) return markSurely(db, id);
  log.warn({ mail: id, kind: mail.kind, error: outcome.error, tries: mail.tries + 1 }, "a mail was not sent");
  await markTried(db, id, outcome.error);
  if (outcome.forGood) return markDead(db, id);
  throw new NotSent(outcome.error);
}

/** Only verified addresses get mail, and only those that are in use when it is sent; whoever has to prove one gets the mail for that (SEC-152). */
async function mayReceive(db: Database, { kind, person, point, address, content }: Mail): Promise<boolean> {
  if (provesAddress(kind)) return content.link !== undefined && "verification" in content.link && mayBeProved(db, content.link.verification, address);
  if (person !== null) return (await findPersonEmail(db, person)).address === address;
  const found = point === null ? null : await findPoint(db, point);
  return Boolean(found?.verifiedAt) && found?.address === address;
}

const envelopeOf = ({ settings }: DeliveryDeps, { id, address, language }: Mail, message: Message) => ({
  ...message,
  to: address,
  language,
  messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
});

/** Where the links of a mail lead: below the public address of the settings, never elsewhere. The token of a verification is drawn anew each time. */
export async function addressesOf({ db, settings }: Pick<DeliveryDeps, "db" | "settings">, content: MailContent): Promise<(link: MailLink) => string> {
  const verification = content.link && "verification" in content.link ? content.link.verification : null;
  const proof = verification === null ? null : proofPath(await drawToken(db, verification));
  return (link) => {
    const path = "path" in link ? link.path : proof!;
    if (!/^\/(?!\/)/.test(path)) throw new Error("The link of a mail is a path.");
    return `${settings.publicUrl}${path}`;
  };
}

async function markSurely(db: Database, id: string): Promise<void> {
  for (let left = MARK_TRIES; ; left -= 1) {
    try {
      return await markSent(db, id);
    } catch (error) {
      if (left <= 1 || !isDatabaseAway(error)) throw error;
      await sleep(1_000);
    }
  }
}
