import type { Context } from "./context";
import { CloudFrontError } from "./errors";
import type { XmlElement } from "./xml";

const API = "/2020-05-31";

/** A request as an operation sees it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The `{name}` parts of the route's path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly body: string;
}

/** What an operation answers. */
export interface ApiResponse {
  readonly status: number;
  /** XML, or bytes as they are (a function's code). */
  readonly body?: XmlElement | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the API. */
export interface Route {
  /** The operation's name in the API reference. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path below `/2020-05-31`, with `{name}` parts. */
  readonly path: string;
  /** A query parameter that tells the operation from another one of the same path. */
  readonly query?: { readonly name: string; readonly value: string };
  readonly handle: (request: ApiRequest, context: Context) => ApiResponse | Promise<ApiResponse>;
}

/** Finds the operation of a request and runs it; one that is not imitated is 501, never a silent success. */
export async function dispatch(
  routes: readonly Route[],
  request: Omit<ApiRequest, "parameters">,
  context: Context,
): Promise<ApiResponse> {
  for (const route of routes) {
    const parameters = matchRoute(route, request);
    if (parameters !== undefined) {
      return route.handle({ ...request, parameters }, context);
    }
  }
  throw new CloudFrontError(
    "NotImplemented",
    `The local CloudFront does not imitate ${request.method} ${request.path}.`,
  );
}

function matchRoute(
  route: Route,
  request: Omit<ApiRequest, "parameters">,
): Record<string, string> | undefined {
  const wanted = route.query;
  if (route.method !== request.method) return undefined;
  if (wanted !== undefined && request.query.get(wanted.name) !== wanted.value) return undefined;
  return matchPath(`${API}${route.path}`, request.path);
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const patternParts = pattern.split("/");
  const pathParts = path.replace(/\/$/, "").split("/");
  if (patternParts.length !== pathParts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of patternParts.entries()) {
    const actual = pathParts[index] ?? "";
    if (part.startsWith("{")) {
      parameters[part.slice(1, -1)] = decode(actual);
    } else if (part !== actual) {
      return undefined;
    }
  }
  return parameters;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new CloudFrontError("InvalidArgument", `The path part ${part} is not percent-encoded.`);
  }
}

/** A `{name}` part of the path. */
export function parameter(request: ApiRequest, name: string): string {
  return request.parameters[name] ?? "";
}
