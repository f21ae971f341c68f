/** Days as people type them, and the moment at which a day ends in Norway: «til og med» is always the last day something works (portal.md §5.12). */
import type { Language } from "../../vocabulary/language.ts";
import { formatDay } from "./format.ts";

/** A day of the calendar, `2027-12-31`. */
export type Day = string & { readonly day: unique symbol };

/** Reads `31.12.2027`, `1.6.2027`, `01 06 2027`, `1/6/2027`, and `2027-06-01` as the browser's calendar writes it. Null for everything that is no day. */
export function parseDay(typed: string): Day | null {
  const text = typed.trim();
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const [, d, m, y] = /^(\d{1,2})[. /-]+(\d{1,2})[. /-]+(\d{4})$/.exec(text) ?? [];
  return dayOf(Number(year ?? y), Number(month ?? m), Number(day ?? d));
}

function dayOf(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThatDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThatDay && year >= 1000 ? (date.toISOString().slice(0, 10) as Day) : null;
}

/** `31.12.2027`, as it stands in the field. */
export const writeDay = (day: Day): string => day.split("-").toReversed().join(".");

/** Browsers do not bring the names of the days in nynorsk. From Sunday, as dates count them. */
const WEEKDAYS: Record<Language, readonly string[]> = {
  nb: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
  nn: ["sundag", "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};

/** `fredag 31. desember 2027`: tells whoever typed whether it is the day that was meant. */
export function spellDay(day: Day, language: Language): string {
  const noon = new Date(`${day}T12:00:00Z`);
  return `${WEEKDAYS[language][noon.getUTCDay()]} ${formatDay(noon, language)}`;
}

/** The moment at which a day is over in Norway. */
export function endOfDay(day: Day): Date {
  const midnight = new Date(`${day}T00:00:00Z`).getTime() + 86_400_000;
  // Summer time begins and ends at 01:00 UTC, never at midnight, so one of these two is right.
  return [2, 1].map((hours) => new Date(midnight - hours * 3_600_000)).find((moment) => hourInNorway(moment) === 0) ?? new Date(midnight - 3_600_000);
}

/** The moment at which a day begins in Norway: when the one before it is over. */
export const startOfDay = (day: Day): Date => endOfDay(new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10) as Day);

const hourInNorway = (moment: Date): number =>
  Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Europe/Oslo" }).format(moment));

/** The last day on which something works that ends at this moment. */
export const lastDayBefore = (end: string): string => new Date(Date.parse(end) - 1).toISOString();

/** Today in Norway. */
export const today = (now: number = Date.now()): Day => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" }).format(now) as Day;

/** Whole days from now: 0 within a day, below 0 for what has been. */
export const daysUntil = (moment: string, now: number = Date.now()): number => Math.floor((Date.parse(moment) - now) / 86_400_000);
