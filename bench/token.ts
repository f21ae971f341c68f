/**
 * `npm run bench -- token [--signing RSA-2048|RSA-3072|ES256] [--clients n] [--grants n] [--connections n]`
 *
 * Starts server and PostgreSQL, sends pre-signed fresh grants from another process, and prints what a token costs beside the bare cost of one RSA verify
 * and one sign measured in the same minute (L of the goals).
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Installation, removeInstallation, startInstallation } from "./installation.ts";
import { cpuOf, cpuOfFamily, mainThreadOf, memoryOf } from "./processes.ts";
import type { Order, Report } from "./sender.ts";

type Kind = "RSA-2048" | "RSA-3072" | "ES256";
/** Clients that ask; the others are there to be looked through. */
const BUSY = 10_000;
/** Goals of the product: tokens per second and server core, and server CPU per token as a multiple of L. */
const GOALS: Record<Kind, { perCore: number; serverMs: (l: number) => number; says: string }> = {
  "RSA-2048": { perCore: 950, serverMs: (l) => 1.35 * l, says: "≤ 1.35 L" },
  "RSA-3072": { perCore: 400, serverMs: (l) => 1.35 * l, says: "≤ 1.35 L" },
  ES256: { perCore: 3_500, serverMs: () => 0.3, says: "≤ 0.30 ms" },
};

export async function benchToken(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      signing: { type: "string", default: "RSA-2048" },
      clients: { type: "string", default: "10000" },
      grants: { type: "string", default: "12000" },
      connections: { type: "string", default: "100" },
    },
  });
  const kind = values.signing as Kind;
  const [clients, grants, connections] = [values.clients, values.grants, values.connections].map(Number) as [number, number, number];
  if (!(kind in GOALS)) throw new Error(`--signing is ${kind}: it must be RSA-2048, RSA-3072 or ES256.`);
  const unlimited = { perClientPerSecond: 1_000_000, perAddressPerSecond: 1_000_000 };
  const installation = await startInstallation({ environments: { test: { signing: kind, maxGrantLifetimeSeconds: 180, rateLimits: unlimited } } });
  try {
    const order = await plant(installation, clients);
    console.log(
      `Signing with ${kind}; ${clients.toLocaleString("en")} clients, ${(2 * clients).toLocaleString("en")} accesses; ${connections} connections; Node ${process.version}; load ${loadavg()[0]!.toFixed(1)}`,
    );
    const idle = memoryOf(installation.server.pid!).now;
    // Each busy client once: keys are prepared and code is compiled, as after the first minute of any server.
    await round(installation, { ...order, grants: order.clients.length, connections, rate: 0 });

    const before = bareCost(kind);
    const full = await round(installation, { ...order, grants, connections, rate: 0 });
    const after = bareCost(kind);
    const [bareVerify, bareSign] = [(before.verify + after.verify) / 2, (before.sign + after.sign) / 2];
    const l = bareVerify + bareSign;
    const server = full.serverCpu / full.report.ok;
    const goal = GOALS[kind];
    const line = (name: string, value: string, aim = "") => console.log(`${name.padEnd(44)}${value.padStart(14)}   ${aim}`);
    line("tokens/s, all processes on this machine", (full.report.ok / full.report.seconds).toFixed(0));
    line(
      "tokens/s per core of server CPU",
      (1 / server).toFixed(0),
      `goal ≥ ${goal.perCore}: ${verdict(1 / server >= goal.perCore, (1 / server / goal.perCore - 1) * 100)}`,
    );
    line(`L: bare RSA-2048 verify + ${kind} sign`, `${(l * 1000).toFixed(3)} ms`, `${(bareVerify * 1000).toFixed(3)} + ${(bareSign * 1000).toFixed(3)}`);
    line(
      "server CPU per token",
      `${(server * 1000).toFixed(3)} ms`,
      `${(server / l).toFixed(2)} L; goal ${goal.says}: ${verdict(server * 1000 <= goal.serverMs(l * 1000), ((server * 1000) / goal.serverMs(l * 1000) - 1) * 100)}`,
    );
    line("  of it on the main thread", `${((full.mainThreadCpu / full.report.ok) * 1000).toFixed(3)} ms`);
    const database = (full.databaseCpu / full.report.ok) * 1000;
    const databaseGoal = clients > 100_000 ? 0.13 : 0.1;
    line(
      "database CPU per token",
      `${database.toFixed(3)} ms`,
      `goal ≤ ${databaseGoal}: ${verdict(database <= databaseGoal, (database / databaseGoal - 1) * 100)}`,
    );
    line("CPU seconds per 1,000 tokens, server", (server * 1000).toFixed(2));
    line("CPU seconds per 1,000 tokens, database", database.toFixed(2));
    line("p50 / p99 at full load", `${at(full.report, 0.5)} / ${at(full.report, 0.99)} ms`);
    const paced = await round(installation, {
      ...order,
      grants: Math.floor(grants / 2),
      connections,
      rate: Math.floor((0.7 * full.report.ok) / full.report.seconds),
    });
    line("p50 / p99 at 70 % of it", `${at(paced.report, 0.5)} / ${at(paced.report, 0.99)} ms`, "goal p99 ≤ 10 ms on a quiet machine");
    const refused = await round(
      installation,
      { ...order, clients: order.clients.map((client) => ({ ...client, scope: "bench:none" })), grants: 4_000, connections, rate: 0 },
      "MP-200",
    );
    line(
      "server CPU per refusal",
      `${((refused.serverCpu / 4_000) * 1000).toFixed(3)} ms`,
      `goal ≤ 0.2 ms; p99 ${at(refused.report, 0.99)} ms at full load, goal ≤ 200`,
    );
    await neighbours(installation, order, line);
    const memory = memoryOf(installation.server.pid!);
    line(
      "server memory idle / peak",
      `${idle.toFixed(0)} / ${memory.peak.toFixed(0)} MiB`,
      `goal ≤ 100 / 160: ${verdict(idle <= 100 && memory.peak <= 160, Math.max(idle / 100, memory.peak / 160) * 100 - 100)}`,
    );
    const [recorded] = (await installation.sql("select count(*)::int as count from token_issuance where client like 'bench-%'")) as { count: number }[];
    console.log(`Every token that came is on record: ${recorded!.count} records.`);
  } finally {
    await installation.stop();
    removeInstallation(installation.folder);
  }
}

/** One tenant at full speed beside another that asks now and then (SEC-054): what the second one feels of the first. */
async function neighbours(
  installation: Installation,
  order: Omit<Order, "grants" | "connections" | "rate">,
  line: (name: string, value: string, aim?: string) => void,
) {
  const [busy, quiet] = [order.clients.slice(0, 1), order.clients.slice(1, 51)];
  const calm = () => round(installation, { ...order, clients: quiet, grants: 300, connections: 20, rate: 100 });
  const alone = await calm();
  const [beside] = await Promise.all([calm(), round(installation, { ...order, clients: busy, grants: 8_000, connections: 50, rate: 0 })]);
  line("p50 / p99 of 100 requests/s, alone", `${at(alone.report, 0.5)} / ${at(alone.report, 0.99)} ms`);
  line("  beside one client at full speed, unlimited", `${at(beside.report, 0.5)} / ${at(beside.report, 0.99)} ms`);
}

const verdict = (holds: boolean, percent: number): string => (holds ? "met" : `missed by ${Math.abs(percent).toFixed(0)} %`);

function at({ latenciesMs }: Report, share: number): string {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
}

/** One round: the sender signs first, and only then the clocks run. */
async function round(
  installation: Installation,
  order: Order,
  expected?: string,
): Promise<{ report: Report; serverCpu: number; mainThreadCpu: number; databaseCpu: number }> {
  const sender = fork(fileURLToPath(new URL("sender.ts", import.meta.url)));
  sender.send(order);
  await once(sender, "message");
  const [server, main, database] = [cpuOf(installation.server.pid!), mainThreadOf(installation.server.pid!), cpuOfFamily(installation.databasePid)];
  sender.send("go");
  const [report] = (await once(sender, "message")) as [Report];
  const serverCpu = cpuOf(installation.server.pid!) - server;
  const mainThreadCpu = mainThreadOf(installation.server.pid!) - main;
  const databaseCpu = cpuOfFamily(installation.databasePid) - database;
  const unexpected = Object.keys(report.refused).filter((code) => code !== expected);
  if (unexpected.length > 0) throw new Error(`Refused: ${JSON.stringify(report.refused)}`);
  return { report, serverCpu, mainThreadCpu, databaseCpu };
}

/** CPU seconds of one RSA-2048 verify and of one sign of this kind, on this thread, now. */
function bareCost(kind: Kind): { verify: number; sign: number } {
  const client = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const own =
    kind === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: kind === "RSA-3072" ? 3072 : 2048 });
  const data = Buffer.alloc(700, 1);
  const signature = sign("sha256", data, client.privateKey);
  const times = 400;
  const costOf = (what: () => unknown): number => {
    for (let i = 0; i < 50; i++) what();
    const from = process.cpuUsage();
    for (let i = 0; i < times; i++) what();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6 / times;
  };
  return {
    verify: costOf(() => verify("sha256", data, client.publicKey, signature)),
    sign: costOf(() => sign("sha256", data, own.privateKey)),
  };
}

/**
 * Clients with a key, two scopes and two accesses each, straight into the tables. `analyze` after each, as in every bulk import: the checks of foreign keys are
 * planned by what is known of the table they look into, and of an empty one they would read the whole.
 */
async function plant(installation: Installation, clients: number): Promise<Omit<Order, "grants" | "connections" | "rate">> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { e, kty, n } = publicKey.export({ format: "jwk" }) as Record<string, string>;
  const thumbprint = createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
  const busy = Math.min(BUSY, clients);
  // Organisation numbers are drawn from a range of their own; nobody checks their digits here.
  const planting = `
    insert into organization (number, name) select 200000000 + g, 'Bench ' || g from generate_series(1, ${clients}) g;
    analyze organization;
    insert into prefix (env, prefix, owner, likeness) values (1, 'bench', 310800007, 'bench');
    insert into scope (env, name, prefix, subscope, owner, description) select 1, 'bench:s' || g, 'bench', 's' || g, 310800007, 'bench' from generate_series(1, 200) g;
    analyze prefix, scope;
    insert into client (env, id, org) select 1, 'bench-' || g, 200000000 + g from generate_series(1, ${clients}) g;
    analyze client;
    insert into client_scope (env, client, scope) select 1, 'bench-' || g, s.id from generate_series(1, ${clients}) g cross join lateral
      (select id from scope where env = 1 and name in ('bench:s' || (g % 200 + 1), 'bench:s' || ((g + 1) % 200 + 1))) s;
    insert into access (env, id, scope, org) select 1, gen_random_uuid(), s.id, 200000000 + g from generate_series(1, ${clients}) g cross join lateral
      (select id from scope where env = 1 and name in ('bench:s' || (g % 200 + 1), 'bench:s' || ((g + 1) % 200 + 1))) s;
    insert into client_key (env, id, client, kid, jwk, alg, pinned, thumbprint, expires_at)
      select 1, gen_random_uuid(), 'bench-' || g, 'k' || g, '${JSON.stringify({ e, kty, n })}', 'RS256', false, '${thumbprint}', now() + interval '1 day' from generate_series(1, ${clients}) g;
    analyze;
    checkpoint`;
  // One by one: what is sent together is one transaction, whose plans were made when the tables were empty.
  for (const statement of planting.split(";\n")) await installation.sql(statement);
  const step = Math.floor(clients / busy);
  const asking = Array.from({ length: busy }, (_, i) => (i + 1) * step).map((g) => ({ id: `bench-${g}`, kid: `k${g}`, scope: `bench:s${(g % 200) + 1}` }));
  return { port: installation.port, issuer: `http://localhost:${installation.port}/test/`, privateKey: pem, clients: asking };
}
