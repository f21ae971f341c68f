/**
 * The other side of the benchmark, a process of its own: signs fresh grants ahead, then sends them to 127.0.0.1 over kept connections, and reports.
 * Told what to do by messages from bench/token.ts.
 */
import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { connect } from "node:net";

export type Order = {
  port: number;
  issuer: string;
  privateKey: string;
  clients: { id: string; kid: string; scope: string }[];
  grants: number;
  connections: number;
  /** Requests per second, evenly spread; 0: as fast as answers come. */
  rate: number;
};
export type Report = { seconds: number; ok: number; refused: Record<string, number>; latenciesMs: number[]; cpuSeconds: number };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Complete HTTP requests: nothing is left to do when the clock runs. */
function makeRequests({ issuer, privateKey, clients, grants, port }: Order): Buffer[] {
  const key = createPrivateKey(privateKey);
  return Array.from({ length: grants }, (_, i) => {
    const { id, kid, scope } = clients[i % clients.length]!;
    const now = Math.floor(Date.now() / 1000);
    // As long a life as is allowed: a round must end before its first grant does.
    const input = `${encode({ alg: "RS256", kid })}.${encode({ aud: issuer, iss: id, scope, iat: now, exp: now + 180, jti: randomUUID() })}`;
    const body = `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
    const head = `POST ${new URL(issuer).pathname}token HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`;
    return Buffer.from(head + body);
  });
}

async function run(order: Order): Promise<Report> {
  const requests = makeRequests(order);
  process.send!("signed");
  await new Promise<void>((resolve) => process.once("message", () => resolve()));
  const latenciesMs: number[] = [];
  const refused: Record<string, number> = {};
  let ok = 0;
  let next = 0;
  const cpu = process.cpuUsage();
  const from = performance.now();
  const dueAt = (i: number): number => (order.rate === 0 ? 0 : from + (i * 1000) / order.rate);

  await Promise.all(
    Array.from(
      { length: order.connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(order.port, "127.0.0.1");
          socket.setNoDelay(true);
          let sentAt = 0;
          let answer = Buffer.alloc(0);
          const sendNext = () => {
            if (next >= requests.length) {
              socket.end();
              return resolve();
            }
            const i = next++;
            const due = dueAt(i);
            const wait = due - performance.now();
            const go = () => {
              // Paced requests are timed from when they were due: waiting for a free connection is waiting too.
              sentAt = order.rate === 0 ? performance.now() : due;
              socket.write(requests[i]!);
            };
            if (wait > 1) setTimeout(go, wait);
            else go();
          };
          socket.on("connect", sendNext);
          socket.on("error", reject);
          socket.on("data", (data) => {
            answer = answer.length === 0 ? data : Buffer.concat([answer, data]);
            const end = answer.indexOf("\r\n\r\n");
            if (end < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(answer.subarray(0, end).toString("latin1"))?.[1] ?? Number.NaN);
            if (answer.length < end + 4 + length) return;
            latenciesMs.push(performance.now() - sentAt);
            const status = answer.subarray(9, 12).toString("latin1");
            if (status === "200") ok += 1;
            else {
              const code = /errors\/([A-Z]+-\d+)/.exec(answer.toString("latin1"))?.[1] ?? status;
              refused[code] = (refused[code] ?? 0) + 1;
            }
            answer = Buffer.alloc(0);
            sendNext();
          });
        }),
    ),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - from) / 1000, ok, refused, latenciesMs, cpuSeconds: (user + system) / 1e6 };
}

process.once("message", (order: Order) => {
  void run(order).then((report) => process.send!(report, () => process.exit(0)));
});
