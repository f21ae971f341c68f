export const SCOPE_TABS = ["access", "about", "usage", "log"] as const;
export type ScopeTab = (typeof SCOPE_TABS)[number];
