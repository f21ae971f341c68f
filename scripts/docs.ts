/** `npm run docs [-- --check]`: writes docs/reference from the code, or tells what of it is out of date. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { z } from "zod";
import { createProgram } from "../cli/program.ts";
import { readSettings, settingsFile } from "../server/config.ts";
import type { Deps } from "../server/deps.ts";
import { describeOwnApi, ownApi } from "../server/http/own-api.ts";
import { REFUSALS, type RefusalName } from "../vocabulary/refusals/refusals.ts";
import { REQUIRED } from "./security-numbers.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const GENERATED = "<!-- Made by npm run docs; do not edit. -->";

/** The files of docs/reference and what belongs in them. */
function references(): Record<string, string> {
  const settings = readSettings({ FULLMAKT_DATA: "/nowhere" }, () => "/nowhere");
  const api = ownApi({ settings } as Deps);
  return {
    "openapi.json": `${JSON.stringify(describeOwnApi(api, ["http://localhost:8080/test/", "http://localhost:8080/prod/"]), null, 2)}\n`,
    "refusals.md": refusals(),
    "settings.md": settingsReference(),
    "command-line.md": commandLine(),
    "security-tests.md": securityTests(),
  };
}

const cell = (text: string | number | undefined): string =>
  String(text ?? "")
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ");
const table = (head: string[], rows: (string | number | undefined)[][]): string =>
  [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`)].join("\n");

function refusals(): string {
  const rows = (Object.keys(REFUSALS) as RefusalName[]).map((name) => {
    const { code, status, error, description, who, meaning, remedy } = REFUSALS[name];
    return [code, status, `\`${error}\``, description, who.replace("_", " "), meaning.en, remedy.en];
  });
  const head = ["Code", "HTTP", "error", "Text", "Who can mend it", "What it means", "What to do"];
  return `# Refusals\n\n${GENERATED}\n\nEvery refusal has a page of its own at \`<issuer>errors/<code>\`, in nb, nn and en.\n\n${table(head, rows)}\n`;
}

type JsonSchema = { type?: string; description?: string; default?: unknown; enum?: unknown[]; properties?: Record<string, JsonSchema>; items?: JsonSchema };

function settingsReference(): string {
  const rows: (string | undefined)[][] = [];
  const walk = (schema: JsonSchema, path: string): void => {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const full = path ? `${path}.${name}` : name;
      if (name === "prod" && path === "environments") continue; // the same as test
      if (member.properties && !member.description) walk(member, full.replace("environments.test", "environments.&lt;name&gt;"));
      else
        rows.push([
          `\`${full.replace("environments.test", "environments.<name>")}\``,
          member.enum ? member.enum.join(", ") : member.type,
          member.default === undefined ? "" : `\`${JSON.stringify(member.default)}\``,
          member.description,
        ]);
    }
  };
  walk(z.toJSONSchema(settingsFile, { io: "input" }) as JsonSchema, "");
  const variables = [
    ["`PORT`", "8080", "Port of the server."],
    ["`HOST`", "the loopback addresses", "Address to listen on; opens the server to others."],
    ["`METRICS_PORT`", "a free one, kept with the data", "Port of `/metrics`, on 127.0.0.1 only."],
    ["`PUBLIC_URL`", "`http://localhost:<PORT>`", "The address callers use; https in production mode. Every address that is handed out is built from it."],
    ["`FULLMAKT_DATA`", "`data` in the repository", "Folder of the embedded database, the keys and config.json."],
    ["`FULLMAKT_MODE`", "development", "development: the synthetic set and the test authority. production: neither, and https."],
    ["`FULLMAKT_CONFIG`", "`config.json` in the data folder", "File with the settings below."],
    ["`DATABASE_URL`", "the embedded PostgreSQL", "Another PostgreSQL, 15 or later."],
    ["`LOG_LEVEL`", "info", "debug, info, warn, error."],
  ];
  return `# Settings\n\n${GENERATED}\n\n## Environment variables\n\n${table(["Variable", "Default", "Meaning"], variables)}\n\n## config.json\n\n${table(["Setting", "Type", "Default", "Meaning"], rows)}\n`;
}

function commandLine(): string {
  const program = createProgram();
  const section = (command: Command, heading: string): string => `${heading}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``;
  const nouns = program.commands.map((noun) =>
    [section(noun, `## ${noun.name()}`), ...noun.commands.map((verb) => section(verb, `### ${noun.name()} ${verb.name()}`))].join("\n\n"),
  );
  return `${section(program, `# Command line\n\n${GENERATED}`)}\n\n${nouns.join("\n\n")}\n`;
}

/** The whole help of a command, examples included, as a terminal of 100 columns shows it. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100, getOutHasColors: () => false });
  command.outputHelp();
  return text.trimEnd();
}

function securityTests(): string {
  const tests = testsByNumber();
  const rows = REQUIRED.map((number) => [number, [...(tests.get(number) ?? [])].toSorted().join(", ") || "**none**"]);
  return `# Security requirements and their tests\n\n${GENERATED}\n\nEach number is a requirement of the project's security list; a test that proves it carries it in its name.\n\n${table(["Requirement", "Tests in"], rows)}\n`;
}

/** Which test files carry which requirement's number in a test's name. */
export function testsByNumber(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync(["{vocabulary,contract,installation,server,cli,e2e,scripts}/**/*.test.ts"], { cwd: repository })) {
    const text = readFileSync(join(repository, file), "utf8");
    for (const [, name = ""] of text.matchAll(/(?:test|says:)\s*\(?\s*["'`]([^"'`\n]*)/g))
      for (const [number] of name.matchAll(/SEC-\d{3}/g)) found.set(number, (found.get(number) ?? new Set()).add(file));
  }
  return found;
}

if (import.meta.main) {
  const check = process.argv.includes("--check");
  const stale: string[] = [];
  for (const [name, content] of Object.entries(references())) {
    const path = join(repository, "docs/reference", name);
    let there = "";
    try {
      there = readFileSync(path, "utf8");
    } catch {
      // made below
    }
    if (there === content) continue;
    stale.push(`docs/reference/${name}`);
    if (!check) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }
  if (check && stale.length > 0) {
    console.error(`Out of date: ${stale.join(", ")}. Run npm run docs and commit.`);
    process.exitCode = 1;
  } else console.log(stale.length === 0 ? "docs/reference is up to date." : `Written: ${stale.join(", ")}.`);
  process.disconnect?.();
}
