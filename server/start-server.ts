/** Everything that makes a server, started in order and ended in the opposite one. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createHeadShipper, purgeBatches, sealTokens } from "./audit/seal.ts";
import { createApp, type Health } from "./app.ts";
import { CannotStart } from "../installation/cannot-start.ts";
import { tellOfEndingKeys } from "./clients/key-expiry.ts";
import { noteKeyUse } from "./clients/key-use.ts";
import type { Settings } from "./config.ts";
import { alone } from "./db/alone.ts";
import { checkDatabase } from "./db/check-database.ts";
import { migrate } from "./db/migrate.ts";
import { openDatabase, openPatientDatabase } from "./db/open.ts";
import { type ServingDatabase, startDatabase } from "./db/serving-database.ts";
import { purgeIdempotencyKeys } from "./http/idempotency.ts";
import { listen } from "./http/listener.ts";
import { continuations } from "./http/own-face.ts";
import { purgeLogins } from "./login/sessions.ts";
import { startJobs } from "./jobs.ts";
import { enterpriseCertificates } from "./keys/certificates/enterprise-certificates.ts";
import { openCertificates } from "./keys/certificates/open.ts";
import { settleSigningKeys } from "./keys/operations.ts";
import { openSecret } from "./keys/secret.ts";
import { forgetContacts } from "./scopes/prefix-application-operations.ts";
import { openSigningKeys } from "./keys/signing-keys.ts";
import type { Logger } from "./log.ts";
import { mailSending } from "./mail/sending.ts";
import { tendMail } from "./mail/tend.ts";
import { createMetrics } from "./metrics.ts";
import { readJsonFile, writePrivateFile } from "../installation/key-files.ts";
import { deleteOldLookups } from "./people/operations.ts";
import { renewProofs } from "./organizations/domain-renewal.ts";
import { setUpOperator } from "./setup/operator.ts";
import { plantSyntheticSet, refuseDevelopmentData } from "./setup/synthetic.ts";
import { warmPublicLists } from "./scopes/public-list.ts";
import { createTokenBatcher } from "./token/batch.ts";
import { createClientLookup } from "./token/client-lookup.ts";
import { createTokenLimits } from "./token/limits.ts";
import { daysPrepared, dropOldPartitions, makePartitions, purgeMarks } from "./token/log-partitions.ts";
import type { TokenDeps } from "./token/pipeline.ts";
import { countUse, purgeUse } from "./token/use-count.ts";

export type Running = {
  settings: Settings;
  port: number;
  metricsPort: number;
  databaseUrl: string;
  /** Resolves when the embedded database ends; never with another one. */
  databaseEnded: Promise<void>;
  /** Readiness off, requests in hand answered, then everything in the opposite order of the start (SEC-142). */
  stop(): Promise<void>;
};

/**
 * @param database what it works with, when that is already starting
 * @throws CannotStart with one sentence for the user; then nothing is left running
 */
export async function startServer(settings: Settings, log: Logger, database: Promise<ServingDatabase> = startDatabase(settings)): Promise<Running> {
  const running: Life["running"] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (let end = running.pop(); end; end = running.pop()) await end();
  };
  try {
    return await start(settings, log, database, { running, stop, isStopping: () => stopping });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What runs, each with how it ends, and the end of all of it. */
type Life = { running: (() => Promise<void> | void)[]; stop: () => Promise<void>; isStopping: () => boolean };

async function start(settings: Settings, log: Logger, database: Promise<ServingDatabase>, { running, stop, isStopping }: Life): Promise<Running> {
  const { keysFolder } = settings;
  // Keys are made, at the first start, while the database is.
  const openingKeys = openSigningKeys(keysFolder, { test: settings.environments.test.signing, prod: settings.environments.prod.signing });
  openingKeys.catch(() => {}); // told to whoever waits for it below
  running.push(() =>
    openingKeys.then(
      (keys) => keys.close(),
      () => {},
    ),
  );
  const serving = await database;
  running.push(() => serving.stop());
  const { url: databaseUrl, ended: databaseEnded } = serving;
  // When everything is being stopped, so are connections; also after a start that came to nothing.
  const lost = (error: Error) => {
    if (!isStopping()) log.warn({ err: { message: error.message } }, "a database connection was lost");
  };
  const db = openDatabase(databaseUrl, lost);
  running.push(() => db.destroy());
  await checkDatabase(db, databaseUrl);
  const patient = openPatientDatabase(databaseUrl);
  running.push(() => patient.destroy());
  await alone(patient, async () => {
    await migrate(patient);
    await makePartitions(patient, Date.now());
  });

  const signingKeys = await openingKeys;
  const certificates = await openCertificates(settings, log);
  running.push(() => certificates.close());
  const metrics = createMetrics();
  const batcher = createTokenBatcher(databaseUrl, log, metrics.batchDone);
  running.push(() => batcher.close());
  await batcher.prepare();
  // Of its own, so that whoever is busy with the APIs does not stand in the way of tokens.
  const clientsDb = openDatabase(databaseUrl, lost, { max: 2 });
  running.push(() => clientsDb.destroy());
  const deps: TokenDeps = {
    settings,
    db,
    signingKeys,
    log,
    now: Date.now,
    continuations: continuations(openSecret(keysFolder, "continuation"), Date.now),
    batcher,
    clients: createClientLookup(clientsDb),
    certificates: enterpriseCertificates(certificates.trust),
    authorities: certificates.authorities,
    limits: createTokenLimits(settings),
    observe: metrics.tokenAnswered,
  };
  const setUp = { ...deps, db: patient };
  await settleSigningKeys(setUp);
  await alone(patient, async () => {
    await setUpOperator(setUp);
    if (settings.mode === "production") await refuseDevelopmentData(setUp);
    if (settings.mode === "development") await plantSyntheticSet(setUp, certificates.authorities);
  });

  const health: Health = { stopping: false, partitionDays: await daysPrepared(patient, Date.now()) };
  running.push(
    startJobs(
      [
        { name: "partitions", everyMs: 3_600_000, work: () => tendPartitions() },
        { name: "marks", everyMs: 15_000, work: async () => void (await purgeMarks(patient)) },
        { name: "scope use", everyMs: 15_000, work: async () => void (await countUse(patient)) },
        {
          name: "old scope use",
          everyMs: 3_600_000,
          work: async () => void (await purgeUse(patient, new Date(Date.now() - settings.logRetentionDays * 86_400_000))),
        },
        { name: "seal", everyMs: 60_000, work: () => seal() },
        {
          name: "batches",
          everyMs: 3_600_000,
          work: async () => void (await purgeBatches(patient, new Date(Date.now() - settings.logRetentionDays * 86_400_000))),
        },
        {
          name: "contacts of decided applications",
          everyMs: 3_600_000,
          work: async () => void (await forgetContacts(patient, new Date(Date.now() - settings.logRetentionDays * 86_400_000))),
        },
        { name: "key use", everyMs: 60_000, work: async () => void (await noteKeyUse(patient)) },
        { name: "signing keys", everyMs: 60_000, work: () => settleSigningKeys(setUp) },
        { name: "look-ups", everyMs: 600_000, work: () => deleteOldLookups(patient) },
        { name: "idempotency keys", everyMs: 600_000, work: () => purgeIdempotencyKeys({ db: patient }) },
        { name: "mail", everyMs: 60_000, work: () => tendMail(patient) },
        { name: "ending keys", everyMs: 3_600_000, work: () => tellOfEndingKeys(patient) },
        { name: "ending proofs of domains", everyMs: 3_600_000, work: () => renewProofs(setUp) },
        { name: "logins", everyMs: 600_000, work: () => purgeLogins({ db: patient }) },
      ],
      log,
    ),
  );
  const shipHeads = createHeadShipper(setUp);
  async function seal(): Promise<void> {
    await sealTokens(patient);
    await shipHeads();
  }
  async function tendPartitions(): Promise<void> {
    await makePartitions(patient, Date.now());
    await dropOldPartitions(patient, Date.now(), settings.logRetentionDays);
    health.partitionDays = await daysPrepared(patient, Date.now());
    metrics.partitionDays.set(health.partitionDays);
  }
  metrics.partitionDays.set(health.partitionDays);

  const warming = warmPublicLists(deps);
  running.push(() => warming); // it asks the database, which stays until then
  const mail = mailSending(setUp, databaseUrl);
  running.push(() => mail.stop());
  const metricsListener = await listenForMetrics(settings, metrics);
  running.push(() => metricsListener.close());
  const listener = await listen(settings, createApp(deps, health));
  running.push(() => listener.close());
  running.push(() => turnAway(health));
  mail.begin();
  running.push(() => void mail.stop()); // begins with the stop, and is waited for after the listener
  return { settings, port: listener.port, metricsPort: metricsListener.port, databaseUrl, databaseEnded, stop };
}

/**
 * Readiness off first (SEC-142). A balancer that watches it gets to hear so, and a moment to send its callers elsewhere, before the port closes: a request
 * that meets the closing port is lost on its way. Where nobody watches, nobody is waited for.
 */
async function turnAway(health: Health): Promise<void> {
  const heard = new Promise<void>((resolve) => (health.heardStopping = resolve));
  health.stopping = true;
  const [, before] = health.affirmed ?? [];
  if (before === undefined || performance.now() - before > WATCHED_WITHIN_MS) return;
  await Promise.race([heard, sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
  await sleep(TURN_AWAY_MS);
}

/** Who asked for readiness twice within this time watches it. */
const WATCHED_WITHIN_MS = 30_000;
const LONGEST_WAIT_MS = 3_000;
const TURN_AWAY_MS = 500;

/** The metrics' port: the one that is set, else the one of the last start while it is free, so that scrapers find it again. */
async function listenForMetrics(settings: Settings, metrics: ReturnType<typeof createMetrics>) {
  const path = join(settings.dataFolder, "ports.json");
  const kept = settings.metricsPort || (readJsonFile<{ metrics: number }>(path)?.metrics ?? 0);
  const listener = await metrics.listen(kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    if (settings.metricsPort) throw new CannotStart(`Port ${settings.metricsPort} for metrics is taken by another program: set METRICS_PORT to another.`);
    return metrics.listen(0);
  });
  if (listener.port !== kept) writePrivateFile(path, { metrics: listener.port });
  return listener;
}
