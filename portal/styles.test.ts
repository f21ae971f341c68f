/** Styles are one sheet in the end: a class that is described in two files looks as the later one says, also where the earlier was meant. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("styles/", import.meta.url);

/** Selectors that begin with a class, of rules outside of `@media`. */
function selectorsIn(css: string): string[] {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^@[^{]+\{[\s\S]*?^\}/gm, "");
  return [...rules.matchAll(/([^{}]+)\{[^}]*\}/g)]
    .flatMap(([, selectors]) => selectors!.split(",").map((each) => each.trim()))
    .filter((each) => each.startsWith("."));
}

test("a class is described in one file of styles", () => {
  const places = new Map<string, Set<string>>();
  for (const file of readdirSync(folder))
    for (const selector of selectorsIn(readFileSync(new URL(file, folder), "utf8"))) places.set(selector, (places.get(selector) ?? new Set()).add(file));
  assert.ok(places.size > 200, "they were found");
  assert.deepEqual(
    [...places].filter(([, files]) => files.size > 1).map(([selector, files]) => `${selector}: ${[...files].join(", ")}`),
    [],
  );
});
