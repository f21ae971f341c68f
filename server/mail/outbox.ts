/** Puts mails into the outbox, as a part of a deed: they are sent when it is committed, and never when it is not. */
import { uuidv7 } from "uuidv7";
import type { Tx } from "../audit/deed.ts";
import { countAtOnce, insertMails } from "./event-store.ts";
import { inLine, MOST_A_DAY, type MailKind, type MailState, type NewMail } from "./mail.ts";

/** Kinds that no number of mails holds back: the operator's own, those that gather others, and those that have a limit of their own. */
const UNCOUNTED: readonly MailKind[] = ["notice", "daily", "verify_email", "verify_point"];
/** Kinds that cannot wait for the daily mail. */
const AT_ONCE: readonly MailKind[] = ["daily", "verify_email", "verify_point"];

/**
 * Adds mails. Who has had {@link MOST_A_DAY} today gets no more at once, and twice as many of what is urgent (SEC-105): a point finds the rest in its daily
 * mail, a person in the portal.
 *
 * @returns how many were added: what is told once only and was told is left out
 */
export async function post(tx: Tx, mails: readonly Omit<NewMail, "id">[]): Promise<number> {
  if (mails.length === 0) return 0;
  const counted = mails.filter(({ kind }) => !UNCOUNTED.includes(kind)).map(({ to }) => to.address);
  const had = counted.length > 0 ? await countAtOnce(tx, counted) : new Map<string, number>();
  const rows = mails.map((mail) => {
    const receiver = mail.to.address.toLowerCase();
    const before = had.get(receiver) ?? 0;
    const tooMany = !UNCOUNTED.includes(mail.kind) && before >= MOST_A_DAY * (mail.urgent ? 2 : 1);
    const begins = stateOf(mail, tooMany);
    if (begins.state === "waiting") had.set(receiver, before + 1);
    return { ...mail, id: uuidv7(), content: { ...mail.content, subject: inLine(mail.content.subject) }, ...begins };
  });
  return insertMails(tx, rows);
}

/** How a new mail begins. @param tooMany whether its receiver has had all that one gets in a day */
export function stateOf({ kind, to, urgent }: Pick<NewMail, "kind" | "to" | "urgent">, tooMany: boolean): { state: MailState; droppedWhy: string | null } {
  const daily = "point" in to && to.daily && !urgent && !AT_ONCE.includes(kind);
  if ("point" in to && (tooMany || daily)) return { state: "held", droppedWhy: null };
  return tooMany ? { state: "dropped", droppedWhy: "too_many" } : { state: "waiting", droppedWhy: null };
}
