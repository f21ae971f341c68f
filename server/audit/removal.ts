/** Taking away what was given, and bringing it back: the same for accesses to scopes and rights of people (design.md §8, SEC-081). */
import { UNDO_MS } from "../../vocabulary/undo.ts";

/** One time that something was given. Rows are ended, never changed back: an undo is a row of its own that names the one it restores. */
export type Given = {
  id: string;
  /** The removed one that this brings back. */
  restores: string | null;
  /** Null: until it is removed. */
  validTo: Date | null;
  ended: { at: Date; why: "removed" | "expired" | "replaced" } | null;
};

/** Until when a removal can be undone; null for what was not removed. */
export const undoUntil = ({ ended }: Pick<Given, "ended">): Date | null => (ended?.why === "removed" ? new Date(ended.at.getTime() + UNDO_MS) : null);

export type UndoAnswer = "restore" | "undone" | "given_anew" | "ended_again" | "too_late" | "expired";

/**
 * What undoing a removal comes to at `now`.
 *
 * @param removed the row that the removal ended
 * @param latest the living row of the same thing, else the one that ended last: after another deed the undo comes too late
 */
export function judgeUndo(removed: Pick<Given, "id" | "ended" | "validTo">, latest: Pick<Given, "id" | "restores" | "ended">, now: Date): UndoAnswer {
  if (latest.id !== removed.id) {
    if (latest.ended) return "ended_again";
    return latest.restores === removed.id ? "undone" : "given_anew";
  }
  const until = undoUntil(removed);
  if (!until || until <= now) return "too_late";
  return removed.validTo !== null && removed.validTo <= now ? "expired" : "restore";
}
