/** `npm run bench -- start`: time to the first token, from nothing and with the data there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeGrant, readKeyFile } from "../cli/grant.ts";
import { startPostgres } from "../server/db/embedded.ts";
import { type Measured, removeInstallation, startInstallation } from "./installation.ts";

export async function benchStart(): Promise<void> {
  const first = await startInstallation({});
  const fromNothing = first.readyMs + (await firstToken(first));
  await first.stop();
  const withOwn = await median(() => startInstallation({}, first.folder));
  const postgres = await startPostgres(first.folder);
  const withRunning = await median(() => startInstallation({}, first.folder, postgres.url("postgres")));
  await postgres.stop();
  removeInstallation(first.folder);
  console.log(`First token from nothing (database made, synthetic set planted): ${seconds(fromNothing)} s   goal ≤ 3 s`);
  console.log(`First token with the data there (its PostgreSQL started too):    ${seconds(withOwn)} s   median of ${TIMES}`);
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
