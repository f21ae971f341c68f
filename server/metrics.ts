import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = {
  /** One answer of a token endpoint: `issued`, or the code of the refusal. */
  tokenAnswered: (env: string, outcome: string) => void;
  /** One batch of the token statement. */
  batchDone: (size: number, ms: number) => void;
  /** Days for which partitions of the log exist. */
  partitionDays: Gauge;
  /** Serves `/metrics` on a port of its own, never on the public one (SEC-057). Port 0 takes a free one. */
  listen(port: number): Promise<{ port: number; close(): Promise<void> }>;
};

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const tokens = new Counter({ name: "fullmakt_token_requests_total", help: "Answers of the token endpoint", labelNames: ["env", "outcome"], registers });
  const size = new Histogram({
    name: "fullmakt_token_batch_size",
    help: "Requests per token statement",
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers,
  });
  const seconds = new Histogram({
    name: "fullmakt_token_batch_seconds",
    help: "Time of one token statement, commit included",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const partitionDays = new Gauge({
    name: "fullmakt_log_partition_days",
    help: "Days ahead for which the log has partitions; below 7 look into it",
    registers,
  });
  // One look-up by name per answer, instead of making and hashing labels: this is in the way of every token.
  const counters = new Map<string, Counter.Internal>();
  return {
    tokenAnswered(env, outcome) {
      const name = `${env} ${outcome}`;
      let counter = counters.get(name);
      if (!counter) counters.set(name, (counter = tokens.labels(env, outcome)));
      counter.inc();
    },
    batchDone(requests, ms) {
      size.observe(requests);
      seconds.observe(ms / 1000);
    },
    partitionDays,
    async listen(port) {
      const server = createServer((request, response) => {
        if (request.method !== "GET" || request.url !== "/metrics") return void response.writeHead(404).end();
        register.metrics().then(
          (text) => response.writeHead(200, { "content-type": register.contentType }).end(text),
          () => response.writeHead(500).end(),
        );
      });
      server.listen(port, "127.0.0.1");
      await Promise.race([once(server, "listening"), once(server, "error").then(([error]) => Promise.reject(error as Error))]);
      return {
        port: (server.address() as AddressInfo).port,
        async close() {
          const closed = once(server, "close");
          server.close();
          server.closeAllConnections();
          await closed;
        },
      };
    },
  };
}
