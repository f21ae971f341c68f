/** The tabs of a client's page, as they stand in its address. */
export const CLIENT_TABS = ["status", "scopes", "code", "log"] as const;
export type ClientTab = (typeof CLIENT_TABS)[number];
