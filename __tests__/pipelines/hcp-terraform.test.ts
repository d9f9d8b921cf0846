import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { parse } from "yaml";
import { load, stackOf } from "../../test-support/environments";
import { requires } from "../../test-support/requires";
import { ROOT, textOf } from "../../test-support/source-files";

const SCRIPT = join(ROOT, "examples/pipelines/hcp-terraform/upload.sh");
const FILE = textOf("examples/pipelines/hcp-terraform/production.yaml");

interface Asked {
  readonly asked: string;
  readonly token: string | undefined;
  readonly body: Buffer;
}

/** HCP Terraform's side of an upload, as its API documents it. */
class Hcp {
  readonly asked: Asked[] = [];
  readonly server: Server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { method, url, headers } = request;
    const asked = `${method} ${url}`;
    this.asked.push({ asked, token: headers.authorization, body: Buffer.concat(pieces) });
    const answer = this.answers[asked];
    response
      .writeHead(answer === undefined ? 404 : 200)
      .end(JSON.stringify(answer ?? { errors: [{ status: "404" }] }));
  });

  async begin(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  private get answers(): Readonly<Record<string, object>> {
    return {
      "GET /organizations/team/workspaces/shop-production": { data: { id: "ws-1" } },
      "POST /workspaces/ws-1/configuration-versions": {
        data: { attributes: { "upload-url": `${this.url}/object/1` } },
      },
      "PUT /object/1": {},
    };
  }
}

requires("jq")("examples/pipelines/hcp-terraform/upload.sh", () => {
  const folder = mkdtempSync(join(tmpdir(), "hcp-"));
  const hcp = new Hcp();

  beforeAll(async () => {
    await hcp.begin();
    writeFileSync(join(folder, "cdk.tf.json"), Testing.synth(stackOf(load(FILE, "production").environment)));
    writeFileSync(join(folder, "terraform.tfstate"), "secret");
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => hcp.server.close(resolve));
  });

  async function upload(...args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
    hcp.asked.length = 0;
    const child = spawn(SCRIPT, args, {
      env: { PATH: process.env.PATH, TF_TOKEN: "the-token", TF_API: hcp.url, NO_PROXY: "127.0.0.1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      stdout += piece;
    });
    const [code] = await once(child, "close");
    return { code, stdout };
  }

  it.each([
    ["runs what was merged", [], false],
    ["only plans what is asked for", ["--speculative"], true],
  ])("%s", async (_, options, speculative) => {
    expect(await upload(folder, ...options)).toEqual({
      code: 0,
      stdout: "https://app.terraform.io/app/team/workspaces/shop-production/runs\n",
    });
    const [workspace, version, object] = hcp.asked;
    expect(hcp.asked).toHaveLength(3);
    expect(workspace).toMatchObject({ token: "Bearer the-token" });
    expect(JSON.parse(version?.body.toString() ?? "")).toEqual({
      data: { type: "configuration-versions", attributes: { "auto-queue-runs": true, speculative } },
    });
    const { stdout } = spawnSync("tar", ["-tz"], { input: object?.body, encoding: "utf8" });
    expect(stdout).toBe("cdk.tf.json\n");
    // The address is as good as a token, and another server's.
    expect(object?.token).toBeUndefined();
  });

  it.each([
    ["sends the token where the file says", { hostname: "elsewhere.example.com" }, 0],
    ["takes a path for a name", { organization: "team/workspaces/other?" }, 4],
  ])("never %s", async (_, changed, code) => {
    const other = mkdtempSync(join(tmpdir(), "hcp-"));
    const cloud = { organization: "team", workspaces: { name: "shop-production" }, ...changed };
    writeFileSync(join(other, "cdk.tf.json"), JSON.stringify({ terraform: { cloud } }));
    const done = await upload(other);
    rmSync(other, { recursive: true });
    expect(done.code).toBe(code);
    expect(done.stdout).not.toContain("elsewhere");
    expect(hcp.asked).toHaveLength(code === 0 ? 3 : 0);
  });
});

describe("examples/pipelines/hcp-terraform/production.yaml", () => {
  it("can be used", () => {
    expect(load(FILE, "production").warnings).toEqual([]);
  });
});

describe("examples/pipelines/hcp-terraform/run.yml", () => {
  const { jobs } = parse(textOf("examples/pipelines/hcp-terraform/run.yml"));

  it("gives the token to a job that runs nothing of a pull request", () => {
    expect(JSON.stringify(jobs.synth)).not.toContain("secrets.");
    const [checkout] = jobs.upload.steps;
    expect(checkout.with).toEqual({ ref: "main", "persist-credentials": false });
    expect(JSON.stringify(jobs.upload)).not.toMatch(/npm|node/);
  });
});
