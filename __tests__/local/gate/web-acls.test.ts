import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { clientOptions } from "../../../local/seed";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";
import { config } from "../cloudfront/harness";

/** There is no client of WAF among the packages: its protocol itself is enough. */
requires("moto_server")("the gate, web ACLs", () => {
  let gate: MotoGate;

  beforeAll(async () => {
    gate = await startMotoGate();
  }, 60_000);

  afterAll(() => gate.stop());

  async function call(operation: string, parameters: object) {
    const response = await fetch(gate.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSWAF_20190729.${operation}`,
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/wafv2/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: JSON.stringify({ Scope: "CLOUDFRONT", ...parameters }),
    });
    return { status: response.status, answer: JSON.parse(await response.text()) };
  }

  async function create(name: string): Promise<{ ARN: string; Name: string; Id: string; LockToken: string }> {
    const VisibilityConfig = {
      MetricName: name,
      CloudWatchMetricsEnabled: true,
      SampledRequestsEnabled: true,
    };
    const { answer } = await call("CreateWebACL", {
      Name: name,
      DefaultAction: { Allow: {} },
      VisibilityConfig,
      Rules: [],
    });
    return answer.Summary;
  }

  const remove = ({ Name, Id, LockToken }: Awaited<ReturnType<typeof create>>) =>
    call("DeleteWebACL", { Name, Id, LockToken });

  it("deletes one that nothing uses, and keeps one that a distribution uses", async () => {
    const [used, unused] = [await create("used"), await create("unused")];
    const client = new CloudFrontClient({ ...clientOptions(gate, "us-east-1"), endpoint: gate.endpoint });
    try {
      const DistributionConfig = config({ WebACLId: used.ARN });
      await client.send(new CreateDistributionCommand({ DistributionConfig }));
    } finally {
      client.destroy();
    }
    expect(await remove(unused)).toMatchObject({ status: 200 });
    expect(await remove(used)).toMatchObject({
      status: 400,
      answer: { __type: "WAFAssociatedItemException" },
    });
  });
});
