import type { EnvironmentName } from "./environment.ts";

/** Levels of assurance of a login, the lowest first (selfservice.md §12: idporten-loa-low, -substantial, -high). */
export const LEVELS = ["low", "substantial", "high"] as const;
export type Level = (typeof LEVELS)[number];

/** Whether a login of level `held` is good enough for what wants `wanted`. */
export const reaches = (held: Level, wanted: Level): boolean => LEVELS.indexOf(held) >= LEVELS.indexOf(wanted);

/** The level that an environment asks of people (design.md §6). */
export const LEVEL_OF: Record<EnvironmentName, Level> = { test: "substantial", prod: "high" };
