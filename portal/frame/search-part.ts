/** What may stand in the search part of an address. What does not fit is left out: undefined. */
import { type Day, parseDay } from "../text/day.ts";

/** As the router has read it: nothing is known of it yet. */
export type Search = Record<string, unknown>;

export const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined => allowed.find((each) => each === value);
export const digits = (value: unknown): string | undefined => (/^\d{1,9}$/.test(String(value)) ? String(value) : undefined);
export const uuid = (value: unknown): string | undefined => (/^[0-9a-f-]{36}$/.test(String(value)) ? String(value) : undefined);
export const shortText = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value.slice(0, 255) : undefined);
export const dayText = (value: unknown): Day | undefined => (typeof value === "string" ? (parseDay(value) ?? undefined) : undefined);
export const pageNumber = (value: unknown): number | undefined => (/^[1-9]\d{0,2}$/.test(String(value)) ? Number(value) : undefined);
export const monthText = (value: unknown): string | undefined => (/^20[0-9]{2}-(0[1-9]|1[0-2])$/.test(String(value)) ? String(value) : undefined);
export const yes = (value: unknown): true | undefined => (value === true || value === "true" ? true : undefined);
