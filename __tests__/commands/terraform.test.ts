import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, relative } from "node:path";
import { ToolMissing } from "../../tools/missing";
import { findTerraform, type Terraform } from "../../tools/terraform";
import { TERRAFORM_RELEASE, terraformPlatform } from "../../tools/terraform-release";
import {
  closedPort,
  listen,
  releaseOf,
  saysVersion,
  script,
  sha256,
  temporaryFolder,
  zip,
} from "../tools/support";

const FAKE = `#!/bin/sh\n${saysVersion("1.11.4")}\n# ${"x".repeat(200_000)}\n`;
const ARCHIVE = zip({ "LICENSE.txt": "words", terraform: FAKE }, { stored: true });
const RELEASE = releaseOf(ARCHIVE);
const ZIP_PATH = `/terraform/1.11.4/terraform_1.11.4_${terraformPlatform()}.zip`;

/** Finds in a world of its own: nothing on PATH, an empty folder of tools. */
function world(mirror = "http://127.0.0.1:9") {
  const folder = temporaryFolder();
  const tools = join(folder, "tools");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const said: string[] = [];
  const waits: (string | undefined)[] = [];
  const env = { PATH: bin, GATEHOUSE_TOOLS: tools, GATEHOUSE_MIRROR: mirror };
  const find = (more: NodeJS.ProcessEnv = {}, release = RELEASE): Promise<Terraform> =>
    findTerraform({
      env: { ...env, ...more },
      say: (line) => said.push(line),
      wait: (what) => waits.push(what),
      release,
      idleSeconds: 1,
    });
  return {
    folder,
    tools,
    bin,
    said,
    waits,
    env,
    find,
    kept: () => (existsSync(tools) ? readdirSync(tools) : []),
  };
}

async function refusal(finding: Promise<unknown>): Promise<string> {
  const error = await finding.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ToolMissing);
  expect(error.message).not.toContain("\n");
  return error.message;
}

const serve = (_: IncomingMessage, response: ServerResponse) =>
  response.setHeader("Content-Length", ARCHIVE.length).end(ARCHIVE);

describe("a Terraform that is there", () => {
  it.each(["1.10.0", "1.11.4", "1.10.0-beta1", "1.15.2", "2.0.0"])(
    "is taken from PATH: %s",
    async (version) => {
      const { bin, find } = world();
      const command = script(bin, "terraform", saysVersion(version));
      await expect(find()).resolves.toEqual({ command, version, source: "PATH" });
    },
  );

  it.each(["1.9.8", "0.15.0"])("is passed over where it is %s, and named", async (version) => {
    const { bin, find, said } = world((await listen(serve)).url);
    const command = script(bin, "terraform", saysVersion(version));
    await expect(find()).resolves.toMatchObject({ source: "fetched" });
    expect(said[0]).toBe(`${command} is version ${version}, older than 1.10`);
  });

  it("is passed over where it cannot be run", async () => {
    const { bin, find } = world();
    const command = script(bin, "terraform", "exit 1");
    expect(await refusal(find({ GATEHOUSE_OFFLINE: "1" }))).toContain(`${command} cannot be run`);
  });

  it("is read past warnings, and is not asked to look for a newer one", async () => {
    const { bin, find } = world();
    script(
      bin,
      "terraform",
      'test "$CHECKPOINT_DISABLE" = 1 || exit 1',
      "echo 'Warning: no {such} file'",
      saysVersion("1.12.0"),
    );
    await expect(find()).resolves.toMatchObject({ version: "1.12.0" });
  });
});

describe("TERRAFORM_BINARY_NAME", () => {
  it("goes before PATH, by name, for OpenTofu too", async () => {
    const { bin, find } = world();
    script(bin, "terraform", saysVersion("1.11.4"));
    script(bin, "tofu", saysVersion("1.10.1"));
    await expect(find({ TERRAFORM_BINARY_NAME: "tofu" })).resolves.toEqual({
      command: "tofu",
      version: "1.10.1",
      source: "TERRAFORM_BINARY_NAME",
    });
  });

  it("may be a path, which holds in every folder", async () => {
    const { bin, find } = world();
    const tofu = script(bin, "tofu", saysVersion("1.10.1"));
    const name = relative(process.cwd(), tofu);
    await expect(find({ TERRAFORM_BINARY_NAME: name })).resolves.toMatchObject({ command: tofu });
  });

  it("is never replaced by another", async () => {
    const { bin, find } = world((await listen(serve)).url);
    script(bin, "terraform", saysVersion("1.11.4"));
    script(bin, "tofu", saysVersion("1.9.0"));
    expect(await refusal(find({ TERRAFORM_BINARY_NAME: "tofu" }))).toMatch(
      /^TERRAFORM_BINARY_NAME: tofu is version 1.9.0, older than 1.10: install /,
    );
    expect(await refusal(find({ TERRAFORM_BINARY_NAME: "tf" }))).toMatch(
      /^TERRAFORM_BINARY_NAME: tf cannot be run: /,
    );
  });

  it("counts as unset where it is empty", async () => {
    const { bin, find } = world();
    script(bin, "terraform", saysVersion("1.11.4"));
    await expect(find({ TERRAFORM_BINARY_NAME: "" })).resolves.toMatchObject({ source: "PATH" });
  });
});

describe("a Terraform that is fetched", () => {
  it("is fetched once, which is said, and asks nobody the second time", async () => {
    const mirror = await listen(serve);
    const { tools, find, said, waits, kept } = world(`${mirror.url}/`);
    const command = join(tools, "terraform-1.11.4", "terraform");
    await expect(find()).resolves.toEqual({ command, version: "1.11.4", source: "fetched" });
    expect(said).toEqual([
      `fetching Terraform 1.11.4 (1 MB) from ${mirror.url}${ZIP_PATH} to ${join(tools, "terraform-1.11.4")} ...`,
      "fetched Terraform 1.11.4",
    ]);
    expect([...new Set(waits)]).toEqual(["fetching Terraform: 1 of 1 MB", "unpacking Terraform", undefined]);
    expect(kept()).toEqual(["terraform-1.11.4"]);
    expect(readdirSync(join(tools, "terraform-1.11.4"))).toEqual(["terraform"]);
    await expect(find()).resolves.toMatchObject({ command });
    await expect(find({ GATEHOUSE_OFFLINE: "1" })).resolves.toMatchObject({ command });
    expect(mirror.requests).toEqual([`GET ${ZIP_PATH}`]);
    expect(said).toHaveLength(2);
  });

  it("is fetched anew where it is damaged, or half of it was left by a run that was killed", async () => {
    const { tools, find, kept } = world((await listen(serve)).url);
    mkdirSync(join(tools, "terraform-1.11.4.partial"), { recursive: true });
    mkdirSync(join(tools, "terraform-1.11.4"));
    writeFileSync(join(tools, "terraform-1.11.4", "terraform"), "half of it");
    await expect(find()).resolves.toMatchObject({ version: "1.11.4" });
    expect(kept()).toEqual(["terraform-1.11.4"]);
  });

  it("is fetched once by two runs at the same time", async () => {
    const mirror = await listen(serve);
    const { find } = world(mirror.url);
    const [one, other] = await Promise.all([find(), find()]);
    expect(one).toEqual(other);
    expect(mirror.requests).toHaveLength(1);
  });

  it("is fetched once by two processes at the same time", async () => {
    const mirror = await listen((request, response) => setTimeout(() => serve(request, response), 300));
    const { env, tools, kept } = world(mirror.url);
    const code = `
      import { findTerraform } from ${JSON.stringify(join(__dirname, "..", "..", "tools", "terraform"))};
      findTerraform({ release: ${JSON.stringify(RELEASE)} }).then(({ command }) => console.log(command));
    `;
    const file = join(tools, "..", "find.ts");
    writeFileSync(file, code);
    const loader = require.resolve("tsx");
    const processes = [1, 2].map(
      () =>
        new Promise<string>((resolve, reject) => {
          const child = spawn(process.execPath, ["--import", loader, file], { env });
          let text = "";
          child.stdout.on("data", (chunk) => {
            text += chunk;
          });
          child.on("error", reject);
          child.on("close", () => resolve(text.trim()));
        }),
    );
    const command = join(tools, "terraform-1.11.4", "terraform");
    await expect(Promise.all(processes)).resolves.toEqual([command, command]);
    expect(mirror.requests).toHaveLength(1);
    expect(kept()).toEqual(["terraform-1.11.4"]);
  });

  it("may come by a redirect", async () => {
    const mirror = await listen((request, response) =>
      request.url?.startsWith("/elsewhere")
        ? serve(request, response)
        : response.writeHead(302, { Location: "/elsewhere" }).end(),
    );
    await expect(world(mirror.url).find()).resolves.toMatchObject({ source: "fetched" });
  });
});

describe("a connection that breaks", () => {
  const half = Math.floor(ARCHIVE.length / 2);

  it("is taken up where it broke, where the server can", async () => {
    const ranges: (string | undefined)[] = [];
    const mirror = await listen(({ headers }, response) => {
      ranges.push(headers.range);
      const [, start = "0"] = /bytes=(\d+)-/.exec(headers.range ?? "") ?? [];
      response.setHeader("ETag", '"one"').setHeader("Content-Length", ARCHIVE.length - Number(start));
      if (headers.range !== undefined && headers["if-range"] === '"one"') {
        response.writeHead(206, {
          "Content-Range": `bytes ${start}-${ARCHIVE.length - 1}/${ARCHIVE.length}`,
        });
        response.end(ARCHIVE.subarray(Number(start)));
      } else {
        response.write(ARCHIVE.subarray(0, half), () => setTimeout(() => response.destroy(), 50));
      }
    });
    const { find, said } = world(mirror.url);
    await expect(find()).resolves.toMatchObject({ version: "1.11.4" });
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(said).toHaveLength(2);
  });

  it("is begun anew, where the server cannot", async () => {
    const mirror = await listen(({ headers }, response) => {
      expect(headers.range).toBeUndefined();
      if (mirror.requests.length === 1) {
        response.setHeader("Content-Length", ARCHIVE.length);
        response.write(ARCHIVE.subarray(0, half), () => setTimeout(() => response.destroy(), 50));
      } else {
        response.end(ARCHIVE);
      }
    });
    await expect(world(mirror.url).find()).resolves.toMatchObject({ version: "1.11.4" });
    expect(mirror.requests).toHaveLength(2);
  });

  it.each([
    ["broken off", (response: ServerResponse) => void setTimeout(() => response.destroy(), 20)],
    ["stalled", () => {}],
  ])("is given up after three times, and nothing is kept: %s", async (_, then) => {
    const mirror = await listen((__, response) => {
      response.setHeader("Content-Length", ARCHIVE.length);
      response.write(ARCHIVE.subarray(0, half), () => then(response));
    });
    const { find, kept } = world(mirror.url);
    expect(await refusal(find())).toContain("the connection broke 3 times midway; install Terraform 1.10");
    expect(mirror.requests).toHaveLength(3);
    expect(kept()).toEqual([]);
  });
});

describe("a fetch that fails", () => {
  it("keeps nothing of a file with a wrong hash", async () => {
    const mirror = await listen((_, response) => response.end(zip({ terraform: "#!/bin/sh\nrm -rf /\n" })));
    const { find, kept } = world(mirror.url);
    const message = await refusal(find());
    expect(message).toContain(`cannot fetch Terraform 1.11.4 from ${mirror.url}${ZIP_PATH}: its SHA-256 is `);
    expect(message).toContain(`not ${sha256(ARCHIVE)}: somebody changed it on the way`);
    expect(kept()).toEqual([]);
  });

  it("is one line without a network", async () => {
    const { find, kept } = world(await closedPort());
    expect(await refusal(find())).toMatch(/: connect ECONNREFUSED 127\.0\.0\.1:\d+; install Terraform 1\.10/);
    expect(kept()).toEqual([]);
    expect(await refusal(find({ GATEHOUSE_MIRROR: "http://no-such-host.invalid" }))).toContain(
      "no-such-host.invalid",
    );
  });

  it("does not wait for a server that says nothing", async () => {
    const { find } = world((await listen(() => {})).url);
    expect(await refusal(find())).toContain("nothing came for 1 s");
  });

  it.each([
    ["the server answered 404", (response: ServerResponse) => response.writeHead(404).end("no")],
    [
      "more than 5 redirects",
      (response: ServerResponse) => response.writeHead(301, { Location: "/again" }).end(),
    ],
  ])("says that %s", async (reason, answer) => {
    const { find, kept } = world((await listen((_, response) => answer(response))).url);
    expect(await refusal(find())).toContain(`: ${reason}; install`);
    expect(kept()).toEqual([]);
  });

  it.each([
    ["the archive has no terraform", zip({ "LICENSE.txt": "words" })],
    ["it cannot be run on this machine", zip({ terraform: "no program\n\0" })],
  ])("says that %s", async (reason, archive) => {
    const { find, kept } = world((await listen((_, response) => response.end(archive))).url);
    expect(await refusal(find({}, releaseOf(archive)))).toContain(`: ${reason}; install`);
    expect(kept()).toEqual([]);
  });

  it("is none for a platform whose hash is not known", async () => {
    const mirror = await listen(serve);
    const { find } = world(mirror.url);
    expect(await refusal(find({}, { version: "1.11.4", sha256: {} }))).toContain(
      `there is no Terraform 1.11.4 known for ${terraformPlatform()} here: install`,
    );
    expect(mirror.requests).toEqual([]);
  });

  it.each(["1", "true", "yes"])("is none under GATEHOUSE_OFFLINE=%s", async (value) => {
    const mirror = await listen(serve);
    const { find } = world(mirror.url);
    expect(await refusal(find({ GATEHOUSE_OFFLINE: value }))).toMatch(
      /^there is no terraform on PATH, and GATEHOUSE_OFFLINE forbids to fetch one: install /,
    );
    expect(mirror.requests).toEqual([]);
    await expect(find({ GATEHOUSE_OFFLINE: "0" })).resolves.toMatchObject({ source: "fetched" });
  });

  it("shows nothing of the credentials of a mirror", async () => {
    const { port } = new URL(await closedPort());
    const message = await refusal(world(`http://someone:hush@127.0.0.1:${port}`).find());
    expect(message).toContain(`from http://127.0.0.1:${port}/`);
    expect(message).not.toContain("hush");
  });
});

describe("the pinned release", () => {
  it("has a hash for each platform that it is fetched on", () => {
    expect(Object.keys(TERRAFORM_RELEASE.sha256)).toEqual([
      "darwin_amd64",
      "darwin_arm64",
      "linux_amd64",
      "linux_arm64",
      "windows_amd64",
    ]);
    const hashes = Object.values(TERRAFORM_RELEASE.sha256);
    expect(hashes.filter((hash) => !/^[0-9a-f]{64}$/.test(hash))).toEqual([]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.each([
    ["linux", "x64", "linux_amd64"],
    ["linux", "arm64", "linux_arm64"],
    ["darwin", "arm64", "darwin_arm64"],
    ["win32", "x64", "windows_amd64"],
    ["freebsd", "ia32", "freebsd_386"],
  ])("knows %s on %s as %s", (system, processor, platform) => {
    expect(terraformPlatform(system, processor)).toBe(platform);
  });
});
