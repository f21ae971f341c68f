import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenRules, importsOf } from "./import-rules.ts";

for (const [from, to, rule] of [
  ["vocabulary/a.ts", "../server/token/decide.ts", "vocabulary imports nothing"],
  ["contract/a.ts", "../server/config.ts", "contract imports only"],
  ["cli/main.ts", "../server/config.ts", "cli never imports server"],
  ["server/token/pipeline.ts", "../scopes/scope-store.ts", "store is never used"],
  ["server/token/decide.ts", "../db/open.ts", "rules import no database"],
  ["server/main.ts", "./test/installation.ts", "imports a test"],
  ["server/main.ts", "../cli/main.ts", "server imports neither"],
  ["portal/api/call.ts", "../../server/config.ts", "portal imports vocabulary"],
  ["portal/api/call.ts", "../../contract/problem.ts", "contract by type only"],
  ["server/http/portal.ts", "../../portal/text/language.ts", "nothing but the portal"],
] as const)
  test(`${from} may not import ${to}`, () => {
    const [sentence] = brokenRules(importsOf({ [from]: `import { x } from "${to}";` }));
    assert.match(sentence ?? "", new RegExp(rule));
  });

test("what the layout allows is allowed", () => {
  const files = {
    "server/token/pipeline.ts": 'import { a } from "../../vocabulary/a.ts"; import { b } from "../scopes/operations.ts"; import type { C } from "./store.ts";',
    "cli/main.ts": 'import { a } from "../vocabulary/a.ts"; import { b } from "../contract/b.ts"; import { c } from "../installation/c.ts";',
    "portal/api/a.tsx": 'import type { A } from "../../contract/a.ts"; import { b } from "../../vocabulary/b.ts"; import { c } from "../text/c.ts";',
    "server/scopes/a.test.ts": 'import { b } from "../test/installation.ts";',
  };
  assert.deepEqual(brokenRules(importsOf(files)), []);
});
