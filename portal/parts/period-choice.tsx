import { ToggleGroup } from "@digdir/designsystemet-react";
import { useText } from "../text/use-text.ts";
import { FIGURES } from "./figure-texts.ts";
import type { BucketSize } from "./plot-buckets.ts";
import { USAGE_DAYS, type UsageDays } from "./usage-days.ts";

/** What one bar stands for, so that there are neither too many nor too few. */
export const BAR_OF: Record<UsageDays, BucketSize> = { 30: "day", 90: "week", 365: "month" };

/** How far back figures go. The shortest, which is where one begins, does not stand in the address. */
export function PeriodChoice({ days, onChoose }: { days: UsageDays; onChoose: (days: UsageDays | undefined) => void }) {
  const t = useText(FIGURES);
  return (
    <ToggleGroup
      className="period"
      aria-label={t("period")}
      value={days}
      onChange={(value) => onChoose(value === USAGE_DAYS[0] ? undefined : USAGE_DAYS.find((each) => each === value))}
    >
      {USAGE_DAYS.map((each) => (
        <ToggleGroup.Item key={each} value={each}>
          {t("lastDays", { n: Number(each) })}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup>
  );
}
