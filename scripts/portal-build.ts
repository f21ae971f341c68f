/** Builds the portal when what it is made of has changed: `npm start` and the tests call it, and `node scripts/portal-build.ts` before an image is made. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotStart, giveUp } from "../installation/cannot-start.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const DIST = "portal/dist";
/** In the built folder: what it was built from. */
const STAMP = ".built";

/** A hash over everything that goes into the portal. */
function sourcesHash(): string {
  const names = globSync(["portal/**/*", "vocabulary/**/*", "contract/**/*", "package-lock.json"], { cwd: repository, exclude: isBuilt });
  const hash = createHash("sha256");
  for (const name of names.toSorted()) {
    const path = join(repository, name);
    if (statSync(path).isFile()) hash.update(name).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

const isBuilt = (name: string): boolean => name.startsWith(DIST);

const isBuiltFrom = (wanted: string): boolean => {
  const stamp = join(repository, DIST, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
};

/**
 * Builds into a folder beside, which then takes the place of the old one: whoever serves the portal never sees half of it.
 *
 * @throws CannotStart with one sentence when it cannot be built
 */
export async function buildPortal(): Promise<void> {
  const wanted = sourcesHash();
  if (isBuiltFrom(wanted)) return;
  const [fresh, old] = [`${DIST}-${process.pid}`, `${DIST}-old-${process.pid}`].map((name) => join(repository, name)) as [string, string];
  try {
    const vite = [join(repository, "node_modules/vite/bin/vite.js"), "build", "portal", "--logLevel=error", "--outDir", fresh, "--emptyOutDir"];
    // In a process of its own: the builder's memory is not the server's.
    const building = spawn(process.execPath, vite, { cwd: repository, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_ENV: "production" } });
    let said = "";
    for (const output of [building.stdout, building.stderr]) output.on("data", (data: Buffer) => (said += data.toString()));
    const [code] = (await once(building, "close")) as [number | null];
    if (code !== 0) throw new CannotStart(`The portal could not be built: ${complaintIn(said)}. npx vite build portal shows all of it.`);
    writeFileSync(join(fresh, STAMP), wanted);
    replace(fresh, old, wanted);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

function replace(fresh: string, old: string, wanted: string): void {
  const dist = join(repository, DIST);
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    // Two build at once (npm start beside npm test): whose comes first is all the same.
    if (!isBuiltFrom(wanted)) throw error;
  }
}

/** What the builder complains of, and where: it says both on lines of their own, among pictures of the code. */
function complaintIn(output: string): string {
  const lines = output.replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, "g"), "").split("\n");
  const what = lines.map((line) => /^\[\S+\]\s*(.+)$/.exec(line)?.[1]).find((found) => found !== undefined);
  const where = /\S+\.(?:tsx?|css|html):\d+:\d+/.exec(lines.join("\n"))?.[0];
  return what ? `${what}${where ? ` (${where})` : ""}` : (lines.find((line) => line.trim() !== "") ?? "the builder said nothing");
}

if (import.meta.main) await buildPortal().catch(giveUp);
