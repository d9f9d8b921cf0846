import type { Asked } from "./arguments";
import type { Network, Say } from "./draft";
import type { Interview } from "./interview";
import { labelOf, type PublicSubnet, type Sight, type Vpc } from "./seen";

/** Looks at the public subnets of a VPC. */
export type LookAtSubnets = (vpcId: string) => Promise<Sight<PublicSubnet>>;

/**
 * The VPC of the load balancer: that of the targets. Undefined where it stays open.
 *
 * @param targetsVpc undefined where the targets do not tell
 */
export async function decideNetwork(
  asked: Asked,
  targetsVpc: string | undefined,
  vpcs: Sight<Vpc>,
  lookAtSubnets: LookAtSubnets,
  interview: Interview,
  say: Say,
): Promise<Network | undefined> {
  if (vpcs.unseen !== undefined) {
    return unseen(asked, vpcs.unseen, interview, say);
  }
  if (vpcs.items.length === 0) {
    say("network", "the region has no VPC");
    return { kind: "missing", why: "the region has no VPC" };
  }
  const vpc = await decideVpc(asked, targetsVpc, vpcs.items, interview);
  if (vpc === undefined) {
    return undefined;
  }
  if (vpc.isDefault && asked.subnets.length === 0) {
    say("network", `${labelOf(vpc)}, the default VPC: nothing to write`);
    return { kind: "default" };
  }
  say("network", `${labelOf(vpc)}${targetsVpc === undefined ? "" : ", the VPC of the targets"}`);
  return decideSubnets(asked, vpc, await lookAtSubnets(vpc.id), interview, say);
}

function unseen({ vpc, subnets }: Asked, why: string, interview: Interview, say: Say): Network | undefined {
  say("network", `not looked for: ${why}`);
  if (vpc === undefined) {
    return { kind: "default" };
  }
  if (subnets.length < 2) {
    interview.refuse(`init: --vpc needs --subnet, once for each of two zones or more: ${why}`);
    return undefined;
  }
  return { kind: "existing", vpc: { id: vpc, name: undefined }, subnets };
}

async function decideVpc(
  { vpc: given }: Asked,
  targetsVpc: string | undefined,
  vpcs: readonly Vpc[],
  interview: Interview,
): Promise<Vpc | undefined> {
  if (given !== undefined && targetsVpc !== undefined && given !== targetsVpc) {
    interview.refuse(
      `init: --vpc must be the VPC of the targets, ${targetsVpc}, found "${given}"; leave it out`,
    );
    return undefined;
  }
  const wanted = targetsVpc ?? given;
  if (wanted !== undefined) {
    const found = vpcs.find(({ id }) => id === wanted);
    if (found === undefined) {
      interview.refuse(
        `init: --vpc must be a VPC of the region, found "${wanted}"; there are: ${vpcs.map(labelOf).join(", ")}`,
      );
    }
    return found;
  }
  const [only, ...others] = vpcs;
  const usual = vpcs.find(({ isDefault }) => isDefault);
  return others.length === 0
    ? only
    : interview.choose({
        flag: "--vpc ID",
        ask: "In which VPC are the targets going to be?",
        candidates: vpcs.map((value) => ({
          id: value.id,
          label: `${labelOf(value)}${value.isDefault ? " (the default VPC)" : ""}`,
          value,
        })),
        ...(usual === undefined ? {} : { preset: usual.id }),
      });
}

/** A load balancer takes one subnet of a zone, and stands in two zones at least. */
async function decideSubnets(
  asked: Asked,
  vpc: Vpc,
  { items, unseen: why }: Sight<PublicSubnet>,
  interview: Interview,
  say: Say,
): Promise<Network | undefined> {
  if (why !== undefined) {
    return unseen({ ...asked, vpc: vpc.id }, why, interview, say);
  }
  const strange = asked.subnets.filter((id) => !items.some((each) => each.id === id));
  for (const id of strange) {
    const found = items.map(describe).join(", ") || "none";
    interview.refuse(
      `init: --subnet must be a public subnet of ${vpc.id}, found "${id}"; there are: ${found}`,
    );
  }
  const zones = [...new Set(items.map(({ zone }) => zone))];
  if (zones.length < 2) {
    const found = items.map(describe).join(", ") || "none";
    const missing = `${vpc.id} has public subnets in ${zones.length === 0 ? "no zone" : "one zone"}`;
    say("subnets", `${found}: a load balancer needs two zones`);
    return { kind: "missing", why: `${missing}, and a load balancer needs two`, vpcId: vpc.id };
  }
  const chosen: (PublicSubnet | undefined)[] = [];
  for (const zone of zones) {
    const there = items.filter((each) => each.zone === zone);
    chosen.push(await chooseSubnet(asked, zone, there, interview));
  }
  const subnets = chosen.filter((subnet) => subnet !== undefined);
  if (strange.length > 0 || subnets.length < zones.length) {
    return undefined;
  }
  say("subnets", subnets.map(describe).join(", "));
  return { kind: "existing", vpc, subnets: subnets.map(({ id }) => id) };
}

async function chooseSubnet(
  { subnets }: Asked,
  zone: string,
  there: readonly PublicSubnet[],
  interview: Interview,
): Promise<PublicSubnet | undefined> {
  const given = there.filter(({ id }) => subnets.includes(id));
  const [only, ...others] = given.length > 0 ? given : there;
  return others.length === 0
    ? only
    : interview.choose({
        flag: "--subnet ID",
        ask: `Which public subnet of ${zone} is the load balancer's?`,
        candidates: there.map((value) => ({ id: value.id, label: labelOf(value), value })),
      });
}

function describe(subnet: PublicSubnet): string {
  return `${labelOf(subnet)} in ${subnet.zone}`;
}
