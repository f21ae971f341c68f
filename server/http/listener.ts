import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { CannotStart } from "../../installation/cannot-start.ts";
import type { Settings } from "../config.ts";
import type { Arrival } from "../app.ts";

/** Bounds of a connection (SEC-050 to SEC-052). Node's parser refuses ambiguous framing itself and closes. */
const HEADER_BYTES = 16 * 1024;
const HEADERS = 100;
const COMPLETE_WITHIN_MS = 10_000;
const CONNECTIONS_PER_ADDRESS = 2_000;

export type Listener = {
  port: number;
  /** Takes no new connection, answers what is under way, then resolves. */
  close(): Promise<void>;
};

/**
 * Listens on the loopback addresses (127.0.0.1, and ::1 where there is one), or on `settings.host`.
 * @throws CannotStart when the port is taken or the address is not this machine's
 */
export async function listen(settings: Settings, fetch: (request: Request, arrival: Arrival) => Promise<Response>): Promise<Listener> {
  const addressOf = remoteAddress(settings.trustedProxies);
  const handle = getRequestListener((request, env) => fetch(request, { address: addressOf((env as { incoming: IncomingMessage }).incoming) }), {
    overrideGlobalObjects: false,
  });
  const open = async (host: string, port: number): Promise<Server> => {
    const options = { maxHeaderSize: HEADER_BYTES, headersTimeout: COMPLETE_WITHIN_MS, requestTimeout: COMPLETE_WITHIN_MS, connectionsCheckingInterval: 1_000 };
    const server = createServer({ ...options, keepAliveTimeout: 65_000 }, (incoming, outgoing) => void handle(incoming, outgoing));
    server.maxHeadersCount = HEADERS;
    limitConnections(server);
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
    return { port, close: async () => void (await Promise.all(servers.map(closeGently))) };
  } catch (error) {
    await Promise.all(servers.map(closeGently));
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new CannotStart(`Port ${settings.port} is taken by another program: stop that one, or start with PORT=${settings.port + 1} npm start.`);
    if (code === "EACCES") throw new CannotStart(`Port ${settings.port} may not be used by this user: choose one above 1023 with PORT.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") throw new CannotStart(`HOST is ${settings.host}, which is not an address of this machine.`);
    throw error;
  }
}

async function closeGently(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(idle);
}

/** One address cannot hold all connections (SEC-052). */
function limitConnections(server: Server): void {
  const held = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (held.get(address) ?? 0) + 1;
    if (count > CONNECTIONS_PER_ADDRESS) return void socket.destroy();
    held.set(address, count);
    socket.once("close", () => {
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
    const [address = "", bits] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trustedProxies.length > 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  const plain = (address: string) => address.replace(/^::ffff:/, "");
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? "");
    const named = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
    for (const next of named.map((text) => text.trim()).toReversed()) {
      if (!isTrusted(address) || !/^[0-9a-fA-F.:]+$/.test(next)) break;
      address = plain(next);
    }
    return address || null;
  };
}
