import type { Configuration } from "../configuration";
import { literal } from "../configuration";
import { INSTANCE_SCOPES, type InstanceScope, instanceArns, parameterArns } from "./instance-scopes";
import { namesOf } from "./names";
import { networkKinds } from "./network-kinds";

/** What a statement is about: a kind of resource, whose ARNs follow from the configuration. */
export type Scope =
  | InstanceScope
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
  | "logGroup"
  | "network"
  | "object"
  | "observability"
  | "originAccessControl"
  | "parameter"
  | "rule"
  | "securityGroup"
  | "serviceLinkedRole"
  | "targetGroup"
  | "vpcOrigin"
  | "webAcl"
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
  [/^cloudfront:\w*VpcOrigin$/, "vpcOrigin"],
  [/^(cloudwatch:(?!Describe)|sns:(?!GetSubscriptionAttributes|Unsubscribe))/, "observability"],
  ...INSTANCE_SCOPES,
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
  [/^logs:(\w*LogGroup|\w*RetentionPolicy|\w*TagsForResource|(Un)?[tT]agResource)$/, "logGroup"],
  [/^logs:(?!\w+LogDelivery$)\w*Delivery\w*$/, "logGroup"],
  [/^route53:GetChange$/, "dnsChange"],
  [/^route53:(ListHostedZones|CreateHostedZone)$/, "any"],
  [/^route53:/, "zone"],
  [/^s3:\w+Object(Version)?$/, "object"],
  [/^s3:/, "bucket"],
  [/^ssm:(?!DescribeParameters)/, "parameter"],
  [/^wafv2:/, "webAcl"],
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
  const bothRegions = [...new Set([region, "us-east-1"])];
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
      return bothRegions.map((each) => arn("acm", "certificate/*", each));
    case "observability":
      return [
        ...namesOf(configuration, "aws_cloudwatch_dashboard", "dashboard_name").map((name) =>
          global("cloudwatch", "dashboard", name),
        ),
        ...bothRegions.flatMap((each) => [
          ...namesOf(configuration, "aws_cloudwatch_metric_alarm", "alarm_name").map((name) =>
            arn("cloudwatch", `alarm:${name}`, each),
          ),
          ...namesOf(configuration, "aws_sns_topic", "name").map((name) => arn("sns", name, each)),
        ]),
      ];
    case "distribution":
      // Tags are put on both by one action.
      return [
        global("cloudfront", "distribution"),
        ...(hasVpcOrigin(configuration) ? [global("cloudfront", "vpcorigin")] : []),
      ];
    case "vpcOrigin":
      return [global("cloudfront", "vpcorigin")];
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
      return parameterArns(configuration, arn);
    case "serviceLinkedRole":
      return servicesWithRoles(configuration).map((service) =>
        arn("iam", `role/aws-service-role/${service}/*`, ""),
      );
    case "zone":
      return zonesOf(configuration).map((zone) => arn("route53", `hostedzone/${zone}`, "", ""));
    case "logGroup":
      return [
        ...namesOf(configuration, "aws_cloudwatch_log_group", "name").flatMap((name) =>
          bothRegions.flatMap((each) =>
            [`log-group:${name}`, `log-group:${name}:*`].map((group) => arn("logs", group, each)),
          ),
        ),
        ...namesOf(configuration, "aws_cloudwatch_log_delivery_source", "name").flatMap((name) =>
          ["delivery:*", `delivery-destination:${name}`, `delivery-source:${name}`].map((each) =>
            arn("logs", each, "us-east-1"),
          ),
        ),
      ];
    case "webAcl":
      return [
        ...namesOf(configuration, "aws_wafv2_web_acl", "name").map((name) => `webacl/${name}/*`),
        // A web ACL may hold these.
        "managedruleset/*/*",
      ].map((kind) => arn("wafv2", `global/${kind}`, "us-east-1"));
    case "dnsChange":
      return [arn("route53", "change/*", "", "")];
    default:
      return instanceArns(scope, configuration, arn);
  }
}

/**
 * The services that act by a role of their own in the account, which the first to use one makes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-service-linked-roles.html
 */
export function servicesWithRoles(configuration: Configuration): readonly string[] {
  return [
    "elasticloadbalancing.amazonaws.com",
    ...(configuration.blocks.some(({ type }) => type === "aws_autoscaling_group")
      ? ["autoscaling.amazonaws.com"]
      : []),
    ...(hasVpcOrigin(configuration) ? ["vpcorigin.cloudfront.amazonaws.com"] : []),
  ];
}

function hasVpcOrigin({ blocks }: Configuration): boolean {
  return blocks.some(({ type }) => type === "aws_cloudfront_vpc_origin");
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
