import { DescribeInternetGatewaysCommand } from "@aws-sdk/client-ec2";
import { VPC_ORIGINS_PAGE, zonesWithoutVpcOrigins } from "../../../config/vpc-origin-zones";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import type { SubnetSeen } from "../seen/network";

/** What a VPC origin of CloudFront asks of the VPC: an internet gateway, which takes no traffic, and certain zones. */
export const vpcOrigin: Check = {
  id: "vpc-internet-gateway",
  wait: "looking for what a VPC origin needs",
  permissions: ["ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeInternetGateways"],
  async run(look) {
    const { exposure } = look.environment.loadBalancer;
    if (exposure !== "private") return [skipped("VPC origin", `not needed: the exposure is ${exposure}`)];
    const network = await look.network();
    switch (network.kind) {
      case "made":
        return [skipped("VPC origin", "not needed: the environment makes its VPC, with an internet gateway")];
      case "missing":
        return [skipped("VPC origin", network.why)];
      case "found":
        return [await gateway(look, network.vpcId), zones(look, network.subnets)];
    }
  },
};

async function gateway({ clients, environment }: Look, vpcId: string): Promise<Finding> {
  const check = "VPC origin, gateway";
  const { InternetGateways = [] } = await clients
    .ec2(environment.region)
    .send(new DescribeInternetGatewaysCommand({ Filters: [{ Name: "attachment.vpc-id", Values: [vpcId] }] }));
  const id = InternetGateways[0]?.InternetGatewayId;
  return id === undefined
    ? fail(
        check,
        `${vpcId} has no internet gateway, without which CloudFront makes no VPC origin`,
        "attach one; no route has to lead to it",
      )
    : ok(check, `${id} is attached to ${vpcId}`);
}

function zones({ environment: { region, network } }: Look, subnets: readonly SubnetSeen[]): Finding {
  const check = "VPC origin, zones";
  const without = zonesWithoutVpcOrigins(region);
  const bad = subnets.filter(({ zoneId }) => without.includes(zoneId));
  if (bad.length === 0) {
    return ok(check, subnets.map(({ id, zoneId }) => `${id} in ${zoneId}`).join(", "));
  }
  const list = bad.map(({ id, zoneId }) => `${id} in ${zoneId}`).join(", ");
  return network.type === "default"
    ? ok(check, `${list} is left out: no VPC origin can be there`)
    : fail(
        check,
        `${list}: CloudFront makes no VPC origin there, ${VPC_ORIGINS_PAGE}`,
        "name subnets of other zones",
      );
}
