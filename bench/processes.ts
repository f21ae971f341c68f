/** CPU time and memory of other processes, from /proc (Linux). */
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** `endedCpuSeconds`: of its children that have ended. */
type Stat = { pid: number; parent: number; cpuSeconds: number; endedCpuSeconds: number };

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const seconds = (at: number) => (Number(fields[at]) + Number(fields[at + 1])) / TICKS_PER_SECOND;
    return { pid, parent: Number(fields[1]), cpuSeconds: seconds(11), endedCpuSeconds: seconds(13) };
  } catch {
    return null; // ended meanwhile
  }
}

/** CPU seconds so far of one process with all its threads. */
export const cpuOf = (pid: number): number => statOf(pid)?.cpuSeconds ?? 0;

/** CPU seconds so far of the main thread alone: what is left of it bounds how much one process can do. */
export function mainThreadOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/task/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU seconds so far of a process and its children, living and ended: PostgreSQL is one process per connection and per vacuum. */
export function cpuOfFamily(pid: number): number {
  const stats = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)));
  return stats.reduce((sum, stat) => sum + (stat?.pid === pid ? stat.cpuSeconds + stat.endedCpuSeconds : stat?.parent === pid ? stat.cpuSeconds : 0), 0);
}

/** Resident memory, MiB: now and at its highest. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1] ?? 0) / 1024;
  return { now: mib("VmRSS"), peak: mib("VmHWM") };
}
