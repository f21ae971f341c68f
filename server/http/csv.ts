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

/** Whether CSV is wished more than JSON: named first, without weights. */
export const wantsCsv = (accept = ""): boolean => {
  const named = accept.split(",").map((part) => part.split(";")[0]!.trim().toLowerCase());
  const [csv, other] = [named.indexOf("text/csv"), named.findIndex((type) => type === "application/json" || type === "*/*")];
  return csv >= 0 && (other < 0 || csv < other);
};
