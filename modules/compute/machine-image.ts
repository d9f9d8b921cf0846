import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { ref, Token } from "cdktf";
import { Construct } from "constructs";
import { formProblems, refuse } from "./problems";

/** A version by its number: a parameter without one would change what new instances run, unseen by any plan. */
const FORM = /^(ami-[0-9a-f]+|resolve:ssm:[\w./-]+:[1-9][0-9]*)$/;
const RESOLVE = "resolve:ssm:";

export interface MachineImageProps {
  /**
   * an AMI by id, or by the version of an SSM parameter that holds it: `resolve:ssm:/shop/image:7`
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
   */
  readonly image: string;
}

/** What a launch template needs to know of an image. */
export interface MachineImageAttributes {
  /** as it was given: a parameter is resolved when an instance starts, always to the same image */
  readonly imageId: string;
  /** the device of the root volume, which differs between images, as Terraform reads it */
  readonly rootDeviceName: string;
  /** GiB of that volume in the image, the least that an instance takes, as Terraform reads it */
  readonly rootVolumeSize: number;
  /** `x86_64` or `arm64`, as Terraform reads it */
  readonly architecture: string;
}

/**
 * The image that instances start from. Every plan reads what it is: a setting of the root volume holds only where
 * its device is named as the image names it. A plan that finds no such image, or no such version, is refused.
 *
 * @example
 * const image = new MachineImage(this, "image", { image: "ami-0123456789abcdef0" }); // data.aws_ami.image
 */
export class MachineImage extends Construct implements MachineImageAttributes {
  readonly imageId: string;
  readonly rootDeviceName: string;
  readonly rootVolumeSize: number;
  readonly architecture: string;

  constructor(scope: Construct, id: string, { image }: MachineImageProps) {
    super(scope, id);
    refuse(
      this,
      formProblems("image", image, FORM, "be an AMI's id or resolve:ssm:PARAMETER:VERSION with a number"),
    );
    const ami = new DataAwsAmi(this, "Resource", {
      filter: [{ name: "image-id", values: [this.idOf(image)] }],
      // AWS deprecates each of its images after some months; they start all the same.
      includeDeprecated: true,
    });
    this.imageId = image;
    this.rootDeviceName = ami.rootDeviceName;
    this.rootVolumeSize = rootVolumeSize(ami);
    this.architecture = ami.architecture;
  }

  private idOf(image: string): string {
    if (!image.startsWith(RESOLVE)) {
      return image;
    }
    const parameter = new DataAwsSsmParameter(this, "parameter", { name: image.slice(RESOLVE.length) });
    // Not the sensitive one: an image's id is no secret, and what depends on it is to be seen in the plan.
    return parameter.insecureValue;
  }
}

function rootVolumeSize({ fqn }: DataAwsAmi): number {
  const root = `each.device_name == ${fqn}.root_device_name`;
  const sizes = `[for each in ${fqn}.block_device_mappings : tonumber(each.ebs.volume_size) if ${root}]`;
  return Token.asNumber(ref(`one(${sizes})`));
}
