import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { BlockList, isIP, isIPv6, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Settings } from "../config.ts";
import type { Arrival } from "../app.ts";

/** Node's parser refuses ambiguous lengths and chunks itself and closes (SEC-050). */
const HEADER_BYTES = 16 * 1024;
const HEADERS = 100;

/** Bounds that a test may draw tighter (SEC-051, SEC-052). */
export type ConnectionLimits = {
  /** From the first byte of a request to its last. */
  completeWithinMs: number;
  connectionsPerAddress: number;
};

export type Answering = {
  fetch: (request: Request, arrival: Arrival) => Promise<Response>;
  /**
   * Answers requests that are worth a way without web requests and streams, which cost more than some answers (performance.md). Must not throw.
   * @returns false for those that it leaves to `fetch`
   */
  answerQuickly?: (incoming: IncomingMessage, outgoing: ServerResponse, address: string | null) => boolean;
};

export type Listener = {
  port: number;
  /** Takes no new connection, answers what is under way, then resolves. */
  close(): Promise<void>;
};

/**
 * Listens on the loopback addresses (127.0.0.1, and ::1 where there is one), or on `settings.host`.
 *
 * @throws CannotStart when the port is taken, the address is not this machine's, or a trusted proxy is no address
 */
export async function listen(
  settings: Pick<Settings, "host" | "port" | "trustedProxies">,
  { fetch, answerQuickly = () => false }: Answering,
  { completeWithinMs = 10_000, connectionsPerAddress = 2_000 }: Partial<ConnectionLimits> = {},
): Promise<Listener> {
  const addressOf = remoteAddress(settings.trustedProxies);
  const handle = getRequestListener(
    async (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      const answer = await fetch(request, { address: addressOf(incoming) });
      // A body that was not read to its end stands in the way of the next request: then nobody is promised that the connection stays.
      if (!incoming.complete) answer.headers.set("connection", "close");
      return answer;
    },
    { overrideGlobalObjects: false },
  );
  const answering = new Set<ServerResponse>();
  let closing = false;
  const take = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const fault = faultOf(incoming);
    if (fault) return void outgoing.writeHead(fault.status, { ...fault.headers, "x-content-type-options": "nosniff", connection: "close" }).end();
    if (closing) outgoing.shouldKeepAlive = false;
    answering.add(outgoing);
    outgoing.once("close", () => answering.delete(outgoing));
    if (!answerQuickly(incoming, outgoing, addressOf(incoming))) void handle(incoming, outgoing);
  };
  const open = async (host: string, port: number): Promise<Server> => {
    // Node looks at the times every `connectionsCheckingInterval` only: the last look comes before the limit.
    const [limit, interval] = [completeWithinMs * 0.9, completeWithinMs * 0.1];
    const times = { headersTimeout: limit, requestTimeout: limit, connectionsCheckingInterval: interval, keepAliveTimeout: 65_000 };
    const server = createServer({ ...times, maxHeaderSize: HEADER_BYTES }, take);
    server.maxHeadersCount = HEADERS;
    limitConnections(server, connectionsPerAddress);
    server.listen(port, host);
    await Promise.race([once(server, "listening"), once(server, "error").then(([error]) => Promise.reject(error as Error))]);
    return server;
  };
  const servers: Server[] = [];
  try {
    servers.push(await open(settings.host ?? "127.0.0.1", settings.port));
    const { port } = servers[0]!.address() as { port: number };
    if (settings.host === null) {
      // localhost may mean ::1 to a caller. A machine without IPv6 does without.
      const second = await open("::1", port).catch((error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? Promise.reject(error) : null));
      if (second) servers.push(second);
    }
    return {
      port,
      async close() {
        closing = true;
        for (const outgoing of answering) outgoing.shouldKeepAlive = false; // its caller shall not ask again on this connection
        await Promise.all(servers.map((server) => closeGently(server, Math.min(completeWithinMs, STOP_WITHIN_MS))));
      },
    };
  } catch (error) {
    await Promise.all(servers.map((server) => closeGently(server, 0)));
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new CannotStart(`Port ${settings.port} is taken by another program: stop that one, or start with PORT=${settings.port + 1} npm start.`);
    if (code === "EACCES") throw new CannotStart(`Port ${settings.port} may not be used by this user: choose one above 1023 with PORT.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") throw new CannotStart(`HOST is ${settings.host}, which is not an address of this machine.`);
    throw error;
  }
}

/** What a caller gets to finish with when the server stops, which takes 10 s at most with all it does besides (SEC-142). */
const STOP_WITHIN_MS = 5_000;

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

/** What Node's parser lets through and nobody may ask: TRACE (SEC-057), transfer codings that are not decoded here and two hosts (SEC-050; RFC 9112 3.2, 6.1). */
function faultOf({ method, headers, httpVersion, rawHeaders }: IncomingMessage): { status: number; headers?: Record<string, string> } | null {
  if (method === "TRACE") return { status: 405, headers: { allow: METHODS } };
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && httpVersion === "1.0") return { status: 400 };
  if (coding !== undefined && coding.trim().toLowerCase() !== "chunked") return { status: 501 };
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === "host") hosts += 1;
  return hosts > 1 ? { status: 400 } : null;
}

/** Closes when everything in hand is answered. Who has asked nothing is not waited for, nor, after `withinMs`, who does not finish. */
async function closeGently(server: Server, withinMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const socket of connectionsOf.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy(); // browsers open connections ahead of time
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

const connectionsOf = new WeakMap<Server, Set<Socket>>();

/** One address cannot hold all connections (SEC-052). */
function limitConnections(server: Server, perAddress: number): void {
  const all = new Set<Socket>();
  connectionsOf.set(server, all);
  const held = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (held.get(address) ?? 0) + 1;
    if (count > perAddress) return void socket.destroy();
    all.add(socket);
    held.set(address, count);
    socket.once("close", () => {
      all.delete(socket);
      const left = (held.get(address) ?? 1) - 1;
      if (left > 0) held.set(address, left);
      else held.delete(address);
    });
  });
}

/**
 * Where a request came from: the socket's address, or what a trusted proxy says in `X-Forwarded-For`, read from the right until an address that is no
 * trusted proxy (SEC-053). Everybody else's header is ignored.
 */
function remoteAddress(trustedProxies: readonly string[]): (incoming: IncomingMessage) => string | null {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = "", bits, ...more] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    const most = family === "ipv6" ? 128 : 32;
    // Number("") is 0: a slash without a number after it would trust everybody.
    if (!isIP(address) || more.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      throw new CannotStart(`trustedProxies names ${entry}: it must be an IP address or a network such as 10.0.0.0/8.`);
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trustedProxies.length > 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  // IPv4 as itself, and without the name of a network card: the log of tokens takes addresses only.
  const plain = (address: string) => (address.includes(":") ? address.replace(/^::ffff:(?=[\d.]+$)/i, "").replace(/%.*$/, "") : address);
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? "");
    if (trustedProxies.length === 0) return address || null;
    const named = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
    for (const next of named.map((text) => text.trim()).toReversed()) {
      if (!isTrusted(address) || !isIP(next)) break;
      address = plain(next);
    }
    return address || null;
  };
}
