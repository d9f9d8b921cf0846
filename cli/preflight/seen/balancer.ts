import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Environment } from "../../../config/environment";
import { balancerId, NAME_LIMITS, resourceName } from "../../../stacks/names";
import type { Clients } from "../../aws/clients";
import { unlessMissing } from "../../recover/aws";
import { plainName } from "../dns/answers";

/** The load balancer that an earlier deploy has made. */
export interface Balancer {
  readonly arn: string;
  readonly dnsName: string;
}

/** By its name, which is the environment's own; undefined where there is none yet. */
export async function lookAtBalancer(
  clients: Clients,
  environment: Environment,
): Promise<Balancer | undefined> {
  const name = resourceName(environment, balancerId(environment), NAME_LIMITS.loadBalancer);
  const { LoadBalancers = [] } = await unlessMissing(
    clients.loadBalancing(environment.region).send(new DescribeLoadBalancersCommand({ Names: [name] })),
    { LoadBalancers: [], $metadata: {} },
    "LoadBalancerNotFoundException",
    "LoadBalancerNotFound",
  );
  const [{ LoadBalancerArn: arn = "", DNSName = "" } = {}] = LoadBalancers;
  return arn === "" ? undefined : { arn, dnsName: plainName(DNSName) };
}
