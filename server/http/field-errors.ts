/** What a schema finds wrong, in sentences for whoever wrote the request. */
import type { z } from "zod";
import type { FieldError } from "./refused.ts";

/** How the library begins a message that the schema has no words of its own for. */
const UNTOLD = /^(Invalid|Too (small|big)|Unrecognized)\b/;

/**
 * A line per field. Messages that stand in a schema are kept; for others there is a sentence.
 *
 * @param input what was read: whether a member was missing shows there only
 */
export function fieldErrors(error: z.core.$ZodError, input: unknown): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ field: [...issue.path, key].join("."), message: "There is no such member." }));
    return [{ field: issue.path.join("."), message: UNTOLD.test(issue.message) ? sentenceOf(issue, valueAt(input, issue.path)) : issue.message }];
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const name of path) value = value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[name] : undefined;
  return value;
}

const KIND: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  date: "a time",
};

function sentenceOf(issue: z.core.$ZodIssue, value: unknown): string {
  const name = issue.path.at(-1);
  if (value === undefined && name !== undefined) return typeof name === "string" ? `The ${name} is required.` : "It is missing.";
  switch (issue.code) {
    case "invalid_type":
      if (name === undefined) return "The body must be a JSON object.";
      return `It must be ${KIND[issue.expected] ?? "of another kind"}.`;
    case "invalid_value":
      return issue.values.length === 1 ? `It must be ${String(issue.values[0])}.` : `It must be one of ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      if (issue.origin === "string") return issue.minimum === 1 ? "It must not be empty." : `It must have at least ${issue.minimum} characters.`;
      return issue.origin === "array" ? `It must have at least ${issue.minimum} entries.` : `It must be at least ${issue.minimum}.`;
    case "too_big":
      if (issue.origin === "string") return `It must have at most ${issue.maximum} characters.`;
      return issue.origin === "array" ? `It must have at most ${issue.maximum} entries.` : `It must be at most ${issue.maximum}.`;
    case "invalid_format":
      return FORMAT[issue.format] ?? "It holds characters that are not allowed, or has another form than it must have.";
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return "It is not valid here.";
  }
}

const FORMAT: Record<string, string> = {
  datetime: "It must be a time with a zone, such as 2026-01-05T09:00:00Z.",
  date: "It must be a date, such as 2026-01-05.",
  url: "It must be an address, such as https://example.no/.",
  uuid: "It must be a UUID.",
};
