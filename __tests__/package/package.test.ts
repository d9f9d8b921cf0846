import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT_ONLY } from "../../package/checkout-only";
import { packageHelp } from "../../package/help";
import { Checkout } from "../../test-support/checkout";
import { requires } from "../../test-support/requires";
import { filesIn, importsIn, textOf } from "../../test-support/source-files";
import { parse } from "../../test-support/synth";
import { type Finished, TerraformFolder } from "../../test-support/terraform";
import { MANIFEST, Project, pack, ROOT, type Tarball } from "./support";

const MODULES = readdirSync(join(ROOT, "modules"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const ENTRIES = ["gatehouse", ...MODULES.map((name) => `gatehouse/modules/${name}`)];
const STACKS = [
  "compute",
  "dns",
  "edge",
  "guards",
  "load-balancing",
  "network",
  "observability",
  "state",
  "state-cloud",
  "state-http",
  "state-pipeline",
  "state-s3",
];
const EXAMPLE = readFileSync(join(ROOT, "environments", "example.yaml"), "utf8");

/** A package of ours is compiled text; what makes it larger than this is there by mistake. */
const MOST_PACKED_BYTES = 800_000;
const MOST_UNPACKED_BYTES = 3_000_000;

const folder = mkdtempSync(join(tmpdir(), "gatehouse-package-"));
const project = new Project();
let tarball: Tarball;
let installed: string;
let synthesized: Finished;

beforeAll(async () => {
  tarball = await pack(folder);
  await project.install(tarball.path);
  installed = join(project.path, "node_modules", "gatehouse");
  mkdirSync(join(project.path, "environments"));
  cpSync(join(ROOT, "environments", "example.yaml"), join(project.path, "environments", "example.yaml"));
  synthesized = await project.npx("ts-node", "main.ts");
}, 900_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  project.remove();
});

function stackFolder(name: string): string {
  return join(project.path, "cdktf.out", "stacks", name);
}

function stackText(name: string): string {
  return readFileSync(join(stackFolder(name), "cdk.tf.json"), "utf8");
}

describe("the tarball", () => {
  const COMPILED = /^dist\/[a-z]+\/.*\.(js|d\.ts)$/;

  it("holds what a reader looks for", () => {
    expect(tarball.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "dist/help",
        "dist/package/bin.js",
        "dist/package/index.d.ts",
        "dist/package/index.js",
        "modules/edge/README.md",
        "package.json",
        "schema/environment.schema.json",
      ]),
    );
  });

  it("holds else compiled code, its types, and what the command line reads", () => {
    const sources = filesIn();
    const readmes = MODULES.map((name) => `modules/${name}/README.md`);
    const known = ["CHANGELOG.md", "LICENSE", "README.md", "package.json", "schema/environment.schema.json"];
    const others = tarball.files
      .map(({ path }) => path)
      .filter((path) => !COMPILED.test(path) && ![...known, ...readmes].includes(path))
      .filter((path) => !sources.includes(path.replace(/^dist\//, "")));
    expect(others).toEqual([]);
  });

  it("holds what compiled code reads beside itself", () => {
    const paths = tarball.files.map(({ path }) => path);
    const sources = ["cli", "local", "tools"].filter((folder) => existsSync(join(ROOT, folder)));
    const assets = sources.flatMap((folder) => filesIn(folder)).filter((path) => /\.(json|txt)$/.test(path));
    expect(assets.filter((path) => !paths.includes(`dist/${path}`))).toEqual([]);
  });

  it("holds no tests and no build script", () => {
    const tests = /(__tests__|test-support|\.test\.|\/build\.|\/fixtures\/)/;
    expect(tarball.files.map(({ path }) => path).filter((path) => tests.test(path))).toEqual([]);
  });

  it("is small", () => {
    expect(tarball.size).toBeLessThan(MOST_PACKED_BYTES);
    expect(tarball.unpackedSize).toBeLessThan(MOST_UNPACKED_BYTES);
  });

  it("holds no path of the machine that built it", () => {
    const paths = [ROOT, tmpdir(), homedir()].map((path) => `${path}/`);
    const found = tarball.files
      .map(({ path }) => path)
      .filter((path) => {
        const text = readFileSync(join(installed, path), "utf8");
        return paths.some((each) => text.includes(each));
      });
    expect(found).toEqual([]);
  });

  it("has one program, which may be run", () => {
    expect(tarball.files.filter(({ mode }) => (mode & 0o111) !== 0).map(({ path }) => path)).toEqual([
      "dist/package/bin.js",
    ]);
  });
});

describe("package.json", () => {
  it("exports the root, every module, the schema, and nothing else", () => {
    expect(Object.keys(MANIFEST.exports)).toEqual([
      ".",
      ...MODULES.map((name) => `./modules/${name}`),
      "./environment.schema.json",
      "./partial.schema.json",
      "./package.json",
    ]);
  });

  it("names each package that the compiled code needs", () => {
    const compiled = tarball.files.map(({ path }) => path).filter((path) => /\.(js|d\.ts)$/.test(path));
    const needed = compiled
      .flatMap((path) => importsIn(readFileSync(join(installed, path), "utf8")))
      .filter((name) => !name.startsWith(".") && !name.startsWith("node:") && !builtinModules.includes(name))
      .map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    // Only a checkout has TypeScript to load.
    const unmet = [...new Set(needed)].filter((name) => name !== "tsx").sort();
    expect(unmet.filter((name) => !Object.hasOwn(MANIFEST.dependencies, name))).toEqual(
      Object.keys(MANIFEST.peerDependencies).sort(),
    );
  });

  it("takes from the project what the project has: from the version on that the checkout is tested with", () => {
    expect(Object.keys(MANIFEST.peerDependencies)).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
    for (const [name, range] of Object.entries(MANIFEST.peerDependencies)) {
      expect(range).toBe(`^${MANIFEST.devDependencies[name]}`);
    }
  });
});

describe("the modules of the package", () => {
  it.each(MODULES)("%s exports every construct that its README describes", (name) => {
    const sources = filesIn(join("modules", name)).filter((path) => path.endsWith(".ts"));
    const classes = sources.flatMap((path) =>
      [...textOf(path).matchAll(/^export class (\w+)/gm)].map(([, each = ""]) => each),
    );
    const readme = textOf(join("modules", name, "README.md"));
    const described = classes.filter((each) => new RegExp(`\\b${each}\\b`).test(readme)).sort();
    const exported: Record<string, unknown> = require(join(ROOT, "package", "modules", name));
    const constructs = Object.entries(exported).filter(([, value]) => /^class\b/.test(String(value)));
    expect(constructs.map(([each]) => each).sort()).toEqual(described);
    expect(described).not.toEqual([]);
  });

  it.each(MODULES)("%s exports no function that its README leaves out", (name) => {
    const readme = textOf(join("modules", name, "README.md"));
    const exported: Record<string, unknown> = require(join(ROOT, "package", "modules", name));
    const functions = Object.entries(exported).filter(([, value]) => /^function\b/.test(String(value)));
    const unnamed = functions
      .map(([each]) => each)
      .filter((each) => !new RegExp(`\\b${each}\\b`).test(readme));
    expect(unnamed).toEqual([]);
  });

  it.each(MODULES)("%s is used whole by the project", (name) => {
    const use = readFileSync(join(__dirname, "project", `${name}.ts.txt`), "utf8");
    const exported: Record<string, unknown> = require(join(ROOT, "package", "modules", name));
    const constructs = Object.entries(exported).filter(([, value]) =>
      /^(class|function)\b/.test(String(value)),
    );
    const unused = constructs
      .map(([each]) => each)
      .filter((each) => !new RegExp(`\\b${each}[.(]|\\b${each}\\)`).test(use));
    expect(unused).toEqual([]);
  });
});

describe("installed beside the stock CDKTF template", () => {
  it("uses the project's cdktf, constructs and provider", () => {
    const own = join(installed, "node_modules");
    const copies = Object.keys(MANIFEST.peerDependencies).filter((name) => existsSync(join(own, name)));
    expect(copies).toEqual([]);
  });

  it("brings no tsx", () => {
    expect(existsSync(join(project.path, "node_modules", "tsx"))).toBe(false);
    expect(existsSync(join(project.path, "node_modules", "esbuild"))).toBe(false);
  });

  it.each([
    ["the template's own settings", []],
    ["Node's way to find modules", ["--module", "node16", "--moduleResolution", "node16"]],
    ["the types of libraries checked", ["--skipLibCheck", "false", "--esModuleInterop"]],
  ])("is right in its types: %s", async (_, options) => {
    const { code, text } = await project.npx("tsc", "--noEmit", "--incremental", "false", ...options);
    expect(text).toBe("");
    expect(code).toBe(0);
  });

  it("has types that refuse", async () => {
    project.write(
      "wrong.ts",
      [
        'import { App, TerraformStack } from "cdktf";',
        'import { loadEnvironment } from "gatehouse";',
        'import { LocalState } from "gatehouse/modules/state";',
        'new LocalState(new TerraformStack(new App(), "wrong"), { path: 1 });',
        'export const project: number = loadEnvironment("a.yaml").environment.project;',
      ].join("\n"),
    );
    try {
      const { text } = await project.npx("tsc", "--noEmit", "--incremental", "false", "--pretty", "false");
      expect(text.match(/^\S+: error TS\d+/gm)).toEqual([
        "wrong.ts(4,58): error TS2322",
        "wrong.ts(5,14): error TS2322",
      ]);
    } finally {
      rmSync(join(project.path, "wrong.ts"));
    }
  });

  it.each(ENTRIES)("%s loads no more of the provider than it needs, and no command", async (entry) => {
    const { stdout, stderr } = await project.node(
      `require(${JSON.stringify(entry)}); console.log(JSON.stringify(Object.keys(require.cache)))`,
    );
    expect(stderr).toBe("");
    const loaded: string[] = JSON.parse(stdout);
    const within = (path: string) => loaded.filter((each) => each.includes(join("node_modules", path)));
    expect(within("gatehouse").length).toBeGreaterThan(3);
    expect(within(join("@cdktf", "provider-aws", "lib", "index.js"))).toEqual([]);
    expect(within(join("gatehouse", "dist", "cli"))).toEqual([]);
    expect(within(join("gatehouse", "dist", "local"))).toEqual([]);
    expect(within("@aws-sdk")).toEqual([]);
    expect(within("yaml").length > 0).toBe(entry === "gatehouse");
  });

  it("keeps everything else to itself", async () => {
    const { code, stderr } = await project.node('require("gatehouse/dist/modules/problems")');
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it("gives editors the schema of an environment file", async () => {
    const { stdout } = await project.node(
      'console.log(require("gatehouse/environment.schema.json").properties.project.type)',
    );
    expect(stdout).toBe("string\n");
  });
});

describe("synthesized by the template's own command", () => {
  it("gives every stack, and says nothing", () => {
    expect(synthesized.text).toBe("");
    expect(synthesized.code).toBe(0);
    expect(readdirSync(join(project.path, "cdktf.out", "stacks")).sort()).toEqual(
      [...STACKS, "example"].sort(),
    );
  });

  it.each([
    ["compute", 8],
    ["dns", 10],
    ["edge", 27],
    ["load-balancing", 17],
    ["network", 26],
    ["observability", 14],
    ["state", 0],
  ])("%s alone makes its resources, by the ids of a plain stack", (name, count) => {
    const { addresses } = parse(stackText(name));
    expect(addresses).toHaveLength(count);
    expect(addresses.filter((address) => !/_[0-9A-F]{8}$/.test(address))).toEqual([]);
  });

  it("guards a stack by what is written of it, but for what is allowed", () => {
    const { broken, violations, notes } = parse(stackText("guards")).output;
    const address = "aws_vpc_security_group_ingress_rule.players";
    expect(broken).toEqual({
      value: [expect.stringContaining(`${address} (guards/players) breaks world-ingress`)],
    });
    expect(violations).toEqual({ value: [] });
    expect(notes).toEqual({ value: [expect.stringContaining(`${address} may break world-ingress`)] });
  });

  it("refuses a guarded stack that breaks a rule, and writes nothing of it", async () => {
    project.write(
      "open.ts",
      [
        'import { AwsProvider } from "@cdktf/provider-aws/lib/provider";',
        'import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";',
        'import { App, TerraformStack } from "cdktf";',
        'import { guard } from "gatehouse/modules/guards";',
        'const app = new App({ outdir: "refused" });',
        'const stack = new TerraformStack(app, "open");',
        "guard(stack);",
        'new AwsProvider(stack, "aws", { region: "eu-west-1" });',
        'new S3Bucket(stack, "files", { bucketPrefix: "shop-files-" });',
        "app.synth();",
      ].join("\n"),
    );
    const { code, stderr } = await project.npx("ts-node", "open.ts");
    expect(stderr).toContain("aws_s3_bucket.files (open/files) breaks public-bucket");
    expect(code).toBe(1);
    expect(existsSync(join(project.path, "refused", "stacks", "open", "cdk.tf.json"))).toBe(false);
  });

  it("writes no path of the project; CDKTF's own backend does, where a stack is given none", () => {
    for (const name of [...STACKS, "example"]) {
      const { terraform, ...rest } = JSON.parse(stackText(name));
      expect(JSON.stringify(rest)).not.toContain(project.path);
      expect(JSON.stringify(terraform).includes(project.path)).toBe(
        MODULES.includes(name) && name !== "state",
      );
    }
  });

  it("makes of an environment file what the checkout makes of it, byte for byte", async () => {
    const checkout = new Checkout({ "example.yaml": EXAMPLE });
    try {
      expect((await checkout.synth()).code).toBe(0);
      expect(stackText("example")).toBe(checkout.written()["stacks/example/cdk.tf.json"]);
    } finally {
      checkout.remove();
    }
  });

  it("reports a bad environment file as the checkout does", async () => {
    project.write(
      "bad.yaml",
      EXAMPLE.replace("environment: example", "environment: bad").replace(/^region:/m, "regoin:"),
    );
    const { stdout } = await project.npx(
      "ts-node",
      "-e",
      'import { problemsOf } from "./environment"; console.log(problemsOf("bad.yaml").join("\\n"))',
    );
    expect(stdout).toMatch(/^bad\.yaml:\d+:1 regoin: is no known key; write region/m);
  });

  it("runs the smallest example", async () => {
    const { code, text } = await project.npx("ts-node", "smallest.ts");
    expect(text).toBe("");
    expect(code).toBe(0);
    const { resource } = parse(stackText("front"));
    expect(Object.keys(resource)).toEqual(["aws_security_group", "aws_vpc_security_group_ingress_rule"]);
  });
});

requires("terraform")("Terraform", () => {
  // One copy of the provider for all the stacks.
  const plugins = join(folder, "plugins");

  beforeAll(() => mkdirSync(plugins));

  it.each([...STACKS, "example"])("finds the stack %s valid", async (name) => {
    const terraform = new TerraformFolder(stackFolder(name), {
      ...process.env,
      TF_PLUGIN_CACHE_DIR: plugins,
    });
    await terraform.init("-backend=false");
    await terraform.succeed(["validate", "-no-color"]);
  });
});

describe("npx gatehouse", () => {
  const HELP = packageHelp(textOf("help"));

  it.each([[[]], [["help"]], [["--help"]]])("%j prints what holds outside a checkout", async (args) => {
    const { code, stdout, stderr } = await project.npx("gatehouse", ...args);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: HELP, stderr: "" });
  });

  it("has each command in its help, but those of a checkout", async () => {
    const { code, stderr } = await project.npx("gatehouse", "no-such-command");
    expect(code).toBe(2);
    const commands = (/use one of (.*)/.exec(stderr)?.[1] ?? "").split(", ");
    const explained = [...HELP.matchAll(/^ {2}npx gatehouse ([a-z-]+)/gm)].map(([, name = ""]) => name);
    expect([...new Set(explained), ...Object.keys(CHECKOUT_ONLY)].sort()).toEqual(commands.sort());
    expect(HELP).not.toMatch(/\.\/gatehouse|npm |tsx/);
  });

  it.each(Object.keys(CHECKOUT_ONLY))("%s says that it wants a checkout", async (name) => {
    const { code, stdout, stderr } = await project.npx("gatehouse", name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${name}: `);
  });

  it("recover looks into the project's own cdktf.out", async () => {
    const { code, stderr } = await project.npx("gatehouse", "recover", "production");
    expect(code).toBe(2);
    expect(stderr).toContain(stackFolder("production"));
  });

  it("local status says that there is none, and how the package is called", async () => {
    const status = await project.npx("gatehouse", "local", "status");
    expect(status.code).toBe(1);
    expect(status.stdout).toContain(`local AWS: down (${join(project.path, ".gatehouse", "local")})`);
    const { code, stderr } = await project.npx("gatehouse", "local", "run", "--", "true");
    expect(code).toBe(1);
    expect(stderr).toContain("is not up: npx gatehouse local up");
  });

  requires("terraform", "moto_server")("state init", () => {
    it("shows the bucket that it would make for an environment of the project", async () => {
      const text = EXAMPLE.replace("environment: example", "environment: bucket").replace(
        "state: { type: local }",
        "state: { type: s3, bucket: shop-terraform-state }",
      );
      project.write(join("environments", "bucket.yaml"), text);
      try {
        await project.npx("gatehouse", "local", "up");
        const asked = ["npx", "--no", "--", "gatehouse", "state", "init", "bucket"];
        const { code, text } = await project.npx("gatehouse", "local", "run", "--", ...asked);
        expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining("Plan: 7 to add") });
        expect(existsSync(join(project.path, ".gatehouse", "state", "shop-terraform-state"))).toBe(true);
      } finally {
        rmSync(join(project.path, "environments", "bucket.yaml"));
        await project.npx("gatehouse", "local", "down");
      }
    });
  });

  requires("moto_server")("local up", () => {
    it("starts the local AWS, which answers and ends", async () => {
      try {
        const up = await project.npx("gatehouse", "local", "up");
        expect(up.text).toContain("the local AWS is up: http://127.0.0.1:");
        expect(up.code).toBe(0);
        const status = await project.npx("gatehouse", "local", "status");
        expect(status.text).toContain("npx gatehouse local run -- ");
        expect(status.code).toBe(0);
        const asked = await project.npx(
          ...["gatehouse", "local", "run", "--", "node", "-e"],
          "console.log(process.env.AWS_ENDPOINT_URL_CLOUDFRONT)",
        );
        expect(up.text).toContain(asked.stdout.trim());
      } finally {
        const down = await project.npx("gatehouse", "local", "down");
        expect(down.text).toContain("the local AWS is down");
      }
    });
  });
});
