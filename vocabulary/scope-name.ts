/** The whole name of a scope, `prefix:subscope`. The prefix ends at the first colon; the rest may hold more. */
export type ScopeName = string & { readonly scopeName: unique symbol };

const MAX_LENGTH = 255;
/** SEC-031: ASCII letters, digits and `. _ - / :`. */
const NAME = /^[A-Za-z0-9._-]+:[A-Za-z0-9._\-/:]+$/;
/** The same letters in any order: what a grant may ask for, whether or not a scope can have that name. */
const WORD = /^[A-Za-z0-9._\-/:]+$/;
const PREFIX = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const NEW_SUBSCOPE = /^[a-z0-9](?:[a-z0-9._\-/:]*[a-z0-9])?$/;

/** Prefixes that belong to the platform: only the operator's own organisation may own one. */
export const RESERVED_PREFIXES = ["altinn", "fullmakt", "idporten", "krr", "maskinporten"] as const;

/** Most scopes that one grant may ask for. The token statement counts scopes below 1,000; a token with 100 fills a header line. */
export const MAX_SCOPES_PER_GRANT = 100;

/** A scope name that may stand in a grant: the grammar of SEC-031, any case. Returns null for anything else. */
export function parseScopeName(text: unknown): ScopeName | null {
  return typeof text === "string" && text.length <= MAX_LENGTH && NAME.test(text) ? (text as ScopeName) : null;
}

/** All before the first colon. */
export const prefixOf = (name: ScopeName): string => name.slice(0, name.indexOf(":"));

/** All after the first colon. */
export const subscopeOf = (name: ScopeName): string => name.slice(name.indexOf(":") + 1);

/** Whether a new prefix may have this name: lower-case ASCII letters, digits, `-`, `_`, `.`, 2 to 64 characters (SEC-084). An organisation number is lawful. */
export const isPrefixName = (text: string): boolean => text.length >= 2 && text.length <= 64 && PREFIX.test(text);

/** The name of a new scope, lower-case (SEC-031), or null. Imported ones keep what {@link parseScopeName} takes. */
export function newScopeName(prefix: string, subscope: string): ScopeName | null {
  const name = `${prefix}:${subscope}`;
  return name.length <= MAX_LENGTH && PREFIX.test(prefix) && NEW_SUBSCOPE.test(subscope) ? (name as ScopeName) : null;
}

/**
 * Reads the `scope` claim of a grant: names with exactly one space between them (RFC 6749 appendix A.4). A word that no scope can be called, such as `openid`,
 * is let through: it is refused like every scope that the client does not have, with the text that callers know.
 *
 * @returns the names in the order written, doubles removed, or the first thing wrong
 */
export function parseScopeClaim(text: string): ScopeName[] | { wrong: "empty" | "syntax" | "too_many" } {
  if (text === "") return { wrong: "empty" };
  const names: ScopeName[] = [];
  for (const word of text.split(" ")) {
    if (word.length > MAX_LENGTH || !WORD.test(word)) return { wrong: "syntax" };
    const name = word as ScopeName;
    if (!names.includes(name)) names.push(name);
    if (names.length > MAX_SCOPES_PER_GRANT) return { wrong: "too_many" };
  }
  return names;
}

/**
 * How a prefix looks to a hurried reader: letters and digits that are easily taken for each other become one, separators go, and a letter counts once however
 * often it is repeated.
 * Two prefixes with the same likeness must not have two owners (SEC-084).
 */
export function likenessOf(prefix: string): string {
  return prefix
    .replaceAll(/[._-]/g, "")
    .replaceAll("1", "l") // digits first: c1 is read as cl, and that as d
    .replaceAll("0", "o")
    .replaceAll("5", "s")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("cl", "d")
    .replaceAll("l", "i")
    .replaceAll(/(.)\1+/g, "$1");
}
