/** `npm run bench -- scopes`: the open list of scopes, whole, with 20,000 scopes in it. Goal: below 200 ms (maskinporten.md 8). */
import { removeInstallation, startInstallation } from "./installation.ts";

const SCOPES = 20_000;
const TIMES = 9;

export async function benchScopes(): Promise<void> {
  const unlimited = { apiPerAddressPerSecond: 1_000_000 };
  const installation = await startInstallation({ environments: { test: { rateLimits: unlimited } } });
  const address = `http://127.0.0.1:${installation.port}/test/api/v1/scopes/all`;
  try {
    await installation.sql("insert into prefix (env, prefix, owner, likeness) values (1, 'bench', 310800007, 'bench')");
    await installation.sql(`insert into scope (env, name, prefix, subscope, owner, description)
      select 1, 'bench:s' || g, 'bench', 's' || g, 310800007, 'Et scope i en lang liste' from generate_series(1, ${SCOPES}) g`);
    await installation.sql("analyze");
    const first = await timeOf(address);
    console.log(`${SCOPES.toLocaleString("en")} scopes, ${(first.bytes / 2 ** 20).toFixed(1)} MiB of JSON`);
    const line = (name: string, times: number[], aim = "") =>
      console.log(
        `${name.padEnd(44)}${times
          .toSorted((a, b) => a - b)
          [times.length >> 1]!.toFixed(0)
          .padStart(6)} ms   ${aim}`,
      );
    line("first after all were planted", [first.ms]);
    line("again, nothing changed", await several(() => timeOf(address)), "goal < 200 ms");
    line(
      "after a change of one scope",
      await several(async () => {
        await installation.sql("update scope set description = description || '.' where env = 1 and name = 'bench:s7'");
        return timeOf(address);
      }),
      "goal < 200 ms",
    );
    const { etag } = await timeOf(address);
    line("with its ETag (304)", await several(() => timeOf(address, etag)));
  } finally {
    await installation.stop();
    removeInstallation(installation.folder);
  }
}

async function several(what: () => Promise<{ ms: number }>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) times.push((await what()).ms);
  return times;
}

/** Milliseconds from the request until the last byte is there. */
async function timeOf(address: string, etag?: string): Promise<{ ms: number; bytes: number; etag: string }> {
  const from = performance.now();
  const answer = await fetch(address, { headers: etag === undefined ? {} : { "if-none-match": etag } });
  const body = await answer.arrayBuffer();
  if (answer.status !== (etag === undefined ? 200 : 304)) throw new Error(`Answered ${answer.status}`);
  return { ms: performance.now() - from, bytes: body.byteLength, etag: answer.headers.get("etag") ?? "" };
}
