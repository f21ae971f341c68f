/** What sends the mails of the outbox while a server runs: jobs of pg-boss, in a schema of their own, on connections of their own. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fromKysely, PgBoss } from "pg-boss";
import { isDatabaseAway } from "../db/away.ts";
import type { Database } from "../db/open.ts";
import type { Deps } from "../deps.ts";
import { announceChunk } from "./announce.ts";
import type { Carrier } from "./carrier.ts";
import { deliver } from "./delivery.ts";
import { dropWaiting, holdWaiting, markDead, markQueued } from "./event-store.ts";
import { provesAddress } from "./mail.ts";

const QUEUE = "mail";
/** Where pg-boss puts what was tried until the last time, also when the last try ended with its server. */
const DEAD_QUEUE = "mail-dead";
const SCHEMA = "pgboss";

/** How long pg-boss waits for a job, seconds: a little more than a mail may take (carrier.ts). Then another try begins. */
const EXPIRE_SECONDS = 60;
/** Ten more tries, each about twice as long after the one before: about 18 hours in all. */
const RETRIES = 10;
const FIRST_RETRY_SECONDS = 60;
const LONGEST_RETRY_SECONDS = 6 * 3_600;
const AT_A_TIME = 200;
const WORKERS = 4;
/** How long a stop waits for mails that are being sent: it has 10 s in all (SEC-142). */
const STOP_MS = 2_500;
const LONGEST_STOP_MS = 5_000;

export type MailServiceDeps = Pick<Deps, "settings" | "log"> & {
  db: Database;
  databaseUrl: string;
  /** Null: this installation has no way to send mail. */
  carrier: Carrier | null;
  /** For tests, which do not wait. */
  pace?: { everyMs?: number; retryDelaySeconds?: number; retryLimit?: number };
};

/**
 * Starts to send what stands in the outbox, and goes on until it is stopped. Neither a database that is away at the start nor one that goes away later ends
 * it. The deeds only write rows: their mails are given jobs here, within a second, by whichever server comes first.
 */
export function startMailService(deps: MailServiceDeps): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = run(deps, ending.signal);
  return {
    async stop() {
      ending.abort();
      // Of a database that has gone without a word nothing is waited for.
      await Promise.race([running, sleep(LONGEST_STOP_MS, undefined, { ref: false })]);
    },
  };
}

async function run(deps: MailServiceDeps, signal: AbortSignal): Promise<void> {
  const { db, carrier, log, pace = {} } = deps;
  const complain = complainer(log);
  const cut = new AbortController();
  let boss: PgBoss | null = null;
  while (!signal.aborted) {
    try {
      if (carrier) boss ??= await startBoss(deps, carrier, cut.signal, complain);
      while ((await announceChunk(db)) && !signal.aborted);
      if (boss) while ((await queueMails(db, boss)) === AT_A_TIME && !signal.aborted);
      else await dropWaiting(db, "no_mail_server");
    } catch (error) {
      complain(error as Error);
    }
    await sleep(pace.everyMs ?? 1_000, undefined, { signal }).catch(() => {});
  }
  // A mail that is being taken is waited for, since one that is cut off then may be sent twice; one that stalls is not.
  const impatience = setTimeout(() => cut.abort(), STOP_MS);
  await boss?.stop({ graceful: true, timeout: STOP_MS + 1_000 }).catch(complain);
  clearTimeout(impatience);
}

/** Says once a minute what is wrong: a database that is away is noticed every second, by everyone who needs it. */
function complainer(log: Deps["log"]): (error: Error) => void {
  let next = 0;
  return (error) => {
    const now = performance.now();
    if (now < next) return;
    next = now + 60_000;
    const { code } = error as { code?: string };
    log[isDatabaseAway(error) ? "warn" : "error"]({ err: { code, message: error.message } }, "mail is not sent at the moment");
  };
}

/** @throws what the database throws; then nothing is left running */
async function startBoss(deps: MailServiceDeps, carrier: Carrier, signal: AbortSignal, complain: (error: Error) => void): Promise<PgBoss> {
  const { databaseUrl, db, settings, log, pace = {} } = deps;
  const options = {
    connectionString: databaseUrl,
    application_name: "fullmakt mail",
    schema: SCHEMA,
    max: 3,
    connectionTimeoutMillis: 5_000,
    options: "-c statement_timeout=30s",
    query_timeout: 35_000, // read by pg: a database that has gone without a word is noticed
    // Its listener stops hearing a connection before it has closed it: one that the database cuts in between ends the process. A job is found by asking.
    useListenNotify: false,
    schedule: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    persistWarnings: false,
  };
  const boss = new PgBoss(options);
  boss.on("error", complain);
  boss.on("warning", ({ message }) => log.info({ warning: message }, "a warning of the mail queue"));
  try {
    await boss.start();
    const retries = {
      retryLimit: pace.retryLimit ?? RETRIES,
      retryDelay: pace.retryDelaySeconds ?? FIRST_RETRY_SECONDS,
      retryBackoff: true,
      retryDelayMax: LONGEST_RETRY_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      deleteAfterSeconds: 86_400,
      notify: false,
    };
    await settleQueue(boss, DEAD_QUEUE, { ...retries, retryLimit: 100 });
    await settleQueue(boss, QUEUE, { ...retries, deadLetter: DEAD_QUEUE });
    const workOn = async (queue: string, act: (mail: string) => Promise<void>) => {
      const id: string = await boss.work<{ mail: string }>(queue, { batchSize: 1, pollingIntervalSeconds: 1 }, async ([job]) => {
        boss.notifyWorker(id); // looks for the next one when this one is done, instead of waiting for its next poll
        await act(job!.data.mail);
      });
    };
    const delivery = { db, settings, log, carrier };
    for (let i = 0; i < WORKERS; i += 1) await workOn(QUEUE, (mail) => deliver(delivery, mail, signal));
    await workOn(DEAD_QUEUE, (mail) => markDead(db, mail));
    // What a server was sending when it died is found at once, not at the next round.
    await boss.supervise(QUEUE);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
}

type QueueSettings = Parameters<PgBoss["updateQueue"]>[1];

/** Makes a queue, or gives the one of an older version the settings of this one. */
async function settleQueue(boss: PgBoss, name: string, settings: NonNullable<QueueSettings>): Promise<void> {
  await boss.createQueue(name, settings as Parameters<PgBoss["createQueue"]>[1]);
  await boss.updateQueue(name, settings);
}

/**
 * Gives jobs to mails that have none, in the transaction that marks them. The name of the job is that of the mail, so nobody makes two.
 *
 * @returns how many
 */
export const queueMails = (db: Database, boss: Pick<PgBoss, "insert">, limit = AT_A_TIME): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const waiting = await holdWaiting(tx, limit);
    if (waiting.length === 0) return 0;
    await markQueued(
      tx,
      waiting.map(({ id }) => id),
    );
    // Somebody waits for the link that proves an address: it does not stand behind a notice to thousands.
    const jobs = waiting.map(({ id, kind, round }) => ({ id: jobIdOf(id, round), data: { mail: id }, priority: provesAddress(kind) ? 10 : 0 }));
    await boss.insert(QUEUE, jobs, { db: fromKysely(tx) });
    return waiting.length;
  });

/** The job of a mail: the first has its id; when it is sent again after all tries, a job is needed that was not there yet. */
export function jobIdOf(mail: string, round: number): string {
  if (round === 1) return mail;
  const hex = createHash("sha256").update(`${mail} ${round}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
