/** Columns can be added while an older version runs on the same database, since no statement of ours takes or fills "all columns" of a table. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("..", import.meta.url));

/** Names of the tables, from the migrations that make them. */
const tables = globSync("db/migrations/*.sql", { cwd: server }).flatMap((file) =>
  [...readFileSync(join(server, file), "utf8").matchAll(/create table (?:if not exists )?([a-z_]+)/g)].map(([, name]) => name!),
);

/** What a text says of tables without naming columns. */
function unnamed(text: string): string[] {
  const table = `(?:${tables.join("|")})`;
  const patterns = [
    `select \\*\\s+from ${table}\\b`,
    `select ([a-z]+)\\.\\*[^;]*?from ${table} (?:as )?\\1\\b`,
    `insert into ${table}(?: as [a-z]+)?\\s+(?:values|select|default)`,
  ];
  const inSql = patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gi"))].map(([found]) => found));
  return [...inSql, ...[...text.matchAll(/\.selectAll\(|\.returningAll\(|returning \*/g)].map(([found]) => found)];
}

test("SEC-145 no statement of the server takes all columns of a table, or fills it without naming them", () => {
  assert.ok(tables.includes("used_grant"));
  const files = globSync("**/*.{ts,sql}", { cwd: server }).filter((file) => !/(\.test|-under-test)\.ts$|^test\//.test(file));
  assert.deepEqual(
    files.flatMap((file) => unnamed(readFileSync(join(server, file), "utf8")).map((found) => `${file}: ${found}`)),
    [],
  );
});

test("the look at statements finds what it looks for", () => {
  for (const text of [
    "select * from client where",
    "select c.* from client c",
    "insert into client values (1)",
    "insert into used_grant select 1",
    'db.selectFrom("client").selectAll()',
  ])
    assert.equal(unnamed(text).length, 1, text);
  for (const text of ["select * from (select id from client) c", "select q.*, c.org from q left join client c on true", "insert into client (env) values (1)"])
    assert.deepEqual(unnamed(text), [], text);
});
