import { existsSync } from "node:fs";
import { join } from "node:path";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Aspects, Testing } from "cdktf";
import { StateStack } from "../../stacks/state-stack";
import { build } from "../../stacks/synthesize";
import { WebStack } from "../../stacks/web-stack";
import { failure } from "../../test-support/changed";
import { Checkout } from "../../test-support/checkout";
import { environment, environmentText, stackOf } from "../../test-support/environments";
import { SHAPE_NAMES, shape } from "../../test-support/shapes";

const LONG = 60_000;
const IMPORTS = [
  'import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";',
  'import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";',
  'import { allow } from "../modules/guards/guard";',
].join("\n");
const SSH =
  'securityGroupId: "sg-12345678", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0"';

/** What `main.ts` does with these files: exit code, what it says, and the files that it wrote. */
async function synth(files: Readonly<Record<string, string>>) {
  const checkout = new Checkout(files);
  try {
    const { code, stdout, stderr } = await checkout.synth();
    const stages = existsSync(checkout.output);
    return { code, stdout, lines: stderr.trimEnd().split("\n"), written: checkout.written(), stages };
  } finally {
    checkout.remove();
  }
}

describe("what environments/<name>.ts adds", () => {
  const bad = `${IMPORTS}
    export default (stack) => {
      new VpcSecurityGroupIngressRule(stack, "ssh", { ${SSH} });
      new EbsVolume(stack, "disk", { availabilityZone: "eu-west-1a", size: 1 });
    };`;

  it(
    "is refused with exit code 2, a line each, and nothing written, of other environments neither",
    async () => {
      const { code, stdout, lines, written, stages } = await synth({
        "alpha.yaml": environmentText({ environment: "alpha", domain: { name: "example.net" } }),
        "production.yaml": environmentText(),
        "production.ts": bad,
      });
      expect(lines).toEqual([
        expect.stringMatching(
          /^aws_vpc_security_group_ingress_rule\.ssh \(production\/ssh\) breaks world-ingress: tcp\/22 from 0\.0\.0\.0\/0 in sg-12345678; .+/,
        ),
        expect.stringMatching(
          /^aws_ebs_volume\.disk \(production\/disk\) breaks unencrypted: no encrypted; .+/,
        ),
      ]);
      expect({ code, stdout, written, stages }).toEqual({ code: 2, stdout: "", written: {}, stages: false });
    },
    LONG,
  );

  it(
    "is refused in every layer of a layered environment",
    async () => {
      const text = `${IMPORTS}
        export default ({ layers }) => {
          new VpcSecurityGroupIngressRule(layers.network, "ssh", { ${SSH} });
          new EbsVolume(layers.dns, "disk", { availabilityZone: "eu-west-1a", size: 1 });
        };`;
      const state = { type: "s3", bucket: "shop-state" };
      const files = {
        "production.yaml": environmentText({ layout: "layered", state }),
        "production.ts": text,
      };
      const { code, lines, written } = await synth(files);
      expect({ code, written }).toEqual({ code: 2, written: {} });
      expect(lines).toEqual([
        expect.stringContaining("(production-network/ssh) breaks world-ingress"),
        expect.stringContaining("(production-dns/disk) breaks unencrypted"),
      ]);
    },
    LONG,
  );

  it(
    "is written where it is allowed for a reason, which is printed",
    async () => {
      const text = `${IMPORTS}
        export default (stack) => {
          const rule = new VpcSecurityGroupIngressRule(stack, "ssh", { ${SSH} });
          allow(rule, { rule: "world-ingress", reason: "A honeypot" });
        };`;
      const { code, lines, written } = await synth({
        "production.yaml": environmentText(),
        "production.ts": text,
      });
      expect(code).toBe(0);
      expect(lines).toEqual([
        "warning: aws_vpc_security_group_ingress_rule.ssh may break world-ingress (tcp/22 from 0.0.0.0/0): A honeypot",
      ]);
      expect(Object.keys(written)).toEqual(["manifest.json", join("stacks", "production", "cdk.tf.json")]);
    },
    LONG,
  );
});

describe("a stack in an app of one's own", () => {
  const disk = (scope: WebStack | StateStack) =>
    new EbsVolume(scope, "disk", { availabilityZone: "a", size: 1 });

  it("is refused by CDKTF, a WebStack and a StateStack alike", () => {
    const web = stackOf(environment());
    disk(web);
    expect(failure(() => Testing.synth(web, true))).toContain("aws_ebs_volume.disk (production/disk) breaks");
    const state = new StateStack(Testing.app(), "state", { bucket: "shop-state", region: "eu-west-1" });
    expect(failure(() => Testing.synth(state, true))).toBe("it has not failed");
    disk(state);
    expect(failure(() => Testing.synth(state, true))).toContain("aws_ebs_volume.disk (state/disk) breaks");
  });

  it("is judged after its aspects", () => {
    const web = stackOf(environment());
    disk(web);
    Aspects.of(web).add({
      visit: (node) => {
        if (node instanceof EbsVolume) node.encrypted = true;
      },
    });
    expect(failure(() => Testing.synth(web, true))).toBe("it has not failed");
  });
});

describe.each(SHAPE_NAMES)("the shape %s", (name) => {
  const built = build(Testing.app(), shape(name));
  const stacks = built instanceof WebStack ? [built] : built.stacks;

  it("breaks no rule, and needs no reason", () => {
    for (const stack of stacks) {
      stack.judgeWhenWritten();
      stack.prepareStack();
      stack.toTerraform();
      expect(stack.guardReport).toEqual({ violations: [], notes: [] });
    }
  });

  it("has no group of a module that may let everything out", () => {
    for (const stack of stacks) {
      const groups = stack.node.findAll().filter((each) => each instanceof SecurityGroup);
      groups.forEach((group, index) => {
        const to = { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0", securityGroupId: group.id };
        new VpcSecurityGroupEgressRule(stack, `everything_${index}`, to);
      });
      stack.toTerraform();
      const refused = stack.guardReport.violations.filter((line) => line.includes("breaks world-egress"));
      expect(refused).toHaveLength(groups.length);
    }
  });
});
