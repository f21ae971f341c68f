import { API_REFUSALS } from "./api-refusals.ts";
import { type RefusalEntry, numberOfCode } from "./refusal.ts";
import { TOKEN_REFUSALS } from "./token-refusals.ts";

/** Every refusal of every API, by name. The reference page and the error pages are made from it. */
export const REFUSALS = { ...TOKEN_REFUSALS, ...API_REFUSALS };
export type RefusalName = keyof typeof REFUSALS;
export type TokenRefusalName = keyof typeof TOKEN_REFUSALS;

const byNumber = new Map((Object.keys(REFUSALS) as RefusalName[]).map((name) => [numberOfCode(REFUSALS[name].code), name]));
const byCode = new Map((Object.keys(REFUSALS) as RefusalName[]).map((name) => [REFUSALS[name].code as string, name]));

export const refusal = (name: RefusalName): RefusalEntry => REFUSALS[name];

/** The number of a refusal in the log and in the token statement. */
export const refusalNumber = (name: RefusalName): number => numberOfCode(REFUSALS[name].code);

/** The refusal behind a number from the log. Undefined for a number that no version of the catalogue has. */
export const refusalOfNumber = (number: number): RefusalName | undefined => byNumber.get(number);

/** The refusal with this code, such as `MP-012`. */
export const refusalOfCode = (code: string): RefusalName | undefined => byCode.get(code);

/**
 * The text of a refusal with its `{members}` filled in. Members must come from us, or have passed their grammar (SEC-041).
 * A member that is not given leaves nothing behind.
 */
export const describe = (name: RefusalName, members: Record<string, string> = {}): string =>
  REFUSALS[name].description.replaceAll(/\{(\w+)\}/g, (_, member: string) => members[member] ?? "").trim();

/** Everything outside printable ASCII, and `"` and `\`, becomes something harmless: RFC 6749 5.2 allows no more in error_description. */
export const asDescription = (text: string): string =>
  text
    .replaceAll(/[æÆ]/g, "ae")
    .replaceAll(/[øØ]/g, "o")
    .replaceAll(/[åÅ]/g, "a")
    .replaceAll('"', "'")
    .replaceAll(/[^\x20-\x7e]|\\/g, "?");
