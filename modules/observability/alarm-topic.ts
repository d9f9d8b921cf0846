import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { formProblems, refuse } from "./problems";

export interface AlarmTopicProps {
  /** 1 to 256 letters, digits, _ and -, unique in region and account; another name replaces the topic */
  readonly name: string;
  /**
   * who gets a mail; AWS asks the address first, and sends nothing before it has agreed
   *
   * @default - nobody: subscribe to `arn`
   */
  readonly email?: string;
  /**
   * a customer managed key, by ARN, id or alias, whose policy lets `cloudwatch.amazonaws.com` use
   * `kms:Decrypt` and `kms:GenerateDataKey*`
   *
   * @default - SNS's own encryption of its disks
   */
  readonly kmsKeyId?: string;
  /**
   * the provider of the alarms' region: an alarm notifies a topic of its own region only
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * A topic that CloudWatch alarms of its own account may publish to, by TLS, and nobody else by its policy.
 *
 * SNS's managed key is no choice: its policy does not let CloudWatch use it, so that alarms would go off and nobody
 * hear. Without a key of one's own, messages lie on disks that SNS encrypts by itself.
 *
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html
 *
 * @example
 * const topic = new AlarmTopic(this, "alarms", { name: "shop-production-alarms", email: "ops@example.com" });
 */
export class AlarmTopic extends Construct {
  /** known once the policy stands: alarms that name it find their way in */
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    refuse(this, topicProblems(props));
    const topic = this.createTopic(props);
    const policy = this.admitAlarms(topic, props.provider);
    this.subscribe(topic, props);
    this.arn = policy.arn;
    this.name = topic.name;
  }

  private createTopic({ name, kmsKeyId, provider }: AlarmTopicProps): SnsTopic {
    return new SnsTopic(this, "Resource", {
      name,
      ...(kmsKeyId !== undefined && { kmsMasterKeyId: kmsKeyId }),
      ...(provider && { provider }),
    });
  }

  /** It takes the place of SNS's default policy, which lets in everybody of the account. */
  private admitAlarms(topic: SnsTopic, provider: TerraformProvider | undefined): SnsTopicPolicy {
    const Resource = topic.arn;
    return new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AlarmsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource,
            Condition: {
              StringEquals: { "aws:SourceAccount": topic.owner },
              ArnLike: { "aws:SourceArn": `arn:*:cloudwatch:*:${topic.owner}:alarm:*` },
            },
          },
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
      ...(provider && { provider }),
    });
  }

  private subscribe({ arn }: SnsTopic, { email, provider }: AlarmTopicProps): void {
    if (email !== undefined) {
      new SnsTopicSubscription(this, "email", {
        topicArn: arn,
        protocol: "email",
        endpoint: email,
        ...(provider && { provider }),
      });
    }
  }
}

function topicProblems({ name, email, kmsKeyId }: AlarmTopicProps): string[] {
  return [
    ...formProblems("name", name, /^[A-Za-z0-9_-]{1,256}$/, "have 1 to 256 letters, digits, _ or -"),
    ...formProblems("email", email, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, "be a mail address"),
    ...formProblems(
      "kmsKeyId",
      kmsKeyId,
      /^(?!(.*:)?alias\/aws\/)./,
      "be a customer managed key: alarms may not use those that AWS manages",
    ),
  ];
}
