import { createSocket, type Socket } from "node:dgram";

/** What a name server has, by name and type: the records, or the code that it answers with. */
export type Zone = Readonly<Record<string, Partial<Record<Kind, readonly string[] | Failure>>>>;

type Kind = keyof typeof TYPES;
type Failure = "SERVFAIL" | "REFUSED" | "NXDOMAIN";

const TYPES = { NS: 2, CNAME: 5, CAA: 257 } as const;
const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/**
 * A DNS server on this machine, with what a test gives it: names without a final dot, CAA as `0 issue "amazon.com"`.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1035#section-4
 */
export class DnsServer {
  readonly asked: string[] = [];
  private zone: Zone = {};

  private constructor(private readonly socket: Socket) {
    socket.on("message", (query, { address, port }) => {
      this.socket.send(this.reply(query), port, address);
    });
  }

  static async start(zone: Zone = {}): Promise<DnsServer> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const server = new DnsServer(socket);
    server.serves(zone);
    return server;
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  serves(zone: Zone): void {
    this.zone = zone;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(resolve));
  }

  private reply(query: Buffer): Buffer {
    const { name, end } = nameAt(query, 12);
    const type = query.readUInt16BE(end);
    const [kind] = Object.entries(TYPES).find(([, number]) => number === type) ?? ["?"];
    this.asked.push(`${name} ${kind}`);
    const sets: Partial<Record<string, readonly string[] | Failure>> | undefined = this.zone[name];
    const found = sets?.[kind] ?? [];
    const code = typeof found === "string" ? found : sets === undefined ? "NXDOMAIN" : "NOERROR";
    const records = typeof found === "string" ? [] : found.map((value) => record(type, value));
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    // An answer, with recursion available.
    header.writeUInt16BE(0x8180 | CODES[code], 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([header, query.subarray(12, end + 4), ...records]);
  }
}

function nameAt(query: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

/** A record of the name in question, to which 0xc00c points. */
function record(type: number, value: string): Buffer {
  const data = type === TYPES.CAA ? caaData(value) : nameData(value);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(300, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function nameData(name: string): Buffer {
  const labels = name
    .split(".")
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/** https://datatracker.ietf.org/doc/html/rfc8659#section-4.1 */
function caaData(text: string): Buffer {
  const [, flags = "0", tag = "", value = ""] = /^(\d+) (\S+) "([^"]*)"$/.exec(text) ?? [];
  return Buffer.concat([Buffer.from([Number(flags), tag.length]), Buffer.from(tag), Buffer.from(value)]);
}
