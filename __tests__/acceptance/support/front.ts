import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Reach } from "../../../acceptance/checks/ask";
import type { Subject } from "../../../acceptance/verify/checks";
import { type Certificate, certificateFor } from "./certificate";

export const SUBJECT: Subject = {
  host: "gatehouse-acceptance-abc123.example.com",
  origin: "origin.gatehouse-acceptance-abc123.example.com",
  distribution: "d111111abcdef8.cloudfront.net",
  bucket: "gatehouse-accept-abc123-site-1",
  region: "eu-west-1",
  secret: { name: "x-origin-verify", value: "0123456789abcdefghijklmnopqrstuvwxyzabcd" },
  build: {
    marker: "c0ffee",
    index: "<!doctype html><p>c0ffee</p>",
    assetPath: "/assets/app-1.js",
    asset: 'document.title = "1";\n',
  },
};

export interface Request {
  readonly scheme: "http" | "https";
  /** the name of the TLS handshake; empty for plain HTTP */
  readonly servername: string;
  readonly method: string;
  /** path and query */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a stack answers. */
export type Stack = (request: Request) => Reply | Promise<Reply>;

/** A stack on loopback, by plain HTTP and by HTTPS, and how checks get there. */
export interface Front {
  readonly reach: Reach;
  close(): Promise<void>;
}

const NAMES = [
  SUBJECT.host,
  SUBJECT.origin,
  SUBJECT.distribution,
  `${SUBJECT.bucket}.s3.${SUBJECT.region}.amazonaws.com`,
];

export async function startFront(
  stack: Stack,
  certificate: Certificate = certificateFor({ names: NAMES }),
): Promise<Front> {
  const plain = createServer(listener("http", stack));
  const tls = createTlsServer(certificate, listener("https", stack));
  const ports = { 80: await listen(plain), 443: await listen(tls) };
  return {
    reach: {
      ca: certificate.cert,
      seconds: 5,
      connect: (_, port) => ({ host: "127.0.0.1", port: port === 443 ? ports[443] : ports[80] }),
    },
    close: async () => {
      for (const server of [plain, tls]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function listener(scheme: Request["scheme"], stack: Stack): RequestListener {
  return (message, response) => {
    const pieces: Buffer[] = [];
    message.on("data", (piece: Buffer) => pieces.push(piece));
    message.on("end", async () => {
      const { status, headers, body } = await stack(
        requestOf(scheme, message, Buffer.concat(pieces).toString()),
      );
      response.writeHead(status, headers);
      response.end(message.method === "HEAD" ? undefined : body);
    });
  };
}

function requestOf(scheme: Request["scheme"], message: IncomingMessage, body: string): Request {
  const { socket, method = "", url = "" } = message;
  const servername: unknown = Reflect.get(socket, "servername");
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    scheme,
    servername: typeof servername === "string" ? servername : "",
    method,
    url,
    headers,
    body,
  };
}
