import { runInNewContext } from "node:vm";
import {
  DEFAULT_ASSET_EXTENSIONS,
  type ViewerRequestOptions,
  viewerRequestCode,
} from "../../../modules/edge/viewer-request-source";

interface Parameter {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

interface Request {
  readonly method?: string;
  readonly uri?: string;
  readonly host?: string;
  /** the query as it stands in the URL; undefined where the URL has no `?` */
  readonly query?: string;
  /** what CloudFront made of the query */
  readonly querystring?: Record<string, Parameter>;
  /** without the helper method, as in CloudFront's own test events */
  readonly parsedOnly?: boolean;
}

const BASE: ViewerRequestOptions = {
  canonicalHost: null,
  redirectHosts: [],
  pages: "untouched",
  assetExtensions: [],
};
const REDIRECT: ViewerRequestOptions = {
  ...BASE,
  canonicalHost: "example.com",
  redirectHosts: ["www.example.com", "*.example.org"],
};
const SPA: ViewerRequestOptions = { ...BASE, pages: "spa", assetExtensions: DEFAULT_ASSET_EXTENSIONS };

/** The event as CloudFront passes it. */
function eventOf({
  method = "GET",
  uri = "/",
  host = "example.com",
  query,
  querystring = {},
  parsedOnly,
}: Request) {
  return {
    version: "1.0",
    context: {
      distributionDomainName: "d111111abcdef8.cloudfront.net",
      distributionId: "EDFDVBD6EXAMPLE",
      eventType: "viewer-request",
      requestId: "EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==",
    },
    viewer: { ip: "198.51.100.11" },
    request: {
      method,
      uri,
      querystring,
      headers: { host: { value: host }, accept: { value: "text/html" } },
      cookies: { id: { value: "CookeIdValue" } },
      ...(parsedOnly ? {} : { rawQueryString: () => query }),
    },
  };
}

/** Runs the very code that CloudFront is given. */
function run(options: ViewerRequestOptions, request: Request) {
  const context = { event: eventOf(request) };
  return runInNewContext(`${viewerRequestCode(options)}\nhandler(event);`, context);
}

describe("redirect", () => {
  test.each([
    ["GET", 301, "Moved Permanently"],
    ["HEAD", 301, "Moved Permanently"],
    ["POST", 308, "Permanent Redirect"],
    ["PUT", 308, "Permanent Redirect"],
    ["PATCH", 308, "Permanent Redirect"],
    ["DELETE", 308, "Permanent Redirect"],
    ["OPTIONS", 308, "Permanent Redirect"],
  ])("%s is answered with %i", (method, statusCode, statusDescription) => {
    expect(run(REDIRECT, { method, host: "www.example.com", uri: "/a" })).toEqual({
      statusCode,
      statusDescription,
      headers: { location: { value: "https://example.com/a" }, "cache-control": { value: "max-age=3600" } },
    });
  });

  test.each([
    ["www.example.com", true],
    ["WWW.Example.COM", true],
    ["www.example.com:443", true],
    ["www.example.com.", true],
    ["a.example.org", true],
    ["a.b.example.org", true],
    ["example.org", false],
    ["badexample.org", false],
    ["example.com", false],
    ["EXAMPLE.com:443", false],
    ["d111111abcdef8.cloudfront.net", false],
    ["www.example.com.evil.test", false],
    ["", false],
  ])("Host %j is redirected: %s", (host, redirected) => {
    expect("statusCode" in run(REDIRECT, { host })).toBe(redirected);
  });

  test.each([
    ["d111111abcdef8.cloudfront.net", true],
    ["anything.test", true],
    ["example.com", false],
    ["", false],
  ])("with *, Host %j is redirected: %s", (host, redirected) => {
    expect("statusCode" in run({ ...REDIRECT, redirectHosts: ["*"] }, { host })).toBe(redirected);
  });

  test("a wildcard never redirects the canonical host to itself", () => {
    const options = { ...REDIRECT, canonicalHost: "www.example.org", redirectHosts: ["*.example.org"] };
    expect(run(options, { host: "www.example.org" })).not.toHaveProperty("statusCode");
  });

  test("a Host that is missing is passed on", () => {
    const { request } = eventOf({});
    const event = { request: { ...request, headers: {} } };
    const code = viewerRequestCode({ ...REDIRECT, redirectHosts: ["*"] });
    expect(runInNewContext(`${code}\nhandler(event);`, { event })).not.toHaveProperty("statusCode");
  });

  test.each([
    ["no query", "/a/b", undefined, "/a/b"],
    ["an empty query", "/a", "", "/a?"],
    ["one parameter", "/a", "x=1", "/a?x=1"],
    ["repeated names, interleaved", "/a", "x=1&y=2&x=3", "/a?x=1&y=2&x=3"],
    ["an empty value", "/a", "x=", "/a?x="],
    ["no value", "/a", "x", "/a?x"],
    ["both", "/a", "x&x=&x=1", "/a?x&x=&x=1"],
    ["encoded delimiters", "/a", "x=%26%3D%3F%23&y=a%2Bb+c", "/a?x=%26%3D%3F%23&y=a%2Bb+c"],
    [
      "an encoded URL",
      "/login",
      "next=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc",
      "/login?next=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc",
    ],
    ["brackets and semicolons", "/a", "ids[]=1;2&ids[]=3", "/a?ids[]=1;2&ids[]=3"],
    ["a second question mark", "/a", "x=1?2", "/a?x=1?2"],
    ["an encoded name", "/a", "caf%C3%A9=%E2%82%AC", "/a?caf%C3%A9=%E2%82%AC"],
    ["numbers as names, in their order", "/a", "2=b&1=a", "/a?2=b&1=a"],
    ["an encoded path", "/caf%C3%A9/a%2Fb%20c", undefined, "/caf%C3%A9/a%2Fb%20c"],
    ["a path that begins like a host", "//evil.test/x", "y=1", "//evil.test/x?y=1"],
    ["a trailing slash", "/a/", undefined, "/a/"],
  ])("keeps %s", (_, uri, query, expected) => {
    const { headers } = run(REDIRECT, { host: "www.example.com", uri, query });
    expect(headers.location.value).toBe(`https://example.com${expected}`);
  });

  test.each<[string, Record<string, Parameter>, string]>([
    ["nothing", {}, ""],
    ["one", { x: { value: "1" } }, "?x=1"],
    ["an empty value", { x: { value: "" } }, "?x="],
    [
      "repeated",
      { x: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, y: { value: "%26" } },
      "?x=1&x=2&y=%26",
    ],
  ])("builds the query anew where only the parsed form is there: %s", (_, querystring, expected) => {
    const { headers } = run(REDIRECT, { host: "www.example.com", querystring, parsedOnly: true });
    expect(headers.location.value).toBe(`https://example.com/${expected}`);
  });

  test("believes the parsed form where the raw one is empty, as in CloudFront's test events", () => {
    const querystring = { x: { value: "1" } };
    const { headers } = run(REDIRECT, { host: "www.example.com", query: "", querystring });
    expect(headers.location.value).toBe("https://example.com/?x=1");
  });

  test("comes before the rewriting of pages, so the path is the viewer's", () => {
    const { headers } = run(
      { ...SPA, ...REDIRECT, pages: "spa" },
      { host: "www.example.com", uri: "/users/1" },
    );
    expect(headers.location.value).toBe("https://example.com/users/1");
  });
});

describe("spa", () => {
  test.each([
    "/",
    "/users",
    "/users/",
    "/users/jane.doe",
    "/users/jane.doe/",
    "/v1.2/notes",
    "/assets.js/page",
    "/js",
    "/release-1.0",
    "/file.",
    "/search.unknownextension",
    "/a%2Ejs",
    "/.well-known",
    "/x/.well-known/page",
    "/caf%C3%A9",
    "/index.php",
    "/constructor",
    "/a.constructor",
  ])("%s is a page", (uri) => {
    expect(run(SPA, { uri }).uri).toBe("/index.html");
  });

  test.each([
    "/app.js",
    "/assets/app.4f3a.js",
    "/assets/app.js.map",
    "/LOGO.PNG",
    "/favicon.ico",
    "/robots.txt",
    "/index.html",
    "/google1234567890abcdef.html",
    "/manifest.webmanifest",
    "/fonts/a.woff2",
    "/users/jane.json",
    "/.well-known/",
    "/.well-known/assetlinks.json",
    "/.well-known/apple-app-site-association",
    "/.well-known/acme-challenge/x",
  ])("%s is a file", (uri) => {
    expect(run(SPA, { uri }).uri).toBe(uri);
  });

  test.each([...DEFAULT_ASSET_EXTENSIONS])("a missing .%s is asked of the bucket", (extension) => {
    expect(run(SPA, { uri: `/missing.${extension}` }).uri).toBe(`/missing.${extension}`);
  });

  test("takes other extensions", () => {
    const options = { ...SPA, assetExtensions: ["glb"] };
    expect(run(options, { uri: "/a.glb" }).uri).toBe("/a.glb");
    expect(run(options, { uri: "/a.js" }).uri).toBe("/index.html");
  });

  test.each(["GET", "HEAD", "OPTIONS"])(
    "%s is rewritten alike, and all else of the request stays",
    (method) => {
      const result = run(SPA, { method, uri: "/users/1", query: "a=1", querystring: { a: { value: "1" } } });
      const { request } = eventOf({ method, uri: "/index.html", querystring: { a: { value: "1" } } });
      expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(request)));
    },
  );
});

describe("directories", () => {
  test.each([
    ["/", "/index.html"],
    ["/docs/", "/docs/index.html"],
    ["/docs", "/docs"],
    ["/docs/a.html", "/docs/a.html"],
    ["/v1.2/", "/v1.2/index.html"],
  ])("%s is %s", (uri, expected) => {
    expect(run({ ...BASE, pages: "directories" }, { uri }).uri).toBe(expected);
  });
});

describe("untouched", () => {
  test.each(["/", "/api/", "/api/users/jane.doe", "/api/a%20b"])("%s stays", (uri) => {
    expect(run(REDIRECT, { uri }).uri).toBe(uri);
  });
});

describe("the code", () => {
  const code = viewerRequestCode({
    ...SPA,
    ...REDIRECT,
    pages: "spa",
    assetExtensions: DEFAULT_ASSET_EXTENSIONS,
  });

  test("is far below 10 KB", () => {
    expect(Buffer.byteLength(code)).toBeLessThan(4_096);
  });

  test.each([
    ["template literals and Terraform's interpolation", /`|\$\{|%\{/],
    ["arrow functions", /=>/],
    ["spread and rest", /\.\.\./],
    ["optional chaining and ??", /\?\.|\?\?/],
    ["for-of and classes", /\bof\b.*\)|\bclass\b/],
    ["destructuring", /(const|let)\s*[[{]/],
    ["characters beyond ASCII", /[^\n\x20-\x7e]/],
  ])("has no %s", (_, form) => {
    expect(code.replace(/^\s*\/\/.*$/gm, "")).not.toMatch(form);
  });

  test("is one text for one set of options", () => {
    const { canonicalHost, redirectHosts, pages, assetExtensions } = SPA;
    expect(viewerRequestCode({ assetExtensions, pages, redirectHosts, canonicalHost })).toBe(
      viewerRequestCode(SPA),
    );
  });
});
