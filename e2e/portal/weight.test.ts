/** What a reader has to wait for, and what the built files may not tell. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../portal/dist", import.meta.url));
const KILOBYTE = 1024;

const page = readFileSync(join(dist, "index.html"), "utf8");
const files = readdirSync(join(dist, "assets"));
const read = (name: string) => readFileSync(join(dist, "assets", name));
const weightOf = (names: readonly string[]): number => names.reduce((sum, name) => sum + gzipSync(read(name)).length, 0) / KILOBYTE;

/** What the page names itself, and what those files import before anything is shown. */
function loadedFirst(): string[] {
  const found = new Set([...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name!));
  for (const name of found)
    if (name.endsWith(".js"))
      for (const [, imported] of read(name)
        .toString()
        .matchAll(/(?:from|^import|;import)\s*"\.\/([^"]+)"/g))
        found.add(imported!);
  return [...found];
}

test("the first page weighs under 250 kB of JavaScript and 40 kB of styles, packed", () => {
  const first = loadedFirst();
  const scripts = first.filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length > 0);
  const [js, css] = [weightOf(scripts), weightOf(first.filter((name) => name.endsWith(".css")))];
  console.log(`${js.toFixed(0)} kB of JavaScript, ${css.toFixed(0)} kB of styles`);
  assert.ok(js < 250, `${js} kB of JavaScript`);
  assert.ok(css < 40, `${css} kB of styles`);
});

test("what checks requests on the server is not among it", () => {
  for (const name of files.filter((each) => each.endsWith(".js"))) assert.doesNotMatch(read(name).toString(), /ZodError|zod-openapi/, name);
});

test("nothing tells of the machine that built it, and every file stands by a name of its own", () => {
  assert.deepEqual(
    files.filter((name) => name.endsWith(".map")),
    [],
  );
  for (const name of files) {
    assert.match(name, /-[\w-]{8}\.(js|css|woff2|svg|webp)$/);
    if (/\.(js|css)$/.test(name)) assert.doesNotMatch(read(name).toString(), /sourceMappingURL|node_modules\/|\/work\/|file:\/\//, name);
  }
});

test("no script, style or font is of another host, and the page has none of its own within", () => {
  assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//);
  assert.doesNotMatch(page, /<script(?![^>]*src=)|<style|\sstyle="|\son\w+="/);
  for (const name of files.filter((each) => each.endsWith(".css"))) assert.doesNotMatch(read(name).toString(), /url\(["']?(https?:)?\/\/|@import/, name);
});
