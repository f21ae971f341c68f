/** `npm run bench -- away`: how long callers wait while the database hangs, and how soon they are served again (SEC-143: 503 within 2 s). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeGrant, readKeyFile } from "../cli/grant.ts";
import { type Installation, removeInstallation, startInstallation } from "./installation.ts";

const AT_ONCE = 20;
const ROUNDS = 3;

export async function benchAway(): Promise<void> {
  const unlimited = { perClientPerSecond: 1_000_000, perAddressPerSecond: 1_000_000, apiPerClientPerSecond: 1_000_000, apiPerAddressPerSecond: 1_000_000 };
  const installation = await startInstallation({ environments: { test: { rateLimits: unlimited } } });
  try {
    const ask = await callers(installation);
    const longest = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const database = processesOf(installation.databasePid);
      try {
        signal(database, "SIGSTOP");
        await Promise.all(
          Object.entries(ask).flatMap(([name, send]) =>
            Array.from({ length: AT_ONCE }, async () => {
              const { ms, status } = await timed(send);
              if (status !== 503) throw new Error(`${name} answered ${status} while the database hung`);
              longest.set(name, Math.max(longest.get(name) ?? 0, ms));
            }),
          ),
        );
      } finally {
        signal(database, "SIGCONT");
      }
      const from = performance.now();
      for (const send of Object.values(ask)) while ((await timed(send)).status !== 200);
      longest.set("all served again", Math.max(longest.get("all served again") ?? 0, performance.now() - from));
    }
    console.log(`The database hangs; ${AT_ONCE} callers at once of each, ${ROUNDS} times. The longest wait:`);
    for (const [name, ms] of longest) console.log(`${name.padEnd(44)}${ms.toFixed(0).padStart(6)} ms   ${name === "all served again" ? "" : "goal ≤ 2000 ms"}`);
  } finally {
    await installation.stop();
    removeInstallation(installation.folder);
  }
}

/** A call of each API, whose every one needs the database. */
async function callers({ port, folder }: Installation): Promise<Record<string, () => Promise<Response>>> {
  const file = join(folder, "operator/test.json");
  const { clientId } = JSON.parse(readFileSync(file, "utf8")) as { clientId: string };
  const key = await readKeyFile(file);
  const base = `http://127.0.0.1:${port}/test`;
  const fetchToken = async () => {
    const assertion = await makeGrant({ issuer: `http://localhost:${port}/test/`, clientId, scope: "idporten:dcr.write" }, key);
    return fetch(`${base}/token`, { method: "POST", body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }) });
  };
  const { access_token: token } = (await (await fetchToken()).json()) as { access_token: string };
  const get = (path: string) => () => fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { "token endpoint": fetchToken, "self-service API": get("/api/v1/clients"), "our own API": get("/api/fullmakt/v1/clients") };
}

async function timed(send: () => Promise<Response>): Promise<{ ms: number; status: number }> {
  const from = performance.now();
  const answer = await send();
  await answer.arrayBuffer();
  return { ms: performance.now() - from, status: answer.status };
}

function signal(processes: number[], name: NodeJS.Signals): void {
  for (const pid of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile: its connection was given up.
    }
  }
}

/** A process and its children. */
const processesOf = (pid: number): number[] => [
  pid,
  ...readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        const text = readFileSync(`/proc/${child}/stat`, "utf8");
        return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]) === pid;
      } catch {
        return false; // ended meanwhile
      }
    }),
];
