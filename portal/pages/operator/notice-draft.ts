/** A service notice as it is typed, and what is wrong with it. */
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { type Language, LANGUAGES } from "../../../vocabulary/language.ts";
import type { NewNotice } from "../../api/notices.ts";
import { parseDay, startOfDay } from "../../text/day.ts";

export type NoticeDraft = {
  severity: NewNotice["severity"];
  environments: EnvironmentName[];
  fromDay: string;
  fromClock: string;
  /** With {@link toClock} empty: nobody knows yet. */
  toDay: string;
  toClock: string;
  title: Record<Language, string>;
  text: Record<Language, string>;
};

/** `09.30`, `9:30`: minutes since midnight; null for what is no time of day. */
export function parseClock(typed: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[.:](\d{2})$/.exec(typed.trim()) ?? [];
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : null;
}

/** The moment of a day and a time of it in Norway; null when one of them is none. On the days when the clocks change it counts from midnight. */
export function momentOf(day: string, clock: string): Date | null {
  const [parsed, minutes] = [parseDay(day), parseClock(clock)];
  return parsed === null || minutes === null ? null : new Date(startOfDay(parsed).getTime() + minutes * 60_000);
}

export type NoticeFault =
  | { field: string; says: "dayWrong" | "clockWrong" | "toBeforeFrom" | "whereMissing" }
  | { field: string; says: "titleMissing" | "textMissing"; language: Language };

/** @param env where one is: the API takes notices of the environment that is called */
export function faultsOf(draft: NoticeDraft, env: EnvironmentName): NoticeFault[] {
  const found: NoticeFault[] = [];
  if (!draft.environments.includes(env)) found.push({ field: "notice-where", says: "whereMissing" });
  const hasEnd = draft.toDay.trim() !== "" || draft.toClock.trim() !== "";
  for (const end of hasEnd ? (["from", "to"] as const) : (["from"] as const)) {
    if (parseDay(draft[`${end}Day`]) === null) found.push({ field: `notice-${end}Day`, says: "dayWrong" });
    if (parseClock(draft[`${end}Clock`]) === null) found.push({ field: `notice-${end}Clock`, says: "clockWrong" });
  }
  const [from, to] = [momentOf(draft.fromDay, draft.fromClock), momentOf(draft.toDay, draft.toClock)];
  if (from && to && to <= from) found.push({ field: "notice-toDay", says: "toBeforeFrom" });
  for (const language of LANGUAGES) {
    if (draft.title[language].trim() === "") found.push({ field: `notice-title-${language}`, says: "titleMissing", language });
    if (draft.text[language].trim() === "") found.push({ field: `notice-text-${language}`, says: "textMissing", language });
  }
  return found;
}

/** @param draft without faults */
export function noticeOf(draft: NoticeDraft): NewNotice {
  const { severity, environments, title, text } = draft;
  const trimmed = (texts: Record<Language, string>) => ({ nb: texts.nb.trim(), nn: texts.nn.trim(), en: texts.en.trim() });
  return {
    severity,
    environments,
    from: momentOf(draft.fromDay, draft.fromClock)!.toISOString(),
    to: momentOf(draft.toDay, draft.toClock)?.toISOString() ?? null,
    title: trimmed(title),
    text: trimmed(text),
  };
}
