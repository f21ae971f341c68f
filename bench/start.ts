/** `npm run bench -- start`: time to the first token, from nothing and with the data there. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeGrant, readKeyFile } from "../cli/grant.ts";
import { startPostgres } from "../server/db/embedded.ts";
import { freePort, type Installation, removeInstallation, startInstallation, stopped, untilReady } from "./installation.ts";

/** What can be asked for a token. */
type Measured = Pick<Installation, "port" | "folder" | "readyMs" | "stop">;

export async function benchStart(): Promise<void> {
  const first = await startInstallation({});
  const fromNothing = first.readyMs + (await firstToken(first));
  await first.stop();
  const withOwn = await median(() => startInstallation({}, first.folder));
  const typed = await median(() => typeNpmStart(first.folder));
  const killed = await afterKilling(first.folder);
  const postgres = await startPostgres(first.folder);
  const withRunning = await median(() => startInstallation({}, first.folder, postgres.url("postgres")));
  await postgres.stop();
  removeInstallation(first.folder);
  console.log(`First token from nothing (database made, synthetic set planted): ${seconds(fromNothing)} s   goal ≤ 3 s`);
  console.log(`First token with the data there (its PostgreSQL started too):    ${seconds(withOwn)} s   median of ${TIMES}`);
  console.log(`npm start, typed a second time, until it is ready:                ${seconds(typed)} s   median of ${TIMES}; goal ≤ 3 s`);
  console.log(`Ready again after kill -9 of the server and of PostgreSQL:         ${seconds(killed)} s   goal ≤ 10 s`);
  console.log(`First token with the data there and its database up:             ${seconds(withRunning)} s   median of ${TIMES}; goal ≤ 0.5 s`);
}

const TIMES = 5;
const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/** Milliseconds from the start of the process to the first token, the middle of several. */
async function median(start: () => Promise<Measured>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const again = await start();
    times.push(again.readyMs + (await firstToken(again)));
    await again.stop();
  }
  return times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)]!;
}

/** As a user does it, with npm and the launcher before it. */
async function typeNpmStart(folder: string): Promise<Measured> {
  const port = await freePort();
  const from = performance.now();
  const npm = spawn("npm", ["start"], { stdio: "ignore", env: { ...process.env, PORT: String(port), FULLMAKT_DATA: folder, DATABASE_URL: "" } });
  await untilReady(port, () => npm.exitCode !== null);
  const readyMs = performance.now() - from;
  // npm ends when it is told to, whatever goes on below it: gone is what it started once the database's mark is.
  const stop = async () => {
    await stopped(npm, "SIGTERM");
    while (existsSync(join(folder, "postgres-18/cluster/postmaster.pid"))) await setTimeout(20);
  };
  return { port, folder, readyMs, stop };
}

/** Server and database killed outright: until the first token of the next start. */
async function afterKilling(folder: string): Promise<number> {
  const { server, databasePid } = await startInstallation({}, folder);
  process.kill(databasePid, "SIGKILL");
  await stopped(server, "SIGKILL");
  const again = await startInstallation({}, folder);
  const ms = again.readyMs + (await firstToken(again));
  await again.stop();
  return ms;
}

async function firstToken({ port, folder }: Measured): Promise<number> {
  const file = join(folder, "operator/test.json");
  const { clientId } = JSON.parse(readFileSync(file, "utf8")) as { clientId: string };
  const issuer = `http://localhost:${port}/test/`;
  const assertion = await makeGrant({ issuer, clientId, scope: "fullmakt:operator" }, await readKeyFile(file));
  const from = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/test/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }),
  });
  if (!answer.ok) throw new Error(`No token: ${await answer.text()}`);
  return performance.now() - from;
}
