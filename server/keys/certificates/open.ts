import type { EnvironmentName } from "../../../vocabulary/environment.ts";
import type { Settings } from "../../config.ts";
import type { Logger } from "../../log.ts";
import { type Authority, openAuthority } from "./authority.ts";
import { openRevocationLists, type RevocationLists } from "./revocation.ts";
import { openTrust, readAuthorities, type Trust } from "./trust.ts";

export type Certificates = {
  trust: Record<EnvironmentName, Trust>;
  /** The test authority of each environment; null in production mode. */
  authorities: Record<EnvironmentName, Authority> | null;
  /** Fetches every revocation list now; also done by itself. */
  refresh(): Promise<void>;
  close(): void;
};

/**
 * Opens all that enterprise certificates are checked against, for every environment; in development mode its test authority is trusted too. Waits for the
 * first fetching of revocation lists, so that the first request already has them, but not for success.
 *
 * @throws CannotStart when a certificate file in the settings cannot be used
 */
export async function openCertificates(settings: Settings, log: Logger, now: () => number = Date.now): Promise<Certificates> {
  const authorities = settings.mode === "development" ? { test: await openAuthority(settings, "test"), prod: await openAuthority(settings, "prod") } : null;
  const read = (env: EnvironmentName) =>
    readAuthorities(settings.environments[env], authorities ? { roots: [authorities[env].rootPem], intermediates: [authorities[env].issuingPem] } : {});
  const trusted = { test: read("test"), prod: read("prod") };
  const lists: RevocationLists[] = [];
  const trust = (env: EnvironmentName): Trust => {
    const local = authorities ? () => Promise.all([authorities[env].revocationList(), authorities[env].rootRevocationList()]) : undefined;
    const { roots, intermediates } = trusted[env];
    const source = { urls: settings.environments[env].revocationLists, authorities: [...roots, ...intermediates], ...(local ? { local } : {}) };
    const revocation = openRevocationLists(source, log, now);
    lists.push(revocation);
    return openTrust(settings.environments[env], { own: trusted[env], elsewhere: trusted[env === "test" ? "prod" : "test"], revocation });
  };
  const opened = { test: trust("test"), prod: trust("prod") };
  const refresh = async () => {
    await Promise.all(lists.map((list) => list.refresh()));
  };
  await refresh();
  return { trust: opened, authorities, refresh, close: () => lists.forEach((list) => list.close()) };
}
