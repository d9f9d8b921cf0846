import type { Build } from "../../../acceptance/verify/checks";
import { type Reply, type Request, SUBJECT } from "./front";

const { host, origin, distribution, secret } = SUBJECT;
const VIEWER = "198.51.100.7";

const GUARDS = {
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
};

/**
 * A stack as it should be: CloudFront, load balancer, bucket and echo server in one.
 *
 * @param build what was uploaded
 */
export function rightStack(build: () => Build = () => SUBJECT.build): (request: Request) => Reply {
  let count = 0;
  return (request) => {
    if (request.scheme === "http") {
      return reply(301, "", { location: `https://${request.headers["host"]}${request.url}` });
    }
    switch (request.servername) {
      case host:
        return guarded(atEdge(request, build(), () => ++count));
      case origin:
        return atLoadBalancer(request, () => ++count);
      case distribution:
        return reply(403, "<H1>403 ERROR</H1>");
      default:
        return reply(403, "<Error><Code>AccessDenied</Code></Error>");
    }
  };
}

/** The same with some requests answered otherwise; `undefined` leaves an answer as it is. */
export function brokenStack(
  fault: (request: Request, right: Reply) => Partial<Reply> | undefined,
  build?: () => Build,
): (request: Request) => Reply {
  const right = rightStack(build);
  return (request) => {
    const answer = right(request);
    return { ...answer, ...fault(request, answer) };
  };
}

function atEdge(request: Request, build: Build, next: () => number): Reply {
  const path = request.url.split("?")[0] ?? "";
  if (path.startsWith("/api/")) {
    return echo(
      { ...request, headers: { ...request.headers, "x-forwarded-for": `${VIEWER}, 192.0.2.9` } },
      next,
    );
  }
  if (path === build.assetPath) {
    return reply(200, build.asset, { "cache-control": "public, max-age=31536000, immutable" });
  }
  return path.startsWith("/assets/")
    ? reply(404, "<Error><Code>NoSuchKey</Code></Error>")
    : reply(200, build.index, { "content-type": "text/html; charset=utf-8" });
}

function atLoadBalancer(request: Request, next: () => number): Reply {
  const known = request.headers["host"] === host && request.headers[secret.name] === secret.value;
  return known ? echo(request, next) : reply(403, "");
}

function echo({ method, url, headers, body }: Request, next: () => number): Reply {
  const [path = "", query = ""] = url.split("?");
  const own = { "x-echo-method": method, "content-type": "application/json" };
  if (path !== "/api/echo") return reply(404, '{"error": "no such path"}', own);
  const seen = { ...headers, "x-forwarded-proto": "https" };
  return reply(200, JSON.stringify({ count: next(), method, path, query, headers: seen, body }), own);
}

function guarded(answer: Reply): Reply {
  return { ...answer, headers: { ...GUARDS, ...answer.headers } };
}

function reply(status: number, body: string, headers: Reply["headers"] = {}): Reply {
  return { status, body, headers };
}
