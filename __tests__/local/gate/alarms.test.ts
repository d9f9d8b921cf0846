import { clientOptions } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";

/** There is no client of CloudWatch or SNS among the packages: the query protocol itself is enough. */
requires("moto_server")("the gate, alarms and their topics", () => {
  let gate: MotoGate;

  beforeAll(async () => {
    gate = await startMotoGate();
  }, 60_000);

  afterAll(() => gate.stop());

  async function call(service: "monitoring" | "sns", fields: Readonly<Record<string, string>>) {
    const { region } = clientOptions(gate, REGION);
    const Version = service === "sns" ? "2010-03-31" : "2010-08-01";
    const response = await fetch(gate.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams({ Version, ...fields }),
    });
    return { status: response.status, text: await response.text() };
  }

  const topic = (region: string) => `arn:aws:sns:${region}:123456789012:alarms`;
  const alarm = (actions: Readonly<Record<string, string>>) =>
    call("monitoring", {
      Action: "PutMetricAlarm",
      AlarmName: "edge",
      Namespace: "AWS/CloudFront",
      MetricName: "5xxErrorRate",
      Statistic: "Average",
      Period: "300",
      EvaluationPeriods: "1",
      Threshold: "5",
      ComparisonOperator: "GreaterThanThreshold",
      ...actions,
    });

  it("lets an alarm notify a topic of its own region", async () => {
    const { status } = await alarm({ "AlarmActions.member.1": topic(REGION) });
    expect(status).toBe(200);
  });

  it.each(["AlarmActions", "OKActions", "InsufficientDataActions"])(
    "refuses an alarm whose %s name a topic of another region",
    async (actions) => {
      const { status, text } = await alarm({
        [`${actions}.member.1`]: topic(REGION),
        [`${actions}.member.2`]: topic("us-east-1"),
      });
      expect(status).toBe(400);
      expect(text).toContain("<Code>ValidationError</Code>");
      expect(text).toContain("Invalid region us-east-1 specified. Only eu-west-1 is supported.");
    },
  );

  async function subscribe(protocol: string, endpoint: string): Promise<string> {
    await call("sns", { Action: "CreateTopic", Name: "alarms" });
    const { text } = await call("sns", {
      Action: "Subscribe",
      TopicArn: topic(REGION),
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: "true",
    });
    return /<SubscriptionArn>(.*)<\/SubscriptionArn>/.exec(text)?.[1] ?? "";
  }

  const attributes = (SubscriptionArn: string) =>
    call("sns", { Action: "GetSubscriptionAttributes", SubscriptionArn });

  it("keeps a subscription by email unconfirmed, and does not take it back", async () => {
    const arn = await subscribe("email", "ops@example.com");
    expect((await attributes(arn)).text.replace(/\s/g, "")).toContain(
      "<key>PendingConfirmation</key><value>true</value>",
    );
    const { status, text } = await call("sns", { Action: "Unsubscribe", SubscriptionArn: arn });
    expect(status).toBe(400);
    expect(text).toContain("<Code>InvalidParameter</Code>");
    expect(text).toContain("Cannot unsubscribe a subscription that is pending confirmation");
    await call("sns", { Action: "DeleteTopic", TopicArn: topic(REGION) });
    expect((await attributes(arn)).status).toBe(404);
  });

  it("leaves other subscriptions alone", async () => {
    const arn = await subscribe("sqs", "arn:aws:sqs:eu-west-1:123456789012:alarms");
    expect((await attributes(arn)).text.replace(/\s/g, "")).toContain(
      "<key>PendingConfirmation</key><value>false</value>",
    );
    expect((await call("sns", { Action: "Unsubscribe", SubscriptionArn: arn })).status).toBe(200);
  });
});
