/** The environments an installation may hold. Nothing is shared between them but organisations and people. */
export const ENVIRONMENTS = ["test", "prod"] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** The number that stands in every key of the database. 0 is kept for what environments share (the audit chain of organisations). */
export const ENVIRONMENT_NUMBER: Record<EnvironmentName, number> = { test: 1, prod: 2 };
export const SHARED = 0;
