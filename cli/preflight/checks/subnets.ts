import { zonesWithoutVpcOrigins } from "../../../config/vpc-origin-zones";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";

const CHECK = "subnets";
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const FREE_ADDRESSES = 8;

/** Whether the load balancer can stand where the file puts it. */
export const subnets: Check = {
  id: "subnets",
  wait: "looking at the VPC",
  permissions: ["ec2:DescribeVpcs", "ec2:DescribeSubnets"],
  async run(look) {
    const network = await look.network();
    if (network.kind === "made") return [skipped(CHECK, "not needed: the environment makes its VPC")];
    if (network.kind === "missing")
      return [fail(CHECK, network.why, "name one: network: {type: existing, vpcId: ...}")];
    const problems = [
      ...network.missing.map((id) =>
        fail(CHECK, `no subnet ${id} in this account and region`, "correct network"),
      ),
      ...network.subnets
        .filter(({ vpcId }) => vpcId !== network.vpcId)
        .map(({ id, vpcId }) =>
          fail(CHECK, `${id} lies in ${vpcId}, not in ${network.vpcId}`, "correct network"),
        ),
      ...network.subnets
        .filter(({ freeAddresses }) => freeAddresses < FREE_ADDRESSES)
        .map(({ id, freeAddresses }) =>
          fail(
            CHECK,
            `${id} has ${freeAddresses} free addresses, a load balancer needs ${FREE_ADDRESSES}`,
            "free some, or name another",
          ),
        ),
      ...zoneProblems(look, network.subnets),
    ];
    const list = network.subnets.map(({ id, zone }) => `${id} in ${zone}`).join(", ");
    return problems.length > 0 ? problems : [ok(CHECK, `${network.vpcId}: ${list}`)];
  },
};

function zoneProblems({ environment }: Look, all: readonly { zone: string; zoneId: string }[]): Finding[] {
  const left =
    environment.loadBalancer.exposure === "private" ? zonesWithoutVpcOrigins(environment.region) : [];
  const zones = new Set(all.filter(({ zoneId }) => !left.includes(zoneId)).map(({ zone }) => zone));
  return zones.size >= 2
    ? []
    : [
        fail(
          CHECK,
          `${[...zones].join("") || "no zone"}: a load balancer needs subnets in two zones`,
          "name another subnet",
        ),
      ];
}
