import type { ITerraformDependable } from "cdktf";

/** What a load balancer and its security groups need to know of a network, wherever it came from. */
export interface VpcAttributes {
  readonly vpcId: string;
  /** subnets with a route to an internet gateway, in two zones at least */
  readonly publicSubnetIds: string[];
  /** subnets without one; empty where the network has none, or none was named */
  readonly privateSubnetIds: string[];
  /**
   * what has to stand before something in a subnet can call out
   *
   * @default nothing: it stands already
   */
  readonly waysOut?: readonly ITerraformDependable[];
}
