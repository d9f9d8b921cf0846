import { readConfiguration } from "../../cli/handover/configuration";
import { policiesOf, statementsFor } from "../../cli/handover/iam/policy";
import type { LoggedRequest } from "../../local/gate/request-log";
import { allows } from "../../test-support/iam/allows";
import { needsOf } from "../../test-support/iam/needs";
import { synthShape } from "../../test-support/shapes";

function request(
  service: string,
  action: string,
  parameters: LoggedRequest["parameters"] = {},
): LoggedRequest {
  return { time: "", service, region: "eu-west-1", action, parameters, status: 200, milliseconds: 1 };
}

const actionsOf = (of: LoggedRequest) =>
  needsOf(of).map(({ action, resources }) => [action, ...resources].join(" "));

describe("what a logged request needs", () => {
  it.each([
    [request("sts", "GetCallerIdentity"), []],
    [request("s3", "HEAD /shop-site"), ["s3:ListBucket arn:aws:s3:::shop-site"]],
    [
      request("s3", "DELETE /shop-site", { lifecycle: "" }),
      ["s3:PutLifecycleConfiguration arn:aws:s3:::shop-site"],
    ],
    [request("s3", "GET /shop-site", { "list-type": "2" }), ["s3:ListBucket arn:aws:s3:::shop-site"]],
    [
      request("s3", "PUT /state/a/b.tfstate", { "x-id": "PutObject" }),
      ["s3:PutObject arn:aws:s3:::state/a/b.tfstate"],
    ],
    [
      request("cloudfront", "POST /2020-05-31/distribution", { WithTags: "" }),
      [
        "cloudfront:CreateDistribution *",
        "cloudfront:TagResource arn:aws:cloudfront::123456789012:distribution/new",
      ],
    ],
    [
      request("cloudfront", "POST /2020-05-31/tagging", { Operation: "Untag", Resource: "arn:x" }),
      ["cloudfront:UntagResource arn:x"],
    ],
    [
      request("route53", "POST /2013-04-01/hostedzone/Z1/rrset", { changes: [] }),
      ["route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1"],
    ],
    [
      request("acm", "RequestCertificate", { DomainName: "a.example", Tags: [] }),
      ["acm:RequestCertificate *", "acm:AddTagsToCertificate"],
    ],
    [
      request("elasticloadbalancing", "CreateListener", {
        LoadBalancerArn: "arn:lb",
        "Tags.member.1.Key": "a",
      }),
      ["elasticloadbalancing:CreateListener arn:lb", "elasticloadbalancing:AddTags"],
    ],
    [
      request("monitoring", "PutMetricAlarm", { AlarmName: "shop-latency", "Tags.member.1.Key": "a" }),
      [
        "cloudwatch:PutMetricAlarm arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-latency",
        "cloudwatch:TagResource arn:aws:cloudwatch:eu-west-1:123456789012:alarm:shop-latency",
      ],
    ],
    [
      request("monitoring", "DescribeAlarms", { "AlarmNames.member.1": "shop-latency" }),
      ["cloudwatch:DescribeAlarms *"],
    ],
    [
      request("monitoring", "DeleteDashboards", { "DashboardNames.member.1": "shop" }),
      ["cloudwatch:DeleteDashboards arn:aws:cloudwatch::123456789012:dashboard/shop"],
    ],
    [
      request("sns", "CreateTopic", { Name: "shop", "Tags.member.1.Key": "a" }),
      [
        "sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:shop",
        "sns:TagResource arn:aws:sns:eu-west-1:123456789012:shop",
      ],
    ],
    [
      request("sns", "UntagResource", { ResourceArn: "arn:topic", "TagKeys.member.1": "a" }),
      ["sns:UntagResource arn:topic"],
    ],
    [request("sns", "Unsubscribe", { SubscriptionArn: "arn:topic:1" }), ["sns:Unsubscribe *"]],
    [
      request("ec2", "CreateSecurityGroup", {
        VpcId: "vpc-1",
        "TagSpecification.1.ResourceType": "security-group",
      }),
      [
        "ec2:CreateSecurityGroup arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1",
        "ec2:CreateTags arn:aws:ec2:eu-west-1:123456789012:security-group/new",
      ],
    ],
  ])("%j: %j", (logged, needs) => {
    expect(actionsOf(logged)).toEqual(needs);
  });

  it.each([
    request("s3", "PUT /shop-site", { analytics: "" }),
    request("cloudfront", "POST /2020-05-31/key-group"),
    request("route53", "POST /2013-04-01/healthcheck"),
  ])("is an error for a request that is in no table: $action", (logged) => {
    expect(() => needsOf(logged)).toThrow(/^no IAM action is known for /);
  });
});

describe("what policies allow", () => {
  const configuration = readConfiguration(synthShape("with a site").json);
  const policies = (...actions: readonly string[]) => policiesOf(statementsFor(actions, configuration));
  const allowed = (logged: LoggedRequest, ...actions: readonly string[]) =>
    needsOf(logged).every((need) => allows(policies(...actions), need));
  const record = (name: string) =>
    request("route53", "POST /2013-04-01/hostedzone/Z1/rrset", { changes: [`UPSERT ${name}. A`] });
  const loadBalancer = (name: string) =>
    request("elasticloadbalancing", "DeleteLoadBalancer", {
      LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/${name}/1`,
    });

  it.each([
    [record("example.com"), true],
    [record("_abc.example.com"), true],
    [record("other.com"), false],
    [record("mail.example.com"), false],
  ])("is decided by conditions: %j %s", (logged, expected) => {
    expect(allowed(logged, "route53:ChangeResourceRecordSets")).toBe(expected);
  });

  it.each([
    [loadBalancer("shop-production-public"), true],
    [loadBalancer("shop-staging-public"), false],
    [request("s3", "DELETE /shop-production-site-1"), false],
  ])("is decided by action and resource: %j %s", (logged, expected) => {
    expect(allowed(logged, "elasticloadbalancing:DeleteLoadBalancer")).toBe(expected);
  });
});
