import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeUndo, undoUntil } from "./removal.ts";

const now = new Date("2026-03-01T12:00:00Z");
const later = new Date("2026-03-03T12:00:00Z");

const HALF_AN_HOUR = 30 * 60_000;
const removedAgo = (ms: number) => ({ id: "r", validTo: later as Date | null, ended: { at: new Date(now.getTime() - ms), why: "removed" as const } });
const removed = removedAgo(1_000);
const itself = { ...removed, restores: null };
for (const { says, row = removed, latest = { ...row, restores: null }, answer } of [
  { says: "a second later", answer: "restore" },
  { says: "just before half an hour has passed", row: removedAgo(HALF_AN_HOUR - 1), answer: "restore" },
  { says: "after half an hour", row: removedAgo(HALF_AN_HOUR), answer: "too_late" },
  { says: "when its end has passed meanwhile", row: { ...removed, validTo: now }, answer: "expired" },
  { says: "when it never had an end", row: { ...removed, validTo: null }, answer: "restore" },
  { says: "once more", latest: { id: "u", restores: "r", ended: null }, answer: "undone" },
  { says: "when a living one is another", latest: { id: "n", restores: null, ended: null }, answer: "given_anew" },
  { says: "when a living one restores another removal", latest: { id: "n", restores: "q", ended: null }, answer: "given_anew" },
  { says: "when it was undone and removed again", latest: { ...itself, id: "u", restores: "r" }, answer: "ended_again" },
])
  test(`undo ${says} -> ${answer}`, () => assert.equal(judgeUndo(row, latest, now), answer));

test("only what was removed can be undone, for half an hour", () => {
  assert.equal(undoUntil({ ended: null }), null);
  assert.equal(undoUntil({ ended: { at: now, why: "expired" } }), null);
  assert.equal(undoUntil({ ended: { at: now, why: "removed" } })?.getTime(), now.getTime() + HALF_AN_HOUR);
});
