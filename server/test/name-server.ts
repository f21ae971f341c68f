/** A name server that answers what a test wants: TXT records over UDP (RFC 1035), on 127.0.0.1. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { after } from "node:test";

const [TXT, NO_SUCH_NAME] = [16, 3];

export type NameServer = {
  /** As `dnsServers` takes it. */
  address: string;
  /** What there is by name; a name that is not here does not exist. */
  records: Map<string, string[]>;
  /** Answers nothing, as one that cannot be reached. */
  silence: (isSilent: boolean) => void;
};

export async function nameServer(): Promise<NameServer> {
  const records = new Map<string, string[]>();
  let isSilent = false;
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    if (!isSilent) socket.send(answerTo(query, records), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  after(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, records, silence: (silent) => (isSilent = silent) };
}

function answerTo(query: Buffer, records: ReadonlyMap<string, string[]>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const found = records.get(labels.join(".").toLowerCase());
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2); // its id
  header.writeUInt16BE(0x8180 | (found ? 0 : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found?.length ?? 0, 6);
  return Buffer.concat([header, question, ...(found ?? []).map(recordOf)]);
}

/** The name points back at the question. A value longer than 255 octets stands in several strings. */
function recordOf(value: string): Buffer {
  const pieces = value.match(/.{1,255}/gs) ?? [""];
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([Buffer.byteLength(piece)]), Buffer.from(piece)])));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
