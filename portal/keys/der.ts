/** Reads DER (X.690), as much of it as public keys and certificates need. Every length is checked against what is there. */

export type Der = {
  /** With its class and whether it holds others: 0x30 is a sequence. */
  tag: number;
  content: Uint8Array;
};

/** Several elements after each other. @throws RangeError for what is no DER */
export function readAll(bytes: Uint8Array): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = byteAt(bytes, at);
    const { length, start } = lengthAt(bytes, at + 1);
    if (start + length > bytes.length) throw new RangeError("cut off");
    found.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

/** The one element that the bytes are. @throws RangeError when they are another, or more */
export function readOne(bytes: Uint8Array, tag: number): Der {
  const [one, ...more] = readAll(bytes);
  if (!one || one.tag !== tag || more.length > 0) throw new RangeError("not what was expected");
  return one;
}

/** Content in hexadecimal: object identifiers are compared by it. */
export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bits of a number whose bytes are given, the highest first. */
export function bitsOf(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number[first]!) + 24;
}

/** One element around others, for what is written and not read. */
export function wrap(tag: number, ...contents: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = contents.reduce((sum, content) => sum + content.length, 0);
  const head = size < 0x80 ? [tag, size] : size < 0x100 ? [tag, 0x81, size] : [tag, 0x82, size >> 8, size & 0xff];
  const whole = new Uint8Array(head.length + size);
  whole.set(head);
  let at = head.length;
  for (const content of contents) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}

function lengthAt(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3) throw new RangeError("no length");
  let length = 0;
  for (let i = 1; i <= count; i += 1) length = length * 256 + byteAt(bytes, at + i);
  return { length, start: at + 1 + count };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("cut off");
  return byte;
}
