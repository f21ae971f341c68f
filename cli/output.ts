import { styleText } from "node:util";

/** Prints a result: as JSON for programs, else as its sentence or table. */
export function print(json: boolean | undefined, value: unknown, text: string | (() => string)): void {
  if (json) console.log(JSON.stringify(value, null, 2));
  else console.log(typeof text === "string" ? text : text());
}

/** A table of text columns, aligned, with a heading. Empty lists say so. */
export function table(rows: readonly Record<string, unknown>[], columns: readonly string[], empty = "Nothing here."): string {
  if (rows.length === 0) return empty;
  const cell = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
  const width = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row[column]).length)));
  const line = (cells: string[]) => cells.map((text, i) => (i === cells.length - 1 ? text : text.padEnd(width[i]!))).join("  ");
  return [styleText("bold", line([...columns])), ...rows.map((row) => line(columns.map((column) => cell(row[column]))))].join("\n");
}

/** A thing, one member a line. */
export const record = (value: Record<string, unknown>): string => {
  const width = Math.max(...Object.keys(value).map((name) => name.length));
  return Object.entries(value)
    .map(([name, member]) => `${name.padEnd(width)}  ${typeof member === "string" ? member : JSON.stringify(member)}`)
    .join("\n");
};

export const good = (text: string): string => styleText("green", text);
export const bad = (text: string): string => styleText("red", text);
