/** Dates, times and numbers as people write them (portal.md §5.12, glossary §5.7). The day is the day in Norway, wherever the reader is. */
import type { Language } from "../../vocabulary/language.ts";

const NORWAY = "Europe/Oslo";
// Both written forms of Norwegian have the same figures and names of months, and browsers bring bokmål only.
const LOCALE: Record<Language, string> = { nb: "nb-NO", nn: "nb-NO", en: "en-GB" };

type Parts = { day: string; month: string; year: string; hour: string; minute: string; second: string };
type Moment = string | number | Date;

const formats = new Map<Language, Intl.DateTimeFormat>();
function partsOf(moment: Moment, language: Language): Parts {
  let format = formats.get(language);
  if (!format) {
    const options = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    formats.set(language, (format = new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: NORWAY })));
  }
  return Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value])) as Parts;
}

export const formatNumber = (value: number, language: Language): string => new Intl.NumberFormat(LOCALE[language]).format(value);

/** Whole amounts: `75 000 kr`. */
export const formatMoney = (amount: number, currency: string, language: Language): string =>
  new Intl.NumberFormat(LOCALE[language], { style: "currency", currency, maximumFractionDigits: 0 }).format(amount);

/** `14.30`, in English `14:30`; of tokens with seconds. */
export function formatClock(moment: Moment, language: Language, { seconds = false } = {}): string {
  const { hour, minute, second } = partsOf(moment, language);
  return [hour, minute, ...(seconds ? [second] : [])].join(language === "en" ? ":" : ".");
}

/** `5. mars 2026`, in English `5 March 2026`. */
export function formatDay(moment: Moment, language: Language): string {
  const { day, month, year } = partsOf(moment, language);
  return language === "en" ? `${day} ${month} ${year}` : `${day}. ${month} ${year}`;
}

/** `mars 2026`. @param month `2026-03` */
export function formatMonth(month: string, language: Language): string {
  const parts = partsOf(`${month}-15T12:00:00Z`, language);
  return `${parts.month} ${parts.year}`;
}

/** `5. mars 2026 kl. 14.30`, in English `5 March 2026, 14:30`. */
export const formatDayAndTime = (moment: Moment, language: Language): string =>
  `${formatDay(moment, language)}${language === "en" ? ", " : " kl. "}${formatClock(moment, language)}`;

const RECENT: Record<"today" | "yesterday", Record<Language, string>> = {
  today: { nb: "I dag kl. ", nn: "I dag kl. ", en: "Today, " },
  yesterday: { nb: "I går kl. ", nn: "I går kl. ", en: "Yesterday, " },
};

/** `I dag kl. 10.31`, `I går kl. 15.40`, then `21. november 2026`. @param now milliseconds */
export function formatWhen(moment: Moment, language: Language, now: number = Date.now()): string {
  const day = formatDay(moment, language);
  if (day === formatDay(now, language)) return RECENT.today[language] + formatClock(moment, language);
  // A day before noon of today is yesterday, also when the clocks change.
  const { hour, minute } = partsOf(now, language);
  const noon = now - (Number(hour) - 12) * 3_600_000 - Number(minute) * 60_000;
  return day === formatDay(noon - 24 * 3_600_000, language) ? RECENT.yesterday[language] + formatClock(moment, language) : day;
}

const RECENT_DAY: Record<"today" | "yesterday", Record<Language, string>> = {
  today: { nb: "I dag, ", nn: "I dag, ", en: "Today, " },
  yesterday: { nb: "I går, ", nn: "I går, ", en: "Yesterday, " },
};

/** The heading over what happened on a day: `I dag, 22. november 2026`, `21. november 2026`. */
export function formatDayHeading(moment: Moment, language: Language, now: number = Date.now()): string {
  const when = formatWhen(moment, language, now);
  const recent = (["today", "yesterday"] as const).find((each) => when.startsWith(RECENT[each][language]));
  return `${recent ? RECENT_DAY[recent][language] : ""}${formatDay(moment, language)}`;
}

/** Of tokens, with seconds: `I dag kl. 10.31.07`, `I går kl. 15.40.00`, `21. november 2026 kl. 10.31.07`. */
export function formatMoment(moment: Moment, language: Language, now: number = Date.now()): string {
  const when = formatWhen(moment, language, now);
  const clock = formatClock(moment, language);
  const exact = formatClock(moment, language, { seconds: true });
  return when.endsWith(clock) ? when.slice(0, -clock.length) + exact : `${when}${language === "en" ? ", " : " kl. "}${exact}`;
}

/** For the middle of a sentence: `i dag kl. 10.31`. */
export function formatWhenWithin(moment: Moment, language: Language, now: number = Date.now()): string {
  const when = formatWhen(moment, language, now);
  return when.charAt(0).toLowerCase() + when.slice(1);
}

const lists = new Map<Language, Intl.ListFormat>();
/** `Blid Rype, Snar Tiur og Stødig Elg`. */
export function formatList(names: readonly string[], language: Language): string {
  let format = lists.get(language);
  if (!format) lists.set(language, (format = new Intl.ListFormat(LOCALE[language], { type: "conjunction" })));
  return format.format(names);
}

/** With a capital, where words that elsewhere stand within a sentence stand alone. */
export const beginSentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
