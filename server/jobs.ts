import { isDatabaseAway } from "./db/away.ts";
import type { Logger } from "./log.ts";

export type Job = { name: string; everyMs: number; work: () => Promise<void> };

/**
 * Runs each job again and again, one run of each at a time. A failure is logged and the job comes again; all of them may run in several servers at once.
 * @returns ends them: no new run begins, the ones under way are waited for
 */
export function startJobs(jobs: readonly Job[], log: Logger): () => Promise<void> {
  let stopped = false;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const plan = (job: Job) => {
    const timer = setTimeout(() => {
      const run = job
        .work()
        .catch((error: Error & { code?: string }) => {
          // Of a database that is away the requests tell already.
          log[isDatabaseAway(error) ? "warn" : "error"]({ job: job.name, err: { code: error.code, message: error.message } }, "a job failed");
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
    await Promise.all(running);
  };
}
