import { posix } from "node:path";
import { conditional, Fn, Op, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { zonesWithoutVpcOrigins } from "../config/vpc-origin-zones";
import { DefaultVpc } from "../modules/network/default-vpc";
import { ExistingVpc } from "../modules/network/existing-vpc";
import type { RemoteStatePlace } from "../modules/network/remote-state";
import type { VpcAttributes } from "../modules/network/vpc";
import { balancerId, resourceName } from "./names";

/** The VPC that the environment names, at `network`. */
export function createNetwork(scope: Construct, environment: Environment): VpcAttributes {
  const excludedZoneIds = excludedZonesOf(environment);
  const network = findOrCreate(scope, environment, excludedZoneIds);
  const { type } = environment.network;
  if (excludedZoneIds.length > 0 && (type === "existing" || type === "remoteState")) {
    // Loaded, like a created VPC, where it is asked for.
    const others: typeof import("../modules/network/excluded-zones") = require("../modules/network/excluded-zones");
    const subnetIds = balancerSubnets(environment, network);
    new others.SubnetZones(scope, "private_subnets", { subnetIds, excludedZoneIds });
  }
  return network;
}

/** Behind a VPC origin no load balancer can stand in these. */
function excludedZonesOf(environment: Environment): readonly string[] {
  return balancerId(environment) === "private" ? zonesWithoutVpcOrigins(environment.region) : [];
}

function findOrCreate(
  scope: Construct,
  environment: Environment,
  excludedZoneIds: readonly string[],
): VpcAttributes {
  const { network, loadBalancer, protect } = environment;
  switch (network.type) {
    case "default":
      return new DefaultVpc(scope, "network", { excludedZoneIds });
    case "existing":
      return new ExistingVpc(scope, "network", {
        ...network,
        privateSubnetIds: network.privateSubnetIds.length === 0 ? undefined : network.privateSubnetIds,
      });
    case "create": {
      // A third of all resource classes are its own: they are loaded where they are asked for.
      const created: typeof import("../modules/network/created-vpc") = require("../modules/network/created-vpc");
      return new created.CreatedVpc(scope, "network", {
        name: resourceName(environment, "", 200),
        cidr: network.cidr,
        zones: network.zones,
        privateSubnets: network.nat || balancerId(environment) === "private",
        nat: network.nat,
        ipv6: loadBalancer.ipAddressType === "dualstack",
        excludedZoneIds,
        vpcOrigins: balancerId(environment) === "private",
        preventDestroy: protect,
      });
    }
    case "remoteState": {
      const others: typeof import("../modules/network/remote-state-vpc") = require("../modules/network/remote-state-vpc");
      return new others.RemoteStateVpc(scope, "network", {
        state: placeOf(network.state),
        outputs: network.outputs,
      });
    }
  }
}

/**
 * The subnets of the load balancer. Without a public address it stands in private ones, or in public ones where the
 * network has no others; how many another state lists is known to Terraform alone.
 */
export function balancerSubnets(environment: Environment, network: VpcAttributes): string[] {
  const { publicSubnetIds, privateSubnetIds } = network;
  if (balancerId(environment) === "public") {
    return publicSubnetIds;
  }
  if (environment.network.type === "remoteState") {
    const enough = Op.gte(Fn.lengthOf(privateSubnetIds), 2);
    return Token.asList(conditional(enough, privateSubnetIds, publicSubnetIds));
  }
  return privateSubnetIds.length > 0 ? privateSubnetIds : publicSubnetIds;
}

type OthersState = Extract<Environment["network"], { type: "remoteState" }>["state"];

/** A local state is named from the checkout, three levels above `cdktf.out/stacks/<environment>`. */
function placeOf(state: OthersState): RemoteStatePlace {
  return state.type === "local" ? { ...state, path: posix.join("../../..", state.path) } : state;
}
