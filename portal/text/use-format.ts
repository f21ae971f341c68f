import { useMemo } from "react";
import { writeOrgNumber } from "../../vocabulary/org-number.ts";
import * as format from "./format.ts";
import { useLanguage } from "./language.ts";

/** The forms of format.ts in the language of the page: `const f = useFormat(); f.when(person.lastLoginAt)`. */
export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      number: (value: number) => format.formatNumber(value, language),
      money: (amount: number, currency: string) => format.formatMoney(amount, currency, language),
      clock: (moment: string, options?: { seconds?: boolean }) => format.formatClock(moment, language, options),
      day: (moment: string) => format.formatDay(moment, language),
      month: (month: string) => format.formatMonth(month, language),
      dayAndTime: (moment: string) => format.formatDayAndTime(moment, language),
      when: (moment: string) => format.formatWhen(moment, language),
      dayHeading: (moment: string) => format.formatDayHeading(moment, language),
      moment: (moment: string) => format.formatMoment(moment, language),
      whenWithin: (moment: string) => format.formatWhenWithin(moment, language),
      list: (names: readonly string[]) => format.formatList(names, language),
      orgNumber: writeOrgNumber,
    }),
    [language],
  );
}
