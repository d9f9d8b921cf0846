import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { credentialsOf, passwordHash } from "../../../config/password-form";
import {
  DEFAULT_ASSET_EXTENSIONS,
  type ViewerRequestOptions,
  viewerRequestCode,
} from "../../../modules/edge/viewer-request-source";

const SALT = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const OTHER_SALT = "ffeeddccbbaa99887766554433221100";

function line(user: string, password: string, salt = SALT): string {
  return `${user}:${salt}:${passwordHash(salt, credentialsOf(user, password))}`;
}

const OPTIONS: ViewerRequestOptions = {
  canonicalHost: null,
  redirectHosts: [],
  pages: "untouched",
  assetExtensions: [],
  basicAuth: {
    passwords: [line("preview", "correct horse"), line("jörg", "pässwörd: ünlöck", OTHER_SALT)],
    exempt: ["/healthz", "/api/webhooks/*", "/status/?.json", "/a/*/b/*.txt"],
  },
};

interface Header {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

interface Sent {
  readonly method?: string;
  readonly uri?: string;
  readonly host?: string;
  readonly authorization?: string | Header;
}

/** Runs the very code that CloudFront is given; `crypto` is the one module that its runtime has, and ours too. */
function run(
  { method = "GET", uri = "/", host = "example.com", authorization }: Sent,
  options: ViewerRequestOptions = OPTIONS,
) {
  const header = typeof authorization === "string" ? { value: authorization } : authorization;
  const request = {
    method,
    uri,
    querystring: {},
    headers: { host: { value: host }, cookie: { value: "a=b" }, ...(header && { authorization: header }) },
    cookies: {},
  };
  const modules = createRequire(__filename);
  const only = (name: string) => {
    if (name !== "crypto") throw new Error(`no such module: ${name}`);
    return modules(name);
  };
  const context = { event: { request }, require: only };
  return runInNewContext(`${viewerRequestCode(options)}\nhandler(event);`, context);
}

const basic = (user: string, password: string) => `Basic ${credentialsOf(user, password)}`;
const RIGHT = basic("preview", "correct horse");
const CHALLENGE = {
  statusCode: 401,
  statusDescription: "Unauthorized",
  headers: {
    "www-authenticate": { value: 'Basic realm="preview", charset="UTF-8"' },
    "cache-control": { value: "no-store" },
  },
};

describe("whoever has a password", () => {
  it("is let in, and what was sent for it goes no further", () => {
    const request = run({ uri: "/users/1", authorization: RIGHT });
    expect(request).toMatchObject({ uri: "/users/1", headers: { cookie: { value: "a=b" } } });
    expect(request.headers).not.toHaveProperty("authorization");
  });

  test.each([
    ["another user's", basic("jörg", "pässwörd: ünlöck")],
    ["a scheme in other letters", RIGHT.replace("Basic", "bAsIc")],
    ["more space behind the scheme", RIGHT.replace("Basic ", "Basic   ")],
    ["one value that is a list too", { value: RIGHT, multiValue: [{ value: RIGHT }] }],
  ])("is let in by %s", (_, authorization) => {
    expect(run({ authorization })).not.toHaveProperty("statusCode");
  });

  test.each(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])("is let in with %s", (method) => {
    expect(run({ method, authorization: RIGHT })).toMatchObject({ method, uri: "/" });
  });
});

describe("whoever has none", () => {
  test.each<[string, string | Header | undefined]>([
    ["no header", undefined],
    ["an empty header", ""],
    ["the scheme alone", "Basic"],
    ["no credentials", "Basic "],
    ["a wrong password", basic("preview", "correct horsf")],
    ["the beginning of the password", basic("preview", "correct hors")],
    ["a longer password", basic("preview", "correct horse ")],
    ["no password", basic("preview", "")],
    ["a password in other letters", basic("preview", "Correct horse")],
    ["another user", basic("admin", "correct horse")],
    ["a user in other letters", basic("Preview", "correct horse")],
    ["one user's name with another's password", basic("preview", "pässwörd: ünlöck")],
    ["the password without a user", `Basic ${Buffer.from("correct horse").toString("base64")}`],
    ["the credentials in clear", "Basic preview:correct horse"],
    ["the hash", `Basic ${OPTIONS.basicAuth?.passwords[0]}`],
    ["the hash as password", basic("preview", passwordHash(SALT, credentialsOf("preview", "correct horse")))],
    ["a token", "Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"],
    ["a bearer", "Bearer abc.def.ghi"],
    ["Latin-1", `Basic ${Buffer.from("jörg:pässwörd: ünlöck", "latin1").toString("base64")}`],
    ["what follows the credentials", `${RIGHT} x`],
    ["what stands before the scheme", `x ${RIGHT}`],
    ["a line break", `Basic\n${RIGHT.slice(6)}`],
    ["padding that is too much", `${RIGHT}===`],
    ["two headers, the first right", { value: RIGHT, multiValue: [{ value: RIGHT }, { value: "Token x" }] }],
    ["two headers, the second right", { value: "x", multiValue: [{ value: "x" }, { value: RIGHT }] }],
    ["a word of the language", "Basic constructor"],
  ])("is asked with %s", (_, authorization) => {
    expect(run({ authorization })).toEqual(CHALLENGE);
  });

  test.each(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])("is asked with %s", (method) => {
    expect(run({ method })).toEqual(CHALLENGE);
  });
});

describe("a path that is exempt", () => {
  test.each([
    "/healthz",
    "/api/webhooks",
    "/api/webhooks/",
    "/api/webhooks/stripe",
    "/api/webhooks/a/b/c.d-e_f~g@h:1",
    "/status/1.json",
    "/a/x/b/y.txt",
    "/a/x/y/b/z/w.txt",
    "/api/webhooks/..a",
    "/api/webhooks/a..",
    "/api/webhooks/...",
  ])("%s needs no password, and keeps its own header", (uri) => {
    expect(run({ uri })).toMatchObject({ uri });
    expect(run({ uri, authorization: "Token x" }).headers.authorization).toEqual({ value: "Token x" });
  });

  test.each([
    ["another one", "/"],
    ["in other letters", "/Healthz"],
    ["with something behind", "/healthz/"],
    ["with something behind", "/healthz/x"],
    ["with an extension", "/healthz.html"],
    ["with a letter more", "/healthzz"],
    ["with a letter less", "/health"],
    ["with something before", "/x/healthz"],
    ["with two slashes before", "//healthz"],
    ["with two slashes within", "/api//webhooks/x"],
    ["with two slashes in what is open", "/api/webhooks//x"],
    ["with a tree that begins alike", "/api/webhooks-admin"],
    ["with two characters for one", "/status/12.json"],
    ["with no character for one", "/status/.json"],
    ["that leads out", "/api/webhooks/../users"],
    ["that leads out at its end", "/api/webhooks/.."],
    ["that leads out twice", "/api/webhooks/x/../../users"],
    ["that leads to itself", "/api/webhooks/./x"],
    ["that ends in itself", "/api/webhooks/."],
    ["that leads out in escapes", "/api/webhooks/%2e%2e/users"],
    ["that leads out in capital escapes", "/api/webhooks/%2E%2E/users"],
    ["that leads out half in escapes", "/api/webhooks/.%2e/users"],
    ["that leads out in escapes of escapes", "/api/webhooks/%252e%252e/users"],
    ["with an escaped slash", "/api/webhooks%2f..%2fusers"],
    ["with an escaped letter", "/%68ealthz"],
    ["with an escaped letter in what is open", "/api/webhooks/%61"],
    ["with a backslash", "/api/webhooks/..\\users"],
    ["with a parameter", "/api/webhooks/..;/users"],
    ["with a parameter behind", "/healthz;x"],
    ["with a null", "/healthz\0"],
    ["with an escaped null", "/api/webhooks/x%00"],
    ["with a line break", "/healthz\n"],
    ["with a line break before another", "/users\n/api/webhooks/x"],
    ["with a space", "/api/webhooks/ "],
    ["with letters that are no ASCII", "/api/webhooks/ａ"],
    ["without its slash", "healthz"],
    ["that is empty", ""],
    ["of an absolute form", "http://example.com/healthz"],
    ["with a question mark that is no query", "/users?/healthz"],
  ])("is none %s: %j", (_, uri) => {
    expect(run({ uri })).toEqual(CHALLENGE);
    expect(run({ uri, authorization: RIGHT })).toMatchObject({ uri });
  });

  it("is looked for in so many steps and no more", () => {
    const options = { ...OPTIONS, basicAuth: { passwords: [line("a", "b")], exempt: ["/a/*a*a*a*a*b"] } };
    // Its steps grow with both lengths. With each wildcard tried anew for every other, this would never end.
    expect(run({ uri: `/a/${"a".repeat(8000)}` }, options)).toEqual(CHALLENGE);
  });

  it("is none where the list is empty", () => {
    const options = { ...OPTIONS, basicAuth: { passwords: [line("a", "b")], exempt: [] } };
    expect(run({ uri: "/healthz" }, options)).toEqual(CHALLENGE);
  });
});

describe("beside the other tasks of the function", () => {
  const spa: ViewerRequestOptions = {
    ...OPTIONS,
    canonicalHost: "example.com",
    redirectHosts: ["www.example.com"],
    pages: "spa",
    assetExtensions: DEFAULT_ASSET_EXTENSIONS,
  };

  it("a redirect comes first, so that a browser asks once", () => {
    expect(run({ host: "www.example.com", uri: "/a" }, spa)).toMatchObject({ statusCode: 301 });
  });

  it("a page is rewritten for whoever is let in", () => {
    expect(run({ uri: "/users/1", authorization: RIGHT }, spa).uri).toBe("/index.html");
    expect(run({ uri: "/users/1" }, spa)).toEqual(CHALLENGE);
    expect(run({ uri: "/index.html" }, spa)).toEqual(CHALLENGE);
    expect(run({ uri: "/healthz" }, spa).uri).toBe("/index.html");
  });

  it("without passwords the code is what it was", () => {
    const { basicAuth: _, ...without } = spa;
    expect(viewerRequestCode(without)).not.toMatch(/password|crypto|authorization|require/i);
    expect(viewerRequestCode({ ...without, basicAuth: undefined })).toBe(viewerRequestCode(without));
  });

  it("the code holds no password, and keeps to CloudFront's language and size", () => {
    const code = viewerRequestCode({
      ...spa,
      basicAuth: {
        passwords: Array.from({ length: 10 }, (_, index) => line(`user${index}`, "correct horse")),
        exempt: Array.from({ length: 10 }, (_, index) => `/api/webhooks/${index}/*`),
      },
    });
    expect(code).not.toContain("correct");
    expect(code).not.toContain(credentialsOf("user1", "correct horse"));
    expect(Buffer.byteLength(code)).toBeLessThan(8_192);
    expect(code.replace(/^\s*\/\/.*$/gm, "")).not.toMatch(/`|\$\{|%\{|=>|\?\.|\?\?|\bclass\b|[^\n\x20-\x7e]/);
  });

  it("hashes as the command does", () => {
    const credentials = Buffer.from("preview:correct horse").toString("base64");
    const hash = createHash("sha256").update(`${SALT}:${credentials}`).digest("hex");
    expect(line("preview", "correct horse")).toBe(`preview:${SALT}:${hash}`);
  });
});
