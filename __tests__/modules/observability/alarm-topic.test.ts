import { AlarmTopic, type AlarmTopicProps } from "../../../modules/observability/alarm-topic";
import { synthStack } from "../../../test-support/synth";

const build = (props: Partial<AlarmTopicProps> = {}) =>
  synthStack((stack) => {
    new AlarmTopic(stack, "alarms", { name: "shop-alarms", ...props });
  });

const reference = (attribute: string) => `\${aws_sns_topic.alarms.${attribute}}`;

describe("AlarmTopic", () => {
  it("is a topic and its policy, which nobody hears of without an address", () => {
    expect(build().addresses).toEqual(["aws_sns_topic.alarms", "aws_sns_topic_policy.alarms_policy"]);
  });

  it("lets alarms of its own account publish, by TLS, and nobody else", () => {
    const policy = build().resource["aws_sns_topic_policy"]?.["alarms_policy"]?.["policy"];
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AlarmsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: reference("arn"),
          Condition: {
            StringEquals: { "aws:SourceAccount": reference("owner") },
            ArnLike: { "aws:SourceArn": `arn:*:cloudwatch:*:${reference("owner")}:alarm:*` },
          },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: reference("arn"),
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("sends mails where it is told to", () => {
    const { resource } = build({ email: "ops@example.com" });
    expect(resource["aws_sns_topic_subscription"]).toEqual({
      alarms_email: { topic_arn: reference("arn"), protocol: "email", endpoint: "ops@example.com" },
    });
  });

  it("stands in the provider's region as a whole", () => {
    const { resource } = synthStack((stack) => {
      new AlarmTopic(stack, "alarms", { name: "shop", email: "ops@example.com", provider: stack.usEast1 });
    });
    const providers = Object.values(resource).flatMap((byName) =>
      Object.values(byName).map(({ provider }) => provider),
    );
    expect(providers).toEqual(["aws.us_east_1", "aws.us_east_1", "aws.us_east_1"]);
  });

  it("has no KMS key but one of one's own", () => {
    expect(build().resource["aws_sns_topic"]?.["alarms"]).toEqual({ name: "shop-alarms" });
    expect(build({ kmsKeyId: "alias/alarms" }).resource["aws_sns_topic"]?.["alarms"]).toEqual({
      name: "shop-alarms",
      kms_master_key_id: "alias/alarms",
    });
  });

  it.each<[string, Partial<AlarmTopicProps>]>([
    ["`name` must have 1 to 256", { name: "" }],
    ["`name` must have 1 to 256", { name: "a".repeat(257) }],
    ["`name` must have 1 to 256", { name: "alarms.fifo" }],
    ["`email` must be a mail address", { email: "ops" }],
    ["alarms may not use those that AWS manages", { kmsKeyId: "alias/aws/sns" }],
    ["alarms may not use", { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:alias/aws/sns" }],
  ])("refuses: %s", (message, props) => {
    expect(() => build(props)).toThrow(message);
  });

  it("takes the longest name", () => {
    expect(() => build({ name: "a".repeat(256) })).not.toThrow();
  });
});
