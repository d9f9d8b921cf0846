import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { type Precondition, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";

export interface BalancerSubnetsProps {
  readonly vpcId: string;
  /** ids that Terraform knows when it plans */
  readonly subnetIds: readonly string[];
}

/**
 * What the subnets of a load balancer must be, read when Terraform plans: of one VPC, two or more, a zone each. AWS
 * would say so half-way through an apply.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 *
 * @example
 * const { conditions } = new BalancerSubnets(this, "load_balancer", { vpcId, subnetIds });
 */
export class BalancerSubnets extends Construct {
  /** for the load balancer to demand */
  readonly conditions: readonly Precondition[];

  constructor(scope: Construct, id: string, { vpcId, subnetIds }: BalancerSubnetsProps) {
    super(scope, id);
    const each = TerraformIterator.fromList([...subnetIds]);
    const found = new DataAwsSubnet(this, "Resource", { forEach: each, id: `${each.value}` });
    const subnets = `data.aws_subnet.${found.friendlyUniqueId}`;
    // A reference within an expression stands bare, an id in quotes.
    const vpc = Token.isUnresolved(vpcId) ? vpcId : JSON.stringify(vpcId);
    const elsewhere = `[for id, subnet in ${subnets} : id if subnet.vpc_id != ${vpc}]`;
    const zones = `distinct([for subnet in ${subnets} : subnet.availability_zone_id])`;
    this.conditions = [
      {
        condition: `\${length(${elsewhere}) == 0}`,
        errorMessage: `subnet-zones: the load balancer's subnets must lie in the VPC ${vpcId}, and \${join(", ", ${elsewhere})} do not. Name subnets of that VPC.`,
      },
      {
        condition: `\${length(${zones}) >= 2 && length(${zones}) == length(${subnets})}`,
        errorMessage: `subnet-zones: the load balancer needs one subnet in each of two zones or more, and these lie in \${join(", ", sort([for id, subnet in ${subnets} : "\${subnet.availability_zone} (\${id})"]))}. Name one subnet a zone.`,
      },
    ];
  }
}
