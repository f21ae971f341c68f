/** Days gathered into what one bar of a plot stands for. Days are ISO dates, in Norway. */

export type Figures = { tokens: number; refused: number };
export type Bucket = { from: string; to: string } & Figures;
export type BucketSize = "day" | "week" | "month";

const DAY_MS = 86_400_000;
export const dayAfter = (day: string, days = 1): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Where the bucket that begins on this day ends: weeks end on Sunday, months on their last day. */
function endOf(day: string, size: BucketSize): string {
  const date = new Date(day);
  if (size === "day") return day;
  if (size === "week") return dayAfter(day, (7 - date.getUTCDay()) % 7);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}

/** Buckets from the first day to the last without a gap, those without use among them. */
export function bucketsOf(days: readonly ({ day: string } & Figures)[], from: string, to: string, size: BucketSize): Bucket[] {
  const buckets: Bucket[] = [];
  for (let begin = from; begin <= to;) {
    const end = endOf(begin, size);
    const within = days.filter(({ day }) => day >= begin && day <= end);
    const sum = (what: keyof Figures) => within.reduce((total, figures) => total + figures[what], 0);
    buckets.push({ from: begin, to: end < to ? end : to, tokens: sum("tokens"), refused: sum("refused") });
    begin = dayAfter(end);
  }
  return buckets;
}
