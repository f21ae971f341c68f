const MINUTE_MS = 60_000;

/**
 * What costs much and may be a minute old is asked for once a minute, however many ask: also those who come while it is being counted get that answer.
 * A failure is not kept.
 *
 * @param now milliseconds
 */
export function keptForAMinute<T>(now: () => number): (name: string, count: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { at: number; answer: Promise<T> }>();
  return (name, count) => {
    const before = kept.get(name);
    const at = now();
    // A clock that was set back makes nothing young again.
    if (before && at >= before.at && at - before.at < MINUTE_MS) return before.answer;
    const entry = { at, answer: count() };
    kept.set(name, entry);
    entry.answer.catch(() => kept.get(name) === entry && kept.delete(name));
    return entry.answer;
  };
}
