/**
 * Lines of a table as CSV (RFC 4180): every value in quotes, lines ended by CR LF. What a spreadsheet would take for a formula gets an apostrophe before it,
 * which it does not show (SEC-153, OWASP "CSV Injection").
 */
export const csvOf = (lines: readonly (readonly (string | number | null)[])[]): string => lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");

const FORMULA = /^\s*[=+\-@\t\r]/;

const quoted = (value: string | number | null): string => {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
