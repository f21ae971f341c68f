/** Files that a command was told to read or write: what cannot be read or written is the caller's mistake, said in a sentence. */
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { EXIT, Failure } from "./exit-codes.ts";

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  EACCES: "that is not allowed",
  EROFS: "that is not allowed",
};

/** A failure that names the file and the reason. */
export function fileFailure(error: unknown, path: string, deed: "read" | "written"): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new Failure(`The file ${path} cannot be ${deed}: ${REASONS[code] ?? code}.`, EXIT.usage);
}

/** Reads a text. @throws Failure usage when it cannot be read */
export function readInput(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw fileFailure(error, path, "read");
  }
}

/** Asks whether a file could be written, without touching it: before a call that is not to be made in vain. @throws Failure usage when not */
export function mustBeWritable(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw fileFailure(error, path, "written");
  }
}

/** Writes a text. @throws Failure usage when it cannot be written */
export function writeOutput(path: string, text: string, mode = 0o644): void {
  try {
    writeFileSync(path, text, { mode });
  } catch (error) {
    throw fileFailure(error, path, "written");
  }
}
