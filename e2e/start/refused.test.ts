/** Starts that cannot go well: one clear sentence, an exit code, and nothing left running. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { startPostgres } from "../../server/db/embedded.ts";
import { dataFolder, freePort, processesOf, readyServer, startServerProcess, type StartOptions } from "../../server/test/server-process.ts";

/** Starts, waits for the end and takes what it says. `remaining`: another server rightly runs in the folder. */
async function refusal({ remaining = false, ...options }: StartOptions & { remaining?: boolean }): Promise<string> {
  const server = await startServerProcess(options);
  assert.deepEqual(await server.ended, { code: 1, signal: null }, Object.values(server.output()).join("\n"));
  const { stderr, stdout } = server.output();
  assert.equal(stdout, "");
  assert.match(stderr, /^[^\n]+\n$/, "one line");
  assert.doesNotMatch(stderr, /Error:|^\s+at |node:internal/m, "no stack");
  if (!remaining) assert.deepEqual(processesOf(server.folder), [], "nothing is left running");
  return stderr.trimEnd();
}

/** A program on a port of 127.0.0.1. */
async function occupied(onConnection: Parameters<typeof createServer>[1] = (socket) => void socket.destroy()): Promise<number> {
  const server = createServer(onConnection).listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const settingCases: { says: RegExp; config?: string; env?: Record<string, string> }[] = [
  { says: /config\.json is not valid JSON: /, config: '{"support": ' },
  { says: /config\.json: the file: Unrecognized key: "suport"\.$/, config: '{"suport": "x"}' },
  { says: /config\.json: environments\.test\.maxGrantLifetimeSeconds: Too big: /, config: '{"environments": {"test": {"maxGrantLifetimeSeconds": 900}}}' },
  { says: /^Production mode needs an https address that callers use: set PUBLIC_URL/, env: { FULLMAKT_MODE: "production" } },
  {
    says: /^Production mode needs to know who runs the installation: set operator \(orgNumber, name\) in config\.json\.$/,
    env: { FULLMAKT_MODE: "production", PUBLIC_URL: "https://fullmakt.example.no" },
  },
];

for (const { says, config = "{}", env = {} } of settingCases)
  test(`a setting that cannot be is one sentence: ${says.source}`, async () => {
    const folder = dataFolder();
    writeFileSync(join(folder, "config.json"), config);
    assert.match(await refusal({ folder, env }), says);
  });

test("a DATABASE_URL that is no address, unreachable, of the wrong password or of a missing database is one sentence without the password", async () => {
  const postgres = await startPostgres(dataFolder());
  after(() => postgres.stop());
  const good = new URL(postgres.url("postgres"));
  const change = (part: (url: URL) => void): string => {
    const url = new URL(good);
    part(url);
    return url.href;
  };
  const nobody = await freePort();
  const cases: [string, string][] = [
    ["not an address", "DATABASE_URL is not an address: it must look like postgres://user:password@host:5432/database."],
    [
      change((url) => (url.port = String(nobody))),
      `The database at 127.0.0.1:${nobody} cannot be reached (ECONNREFUSED): check DATABASE_URL and that it runs.`,
    ],
    [change((url) => (url.password = "wrong-secret")), `The database at ${good.host} refuses the user or password in DATABASE_URL.`],
    [change((url) => (url.pathname = "/nothing")), `The database in DATABASE_URL does not exist at ${good.host}: create it first.`],
  ];
  for (const [url, sentence] of cases) assert.equal(await refusal({ env: { DATABASE_URL: url } }), sentence);
});

test("a database that forgets what it acknowledged is refused", async () => {
  const { host } = new URL(process.env.TEST_POSTGRES_URL!);
  assert.equal(
    await refusal({ env: { DATABASE_URL: process.env.TEST_POSTGRES_URL } }),
    `The database at ${host} has synchronous_commit = off: Fullmakt does not start, since a crash would lose what was acknowledged.`,
  );
});

test("a PostgreSQL that is too old is refused", async () => {
  const port = await occupied(oldPostgres);
  const url = `postgres://fullmakt:x@127.0.0.1:${port}/postgres`;
  assert.equal(await refusal({ env: { DATABASE_URL: url } }), `The database at 127.0.0.1:${port} is PostgreSQL 14: Fullmakt needs 15 or later.`);
});

/** Speaks as much of PostgreSQL's protocol as the first look at a database needs, as version 14. */
function oldPostgres(socket: Socket): void {
  const message = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int = (value: number, bytes: 2 | 4): Buffer => {
    const buffer = Buffer.alloc(bytes);
    if (bytes === 2) buffer.writeInt16BE(value);
    else buffer.writeInt32BE(value);
    return buffer;
  };
  const columns: [name: string, type: number, value: string][] = [
    ["version", 23, "14"],
    ["encoding", 25, "UTF8"],
    ["synchronous", 25, "on"],
    ["standby", 16, "f"],
  ];
  const description = columns.flatMap(([name, type]) => [Buffer.from(`${name}\0`), int(0, 4), int(0, 2), int(type, 4), int(-1, 2), int(-1, 4), int(0, 2)]);
  const row = columns.flatMap(([, , value]) => [int(value.length, 4), Buffer.from(value)]);
  const ready = message("Z", Buffer.from("I"));
  socket.on("error", () => {});
  let greeted = false;
  socket.on("data", (data) => {
    if (!greeted) {
      greeted = true;
      socket.write(Buffer.concat([message("R", int(0, 4)), ready]));
    } else if (data.includes("current_setting")) {
      const fields = [message("T", int(columns.length, 2), ...description), message("D", int(columns.length, 2), ...row)];
      socket.write(Buffer.concat([message("1"), message("2"), ...fields, message("C", Buffer.from("SELECT 1\0")), ready]));
    }
  });
}

test("a port that is taken, for callers or for metrics, and a second start in the same folder: one sentence, and the database of that start goes too", async () => {
  const port = await occupied();
  const folder = dataFolder();
  assert.equal(await refusal({ folder, port }), `Port ${port} is taken by another program: stop that one, or start with PORT=${port + 1} npm start.`);
  assert.equal(
    await refusal({ folder, env: { METRICS_PORT: String(port) } }),
    `Port ${port} for metrics is taken by another program: set METRICS_PORT to another.`,
  );
  const first = await readyServer({ folder });
  assert.equal(
    await refusal({ folder, remaining: true }),
    `Fullmakt already runs with the data in ${join(folder, "postgres-18")}: stop that one first, or set FULLMAKT_DATA to another folder.`,
  );
  assert.equal((await fetch(`${first.origin}/health/ready`)).status, 200, "the first one goes on");
});

test("a data folder that may not be written is one sentence", { skip: process.getuid?.() !== 0 && "only root can start as another user" }, async () => {
  const account = { uid: 65_534, gid: 65_534 };
  const parent = dataFolder();
  assert.equal(
    await refusal({ folder: join(parent, "below"), account }),
    `The data folder ${join(parent, "below")} cannot be made or written (EACCES): set FULLMAKT_DATA to one that can.`,
  );
  const readOnly = join(parent, "read-only");
  mkdirSync(readOnly, { mode: 0o755 });
  assert.match(await refusal({ folder: readOnly, account }), /^The data .*: start it as that user, or set FULLMAKT_DATA to another folder\.$/);
});
