import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { after } from "node:test";

/** The head of a token request, without its last lines: what says how long the body is. */
export const HEAD = "POST /test/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";

/** A raw connection. `closed` gives all that was answered, once the server has hung up. */
type Connection = { socket: Socket; send: (text: string) => void; closed: Promise<string> };

/** Connects to a port of 127.0.0.1. */
export async function dial(port: number): Promise<Connection> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => (text += data.toString("latin1")));
  socket.on("error", () => {}); // a reset is a way of hanging up
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  await once(socket, "connect");
  after(() => void socket.destroy());
  return { socket, send: (part) => void socket.write(part), closed };
}

/** What the server answers before it hangs up. It must hang up: the test's time limit is the only other end. */
export async function lastWords(port: number, request: string): Promise<string> {
  const { send, closed } = await dial(port);
  send(request);
  return closed;
}
