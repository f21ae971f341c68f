/** A mail server of its own, which takes mails or fails as a test says. On 127.0.0.1 only. */
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { after } from "node:test";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** What it does with the mails that come: `drop` takes a mail whole and cuts the line instead of saying so, `keep silent` takes it and says nothing. */
export type Behaviour = "take" | "no such mailbox" | "busy" | "stall" | "drop" | "keep silent";

export type MailServer = {
  port: number;
  /** Those that came whole, dropped ones among them, in this order. */
  received: Email[];
  /** The same, byte for byte. */
  raw: Buffer[];
  behaviour: Behaviour;
  /** Waits until this many mails have come, or tries been made. */
  untilReceived(count: number): Promise<void>;
  untilTried(count: number): Promise<void>;
  /** How many times somebody has begun to send one. */
  readonly tried: number;
};

export async function mailServer(): Promise<MailServer> {
  const received: Email[] = [];
  const raw: Buffer[] = [];
  const sockets = new Map<string, Socket>();
  const waiting = new Set<() => void>();
  let tried = 0;
  const tell = () => waiting.forEach((look) => look());
  const until = (reached: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!reached()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onRcptTo(_address, _session: SMTPServerSession, done) {
      tried += 1;
      tell();
      done(state.behaviour === "no such mailbox" ? Object.assign(new Error("Nobody here by the name of 12837149981"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        void (async () => {
          const { behaviour } = state;
          if (behaviour === "stall") return;
          if (behaviour === "busy") return done(Object.assign(new Error("Try again later"), { responseCode: 451 }));
          const message = Buffer.concat(parts);
          const parsed = await PostalMime.parse(message);
          raw.push(message);
          received.push(parsed);
          tell();
          if (behaviour === "drop") sockets.get(session.id)?.destroy();
          else if (behaviour === "take") done();
        })();
      });
    },
  });
  server.on("error", () => {}); // a line that is cut
  (server.server as unknown as { on(event: "connection", listener: (socket: Socket) => void): void }).on("connection", (socket) => last.push(socket));
  const last: Socket[] = [];
  server.onConnect = (session, done) => {
    const socket = last.find(({ remotePort }) => remotePort === session.remotePort);
    if (socket) sockets.set(session.id, socket);
    done();
  };
  const state: MailServer = {
    port: 0,
    received,
    raw,
    behaviour: "take",
    untilReceived: (count) => until(() => received.length >= count),
    untilTried: (count) => until(() => tried >= count),
    get tried() {
      return tried;
    },
  };
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  state.port = (server.server.address() as AddressInfo).port;
  after(() => {
    for (const socket of last) socket.destroy();
    server.close(() => {});
  });
  return state;
}
