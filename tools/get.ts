import * as http from "node:http";
import * as https from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { proxyAuthorization, proxyFor } from "./proxy";

const MOST_REDIRECTS = 5;

export interface GetOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly headers?: Record<string, string>;
  /** how long nothing may come, in seconds */
  readonly idleSeconds: number;
}

/** GETs a URL, through the proxy that the environment names, and follows redirects; the status is for the caller to judge. */
export async function get(url: URL, options: GetOptions, redirects = 0): Promise<http.IncomingMessage> {
  const response = await send(url, options);
  const { location } = response.headers;
  if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) {
    return response;
  }
  response.destroy();
  if (redirects === MOST_REDIRECTS) {
    throw new Error(`more than ${MOST_REDIRECTS} redirects`);
  }
  return get(new URL(location, url), options, redirects + 1);
}

async function send(url: URL, options: GetOptions): Promise<http.IncomingMessage> {
  const proxy = proxyFor(url, options.env);
  if (proxy === undefined) {
    return answer(clientOf(url).request(url, { headers: options.headers, agent: false }), options);
  }
  if (url.protocol === "https:") {
    const socket = await tunnel(proxy, url, options);
    const host = hostOf(url);
    const createConnection = () => connectTls({ socket, host, servername: isIP(host) === 0 ? host : "" });
    return answer(https.request(url, { headers: options.headers, createConnection }), options);
  }
  const headers = { ...options.headers, Host: url.host, ...proxyAuthorization(proxy) };
  return answer(
    clientOf(proxy).request({ ...addressOf(proxy), path: url.href, headers, agent: false }),
    options,
  );
}

/** A connection to the host of a URL through a proxy, which sees nothing of what is said over it. */
async function tunnel(proxy: URL, url: URL, { idleSeconds }: GetOptions): Promise<Socket> {
  const authority = `${url.hostname}:${url.port || 443}`;
  const headers = { Host: authority, ...proxyAuthorization(proxy) };
  const request = clientOf(proxy).request({
    ...addressOf(proxy),
    method: "CONNECT",
    path: authority,
    headers,
    agent: false,
  });
  return new Promise((resolve, reject) => {
    limit(request, idleSeconds);
    request.on("error", (error) => reject(ofProxy(proxy, error)));
    request.on("connect", ({ statusCode }: http.IncomingMessage, socket: Socket) => {
      if (statusCode === 200) {
        resolve(socket);
      } else {
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} answered ${statusCode}`));
      }
    });
    request.end();
  });
}

function answer(request: http.ClientRequest, { idleSeconds }: GetOptions): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    limit(request, idleSeconds);
    request.on("error", reject);
    request.on("response", resolve);
    request.end();
  });
}

function limit(request: http.ClientRequest, seconds: number): void {
  request.setTimeout(seconds * 1000, () => {
    request.destroy(new Error(`nothing came for ${seconds} s`));
  });
}

function ofProxy(proxy: URL, error: Error): Error {
  return new Error(`the proxy ${proxy.host} cannot be reached (${error.message || error.name})`);
}

function clientOf({ protocol }: URL): typeof http | typeof https {
  return protocol === "https:" ? https : http;
}

function addressOf(url: URL): { readonly host: string; readonly port: string | number } {
  return { host: hostOf(url), port: url.port || (url.protocol === "https:" ? 443 : 80) };
}

/** Without the brackets that a URL puts around an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}
