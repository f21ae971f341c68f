/** The form of an exported chain, and its check, which needs nothing but the copy: no database, no server. */
import { createHash, type KeyObject } from "node:crypto";
import { compactVerify } from "jose";
import { z } from "zod";

/** Which chain: an environment's, or the one of what environments share. */
export type ChainName = "test" | "prod" | "shared";
export const CHAIN_NUMBER: Record<ChainName, number> = { shared: 0, test: 1, prod: 2 };

/** The hash before the first entry: another one for each chain, so that none can stand for another. */
export const firstHash = (chain: ChainName): Buffer => createHash("sha256").update(`fullmakt audit ${CHAIN_NUMBER[chain]}`).digest();

/** The hash of an entry: SHA-256 over the hash before it and its canonical bytes (RFC 8785). */
export const linkHash = (previous: Buffer, body: string): Buffer => createHash("sha256").update(previous).update(body).digest();

/** One line of an export. The first names the chain, the last is the head, signed; between them every entry. */
export const ExportLine = z.union([
  z.strictObject({ kind: z.literal("chain"), chain: z.enum(["test", "prod", "shared"]), issuer: z.string(), exported_at: z.string() }),
  z.strictObject({ kind: z.literal("entry"), seq: z.int().min(1), hash: z.string(), body: z.string() }),
  z.strictObject({ kind: z.literal("head"), seq: z.int().min(0), hash: z.string(), signature: z.string() }),
]);
export type ExportLine = z.output<typeof ExportLine>;

/** What a head's signature covers, as claims of a JWS. */
export type SignedHead = { chain: ChainName; seq: number; hash: string; at: string };

export type ChainCheck = {
  chain: ChainName | null;
  entries: number;
  /** Empty: the copy is whole and unchanged. */
  faults: { line: number; what: string }[];
  /** Whether the head's signature was checked; false when no key was given. */
  signatureChecked: boolean;
};

const MAX_FAULTS = 20;

/**
 * Checks an exported chain: every entry in its place, none changed, none missing, none added, and nothing cut off at the end.
 *
 * @param lines of the export, in order
 * @param keyOf finds the key that signed the head, by its id; without it the signature is not checked, and a copy that was cut and given a new end by
 * someone who can compute hashes is not found out
 */
export async function checkChain(
  lines: AsyncIterable<string> | Iterable<string>,
  keyOf?: (kid: string) => Promise<KeyObject | null> | KeyObject | null,
): Promise<ChainCheck> {
  const check: ChainCheck = { chain: null, entries: 0, faults: [], signatureChecked: false };
  const fault = (line: number, what: string) => void (check.faults.length < MAX_FAULTS && check.faults.push({ line, what }));
  let previous: Buffer | null = null;
  let seq = 0;
  let head: Extract<ExportLine, { kind: "head" }> | null = null;
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text === "") continue;
    const line = readLine(text);
    if (!line) {
      fault(number, "is not a line of an export");
      continue;
    }
    if (head) fault(number, "stands after the head");
    if (line.kind === "chain") {
      if (check.chain !== null) fault(number, "names the chain a second time");
      check.chain = line.chain;
      previous = firstHash(line.chain);
    } else if (line.kind === "entry") {
      if (!previous) {
        fault(number, "stands before the line that names the chain");
        previous = Buffer.alloc(32);
      }
      if (line.seq !== seq + 1) fault(number, `has number ${line.seq} where ${seq + 1} was expected: entries are missing, added or out of order`);
      const right: Buffer = linkHash(previous, line.body);
      if (right.toString("base64url") !== line.hash)
        fault(number, `entry ${line.seq} is not what was written: its hash does not follow from the one before it`);
      // Go on from what the line says, so that one fault is one fault.
      previous = Buffer.from(line.hash, "base64url");
      seq = line.seq;
      check.entries += 1;
    } else head = line;
  }
  if (check.chain === null) fault(1, "does not name the chain");
  if (!head) fault(number, "is the last one, but no head: the copy was cut off");
  else {
    if (head.seq !== seq || (previous && head.hash !== previous.toString("base64url")))
      fault(number, `the head says ${head.seq} entries with another end: the copy was cut off or changed`);
    if (keyOf) check.signatureChecked = await checkHead(head, check.chain, keyOf, (what) => fault(number, what));
  }
  return check;
}

function readLine(text: string): ExportLine | null {
  try {
    const read = ExportLine.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

async function checkHead(
  head: Extract<ExportLine, { kind: "head" }>,
  chain: ChainName | null,
  keyOf: (kid: string) => Promise<KeyObject | null> | KeyObject | null,
  fault: (what: string) => void,
): Promise<boolean> {
  try {
    const { payload } = await compactVerify(head.signature, async ({ kid = "" }) => {
      const key = await keyOf(kid);
      if (!key) throw new Error(`no key ${kid} is published`);
      return key;
    });
    const signed = JSON.parse(Buffer.from(payload).toString()) as SignedHead;
    if (signed.chain !== chain || signed.seq !== head.seq || signed.hash !== head.hash) fault("the head's signature is for another head");
    return true;
  } catch (error) {
    fault(`the head's signature does not hold: ${(error as Error).message}`);
    return false;
  }
}
