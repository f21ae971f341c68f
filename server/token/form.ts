import type { TokenRefusalName } from "../../vocabulary/refusals/refusals.ts";
import { strictUtf8 } from "./strict-utf8.ts";

/** Parameters that mean something on /token; the others are ignored, also when they occur twice. */
const KNOWN = ["grant_type", "assertion"] as const;
type Known = (typeof KNOWN)[number];

/** Most parameters that are looked at (SEC-052). */
const MAX_PARAMETERS = 1_000;

export type TokenForm = Partial<Record<Known, string>>;

/**
 * Reads an `application/x-www-form-urlencoded` body, strictly: decoded once, nothing repaired (SEC-004). An empty value counts as absent, a known
 * parameter twice is refused even with equal values (SEC-002, RFC 6749 section 3.2).
 */
export function readForm(body: Uint8Array): TokenForm | { refused: TokenRefusalName } {
  const text = strictUtf8(body);
  if (text === null) return { refused: "malformed_form" };
  const form: TokenForm = {};
  const seen = new Set<string>();
  if (text === "") return form;
  const pairs = text.split("&");
  if (pairs.length > MAX_PARAMETERS) return { refused: "malformed_form" };
  for (const pair of pairs) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    if (name === null || value === null) return { refused: "malformed_form" };
    if (!isKnown(name)) continue;
    if (seen.has(name)) return { refused: "repeated_parameter" };
    seen.add(name);
    if (value !== "") form[name] = value;
  }
  return form;
}

const isKnown = (name: string): name is Known => (KNOWN as readonly string[]).includes(name);

/** Undoes form encoding: `+` is a space, `%XX` a byte, the bytes UTF-8. Null when it is anything else. */
function decode(text: string): string | null {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return null;
  }
}
