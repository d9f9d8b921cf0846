import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../cli/recover";
import { failure, StateLocked, TerraformFailed } from "../../cli/recover/terraform";
import { TERRAFORM_RELEASE } from "../../tools/terraform-release";

const LOCKED = `
│ Error: Error acquiring the state lock
│
│ Error message: operation error S3: PutObject, https response error
│ Lock Info:
│   ID:        9db590f1-b6fe-c5f2-2678-8804f089deba
│   Path:      shop-terraform-state/shop/example/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       ann@laptop
│   Version:   1.11.4
│   Created:   2025-11-21 17:51:55.123 +0000 UTC
│   Info:
`;

const MISSING = `
Error: reading SSM Parameter (/shop/example/origin-secret): couldn't find resource

  with data.aws_ssm_parameter.origin_secret,
  on cdk.tf.json line 114, in data.aws_ssm_parameter.origin_secret:
 114:       }
`;

/** A Terraform that writes down what it is asked and answers with what stands beside it. */
const FAKE = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const here = (name) => join(__dirname, name);
const args = process.argv.slice(2);
if (args[0] === "version") {
  process.stdout.write('{"terraform_version": "1.11.4"}');
  process.exit(0);
}
const out = args.find((arg) => arg.startsWith("-out="))?.slice(5);
const plan = out ?? (args[0] === "show" ? args[2] : undefined);
const mode = plan && (statSync(plan).mode & 0o777).toString(8);
appendFileSync(here("calls.jsonl"), JSON.stringify({ args, plan, mode }) + "\\n");
if (existsSync(here("stderr"))) {
  process.stderr.write(readFileSync(here("stderr")));
  process.exit(1);
}
if (out) writeFileSync(out, "a plan");
if (args[0] === "state" && existsSync(here("state.json"))) process.stdout.write(readFileSync(here("state.json")));
if (args[0] === "show") process.stdout.write(readFileSync(here("plan.json")));
`;

describe("./gatehouse recover", () => {
  const folder = mkdtempSync(join(tmpdir(), "recover-"));
  const printed: string[] = [];
  const before = process.env.TERRAFORM_BINARY_NAME;

  beforeAll(() => {
    writeFileSync(join(folder, "cdk.tf.json"), "{}");
    writeFileSync(join(folder, "terraform"), FAKE);
    chmodSync(join(folder, "terraform"), 0o755);
    process.env.TERRAFORM_BINARY_NAME = join(folder, "terraform");
  });

  beforeEach(() => {
    printed.length = 0;
    for (const file of ["stderr", "calls.jsonl", "state.json"]) {
      rmSync(join(folder, file), { force: true });
    }
    for (const method of ["log", "error"] as const) {
      jest.spyOn(console, method).mockImplementation((...line: unknown[]) => {
        printed.push(line.join(" "));
      });
    }
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) {
      delete process.env.TERRAFORM_BINARY_NAME;
    } else {
      process.env.TERRAFORM_BINARY_NAME = before;
    }
  });

  const plans = (...types: readonly string[]) => {
    const resource_changes = types.map((type) => ({
      address: `${type}.one`,
      mode: "managed",
      type,
      change: {
        actions: ["create"],
        before: null,
        after: { header: "the-secret" },
        after_unknown: { id: true },
      },
    }));
    const plan = { resource_changes, configuration: { root_module: {} } };
    writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
  };
  const calls = () =>
    readFileSync(join(folder, "calls.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  it("ends with the next command where there is nothing to import", async () => {
    plans("aws_s3_bucket_policy");
    expect(await run(["example", "--folder", folder])).toBe(0);
    expect(printed).toEqual([
      "planning ...",
      "imported: 0; still to be created: 1",
      `Next: ${join(folder, "terraform")} -chdir=${folder} apply`,
    ]);
  });

  it("keeps the plan in a file that only its owner reads, and removes it", async () => {
    plans("aws_s3_bucket_policy");
    await run(["example", "--folder", folder]);
    const [state, plan, show, ...more] = calls();
    expect(state.args).toEqual(["state", "pull"]);
    expect(more).toEqual([]);
    expect(plan.args).toEqual(["plan", "-input=false", "-no-color", `-out=${plan.plan}`]);
    expect(show.args).toEqual(["show", "-json", plan.plan]);
    expect([plan.mode, show.mode]).toEqual(["600", "600"]);
    expect(existsSync(dirname(plan.plan))).toBe(false);
  });

  const tainted = () => {
    const instances = [{ status: "tainted" }];
    const resources = ["aws_lb", "aws_sqs_queue"].map((type) => ({
      mode: "managed",
      type,
      name: "public",
      instances,
    }));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ resources }));
  };

  it("lets an interrupted deploy's half of a resource stand, of a type that it looks for", async () => {
    plans();
    tainted();
    expect(await run(["example", "--folder", folder])).toBe(0);
    expect(printed[0]).toBe(
      "aws_lb.public was being made when the deploy was interrupted: no longer tainted",
    );
    expect(
      calls()
        .map(({ args }) => args)
        .filter(([command]) => command === "untaint"),
    ).toEqual([["untaint", "aws_lb.public"]]);
  });

  it("lets nothing stand with --dry-run", async () => {
    plans();
    tainted();
    expect(await run(["example", "--dry-run", "--folder", folder])).toBe(0);
    expect(calls().map(({ args }) => args[0])).toEqual(["plan", "show"]);
  });

  it("says what it did not look for", async () => {
    plans("aws_s3_bucket_policy", "aws_sqs_queue");
    expect(await run(["example", "--folder", folder])).toBe(0);
    expect(printed).toContain(
      "not looked for: aws_sqs_queue.one: one may be left over, or in the way of the deploy",
    );
  });

  it("changes nothing with --dry-run", async () => {
    plans();
    expect(await run(["example", "--dry-run", "--folder", folder])).toBe(0);
    expect(printed.at(-1)).toBe("nothing to import");
  });

  it("prints nothing of the plan's values", async () => {
    plans("aws_s3_bucket_policy", "aws_sqs_queue");
    await run(["example", "--folder", folder]);
    expect(printed.join("\n")).not.toContain("the-secret");
  });

  it("fails with Terraform's own words", async () => {
    writeFileSync(join(folder, "stderr"), "Error: No valid credential sources found\n");
    expect(await run(["example", "--folder", folder])).toBe(1);
    expect(printed.at(-1)).toContain("Error: No valid credential sources found");
    expect(existsSync(dirname(calls().find(({ plan }) => plan !== undefined).plan))).toBe(false);
  });

  it("breaks no lock, but says how to", async () => {
    writeFileSync(join(folder, "stderr"), LOCKED);
    expect(await run(["example", "--folder", folder])).toBe(3);
    expect(printed.at(-1)).toContain("locked by ann@laptop since 2025-11-21 17:51:55.123 +0000 UTC");
    expect(printed.at(-1)).toContain("terraform force-unlock 9db590f1-b6fe-c5f2-2678-8804f089deba");
  });

  it.each([
    [[], 'recover: takes one environment, found ""'],
    [["one", "two"], 'recover: takes one environment, found "one two"'],
    [["../x"], 'recover: NAME must be that of an environment, found "../x"'],
    [["example", "--force"], "Unknown option '--force'"],
    [["example", "--folder", "/nowhere"], "no synthesized stack, found none in /nowhere"],
  ])("refuses %p", async (args, message) => {
    expect(await run(args)).toBe(2);
    expect(printed.join("\n")).toContain(message);
  });

  it("says what to do where the secret's parameter is not there", async () => {
    writeFileSync(join(folder, "stderr"), MISSING);
    expect(await run(["example", "--folder", folder])).toBe(1);
    expect(printed.at(-1)).toBe(
      "\nrecover: ./gatehouse secret example makes one and stores it there; or take loadBalancer.originSecret out of " +
        'the file, and eval "$(./gatehouse secret example)" sets TF_VAR_origin_secret',
    );
  });

  it("runs a Terraform that was fetched, and names it in the next command", async () => {
    plans("aws_s3_bucket_policy");
    const { TERRAFORM_BINARY_NAME: named, PATH: path } = process.env;
    const tools = join(folder, "tools");
    const fetched = join(tools, `terraform-${TERRAFORM_RELEASE.version}`, "terraform");
    mkdirSync(dirname(fetched), { recursive: true });
    symlinkSync(join(folder, "terraform"), fetched);
    Object.assign(process.env, { PATH: join(folder, "nowhere"), GATEHOUSE_TOOLS: tools });
    delete process.env.TERRAFORM_BINARY_NAME;
    try {
      expect(await run(["example", "--folder", folder])).toBe(0);
      expect(printed.at(-1)).toBe(`Next: ${fetched} -chdir=${folder} apply`);
      expect(calls().map(({ args }) => args[0])).toEqual(["state", "plan", "show"]);
    } finally {
      Object.assign(process.env, { PATH: path, TERRAFORM_BINARY_NAME: named });
      delete process.env.GATEHOUSE_TOOLS;
    }
  });

  it("says so where Terraform is not there", async () => {
    const stack = join(folder, "other");
    mkdirSync(stack);
    writeFileSync(join(stack, "cdk.tf.json"), "{}");
    process.env.TERRAFORM_BINARY_NAME = "/nowhere/terraform";
    expect(await run(["example", "--folder", stack])).toBe(1);
    process.env.TERRAFORM_BINARY_NAME = join(folder, "terraform");
    expect(printed.at(-1)).toContain("/nowhere/terraform cannot be run");
  });
});

describe("a failure of Terraform", () => {
  it("is a lock only where it says so", () => {
    expect(failure("terraform plan", LOCKED)).toBeInstanceOf(StateLocked);
    expect(failure("terraform plan", "Error: ID: 1")).toBeInstanceOf(TerraformFailed);
  });
});
