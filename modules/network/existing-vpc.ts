import { Token } from "cdktf";
import { Construct } from "constructs";
import { idProblems, refuse } from "./problems";
import type { VpcAttributes } from "./vpc";

export interface ExistingVpcProps {
  readonly vpcId: string;
  /** at least two, each in another zone, each with a route to an internet gateway */
  readonly publicSubnetIds: readonly string[];
  /**
   * subnets for an internal load balancer, at least two
   *
   * @default none
   */
  readonly privateSubnetIds?: readonly string[];
}

/**
 * A VPC that someone else owns, by the ids of its parts. Nothing is read or created, so the ids may come
 * from anywhere: a file, another state, a resource of the same stack.
 *
 * @example
 * const network = new ExistingVpc(this, "network", {
 *   vpcId: "vpc-0f1e2d3c4b5a69788",
 *   publicSubnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
 * });
 */
export class ExistingVpc extends Construct implements VpcAttributes {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const { vpcId, publicSubnetIds, privateSubnetIds } = props;
    refuse(this, [
      ...idProblems("vpcId", vpcId, "vpc"),
      ...subnetProblems("publicSubnetIds", publicSubnetIds),
      ...(privateSubnetIds === undefined ? [] : subnetProblems("privateSubnetIds", privateSubnetIds)),
    ]);
    this.vpcId = vpcId;
    this.publicSubnetIds = copy(publicSubnetIds);
    this.privateSubnetIds = copy(privateSubnetIds ?? []);
  }
}

/** A load balancer stands in two zones at least, and takes one subnet of each. */
function subnetProblems(prop: string, ids: readonly string[]): string[] {
  if (Token.isUnresolved(ids)) {
    return [];
  }
  const problems = ids.flatMap((id) => idProblems(prop, id, "subnet"));
  if (new Set(ids).size < Math.max(2, ids.length)) {
    problems.push(`\`${prop}\` must name at least two subnets, each once, got: ${ids.join(", ") || "none"}`);
  }
  return problems;
}

/** A list that Terraform fills in later is one encoded element, and is found again by a copy of it. */
function copy(ids: readonly string[]): string[] {
  return [...ids];
}
