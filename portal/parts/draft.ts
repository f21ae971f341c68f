/**
 * What is typed in a form and not yet sent. It outlives Back, reload, another language and a login that ran out, as long as the tab is open. Never for secrets or
 * identity numbers: a browser may write what a tab keeps to its disk.
 */
import { type Dispatch, type SetStateAction, useCallback, useEffect, useState } from "react";

const PREFIX = "fullmakt-draft:";

/**
 * @param key names the form and the thing that it changes, with the environment and the organisation
 * @returns the draft, its setter, and `clear` for when it was sent
 */
export function useDraft<T extends object>(key: string, initial: T): [draft: T, set: Dispatch<SetStateAction<T>>, clear: () => void] {
  const [draft, set] = useState<T>(() => ({ ...initial, ...read<T>(key) }));
  useEffect(() => {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
  }, [key, draft]);
  const clear = useCallback(() => sessionStorage.removeItem(PREFIX + key), [key]);
  return [draft, set, clear];
}

/** Whatever an older version has kept is better left than believed: only an object counts. */
function read<T>(key: string): Partial<T> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Partial<T>) : {};
  } catch {
    return {};
  }
}
