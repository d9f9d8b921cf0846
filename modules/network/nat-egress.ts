import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";

export interface NatEgressProps {
  /** `Name` of the gateway and of its address */
  readonly name: string;
  /** a public subnet; the gateway is replaced when it changes, and nothing goes out meanwhile */
  readonly subnetId: string;
  /** what the gateway's calls leave the VPC by */
  readonly internetGateway: InternetGateway;
}

/** One NAT gateway with an address of its own, which it keeps when it is replaced. */
export class NatEgress extends Construct {
  readonly natGatewayId: string;
  readonly publicIp: string;

  constructor(scope: Construct, id: string, { name, subnetId, internetGateway }: NatEgressProps) {
    super(scope, id);
    const common = { tags: { Name: name }, dependsOn: [internetGateway] };
    const address = new Eip(this, "Resource", { domain: "vpc", ...common });
    const gateway = new NatGateway(address, "Resource", { allocationId: address.id, subnetId, ...common });
    this.natGatewayId = gateway.id;
    this.publicIp = address.publicIp;
  }
}
