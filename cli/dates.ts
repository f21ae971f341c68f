/** Dates as people type them. A day is a day in Norway, whatever the clock of the machine that the command runs on. */
import { EXIT, Failure } from "./exit-codes.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Reads an option that says when something begins: a day begins at midnight in Norway, a time is taken as it stands. @returns RFC 3339, UTC */
export const beginning = (option: string) => (text: string) => read(option, text, 0);

/** Reads an option that says when something ends: a day is over at the midnight in Norway that follows it, a time is taken as it stands. @returns RFC 3339, UTC */
export const end = (option: string) => (text: string) => read(option, text, DAY_MS);

/** @throws Failure with the option's name */
function read(option: string, text: string, daysLaterMs: number): string {
  const day = DAY.test(text) ? text : TIME.exec(text)?.[1];
  const atMidnightUtc = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  // JavaScript takes 30 February for 2 March.
  const isDay = !Number.isNaN(atMidnightUtc) && new Date(atMidnightUtc).toISOString().startsWith(day!);
  const at = day === text ? atMidnightUtc + daysLaterMs : Date.parse(text);
  if (!isDay || Number.isNaN(at))
    throw new Failure(`${option} takes a day (2027-01-31) or a time with its offset (2027-01-31T12:00Z, 2027-01-31T12:00+01:00), not ${text}.`, EXIT.usage);
  return new Date(day === text ? midnightInNorway(at) : at).toISOString();
}

const HOUR_IN_NORWAY = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Oslo", hour: "2-digit", hourCycle: "h23" });

/** Norway is one hour ahead of UTC, in summer two. It changes in the middle of the night, so every day has one midnight. @param utc midnight of that day in UTC */
function midnightInNorway(utc: number): number {
  const summer = utc - 2 * HOUR_MS;
  return HOUR_IN_NORWAY.format(summer) === "00" ? summer : utc - HOUR_MS;
}
