import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { heldBy } from "../server/people/standing.ts";
import { freshOrgNumber, plantOrganization, testDeps } from "../server/test/installation.ts";
import { freshIdentityNumber } from "../server/test/logged-in.ts";
import type { OrgNumber } from "../vocabulary/org-number.ts";

const deps = await testDeps();
const { db } = deps;

async function giveRight(options: string[], lines: string[]) {
  const script = fileURLToPath(new URL("give-right.ts", import.meta.url));
  const child = spawn(process.execPath, [script, ...options], { env: { ...process.env, DATABASE_URL: deps.databaseUrl }, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(`${lines.join("\n")}\n`);
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number, said, complained };
}
const personOf = async (number: string) => (await db.selectFrom("person").select("id").where("identity_number", "=", number).executeTakeFirstOrThrow()).id;

test("SEC-088 a right given on the host works at once, stands in the log as done there, and the number is shown nowhere", async () => {
  const [org, number] = [await plantOrganization(db), freshIdentityNumber()];
  const done = await giveRight(["--right", "main_administrator", "--organization", org], [number, "Blid", "Rype"]);
  assert.deepEqual([done.code, done.complained], [0, ""]);
  assert.match(done.said, /main_administrator for \d{9} in test: given\.\nmain_administrator for \d{9} in prod: given\.\n/);
  const person = await personOf(number);
  for (const env of ["test", "prod"] as const)
    assert.deepEqual(
      (await heldBy(db, env, person, org)).map(({ right }) => right),
      ["main_administrator"],
    );
  const entries = (await db.selectFrom("audit_entry").select("body").execute()).filter(({ body }) => body.includes(org));
  assert.equal(entries.length, 2);
  for (const { body } of entries) assert.match((JSON.parse(body) as { actor: { name: string } }).actor.name, /^host, by /);
  for (const written of [done.said, done.complained, ...entries.map(({ body }) => body)]) assert.ok(!written.includes(number));
  assert.match((await giveRight(["--right", "main_administrator", "--organization", org, "--env", "test"], [number, "Blid", "Rype"])).said, /was held already/);
});

test("the first platform operator: of the operator's organisation, and of no other", async () => {
  const number = freshIdentityNumber();
  const operator = deps.settings.operator.orgNumber;
  await db
    .insertInto("organization")
    .values({ number: Number(operator), name: "Nordlys Plattform" })
    .execute();
  assert.equal((await giveRight(["--right", "platform_operator", "--env", "prod"], [number, "Klok", "Ugle"])).code, 0);
  assert.deepEqual(
    (await heldBy(db, "prod", await personOf(number), operator)).map(({ right }) => right),
    ["platform_operator"],
  );
  const refused = await giveRight(["--right", "platform_operator", "--organization", await plantOrganization(db)], [number, "Klok", "Ugle"]);
  assert.notEqual(refused.code, 0);
  assert.match(refused.complained, /operator's organisation/);
});

for (const [says, options, lines, sentence] of [
  ["no right", ["--organization", "310801011"], [], /which right/],
  ["an unknown right", ["--right", "king", "--organization", "310801011"], [], /which right/],
  ["no organisation", ["--right", "viewer"], [], /which right/],
  ["a number with a wrong check digit", ["--right", "viewer", "--organization", "310801012"], [], /which right/],
  ["testing only in production", ["--right", "test_only", "--organization", "310801011"], [], /--env test/],
  ["no person", ["--right", "viewer", "--organization", freshOrgNumber() as OrgNumber], ["123", "A", "B"], /no identity number/],
  ["an unknown organisation", ["--right", "viewer", "--organization", freshOrgNumber() as OrgNumber], [freshIdentityNumber(), "A", "B"], /No organisation/],
] as const)
  test(`${says}: one sentence, and a code that is not 0`, async () => {
    const refused = await giveRight([...options], [...lines]);
    assert.notEqual(refused.code, 0);
    assert.match(refused.complained, sentence);
    assert.equal(refused.complained.trim().split("\n").length, 1);
  });
