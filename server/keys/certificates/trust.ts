import { readFileSync } from "node:fs";
import { LRUCache } from "lru-cache";
import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import { CannotStart } from "../../../installation/cannot-start.ts";
import type { EnvironmentSettings } from "../../config.ts";
import { type Certificate, readPem } from "./certificate.ts";
import type { Reading } from "./chain.ts";
import type { RevocationLists } from "./revocation.ts";

/** The certificate authorities whose enterprise certificates one environment accepts. */
export type Trust = {
  environment: EnvironmentName;
  roots: readonly Certificate[];
  intermediates: readonly Certificate[];
  /** By the digest of a root: the policies that a certificate below it has to be issued under. A root that is not here asks for none. */
  policies: ReadonlyMap<string, readonly string[]>;
  /** Those of the other environment: never trusted, only recognised, to tell a mix-up from a stranger (SEC-086). */
  elsewhere: Pick<Trust, "roots" | "intermediates">;
  revocation: RevocationLists;
  /** Whether a certificate is refused when no current list of its authority is held. */
  requireRevocationLists: boolean;
  /** What was found out about x5c headers, apart from time and revocation, which are asked anew each time. */
  readings: LRUCache<string, Reading>;
};

/** The authorities of an environment: those in its settings, and further ones as PEM. */
export type Authorities = Pick<Trust, "roots" | "intermediates" | "policies">;

/**
 * Reads the authorities that an environment trusts.
 *
 * @param extra.roots PEM texts beside the files of the settings (the test authority's)
 * @throws CannotStart with the file when it cannot be read, holds no certificate, or one that is no authority's
 */
export function readAuthorities(
  { name, trustRoots, trustIntermediates }: Pick<EnvironmentSettings, "name" | "trustRoots" | "trustIntermediates">,
  extra: { roots?: readonly string[]; intermediates?: readonly string[] } = {},
): Authorities {
  const read = (setting: string, files: readonly string[], pems: readonly string[]) => [
    ...files.flatMap((file) => authoritiesIn(`${file} (${setting} of ${name})`, readFile(file, `${setting} of ${name}`))),
    ...pems.flatMap((pem) => authoritiesIn(`a certificate of ${name}`, pem)),
  ];
  const policies = new Map<string, readonly string[]>();
  const rootsIn = (named: EnvironmentSettings["trustRoots"][number]): Certificate[] => {
    const found = read("trustRoots", [typeof named === "string" ? named : named.file], []);
    if (typeof named !== "string") for (const { digest } of found) policies.set(digest, named.policies);
    return found;
  };
  return {
    roots: [...trustRoots.flatMap(rootsIn), ...read("trustRoots", [], extra.roots ?? [])],
    intermediates: read("trustIntermediates", trustIntermediates, extra.intermediates ?? []),
    policies,
  };
}

/** Puts together what {@link Trust} holds. */
export function openTrust(
  { name, requireRevocationLists }: Pick<EnvironmentSettings, "name" | "requireRevocationLists">,
  { own, elsewhere, revocation }: { own: Authorities; elsewhere: Trust["elsewhere"]; revocation: RevocationLists },
): Trust {
  return {
    environment: name,
    ...own,
    elsewhere,
    revocation,
    requireRevocationLists,
    readings: new LRUCache({ max: 2_000, ttl: 5 * 60_000 }),
  };
}

function readFile(file: string, setting: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CannotStart(`${setting} names ${file}, which cannot be read: ${(error as Error).message}.`);
  }
}

function authoritiesIn(where: string, pem: string): Certificate[] {
  const found = readPem(pem);
  if (found.length === 0) throw new CannotStart(`${where} holds no certificate in PEM form.`);
  return found.map((certificate) => {
    if (!certificate) throw new CannotStart(`${where} holds a certificate that cannot be read.`);
    if (!certificate.isAuthority) throw new CannotStart(`${where} holds a certificate that is not a certificate authority's.`);
    return certificate;
  });
}
