import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations, TerraformHclModule, Testing } from "cdktf";
import { Construct } from "constructs";
import { allow, Guard, guard } from "../../../modules/guards/guard";
import { LoadBalancerSecurityGroup } from "../../../modules/network/load-balancer-security-group";
import { failure } from "../../../test-support/changed";
import { ModuleStack } from "../../../test-support/synth";

const OPEN = { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" };
const REMEDY = "allow() it with a reason, modules/guards/README.md";

/** What CDKTF says to a guarded stack that holds what `build` makes. */
function refusal(build: (stack: ModuleStack) => void): string {
  const stack = new ModuleStack(Testing.app());
  guard(stack);
  build(stack);
  return failure(() => Testing.synth(stack, true));
}

function report(build: (stack: ModuleStack) => void) {
  const stack = new ModuleStack(Testing.app());
  build(stack);
  return new Guard(stack).report(stack.toTerraform());
}

describe("guard", () => {
  it("lets through what breaks no rule", () => {
    expect(refusal(() => undefined)).toBe("it has not failed");
  });

  it("names each violation, with address, path, rule, what was found and what to do", () => {
    const text = refusal((stack) => {
      new VpcSecurityGroupIngressRule(stack, "open", OPEN);
      new EbsVolume(stack, "disk", { availabilityZone: "eu-west-1a", size: 1 });
    });
    expect(text).toContain(
      "aws_vpc_security_group_ingress_rule.open (test/open) breaks world-ingress: everything from 0.0.0.0/0 in sg-1; " +
        `name the callers' own ranges or security group, or ${REMEDY}`,
    );
    expect(text).toContain(
      `aws_ebs_volume.disk (test/disk) breaks unencrypted: no encrypted; set encrypted to true, or ${REMEDY}`,
    );
  });

  it("sees what overrides do to a resource and to a stack", () => {
    const text = refusal((stack) => {
      const disk = new EbsVolume(stack, "disk", { availabilityZone: "eu-west-1a", size: 1, encrypted: true });
      disk.addOverride("encrypted", false);
      stack.addOverride("resource.aws_ebs_volume.other", { availability_zone: "eu-west-1a", size: 1 });
    });
    expect(text).toContain("aws_ebs_volume.disk (test/disk) breaks unencrypted: encrypted false");
    expect(text).toContain("aws_ebs_volume.other breaks unencrypted: no encrypted");
  });

  it("sees what a later aspect of others leaves", () => {
    expect(
      refusal((stack) => void new EbsVolume(stack, "disk", { availabilityZone: "a", size: 1 })),
    ).toContain("aws_ebs_volume.disk");
  });

  it("asks for tags of what takes some", () => {
    const stack = new ModuleStack(Testing.app());
    guard(stack, { tags: { Project: "shop" } });
    new SqsQueue(stack, "jobs");
    new VpcSecurityGroupIngressRule(stack, "one", { ...OPEN, cidrIpv4: "10.0.0.0/8" });
    const text = failure(() => Testing.synth(stack, true));
    expect(text.match(/aws_sqs_queue\.jobs .*breaks missing-tags/g)).toHaveLength(1);
  });
});

describe("allow", () => {
  const disk = (scope: Construct, id = "disk") =>
    new EbsVolume(scope, id, { availabilityZone: "a", size: 1 });
  const reason = "It holds what is public";

  it("lets one resource break one rule, and says so each time", () => {
    const { violations, notes } = report((stack) => allow(disk(stack), { rule: "unencrypted", reason }));
    expect(violations).toEqual([]);
    expect(notes).toEqual([`aws_ebs_volume.disk may break unencrypted (no encrypted): ${reason}`]);
  });

  it("becomes a warning of CDKTF's in a guarded stack", () => {
    const stack = new ModuleStack(Testing.app());
    guard(stack);
    allow(disk(stack), { rule: "unencrypted", reason });
    const warn = jest.spyOn(Annotations.prototype, "addWarning");
    expect(failure(() => Testing.synth(stack, true))).toBe("it has not failed");
    expect(warn.mock.calls).toEqual([
      [`aws_ebs_volume.disk may break unencrypted (no encrypted): ${reason}`],
    ]);
    warn.mockRestore();
  });

  it("holds for what a construct made, and for nothing beside it", () => {
    const { violations } = report((stack) => {
      const own = new Construct(stack, "own");
      disk(own);
      disk(stack, "own_other");
      allow(own, { rule: "unencrypted", reason });
    });
    expect(violations).toEqual([expect.stringContaining("aws_ebs_volume.own_other ")]);
  });

  it("holds for no other rule", () => {
    const { violations } = report((stack) => {
      allow(new S3Bucket(stack, "files", { bucketPrefix: "files-" }), { rule: "unencrypted", reason });
    });
    expect(violations).toEqual([
      expect.stringContaining("breaks public-bucket: no aws_s3_bucket_public_access"),
    ]);
  });

  it("is named where nothing needs it", () => {
    const { notes } = report((stack) => allow(new SqsQueue(stack, "jobs"), { rule: "unencrypted", reason }));
    expect(notes).toEqual(["test/jobs is allowed unencrypted and does not break it: take the allow() out"]);
  });

  it.each(["", "  "])("wants a reason, and %j is none", (none) => {
    expect(() => report((stack) => allow(disk(stack), { rule: "unencrypted", reason: none }))).toThrow(
      "`test/disk`: `reason` must say why it may break unencrypted",
    );
  });

  it("is not for a whole stack", () => {
    expect(() => report((stack) => allow(stack, { rule: "unencrypted", reason }))).toThrow(
      "not to the whole stack",
    );
  });
});

describe("what a module opens by its properties", () => {
  const group = (stack: ModuleStack, exposure: "cloudfront" | "private" | "internet") =>
    new LoadBalancerSecurityGroup(stack, "public", { namePrefix: "shop-", vpcId: "vpc-12345678", exposure });

  it.each(["cloudfront", "private", "internet"] as const)("is declared: %s", (exposure) => {
    expect(report((stack) => void group(stack, exposure))).toEqual({ violations: [], notes: [] });
  });

  it("is declared with IPv6 and port 80", () => {
    const props = {
      namePrefix: "shop-",
      vpcId: "vpc-12345678",
      exposure: "internet",
      http: true,
      ipv6: true,
    } as const;
    expect(report((stack) => void new LoadBalancerSecurityGroup(stack, "public", props)).violations).toEqual(
      [],
    );
  });

  it.each<[string, unknown]>([
    ["to_port", 65535],
    ["ip_protocol", "-1"],
    ["cidr_ipv6", "::/0"],
  ])("is declared as it is, and not with %s %s", (argument, value) => {
    const { violations } = report((stack) => {
      const rule = group(stack, "internet").node.findChild("https");
      if (rule instanceof VpcSecurityGroupIngressRule) rule.addOverride(argument, value);
    });
    expect(violations).toEqual([expect.stringContaining("breaks world-ingress")]);
  });
});

it("says which Terraform modules it does not look into", () => {
  const { notes } = report(
    (stack) => void new TerraformHclModule(stack, "queue", { source: "example/queue/aws" }),
  );
  expect(notes).toEqual(["module.queue is a Terraform module: no guard looks into it"]);
});

it("keeps two guarded stacks of one app apart", () => {
  const app = Testing.app();
  const [one, two] = [new ModuleStack(app, "one"), new ModuleStack(app, "two")];
  const disk = new EbsVolume(one, "disk", { availabilityZone: "a", size: 1 });
  new EbsVolume(two, "disk", { availabilityZone: "a", size: 1 });
  allow(disk, { rule: "unencrypted", reason: "It holds what is public" });
  expect(new Guard(one).report(one.toTerraform()).violations).toEqual([]);
  expect(new Guard(two).report(two.toTerraform()).violations).toHaveLength(1);
});
