import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { conflictingAliasRoutes } from "./conflicting-aliases";
import { type CloudFrontOptions, type Context, createContext } from "./context";
import { distributionRoutes } from "./distributions";
import { CloudFrontError } from "./errors";
import { functionRoutes } from "./functions";
import { invalidationRoutes } from "./invalidations";
import { originAccessControlRoutes } from "./origin-access-controls";
import { policyRoutes } from "./policies";
import { type ApiResponse, dispatch, type Route } from "./router";
import { taggingRoutes } from "./tagging";
import { vpcOriginRoutes } from "./vpc-origins";
import { buildXml, leaf, node } from "./xml";

export type { Certificate, CloudFrontOptions } from "./context";

const MAX_BODY_BYTES = 1_048_576;

const LOOPBACK = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

/** Every operation that is imitated. */
export const routes: readonly Route[] = [
  ...distributionRoutes,
  ...conflictingAliasRoutes,
  ...originAccessControlRoutes,
  ...functionRoutes,
  ...policyRoutes,
  ...vpcOriginRoutes,
  ...invalidationRoutes,
  ...taggingRoutes,
];

/** A running control plane. */
export interface RunningCloudFront {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * CloudFront's control plane as a request listener, for a server that another process hosts. It answers only
 * requests of this machine.
 *
 * @example
 * createServer(createCloudFront({ folder: ".gatehouse/cloudfront" })).listen(4570, "127.0.0.1");
 */
export function createCloudFront(options: CloudFrontOptions): RequestListener {
  const context = createContext(options);
  return (request, response) => {
    void serve(request, context).then((answer) => send(response, answer));
  };
}

/**
 * Starts the control plane on the loopback interface.
 *
 * @example
 * const { port, close } = await startCloudFront({ port: 0, folder: ".gatehouse/cloudfront" });
 */
export async function startCloudFront(
  options: CloudFrontOptions & { readonly port: number },
): Promise<RunningCloudFront> {
  const server = createServer(createCloudFront(options));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The local CloudFront has no port.");
  }
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      server.closeAllConnections();
    });
  return { port: address.port, close };
}

async function serve(request: IncomingMessage, context: Context): Promise<ApiResponse> {
  try {
    if (!LOOPBACK.includes(request.socket.remoteAddress ?? "")) {
      throw new CloudFrontError("AccessDenied", "The local CloudFront answers only its own machine.");
    }
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const ifMatch = request.headers["if-match"];
    return await dispatch(
      routes,
      {
        method: request.method ?? "GET",
        path: url.pathname,
        query: url.searchParams,
        ifMatch,
        body: await readBody(request),
      },
      context,
    );
  } catch (error) {
    return errorResponse(error);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BODY_BYTES) {
      throw new CloudFrontError("MalformedInput", `The body is longer than ${MAX_BODY_BYTES} bytes.`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function errorResponse(error: unknown): ApiResponse {
  const known = error instanceof CloudFrontError;
  const status = known ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  const body = node(
    "ErrorResponse",
    node(
      "Error",
      leaf("Type", status >= 500 ? "Receiver" : "Sender"),
      leaf("Code", known ? error.code : "InternalFailure"),
      leaf("Message", message),
    ),
    leaf("RequestId", randomUUID()),
  );
  return { status, body };
}

function send(response: ServerResponse, { status, body, headers }: ApiResponse): void {
  const content = body === undefined || Buffer.isBuffer(body) ? body : buildXml(body);
  response.writeHead(status, {
    ...(typeof content === "string" ? { "Content-Type": "text/xml" } : {}),
    "x-amzn-RequestId": randomUUID(),
    ...headers,
  });
  response.end(content);
}
