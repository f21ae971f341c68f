/** Many callers behind few connections, as a proxy keeps them: each answer is that of its own request (SEC-055). */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { after, test } from "node:test";
import { dial } from "../test/raw-connection.ts";
import { grantFor, runningInstallation } from "../test/running.ts";
import { ownToken } from "../test/installation.ts";
import { claimsOf, plantClient } from "../test/token-client.ts";
import { randomFrom, runSeed } from "../test/token-load.ts";

type Asked = { method: string; path: string; headers: Record<string, string>; body: string };
type Answered = { status: number; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };
/** A request, and what only its own answer satisfies. */
type Exchange = Asked & { says: string; check: (answer: Answered) => void };

const seed = runSeed();
const random = randomFrom(seed);
const running = await runningInstallation();
const port = Number(new URL(running.origin).port);
const callers = await Promise.all(
  Array.from({ length: 6 }, async (_, i) => {
    const planted = await plantClient(running, { env: i % 2 ? "prod" : "test" });
    return { ...planted, bearer: await ownToken(running.deps, planted.env, planted.owner, ["idporten:dcr.read"]) };
  }),
);

const FORM = { "content-type": "application/x-www-form-urlencoded" };
/** The connection ends with the answer, since what was left unread stands in the way of the next request. */
const UNREAD = "a body that is not read";
const get = { method: "GET", body: "" };

/** What one caller sends: tokens, refusals of every layer, the APIs' own answers and public ones. */
function exchangesOf(caller: (typeof callers)[number]): Exchange[] {
  const { env, clientId, owner, scope, bearer } = caller;
  const [resource, none] = [`https://${randomUUID()}.example.no`, `none:${randomUUID()}`];
  const ask = (says: string, change: Record<string, unknown>, check: Exchange["check"]): Exchange => {
    const assertion = grantFor(running, caller, change);
    const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }).toString();
    return { says, method: "POST", path: `/${env}/token`, headers: FORM, body, check };
  };
  const clients = { ...get, path: `/${env}/api/fullmakt/v1/clients` };
  return [
    ask("a token", { resource }, ({ status, headers, body }) => {
      assert.deepEqual([status, headers["cache-control"]], [200, "no-store"]);
      const claims = claimsOf(body.access_token);
      assert.deepEqual([claims.client_id, claims.aud, claims.scope, claims.iss], [clientId, resource, scope, running.issuer(env)]);
      assert.deepEqual(claims.consumer, { authority: "iso6523-actorid-upis", ID: `0192:${owner}` });
    }),
    ask("a refusal", { scope: none }, ({ status, body }) => {
      assert.equal(status, 400);
      assert.ok(String(body.error_description).includes(none));
      assert.equal(body.access_token, undefined);
    }),
    {
      says: UNREAD,
      method: "POST",
      path: `/${env}/token`,
      headers: { "content-type": "application/json" },
      body: `"${randomUUID()}"`,
      check: ({ status, body }) => assert.deepEqual([status, body.error], [415, "invalid_request"]),
    },
    {
      ...get,
      says: "a wrong method",
      path: `/${env}/token`,
      headers: {},
      check: ({ status, headers }) => assert.deepEqual([status, headers.allow], [405, "POST"]),
    },
    {
      ...clients,
      says: "its own clients",
      headers: { authorization: `Bearer ${bearer}` },
      check({ status, body }) {
        assert.equal(status, 200);
        const ids = (body.items as { clientId: string }[]).map((item) => item.clientId);
        assert.ok(ids.includes(clientId));
        for (const other of callers) if (other.clientId !== clientId) assert.ok(!ids.includes(other.clientId));
      },
    },
    { ...clients, says: "clients of nobody", headers: {}, check: ({ status, body }) => assert.deepEqual([status, body.items], [401, undefined]) },
    { ...get, says: "keys", path: `/${env}/jwk`, headers: {}, check: ({ status, body }) => assert.ok(status === 200 && Array.isArray(body.keys)) },
    {
      ...get,
      says: "nothing there",
      path: `/${env}/${randomUUID()}`,
      headers: { authorization: `Bearer ${bearer}` },
      check: ({ status, body }) => assert.deepEqual([status, body.error], [404, "not_found"]),
    },
  ];
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
const mixed = (times: number): Exchange[] => shuffled(Array.from({ length: times }, () => callers.flatMap((caller) => exchangesOf(caller))).flat());

function assertOwnAnswer({ says, check, path }: Exchange, answer: Answered): void {
  try {
    check(answer);
  } catch (error) {
    throw new Error(`TEST_SEED=${seed}: ${says} at ${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`, { cause: error });
  }
}

test("SEC-055 four kept connections, shared by six clients of two environments: 288 requests of every kind, and each gets its own answer", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  after(() => agent.destroy());
  const ports = new Set<number>();
  const send = ({ method, path, headers, body }: Asked) =>
    new Promise<Answered>((resolve, reject) => {
      const out = request({ agent, host: "127.0.0.1", port, method, path, headers: { ...headers, "content-length": Buffer.byteLength(body) } });
      out.on("error", reject);
      out.on("response", (incoming) => {
        ports.add(out.socket!.localPort!);
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (part: string) => (text += part));
        incoming.on("end", () => resolve({ status: incoming.statusCode!, headers: incoming.headers, body: JSON.parse(text) as Record<string, unknown> }));
      });
      out.end(body);
    });
  const exchanges = mixed(6);
  await Promise.all(exchanges.map(async (exchange) => assertOwnAnswer(exchange, await send(exchange))));
  const ended = exchanges.filter(({ says }) => says === UNREAD).length;
  assert.ok(ports.size <= 4 + ended, `${ports.size} connections: no other refusal ends one`);
});

test("SEC-055 requests sent one behind the other without waiting are answered in their order, tokens and all else", async () => {
  const exchanges = mixed(2).filter(({ says }) => says !== UNREAD);
  const texts = exchanges.map(({ method, path, headers, body }, i) => {
    const lines = Object.entries({ host: `localhost:${port}`, ...headers, "content-length": String(Buffer.byteLength(body)) });
    if (i === exchanges.length - 1) lines.push(["connection", "close"]);
    return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
  });
  const { send, closed } = await dial(port);
  send(texts.join(""));
  const answers = answersIn(await closed);
  assert.equal(answers.length, exchanges.length);
  for (const [i, exchange] of exchanges.entries()) assertOwnAnswer(exchange, answers[i]!);
});

/** The answers on one connection, one behind the other: each with its length, or in chunks. */
function answersIn(text: string): Answered[] {
  const answers: Answered[] = [];
  for (let rest = text; rest !== "";) {
    const end = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]));
    rest = rest.slice(end + 4);
    let body = "";
    const take = (length: number): string => {
      const taken = rest.slice(0, length);
      rest = rest.slice(length);
      return taken;
    };
    if (headers["transfer-encoding"] === "chunked")
      for (let size = -1; size !== 0;) {
        size = Number.parseInt(take(rest.indexOf("\r\n") + 2), 16);
        body += take(size);
        take(2);
      }
    else body = take(Number(headers["content-length"]));
    answers.push({ status: Number(first.split(" ")[1]), headers, body: JSON.parse(body) as Record<string, unknown> });
  }
  return answers;
}
