import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { get } from "../../tools/get";
import { onPath } from "../../tools/places";
import { proxyFor } from "../../tools/proxy";
import { closedPort, type Listening, listen, temporaryFolder } from "./support";

describe("proxyFor", () => {
  const https = new URL("https://releases.hashicorp.com/terraform");
  const http = new URL("http://mirror.example.com:8080/terraform");

  it.each([
    [https, { HTTPS_PROXY: "http://proxy:3128" }, "http://proxy:3128/"],
    [https, { https_proxy: "http://proxy:3128" }, "http://proxy:3128/"],
    [https, { HTTPS_PROXY: "proxy:3128" }, "http://proxy:3128/"],
    [https, { ALL_PROXY: "https://proxy" }, "https://proxy/"],
    [https, { HTTP_PROXY: "http://proxy:3128" }, undefined],
    [https, { HTTPS_PROXY: "" }, undefined],
    [http, { HTTP_PROXY: "http://proxy:3128" }, "http://proxy:3128/"],
    [http, { HTTPS_PROXY: "http://proxy:3128" }, undefined],
    [http, {}, undefined],
  ])("%s with %j: %s", (url, env, expected) => {
    expect(proxyFor(url, env)?.href).toBe(expected);
  });

  it.each([
    ["*", true],
    ["releases.hashicorp.com", true],
    ["hashicorp.com", true],
    [".hashicorp.com", true],
    ["*.hashicorp.com", true],
    ["localhost, HashiCorp.com", true],
    ["releases.hashicorp.com:443", true],
    ["releases.hashicorp.com:8443", false],
    ["corp.com", false],
    ["localhost,127.0.0.1", false],
    ["", false],
  ])("NO_PROXY=%j exempts: %p", (list, exempt) => {
    const found = proxyFor(https, { HTTPS_PROXY: "http://proxy", NO_PROXY: list });
    expect(found === undefined).toBe(exempt);
  });

  it.each(["socks5://hush:hush@proxy:1080", "http://"])("refuses %s", (value) => {
    expect(() => proxyFor(https, { HTTPS_PROXY: value })).toThrow(
      /^the proxy must be an http:\/\/ or https:\/\/ URL/,
    );
    expect(() => proxyFor(https, { HTTPS_PROXY: value })).not.toThrow(/hush/);
  });
});

/** A proxy that passes on what it is asked for; `seen` is what it could see. */
async function startProxy(user?: string): Promise<Listening & { readonly seen: string[] }> {
  const seen: string[] = [];
  const refused = ({ headers }: IncomingMessage) =>
    user !== undefined && headers["proxy-authorization"] !== `Basic ${Buffer.from(user).toString("base64")}`;
  const proxy = await listen((asked, response) => {
    if (refused(asked)) {
      response.writeHead(407).end();
      return;
    }
    const onwards = request(asked.url ?? "", { headers: asked.headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.on("error", () => response.writeHead(502).end());
    onwards.end();
  });
  proxy.server.on("connect", (asked: IncomingMessage, client: Socket) => {
    proxy.requests.push(`CONNECT ${asked.url}`);
    if (refused(asked)) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host = "", port = "443"] = (asked.url ?? "").split(":");
    const server = connect(Number(port), host === "mirror.example.com" ? "127.0.0.1" : host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(client);
      client.on("data", (chunk) => seen.push(chunk.toString("latin1"))).pipe(server);
    });
    for (const [one, other] of [
      [server, client],
      [client, server],
    ]) {
      one?.on("error", () => other?.destroy());
      one?.on("close", () => other?.destroy());
    }
  });
  return { ...proxy, seen };
}

const say = (words: string) => (_: IncomingMessage, response: ServerResponse) => response.end(words);

describe("get through a proxy", () => {
  const fetchText = async (url: string, env: NodeJS.ProcessEnv) => {
    const response = await get(new URL(url), { env, idleSeconds: 5 });
    return `${response.statusCode} ${await text(response)}`;
  };

  it("hands a plain URL to it as a whole", async () => {
    const [mirror, proxy] = [await listen(say("from the mirror")), await startProxy()];
    const url = `${mirror.url}/file`;
    await expect(fetchText(url, { HTTP_PROXY: proxy.url })).resolves.toBe("200 from the mirror");
    expect(proxy.requests).toEqual([`GET ${url}`]);
    expect(mirror.requests).toEqual(["GET /file"]);
  });

  it("goes past it where NO_PROXY says so", async () => {
    const [mirror, proxy] = [await listen(say("from the mirror")), await startProxy()];
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" };
    await expect(fetchText(mirror.url, env)).resolves.toBe("200 from the mirror");
    expect(proxy.requests).toEqual([]);
  });

  it("shows it the user that its URL names", async () => {
    const [mirror, proxy] = [await listen(say("in")), await startProxy("someone:p@ss")];
    const named = `http://someone:p%40ss@127.0.0.1:${proxy.port}`;
    await expect(fetchText(mirror.url, { HTTP_PROXY: named })).resolves.toBe("200 in");
    await expect(fetchText(mirror.url, { HTTP_PROXY: proxy.url })).resolves.toBe("407 ");
  });

  it("names a proxy that refuses, is not there or says nothing", async () => {
    const secret = (await startProxy("someone:else")).port;
    const ask = (proxy: string) => fetchText("https://mirror.example.com/", { HTTPS_PROXY: proxy });
    await expect(ask(`http://me:hush@127.0.0.1:${secret}`)).rejects.toThrow(
      `the proxy 127.0.0.1:${secret} answered 407`,
    );
    const closed = await closedPort();
    await expect(ask(closed)).rejects.toThrow(`the proxy ${new URL(closed).host} cannot be reached (connect`);
  });
});

/** A certificate for mirror.example.com that nobody else knows; undefined without openssl. */
function certificate(folder: string): { readonly key: string; readonly cert: string } | undefined {
  if (onPath("openssl", process.env) === undefined) {
    return undefined;
  }
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
      ],
      ...["-subj", "/CN=mirror.example.com", "-addext", "subjectAltName=DNS:mirror.example.com"],
      ...["-keyout", key, "-out", cert],
    ],
    { stdio: "ignore" },
  );
  return { key, cert };
}

describe("get of an https URL through a proxy", () => {
  const folder = temporaryFolder();
  const made = certificate(folder);
  const test = made === undefined && process.env.CI !== "true" ? it.skip : it;
  const { key, cert } = made ?? { key: "openssl is missing", cert: "openssl is missing" };
  const program = join(folder, "get.ts");

  /** In a process of its own, for Node reads NODE_EXTRA_CA_CERTS as it starts. */
  function getIn(env: NodeJS.ProcessEnv): Promise<string> {
    writeFileSync(
      program,
      `import { text } from "node:stream/consumers";
       import { messageOf } from ${JSON.stringify(join(__dirname, "..", "..", "tools", "failure"))};
       import { get } from ${JSON.stringify(join(__dirname, "..", "..", "tools", "get"))};
       get(new URL(process.argv[2] ?? ""), { env: process.env, idleSeconds: 5 })
         .then(text)
         .catch(messageOf)
         .then((said) => process.stdout.write(said));`,
    );
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["--import", require.resolve("tsx"), program, env.URL ?? ""], {
        env: { PATH: process.env.PATH, ...env },
      });
      child.on("error", reject);
      text(child.stdout).then(resolve, reject);
    });
  }

  const startMirror = () =>
    listen(say("over TLS"), createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }));

  test("goes through a tunnel in which the proxy sees nothing", async () => {
    const [mirror, proxy] = [await startMirror(), await startProxy("me:hush")];
    const said = await getIn({
      URL: `https://mirror.example.com:${mirror.port}/secret-path`,
      HTTPS_PROXY: `http://me:hush@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: cert,
    });
    expect(said).toBe("over TLS");
    expect(proxy.requests).toEqual([`CONNECT mirror.example.com:${mirror.port}`]);
    expect(mirror.requests).toEqual(["GET /secret-path"]);
    expect(proxy.seen.length).toBeGreaterThan(0);
    expect(proxy.seen.join("")).not.toContain("secret-path");
  });

  test("refuses a certificate that nobody vouches for, and one of another host", async () => {
    const [mirror, proxy] = [await startMirror(), await startProxy()];
    const env = { HTTPS_PROXY: proxy.url, URL: `https://mirror.example.com:${mirror.port}/` };
    await expect(getIn(env)).resolves.toMatch(/self-signed certificate; .* in NODE_EXTRA_CA_CERTS$/);
    const other = { ...env, URL: `https://127.0.0.1:${mirror.port}/`, NODE_EXTRA_CA_CERTS: cert };
    await expect(getIn(other)).resolves.toMatch(/127\.0\.0\.1/);
    expect(mirror.requests).toEqual([]);
  });
});
