import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsIn } from "./steps-in-output.ts";

test("steps of journeys become a table by name; other lines do not", () => {
  const output = "✔ a test (1 ms)\nℹ Steps: renew a key | 1 | 1 | found out by outage\nℹ tests 2\nℹ Steps: apply | 1 | 1 | days\n";
  assert.equal(
    stepsIn(output),
    ["Steps in the portal  taken  target  today", "apply                    1       1  days", "renew a key              1       1  found out by outage"].join(
      "\n",
    ),
  );
  assert.equal(stepsIn("ℹ tests 2\n"), null);
});
