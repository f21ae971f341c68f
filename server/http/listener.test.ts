import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { after, test } from "node:test";
import { CannotStart } from "../../installation/cannot-start.ts";
import { refusal } from "../../vocabulary/refusals/refusals.ts";
import { readSettings } from "../config.ts";
import { dial, HEAD, lastWords } from "../test/raw-connection.ts";
import { runningInstallation } from "../test/running.ts";
import { listen, type Listener } from "./listener.ts";

type Fetch = Parameters<typeof listen>[1]["fetch"];
const settings = { ...readSettings({ FULLMAKT_DATA: "/nowhere", PORT: "0" }, () => ""), host: "127.0.0.1" };
const NOBODY = { fetch: () => assert.fail("nobody asks") };
const open: Listener[] = [];
after(() => Promise.all(open.map((listener) => listener.close())));

/** A listener of its own that answers with what reached it: address and body. */
async function echo(more: Partial<typeof settings> = {}, limits?: Parameters<typeof listen>[2], answer?: Fetch): Promise<Listener> {
  const listener = await listen(
    { ...settings, ...more },
    { fetch: answer ?? (async (request, { address }) => Response.json({ address, body: await request.text() })) },
    limits,
  );
  open.push(listener);
  return listener;
}

const GOOD = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const running = await runningInstallation();
const port = Number(new URL(running.origin).port);

test("SEC-051 slow headers, a slow body and silence are dropped in time, and others are served meanwhile", async () => {
  const completeWithinMs = 1_000;
  const { port: hasty } = await echo({}, { completeWithinMs });
  const slow = {
    "drop by drop": "GET / HTTP/1.1\r\nHost: localhost\r\n",
    "headers that never end": "GET / HTTP/1.1\r\nHost: localhost\r\nX-Half",
    "half a body": `${HEAD}Content-Length: 30\r\n\r\na=b`,
    "half a chunked body": `${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n`,
    silence: "",
  };
  const from = performance.now();
  const ended = Object.entries(slow).map(async ([name, text]) => {
    const { socket, send, closed } = await dial(hasty);
    if (text) send(text);
    const drops = name === "drop by drop" ? setInterval(() => socket.write("X-Drop: b\r\n"), 50) : undefined;
    const words = await closed;
    clearInterval(drops);
    return { name, words, after: performance.now() - from };
  });
  let served = 0;
  const all = Promise.all(ended);
  for (let waiting = true; waiting;) {
    assert.match(await lastWords(hasty, GOOD), /^HTTP\/1\.1 200 /);
    served += 1;
    waiting = await Promise.race([all.then(() => false), new Promise<boolean>((resolve) => setTimeout(resolve, 20, true))]);
  }
  assert.ok(served > 10, `${served} others were served`);
  for (const { name, words, after: ms } of await all) {
    assert.ok(ms < completeWithinMs + 500, `${name} was dropped after ${ms} ms`); // the limit, and the way on a busy machine
    assert.ok(words === "" || words.startsWith("HTTP/1.1 408 "), `${name}: ${words}`);
  }
});

test("SEC-044 SEC-051 a body that breaks off is no error of ours", async () => {
  const outcome = new Promise<string>((resolve) => (running.deps.observe = (_env, code) => resolve(code)));
  const { socket, send } = await dial(port);
  send(`${HEAD}Content-Length: 30\r\n\r\na=b`);
  assert.match(await lastWords(port, GOOD), /^HTTP\/1\.1 \d/); // by then the first one is with the server
  socket.destroy();
  assert.notEqual(await outcome, refusal("temporarily_unavailable").code);
  running.deps.observe = () => {};
});

test("SEC-052 one address gets a bounded number of connections, and new ones when old ones end", async () => {
  const { port: narrow } = await echo({}, { connectionsPerAddress: 5 });
  const held = await Promise.all(Array.from({ length: 5 }, () => dial(narrow)));
  assert.equal(await lastWords(narrow, GOOD), "", "the sixth is hung up on");
  held[0]!.send(GOOD);
  assert.match(await held[0]!.closed, /^HTTP\/1\.1 200 /, "the others are served");
  assert.match(await lastWords(narrow, GOOD), /^HTTP\/1\.1 200 /, "its place is free again");
});

/** The address that the application is told. */
async function addressSeen(trustedProxies: string[], ...forwarded: string[]): Promise<unknown> {
  const listener = await echo({ trustedProxies });
  const headers = forwarded.map((value) => `X-Forwarded-For: ${value}\r\n`).join("");
  const words = await lastWords(listener.port, `GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
  return (JSON.parse(words.slice(words.indexOf("{"), words.lastIndexOf("}") + 1)) as { address: unknown }).address;
}

test("SEC-053 X-Forwarded-For counts only from a trusted proxy", async () => {
  assert.equal(await addressSeen([], "203.0.113.7"), "127.0.0.1");
  assert.equal(await addressSeen(["10.0.0.1"], "203.0.113.7"), "127.0.0.1");
  assert.equal(await addressSeen(["127.0.0.1"], "203.0.113.7"), "203.0.113.7");
  assert.equal(await addressSeen(["127.0.0.0/8"], "2001:db8::7"), "2001:db8::7");
  assert.equal(await addressSeen(["127.0.0.1"]), "127.0.0.1");
});

test("SEC-053 a list is read from the right, up to the first address that is no trusted proxy", async () => {
  const proxies = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];
  assert.equal(await addressSeen(proxies, "198.51.100.1, 203.0.113.7"), "203.0.113.7", "what the caller wrote itself stands left");
  assert.equal(await addressSeen(proxies, "198.51.100.1, 203.0.113.7, 10.1.2.3,fd00::5"), "203.0.113.7");
  assert.equal(await addressSeen(proxies, "198.51.100.1", "203.0.113.7, 10.1.2.3"), "203.0.113.7", "several headers are one list");
  assert.equal(await addressSeen(proxies, "10.9.9.9, 10.1.2.3"), "10.9.9.9", "all of them are proxies: the first");
  assert.equal(await addressSeen(proxies, "::ffff:203.0.113.7"), "203.0.113.7");
});

test("SEC-053 what is no address is not taken for one", async () => {
  for (const text of ["unknown", "...", ":::::", "1.2.3", "203.0.113.7:80", "_hidden", "", "' or 1=1"])
    assert.equal(await addressSeen(["127.0.0.1"], text), "127.0.0.1", text);
  assert.equal(await addressSeen(["127.0.0.1"], "fe80::1%eth0"), "fe80::1", "without the name of the network card");
  assert.equal(await addressSeen(["127.0.0.1", "10.0.0.0/8"], "198.51.100.1, nonsense, 10.1.1.1"), "10.1.1.1", "nor is anything behind it");
});

test("a trusted proxy that is no address or network is refused at start", async () => {
  for (const entry of ["proxy.example.no", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/x", "fd00::/129", ""])
    await assert.rejects(listen({ ...settings, trustedProxies: [entry] }, NOBODY), CannotStart, entry);
});

test("a taken port is one sentence that names the way out", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const taken = (other.address() as AddressInfo).port;
  for (const host of [null, "127.0.0.1"])
    await assert.rejects(listen({ ...settings, host, port: taken }, NOBODY), (error) => {
      assert.ok(error instanceof CannotStart);
      assert.equal(error.message, `Port ${taken} is taken by another program: stop that one, or start with PORT=${taken + 1} npm start.`);
      return true;
    });
  other.close();
});

test("an address of another machine is one sentence too", async () => {
  await assert.rejects(listen({ ...settings, host: "192.0.2.1" }, NOBODY), (error) => {
    assert.ok(error instanceof CannotStart);
    assert.equal(error.message, "HOST is 192.0.2.1, which is not an address of this machine.");
    return true;
  });
});

test("SEC-142 a close answers what is in hand, tells its caller to go elsewhere, and waits for nobody who has asked nothing", async () => {
  let release = () => {};
  let arrived = () => {};
  const isIn = new Promise<void>((resolve) => (arrived = resolve));
  const mayAnswer = new Promise<void>((resolve) => (release = resolve));
  const listener = await echo({}, {}, async (request) => {
    if (new URL(request.url).pathname === "/slow") {
      arrived();
      await mayAnswer;
    }
    return new Response("done");
  });
  const silent = await dial(listener.port);
  const idle = await dial(listener.port);
  idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(idle.socket, "data");
  const busy = await dial(listener.port);
  busy.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await isIn;
  let closed = false;
  const closing = listener.close().then(() => (closed = true));
  await Promise.all([silent.closed, idle.closed]);
  const late = connect(listener.port, "127.0.0.1");
  const [error] = (await once(late, "error")) as [NodeJS.ErrnoException];
  assert.equal(error.code, "ECONNREFUSED", "nobody new is let in");
  assert.equal(closed, false, "the busy one is waited for");
  release();
  const words = await busy.closed;
  assert.match(words, /^HTTP\/1\.1 200 /);
  assert.match(words, /^connection: close\r$/im);
  assert.match(words, /done/);
  await closing;
});

test("SEC-142 a close does not wait for a request that never ends", async () => {
  const listener = await echo({}, { completeWithinMs: 500 });
  const { send, socket } = await dial(listener.port);
  send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "data");
  send(`${HEAD}Content-Length: 30\r\n\r\na=b`);
  await lastWords(listener.port, GOOD); // by then the half request is with the server
  await listener.close();
});
