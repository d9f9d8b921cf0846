import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { formProblems, refuse } from "./problems";

/** What WAF demands that a log group's name begins with. */
const PREFIX = "aws-waf-logs-";

export interface WebAclLogsProps {
  /** of us-east-1, where the logs of a distribution's web ACL have to be */
  readonly provider: AwsProvider;
  /** unique in the account; begins with `aws-waf-logs-` */
  readonly name: string;
  readonly webAclArn: string;
  /** the account of the web ACL, which alone may write here */
  readonly accountId: string;
  /**
   * How long they are kept, in days; one of the times that CloudWatch Logs knows.
   *
   * @default 30
   */
  readonly retentionDays?: number;
  /**
   * Whether Terraform refuses every plan that would destroy them.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/**
 * Every request that a web ACL looked at, without what signs a viewer in: `authorization` and `cookie`. The origin's
 * secret is in none of them, since CloudFront adds it later.
 *
 * The permission to write is a policy of its own. Without one WAF extends a policy of the whole account, which nobody
 * takes back, and which has an end at 5120 characters.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 *
 * @example
 * new WebAclLogs(stack, "edge_acl_logs", {
 *   provider: usEast1,
 *   name: "aws-waf-logs-shop-production",
 *   webAclArn: acl.arn,
 *   accountId: "123456789012",
 * });
 */
export class WebAclLogs extends Construct {
  /** name of the log group, to ask it in CloudWatch Logs Insights */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: WebAclLogsProps) {
    super(scope, id);
    this.validate(props);
    const { provider, name, webAclArn, retentionDays = 30, preventDestroy = false } = props;

    const group = new CloudwatchLogGroup(this, "Resource", {
      provider,
      name,
      retentionInDays: retentionDays,
      lifecycle: { preventDestroy },
    });
    const policy = this.allowWriting(props, group);
    new Wafv2WebAclLoggingConfiguration(this, "configuration", {
      provider,
      resourceArn: webAclArn,
      logDestinationConfigs: [group.arn],
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
      dependsOn: [policy],
    });
    this.logGroupName = group.name;
  }

  private allowWriting({ provider, name, accountId }: WebAclLogsProps, { arn }: CloudwatchLogGroup) {
    return new CloudwatchLogResourcePolicy(this, "policy", {
      provider,
      policyName: name,
      policyDocument: Fn.jsonencode({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${arn}:*`,
            // WAF's deliveries are of the account and the region of the group.
            Condition: {
              ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:*` },
              StringEquals: { "aws:SourceAccount": accountId },
            },
          },
        ],
      }),
    });
  }

  private validate({ name }: WebAclLogsProps): void {
    const form = new RegExp(`^${PREFIX}[A-Za-z0-9_./#-]{1,499}$`);
    refuse(this, formProblems("name", name, form, `begin with ${PREFIX} and have at most 512 characters`));
  }
}
