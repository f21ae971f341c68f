/** Where an installation keeps its data, and as whom its database runs. Read by the server and the command line alike. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotStart } from "./cannot-start.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** PostgreSQL refuses to run as root, and as a user that /etc/passwd does not know: root lends it one of these, every Debian has `nobody`. */
export type Account = { uid: number; gid: number };

/** The account that runs PostgreSQL when we are root: the owner of the data if there are any (accounts may have come or gone since), else a spare one. */
export function accountForRoot(home?: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = home === undefined ? undefined : statSync(home, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["fullmakt", "postgres", "nobody"]) {
    const found = lines.find((fields) => fields[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new CannotStart("PostgreSQL does not run as root: create a user named fullmakt (useradd --system fullmakt) or start Fullmakt as an ordinary user.");
}

/** Where data lie when nothing is set: in the repository, or, when root's account may not go there (/root), below /var/lib. */
export function defaultDataFolder(): string {
  const account = accountForRoot();
  if (!account) return join(repository, "data");
  const reachable = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", repository], { ...account, cwd: "/" }).status === 0;
  return reachable ? join(repository, "data") : `/var/lib/fullmakt-${createHash("sha256").update(repository).digest("hex").slice(0, 8)}`;
}
