import type { Configuration } from "../configuration";
import { literal } from "../configuration";

/** What a statement is about: a kind of resource, whose ARNs follow from the configuration. */
export type Scope =
  | "any"
  | "bucket"
  | "cachePolicy"
  | "certificate"
  | "distribution"
  | "dnsChange"
  | "function"
  | "headersPolicy"
  | "listener"
  | "loadBalancer"
  | "loadBalancing"
  | "network"
  | "object"
  | "originAccessControl"
  | "parameter"
  | "rule"
  | "securityGroup"
  | "serviceLinkedRole"
  | "targetGroup"
  | "zone";

/** Services whose every action is about one kind of resource. */
const SCOPES: readonly (readonly [pattern: RegExp, scope: Scope])[] = [
  [/^acm:(?!RequestCertificate)/, "certificate"],
  [/^cloudfront:Create(?!Invalidation)/, "any"],
  [/^cloudfront:\w*(Distribution|Invalidation|Resource)$|^cloudfront:ListTagsForResource$/, "distribution"],
  [/^cloudfront:\w*CachePolicy$/, "cachePolicy"],
  [/^cloudfront:\w*Function$/, "function"],
  [/^cloudfront:\w*OriginAccessControl$/, "originAccessControl"],
  [/^cloudfront:\w*ResponseHeadersPolicy$/, "headersPolicy"],
  [/^ec2:(Describe|Get)/, "any"],
  [/^ec2:\w*SecurityGroup/, "securityGroup"],
  [/^ec2:/, "network"],
  [/^elasticloadbalancing:Describe/, "any"],
  [/^elasticloadbalancing:(Add|Remove)Tags$/, "loadBalancing"],
  [/^elasticloadbalancing:\w*Targets?(Group|GroupAttributes)?$/, "targetGroup"],
  [/^elasticloadbalancing:(CreateRule|ModifyListener|ModifyListenerAttributes|DeleteListener)$/, "listener"],
  [/^elasticloadbalancing:\w*Rule(Priorities)?$/, "rule"],
  [/^elasticloadbalancing:/, "loadBalancer"],
  [/^iam:CreateServiceLinkedRole$/, "serviceLinkedRole"],
  [/^route53:GetChange$/, "dnsChange"],
  [/^route53:(ListHostedZones|CreateHostedZone)$/, "any"],
  [/^route53:/, "zone"],
  [/^s3:\w+Object(Version)?$/, "object"],
  [/^s3:/, "bucket"],
  [/^ssm:(?!DescribeParameters)/, "parameter"],
];

export function scopeOf(action: string): Scope {
  return SCOPES.find(([pattern]) => pattern.test(action))?.[1] ?? "any";
}

/** The ARNs of a scope: names and beginnings of names where the configuration has them, an id is AWS's to give. */
export function arnsOf(scope: Scope, configuration: Configuration): readonly string[] {
  const { region, accountId = "*" } = configuration;
  const arn = (service: string, rest: string, where = region, whose = accountId) =>
    `arn:${partitionOf(region)}:${service}:${where}:${whose}:${rest}`;
  const named = (service: string, names: readonly string[], ...forms: readonly string[]) =>
    forms.flatMap((form) => names.map((name) => arn(service, form.replace("NAME", name))));
  const elb = (...forms: readonly string[]) =>
    named("elasticloadbalancing", namesOf(configuration, "aws_lb", "name"), ...forms);
  const ec2 = (...kinds: readonly string[]) => kinds.map((kind) => arn("ec2", `${kind}/*`));
  const global = (service: string, kind: string, name = "*") => arn(service, `${kind}/${name}`, "");
  const targetGroups = () =>
    named(
      "elasticloadbalancing",
      namesOf(configuration, "aws_lb_target_group", "name"),
      "targetgroup/NAME/*",
    );
  const buckets = () =>
    namesOf(configuration, "aws_s3_bucket", "bucket").map((name) => arn("s3", name, "", ""));

  switch (scope) {
    case "any":
      return ["*"];
    case "bucket":
      return buckets();
    case "object":
      return buckets().map((bucket) => `${bucket}/*`);
    case "certificate":
      return [...new Set([region, "us-east-1"])].map((each) => arn("acm", "certificate/*", each));
    case "distribution":
      return [global("cloudfront", "distribution")];
    case "cachePolicy":
      return [global("cloudfront", "cache-policy")];
    case "originAccessControl":
      return [global("cloudfront", "origin-access-control")];
    case "headersPolicy":
      return [global("cloudfront", "response-headers-policy")];
    case "function":
      return namesOf(configuration, "aws_cloudfront_function", "name").map((name) =>
        global("cloudfront", "function", name),
      );
    case "loadBalancer":
      return elb("loadbalancer/app/NAME/*");
    case "listener":
      return elb("listener/app/NAME/*");
    case "rule":
      return elb("listener-rule/app/NAME/*");
    case "targetGroup":
      return targetGroups();
    case "loadBalancing":
      return [
        ...elb("loadbalancer/app/NAME/*", "listener/app/NAME/*", "listener-rule/app/NAME/*"),
        ...targetGroups(),
      ];
    case "securityGroup":
      return [
        ...ec2("security-group", "security-group-rule", "vpc"),
        arn("ec2", "prefix-list/*", region, "*"),
      ];
    case "network":
      return ec2(...networkKinds(configuration));
    case "parameter":
      return [
        ...namesOf(configuration, "aws_ssm_parameter", "name"),
        ...namesOf(configuration, "data.aws_ssm_parameter", "name"),
      ].map((name) => arn("ssm", `parameter/${name.replace(/^\//, "")}`));
    case "serviceLinkedRole":
      return [arn("iam", "role/aws-service-role/elasticloadbalancing.amazonaws.com/*", "")];
    case "zone":
      return zonesOf(configuration).map((zone) => arn("route53", `hostedzone/${zone}`, "", ""));
    case "dnsChange":
      return [arn("route53", "change/*", "", "")];
  }
}

/** The names that resources of a type have, or begin with; `*` for one that is only known later. */
function namesOf({ blocks }: Configuration, type: string, attribute: string): readonly string[] {
  const names = blocks
    .filter((block) => block.type === type)
    .map(({ attributes }) => {
      const prefix = literal(attributes[`${attribute}_prefix`]);
      return literal(attributes[attribute]) ?? (prefix === undefined ? "*" : `${prefix}*`);
    });
  return [...new Set(names)].sort();
}

const NETWORK_KINDS: Readonly<Record<string, readonly string[]>> = {
  aws_eip: ["elastic-ip", "network-interface"],
  aws_internet_gateway: ["internet-gateway"],
  aws_nat_gateway: ["natgateway"],
  aws_route_table: ["route-table"],
  aws_default_security_group: ["security-group"],
  aws_security_group: ["security-group"],
  aws_subnet: ["subnet"],
  aws_vpc: ["vpc"],
  aws_vpc_security_group_egress_rule: ["security-group-rule"],
  aws_vpc_security_group_ingress_rule: ["security-group-rule"],
};

function networkKinds({ blocks }: Configuration): readonly string[] {
  return [...new Set(blocks.flatMap(({ type }) => NETWORK_KINDS[type] ?? []))].sort();
}

/** The zones by id where the file names it, else every zone: an id is not known before it is looked up. */
function zonesOf({ blocks }: Configuration): readonly string[] {
  const ids = blocks
    .filter(({ type }) => type === "aws_route53_record" || type === "data.aws_route53_zone")
    .map(({ attributes }) => literal(attributes["zone_id"]));
  const known = ids.flatMap((id) => id ?? []);
  return known.length === ids.length && known.length > 0 ? [...new Set(known)].sort() : ["*"];
}

export function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
