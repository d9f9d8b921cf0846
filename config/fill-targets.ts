import type { Parsed } from "./schema/root";
import type { Targets } from "./schema/targets";

/** Fills what depends on the network, and on the file that the targets name. */
export function fillTargets(targets: Targets, network: Parsed["network"], userData: string | undefined) {
  if (targets.type !== "autoScaling") return targets;
  const { userData: file, max = targets.min, subnets, ...rest } = targets;
  return {
    ...rest,
    max,
    subnets: subnets ?? (hasPrivateSubnets(network) ? "private" : "public"),
    ...(file === undefined ? {} : { userData: { file, text: userData ?? "" } }),
  };
}

/**
 * Whether the network has private subnets that lead out. Of a VPC that is made here it is known; of one that exists it
 * is taken for granted, as it is of another state's where the file names its output.
 */
export function hasPrivateSubnets(network: Parsed["network"]): boolean {
  switch (network.type) {
    case "default":
      return false;
    case "existing":
      return network.privateSubnetIds.length > 0;
    case "create":
      return network.nat;
    case "remoteState":
      return network.outputs.privateSubnetIds !== undefined;
  }
}
