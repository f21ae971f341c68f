import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { after } from "node:test";
import { STATEMENT_NAME } from "../token/statement.ts";

/** Where a token statement is when something happens to it. */
export type Point = "before write" | "after write" | "after commit" | "before answer";

export type FaultyProxy = {
  /** The database's address through the proxy. */
  url: string;
  /** Cuts every connection `afterMs` after the next statement arrives, before its answer is passed on. */
  cutNextStatement(afterMs: number): void;
  /** Cuts every connection now. */
  cut(): void;
  /** Does something once, when the next token statement has come to a point: sent, carried out without the server knowing, or answered. */
  at(point: Point, act: () => void): void;
  /** Leads new connections to another server: the database came back elsewhere. */
  redirect(databaseUrl: string): void;
  /** Nothing passes any more until `resume`: the database seems to hang. */
  pause(): void;
  resume(): void;
  /** Refuses new connections and cuts the living ones. */
  down(): void;
  up(): Promise<void>;
};

/** A way to PostgreSQL that can be cut, stalled and closed, on 127.0.0.1 only. */
export async function faultyProxy(databaseUrl: string): Promise<FaultyProxy> {
  let target = new URL(databaseUrl);
  let next: { point: Point; act: () => void } | null = null;
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
    let asked: typeof next = null;
    near.on("data", (data) => {
      if (next && data.includes(STATEMENT_NAME)) {
        asked = next;
        next = null;
        if (asked.point === "before write") dropped = true;
        else far.write(data);
        if (asked.point.endsWith("write")) asked.act();
        return;
      }
      // 'B' is the Bind message of a prepared statement: what follows it is carried out.
      if (cutAfter !== null && data.includes(0x42)) {
        const wait = cutAfter;
        cutAfter = null;
        dropped = true;
        setTimeout(cutAll, wait);
      }
      if (!paused) far.write(data);
    });
    far.on("data", (data) => {
      const point = asked?.point;
      if (point === "after commit") dropped = true;
      if (!dropped && !paused) near.write(data);
      if (point === "after commit" || point === "before answer") asked!.act();
      asked = null;
    });
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
    cut: cutAll,
    cutNextStatement: (afterMs) => void (cutAfter = afterMs),
    at: (point, act) => void (next = { point, act }),
    redirect: (to) => void (target = new URL(to)),
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
