/** Bytes as text and back, as keys have them. */

/** Standard or URL-safe, with or without padding, whitespace ignored. @throws RangeError */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const clean = text.replaceAll(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]+$/.test(clean) || clean.length % 4 === 1) throw new RangeError("no base64");
  return Uint8Array.from(atob(clean), (character) => character.charCodeAt(0));
}

export const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Unpadded base64url (RFC 7515 section 2). */
export const base64UrlOf = (bytes: Uint8Array): string => base64Of(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** A block of PEM, 64 characters a line (RFC 7468). */
export const pemOf = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${base64Of(bytes).replaceAll(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;
