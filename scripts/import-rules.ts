/** Reads every import and names the rule of the layout that one breaks (ARCHITECTURE.md). */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

type Import = { from: string; to: string; isTypeOnly: boolean };
type Rule = { says: string; breaks: (from: string, to: string, isTypeOnly: boolean) => boolean };
const isTest = (path: string): boolean => /(\.test|-under-test|[/-]testing)\.ts$|^server\/test\//.test(path);
const module = (path: string): string => path.split("/")[1] ?? "";
const isStore = (path: string): boolean => /^server\/[^/]+\/([a-z-]+-)?store\.ts$/.test(path);
/** Pure nouns and rules: they get facts and a clock, and read nothing. */
const PURE = [
  "server/token/decide.ts",
  "server/token/explain.ts",
  "server/token/times.ts",
  "server/token/audience.ts",
  "server/token/grant.ts",
  "server/token/form.ts",
  "server/token/assertion.ts",
  "server/token/authorization-details.ts",
  "server/scopes/scope.ts",
  "server/scopes/candidate.ts",
  "server/scopes/access.ts",
  "server/scopes/prefix.ts",
  "server/scopes/prefix-application.ts",
  "server/clients/client.ts",
  "server/clients/key-set.ts",
  "server/organizations/organization.ts",
  "server/organizations/contact.ts",
];

export const RULES: readonly Rule[] = [
  { says: "vocabulary imports nothing but itself", breaks: (from, to) => from.startsWith("vocabulary/") && !isTest(from) && !to.startsWith("vocabulary/") },
  {
    says: "contract imports only vocabulary and itself",
    breaks: (from, to) => from.startsWith("contract/") && !isTest(from) && !/^(contract|vocabulary)\//.test(to),
  },
  {
    says: "portal imports vocabulary and itself, and contract by type only: what checks requests stays out of the browser",
    breaks: (from, to, isTypeOnly) =>
      from.startsWith("portal/") && !isTest(from) && !(/^(portal|vocabulary)\//.test(to) || (to.startsWith("contract/") && isTypeOnly)),
  },
  {
    says: "nothing but the portal, and what walks through it, imports the portal",
    breaks: (from, to) => !/^(portal|e2e)\//.test(from) && !isTest(from) && to.startsWith("portal/"),
  },
  { says: "cli never imports server", breaks: (from, to) => from.startsWith("cli/") && !isTest(from) && to.startsWith("server/") },
  { says: "nothing that runs imports a test", breaks: (from, to) => !isTest(from) && !/^(e2e|bench|scripts)\//.test(from) && isTest(to) },
  { says: "one module's store is never used by another", breaks: (from, to) => isStore(to) && module(from) !== module(to) && !isTest(from) },
  {
    says: "rules import no database and no HTTP",
    breaks: (from, to) => PURE.includes(from) && /^server\/(db|http)\//.test(to) && !to.endsWith("http/refused.ts"),
  },
  {
    says: "server imports neither cli, scripts, bench nor e2e",
    breaks: (from, to) => from.startsWith("server/") && !isTest(from) && /^(cli|scripts|bench|e2e)\//.test(to),
  },
];

/** Every import of the repository's own files. */
export function importsOf(files: Record<string, string>): Import[] {
  return Object.entries(files).flatMap(([from, text]) =>
    [...text.matchAll(/(?:(import|export) (type )?[^;"]*?from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, , type, target = ""]) => ({
      from,
      to: relative(".", join(dirname(from), target)),
      isTypeOnly: type !== undefined,
    })),
  );
}

/** The imports that break a rule, as sentences. */
export const brokenRules = (imports: readonly Import[]): string[] =>
  imports.flatMap(({ from, to, isTypeOnly }) =>
    RULES.filter(({ breaks }) => breaks(from, to, isTypeOnly)).map(({ says }) => `${from} imports ${to}: ${says}.`),
  );

if (import.meta.main) {
  const names = globSync("{vocabulary,contract,installation,server,portal,cli,scripts,e2e,bench}/**/*.{ts,tsx}", {
    cwd: repository,
    exclude: (name) => name.startsWith("portal/dist"),
  });
  const broken = brokenRules(importsOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(repository, name), "utf8")]))));
  for (const sentence of broken) console.error(sentence);
  if (broken.length > 0) process.exitCode = 1;
}
