import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { AddressTargets, type AddressTargetsProps } from "../../../modules/load-balancing/address-targets";
import { InstanceTargets, type InstanceTargetsProps } from "../../../modules/load-balancing/instance-targets";
import { TaggedTargets } from "../../../modules/load-balancing/tagged-targets";
import { type ModuleStack, synthStack } from "../../../test-support/synth";
import { ARNS } from "./arns";

const targetGroupArn = ARNS.targetGroup;
const TYPE = "aws_lb_target_group_attachment";
const first = "i-0123456789abcdef0";
const second = "i-0fedcba9876543210";

const instances = (change: Partial<InstanceTargetsProps>) =>
  synthStack((stack) => {
    new InstanceTargets(stack, "api_public", { targetGroupArn, instanceIds: [first], ...change });
  });
const addresses = (change: Partial<AddressTargetsProps>) =>
  synthStack((stack) => {
    new AddressTargets(stack, "api_public", { targetGroupArn, addresses: ["10.0.1.5"], ...change });
  });
const found = (stack: ModuleStack, id = "found") =>
  new DataAwsInstances(stack, id, { instanceTags: { role: "api" } }).ids;

describe("InstanceTargets", () => {
  it("registers each at an address with its id, whatever the order", () => {
    const { resource } = instances({ instanceIds: [first, second] });
    expect(resource).toEqual(instances({ instanceIds: [second, first] }).resource);
    expect(resource[TYPE]).toEqual({
      [`api_public_${first}`]: {
        target_group_arn: targetGroupArn,
        target_id: first,
        lifecycle: { create_before_destroy: true },
      },
      [`api_public_${second}`]: expect.objectContaining({ target_id: second }),
    });
  });

  it("takes ids that are not known yet by name, and a port of its own", () => {
    const { resource } = synthStack((stack) => {
      const id = new LbListenerRule(stack, "any", { listenerArn: "x", action: [], condition: [] }).id;
      new InstanceTargets(stack, "api_public", { targetGroupArn, instanceIds: { blue: id }, port: 8001 });
    });
    expect(resource[TYPE]).toEqual({
      api_public_blue: expect.objectContaining({ target_id: "${aws_lb_listener_rule.any.id}", port: 8001 }),
    });
  });

  it.each([
    [{ instanceIds: [] }, "`instanceIds` must name at least one instance, got: none"],
    [{ instanceIds: [first, first] }, `\`instanceIds\` must have each instance once, got twice: ${first}`],
    [{ instanceIds: { a: first, b: first } }, "must have each instance once"],
    [{ instanceIds: ["web-1"] }, '`instanceIds` must have ids like i-0123456789abcdef0, got: "web-1"'],
    [{ instanceIds: { "a b": first } }, "`instanceIds` must have names of letters, digits and hyphens"],
    [{ port: 0 }, "`port` must"],
  ])("refuses %j", (change, message) => {
    expect(() => instances(change)).toThrow(message);
  });

  it("refuses an unknown id without a name", () => {
    expect(() =>
      synthStack((stack) => {
        const { id } = new LbListenerRule(stack, "any", { listenerArn: "x", action: [], condition: [] });
        new InstanceTargets(stack, "api_public", { targetGroupArn, instanceIds: [id] });
      }),
    ).toThrow("`instanceIds` must have names for ids that Terraform fills in");
  });
});

describe("TaggedTargets", () => {
  it("registers what is found, each under its id", () => {
    const { resource } = synthStack((stack) => {
      new TaggedTargets(stack, "api_public", { targetGroupArn, instanceIds: found(stack), port: 8000 });
    });
    expect(resource[TYPE]).toEqual({
      api_public: {
        for_each: "${toset(data.aws_instances.found.ids)}",
        target_group_arn: targetGroupArn,
        target_id: "${each.value}",
        port: 8000,
        lifecycle: { create_before_destroy: true },
      },
    });
  });

  it.each([[[]], [[first]]])("refuses the known list %j", (instanceIds) => {
    expect(() =>
      synthStack((stack) => {
        new TaggedTargets(stack, "api_public", { targetGroupArn, instanceIds });
      }),
    ).toThrow("`instanceIds` must be a list that Terraform fills in");
  });
});

describe("AddressTargets", () => {
  it("registers each at an address that ends in it, whatever the order", () => {
    const { resource } = addresses({ addresses: ["10.0.1.5", "10.0.2.7"] });
    expect(resource).toEqual(addresses({ addresses: ["10.0.2.7", "10.0.1.5"] }).resource);
    expect(resource[TYPE]).toEqual({
      api_public_10_0_1_5: {
        target_group_arn: targetGroupArn,
        target_id: "10.0.1.5",
        lifecycle: { create_before_destroy: true },
      },
      api_public_10_0_2_7: expect.objectContaining({ target_id: "10.0.2.7" }),
    });
  });

  it("says so when they lie outside the VPC", () => {
    expect(addresses({ outsideVpc: true, port: 8000 }).resource[TYPE]?.["api_public_10_0_1_5"]).toMatchObject(
      {
        availability_zone: "all",
        port: 8000,
      },
    );
  });

  it.each([
    [{ addresses: [] }, "`addresses` must name at least one address, got: none"],
    [{ addresses: ["10.0.1.5", "10.0.1.5"] }, "`addresses` must have each address once, got twice: 10.0.1.5"],
    [
      { addresses: ["10.0.1.256"] },
      "`addresses` must be IPv4 addresses known before Terraform runs, got: 10.0.1.256",
    ],
    [{ addresses: ["fd00::1"] }, "`addresses` must be IPv4 addresses"],
    [{ addresses: ["${data.x}"] }, "`addresses` must be IPv4 addresses"],
    [{ port: 65_536 }, "`port` must"],
  ])("refuses %j", (change, message) => {
    expect(() => addresses(change)).toThrow(message);
  });
});

it("two of each stand in one stack, and give what to wait for", () => {
  const { addresses: all } = synthStack((stack) => {
    const list = found(stack);
    const targets = ["api_public", "api_public_http"].flatMap((id) => [
      new InstanceTargets(stack, `${id}_instances`, { targetGroupArn, instanceIds: [first, second] }),
      new TaggedTargets(stack, `${id}_tagged`, { targetGroupArn, instanceIds: list }),
      new AddressTargets(stack, `${id}_addresses`, { targetGroupArn, addresses: ["10.0.1.5"] }),
    ]);
    expect(targets.map(({ attachments }) => attachments.length)).toEqual([2, 1, 1, 2, 1, 1]);
  });
  expect(all).toHaveLength(8);
});
