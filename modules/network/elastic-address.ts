import { DataAwsEips } from "@cdktf/provider-aws/lib/data-aws-eips";
import { DataAwsInstance } from "@cdktf/provider-aws/lib/data-aws-instance";
import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { Fn, Op, TerraformIterator, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";
import { STANDING } from "./instance-groups";
import { refuse } from "./problems";

export interface ElasticAddressProps {
  /** an Elastic IP address of the provider's account and region, or its allocation, `eipalloc-...` */
  readonly address: string;
}

/**
 * An Elastic IP address that stands already, and the instance that has it. Both are looked up in lists, so that
 * `terraform destroy` still works once one of them is gone. A plan that finds no such address, or one of no instance,
 * is refused.
 *
 * @example
 * const address = new ElasticAddress(this, "direct", { address: "198.51.100.7" });
 */
export class ElasticAddress extends Construct {
  /** the IPv4 address */
  readonly publicIp: string;
  private readonly instances: DataAwsInstances;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ElasticAddressProps,
  ) {
    super(scope, id);
    const { address } = props;
    refuse(this, addressProblems(address));
    const found = new DataAwsEips(this, "Resource", {
      filter: [{ name: address.startsWith("eipalloc-") ? "allocation-id" : "public-ip", values: [address] }],
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(Fn.lengthOf(TerraformSelf.getAny("public_ips")), 1),
            errorMessage: `There is no Elastic IP address ${address} in this account and region.`,
          },
        ],
      },
    });
    this.publicIp = Token.asString(Fn.one(found.publicIps));
    this.instances = new DataAwsInstances(this, "instance", {
      filter: [{ name: "ip-address", values: found.publicIps }],
      instanceStateNames: STANDING,
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(Fn.lengthOf(TerraformSelf.getAny("ids")), 1),
            errorMessage: `The Elastic IP address ${address} is of no instance: associate it with the one that is deployed to.`,
          },
        ],
      },
    });
  }

  /**
   * The one security group of the instance. A plan that finds several is refused, since only their owner knows which
   * is to let someone in.
   */
  instanceSecurityGroup(): string {
    const { address } = this.props;
    const each = TerraformIterator.fromList(this.instances.ids);
    const instance = new DataAwsInstance(this.instances, "Resource", {
      forEach: each,
      instanceId: Token.asString(each.value),
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(Fn.lengthOf(TerraformSelf.getAny("vpc_security_group_ids")), 1),
            errorMessage: `Instance ${TerraformSelf.getString("id")}, which has ${address}, is in ${Fn.lengthOf(TerraformSelf.getAny("vpc_security_group_ids"))} security groups: pass the id of the one that is to let SSH in (\`securityGroupId\`).`,
          },
        ],
      },
    });
    const groups = TerraformIterator.fromDataSources(instance).pluckProperty("vpc_security_group_ids");
    return Token.asString(Fn.one(Fn.flatten(groups)));
  }
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|eipalloc-[0-9a-f]+)$/;

function addressProblems(address: string): string[] {
  return !Token.isUnresolved(address) && ADDRESS.test(address)
    ? []
    : [
        `\`address\` must be an IPv4 address, or an allocation like eipalloc-0f1e2d3c4b5a69788, got: ${
          Token.isUnresolved(address) ? "a token" : address
        }`,
      ];
}
