import type { IncomingMessage, ServerResponse } from "node:http";
import { environmentOf } from "../http/environment-of.ts";
import { answerTokenRequest, MAX_BODY } from "./endpoint.ts";
import type { TokenDeps } from "./pipeline.ts";

/**
 * The token endpoint in front of Hono: the same answers (endpoint.ts), straight from and to Node's HTTP. Every other address is left to the routes.
 */
export function quickTokenAnswers(deps: TokenDeps): (incoming: IncomingMessage, outgoing: ServerResponse, address: string | null) => boolean {
  return (incoming, outgoing, address) => {
    const { url = "/", method = "GET", headers } = incoming;
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    if (!path.endsWith("/token") && !path.endsWith("/token/")) return false;
    const place = environmentOf(deps.settings, headers.host, path);
    if (place?.path.replace(/\/$/, "") !== "/token") return false;
    const request = {
      environment: place.environment,
      address,
      method,
      query: mark < 0 ? "" : url.slice(mark + 1),
      header: (name: string) => {
        const value = headers[name];
        return Array.isArray(value) ? value.join(", ") : value;
      },
      body: () => readBody(incoming),
    };
    void answerTokenRequest(deps, request).then(({ status, headers: out, body }) => {
      // A body that was not read to its end would stand in the way of the next request on this connection.
      const length = { "content-length": Buffer.byteLength(body) };
      outgoing.writeHead(status, incoming.complete ? { ...out, ...length } : { ...out, ...length, connection: "close" });
      outgoing.end(body);
    });
    return true;
  };
}

/**
 * The body, or null when it is too large: then it is left unread, and the connection ends with the answer. By events, since leaving an iteration early
 * would destroy the connection before the answer is out.
 */
function readBody(incoming: IncomingMessage): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const take = (part: Buffer) => {
      size += part.length;
      parts.push(part);
      if (size <= MAX_BODY) return;
      incoming.off("data", take).pause();
      resolve(null);
    };
    incoming.on("data", take);
    incoming.once("end", () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
    // The sender went away before the end: nobody is there to be answered, but the request must not wait for ever.
    incoming.once("error", () => resolve(null));
    incoming.once("close", () => resolve(null));
  });
}
