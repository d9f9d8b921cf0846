import { type IncomingHttpHeaders, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";

/** Where a connection goes. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How the world outside is reached. */
export interface Reach {
  /** where to connect instead of what DNS says @default - the name and port themselves */
  readonly connect?: (host: string, port: number) => Address;
  /** the authorities to trust, in PEM @default - those of Node */
  readonly ca?: string;
  /** how long one answer may take @default 15 */
  readonly seconds?: number;
}

export interface Question {
  /** @default "https" */
  readonly scheme?: "http" | "https";
  /** the name to connect to, and that of the certificate */
  readonly host: string;
  readonly path: string;
  /** @default "GET" */
  readonly method?: string;
  /** `Host` among them, where it is another than `host` */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** 4: by IPv4 alone @default - whatever answers first */
  readonly family?: 4;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Enough for every body that a check looks at. */
const MOST_BYTES = 1_000_000;

/** Asks once, follows no redirect, keeps no connection. */
export function ask(question: Question, reach: Reach): Promise<Answer> {
  const { scheme = "https", host, path, method = "GET", headers = {}, body, family } = question;
  const port = scheme === "https" ? 443 : 80;
  const to = reach.connect?.(host, port) ?? { host, port };
  const options = {
    ...to,
    method,
    path,
    agent: false as const,
    ...(family && { family }),
    headers: {
      host,
      ...lowerCase(headers),
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    },
    signal: AbortSignal.timeout((reach.seconds ?? 15) * 1000),
  };
  return new Promise((resolve, reject) => {
    const sent =
      scheme === "https"
        ? tlsRequest({ ...options, servername: host, ...(reach.ca && { ca: reach.ca }) })
        : plainRequest(options);
    sent.on("error", (error) => reject(explain(error, reach)));
    sent.on("response", (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size > MOST_BYTES) response.destroy(new Error(`more than ${MOST_BYTES} bytes`));
        else pieces.push(piece);
      });
      response.on("error", (error) => reject(explain(error, reach)));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString("utf8"),
        }),
      );
    });
    sent.end(body);
  });
}

function explain(error: Error, { seconds = 15 }: Reach): Error {
  return error.name === "AbortError" || error.name === "TimeoutError"
    ? new Error(`none within ${seconds} s`)
    : error;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A header as one text; empty where there is none. */
export function headerOf({ headers }: Answer, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

/** The beginning of a body, in one line. */
export function beginningOf({ body }: Answer): string {
  const line = body.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60)}...` : line;
}
