import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "../../local/world";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { changed, fileText } from "../../test-support/e2e/environment-file";

const EXAMPLE = fileText("environments/example.yaml");

/** Nothing answers there, and nothing is to be asked. */
const NOWHERE = {
  endpoint: "http://127.0.0.1:9",
  cloudFrontEndpoint: "http://127.0.0.1:9",
  originSecret: "",
};

let checkout: CommandCheckout;

beforeEach(() => {
  checkout = new CommandCheckout(environmentOf(NOWHERE));
  checkout.write("example", EXAMPLE);
});

afterEach(() => checkout.remove());

const at = (...path: readonly string[]) => join(checkout.path, ...path);
const handover = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await checkout.gatehouse("handover", ...args);
  return { code, stdout, stderr };
};

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
    cwd: checkout.path,
    encoding: "utf8",
  });
  expect({ args, status, stderr }).toMatchObject({ status: 0 });
  return stdout.trim();
}

describe("./gatehouse handover", () => {
  it("writes folder and tar, without AWS and Terraform, and names the commit", async () => {
    git("init", "--quiet");
    git("add", "environments");
    git("commit", "--quiet", "--message", "the environment");
    const commit = git("rev-parse", "HEAD");
    const { code, stdout, stderr } = await handover("example");
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("hand it over apart"),
    });
    expect(stderr).not.toContain("differ from commit");
    expect(stdout).toMatch(
      /handover\/example\/ and .*handover\/example\.tar\nsha256 of the tar: [0-9a-f]{64}\n$/,
    );
    expect(readdirSync(at("handover")).sort()).toEqual(["example", "example.tar"]);
    expect(readFileSync(at("handover", "example", "README.md"), "utf8")).toContain(`commit \`${commit}\``);
    const json = (folder: string) => readFileSync(at(folder, "cdk.tf.json"), "utf8");
    expect(json("handover/example")).toBe(json("cdktf.out/stacks/example"));

    const first = readFileSync(at("handover", "example.tar"));
    expect((await handover("example", "--out", at("elsewhere"))).code).toBe(0);
    expect((await handover("example")).code).toBe(0);
    expect(readFileSync(at("handover", "example.tar")).equals(first)).toBe(true);
    expect(json("elsewhere")).toBe(json("handover/example"));

    checkout.write("example", changed(EXAMPLE, { tags: { team: "shop" } }));
    const after = await handover("example");
    expect(after.stderr).toContain(`warning: made of files that differ from commit ${commit}`);
    expect(readFileSync(at("handover", "example", "README.md"), "utf8")).toContain(
      `commit \`${commit}-dirty\``,
    );
  });

  it("hands over a layer, which may read the states before it", async () => {
    const state = { type: "s3", bucket: "shop-state" };
    checkout.write("example", changed(EXAMPLE, { layout: "layered", state }));
    const { code, stderr } = await handover("example-backend");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const file = (name: string) => readFileSync(at("handover", "example-backend", name), "utf8");
    expect(file("README.md")).toContain("The layer `example-backend`");
    expect(file("README.md")).toContain("It reads states of `example-network`.");
    const read = { Sid: "OtherState", Action: ["s3:GetObject"] };
    const Resource = ["arn:aws:s3:::shop-state/shop/example/terraform-network.tfstate"];
    expect(JSON.parse(file("iam/plan.json")).Statement).toContainEqual({
      ...read,
      Effect: "Allow",
      Resource,
    });
  });

  it.each([
    ["the name of the whole", "example", "s3", "write one of example-network, example-backend,"],
    ["states that are files of the checkout", "example-edge", "local", "found local; write state: {type: s3"],
  ])("refuses, of a layered environment, %s", async (_, name, type, message) => {
    const state = type === "s3" ? { type, bucket: "shop-state" } : { type };
    checkout.write("example", changed(EXAMPLE, { layout: "layered", state }));
    const { code, stderr } = await handover(name);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
    expect(existsSync(at("handover"))).toBe(false);
  });

  it("leaves a folder alone in which somebody works", async () => {
    expect((await handover("example")).code).toBe(0);
    writeFileSync(at("handover", "example", "terraform.tfstate"), "{}");
    const { code, stderr } = await handover("example");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("holds what no handover wrote, found terraform.tfstate"),
    });
    expect(readFileSync(at("handover", "example", "terraform.tfstate"), "utf8")).toBe("{}");
  });

  it.each([
    ["an environment that is not there", "nowhere", EXAMPLE, /nowhere/],
    ["a file that cannot be used", "example", changed(EXAMPLE, { region: "mars" }), /region: .*found "mars"/],
  ])("refuses %s and writes nothing", async (_, name, text, message) => {
    checkout.write("example", text);
    const { code, stderr } = await handover(name);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
    expect(existsSync(at("handover"))).toBe(false);
  });
});
