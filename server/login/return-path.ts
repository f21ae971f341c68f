/** Longest path that a login leads back to, characters. */
const LONGEST = 2_000;

/**
 * Where a login leads back to: a path of ours, whatever was asked for. A second slash, or a backslash, which browsers read as one, would lead to another host;
 * control characters are left out by browsers, which makes the one out of the other (`/\t/elsewhere.example`).
 *
 * @returns `/` for everything that is no such path
 */
export function returnPathOf(text: unknown): string {
  if (typeof text !== "string" || text.length > LONGEST) return "/";
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return /^\/(?!\/)[^\\\u0000-\u0020\u007f-\u009f\u2028\u2029]*$/.test(text) ? text : "/";
}
