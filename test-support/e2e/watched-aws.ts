import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call on its way to the local AWS. */
export interface Call {
  /** `ModifyRule`; method and path for services without named actions */
  readonly action: string;
  readonly writes: boolean;
}

export interface Watcher {
  /** before a call that writes is handed on */
  before(call: Call): Promise<void>;
  /** after it was answered, before anything else is handed on */
  after(call: Call): Promise<void>;
}

const READS = /^(Describe|Get|List|Lookup|Head)/;

/**
 * Stands before a local AWS and lets one call through at a time: what a watcher sees between two writes is what viewers
 * would meet there.
 */
export class WatchedAws {
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly watcher: Watcher,
    private readonly servers: Server[] = [],
  ) {}

  /** @param endpoints of a local AWS, by the variable that names each */
  static async before<K extends string>(
    endpoints: Readonly<Record<K, string>>,
    watcher: Watcher,
  ): Promise<{ readonly watched: WatchedAws; readonly env: Record<string, string> }> {
    const watched = new WatchedAws(watcher);
    const env: Record<string, string> = {};
    for (const [variable, endpoint] of Object.entries<string>(endpoints)) {
      env[variable] = await watched.listen(endpoint);
    }
    return { watched, env };
  }

  async end(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  private async listen(endpoint: string): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      this.turn = this.turn
        .then(() => this.handOn(endpoint, incoming, outgoing))
        .catch((error) => outgoing.destroy(error instanceof Error ? error : undefined));
    });
    this.servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (!isTcp(address)) throw new Error("the watched AWS must listen on a port");
    return `http://127.0.0.1:${address.port}`;
  }

  private async handOn(endpoint: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const call = callOf(incoming, body.toString("utf8"));
    if (call.writes) await this.watcher.before(call);
    const { hostname, port } = new URL(endpoint);
    const { method, headers, url: path } = incoming;
    const sent = request({ hostname, port, method, path, headers });
    sent.end(body);
    const [answer]: IncomingMessage[] = await once(sent, "response");
    const text = answer === undefined ? Buffer.alloc(0) : await bytesOf(answer);
    if (call.writes) await this.watcher.after(call);
    outgoing.writeHead(answer?.statusCode ?? 502, answer?.headers);
    outgoing.end(text);
  }
}

function callOf({ method = "GET", url = "/", headers }: IncomingMessage, body: string): Call {
  const target = String(headers["x-amz-target"] ?? "").split(".")[1];
  const action = target ?? new URLSearchParams(body).get("Action") ?? undefined;
  if (action !== undefined && /^[A-Z][A-Za-z]+$/.test(action)) return { action, writes: !READS.test(action) };
  return { action: `${method} ${url.split("?")[0]}`, writes: method !== "GET" && method !== "HEAD" };
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isTcp(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
