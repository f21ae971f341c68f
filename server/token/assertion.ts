/** The JWT grant as it arrives: form and JSON, before anything in it is believed. */
import { strictUtf8 } from "./strict-utf8.ts";

/** A claim set or header as parsed: read members only through {@link own}. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type Assertion = {
  header: JsonObject;
  claims: JsonObject;
  /** What the signature covers: the first two parts and the dot between them. */
  signingInput: string;
  signature: Buffer;
};

/** Longest assertion, in characters. A body of 64 KiB holds no longer one; the limit is for whoever calls this with another source. */
const MAX_LENGTH = 65_536;
/** Tokens with another job, which must not work as a grant (SEC-026). */
const OTHER_JOBS = ["at+jwt", "dpop+jwt", "logout+jwt", "secevent+jwt", "token-introspection+jwt", "client-authentication+jwt"];

/** A member of the object itself, never one of its prototype (SEC-015). */
export const own = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/**
 * Takes a JWS in compact form apart: three non-empty canonical base64url parts, header and claims one JSON object each in valid UTF-8, no `crit`
 * (SEC-010, SEC-014). Of a name that occurs twice the last one counts.
 *
 * @returns the parts, or what is wrong in a few words of ASCII that may stand in `error_description`
 */
export function parseAssertion(text: string): Assertion | { wrong: string } {
  if (text.length > MAX_LENGTH) return { wrong: "The assertion is too long." };
  const parts = text.split(".");
  if (parts.length === 5) return { wrong: "Encrypted JWTs (JWE) are not accepted." };
  if (parts.length !== 3) return { wrong: "The assertion is not a signed JWT in compact form." };
  const [head, body, signature] = parts.map(decodePart);
  if (!head || !body || !signature) return { wrong: "A part of the JWT is empty, or not base64url without padding." };
  const header = readObject(head);
  if (!header) return { wrong: "The JWT header is not a JSON object." };
  const claims = readObject(body);
  if (!claims) return { wrong: "The JWT claims are not a JSON object." };
  if (own(header, "crit") !== undefined) return { wrong: "The JWT header crit is not supported." };
  const typ = own(header, "typ");
  if (typ !== undefined && typeof typ !== "string") return { wrong: "The JWT header typ is not a string." };
  if (typ !== undefined && OTHER_JOBS.includes(typ.toLowerCase().replace(/^application\//, "")))
    return { wrong: "The JWT header typ says that this JWT is not a grant." };
  return { header, claims, signingInput: text.slice(0, text.lastIndexOf(".")), signature };
}

/** Base64url that is written in the one canonical way, or null: two texts of one grant must not look like two grants. */
function decodePart(part: string): Buffer | null {
  const bytes = Buffer.from(part, "base64url");
  return bytes.length > 0 && bytes.toString("base64url") === part ? bytes : null;
}

function readObject(bytes: Buffer): JsonObject | null {
  const text = strictUtf8(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
