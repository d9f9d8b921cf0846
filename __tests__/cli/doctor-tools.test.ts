import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCdktfCli, checkNode, checkPackages, OLDEST_NODE } from "../../cli/doctor/node";
import { checkMoto, checkTerraform } from "../../cli/doctor/terraform";

const ROOT = join(__dirname, "..", "..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (env: NodeJS.ProcessEnv = {}, root = folder) => ({ root, folder, env });

describe("Node.js", () => {
  it("is as old as package.json allows", () => {
    const { engines }: { engines: { node: string } } = JSON.parse(
      readFileSync(join(ROOT, "package.json"), "utf8"),
    );
    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  });

  it.each([
    ["18.20.8", "fail"],
    ["20.8.1", "fail"],
    ["20.9.0", "ok"],
    ["20.20.2", "ok"],
    ["24.1.0", "ok"],
  ])("%s: %s", (version, result) => {
    expect(checkNode(version, "/usr/bin/node")).toMatchObject({
      result,
      seen: expect.stringContaining(version),
    });
  });
});

describe("npm packages", () => {
  function install(wanted: object, has?: object): void {
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
    mkdirSync(join(folder, "node_modules"));
    if (has !== undefined) {
      writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: has }));
    }
  }
  const zod = { "node_modules/zod": { version: "4.0.0" } };

  it("are those of the lock", () => {
    install({ ...zod, "node_modules/fsevents": { version: "2.0.0", optional: true } }, zod);
    expect(checkPackages(at())).toMatchObject({ result: "ok" });
  });

  it.each([
    ["missing", {}, "1 missing, 0 in another version: zod"],
    [
      "in another version",
      { "node_modules/zod": { version: "3.0.0" } },
      "0 missing, 1 in another version: zod",
    ],
  ])("are %s", (_, has, seen) => {
    install(zod, has);
    expect(checkPackages(at())).toEqual({ check: "npm packages", result: "fail", seen, mend: "npm ci" });
  });

  it("are not npm's", () => {
    install(zod);
    expect(checkPackages(at())).toMatchObject({ result: "fail", mend: "npm ci" });
  });

  it("cannot be compared without a lock", () => {
    expect(checkPackages(at())).toMatchObject({ result: "skipped" });
  });
});

describe("cdktf-cli", () => {
  function project(wanted: string | undefined, has: string | undefined): void {
    const devDependencies = wanted === undefined ? {} : { "cdktf-cli": wanted };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ devDependencies }));
    if (has !== undefined) {
      mkdirSync(join(folder, "node_modules", "cdktf-cli"), { recursive: true });
      const file = join(folder, "node_modules", "cdktf-cli", "package.json");
      writeFileSync(file, JSON.stringify({ version: has }));
    }
  }

  it.each([
    ["0.21.0", "0.21.0", "ok"],
    ["^0.21.0", "0.21.0", "ok"],
    [undefined, "0.21.0", "ok"],
    ["0.21.0", "0.20.0", "fail"],
    ["0.21.0", undefined, "fail"],
    [undefined, undefined, "skipped"],
  ])("wanted %s, found %s: %s", (wanted, has, result) => {
    project(wanted, has);
    expect(checkCdktfCli(at()).result).toBe(result);
  });

  it("is looked for where there is no project", () => {
    expect(checkCdktfCli(at()).result).toBe("skipped");
  });
});

/** A program in `folder/bin`. */
function program(name: string, script: string): string {
  mkdirSync(join(folder, "bin"), { recursive: true });
  const file = join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function shell(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PATH: join(folder, "bin"), GATEHOUSE_TOOLS: join(folder, "tools"), ...more };
}

const terraform = (version: string) => `echo '{"terraform_version": "${version}"}'`;

describe("Terraform", () => {
  it("is told with its version and place", async () => {
    const file = program("terraform", terraform("1.11.4"));
    await expect(checkTerraform(at(shell()))).resolves.toEqual({
      check: "Terraform",
      result: "ok",
      seen: `1.11.4 (${file})`,
    });
  });

  it("is too old", async () => {
    program("terraform", terraform("1.9.8"));
    const { result, seen, mend } = await checkTerraform(at(shell()));
    expect(result).toBe("fail");
    expect(seen).toMatch(/^1\.9\.8 .* needs 1\.10$/);
    expect(mend).toMatch(/install Terraform 1\.10 or later/);
  });

  it("cannot be run", async () => {
    const file = program("terraform", "exit 1");
    await expect(checkTerraform(at(shell()))).resolves.toMatchObject({
      result: "fail",
      seen: `${file} cannot be run`,
    });
  });

  it("is not there, and none is fetched", async () => {
    const { result, seen, mend } = await checkTerraform(at(shell()));
    expect([result, seen]).toEqual(["fail", "not on PATH"]);
    expect(mend).toMatch(/npm start/);
  });

  it("is not there, but OpenTofu is", async () => {
    program("tofu", terraform("1.10.6"));
    await expect(checkTerraform(at(shell()))).resolves.toMatchObject({
      result: "fail",
      mend: "export TERRAFORM_BINARY_NAME=tofu",
    });
  });

  it.each([
    ["1.10.6", "ok", "1.10.6 (TERRAFORM_BINARY_NAME=tofu)"],
    ["1.9.0", "fail", "TERRAFORM_BINARY_NAME=tofu is 1.9.0, needs 1.10"],
  ])("is OpenTofu %s: %s", async (version, result, seen) => {
    program("tofu", terraform(version));
    const found = await checkTerraform(at(shell({ TERRAFORM_BINARY_NAME: "tofu" })));
    expect(found).toMatchObject({ check: "OpenTofu", result, seen });
  });

  it("is named and not there", async () => {
    const found = await checkTerraform(at(shell({ TERRAFORM_BINARY_NAME: "tofu" })));
    expect(found).toMatchObject({
      check: "OpenTofu",
      result: "fail",
      seen: expect.stringMatching(/cannot be run$/),
    });
  });
});

describe("moto_server", () => {
  it("is told by the Python beside it", async () => {
    const file = program("moto_server", "");
    program("python3", "echo 5.2.1");
    await expect(checkMoto(at(shell()))).resolves.toEqual({
      check: "moto_server",
      result: "ok",
      seen: `5.2.1 (${file})`,
    });
  });

  it("is told by the Python of the environment that a link leads to", async () => {
    const venv = join(folder, "venv", "bin");
    mkdirSync(venv, { recursive: true });
    for (const [name, script] of [
      ["moto_server", ""],
      ["python3", "echo 5.2.1"],
    ] as const) {
      symlinkSync(program(`${name}-real`, script), join(venv, name));
    }
    writeFileSync(join(venv, "moto_server-real"), "#!/bin/sh\n");
    chmodSync(join(venv, "moto_server-real"), 0o755);
    symlinkSync(join(venv, "moto_server-real"), join(folder, "bin", "moto_server"));
    await expect(checkMoto(at(shell()))).resolves.toMatchObject({ result: "ok" });
  });

  it("is another version than the tests'", async () => {
    program("moto_server", "");
    program("python3", "echo 5.0.0");
    await expect(checkMoto(at(shell()))).resolves.toMatchObject({
      result: "warning",
      mend: "pip install 'moto[server]==5.2.1'",
    });
  });

  it("is not there: AWS itself does without", async () => {
    await expect(checkMoto(at(shell()))).resolves.toMatchObject({ result: "warning" });
  });
});
