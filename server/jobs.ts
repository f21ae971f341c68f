import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "./db/away.ts";
import type { Logger } from "./log.ts";

export type Job = { name: string; everyMs: number; work: () => Promise<void> };

/**
 * Runs each job again and again, one run of each at a time. A failure is logged and the job comes again; all of them may run in several servers at once.
 *
 * A stop has 10 s in all (SEC-142), and clearing away after a busy hour may take minutes. So a run that goes on for long loses its database under it, between
 * two of its steps: each is committed on its own, and the next start goes on where this one was.
 *
 * @param patienceMs how long a stop waits for the runs that are under way
 * @returns ends them: no new run begins
 */
export function startJobs(jobs: readonly Job[], log: Logger, { patienceMs = 2_000 } = {}): () => Promise<void> {
  let stopped = false;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const plan = (job: Job) => {
    const timer = setTimeout(() => {
      const run = job
        .work()
        .catch((error: Error & { code?: string }) => {
          // Of a database that is away the requests tell already; of one that a stop took away there is nothing to tell.
          log[stopped ? "debug" : isDatabaseAway(error) ? "warn" : "error"](
            { job: job.name, err: { code: error.code, message: error.message } },
            "a job failed",
          );
        })
        .finally(() => {
          running.delete(run);
          if (!stopped) plan(job);
        });
      running.add(run);
    }, job.everyMs);
    timers.set(job.name, timer.unref());
  };
  for (const job of jobs) plan(job);
  return async () => {
    stopped = true;
    for (const timer of timers.values()) clearTimeout(timer);
    const impatience = new AbortController();
    await Promise.race([Promise.all(running), sleep(patienceMs, undefined, { signal: impatience.signal }).catch(() => {})]);
    impatience.abort();
  };
}
