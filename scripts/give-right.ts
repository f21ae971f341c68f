/**
 * `npm run give-right`: gives a right from the machine that holds the installation, when there is nobody left who can give it (SEC-088): the first platform
 * operator at set-up, a main administrator when the last one is gone. It stands in the log as done on the host.
 *
 * The identity number is read from standard input and not from an option, which other users of the machine could see.
 */
import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { uuidv7 } from "uuidv7";
import { CannotStart, giveUp } from "../installation/cannot-start.ts";
import { defaultDataFolder } from "../installation/data-folder.ts";
import { deed } from "../server/audit/deed.ts";
import { readSettings, type Settings } from "../server/config.ts";
import { runningDatabase } from "../server/db/embedded.ts";
import { openPatientDatabase } from "../server/db/open.ts";
import { parseIdentityNumber } from "../server/people/identity-number.ts";
import { giveOne, upsertPerson } from "../server/people/operations.ts";
import { ENVIRONMENTS, type EnvironmentName } from "../vocabulary/environment.ts";
import { parseOrgNumber } from "../vocabulary/org-number.ts";
import { HELD_RIGHTS, type HeldRight, OPERATOR_RIGHT } from "../vocabulary/rights.ts";

const USAGE = `npm run give-right -- --right <${HELD_RIGHTS.join("|")}> [--organization <nine digits>] [--env <${ENVIRONMENTS.join("|")}>]`;

try {
  const { values } = parseArgs({ options: { right: { type: "string" }, organization: { type: "string" }, env: { type: "string" } } });
  const settings = readSettings(process.env, defaultDataFolder);
  const wanted = readWish(values, settings);
  const lines = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stdout : undefined });
  const ask = await asker(lines);
  const number = parseIdentityNumber(await ask("Identity number: "));
  if (!number) throw new CannotStart("That is no identity number: eleven digits with good check digits are expected.");
  const firstName = (await ask("First name: ")).trim();
  const lastName = (await ask("Last name: ")).trim();
  if (!lastName) throw new CannotStart("A last name is needed.");
  lines.close();
  const db = openPatientDatabase(settings.databaseUrl ?? databaseOf(settings));
  try {
    const doer = { actor: { kind: "system" as const, name: `host, by ${userInfo().username}` }, traceId: uuidv7().replaceAll("-", ""), address: null };
    await deed(db, doer, async (tx, note) => {
      const known = await tx.selectFrom("organization").select("number").where("number", "=", Number(wanted.organization)).executeTakeFirst();
      if (!known) throw new CannotStart(`No organisation with the number ${wanted.organization} is registered.`);
      const { id } = await upsertPerson(tx, { id: uuidv7(), number, firstName, lastName });
      for (const env of wanted.environments) {
        const { had } = await giveOne(tx, note, { env, org: wanted.organization, person: id, right: wanted.right, validTo: null, by: null });
        console.log(`${wanted.right} for ${wanted.organization} in ${env}: ${had ? "was held already" : "given"}.`);
      }
    });
  } finally {
    await db.destroy();
  }
} catch (error) {
  giveUp(error);
}

function readWish(values: { right?: string; organization?: string; env?: string }, settings: Settings) {
  const right = HELD_RIGHTS.find((one) => one === values.right) as HeldRight | undefined;
  const organization = values.organization === undefined && right === OPERATOR_RIGHT ? settings.operator.orgNumber : parseOrgNumber(values.organization);
  const env = ENVIRONMENTS.find((one) => one === values.env);
  if (!right || !organization || (values.env !== undefined && !env)) throw new CannotStart(`Say which right, for whom and where: ${USAGE}`);
  if (right === OPERATOR_RIGHT && organization !== settings.operator.orgNumber)
    throw new CannotStart(`${OPERATOR_RIGHT} is a right of the operator's organisation, ${settings.operator.orgNumber}, alone.`);
  const environments: readonly EnvironmentName[] = env ? [env] : ENVIRONMENTS;
  if (right === "test_only" && environments.includes("prod")) throw new CannotStart("test_only exists in test alone: add --env test.");
  return { right, organization, environments };
}

/** Asks in a terminal; from a pipe takes the lines one after the other. */
async function asker(lines: ReturnType<typeof createInterface>): Promise<(question: string) => Promise<string>> {
  if (process.stdin.isTTY) return (question) => lines.question(question);
  const all = lines[Symbol.asyncIterator]();
  return async () => ((await all.next()).value as string | undefined) ?? "";
}

function databaseOf({ dataFolder }: Settings): string {
  const home = join(dataFolder, "postgres-18");
  const url = existsSync(join(home, "password")) ? runningDatabase(home, readFileSync(join(home, "password"), "utf8")) : null;
  if (!url) throw new CannotStart(`No server runs with the data in ${dataFolder}: start it, or set FULLMAKT_DATA or DATABASE_URL as it has them.`);
  return url;
}
