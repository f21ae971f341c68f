import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { after } from "node:test";

export type FaultyProxy = {
  /** The database's address through the proxy. */
  url: string;
  /** Cuts every connection `afterMs` after the next statement arrives, before its answer is passed on. */
  cutNextStatement(afterMs: number): void;
  /** Nothing passes any more until `resume`: the database seems to hang. */
  pause(): void;
  resume(): void;
  /** Refuses new connections and cuts the living ones. */
  down(): void;
  up(): Promise<void>;
};

/** A way to PostgreSQL that can be cut, stalled and closed, on 127.0.0.1 only. */
export async function faultyProxy(databaseUrl: string): Promise<FaultyProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<{ near: Socket; far: Socket }>();
  let cutAfter: number | null = null;
  let paused = false;
  const cutAll = () => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair = { near, far };
    pairs.add(pair);
    let dropped = false;
    near.on("data", (data) => {
      // 'B' is the Bind message of a prepared statement: what follows it is carried out.
      if (cutAfter !== null && data.includes(0x42)) {
        const wait = cutAfter;
        cutAfter = null;
        dropped = true;
        setTimeout(cutAll, wait);
      }
      if (!paused) far.write(data);
    });
    far.on("data", (data) => void (!dropped && !paused && near.write(data)));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => {});
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  let port = 0;
  const up = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  await up();
  after(() => {
    cutAll();
    if (server.listening) server.close();
  });
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    cutNextStatement: (afterMs) => void (cutAfter = afterMs),
    pause: () => void (paused = true),
    resume() {
      paused = false;
      cutAll(); // what was swallowed is gone: these connections are of no use any more
    },
    down() {
      server.close();
      cutAll();
    },
    up,
  };
}
