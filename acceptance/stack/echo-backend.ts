import { Instance } from "@cdktf/provider-aws/lib/instance";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformOutput } from "cdktf";
import { InstanceTargets } from "../../modules/load-balancing/instance-targets";
import type { WebStack } from "../../stacks/web-stack";
import { type Description, prefixOf, type Stage } from "./description";
import { BACKEND } from "./environment-file";
import { ECHO_PORT, userData } from "./user-data";

/** The smallest instance type with ARM. */
export const INSTANCE_TYPE = "t4g.nano";
/** Its disk, in GiB: that of the image. */
export const DISK = 8;

/** Adds to the stack what a team has already: an instance behind the load balancer. */
export function addEchoBackend(
  stack: WebStack,
  { subnetId, imageId, ...description }: Description,
  { openTo }: Stage,
): void {
  const backends = stack.serving?.backends;
  const group = backends?.peers[BACKEND]?.ownGroup;
  const target = backends?.targetGroups[BACKEND]?.https.group;
  if (group === undefined || target === undefined) {
    throw new Error(`the stack has no backend ${BACKEND} with external targets`);
  }
  const instance = new Instance(stack, BACKEND, {
    ami: imageId,
    instanceType: INSTANCE_TYPE,
    subnetId,
    vpcSecurityGroupIds: [group],
    userData: userData(),
    metadataOptions: { httpTokens: "required" },
    creditSpecification: { cpuCredits: "standard" },
    rootBlockDevice: { volumeType: "gp3", volumeSize: DISK, encrypted: true, deleteOnTermination: true },
    tags: { Name: prefixOf(description) },
  });
  new InstanceTargets(target.registrations, "Resource", {
    targetGroupArn: target.arn,
    instanceIds: { [BACKEND]: instance.id },
  });
  new TerraformOutput(stack, "instance_address", {
    value: instance.publicIp,
    description: "The instance's own address, which answers nobody but the load balancer",
  });
  if (openTo !== undefined) {
    open(stack, openTo, group);
  }
}

/**
 * Lets one address in at the load balancer and at the instance: only who can connect sees what is refused without
 * the secret, and that the port was closed rather than unreachable.
 */
function open(stack: WebStack, address: string, backendGroup: string): void {
  const rule = (id: string, securityGroupId: string, port: number) =>
    new VpcSecurityGroupIngressRule(stack, id, {
      securityGroupId,
      description: "Acceptance: the machine that checks, for as long as it does",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrIpv4: `${address}/32`,
    });
  rule("acceptance_load_balancer", "${one(aws_lb.public.security_groups)}", 443);
  rule("acceptance_backend", backendGroup, ECHO_PORT);
}
