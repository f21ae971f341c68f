export const STATISTICS_TABS = ["use", "billing"] as const;
export type StatisticsTab = (typeof STATISTICS_TABS)[number];
