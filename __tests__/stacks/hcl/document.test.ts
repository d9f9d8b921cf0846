import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Testing } from "cdktf";
import { BadInput } from "../../../config/bad-input";
import { hclOf } from "../../../stacks/hcl/document";
import { environment, stackOf } from "../../../test-support/environments";
import { SHAPE_NAMES, shape } from "../../../test-support/shapes";
import { ModuleStack } from "../../../test-support/synth";

/** The blocks of a stack in HCL, by what stands before the brace. */
function blocksOf(build: (stack: ModuleStack) => void): Record<string, string> {
  const stack = new ModuleStack(Testing.app());
  build(stack);
  return byHead(hclOf(stack));
}

function byHead(hcl: string): Record<string, string> {
  const blocks = hcl
    .trimEnd()
    .split("\n\n")
    .map((block) => [block.slice(0, block.indexOf(" {")), block]);
  return Object.fromEntries(blocks);
}

function refusal(build: (stack: ModuleStack) => void): readonly string[] {
  try {
    blocksOf(build);
  } catch (error) {
    if (error instanceof BadInput) return error.lines;
    throw error;
  }
  return [];
}

describe("hclOf", () => {
  it("tells blocks from arguments, and references from texts", () => {
    const blocks = blocksOf((stack) => {
      const bucket = new S3Bucket(stack, "site", { tags: { Name: "site" }, provider: stack.usEast1 });
      new LbTargetGroup(stack, "api", {
        healthCheck: { path: "/" },
        dependsOn: [bucket],
        lifecycle: {
          ignoreChanges: ["name", "tags"],
          precondition: [{ condition: "${true}", errorMessage: 'never "this"' }],
        },
      });
    });
    expect(blocks['resource "aws_s3_bucket" "site"']).toBe(
      'resource "aws_s3_bucket" "site" {\n  tags = {\n    Name = "site"\n  }\n  provider = aws.us_east_1\n}',
    );
    expect(blocks['resource "aws_lb_target_group" "api"']?.split("\n")).toEqual([
      'resource "aws_lb_target_group" "api" {',
      "  depends_on = [aws_s3_bucket.site]",
      "  health_check {",
      '    path = "/"',
      "  }",
      "  lifecycle {",
      "    ignore_changes = [name, tags]",
      "    precondition {",
      "      condition = true",
      '      error_message = "never \\"this\\""',
      "    }",
      "  }",
      "}",
    ]);
  });

  it("keeps the text of a function as it is", () => {
    const code = "function handler(event) {\n  return event;\n}\n";
    const { 'resource "aws_cloudfront_function" "pages"': block } = blocksOf((stack) => {
      new CloudfrontFunction(stack, "pages", { name: "pages", runtime: "cloudfront-js-2.0", code });
    });
    expect(block).toContain(`  code = <<EOT\n${code}EOT\n`);
  });

  it("writes what is overridden", () => {
    const { 'resource "aws_lb_target_group" "api"': block } = blocksOf((stack) => {
      const group = new LbTargetGroup(stack, "api", { healthCheck: { path: "/" } });
      group.addOverride("health_check.path", "/test/");
      group.addOverride("health_check.matcher", "200");
      group.addOverride("port", 8000);
    });
    expect(block).toContain('  port = 8000\n  health_check {\n    matcher = "200"\n    path = "/test/"\n  }');
  });

  it("writes no block for an empty list, and an empty list where that says something", () => {
    const blocks = blocksOf((stack) => {
      new LbTargetGroup(stack, "api", { port: 80, stickiness: undefined, targetFailover: [] });
      new DefaultSecurityGroup(stack, "closed", { ingress: [], egress: [] });
    });
    expect(blocks['resource "aws_lb_target_group" "api"']).toBe(
      'resource "aws_lb_target_group" "api" {\n  port = 80\n}',
    );
    expect(blocks['resource "aws_default_security_group" "closed"']).toBe(
      'resource "aws_default_security_group" "closed" {\n  egress = []\n  ingress = []\n}',
    );
  });

  it("writes what Terraform checks at every plan", () => {
    const hcl = blocksOf((stack) => {
      const assert = [{ condition: "${aws_lb.a.idle_timeout >= 60}", error_message: "too short" }];
      stack.addOverride("check.timeouts", { assert });
    });
    expect(hcl['check "timeouts"']).toBe(
      'check "timeouts" {\n  assert {\n    condition = aws_lb.a.idle_timeout >= 60\n    error_message = "too short"\n  }\n}',
    );
  });

  it("writes what moves, is imported or let go of", () => {
    const hcl = blocksOf((stack) => {
      stack.addOverride("moved", [{ from: "aws_lb.old", to: "aws_lb.new" }]);
      stack.addOverride("import", [{ to: "aws_eip.it", id: "eipalloc-1", provider: "aws.us_east_1" }]);
      stack.addOverride("removed", [{ from: "aws_eip.gone", lifecycle: { destroy: false } }]);
      stack.addOverride("locals", { a: "${var.b}" });
    });
    expect(hcl).toMatchObject({
      moved: "moved {\n  from = aws_lb.old\n  to = aws_lb.new\n}",
      import: 'import {\n  to = aws_eip.it\n  id = "eipalloc-1"\n  provider = aws.us_east_1\n}',
      removed: "removed {\n  from = aws_eip.gone\n  lifecycle {\n    destroy = false\n  }\n}",
      locals: "locals {\n  a = var.b\n}",
    });
  });

  it("refuses what it cannot write, all of it, and says why", () => {
    const found = refusal((stack) => {
      const group = new LbTargetGroup(stack, "api", { port: 80 });
      group.addOverride("health_check", { path: "/" });
      new Instance(stack, "web", { provisioners: [{ type: "local-exec", command: "true" }] });
      stack.addOverride("ephemeral", { aws_secret: { now: {} } });
    });
    expect(found).toEqual([
      "test: aws_lb_target_group.api.health_check cannot be written as HCL; nothing says whether this is a block or " +
        "an argument: give it as a property, no override, or use the JSON",
      "test: aws_instance.web.provisioner cannot be written as HCL; a provisioner, which is not written here, or use " +
        "the JSON",
      "test: ephemeral cannot be written as HCL; this kind of block is not written here, or use the JSON",
    ]);
  });
});

describe("the terraform block", () => {
  const terraformOf = (state: object) => byHead(hclOf(stackOf(environment({ state }))))["terraform"];

  it("demands the version and the provider", () => {
    expect(terraformOf({ type: "local" })?.split("\n")).toEqual([
      "terraform {",
      '  backend "local" {',
      '    path = "../../../terraform.production.tfstate"',
      "  }",
      "  required_providers {",
      "    aws = {",
      '      version = "5.100.0"',
      '      source = "aws"',
      "    }",
      "  }",
      '  required_version = ">= 1.10.0"',
      "}",
    ]);
  });

  it.each([
    [{ type: "pipeline", backend: "gcs" }, '  backend "gcs" {}\n'],
    [
      { type: "s3", bucket: "shop-state", roleArn: "arn:aws:iam::123456789012:role/state" },
      '    assume_role = {\n      role_arn = "arn:aws:iam::123456789012:role/state"\n    }\n',
    ],
    [{ type: "s3", bucket: "shop-state" }, "    use_lockfile = true\n"],
    [{ type: "cloud", organization: "shop" }, '    workspaces {\n      name = "shop-production"\n    }\n'],
  ])("says where the state is: %j", (state, text) => {
    expect(terraformOf(state)).toContain(text);
  });
});

describe.each(SHAPE_NAMES)("%s", (name) => {
  it("is written whole: every block of the JSON, in order", () => {
    const stack = stackOf(shape(name));
    const json = stack.toTerraform();
    const labelled = (kind: string) =>
      Object.entries<object>(json[kind] ?? {}).flatMap(([type, byName]) =>
        Object.keys(byName).map((each) => `${kind} "${type}" "${each}"`),
      );
    const named = (kind: string) => Object.keys(json[kind] ?? {}).map((each) => `${kind} "${each}"`);
    const heads = [...hclOf(stack).matchAll(/^(resource|data|output|variable) .*(?= \{)/gm)].map(
      ([head]) => head,
    );
    expect(heads.sort()).toEqual(
      [...labelled("resource"), ...labelled("data"), ...named("output"), ...named("variable")].sort(),
    );
  });
});
