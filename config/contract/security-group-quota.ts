import type { Environment } from "../environment";
import type { Rule } from "./rule";

type Backend = Environment["backends"][string];

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const RULES = 60;

export const securityGroupQuota: Rule = {
  id: "security-group-quota",
  reason: "A security group takes 60 rules in each direction until the account's quota is raised.",
  page: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups",
  remedy:
    "Register instances of one security group in place of addresses, or have the quota raised and waive the rule.",
  stage: "synth",
  waivable: "everything",
  reads: ["backends"],
  subject: ({ backends }) => `${rulesOut(backends)} known rules out of the load balancer's group`,
  check({ backends }, report) {
    const rules = rulesOut(backends);
    if (rules <= RULES) return;
    report.problem({
      path: ["backends"],
      wrong: `needs more than the ${RULES} rules out of the load balancer's security group that there may be by default`,
      found: `${rules}: one for each address or group, and port`,
      fix: "use instances that share a group, or have the quota raised and waive security-group-quota",
    });
  },
};

/** One rule a peer and port: groups that several backends share count once, groups that a plan reads are not known. */
function rulesOut(backends: Environment["backends"]): number {
  const peers = Object.entries(backends).flatMap(([name, backend]) =>
    peersOf(name, backend).flatMap((peer) => portsOf(backend).map((port) => `${peer} ${port}`)),
  );
  return new Set(peers).size;
}

function peersOf(name: string, { targets }: Backend): readonly string[] {
  switch (targets.type) {
    case "addresses":
      return targets.addresses;
    case "instances":
      return targets.instances.flatMap(({ securityGroupId }) => securityGroupId ?? []);
    default:
      return [name];
  }
}

function portsOf({ port, httpPort, healthCheck }: Backend): readonly number[] {
  return [port, httpPort, healthCheck.port].filter((each) => each !== undefined);
}
