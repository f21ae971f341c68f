import { createPublicKey, type KeyObject } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { checkChain } from "../../contract/audit-chain.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { fileFailure, mustBeWritable, readInput } from "../files.ts";
import { bad, good, print, table } from "../output.ts";
import { Api, type GlobalOptions, metadataOf, send } from "../server.ts";

type VerifyOptions = GlobalOptions & { file?: string; jwks?: string; chain?: string };

/** `audit list`, `audit export`, `audit verify`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command("audit").description("the audit log");
  audit
    .command("list")
    .description("what was done that concerns the calling organisation, newest first")
    .addHelpText("after", "\nExample:\n  npx fullmakt audit list --as 310800007")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const { items } = await (await Api.open(options)).call<{ items: Record<string, unknown>[] }>("GET", "/audit-entries?limit=50");
      print(options.json, items, () => table(items, ["at", "action", "object", "actor"]));
    });
  audit
    .command("export <file>")
    .description("write a whole chain with its signed head into a file (operator)")
    .option("--chain <chain>", "test, prod or shared; default: the environment's")
    .addHelpText("after", "\nExample:\n  npx fullmakt audit export chain.ndjson")
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<VerifyOptions>();
      mustBeWritable(file);
      const response = await (await Api.open(options)).request("GET", `/audit-chains/${options.chain ?? options.env}`);
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file));
      print(options.json, { file }, `Written to ${file}. Check it anywhere with: npx fullmakt audit verify --file ${file}`);
    });
  audit
    .command("verify")
    .description("find every edit, removal, insertion, swap or cut in the chains; with --file in an exported copy")
    .option("--file <file>", "an exported chain")
    .option("--jwks <file>", "the key set that signs heads, when the server is not at hand")
    .addHelpText(
      "after",
      "\nExample:\n  npx fullmakt audit verify\n  npx fullmakt audit verify --file chain.ndjson --jwks jwks.json\n\nEnds with 0 when all is as it was written, with 1 when not.",
    )
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<VerifyOptions>();
      const results = options.file ? [await verifyFile(options, options.file)] : await verifyServer(options);
      const faults = results.flatMap((result) => result.faults);
      print(options.json, results, () =>
        results
          .map(
            (result) =>
              `${result.faults.length === 0 ? good("✓") : bad("✗")} ${result.name}: ${summary(result)}${result.faults.map((fault) => `\n    ${bad(fault)}`).join("")}`,
          )
          .join("\n"),
      );
      if (faults.length > 0) process.exitCode = EXIT.refused;
    });
}

/** What was found in a chain, or in the log of tokens and refusals with its seals. */
type Result = { name: string; faults: string[] } & (
  | {
      entries: number;
      /** Whether the head was found signed by a key of the key set; false also when there was no key set to ask. */
      headSigned: boolean;
    }
  | { seals: number; batches: number }
);

const shown = (name: string, { entries, faults, signatureChecked }: Awaited<ReturnType<typeof checkChain>>): Result => ({
  name,
  entries,
  headSigned: signatureChecked,
  faults: faults.map(({ line, what }) => `line ${line} ${what}`),
});

function summary(result: Result): string {
  if ("seals" in result) return `${result.seals} seals over ${result.batches} batches`;
  const { entries, headSigned } = result;
  return `${entries} entries, ${headSigned ? "head signed by the server" : "signature of the head not checked: name the key set with --jwks, or start the server"}`;
}

async function verifyFile({ env, jwks }: VerifyOptions, file: string): Promise<Result> {
  const keyOf = await keysOf(env, jwks);
  const chain = await open(file).catch((error: unknown) => Promise.reject(fileFailure(error, file, "read")));
  if ((await chain.stat()).isDirectory()) throw fileFailure({ code: "EISDIR" }, file, "read");
  const lines = createInterface({ input: chain.createReadStream(), crlfDelay: Infinity });
  const check = await checkChain(lines, keyOf);
  return shown(`${file} (${check.chain ?? "no chain"})`, check);
}

async function verifyServer(options: VerifyOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const [chain, env] of [
    ["shared", options.env],
    ["test", "test"],
    ["prod", "prod"],
  ] as const) {
    const api = await Api.open({ ...options, env });
    const keyOf = await keysOf(env);
    const response = await api.request("GET", `/audit-chains/${chain}`);
    // Read as soon as it is made: lines that come before anyone iterates are lost.
    const lines = createInterface({ input: Readable.fromWeb(response.body as never), crlfDelay: Infinity });
    results.push(shown(`chain ${chain}`, await checkChain(lines, keyOf)));
  }
  let [api, openedAt] = [await Api.open(options), Date.now()];
  type SealPage = { seals: number; batches: number; faults: { env: string; entry: number; what: string }[]; next: string | null };
  const compared = { seals: 0, batches: 0, faults: [] as string[] };
  for (let query: string | null = ""; query !== null;) {
    // Over a year of seals the check outlives its token.
    if (Date.now() - openedAt > 60_000) [api, openedAt] = [await Api.open(options), Date.now()];
    const page: SealPage = await api.call<SealPage>("GET", `/audit-seals${query}`);
    compared.seals += page.seals;
    compared.batches += page.batches;
    compared.faults.push(...page.faults.map(({ env, entry, what }) => `${env} entry ${entry}: ${what}`));
    query = page.next && `?continuation=${encodeURIComponent(page.next)}`;
  }
  results.push({ name: "tokens and refusals", ...compared });
  return results;
}

type KeySet = { keys: (Record<string, string> & { kid: string })[] };

function readKeySet(file: string): KeySet {
  const text = readInput(file);
  try {
    const set = JSON.parse(text) as Partial<KeySet>;
    if (Array.isArray(set.keys)) return set as KeySet;
  } catch {
    // said below
  }
  throw new Failure(`The file ${file} holds no key set: JSON with "keys" is wanted, as jwks_uri gives it.`, EXIT.usage);
}

/** Finds the key of a head: in a file, else at the running server; undefined when neither is there. */
async function keysOf(env: GlobalOptions["env"], file?: string): Promise<((kid: string) => KeyObject | null) | undefined> {
  let set: KeySet;
  if (file) {
    set = readKeySet(file);
  } else {
    try {
      set = (await (await send((await metadataOf(env)).jwks_uri)).json()) as KeySet;
    } catch {
      return undefined;
    }
  }
  return (kid) => {
    const jwk = set.keys.find((key) => key.kid === kid);
    return jwk ? createPublicKey({ key: jwk, format: "jwk" }) : null;
  };
}
