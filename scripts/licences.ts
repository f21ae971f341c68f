/** Checks that every dependency's licence is one that we allow: permissive ones; MPL-2.0 for tools of development only; OFL for fonts. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const ALLOWED = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "MIT-0",
  "Unlicense",
  "PostgreSQL",
  "Python-2.0",
  "WTFPL",
  "CC-BY-4.0",
  "OFL-1.1",
]);
const DEVELOPMENT_ONLY = new Set(["MPL-2.0"]);
/** Licences that package.json does not name in the usual way, read by a person. */
const READ_BY_HAND: Record<string, string> = {};

type Locked = { license?: string; dev?: boolean; optional?: boolean; version?: string };
type Manifest = { license?: string | { type?: string }; licenses?: { type: string }[] };

const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };
const wrong: string[] = [];
for (const [path, { dev = false, license, version }] of Object.entries(packages)) {
  if (path === "") continue;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const manifest = join(repository, path, "package.json");
  const read = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as Manifest) : {};
  const named = READ_BY_HAND[name] ?? license ?? (typeof read.license === "string" ? read.license : read.license?.type) ?? read.licenses?.[0]?.type;
  // "A OR B": one that is allowed is enough; "A AND B": each must be.
  const fits = (text: string): boolean => ALLOWED.has(text) || (dev && DEVELOPMENT_ONLY.has(text));
  const isAllowed =
    named
      ?.replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((choice) => choice.split(" AND ").every((part) => fits(part.trim()))) ?? false;
  if (!isAllowed) wrong.push(`${name}@${version ?? ""}: ${named ?? "no licence named"}`);
}
for (const line of wrong) console.error(`Licence not allowed: ${line}`);
if (wrong.length > 0) process.exitCode = 1;
