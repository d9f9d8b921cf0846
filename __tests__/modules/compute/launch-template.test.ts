import { TerraformVariable } from "cdktf";
import { LaunchTemplate, type LaunchTemplateProps } from "../../../modules/compute/launch-template";
import { MachineImage } from "../../../modules/compute/machine-image";
import { synthStack } from "../../../test-support/synth";

const PROPS: LaunchTemplateProps = {
  namePrefix: "shop-api-",
  image: { imageId: "ami-0a", rootDeviceName: "/dev/xvda", rootVolumeSize: 8, architecture: "x86_64" },
  instanceType: "t3.small",
  instanceProfileName: "shop-api",
  securityGroupIds: ["sg-0a"],
  publicAddress: false,
  tags: { Name: "shop-api", Project: "shop" },
};

function template(props: Partial<LaunchTemplateProps> = {}) {
  const { resource } = synthStack((stack) => new LaunchTemplate(stack, "api", { ...PROPS, ...props }));
  return resource["aws_launch_template"]?.["api"];
}

describe("LaunchTemplate", () => {
  it("asks for IMDSv2, encrypts the root volume and has no public address", () => {
    expect(template()).toEqual({
      name_prefix: "shop-api-",
      update_default_version: true,
      image_id: "ami-0a",
      instance_type: "t3.small",
      iam_instance_profile: { name: "shop-api" },
      metadata_options: {
        http_endpoint: "enabled",
        http_tokens: "required",
        http_put_response_hop_limit: 1,
        instance_metadata_tags: "disabled",
      },
      block_device_mappings: [
        {
          device_name: "/dev/xvda",
          ebs: { encrypted: "true", volume_type: "gp3", volume_size: 8, delete_on_termination: "true" },
        },
      ],
      network_interfaces: [
        {
          device_index: 0,
          associate_public_ip_address: "false",
          security_groups: ["sg-0a"],
          delete_on_termination: "true",
        },
      ],
      tag_specifications: ["instance", "volume", "network-interface"].map((resource_type) => ({
        resource_type,
        tags: { Name: "shop-api", Project: "shop" },
      })),
      lifecycle: { create_before_destroy: true, precondition: [expect.anything()] },
    });
  });

  it("takes everything else that it is told", () => {
    const userData = '#!/bin/sh\necho "${HOME} %{if} $' + '{Token[TOKEN.1]}"\n';
    const body = template({
      userData,
      volumeSize: 30,
      volumeType: "gp2",
      metadataHops: 2,
      publicAddress: true,
      securityGroupIds: ["sg-0a", "sg-0b"],
    });
    expect(body).toMatchObject({
      metadata_options: { http_put_response_hop_limit: 2 },
      block_device_mappings: [{ ebs: { encrypted: "true", volume_size: 30, volume_type: "gp2" } }],
      network_interfaces: [{ associate_public_ip_address: "true", security_groups: ["sg-0a", "sg-0b"] }],
    });
    const encoded = String(body?.["user_data"]);
    expect(encoded).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(Buffer.from(encoded, "base64").toString()).toBe(userData);
  });

  it.each([
    ["t3.small", "x86_64"],
    ["g4dn.xlarge", "x86_64"],
    ["m7i-flex.large", "x86_64"],
    ["c7a.large", "x86_64"],
    ["t4g.small", "arm64"],
    ["a1.medium", "arm64"],
    ["c7gn.large", "arm64"],
    ["m7gd.large", "arm64"],
    ["im4gn.large", "arm64"],
    ["x2gd.medium", "arm64"],
  ])(
    "refuses a plan in which %s has an image of another architecture than %s",
    (instanceType, architecture) => {
      const { resource } = synthStack((stack) => {
        const image = new MachineImage(stack, "image", { image: "ami-0a" });
        new LaunchTemplate(stack, "api", { ...PROPS, image, instanceType });
      });
      expect(resource["aws_launch_template"]?.["api"]?.["lifecycle"]).toMatchObject({
        precondition: [
          {
            condition: `\${(data.aws_ami.image.architecture == "${architecture}")}`,
            error_message: expect.stringContaining(`${instanceType} is of architecture ${architecture}`),
          },
        ],
      });
    },
  );

  it("refuses a plan in which the root volume is smaller than the image's", () => {
    const { resource } = synthStack((stack) => {
      const image = new MachineImage(stack, "image", { image: "ami-0a" });
      new LaunchTemplate(stack, "api", { ...PROPS, image, volumeSize: 20 });
    });
    const size =
      "one([for each in data.aws_ami.image.block_device_mappings : tonumber(each.ebs.volume_size) " +
      "if each.device_name == data.aws_ami.image.root_device_name])";
    expect(resource["aws_launch_template"]?.["api"]?.["lifecycle"]).toMatchObject({
      precondition: [
        {},
        {
          condition: `\${(${size} <= 20)}`,
          error_message: expect.stringContaining("20 GiB, and the image has more"),
        },
      ],
    });
  });

  it.each<[Partial<LaunchTemplateProps>, RegExp]>([
    [{ namePrefix: "ab" }, /`namePrefix` must have 3 to 102/],
    [{ namePrefix: "a".repeat(103) }, /`namePrefix` must have 3 to 102/],
    [{ instanceType: "small" }, /`instanceType` must be like t3\.small, got: "small"/],
    [{ securityGroupIds: [] }, /`securityGroupIds` must name at least one group/],
    [{ volumeSize: 0 }, /`volumeSize` must be a whole number from 1 to 16384/],
    [{ userData: "x".repeat(16_385) }, /`userData` must have at most 16384 bytes, got: 16385/],
    [{ userData: "ä".repeat(8_193) }, /`userData` must have at most 16384 bytes, got: 16386/],
  ])("refuses %j", (props, message) => {
    expect(() => template(props)).toThrow(message);
  });

  it("takes what is just within bounds", () => {
    expect(() =>
      template({ namePrefix: "a".repeat(102), userData: "x".repeat(16_384), volumeSize: 16_384 }),
    ).not.toThrow();
  });

  it("refuses user data that only Terraform knows", () => {
    expect(() =>
      synthStack((stack) => {
        const userData = new TerraformVariable(stack, "script", {}).stringValue;
        new LaunchTemplate(stack, "api", { ...PROPS, userData });
      }),
    ).toThrow("`userData` must be known before Terraform runs");
  });

  it("stands beside another", () => {
    const { addresses } = synthStack((stack) => {
      new LaunchTemplate(stack, "api", PROPS);
      new LaunchTemplate(stack, "jobs", PROPS);
    });
    expect(addresses).toEqual(["aws_launch_template.api", "aws_launch_template.jobs"]);
  });
});

describe("MachineImage", () => {
  it("reads an image by its id, deprecated ones too", () => {
    const { data } = synthStack((stack) => new MachineImage(stack, "image", { image: "ami-0a" }));
    expect(data).toEqual({
      aws_ami: { image: { filter: [{ name: "image-id", values: ["ami-0a"] }], include_deprecated: true } },
    });
  });

  it("reads the version of a parameter, and hands it on as it is", () => {
    let imageId = "";
    const { data } = synthStack((stack) => {
      ({ imageId } = new MachineImage(stack, "image", { image: "resolve:ssm:/shop/image:7" }));
    });
    expect(imageId).toBe("resolve:ssm:/shop/image:7");
    expect(data["aws_ssm_parameter"]).toEqual({ image_parameter: { name: "/shop/image:7" } });
    expect(data["aws_ami"]?.["image"]?.["filter"]).toEqual([
      { name: "image-id", values: ["${data.aws_ssm_parameter.image_parameter.insecure_value}"] },
    ]);
  });

  it.each([
    "resolve:ssm:/shop/image",
    "resolve:ssm:/shop/image:stable",
    "resolve:ssm:/shop/image:0",
    "ubuntu",
  ])("refuses %s", (image) => {
    expect(() => synthStack((stack) => new MachineImage(stack, "image", { image }))).toThrow(
      `got: "${image}"`,
    );
  });
});
