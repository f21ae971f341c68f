import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A secret of this installation, 32 random bytes in a file (0600), made on first use. Servers that share the folder share it: of two that make it at the
 * same moment one wins, and both read that one.
 */
export function openSecret(folder: string, name: string): Buffer {
  const path = join(folder, `${name}.secret`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = join(folder, `.${randomUUID()}`);
  writeFileSync(beside, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(beside);
  }
  return readFileSync(path);
}
