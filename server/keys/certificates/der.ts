/** One element of DER (ITU-T X.690): where its content lies. */
export type Element = { tag: number; start: number; content: number; end: number };

export const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 } as const;

/**
 * Reads the element at `at`. Revocation lists hold hundreds of thousands of entries, so they are walked in place instead of being built as objects.
 *
 * @throws RangeError for a length that is indefinite, longer than four bytes, or points outside `end`
 */
export function elementAt(bytes: Uint8Array, at: number, end: number = bytes.length): Element {
  if (at + 2 > end) throw new RangeError("DER ends in the middle of an element");
  const tag = bytes[at]!;
  if ((tag & 0x1f) === 0x1f) throw new RangeError("DER has a tag of several bytes");
  let content = at + 2;
  let length = bytes[at + 1]!;
  if (length >= 0x80) {
    const count = length - 0x80;
    if (count === 0 || count > 4 || content + count > end) throw new RangeError("DER has an unreadable length");
    length = 0;
    for (; content < at + 2 + count; content++) length = length * 256 + bytes[content]!;
  }
  if (content + length > end) throw new RangeError("DER ends in the middle of an element");
  return { tag, start: at, content, end: content + length };
}

/** The elements inside `parent`, one after the other. */
export function* elementsIn(bytes: Uint8Array, parent: Element): Generator<Element> {
  for (let at = parent.content; at < parent.end;) {
    const element = elementAt(bytes, at, parent.end);
    yield element;
    at = element.end;
  }
}

export const whole = (bytes: Buffer, { start, end }: Element): Buffer => bytes.subarray(start, end);
export const inside = (bytes: Buffer, { content, end }: Element): Buffer => bytes.subarray(content, end);

/** A serial number as Node writes it: upper-case hex, whole bytes, no zeros in front. Negative ones, which old authorities made, keep their bytes. */
export const serialText = (integer: Buffer): string => {
  const hex = integer
    .toString("hex")
    .toUpperCase()
    .replace(/^(00)+(?=..)/, "");
  return hex;
};

/** UTCTime or GeneralizedTime (RFC 5280 4.1.2.5) in milliseconds since 1970. NaN for anything else. */
export function timeOf(bytes: Buffer, element: Element): number {
  const text = inside(bytes, element).toString("latin1");
  const parts = (element.tag === TAG.utcTime ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/).exec(text);
  if (!parts) return Number.NaN;
  const [year = 0, month = 0, ...rest] = parts.slice(1).map(Number);
  const [day, hour, minute, second] = rest;
  const century = element.tag === TAG.utcTime ? (year < 50 ? 2000 : 1900) : 0;
  return Date.UTC(century + year, month - 1, day, hour, minute, second);
}

/** An object identifier with dots, `2.5.29.32`. Arcs may be larger than any number of JavaScript (2.25 and a UUID). */
export function oidText(bytes: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of bytes) {
    arc = arc * 128n + BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [both = 0n, ...rest] = arcs;
  const first = both < 80n ? both / 40n : 2n; // X.690 8.19.4
  return [first, both - first * 40n, ...rest].join(".");
}
