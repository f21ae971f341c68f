/** Carries a message to the mail server of the settings. */
import { createTransport } from "nodemailer";
import type { Language } from "../../vocabulary/language.ts";
import { isLoopback, type Settings } from "../config.ts";
import type { DkimKey } from "./dkim.ts";
import { headerValue } from "./mail.ts";
import type { Message } from "./message.ts";

export type Envelope = Message & { to: string; language: Language; messageId: string };

/** `error` is a kind of error and a number, never a text of the other side. `forGood`: the mailbox does not exist, and trying again does not help. */
export type Carried = { taken: true } | { taken: false; error: string; forGood: boolean };
export type Carrier = { carry(envelope: Envelope, signal?: AbortSignal): Promise<Carried> };

/** Each is shorter than a job may take (mail-service.ts), and so is all of it together. Milliseconds. */
export const LONGEST_MS = 45_000;
const STEP_MS = 15_000;

/** The way that the settings name: SMTP, or none. In development, none means that mails are kept and shown at /dev/mail. */
export function openCarrier({ mail, mode }: Pick<Settings, "mail" | "mode">, password: string | null, dkim: DkimKey | null = null): Carrier | null {
  if (mail) return smtpCarrier(mail, { mode, password, dkim });
  return mode === "development" ? KEPT : null;
}

const KEPT: Carrier = { carry: () => Promise.resolve({ taken: true }) };

/**
 * One connection for each mail: a pool would send again by itself what it has sent when a connection is lost. Beyond this machine, production speaks TLS
 * only, and so does everybody with a password.
 */
function smtpCarrier(
  { smtp, from, replyTo }: NonNullable<Settings["mail"]>,
  { mode, password, dkim }: { mode: Settings["mode"]; password: string | null; dkim: DkimKey | null },
): Carrier {
  const { host, port, secure, user } = smtp;
  const here = isLoopback(host);
  const transport = createTransport({
    host,
    port,
    secure,
    ...(here ? { ignoreTLS: true } : { requireTLS: mode === "production" || user !== undefined }),
    ...(user === undefined || password === null ? {} : { auth: { user, pass: password } }),
    ...(dkim && { dkim }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async carry({ to, subject, text, html, language, messageId }, signal) {
      const deadline = AbortSignal.timeout(LONGEST_MS);
      try {
        await transport.sendMail({
          from: headerValue(from),
          ...(replyTo === undefined ? {} : { replyTo: headerValue(replyTo) }),
          to: headerValue(to),
          subject: headerValue(subject),
          text,
          html,
          messageId,
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": language, "X-Auto-Response-Suppress": "All" },
          signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        });
        return { taken: true };
      } catch (error) {
        return { taken: false, ...kindOf(error) };
      }
    },
  };
}

/** Answers to RCPT that say that the mailbox is not there or takes nothing (RFC 5321 section 4.2.3). */
const NO_SUCH_MAILBOX = [550, 551, 552, 553];

/** What went wrong, without a word of the other side, which may repeat addresses and more. */
export function kindOf(error: unknown): { error: string; forGood: boolean } {
  const { code, responseCode, name } = (error ?? {}) as { code?: unknown; responseCode?: unknown; name?: unknown };
  const known = typeof code === "string" && /^E[A-Z0-9_]+$/.test(code) ? code : name === "TimeoutError" ? "ETIMEDOUT" : "EOTHER";
  const number = typeof responseCode === "number" ? responseCode : null;
  return { error: number === null ? known : `${known} ${number}`, forGood: known === "EENVELOPE" && number !== null && NO_SUCH_MAILBOX.includes(number) };
}
