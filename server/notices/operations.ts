/** What the operator does with service notices. Notification points are told through the outbox, by a job that begins with the commit. */
import { uuidv7 } from "uuidv7";
import { deed, type Doer, type Tx } from "../audit/deed.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { Refused } from "../http/refused.ts";
import { announce } from "../mail/announce.ts";
import type { Notice, NoticeWish } from "./notice.ts";
import * as store from "./store.ts";

/** Throws unless whoever acts may change a notice. Asks over the connection that it is given: the deed holds one already. */
type MayChange = (db: Database, notice: Notice) => Promise<void>;

export const noticesIn = store.pageOfNotices;

/** One notice. @throws Refused not_found */
export async function readNotice(deps: Pick<Deps, "db">, id: string): Promise<Notice> {
  const notice = await store.findNotice(deps.db, id);
  if (!notice) throw new Refused("not_found");
  return notice;
}

const refuseWrongEnd = ({ from, to }: Pick<NoticeWish, "from" | "to">): void => {
  if (to && to <= from) throw new Refused("invalid_request", { fields: [{ field: "to", message: "It must end after it begins." }] });
};

/** Publishes a notice, and tells the verified notification points that have chosen its kind. @throws Refused invalid_request */
export async function publishNotice(deps: Pick<Deps, "db">, doer: Doer, wish: NoticeWish): Promise<Notice> {
  refuseWrongEnd(wish);
  return deed(deps.db, doer, async (tx, note) => {
    const notice = await store.insertNotice(tx, uuidv7(), wish);
    await tellOf(tx, notice, false);
    note({ env: "shared", action: "notice.publish", object: { notice: notice.id }, orgs: [], details: detailsOf(notice) });
    return notice;
  });
}

/**
 * Replaces a notice.
 *
 * @param tellAgain whether the notification points get another mail
 * @throws Refused not_found, wrong_state (withdrawn), changed_meanwhile, invalid_request
 */
export async function replaceNotice(
  deps: Pick<Deps, "db">,
  doer: Doer,
  id: string,
  wish: NoticeWish,
  { expectedVersion, tellAgain, before: mayChange }: { expectedVersion: number | undefined; tellAgain: boolean; before: MayChange },
): Promise<Notice> {
  refuseWrongEnd(wish);
  return deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdNotice(tx, id);
    if (!before) throw new Refused("not_found");
    await mayChange(tx, before);
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw new Refused("changed_meanwhile");
    if (before.withdrawnAt) throw new Refused("wrong_state", { members: { what: "the notice has been withdrawn." } });
    const after = await store.updateNotice(tx, id, wish);
    if (tellAgain) await tellOf(tx, after, true);
    note({ env: "shared", action: "notice.change", object: { notice: id }, orgs: [], details: { ...detailsOf(after), told: tellAgain } });
    return after;
  });
}

/** Withdraws a notice: it is shown in the history only. Once more changes nothing. @throws Refused not_found */
export async function withdrawNotice(deps: Pick<Deps, "db">, doer: Doer, id: string, mayChange: MayChange): Promise<Notice> {
  return deed(deps.db, doer, async (tx, note) => {
    const before = await store.holdNotice(tx, id);
    if (!before) throw new Refused("not_found");
    await mayChange(tx, before);
    if (before.withdrawnAt) return before;
    const after = await store.withdraw(tx, id);
    note({ env: "shared", action: "notice.withdraw", object: { notice: id }, orgs: [] });
    return after;
  });
}

const tellOf = (tx: Tx, { severity, environments, from, to, title, text }: Notice, changed: boolean): Promise<void> =>
  announce(tx, { kind: "notice", severity, environments, from: from.toISOString(), to: to?.toISOString() ?? null, title, text, changed });

const detailsOf = ({ severity, environments, from, to, title }: Notice) => ({
  severity,
  environments,
  from: from.toISOString(),
  to: to?.toISOString() ?? null,
  title: title.nb,
});
