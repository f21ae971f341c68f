import { styleText } from "node:util";

/** Prints a result: as JSON for programs, else as its sentence or table. */
export function print(json: boolean | undefined, value: unknown, text: string | (() => string)): void {
  if (json) console.log(JSON.stringify(value, null, 2));
  else console.log(typeof text === "string" ? text : text());
}

/**
 * A value as people read it: an organisation by name and number, a list with commas, an actor or a thing by its kind and name, and what is not there as
 * nothing. Programs read --json.
 */
export function readable(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(readable).join(", ");
  if (typeof value !== "object") return String(value as string | number | boolean);
  const { kind, name, number, ...rest } = value as Record<string, unknown>;
  const more = Object.entries(rest)
    .filter(([, member]) => readable(member) !== "")
    .map(([member, said]) => `${member} ${readable(said)}`);
  if (number !== undefined) return [name ? `${readable(name)} (${readable(number)})` : readable(number), ...more].join(", ");
  const called = [typeof kind === "string" && kind in rest ? null : kind, name].filter(Boolean).map(readable).join(" ");
  if (called && kind === undefined && more.length > 0) return `${called} (${more.join(", ")})`;
  return [called, ...more].filter(Boolean).join(", ");
}

/** A table of text columns, aligned, with a heading. Empty lists say so. */
export function table(rows: readonly Record<string, unknown>[], columns: readonly string[], empty = "Nothing here."): string {
  if (rows.length === 0) return empty;
  const cells = rows.map((row) => columns.map((column) => readable(row[column])));
  const width = columns.map((column, i) => Math.max(column.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => row.map((text, i) => (i === row.length - 1 ? text : text.padEnd(width[i]!))).join("  ");
  return [styleText("bold", line(columns)), ...cells.map(line)].join("\n");
}

/** A thing, one member a line; of a list of things each on a line of its own. */
export function record(value: Record<string, unknown>): string {
  const width = Math.max(...Object.keys(value).map((name) => name.length));
  const isListOfThings = (member: unknown): member is unknown[] => Array.isArray(member) && member.some((item) => typeof item === "object");
  return Object.entries(value)
    .map(([name, member]) => `${name.padEnd(width)}  ${isListOfThings(member) ? member.map(readable).join(`\n${" ".repeat(width + 2)}`) : readable(member)}`)
    .map((line) => line.trimEnd())
    .join("\n");
}

export const good = (text: string): string => styleText("green", text);
export const bad = (text: string): string => styleText("red", text);
