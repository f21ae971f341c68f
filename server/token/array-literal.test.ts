import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { testDeps } from "../test/installation.ts";
import { bytesLiteral, numbersLiteral, textsLiteral } from "./array-literal.ts";

/** What PostgreSQL can hold as text: no zero, no half of a pair. */
const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0") && value.isWellFormed());
const hostile = fc.constantFrom('"', "\\", '\\"', "{", "}", ",", "NULL", "null", "", " ", '","', "'; drop table client; --", "\n", "æøå", "😀");

test("what goes into an array of the database comes out the same, whatever it holds", async () => {
  const { db } = await testDeps();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.oneof(text, hostile))),
      fc.array(fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))),
      fc.array(fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes)))),
      async (texts, numbers, bytes) => {
        const { rows } = await sql<{ texts: unknown; numbers: unknown; bytes: unknown }>`
          select ${textsLiteral(texts)}::text[] as texts, ${numbersLiteral(numbers)}::int[] as numbers, ${bytesLiteral(bytes)}::bytea[] as bytes`.execute(db);
        assert.deepEqual(rows[0], { texts, numbers, bytes });
      },
    ),
    { numRuns: 300 },
  );
});
