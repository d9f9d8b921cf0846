import { posix } from "node:path";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { DefaultVpc } from "../modules/network/default-vpc";
import { ExistingVpc } from "../modules/network/existing-vpc";
import type { RemoteStatePlace } from "../modules/network/remote-state";
import type { VpcAttributes } from "../modules/network/vpc";
import { resourceName } from "./names";

/** The VPC that the environment names, at `network`. */
export function createNetwork(scope: Construct, environment: Environment): VpcAttributes {
  const { network, loadBalancer, protect } = environment;
  switch (network.type) {
    case "default":
      return new DefaultVpc(scope, "network");
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
        privateSubnets: network.nat,
        nat: network.nat,
        ipv6: loadBalancer.ipAddressType === "dualstack",
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

type OthersState = Extract<Environment["network"], { type: "remoteState" }>["state"];

/** A local state is named from the checkout, three levels above `cdktf.out/stacks/<environment>`. */
function placeOf(state: OthersState): RemoteStatePlace {
  return state.type === "local" ? { ...state, path: posix.join("../../..", state.path) } : state;
}
