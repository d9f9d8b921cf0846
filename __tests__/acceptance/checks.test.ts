import { ownAddress } from "../../acceptance/checks/api";
import type { Resolve } from "../../acceptance/checks/dns";
import { type Check, echoApi, INSIDE, OUTSIDE } from "../../acceptance/verify/checks";
import { certificateFor } from "./support/certificate";
import { type Front, type Reply, type Request, SUBJECT, startFront } from "./support/front";
import { brokenStack, rightStack } from "./support/stack";

const CHECKS = [...OUTSIDE, ...INSIDE];
const { host, origin, distribution, build } = SUBJECT;

const rightNames: Resolve = async (name, type) =>
  type === "A" ? ["192.0.2.1"] : name === host ? ["2001:db8::1"] : [];

type Fault = (request: Request, right: Reply) => Partial<Reply> | undefined;

/** An answer of the edge's under the site's name, by path, changed. */
function at(path: RegExp, change: (right: Reply, request: Request) => Partial<Reply>): Fault {
  return (request, right) =>
    request.servername === host && path.test(request.url) ? change(right, request) : undefined;
}

/** An answer without one of its headers. */
function without(name: string): (right: Reply) => Partial<Reply> {
  return ({ headers }) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
  });
}

/** What the backend says it saw, changed. */
function seen(change: (echo: Record<string, unknown>) => object): Fault {
  return at(/^\/api\/echo/, ({ body }) => {
    const said: Record<string, unknown> = JSON.parse(body);
    return { body: JSON.stringify({ ...said, ...change(said) }) };
  });
}

function withoutHeader(name: string): Fault {
  return seen(({ headers }) => ({ headers: { ...Object(headers), [name]: "another" } }));
}

const index = { status: 200, body: build.index, headers: { "content-type": "text/html" } };

/** What can be wrong with a stack, and the check that has to see it. */
const FAULTS: readonly (readonly [check: string, what: string, fault: Fault])[] = [
  ["index", "it is an error", at(/^\/$/, () => ({ status: 403 }))],
  ["index", "it is another page", at(/^\/$/, () => ({ body: "welcome" }))],
  ["index", "it is no HTML", at(/^\/$/, () => ({ headers: { "content-type": "binary/octet-stream" } }))],
  ["deep-link", "it is not found", at(/^\/users/, () => ({ status: 404 }))],
  ["deep-link", "it is an error page", at(/^\/users/, () => ({ body: "NoSuchKey" }))],
  ["asset", "it is rewritten to the index", at(/^\/assets\/app/, () => index)],
  ["asset", "its Cache-Control is gone", at(/^\/assets\/app/, without("cache-control"))],
  ["missing-asset", "it is the index", at(/^\/assets\/nowhere/, () => index)],
  ["missing-asset", "it is 403: the distribution may not list", at(/^\/assets\/n/, () => ({ status: 403 }))],
  ["https", "it is served in plain", ({ scheme }) => (scheme === "http" ? index : undefined)],
  [
    "https",
    "the path is lost",
    ({ scheme }) => (scheme === "http" ? { headers: { location: `https://${host}/` } } : undefined),
  ],
  ["https", "it is for now only", ({ scheme }) => (scheme === "http" ? { status: 302 } : undefined)],
  ["headers", "no HSTS", at(/^\/$/, without("strict-transport-security"))],
  [
    "headers",
    "a short HSTS",
    at(/./, ({ headers }) => ({ headers: { ...headers, "strict-transport-security": "max-age=300" } })),
  ],
  ["headers", "none on the API", at(/^\/api\/echo/, without("x-content-type-options"))],
  ["headers", "none on errors", at(/^\/api\/missing/, without("x-frame-options"))],
  ["headers", "no Referrer-Policy", at(/^\/$/, without("referrer-policy"))],
  ["api", "it is 502", at(/^\/api\/echo/, () => ({ status: 502 }))],
  ["api", "the site answers", at(/^\/api\/echo/, () => index)],
  ["api", "the Host is the origin's", withoutHeader("host")],
  ["api", "HTTPS is not told", withoutHeader("x-forwarded-proto")],
  ["api-404", "it is the index", at(/^\/api\/missing/, () => index)],
  ["api-404", "it is the index with 404", at(/^\/api\/missing/, () => ({ ...index, status: 404 }))],
  [
    "methods",
    "one is refused",
    at(/^\/api/, (_, { method }) => (method === "PATCH" ? { status: 403, body: "" } : {})),
  ],
  ["methods", "one is changed", at(/^\/api/, (_, { method }) => (method === "HEAD" ? { headers: {} } : {}))],
  ["methods", "bodies are lost", seen(({ method }) => (method === "DELETE" ? { body: "" } : {}))],
  ["carries", "no query", seen(() => ({ query: "" }))],
  ["carries", "the query is sorted", seen(() => ({ query: "a=1&a=2&b=+x&c=" }))],
  ["carries", "no cookies", withoutHeader("cookie")],
  ["carries", "no Authorization", withoutHeader("authorization")],
  ["carries", "no header of its own", withoutHeader("x-custom")],
  ["fresh", "one answer for all", seen(() => ({ count: 1 }))],
  ["fresh", "no answer", at(/^\/api\/echo/, () => ({ body: "" }))],
  ["other-host", "the site is served", ({ servername }) => (servername === distribution ? index : undefined)],
  [
    "other-host",
    "the site is served as an error",
    ({ servername }) => (servername === distribution ? { body: build.index } : undefined),
  ],
  [
    "bucket",
    "the object is public",
    ({ servername }) => (servername.startsWith(SUBJECT.bucket) ? index : undefined),
  ],
  [
    "bucket",
    "there is no bucket",
    ({ servername }) => (servername.startsWith(SUBJECT.bucket) ? { status: 404 } : undefined),
  ],
  [
    "origin-secret",
    "anyone gets in",
    ({ servername }) => (servername === origin ? { status: 200, body: "{}" } : undefined),
  ],
  [
    "origin-secret",
    "any secret gets in",
    ({ servername, headers }) =>
      servername === origin && headers[SUBJECT.secret.name] ? { status: 200 } : undefined,
  ],
  [
    "origin-secret",
    "nobody gets in, CloudFront neither",
    ({ servername }) => (servername === origin ? { status: 403, body: "" } : undefined),
  ],
  [
    "origin-host",
    "any Host gets in",
    ({ servername }) => (servername === origin ? { status: 200 } : undefined),
  ],
];

/** Faults that no answer of a server shows. */
const ELSEWHERE = ["certificate", "dns", "origin-dns"];

describe("of a stack as it should be", () => {
  let front: Front;
  beforeAll(async () => {
    front = await startFront(rightStack());
  });
  afterAll(() => front.close());

  it.each(CHECKS.map((check) => [check.id, check] as const))("%s is OK", async (_, check) => {
    expect(await check.look(SUBJECT, front.reach, rightNames)).toEqual({
      status: "OK",
      seen: expect.stringMatching(/\S/),
    });
  });

  it("this machine's address from outside is known", async () => {
    expect(await ownAddress(echoApi(SUBJECT), front.reach)).toBe("198.51.100.7");
  });

  it("no check says the secret", async () => {
    for (const check of CHECKS) {
      const { seen: text } = await check.look(SUBJECT, front.reach, rightNames);
      expect(text).not.toContain(SUBJECT.secret.value);
    }
  });
});

describe("of a broken stack", () => {
  it.each(FAULTS)("%s fails where %s", async (id, _, fault) => {
    const front = await startFront(brokenStack(fault));
    try {
      const { status } = await checkOf(id).look(SUBJECT, front.reach, rightNames);
      expect(status).toBe("FAIL");
    } finally {
      await front.close();
    }
  });

  it("each check has a fault that it sees", () => {
    const covered = new Set([...FAULTS.map(([id]) => id), ...ELSEWHERE]);
    expect(CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it.each(CHECKS.filter(({ id }) => !/dns$/.test(id)).map((check) => [check.id, check] as const))(
    "%s fails where nothing answers",
    async (_, check) => {
      const front = await startFront(rightStack());
      await front.close();
      const verdict = await check.look(SUBJECT, front.reach, rightNames);
      expect(verdict).toEqual({ status: "FAIL", seen: expect.stringMatching(/no answer|0 of 7/) });
    },
  );

  it("the address of this machine is not guessed", async () => {
    const front = await startFront(brokenStack(withoutHeader("x-forwarded-for")));
    try {
      expect(await ownAddress(echoApi(SUBJECT), front.reach)).toBeUndefined();
    } finally {
      await front.close();
    }
  });
});

describe("the certificate", () => {
  const lookAt = async (options: { names: string[]; days?: number }, trusted: boolean) => {
    const front = await startFront(rightStack(), certificateFor(options));
    try {
      const { ca: _, ...untrusting } = front.reach;
      const reach = trusted ? front.reach : untrusting;
      return await checkOf("certificate").look(SUBJECT, reach, rightNames);
    } finally {
      await front.close();
    }
  };

  it("is seen with its names, its days and the protocol", async () => {
    const verdict = await lookAt({ names: [host, "other.example.com"], days: 90 }, true);
    expect(verdict).toEqual({ status: "OK", seen: `${host}, other.example.com, 89 days left, TLSv1.3` });
  });

  it.each([
    ["of an unknown authority", { names: [host] }, false, /not trusted: /],
    ["of another name", { names: ["example.com"] }, true, /it is not that of gatehouse-acceptance/],
    ["of a wildcard that does not reach", { names: ["*.com"] }, true, /it is not that of/],
    ["about to end", { names: [host], days: 29 }, true, /lasts less than 30 days/],
    ["at its end", { names: [host], days: -1 }, true, /not trusted: .*lasts less than 30 days/],
  ])("%s fails", async (_, options, trusted, problem) => {
    expect(await lookAt(options, trusted)).toEqual({ status: "FAIL", seen: expect.stringMatching(problem) });
  });
});

describe("names", () => {
  const names = (a: readonly string[], aaaa: readonly string[]): Resolve => {
    return async (_, type) => (type === "A" ? a : aaaa);
  };
  const look = (id: string, resolve: Resolve) => checkOf(id).look(SUBJECT, {}, resolve);

  it.each([
    ["dns", [], ["2001:db8::1"], "FAIL"],
    ["dns", ["192.0.2.1"], [], "FAIL"],
    ["dns", ["192.0.2.1"], ["2001:db8::1"], "OK"],
    ["origin-dns", [], [], "FAIL"],
    ["origin-dns", ["192.0.2.1"], ["2001:db8::1"], "FAIL"],
    ["origin-dns", ["192.0.2.1"], [], "OK"],
  ])("%s with A %j and AAAA %j: %s", async (id, a, aaaa, status) => {
    expect((await look(id, names(a, aaaa))).status).toBe(status);
  });

  it("that no resolver answers for have failed", async () => {
    const broken: Resolve = () => Promise.reject(Object.assign(new Error("queryA"), { code: "ETIMEOUT" }));
    expect(await look("dns", broken)).toEqual({ status: "FAIL", seen: "no answer: ETIMEOUT: queryA" });
  });
});

function checkOf(id: string): Check {
  const found = CHECKS.find((check) => check.id === id);
  if (found === undefined) throw new Error(`there is no check ${id}`);
  return found;
}
