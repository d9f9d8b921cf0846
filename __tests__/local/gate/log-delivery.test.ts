import { randomUUID } from "node:crypto";
import { type MotoGate, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE";

requires("moto_server")("the gate and the delivery of logs", () => {
  let gate: MotoGate;

  beforeAll(async () => {
    gate = await startMotoGate();
  }, 60_000);

  afterAll(() => gate.stop());

  async function ask(action: string, parameters: object, region = "us-east-1") {
    const response = await fetch(gate.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `Logs_20140328.${action}`,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/logs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(parameters),
    });
    const text = await response.text();
    return { status: response.status, answer: text === "" ? {} : JSON.parse(text) };
  }

  /** Source, destination and delivery of one name; gives the delivery. */
  async function deliver(destination: string, more: object = {}) {
    const name = randomUUID();
    const source = { name, resourceArn: DISTRIBUTION, logType: "ACCESS_LOGS" };
    expect(await ask("PutDeliverySource", source)).toMatchObject({ status: 200 });
    const { answer } = await ask("PutDeliveryDestination", {
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: destination },
    });
    const made = await ask("CreateDelivery", {
      deliverySourceName: name,
      deliveryDestinationArn: answer.deliveryDestination.arn,
      s3DeliveryConfiguration: { suffixPath: "{yyyy}/{MM}", enableHiveCompatiblePath: false },
      ...more,
    });
    return { name, id: made.answer.delivery.id };
  }

  const pathOf = async (id: string) => {
    const { answer } = await ask("GetDelivery", { id });
    return answer.delivery.s3DeliveryConfiguration.suffixPath;
  };

  it("sets CloudFront's logs up in us-east-1 alone", async () => {
    const source = { name: "elsewhere", resourceArn: DISTRIBUTION, logType: "ACCESS_LOGS" };
    expect(await ask("PutDeliverySource", source, "eu-west-1")).toMatchObject({
      status: 400,
      answer: { __type: "ValidationException" },
    });
    expect(await ask("PutDeliverySource", source)).toMatchObject({ status: 200 });
  });

  it("puts a path of AWS's before one whose destination has no prefix", async () => {
    const prefixed = await deliver("arn:aws:s3:::shop-logs/cloudfront");
    const bare = await deliver("arn:aws:s3:::shop-logs");
    expect(await pathOf(prefixed.id)).toBe("{yyyy}/{MM}");
    expect(await pathOf(bare.id)).toBe("AWSLogs/{account-id}/CloudFront/{yyyy}/{MM}");
  });

  it("changes what is delivered, of a delivery that there is", async () => {
    const { id } = await deliver("arn:aws:s3:::shop-logs/a", { recordFields: ["date"] });
    const { id: other } = await deliver("arn:aws:s3:::shop-logs/b", { recordFields: ["date"] });
    expect(await ask("UpdateDeliveryConfiguration", { id, recordFields: ["date", "time"] })).toMatchObject({
      status: 200,
    });

    const changed = await ask("GetDelivery", { id });
    expect(changed.answer.delivery).toMatchObject({
      id,
      recordFields: ["date", "time"],
      s3DeliveryConfiguration: { suffixPath: "{yyyy}/{MM}" },
    });
    const same = await ask("GetDelivery", { id: other });
    expect(same.answer.delivery.recordFields).toEqual(["date"]);
    expect(await ask("UpdateDeliveryConfiguration", { id: "none" })).toMatchObject({
      status: 400,
      answer: { __type: "ResourceNotFoundException" },
    });
  });

  it("deletes neither end while logs go through it", async () => {
    const { name, id } = await deliver("arn:aws:s3:::shop-logs/c");
    const conflict = { status: 400, answer: { __type: "ConflictException" } };
    expect(await ask("DeleteDeliverySource", { name })).toMatchObject(conflict);
    expect(await ask("DeleteDeliveryDestination", { name })).toMatchObject(conflict);
    await ask("DeleteDelivery", { id });
    expect(await ask("DeleteDeliverySource", { name })).toMatchObject({ status: 200 });
    expect(await ask("DeleteDeliveryDestination", { name })).toMatchObject({ status: 200 });
  });
});
