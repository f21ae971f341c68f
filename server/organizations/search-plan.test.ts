/** Finding an organisation by a part of its name: of a million, by an index. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type KyselyPlugin, RawNode, sql } from "kysely";
import { plantOrganization } from "../test/installation.ts";
import { testDatabase } from "../test/database.ts";
import { searchOrganizations } from "./store.ts";

const { db } = await testDatabase();

test("each question of a search by name has an index that it can be answered by", async () => {
  await plantOrganization(db, "Tindøy kommune");
  const plans: string[] = [];
  const explaining: KyselyPlugin = {
    transformQuery: ({ node }) => {
      assert.ok(RawNode.is(node));
      const [first = "", ...rest] = node.sqlFragments;
      return { ...node, sqlFragments: [`explain ${first}`, ...rest] };
    },
    transformResult: async ({ result }) => {
      plans.push(result.rows.map((row) => Object.values(row)[0]).join("\n"));
      return { ...result, rows: [] };
    },
  };
  await db.connection().execute(async (connection) => {
    // A table of a few rows is read whole, so what could be done is asked: without these a bitmap of an index is all that is left, where there is one.
    for (const way of ["seqscan", "indexscan", "indexonlyscan"]) await sql`select set_config(${`enable_${way}`}, 'off', false)`.execute(connection);
    await searchOrganizations(connection.withPlugin(explaining), { text: "øy 100%_" }, 21);
    for (const way of ["seqscan", "indexscan", "indexonlyscan"]) await sql`select set_config(${`enable_${way}`}, 'on', false)`.execute(connection);
  });
  assert.equal(plans.length, 2);
  assert.match(plans[0]!, /Bitmap Index Scan on organization_by_search_name/);
  assert.match(plans[1]!, /Bitmap Index Scan on organization_by_part_of_name/);
});

test("signs with a meaning in patterns are what they are, capital letters count as small, and two characters find a beginning only", async () => {
  for (const name of ["Ærfugl 100%_ AS", "Stor Ærfugl", "Ærlig", "Over\\strek"]) await plantOrganization(db, name);
  const find = async (text: string) => (await searchOrganizations(db, { text }, 21)).map(({ name }) => name);
  assert.deepEqual(await find("100%_"), ["Ærfugl 100%_ AS"]);
  assert.deepEqual(await find("%"), []);
  assert.deepEqual(await find("r\\s"), ["Over\\strek"]);
  assert.deepEqual(await find("ÆRFUGL"), ["Ærfugl 100%_ AS", "Stor Ærfugl"]);
  assert.deepEqual(await find("ær"), ["Ærfugl 100%_ AS", "Ærlig"]);
});
