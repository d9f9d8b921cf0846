import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { createCloudFront, routes, startCloudFront } from "../../../local/cloudfront";
import { codeBlocks } from "../../../test-support/readme";
import { aliased, behaviour, bucket, fn, Harness, quantity } from "./harness";

const README = join(__dirname, "../../../local/cloudfront/README.md");

describe("a restart", () => {
  it("loses nothing", async () => {
    const harness = new Harness();
    await harness.start();
    try {
      const { id: control } = await harness.control();
      await harness.publishedFunction("kept");
      await harness.api.createFunction(fn("unpublished"));
      await harness.api.createCachePolicy({ CachePolicyConfig: { Name: "kept", MinTTL: 0 } });
      await harness.api.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "kept" } });
      const { id } = await harness.distribution({
        ...aliased("kept.example.com"),
        DefaultCacheBehavior: behaviour({ TargetOriginId: "assets" }),
        Origins: quantity([bucket({ OriginAccessControlId: control })]),
      });
      const Resource = `arn:aws:cloudfront::123456789012:distribution/${id}`;
      await harness.api.tagResource({ Resource, Tags: { Items: [{ Key: "Name", Value: "kept" }] } });
      await harness.api.createInvalidation({
        DistributionId: id,
        InvalidationBatch: { CallerReference: "1", Paths: quantity(["/*"]) },
      });
      const everything = async (): Promise<unknown[]> => {
        const { api } = harness;
        const answers = [
          await api.getDistribution({ Id: id }),
          await api.listTagsForResource({ Resource }),
          await api.listInvalidations({ DistributionId: id }),
          await api.listOriginAccessControls({}),
          await api.listFunctions({}),
          await api.describeFunction({ Name: "kept", Stage: "LIVE" }),
          await api.listCachePolicies({ Type: "custom" }),
          await api.listResponseHeadersPolicies({ Type: "custom" }),
        ];
        return answers.map(({ $metadata, ...answer }) => answer);
      };
      const before = await everything();
      // What a process leaves that is killed while it writes.
      writeFileSync(join(harness.folder, "distributions", `${id}.json.1.tmp`), "{");
      await harness.restart();
      expect(await everything()).toEqual(before);
    } finally {
      await harness.stop();
    }
  });

  it("names a file that it cannot read", async () => {
    const harness = new Harness();
    await harness.start();
    writeFileSync(join(harness.folder, "functions", "broken.json"), "{}");
    await expect(startCloudFront({ port: 0, folder: harness.folder })).rejects.toThrow(
      /broken\.json is not a file/,
    );
    writeFileSync(join(harness.folder, "functions", "broken.json"), "{");
    await expect(startCloudFront({ port: 0, folder: harness.folder })).rejects.toThrow(/it is not JSON/);
    await harness.stop();
  });

  it("leaves no temporary file behind", async () => {
    const harness = new Harness();
    await harness.start();
    await harness.distribution();
    const files = readdirSync(harness.folder, { recursive: true }).map(String);
    expect(files.filter((file) => file.endsWith(".tmp"))).toEqual([]);
    await harness.stop();
  });
});

describe("requests", () => {
  const harness = new Harness();
  beforeAll(() => harness.start());
  afterAll(() => harness.stop());

  const call = async (method: string, path: string, body?: string): Promise<[number, string]> => {
    const response = await fetch(`${harness.url}${path}`, { method, body });
    return [response.status, await response.text()];
  };

  it.each([
    ["GET", "/2020-05-31/key-group"],
    ["POST", "/2020-05-31/continuous-deployment-policy"],
    ["PATCH", "/2020-05-31/distribution"],
    ["GET", "/2019-03-26/distribution"],
    ["POST", "/2020-05-31/tagging?Operation=Other"],
    ["GET", "/"],
  ])("%s %s is not imitated and says so", async (method, path) => {
    const [status, body] = await call(method, path);
    expect(status).toBe(501);
    expect(body).toContain("<Code>NotImplemented</Code>");
    expect(body).toContain(`does not imitate ${method} ${path.split("?")[0]}.`);
  });

  it("answers errors in AWS's form", async () => {
    const [status, body] = await call("GET", "/2020-05-31/distribution/ENONE");
    expect(status).toBe(404);
    expect(body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<ErrorResponse xmlns="http:\/\/cloudfront.amazonaws.com\/doc\/2020-05-31\/"><Error><Type>Sender<\/Type><Code>NoSuchDistribution<\/Code><Message>[^<]+<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
  });

  it.each([
    ["", "MissingBody"],
    ["{}", "MalformedInput"],
    ["<DistributionConfig><Comment></DistributionConfig>", "MalformedInput"],
    ["<Other/>", "MalformedInput"],
    ["<DistributionConfig/>", "InvalidArgument"],
    [`<DistributionConfig>${"x".repeat(1_048_577)}</DistributionConfig>`, "MalformedInput"],
  ])("refuses the body %.60s", async (body, code) => {
    const [status, answer] = await call("POST", "/2020-05-31/distribution", body);
    expect(status).toBe(400);
    expect(answer).toContain(`<Code>${code}</Code>`);
  });

  it("reads the numeric references of the Go SDK, once", async () => {
    const body = `<OriginAccessControlConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>go</Name><Description>&#34;a&#39; &amp;#39; &amp;lt; &lt;b&gt;&#xA;c</Description><SigningProtocol>sigv4</SigningProtocol><SigningBehavior>always</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType></OriginAccessControlConfig>`;
    expect((await call("POST", "/2020-05-31/origin-access-control", body))[0]).toBe(201);
    const { OriginAccessControlList } = await harness.api.listOriginAccessControls({});
    expect(OriginAccessControlList?.Items?.[0]?.Description).toBe(`"a' &#39; &lt; <b>\nc`);
  });

  it.each(["0", "-1", "x"])("refuses MaxItems %s", async (value) => {
    const [status] = await call("GET", `/2020-05-31/distribution?MaxItems=${value}`);
    expect(status).toBe(400);
  });
});

describe("hosting", () => {
  it("is a listener for a server of another process", async () => {
    const harness = new Harness();
    const server = createServer(createCloudFront({ folder: harness.folder }));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const response = await fetch(`http://127.0.0.1:${port}/2020-05-31/distribution`);
    expect(response.status).toBe(200);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await harness.stop();
  });

  it("runs as a program, whose end loses nothing, asked for or not", async () => {
    const harness = new Harness();
    const root = join(__dirname, "../../..");
    const program = ["--import", "tsx", join(root, "local/cloudfront/serve.ts"), "--folder", harness.folder];
    const run = async () => {
      const child = spawn(process.execPath, program, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      const url = await new Promise<string>((resolve) => {
        child.stdout.once("data", (data) => resolve(String(data).trim()));
      });
      return { child, ended, functions: `${url}/2020-05-31/function` };
    };

    const first = await run();
    expect(first.functions).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    const created = await fetch(first.functions, {
      method: "POST",
      body: "<CreateFunctionRequest><Name>kept</Name><FunctionConfig><Comment/><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig><FunctionCode>eA==</FunctionCode></CreateFunctionRequest>",
    });
    expect(created.status).toBe(201);
    first.child.kill("SIGKILL");
    await first.ended;

    const second = await run();
    expect(await (await fetch(`${second.functions}/kept`)).text()).toBe("x");
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    await harness.stop();
  }, 60_000);
});

describe("the README", () => {
  it("has an example that runs", async () => {
    expect(codeBlocks(README, "ts")).toEqual([
      'import { startCloudFront } from "./local/cloudfront";\n\nconst { port, close } = await startCloudFront({ port: 0, folder: ".gatehouse/cloudfront" });\n',
    ]);
    const harness = new Harness();
    const { port, close } = await startCloudFront({ port: 0, folder: harness.folder });
    expect(port).toBeGreaterThan(0);
    await close();
    await harness.stop();
  });

  it("names every operation", () => {
    const readme = readFileSync(README, "utf8");
    for (const { operation } of routes) {
      expect(readme).toContain(`\`${operation}\``);
    }
  });
});
