/** Whether the server answers. While it does not, it is asked every few seconds, and everybody who shows data hears when it is back. */
import { useSyncExternalStore } from "react";

const ASK_EVERY_MS = 5_000;

let lost = false;
let asking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (lost === value) return;
  lost = value;
  clearInterval(asking);
  if (lost) asking = setInterval(() => void askAgain(), ASK_EVERY_MS);
  for (const listener of listeners) listener();
}

export const connectionLost = (): void => set(true);
export const connectionWorks = (): void => set(false);

/** Asks whether the server is back. */
export const askAgain = (): Promise<void> =>
  fetch("/health/live", { cache: "no-store" }).then(
    (answer) => set(!answer.ok),
    () => set(true),
  );

export const isConnectionLost = (): boolean => lost;

export function subscribeToConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnectionLost = (): boolean => useSyncExternalStore(subscribeToConnection, isConnectionLost);
