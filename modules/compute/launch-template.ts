import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Op, type Precondition, Token } from "cdktf";
import { Construct } from "constructs";
import type { MachineImageAttributes } from "./machine-image";
import { formProblems, rangeProblems, refuse } from "./problems";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
const USER_DATA_BYTES = 16_384;

/** What an instance is made with and default tags of the provider do not reach. */
const TAGGED = ["instance", "volume", "network-interface"];

export interface LaunchTemplateProps {
  /** at most 102 characters, to which Terraform adds 26 */
  readonly namePrefix: string;
  readonly image: MachineImageAttributes;
  /** of the image's architecture, or the plan is refused */
  readonly instanceType: string;
  readonly instanceProfileName: string;
  readonly securityGroupIds: readonly string[];
  /** whether instances have public addresses: the only way out of a subnet whose route is an internet gateway */
  readonly publicAddress: boolean;
  /** of instances, volumes and network interfaces: default tags of the provider do not reach them */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * GiB of the root volume
   *
   * @default the image's
   */
  readonly volumeSize?: number;
  /** @default "gp3" */
  readonly volumeType?: "gp3" | "gp2";
  /**
   * what an instance runs as it starts: at most 16384 bytes, encoded here. It is in the state, and whatever runs on
   * the instance reads it.
   *
   * @default nothing
   */
  readonly userData?: string;
  /**
   * how far an answer of the metadata service travels: with 2 containers on the instance have its credentials
   *
   * @default 1
   */
  readonly metadataHops?: 1 | 2;
}

/**
 * What the instances of a group are made of. Each change is a new version: the group that names `version` replaces its
 * instances. Always: metadata by IMDSv2 alone, an encrypted root volume that goes with its instance.
 *
 * @example
 * const template = new LaunchTemplate(this, "api", {
 *   namePrefix: "shop-production-api-",
 *   image: new MachineImage(this, "image", { image: "ami-0123456789abcdef0" }),
 *   instanceType: "t3.small",
 *   instanceProfileName: role.instanceProfileName,
 *   securityGroupIds: [group.securityGroupId],
 *   publicAddress: false,
 *   tags: { Name: "shop-production-api" },
 * });
 */
export class LaunchTemplate extends Construct {
  readonly id: string;
  /** the newest one, by its number */
  readonly version: string;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const { image, instanceType, volumeType = "gp3", metadataHops = 1, userData } = props;
    const { volumeSize = image.rootVolumeSize } = props;
    refuse(this, problemsOf(props));

    const template = new AwsLaunchTemplate(this, "Resource", {
      namePrefix: props.namePrefix,
      updateDefaultVersion: true,
      imageId: image.imageId,
      instanceType,
      iamInstanceProfile: { name: props.instanceProfileName },
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: metadataHops,
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: image.rootDeviceName,
          ebs: { encrypted: "true", volumeType, volumeSize, deleteOnTermination: "true" },
        },
      ],
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: String(props.publicAddress),
          securityGroups: [...props.securityGroupIds],
          deleteOnTermination: "true",
        },
      ],
      tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: { ...props.tags } })),
      ...(userData !== undefined && { userData: Buffer.from(userData).toString("base64") }),
      lifecycle: { createBeforeDestroy: true, precondition: conditionsOf(image, props) },
    });
    this.id = template.id;
    this.version = Token.asString(template.latestVersion);
  }
}

function conditionsOf(image: MachineImageAttributes, props: LaunchTemplateProps): Precondition[] {
  const { instanceType, volumeSize } = props;
  return [
    sameArchitecture(image, instanceType),
    ...(volumeSize === undefined ? [] : [largeEnough(image, volumeSize)]),
  ];
}

function largeEnough({ rootVolumeSize }: MachineImageAttributes, volumeSize: number): Precondition {
  return {
    condition: Op.lte(rootVolumeSize, volumeSize),
    errorMessage: `The root volume is to have ${volumeSize} GiB, and the image has more: give it as many, or leave its size out.`,
  };
}

/** An instance type of the other architecture would let the apply wait for instances that never start. */
function sameArchitecture({ architecture }: MachineImageAttributes, instanceType: string): Precondition {
  const needed = architectureOf(instanceType);
  return {
    condition: Op.eq(architecture, needed),
    errorMessage: `${instanceType} is of architecture ${needed}, and the image of another: choose an image or an instance type that fits.`,
  };
}

/**
 * Graviton has a g after the number of its generation.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+g[a-z0-9-]*)\./.test(instanceType) ? "arm64" : "x86_64";
}

function problemsOf(props: LaunchTemplateProps): string[] {
  const bytes = Buffer.byteLength(props.userData ?? "");
  return [
    ...formProblems(
      "namePrefix",
      props.namePrefix,
      /^[A-Za-z0-9()./_-]{3,102}$/,
      "have 3 to 102 letters, digits and ()./_-",
    ),
    ...formProblems("instanceType", props.instanceType, /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "be like t3.small"),
    ...rangeProblems("volumeSize", props.volumeSize, 1, 16_384),
    ...rangeProblems("metadataHops", props.metadataHops, 1, 2),
    ...(props.securityGroupIds.length === 0
      ? ["`securityGroupIds` must name at least one group, got: none"]
      : []),
    ...(bytes > USER_DATA_BYTES
      ? [`\`userData\` must have at most ${USER_DATA_BYTES} bytes, got: ${bytes}`]
      : []),
    ...(Token.isUnresolved(props.userData)
      ? ["`userData` must be known before Terraform runs, got: a token"]
      : []),
  ];
}
