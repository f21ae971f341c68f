#!/usr/bin/env node
// The way in for `npx fullmakt`: installs what is missing and changes to Node 24, as every command of this repository.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.argv.splice(2, 0, "cli/main.ts");
await import(join(dirname(fileURLToPath(import.meta.url)), "..", "scripts", "launch.mjs"));
