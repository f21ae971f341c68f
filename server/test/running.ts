import { after } from "node:test";
import { type App, createApp } from "../app.ts";
import { type EnvironmentName, ENVIRONMENTS } from "../../vocabulary/environment.ts";
import { readSettings, type Settings } from "../config.ts";
import { listen } from "../http/listener.ts";
import { type Certificates, openCertificates } from "../keys/certificates/open.ts";
import { enterpriseCertificates } from "../keys/certificates/enterprise-certificates.ts";
import { createTokenBatcher } from "../token/batch.ts";
import { createClientLookup } from "../token/client-lookup.ts";
import { createTokenLimits } from "../token/limits.ts";
import { makePartitions } from "../token/log-partitions.ts";
import type { TokenDeps } from "../token/pipeline.ts";
import { testDeps } from "./installation.ts";
import { grantClaims, type Planted, signJwt, type TokenInstallation } from "./token-client.ts";

export type RunningInstallation = TokenInstallation & {
  /** `http://localhost:<port>`, which is also the public address. */
  origin: string;
  issuer(env: EnvironmentName): string;
  certificates: Certificates;
};

/**
 * An installation as callers meet it: on a database and in a data folder of its own, on a free port of the loopback addresses, with its test authority.
 * Closed when the calling test file ends.
 */
export async function runningInstallation(change: (settings: Settings) => void = () => {}): Promise<RunningInstallation> {
  // The port is known only once it is open, and everything else is made from the settings that name it.
  let app: App | null = null;
  const unset = readSettings({ FULLMAKT_DATA: "/nowhere", PORT: "0" }, () => "");
  const listener = await listen(unset, {
    fetch: (request, arrival) => app?.fetch(request, arrival) ?? Promise.reject(new Error("A request came before the installation was ready.")),
    answerQuickly: (incoming, outgoing, address) => app?.answerQuickly(incoming, outgoing, address) ?? false,
  });
  after(() => listener.close());
  const origin = `http://localhost:${listener.port}`;
  const base = await testDeps((settings) => {
    settings.port = listener.port;
    settings.publicUrl = origin;
    for (const env of ENVIRONMENTS) settings.environments[env].issuer = `${origin}/${env}/`;
    change(settings);
  });
  await makePartitions(base.db, Date.now());
  const certificates = await openCertificates(base.settings, base.log);
  const deps: TokenDeps = {
    ...base,
    batcher: createTokenBatcher(base.databaseUrl, base.log),
    clients: createClientLookup(base.db),
    certificates: enterpriseCertificates(certificates.trust),
    authorities: certificates.authorities,
    limits: createTokenLimits(base.settings),
    observe: () => {},
  };
  after(async () => {
    certificates.close();
    await deps.batcher.close();
  });
  app = createApp(deps);
  return {
    deps,
    databaseUrl: base.databaseUrl,
    certificates,
    origin,
    issuer: (env) => base.settings.environments[env].issuer,
    fetch: (path, init) => fetch(`${origin}${path}`, init),
  };
}

/** A good grant for a running installation, with changes. */
export const grantFor = (
  running: RunningInstallation,
  planted: Planted,
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = { kid: planted.key.kid },
): string => signJwt({ alg: planted.key.alg, ...header }, grantClaims(planted, change, running.issuer(planted.env)), planted.key);
