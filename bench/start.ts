/** `npm run bench -- start`: time to the first token, from nothing and with the data there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeGrant, readKeyFile } from "../cli/grant.ts";
import { type Measured, removeInstallation, startInstallation } from "./installation.ts";

export async function benchStart(): Promise<void> {
  const first = await startInstallation({});
  const fromNothing = first.readyMs + (await firstToken(first));
  await first.stop();
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const again = await startInstallation({}, first.folder);
    times.push(again.readyMs + (await firstToken(again)));
    await again.stop();
  }
  removeInstallation(first.folder);
  const median = times.toSorted((a, b) => a - b)[2]!;
  console.log(`First token from nothing (database made, synthetic set planted): ${(fromNothing / 1000).toFixed(2)} s   goal ≤ 3 s`);
  console.log(
    `First token with the data there (its PostgreSQL started too):    ${(median / 1000).toFixed(2)} s   median of ${times.length}; goal with the database up ≤ 0.5 s`,
  );
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
