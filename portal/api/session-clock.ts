/** When the session ends: half an hour after it was last used, in whichever tab, and at its end in any case (SEC-120). */
const channel = new BroadcastChannel("fullmakt-session-used");
let usedAt = Date.now();

channel.addEventListener("message", () => (usedAt = Date.now()));

/** Called for every answer that the session was good for. */
export function sessionWasUsed(): void {
  const now = Date.now();
  if (now - usedAt > 1_000) channel.postMessage(null);
  usedAt = now;
}

/** The two ends as the server told them, and how far its clock was before ours then. */
export type SessionEnd = { idleUntil: string; expiresAt: string; toldAt: number; clockAheadMs: number };

/** @returns milliseconds until the session ends, by this browser's clock */
export function millisecondsLeft({ idleUntil, expiresAt, toldAt, clockAheadMs }: SessionEnd, now: number): number {
  const ours = (moment: string) => Date.parse(moment) - clockAheadMs;
  const idleMs = ours(idleUntil) - toldAt;
  return Math.min(Math.max(usedAt, toldAt) + idleMs, ours(expiresAt)) - now;
}
