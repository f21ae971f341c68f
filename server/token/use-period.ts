/** Which days are asked for. Days are ISO dates, so that they compare as text. */

const MOST_DAYS = 400;
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Both days are part of it. */
export type Period = { from: string; to: string };

const daysBefore = (day: string, days: number): string => new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/** The period that is asked for, or what is wrong with it. @param today in Norway */
export function periodOf(asked: { from?: string | undefined; to?: string | undefined }, today: string): Period | { field: "from" | "to"; message: string } {
  const to = asked.to ?? today;
  if (to < "2000-01-01" || to > "9998-12-31") return { field: "to", message: "A year from 2000 to 9998." };
  const from = asked.from ?? daysBefore(to, DEFAULT_DAYS - 1);
  if (from > to) return { field: "from", message: "It must not come after the last day." };
  if (from < daysBefore(to, MOST_DAYS - 1)) return { field: "from", message: `At most ${MOST_DAYS} days at a time.` };
  return { from, to };
}
