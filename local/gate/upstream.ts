import { Agent, request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import type { AwsRequest, AwsResponse } from "./aws-request";

/** What the gate hands on to: moto or our CloudFront, on a loopback port. */
export class Upstream {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(readonly origin: string) {}

  /** Sends a call on, with the caller's Host and Authorization, by which moto tells the service. */
  send(request: Pick<AwsRequest, "method" | "target" | "headers" | "body">): Promise<AwsResponse> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.origin);
      const outgoing = httpRequest(
        {
          agent: this.#agent,
          hostname,
          port,
          method: request.method,
          path: request.target,
          headers: outgoingHeaders(request),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () =>
            resolve({
              status: incoming.statusCode ?? 502,
              headers: defined(incoming.headers),
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(request.body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function outgoingHeaders({ headers, body }: Pick<AwsRequest, "headers" | "body">): OutgoingHttpHeaders {
  const { connection: _c, expect: _e, "transfer-encoding": _t, "content-length": sent, ...kept } = headers;
  return sent === undefined && body.length === 0 ? kept : { ...kept, "content-length": String(body.length) };
}

function defined(headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      kept[name] = value;
    }
  }
  return kept;
}
