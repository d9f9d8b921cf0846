import type { Configuration } from "../configuration";

const NETWORK_KINDS: Readonly<Record<string, readonly string[]>> = {
  aws_autoscaling_group: ["instance", "network-interface", "volume"],
  aws_eip: ["elastic-ip", "network-interface"],
  aws_flow_log: ["vpc", "vpc-flow-log"],
  aws_internet_gateway: ["internet-gateway"],
  aws_launch_template: ["launch-template"],
  aws_nat_gateway: ["natgateway"],
  aws_route_table: ["route-table"],
  aws_default_security_group: ["security-group"],
  aws_security_group: ["security-group"],
  aws_subnet: ["subnet"],
  aws_vpc: ["vpc"],
  aws_vpc_security_group_egress_rule: ["security-group-rule"],
  aws_vpc_security_group_ingress_rule: ["security-group-rule"],
};

/** The kinds of what EC2 holds for this network. */
export function networkKinds({ blocks }: Configuration): readonly string[] {
  return [...new Set(blocks.flatMap(({ type }) => NETWORK_KINDS[type] ?? []))].sort();
}
