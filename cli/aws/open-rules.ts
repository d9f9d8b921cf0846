import type { SecurityGroupRule } from "@aws-sdk/client-ec2";

/** A rule of a security group that lets anyone in. */
export interface OpenRule {
  /** `sgr-...` */
  readonly id: string;
  readonly groupId: string;
  /** `tcp 22`, `tcp 8000-8999`, `everything` */
  readonly ports: string;
  /** `0.0.0.0/0`, `::/0`, or a part that is as good as all */
  readonly from: string;
  readonly description: string | undefined;
}

/** A network wider than this is nobody's own: rules of halves and quarters are rules for the world. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

/** The rules that let the whole internet in, or a part that is as good as that, by group and port. */
export function openRules(rules: readonly SecurityGroupRule[]): OpenRule[] {
  return rules
    .flatMap((rule) => {
      const from = worldOf(rule);
      return rule.IsEgress === true || from === undefined
        ? []
        : [
            {
              id: rule.SecurityGroupRuleId ?? "",
              groupId: rule.GroupId ?? "",
              ports: portsOf(rule),
              from,
              description: rule.Description,
            },
          ];
    })
    .sort(by(({ groupId, ports, from, id }) => [groupId, ports.padStart(20), from, id].join(" ")));
}

/** `sgr-... of sg-...: tcp 22 from 0.0.0.0/0` */
export function describeOpenRule({ id, groupId, ports, from }: OpenRule): string {
  return `${id} of ${groupId}: ${ports} from ${from}`;
}

function worldOf({ CidrIpv4, CidrIpv6 }: SecurityGroupRule): string | undefined {
  const [cidr, widest] = CidrIpv4 === undefined ? [CidrIpv6, WIDEST.ipv6] : [CidrIpv4, WIDEST.ipv4];
  const [, prefix] = cidr?.split("/") ?? [];
  return prefix !== undefined && Number(prefix) < widest && !isPrivate(cidr ?? "") ? cidr : undefined;
}

/** The networks that the internet does not route, however wide: fc00::/7 is one. */
function isPrivate(cidr: string): boolean {
  return /^f[cd]/i.test(cidr) && Number(cidr.split("/")[1]) >= 7;
}

function portsOf({ IpProtocol = "-1", FromPort, ToPort }: SecurityGroupRule): string {
  if (IpProtocol === "-1") return "everything";
  if (FromPort === undefined || FromPort === -1) return `${IpProtocol} all`;
  return FromPort === ToPort ? `${IpProtocol} ${FromPort}` : `${IpProtocol} ${FromPort}-${ToPort}`;
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
