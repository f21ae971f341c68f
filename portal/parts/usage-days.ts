/** How far back the use is shown, the shortest first. Text, as it stands in the address. */
export const USAGE_DAYS = ["30", "90", "365"] as const;
export type UsageDays = (typeof USAGE_DAYS)[number];
