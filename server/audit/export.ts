import { CompactSign } from "jose";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import type { EnvironmentSettings } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { ChainName, ExportLine, SignedHead } from "../../contract/audit-chain.ts";
import { type Head, readEntries, readHead } from "./store.ts";

/** Signs the head of a chain with the environment's signing key; the header's `typ` keeps it from being taken for a token. */
export async function signHead(deps: Pick<Deps, "signingKeys" | "now">, env: EnvironmentName, chain: ChainName, { seq, hash }: Head): Promise<string> {
  const key = deps.signingKeys.current(env);
  const content: SignedHead = { chain, seq, hash: hash.toString("base64url"), at: new Date(deps.now()).toISOString() };
  return new CompactSign(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: "fullmakt-audit-head+jws" })
    .sign(key.privateKey);
}

/**
 * A whole chain as lines of JSON: the chain's name, every entry, the signed head. `fullmakt audit verify` checks such a copy anywhere.
 * The head is read first: entries that come meanwhile are not in the copy.
 */
export async function* exportChain(deps: Deps, environment: EnvironmentSettings, chain: ChainName): AsyncGenerator<string> {
  const line = (content: ExportLine) => `${JSON.stringify(content)}\n`;
  const head = await readHead(deps.db, chain);
  yield line({ kind: "chain", chain, issuer: environment.issuer, exported_at: new Date(deps.now()).toISOString() });
  for await (const { seq, hash, body } of readEntries(deps.db, chain, head.seq)) yield line({ kind: "entry", seq, hash: hash.toString("base64url"), body });
  yield line({ kind: "head", seq: head.seq, hash: head.hash.toString("base64url"), signature: await signHead(deps, environment.name, chain, head) });
}
