/** The two places whose words are read aloud when they change. They are always there: a region that is added with its words in it stays silent. */
import { useSyncExternalStore } from "react";

type Said = { polite: string; assertive: string };

let said: Said = { polite: "", assertive: "" };
const listeners = new Set<() => void>();

function say(change: Partial<Said>): void {
  said = { ...said, ...change };
  for (const listener of listeners) listener();
}

/** Said again, the same words differ by a space: only what changes is read. */
const anew = (text: string, before: string): string => (text === before ? `${text}\u00A0` : text);

/** Tells of a result: «Vi fant 2 virksomheter», «Kopiert». */
export const announce = (text: string): void => say({ polite: anew(text, said.polite) });
/** Only for a lost session and a lost connection. */
export const announceAtOnce = (text: string): void => say({ assertive: anew(text, said.assertive) });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function LiveRegions() {
  const { polite, assertive } = useSyncExternalStore(subscribe, () => said);
  return (
    <>
      <div className="vh" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="vh" role="alert" aria-live="assertive">
        {assertive}
      </div>
    </>
  );
}
