import { Resolver } from "node:dns/promises";

/** What a look-up of TXT records comes to: the records, joined as RFC 7208 section 3.3 has it, or that nobody could say. */
export type TxtAnswer = { records: string[] } | { unavailable: true };

/** Answers of the DNS that say: there is nothing of the kind. */
const NOTHING = new Set(["ENOTFOUND", "ENODATA"]);
const TIMEOUT_MS = 2_000;

/** Asks for the TXT records of a name. @param servers addresses as `address:port`; none: those of the machine */
export async function lookUpTxt(servers: readonly string[], name: string): Promise<TxtAnswer> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  try {
    return { records: (await resolver.resolveTxt(name)).map((pieces) => pieces.join("")) };
  } catch (error) {
    return NOTHING.has((error as NodeJS.ErrnoException).code ?? "") ? { records: [] } : { unavailable: true };
  }
}
