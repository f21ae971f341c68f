export const SCOPE_TABS = ["access", "about", "usage", "log"] as const;
export type ScopeTab = (typeof SCOPE_TABS)[number];

/** How far back the use is shown. Text, as it stands in the address. */
export const USAGE_DAYS = ["30", "90", "365"] as const;
export type UsageDays = (typeof USAGE_DAYS)[number];
