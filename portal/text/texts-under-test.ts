/** Every text of the portal, wherever it stands, for tests. */
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LANGUAGES, type Text } from "../../vocabulary/language.ts";

export type FoundText = { where: string; text: Text };

const portal = fileURLToPath(new URL("..", import.meta.url));

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && LANGUAGES.every((language) => typeof (value as Record<string, unknown>)[language] === "string");

/** @param patterns of modules, within `portal/`; texts are found however deep they lie in what those export */
export async function textsOf(patterns: readonly string[]): Promise<FoundText[]> {
  const found: FoundText[] = [];
  const look = (where: string, value: unknown): void => {
    if (isText(value)) found.push({ where, text: value });
    else if (typeof value === "object" && value !== null) for (const [key, member] of Object.entries(value)) look(`${where}.${key}`, member);
  };
  for (const name of globSync([...patterns], { cwd: portal }).filter((each) => !each.endsWith(".test.ts")))
    for (const [exported, content] of Object.entries((await import(`${portal}${name}`)) as Record<string, unknown>)) look(`${name} ${exported}`, content);
  return found;
}

export const TEXT_MODULES = ["text/*.ts", "**/texts.ts", "**/*-texts.ts"];
